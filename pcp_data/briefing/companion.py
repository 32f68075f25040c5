"""The Excel companion of a briefing: its figures as numbers, whole, from the same material."""

from __future__ import annotations

from collections.abc import Iterator

from pcp_data import words
from pcp_data.briefing.choose import from_params
from pcp_data.briefing.closing import enquiry_lines
from pcp_data.briefing.content import templates_of
from pcp_data.briefing.district_table import rate_places
from pcp_data.briefing.figures import Comparison, Figure
from pcp_data.briefing.gather import Material, gather
from pcp_data.briefing.phrases import judged_side
from pcp_data.briefing.tables import nested
from pcp_data.export import tables
from pcp_data.export.book import NOT_APPLICABLE, Column, ExportTable, NativeChart, Number
from pcp_data.export.page_changed import signal_table
from pcp_data.export.tables import Field
from pcp_data.query import records
from pcp_data.screens import measure_view
from pcp_data.statistics import wilson_interval
from pcp_data.view import View


def briefing(view: View) -> list[ExportTable]:
    """Return the tables of the briefing that a view's link asks for."""
    found = templates_of(view)
    choice, _ = from_params(view.params, view.filters, view.choices, found)
    return sheets(gather(view, choice, found))


def sheets(material: Material) -> list[ExportTable]:
    """Return the measures, districts, victims, unusual months, enquiries, notes and trends."""
    title = material.scope.title
    victims = material.figures.of_area(material.scope.victims, material.area.id)
    found = [
        _figures(f"{title}: measures", "Measures", nested(material), material),
        _figures(f"{title}: districts", "Districts", list(_districts(material)), material),
        _figures(f"{title}: satisfaction of victims", "Victims", victims, material),
        signal_table(material.signals, "Unusual months"),
        _enquiry(material),
        _notes(material),
        _trends(material),
    ]
    return [one for one in found if one.rows]


def _districts(material: Material) -> Iterator[Figure]:
    """Return the districts of each measure, beside the force where the briefing has it there."""
    home = material.view.choices.home.id
    codes = list(dict.fromkeys([home, material.area.id, *material.district_codes]))
    for measure in material.everything:
        found = material.figures.of_measure(measure, codes)
        if any(one.is_district for one in found):
            yield from found


def _figures(title: str, sheet: str, found: list[Figure], material: Material) -> ExportTable:
    has_chosen = any("chosen" in one.sides for one in found)
    kinds = ["chosen"] if has_chosen else ["baseline"]
    rows = [_row(one, [*kinds, "previous"], material) for one in found]
    rows = [row | rate for row, rate in zip(rows, _rates(found), strict=True)]
    names = {"chosen": "Compared with", "baseline": "Baseline", "previous": "Previous 12 months"}
    fields: list[Field] = [
        tables.text("Measure", "title"),
        tables.text("Part of", "part_of"),
        tables.text("Area", "area"),
        tables.unit(),
        tables.day("12 months from", "start"),
        tables.day("12 months to", "end"),
        tables.value("Latest 12 months", "value"),
        tables.marks(),
        *_more_fields(rows),
    ]
    for kind in (*kinds, "previous"):
        fields += _side_fields(kind, names[kind])
    fields += [
        tables.text("Verdict", "verdict"),
        tables.text("Verdict on previous 12 months", "previous_verdict"),
        tables.text("Caveat", "caveat"),
        tables.text("Source", "source"),
        tables.day("As published on", "published"),
    ]
    return tables.table(title, sheet, rows, fields, notes=(tables.CHANGE_SAYS,))


def _more_fields(rows: list[dict]) -> list[Field]:
    """Return the columns of rates, and of what per cents are made from, where there are any."""
    fields: list[Field] = []
    if any(row["rate"] is not None for row in rows):
        fields.append(
            (Column("Per 1,000 residents", "decimal", 1), lambda row: row["rate"] or NOT_APPLICABLE)
        )
    if any(row["unit"] == "%" for row in rows):
        fields += [
            _of_per_cents("Base", "base", 0),
            _of_per_cents("95% interval from", "lower", 1),
            _of_per_cents("95% interval to", "upper", 1),
        ]
    return fields


def _of_per_cents(title: str, name: str, decimals: int) -> Field:
    return Column(
        title, "decimal", decimals
    ), lambda row: tables.figure(row[name], decimals) if row["unit"] == "%" else NOT_APPLICABLE


def _rates(found: list[Figure]) -> Iterator[dict[str, Number | None]]:
    """Return the rate of each figure with the decimals that the briefing gives it."""
    for one in found:
        alike = [other for other in found if other.measure_id == one.measure_id]
        places = rate_places(alike)
        yield {"rate": tables.figure(one.rate, places) if places else None}


def _interval(figure: Figure) -> tuple[float | None, float | None]:
    """Return Wilson's interval of a per cent in per cent, nothing without its counts."""
    if figure.unit != "%" or figure.numerator is None or not figure.denominator:
        return None, None
    lower, upper = wilson_interval(figure.numerator, figure.denominator)
    return 100 * float(lower), 100 * float(upper)


def _side_fields(kind: str, name: str) -> list[Field]:
    return [
        tables.day(f"{name}, 12 months to", f"{kind}_end", missing=NOT_APPLICABLE),
        tables.value(name, f"{kind}_value"),
        (Column(f"{name}: change", "decimal"), lambda row: _change(row, kind)),
        (Column(f"{name}: change (%)", "decimal", 1), lambda row: _percent(row, kind)),
        tables.text(f"{name}: more than chance", f"{kind}_clear"),
    ]


def _change(row: tables.Row, kind: str) -> object:
    """Return a change in the unit of the row; of a per cent it is in percentage points."""
    if row["unit"] == "%":
        return tables.figure(row[f"{kind}_points"], 1)
    return tables.figure(row[f"{kind}_change"], row["decimals"])


def _percent(row: tables.Row, kind: str) -> object:
    return NOT_APPLICABLE if row["unit"] == "%" else tables.figure(row[f"{kind}_percent"], 1)


def _row(figure: Figure, kinds: list[str], material: Material) -> dict[str, object]:
    parent = material.measures[figure.measure_id]["parent_measure_id"]
    row: dict[str, object] = {
        "title": figure.title,
        "part_of": material.measures[parent]["title"] if parent in material.measures else None,
        "area": figure.area,
        "unit": figure.unit,
        "decimals": figure.decimals,
        "start": figure.start,
        "end": figure.end,
        "value": figure.value,
        "status": figure.status,
        "is_break": bool(judged_side(figure).series_break),
        "verdict": words.sentence_case(figure.verdict),
        "previous_verdict": words.sentence_case(figure.previous.verdict),
        "caveat": figure.caveat,
        "source": figure.source,
        "base": figure.denominator,
        **dict(zip(("lower", "upper"), _interval(figure), strict=True)),
        "published": words.as_date(material.view.info["built_at"]),
    }
    for kind in kinds:
        row |= _side(kind, figure.sides[kind])
    return row


def _side(kind: str, side: Comparison) -> dict[str, object]:
    clear = None
    if side.can_tell:
        clear = "Yes" if side.is_clear else "No"
    return {
        f"{kind}_end": side.end,
        f"{kind}_value": side.value,
        f"{kind}_change": side.change,
        f"{kind}_percent": side.percent,
        f"{kind}_points": side.points,
        f"{kind}_clear": clear,
    }


def _enquiry(material: Material) -> ExportTable:
    rows = [
        {"number": place, "rule": line.rule, "question": line.question, "raised": raised}
        for place, line in enumerate(enquiry_lines(material), 1)
        for raised in line.raised_by
    ]
    fields = [
        tables.number("Line", "number"),
        tables.text("Rule", "rule"),
        tables.text("Question", "question"),
        tables.text("Raised by", "raised"),
    ]
    return tables.table("Lines of enquiry", "Lines of enquiry", rows, fields)


def _notes(material: Material) -> ExportTable:
    rows = [
        note
        | {"what": "; ".join(note["titles"]), "kind_words": measure_view.KINDS.get(note["kind"])}
        for note in material.notes
    ]
    fields = [
        tables.text("Kind", "kind_words"),
        tables.text("Measures", "what"),
        tables.day("From", "starts", missing=NOT_APPLICABLE),
        tables.day("To", "ends", missing=NOT_APPLICABLE),
        tables.text("Note", "note"),
        tables.text("Source", "source"),
    ]
    return tables.table("Recording changes and limits", "Notes on the data", rows, fields)


def _trends(material: Material) -> ExportTable:
    about = material.measures
    rows = [
        row
        | {
            "title": about[row["measure_id"]]["title"],
            "unit": about[row["measure_id"]]["unit"],
            "decimals": about[row["measure_id"]]["decimals"],
        }
        for row in records(material.trends)
    ]
    fields: list[Field] = [
        tables.text("Measure", "title"),
        (Column("Area"), lambda row: material.area.title),
        tables.unit(),
        tables.day("12 months from", "period_start"),
        tables.day("12 months to", "period_end"),
        tables.value("Value", "value"),
        tables.marks(),
    ]
    chart = NativeChart("lines", 4, 5, "Value", 0) if len(material.everything) == 1 else None
    return tables.table("12-month figures over time", "Trends", rows, fields, chart=chart)
