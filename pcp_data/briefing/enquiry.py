"""Lines of enquiry: questions that follow from the figures by stated rules.

The rules and their wording are data (definitions/common/enquiry_rules.toml); each names a test
here. A line says which figures raised it, and asks; it never says why something changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from pcp_data import words
from pcp_data.briefing import names
from pcp_data.briefing import phrases as say
from pcp_data.briefing.figures import Figure, Figures
from pcp_data.briefing.templates import Rule
from pcp_data.screens.what_changed import Signal
from pcp_data.verdicts import WORSE

WORSE_WORD = WORSE.word
MOST_TOGETHER = 4


@dataclass(frozen=True)
class Facts:
    """What the tests look at. `measures` and `victims` are in the briefing's order."""

    figures: Figures
    measures: tuple[str, ...]
    victims: tuple[str, ...]
    parents: dict[str, str]
    titles: dict[str, str]
    area: str
    districts: tuple[str, ...]
    signals: tuple[Signal, ...]
    month_end: date

    @property
    def here(self) -> list[Figure]:
        """Return the figures of the briefing's own area."""
        return self.figures.of_area(self.measures, self.area)


@dataclass(frozen=True)
class Raised:
    """One figure that raises a line: the name it is asked about, and the figure in words."""

    name: str
    figure: str
    rank: float = 0.0
    key: str = ""


@dataclass(frozen=True)
class Line:
    """One line of enquiry: its rule, its question, and the figures that raised it."""

    rule: str
    question: str
    raised_by: tuple[str, ...]


def lines(rules: Sequence[Rule], facts: Facts, most: int) -> list[Line]:
    """Return the lines that the rules raise, in the order of the rules, at most so many.

    A measure that one rule has asked about in an area is not asked about again by the next.
    """
    found: list[Line] = []
    asked: set[str] = set()
    for rule in rules:
        raised = [one for one in TESTS[rule.when](facts) if one.key not in asked]
        chosen = sorted(raised, key=lambda one: -one.rank)[: rule.most]
        if chosen and len(found) < most:
            asked |= {one.key for one in chosen}
            found.append(_line(rule, chosen))
    return found


def _line(rule: Rule, raised: Sequence[Raised]) -> Line:
    names = list(dict.fromkeys(one.name for one in raised))
    asks = rule.asks_one if len(names) == 1 else rule.asks_many
    question = words.sentence_case(asks.format(names=words.listed(names)))
    return Line(rule.title, question, tuple(one.figure for one in raised))


def _raised(figure: Figure, side_name: str, name: str = "") -> Raised:
    side = figure.sides[side_name]
    where = f" in {figure.area}" if figure.is_district else ""
    title = names.spoken(figure.title)
    return Raised(
        name or names.in_text(figure.title),
        f"{names.subject(title) if where else title}{where}: "
        f"{say.amount(figure)}, {say.beside(figure, side)}.",
        say.change_rank(side),
        f"{figure.measure_id} {figure.area_code}",
    )


def _is_worse_than_previous(figure: Figure) -> bool:
    return figure.previous.verdict == WORSE_WORD and figure.previous.is_clear


def _worse(facts: Facts) -> list[Raised]:
    return [
        _raised(one, say.judged_side(one).kind)
        for one in _distinct(facts.here)
        if one.verdict == WORSE_WORD and say.judged_side(one).is_clear
    ]


def _distinct(found: Sequence[Figure]) -> list[Figure]:
    """Return the figures without any that repeats one above, such as casualties as recorded."""
    kept: dict[tuple, Figure] = {}
    for one in found:
        kept.setdefault((one.unit, one.value, one.against.value, one.previous.value), one)
    return list(kept.values())


def _losing_ground(facts: Facts) -> list[Raised]:
    return [
        _raised(one, "previous")
        for one in _distinct(facts.here)
        if one.verdict == "better"
        and one.main != "previous"
        and _is_worse_than_previous(one)
        # A part that goes the way of its whole is asked about with the whole.
        and not _goes_with_parent(one, facts)
    ]


def _goes_with_parent(figure: Figure, facts: Facts) -> bool:
    parent = facts.figures.get(facts.parents.get(figure.measure_id, ""), figure.area_code)
    return parent is not None and parent.verdict == "better" and _is_worse_than_previous(parent)


def _part_against_whole(facts: Facts) -> list[Raised]:
    found = []
    for one in facts.here:
        parent = facts.figures.get(facts.parents.get(one.measure_id, ""), one.area_code)
        side = one.against
        if parent is None or one.unit != parent.unit or parent.better != one.better:
            continue
        both_clear = side.is_clear and parent.against.is_clear
        if both_clear and say.is_up(one, side) != say.is_up(parent, parent.against):
            found.append(_raised(one, side.kind))
    return found


def _new_concern(facts: Facts) -> list[Raised]:
    return [
        Raised(
            f"{names.in_text(one.title)} in {one.area}",
            f"{one.sentence}.",
            one.distance,
            f"signal {one.measure_id} {one.area_code}",
        )
        for one in facts.signals
        if one.meaning.word == "concern" and one.is_new
    ]


def _districts(facts: Facts, verdict: str) -> list[Raised]:
    found, seen = [], set()
    for measure in facts.measures:
        force = facts.figures.get(measure, facts.area)
        if force is None or force.previous.verdict == verdict or not force.previous.is_made:
            continue
        for one in facts.figures.of_measure(measure, facts.districts):
            # Two measures can have the same figure, such as casualties adjusted and as recorded.
            same = (one.area_code, one.unit, one.value, one.previous.value)
            if same in seen or one.area_code == facts.area:
                continue
            if one.previous.verdict == verdict:
                seen.add(same)
                name = f"{one.area} on {names.in_text(one.title)}"
                found.append(_raised(one, "previous", name))
    return found


def _district_worse(facts: Facts) -> list[Raised]:
    return _districts(facts, WORSE_WORD)


def _district_better(facts: Facts) -> list[Raised]:
    return _districts(facts, "better")


def _satisfaction_down(facts: Facts) -> list[Raised]:
    found = []
    for one in facts.figures.of_area(facts.victims, facts.area):
        if one.previous.is_clear and not say.is_up(one, one.previous):
            group = names.victims_of(one.title).removeprefix("victims of ")
            found.append(_raised(one, "previous", "all crimes" if group == "victims" else group))
    return found


def _recording_changed(facts: Facts) -> list[Raised]:
    """Return one for each recording change and pair of periods that it lies between."""
    groups: dict[tuple, list[Figure]] = {}
    for one in facts.here:
        side = say.judged_side(one)
        if side.is_made and side.series_break:
            groups.setdefault((side.series_break, one.end, side.kind, side.end), []).append(one)
    found = []
    for (note, *_), those in groups.items():
        what = names.together([one.title for one in those])
        period, against = those[0].period, say.judged_side(those[0])
        said = f"{words.sentence_case(what)}: recording changed between the {period} and "
        said += f"{say.name_of(against)} (the {against.period})."
        found.append(Raised(what, said, len(those), f"break {note}"))
    return found


def _figures_end_early(facts: Facts) -> list[Raised]:
    """Return one figure raised for each month that figures end in, not one for each measure."""
    months: dict[date, list[str]] = {}
    for one in facts.here:
        if (one.end.year, one.end.month) != (facts.month_end.year, facts.month_end.month):
            months.setdefault(one.end, []).append(one.title)
    return [
        Raised(_together(titles), _latest(titles, end), key=f"end {end}")
        for end, titles in months.items()
    ]


def _latest(titles: Sequence[str], end: date) -> str:
    those = words.sentence_case(_together(titles))
    return f"{those}: the latest 12 months are those to {words.month_name(end)}."


def _together(titles: Sequence[str]) -> str:
    return names.together(titles) if len(titles) > MOST_TOGETHER else _listed(titles)


def _listed(titles: Sequence[str]) -> str:
    return words.listed([names.in_text(one) for one in titles])


def _no_figures(facts: Facts) -> list[Raised]:
    missing = [one for one in facts.measures if facts.figures.get(one, facts.area) is None]
    if not missing:
        return []
    titles = [facts.titles[one] for one in missing]
    said = f"No figures for {words.plural(len(titles), 'measure')}: {_listed(titles)}."
    return [Raised(_listed(titles), said, key="no figures")]


TESTS: dict[str, Callable[[Facts], list[Raised]]] = {
    "worse_on_comparison": _worse,
    "better_but_worse_than_previous": _losing_ground,
    "part_against_whole": _part_against_whole,
    "new_concern": _new_concern,
    "district_worse_than_force": _district_worse,
    "satisfaction_down": _satisfaction_down,
    "district_better_than_force": _district_better,
    "recording_changed": _recording_changed,
    "figures_end_early": _figures_end_early,
    "no_figures": _no_figures,
}
