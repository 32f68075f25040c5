"""The table of a briefing: its measures beside what they are compared with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pcp_data import words
from pcp_data.briefing import names
from pcp_data.briefing import phrases as say
from pcp_data.briefing.blocks import Block, Grid, Paragraph
from pcp_data.briefing.figures import Comparison, Figure
from pcp_data.briefing.gather import Material
from pcp_data.comparisons import BROKEN, NOT_JUDGED, SHARED, WHY

TABLE_WIDTHS = (0.205, 0.1, 0.115, 0.1, 0.115, 0.09, 0.105, 0.115, 0.055)
BARE_WIDTHS = (0.32, 0.15, 0.15, 0.15, 0.15, 0.08)
ONE_TABLE = 14


def comparison_blocks(material: Material) -> list[Block]:
    """Return the table of measures with its notes and its source; nothing without figures."""
    found = nested(material)
    if not found:
        return []
    notes = _Notes()
    parts = _by_priority(material)
    blocks: list[Block] = [
        (_bare_grid if is_bare(part) else _comparison_grid)(material, part, notes, title)
        for title, part in parts
    ]
    if is_bare(found):
        said = "The Plan prints no baseline for these: the previous 12 months are used."
        blocks.append(Paragraph(said, "note"))
    elif any(is_bare(part) for _, part in parts):
        said = (
            "Tables without a baseline: the Plan prints none, and the previous 12 months are used."
        )
        blocks.append(Paragraph(said, "note"))
    blocks += [Paragraph(one, "note") for one in _said_once(found, material)]
    if notes.said:
        said = [f"Note {number}: {text}" for text, number in notes.said.items()]
        blocks.append(Paragraph(" ".join(said), "note"))
    sources = words.list_of(list(dict.fromkeys(one.source for one in found if one.source)))
    blocks.append(Paragraph(f"Source: {sources}, {material.as_published}.", "note"))
    missing = [one for one in material.scope.measures
               if material.figures.get(one, material.area.id) is None]  # fmt: skip
    if missing:
        titles = [names.in_text(material.measures[one]["title"]) for one in missing]
        blocks.append(Paragraph(f"Without figures for this period: {words.listed(titles)}."))
    return blocks


def common_gaps(found: Sequence[Figure]) -> dict[str, str]:
    """Return the kinds of comparison that no figure has, for one and the same reason.

    Said once for all, where there are three figures or more.
    """
    gaps = {}
    for kind in ("previous", "chosen", "baseline"):
        sides = [one.sides[kind] for one in found if kind in one.sides]
        reasons = {one.because for one in sides if not one.is_made and one.end is not None}
        if len(found) > 2 and len(reasons) == 1 and not any(one.is_made for one in sides):
            gaps[kind] = reasons.pop()
    return gaps


def _said_once(found: Sequence[Figure], material: Material) -> Iterator[str]:
    """Yield what holds for every row of the table."""
    ends = {one.end for one in found}
    if len(ends) == 1 and not _is_of_month(found[0], material):
        month = words.month_name(material.month_end)
        yield f"Figures to {month} have not come: these are the {found[0].period}."
    gaps: dict[str, list[str]] = {}
    for kind, why in common_gaps(found).items():
        gaps.setdefault(why, []).append(say.name_of(found[0].sides[kind]))
    for why, what in gaps.items():
        yield f"None is compared with {words.list_of(what, 'or')}: {why}."


def _is_of_month(figure: Figure, material: Material) -> bool:
    end = material.month_end
    return (figure.end.year, figure.end.month) == (end.year, end.month)


def _heading(found: Sequence[Figure], material: Material) -> str:
    """Return the period of a table's figures: their own where it is one, else the month's."""
    periods = {one.period for one in found}
    asked = words.twelve_months_to(material.month_end)
    return words.sentence_case(periods.pop() if len(periods) == 1 else asked)


def nested(material: Material) -> list[Figure]:
    """Return the figures of the area with each part after the measure that it is part of."""
    here = {one.measure_id: one for one in material.here}
    order: list[str] = []

    def place(measure: str) -> None:
        if measure in order:
            return
        order.append(measure)
        for part in here:
            if material.parent(part) == measure:
                place(part)

    for measure in here:
        if material.parent(measure) not in here:
            place(measure)
    return [here[one] for one in order]


def _by_priority(material: Material) -> list[tuple[str, list[Figure]]]:
    """Return the figures in one table, or in one for each priority where many have several."""
    found = nested(material)
    whole = f"{material.scope.title} in {material.area.title}"
    groups: dict[str, list[Figure]] = {}
    for one in found:
        title = material.measures[one.measure_id]["priority_title"] or "In no priority of the Plan"
        groups.setdefault(title, []).append(one)
    if len(groups) < 2 or len(found) <= ONE_TABLE:
        return [(whole, found)]
    return list(groups.items())


class _Notes:
    """Notes in the order they are first needed, each said once."""

    def __init__(self) -> None:
        self.said: dict[str, int] = {}

    def number(self, text: str) -> int:
        return self.said.setdefault(text, len(self.said) + 1)


def versus(figure: Figure) -> Comparison:
    """Return the comparison of the first pair of columns: the Plan's baseline, or that chosen."""
    return figure.sides.get("chosen") or figure.sides["baseline"]


def _comparison_grid(
    material: Material, found: Sequence[Figure], notes: _Notes, title: str
) -> Grid:
    usual = _usual_side(found)
    is_chosen = found[0].main == "chosen"
    beside = words.sentence_case(usual) if is_chosen else "Baseline"
    rows = tuple(_row(one, found, material, usual, notes) for one in found)
    parts = frozenset(n for n, one in enumerate(found) if material.parent(one.measure_id))
    columns = (
        "Measure",
        _heading(found, material),
        f"{beside}{'' if is_chosen or not usual else f', {usual}'}",
        "Change",
        "Verdict",
        "Previous 12 months",
        "Change on previous",
        "Verdict on previous",
        "Note",
    )
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], tuple(row[:-1] for row in rows)
    widths = TABLE_WIDTHS[: len(columns)]
    return Grid(title, columns, rows, widths, numeric=(1, 2, 3, 5, 6), parts=parts)


def is_bare(found: Sequence[Figure]) -> bool:
    """Return whether the Plan prints a baseline for none, and no other period was chosen."""
    return all(versus(one).end is None for one in found)


def _bare_grid(material: Material, found: Sequence[Figure], notes: _Notes, title: str) -> Grid:
    """Return measures beside the 12 months before alone, with no empty columns for a baseline."""
    whole = [_row(one, found, material, "", notes) for one in found]
    rows = tuple(
        (*row[:2], *row[5:7], words.sentence_case(one.verdict), row[-1])
        for one, row in zip(found, whole, strict=True)
    )
    parts = frozenset(n for n, one in enumerate(found) if material.parent(one.measure_id))
    columns = (
        "Measure",
        _heading(found, material),
        "Previous 12 months",
        "Change on previous",
        "Verdict",
        "Note",
    )
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], tuple(row[:-1] for row in rows)
    return Grid(title, columns, rows, BARE_WIDTHS[: len(columns)], numeric=(1, 2, 3), parts=parts)


def _usual_side(found: Sequence[Figure]) -> str:
    """Return the period that most figures are compared with in the first pair of columns."""
    counted = Counter(versus(one).period for one in found if versus(one).end is not None)
    return counted.most_common(1)[0][0] if counted else ""


def _row(
    figure: Figure, found: Sequence[Figure], material: Material, usual: str, notes: _Notes
) -> tuple[str, ...]:
    side, previous = versus(figure), figure.previous
    verdict = side.verdict if figure.main == "previous" else figure.verdict
    is_late = _heading(found, material) != words.sentence_case(figure.period)
    said = _notes(figure, side, material, usual, is_late)
    return (
        figure.title,
        say.short(figure, figure.value),
        say.short(figure, side.value) if side.is_made else say.change_cell(figure, side),
        _judged_change(figure, side, verdict) if side.is_made else "",
        words.sentence_case(verdict),
        say.short(figure, previous.value) if previous.is_made else words.NOT_AVAILABLE,
        _judged_change(figure, previous, previous.verdict) if previous.is_made else "",
        words.sentence_case(previous.verdict),
        ", ".join(str(one) for one in sorted(notes.number(text) for text in said)),
    )


def _judged_change(figure: Figure, side: Comparison, verdict: str) -> str:
    """Return a change for the table of measures.

    Its verdict stands beside it; where that is silent, a change that chance could give is not
    printed as one. Of periods that share months a note says so.
    """
    if verdict != NOT_JUDGED or side.finding == SHARED:
        return say.change_cell(figure, side)
    return say.clear_change(figure, side)


def _notes(
    figure: Figure, side: Comparison, material: Material, usual: str, is_late: bool
) -> list[str]:
    said = []
    if is_late:
        said.append(f"Figures end before: those of the {figure.period}.")
    if side.end is not None and side.period != usual:
        said.append(f"Compared with the {side.period}.")
    if side.end is not None and not side.is_made and side.kind not in common_gaps(material.here):
        said.append(f"No comparison: {side.because}.")
    if say.judged_side(figure).finding == BROKEN:
        said.append("Recording changed in between, so the change is not judged.")
    elif figure.verdict == "not judged":
        said.append(_why_not_judged(figure))
    elif not side.is_made and figure.previous.is_made and (usual or side.end is not None):
        # A table without any baseline has this said once below it.
        why = "The Plan prints no baseline: judged" if side.end is None else "Judged"
        said.append(f"{why} on the previous 12 months.")
    if figure.previous.finding == BROKEN != say.judged_side(figure).finding:
        said.append("Recording changed since the previous 12 months: that change is not judged.")
    if figure.status == "provisional":
        said.append("Provisional: recent months may still change.")
    return said


def _why_not_judged(figure: Figure) -> str:
    if figure.aim == "monitor":
        return "The Plan monitors it and sets no aim."
    if figure.aim is None:
        return "The Plan does not have it, so sets no aim."
    side = say.judged_side(figure)
    if not side.is_made:
        return "Nothing to compare with yet."
    return WHY.get(side.finding, "Neither more nor less of it is the Plan’s aim.")
