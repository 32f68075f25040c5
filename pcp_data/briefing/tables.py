"""The tables of a briefing: measures beside their comparisons, and districts side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pcp_data import words
from pcp_data.briefing import phrases as say
from pcp_data.briefing.blocks import Block, Grid, Paragraph
from pcp_data.briefing.figures import NO_CHANGE, Comparison, Figure
from pcp_data.briefing.gather import Material

TABLE_WIDTHS = (0.21, 0.1, 0.115, 0.105, 0.105, 0.1, 0.105, 0.105, 0.055)
BARE_WIDTHS = (0.32, 0.15, 0.15, 0.15, 0.15, 0.08)
ONE_TABLE = 14
# Rates below the first need two decimals to be told apart; below the second they say nothing.
FINE_RATE, LEAST_RATE = 2, 0.1
COUNTED = ("offences", "incidents", "casualties", "collisions", "victims")


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
    if notes.said:
        said = [f"Note {number}: {text}" for text, number in notes.said.items()]
        blocks.append(Paragraph(" ".join(said), "note"))
    sources = words.list_of(list(dict.fromkeys(one.source for one in found if one.source)))
    blocks.append(Paragraph(f"Source: {sources}, {material.as_published}.", "note"))
    missing = [one for one in material.scope.measures
               if material.figures.get(one, material.area.id) is None]  # fmt: skip
    if missing:
        titles = [say.in_text(material.measures[one]["title"]) for one in missing]
        blocks.append(Paragraph(f"Without figures for this period: {say.listed(titles)}."))
    return blocks


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

    def number(self, text: str) -> str:
        return str(self.said.setdefault(text, len(self.said) + 1))


def _versus(figure: Figure) -> Comparison:
    """Return the comparison of the first pair of columns: the Plan's baseline, or that chosen."""
    return figure.sides.get("chosen") or figure.sides["baseline"]


def _comparison_grid(
    material: Material, found: Sequence[Figure], notes: _Notes, title: str
) -> Grid:
    usual = _usual_side(found)
    is_chosen = found[0].main == "chosen"
    versus = words.sentence_case(usual) if is_chosen else "Baseline"
    rows = tuple(_row(one, material, usual, notes) for one in found)
    parts = frozenset(n for n, one in enumerate(found) if material.parent(one.measure_id))
    columns = (
        "Measure",
        words.sentence_case(words.twelve_months_to(material.month_end)),
        f"{versus}{'' if is_chosen or not usual else f', {usual}'}",
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
    return all(_versus(one).end is None for one in found)


def _bare_grid(material: Material, found: Sequence[Figure], notes: _Notes, title: str) -> Grid:
    """Return measures beside the 12 months before alone, with no empty columns for a baseline."""
    whole = [_row(one, material, "", notes) for one in found]
    rows = tuple(
        (*row[:2], *row[5:7], words.sentence_case(one.verdict), row[-1])
        for one, row in zip(found, whole, strict=True)
    )
    parts = frozenset(n for n, one in enumerate(found) if material.parent(one.measure_id))
    now = words.sentence_case(words.twelve_months_to(material.month_end))
    columns = ("Measure", now, "Previous 12 months", "Change on previous", "Verdict", "Note")
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], tuple(row[:-1] for row in rows)
    return Grid(title, columns, rows, BARE_WIDTHS[: len(columns)], numeric=(1, 2, 3), parts=parts)


def _usual_side(found: Sequence[Figure]) -> str:
    """Return the period that most figures are compared with in the first pair of columns."""
    counted = Counter(_versus(one).period for one in found if _versus(one).end is not None)
    return counted.most_common(1)[0][0] if counted else ""


def _row(figure: Figure, material: Material, usual: str, notes: _Notes) -> tuple[str, ...]:
    side, previous = _versus(figure), figure.previous
    numbers = [notes.number(text) for text in _notes(figure, side, material, usual)]
    return (
        figure.title,
        say.short(figure, figure.value),
        say.short(figure, side.value) if side.is_made else say.change_cell(figure, side),
        say.change_cell(figure, side) if side.is_made else "",
        words.sentence_case(side.verdict if figure.main == "previous" else figure.verdict),
        say.short(figure, previous.value) if previous.is_made else words.NOT_AVAILABLE,
        say.change_cell(figure, previous) if previous.is_made else "",
        words.sentence_case(previous.verdict),
        ", ".join(numbers),
    )


def is_chance(side: Comparison) -> bool:
    """Return whether chance could give a change."""
    return side.is_made and side.can_tell and not side.is_clear and not side.series_break


def _notes(figure: Figure, side: Comparison, material: Material, usual: str) -> list[str]:
    said = []
    if (figure.end.year, figure.end.month) != (material.month_end.year, material.month_end.month):
        said.append(f"Figures end before: these are the {figure.period}.")
    if side.end is not None and side.period != usual:
        said.append(f"Compared with the {side.period}.")
    if side.end is not None and not side.is_made:
        said.append(f"No comparison: {side.because}.")
    if side.series_break or figure.previous.series_break:
        said.append("Recording changed in between, so the change is not judged.")
    elif figure.verdict == "not judged":
        said.append(_why_not_judged(figure))
    elif not side.is_made and figure.previous.is_made and (usual or side.end is not None):
        # A table without any baseline has this said once below it.
        why = "The Plan prints no baseline: judged" if side.end is None else "Judged"
        said.append(f"{why} on the previous 12 months.")
    if figure.status == "provisional":
        said.append("Provisional: recent months may still change.")
    return said


def _why_not_judged(figure: Figure) -> str:
    if figure.aim in (None, "monitor"):
        return "The Plan monitors it and sets no aim."
    if not figure.previous.is_made and not figure.against.is_made:
        return "Nothing to compare with yet."
    if figure.numerator is None:
        return "It comes without counts, so chance cannot be told from change."
    return "Too few to judge."


def district_grid(material: Material, measure_id: str) -> Grid | None:
    """Return the districts of a measure beside the force; None where none has a figure."""
    home = material.view.choices.home.id
    codes = list(dict.fromkeys([home, material.area.id, *material.district_codes]))
    found = material.figures.of_measure(measure_id, codes)
    if len([one for one in found if one.is_district]) < 2:
        return None
    has_rate = found[0].unit in COUNTED and all(one.rate is not None for one in found)
    highest = max(one.rate for one in found) if has_rate else 0
    has_rate = highest >= LEAST_RATE
    has_baseline = any(_versus(one).end is not None for one in found)
    versus = "comparison" if found[0].main == "chosen" else "baseline"
    columns = ["Area", words.sentence_case(found[0].period)]
    columns += ["Per 1,000 residents"] if has_rate else []
    columns += [f"Change on {versus}"] if has_baseline else []
    columns += ["Change on 12 months before", "Verdict"]
    places = 1 if highest >= FINE_RATE else 2
    rows = tuple(_district_row(one, places if has_rate else None, has_baseline) for one in found)
    widths = (0.2, *[0.6 / (len(columns) - 2)] * (len(columns) - 2), 0.2)
    numeric = tuple(range(1, len(columns) - 1))
    title = f"{found[0].title} by district"
    return Grid(title, tuple(columns), rows, widths, numeric)


def _district_row(figure: Figure, places: int | None, has_baseline: bool) -> tuple[str, ...]:
    sides = [_versus(figure), figure.previous] if has_baseline else [figure.previous]
    return (
        figure.area,
        say.short(figure, figure.value),
        *([] if places is None else [words.number(figure.rate, places)]),
        *(_district_change(figure, side) for side in sides),
        words.sentence_case(figure.verdict),
    )


def _district_change(figure: Figure, side: Comparison) -> str:
    if is_chance(side):
        return NO_CHANGE
    is_few = side.is_made and not side.can_tell and figure.numerator is not None
    return "too few" if is_few and not side.series_break else say.change_cell(figure, side)
