"""The sentences of a briefing: rules from figures to words, never a cause.

A change that chance could give is called "no clear change" and its size is not said; a change
across a recording change is not called a change at all. Percentage points are called so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pcp_data import words
from pcp_data.briefing.figures import Comparison, Figure
from pcp_data.briefing.names import subject
from pcp_data.comparisons import BROKEN, EARLIER, FEW, LEVEL, SHARED, UNCOUNTED

NAMES = {"baseline": "the Plan’s baseline", "previous": "the 12 months before"}
WHY_NOT = {
    BROKEN: "recording changed in between",
    EARLIER: "it came before, so it cannot show what has changed since",
    SHARED: "the two share months, so chance cannot be told from change",
    UNCOUNTED: "it comes without counts, so chance cannot be told from change",
    FEW: "the numbers are too small to judge",
}


def amount(figure: Figure, value: float | None = None) -> str:
    """Return a value with its unit; the figure's own unless given."""
    return words.with_unit(figure.value if value is None else value, figure.unit, figure.decimals)


def short(figure: Figure, value: float | None) -> str:
    """Return a value for a table: the unit only where it is not a plain count."""
    if figure.is_share:
        return words.percent(value, figure.decimals)
    if figure.decimals:
        return words.with_unit(value, figure.unit, figure.decimals)
    return words.number(value, figure.decimals)


def name_of(side: Comparison) -> str:
    """Return what a figure is compared with, in words."""
    return NAMES.get(side.kind) or f"the {side.period}"


def size(figure: Figure, side: Comparison) -> str:
    """Return the size of a change without its sign: "45.6% (8,437)", "2.7 percentage points"."""
    if side.points is not None:
        return words.points(abs(side.points)).lstrip("+")
    change = words.number(abs(side.change), figure.decimals)
    if side.percent is None:
        return change
    return f"{words.percent(abs(side.percent))} ({change})"


def is_up(figure: Figure, side: Comparison) -> bool:
    """Return whether the figure is above what it is compared with."""
    return figure.value > side.value


def beside(figure: Figure, side: Comparison) -> str:
    """Return a figure beside another: "8.2% (761) above the 12 months before (9,295)".

    Empty where the two are not to be compared.
    """
    if not side.can_tell:
        return ""
    then = short(figure, side.value)
    where = f"{name_of(side)} ({then})"
    if side.kind == "baseline":
        where = f"{name_of(side)} ({then} in the {side.period})"
    if not side.is_clear:
        return f"with no clear change from {where}"
    return f"{size(figure, side)} {'above' if is_up(figure, side) else 'below'} {where}"


def compared_sides(figure: Figure) -> list[Comparison]:
    """Return the comparisons a sentence speaks of: the one asked for, then the year before."""
    sides = [figure.against]
    if figure.main == "previous" and "baseline" in figure.sides:
        sides.append(figure.sides["baseline"])
    elif figure.main != "previous":
        sides.append(figure.previous)
    ends = {one.end for one in sides}
    return sides if len(ends) == len(sides) else sides[:1]


def comparison_words(figure: Figure) -> str:
    """Return all comparisons of a figure as the end of a sentence, with its comma."""
    sides = [one for one in compared_sides(figure) if beside(figure, one)]
    said = [beside(figure, one) for one in sides]
    if not said:
        return ""
    join = "and"
    if len(sides) == 2 and all(one.is_clear for one in sides):
        join = "and" if is_up(figure, sides[0]) == is_up(figure, sides[1]) else "but"
    elif len(sides) == 2 and not any(one.is_clear for one in sides):
        join, said[1] = "or", said[1].removeprefix("with no clear change ")
    return f", {f' {join} '.join(said)}"


def not_compared(figure: Figure, said_once: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return with what a figure is not compared, and why; nothing where it is with all.

    That the Plan prints no baseline is said once, with the table; so are the kinds `said_once`.
    """
    said: dict[str, list[str]] = {}
    for side in compared_sides(figure):
        why = why_not(side)
        if why and side.end is not None and side.kind not in said_once:
            said.setdefault(why, []).append(name_of(side))
    return [(words.list_of(names, "or"), why) for why, names in said.items()]


def why_not(side: Comparison) -> str:
    """Return why a figure is not compared with a side; empty where it is."""
    return WHY_NOT.get(side.finding, "") if side.is_made else side.because


def measure_sentence(figure: Figure, said_once: Collection[str] = ()) -> str:
    """Return what there is to say of a measure under its own heading."""
    what = f"it was {amount(figure)}"
    if not figure.is_share and not figure.decimals:
        verb = "was" if amount(figure).startswith("1 ") else "were"
        what = f"there {verb} {amount(figure)}"
    said = [f"In the {figure.period} {what}{comparison_words(figure)}."]
    said += [
        f"It is not compared with {what}: {why}." for what, why in not_compared(figure, said_once)
    ]
    return " ".join(said)


def lead_sentence(figure: Figure) -> str:
    """Return all that is said of a measure in one sentence, as the headline begins."""
    gaps = [f"; it is not compared with {what} ({why})" for what, why in not_compared(figure)]
    return (
        f"{subject(figure.title)} stood at {_lead_amount(figure)} in {figure.area} in the "
        f"{figure.period}{comparison_words(figure)}{''.join(gaps)}."
    )


def _lead_amount(figure: Figure) -> str:
    """Return the value without a unit that the title has just said."""
    if figure.title.lower().endswith(figure.unit.lower()):
        return words.number(figure.value, figure.decimals)
    return amount(figure)


def judged_side(figure: Figure) -> Comparison:
    """Return the comparison that the verdict rests on.

    The one asked for; the year before where the Plan has no baseline to compare with.
    """
    has_side = figure.against.is_made or figure.main != "baseline"
    return figure.against if has_side else figure.previous


def change_rank(side: Comparison) -> float:
    """Return how large a change is, for ranking: per cent of a count, points of a share."""
    found = side.points if side.points is not None else side.percent
    return abs(found) if found is not None else 0.0


def districts_sentence(found: Sequence[Figure]) -> str:
    """Return where the figure moved on the 12 months before by more than chance would give."""
    made = [one for one in found if one.previous.can_tell]
    if not made:
        return ""
    up, down = (
        [o for o in made if o.previous.is_clear and is_up(o, o.previous) == way]
        for way in (True, False)
    )
    level = [one.area for one in made if not one.previous.is_clear]
    if not up and not down:
        whole = len(made) == len(found) > 1
        places = "any district" if whole else words.list_of([one.area for one in made], "or")
        return f"There is no clear change from the 12 months before in {places}."
    if len(made) == len(found) > 2 and len(made) in (len(up), len(down)):
        return _every_district(made, "above" if up else "below")
    parts = [
        f"{words.list_of([f'{one.area}{_moved_by(one)}' for one in those])} "
        f"{'is' if len(those) == 1 else 'are'} {way} the 12 months before"
        for way, those in (("above", up), ("below", down))
        if those
    ]
    parts += [f"there is no clear change in {words.list_of(level)}"] if level else []
    return f"{'; '.join(parts)}."


def _every_district(made: Sequence[Figure], way: str) -> str:
    ranked = sorted(made, key=lambda one: change_rank(one.previous))
    least, most = ranked[0], ranked[-1]
    return (
        f"All {len(made)} districts are {way} the 12 months before, from "
        f"{_change(least)} in {least.area} to {_change(most)} in {most.area}."
    )


def _moved_by(figure: Figure) -> str:
    change = _change(figure)
    return f" ({change})" if change else ""


def _change(figure: Figure) -> str:
    side = figure.previous
    if side.points is not None:
        return words.points(side.points)
    return "" if side.percent is None else words.signed_percent(side.percent)


def change_cell(figure: Figure, side: Comparison) -> str:
    """Return a change for a table: "−45.6%", "−6.4 points"; why there is none otherwise."""
    if not side.is_made:
        return "none" if side.end is None else words.NOT_AVAILABLE
    if side.points is not None:
        return f"{words.signed(side.points, 1)} points"
    return words.signed_percent(side.percent)


def clear_change(figure: Figure, side: Comparison) -> str:
    """Return a change for a table where no verdict says whether chance could give it."""
    said = {LEVEL: LEVEL, FEW: FEW, EARLIER: "came before", SHARED: "periods overlap"}
    return said.get(side.finding) or change_cell(figure, side)
