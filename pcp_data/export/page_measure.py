"""The workbook of Measure: its figures over time and by district, notes and published figures."""

from __future__ import annotations

import pandas as pd

from pcp_data import words
from pcp_data.export import tables
from pcp_data.export.book import NOT_AVAILABLE, Column, ExportTable, NativeChart
from pcp_data.export.page_overview import measure_fields
from pcp_data.export.tables import Field
from pcp_data.query import records
from pcp_data.screens import measure_view
from pcp_data.screens.plan_rows import plan_rows
from pcp_data.view import View


def chosen_measure(view: View) -> str:
    """Return the measure of the link, else the first of the Plan's view with figures."""
    filters = view.filters
    if filters.measure:
        return filters.measure
    rows = view.rows(
        "plan_measures", plan=filters.plan, priority=filters.priority, theme=filters.theme
    )
    known = [row.measure_id for row in rows.itertuples() if row.has_figures]
    known += list(rows["measure_id"])
    return known[0] if known else view.choices.measures[0].id


def measure(view: View) -> list[ExportTable]:
    """Return everything on one measure."""
    measure_id = chosen_measure(view)
    facts = records(view.rows("measure_facts", measure=measure_id))[0]
    main = view.areas[0] if len(view.areas) == 1 else view.choices.home
    places = [view.choices.home.id, *(one.id for one in view.choices.districts)]
    shared = {"measure": measure_id, "areas": places, "period_end": view.filters.period_end}
    title = facts["title"]
    found = [
        tables.table(
            f"{title}: against the Plan",
            "Against the Plan",
            plan_rows(view, measure=measure_id, areas=places),
            measure_fields(view, view.sources),
        ),
        series(
            f"{title}: 12-month figures", "12 months", view.rows("measure_twelve_months", **shared),
            facts, "12 months",
        ),
        series(
            f"{title}: single periods", "Single periods", view.rows("measure_series", **shared),
            facts, "Period",
        ),
    ]  # fmt: skip
    return [*found, *_words(view, measure_id, facts, main.id)]


def series(title: str, sheet: str, rows: pd.DataFrame, facts: dict, period: str) -> ExportTable:
    """Return a series by area as a table with a line chart."""
    decimals = int(facts["decimals"])
    fields: list[Field] = [
        tables.text("Area", "area_name"),
        tables.day(f"{period} from", "period_start"),
        tables.day(f"{period} to", "period_end"),
        (
            Column(words.sentence_case(tables.unit_words(facts["unit"])), "decimal", decimals),
            lambda row: tables.figure(row["value"], decimals, row["status"]),
        ),
        tables.marks(),
    ]
    if facts["unit"] == "%":
        fields += [tables.number("Numerator", "numerator"), tables.number("Base", "denominator")]
    fields.append(tables.text("Source", "source_title", missing=NOT_AVAILABLE))
    chart = NativeChart("lines", 2, 3, words.sentence_case(tables.unit_words(facts["unit"])), 0)
    return tables.table(title, sheet, records(rows), fields, chart=chart)


def _words(view: View, measure_id: str, facts: dict, area: str) -> list[ExportTable]:
    """Return the tables that are mostly words: definition, notes, places, published, files."""
    title = facts["title"]
    notes = view.rows("measure_notes", measure=measure_id, areas=[view.choices.home.id, area])
    definition = [{"term": term, "said": said} for term, said in measure_view.facts(facts)]
    found = [
        tables.table(
            f"{title}: definition",
            "Definition",
            definition,
            [tables.text("What", "term"), tables.text("Definition", "said")],
        ),
        tables.table(
            f"{title}: recording changes, events and caveats",
            "Changes and caveats",
            records(notes),
            NOTES,
        ),
        tables.frame_table(
            f"{title}: places in the Plans",
            "Places in the Plans",
            measure_view.places_table(records(view.rows("measure_places", measure=measure_id))),
        ),
        _published(title, view.rows("measure_published", measure=measure_id)),
        tables.frame_table(
            f"{title}: files these figures come from",
            "Files",
            measure_view.files_table(view.rows("measure_files", measure=measure_id, areas=[area])),
        ),
    ]
    return [one for one in found if one.rows]


def _published(title: str, rows: pd.DataFrame) -> ExportTable:
    """Return the published figures with numbers as numbers, beside what the page says of them."""
    shown = measure_view.published_table(rows)
    for place, row in enumerate(records(rows)):
        for name, column in (("published", "Published"), ("computed", "Computed here")):
            shown[column] = shown[column].astype(object)
            shown.at[place, column] = tables.figure(row[name], row["decimals"])
    name = f"{title}: published figures against those computed here"
    found = tables.frame_table(name, "Published figures", shown)
    columns = [
        Column(one.title, "decimal" if one.title in ("Published", "Computed here") else one.kind,
               missing=NOT_AVAILABLE if one.title == "Computed here" else one.missing)
        for one in found.columns
    ]  # fmt: skip
    return ExportTable(found.title, found.sheet, columns, found.rows)


NOTES = [
    (
        Column("Kind"),
        lambda row: measure_view.KINDS.get(row["kind"], words.sentence_case(row["kind"])),
    ),
    tables.day("From", "starts", missing=NOT_AVAILABLE),
    tables.day("To", "ends", missing=NOT_AVAILABLE),
    tables.text("Note", "note"),
    tables.text("Source", "source"),
]
