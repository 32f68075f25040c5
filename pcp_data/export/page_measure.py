"""The workbook of Measure: its figures over time and by district, notes and published figures."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pcp_data import words
from pcp_data.export import tables
from pcp_data.export.book import NOT_APPLICABLE, NOT_AVAILABLE, Column, ExportTable, NativeChart
from pcp_data.export.page_overview import measure_table
from pcp_data.export.published import published_table
from pcp_data.export.tables import Field
from pcp_data.query import records
from pcp_data.screens import measure_view
from pcp_data.screens.plan_rows import plan_rows
from pcp_data.view import View


def measure(view: View) -> list[ExportTable]:
    """Return everything on one measure."""
    filters = view.filters
    offered = view.fetch(
        "plan_measures", plan=filters.plan, priority=filters.priority, theme=filters.theme
    )
    measure_id = measure_view.chosen_measure(offered, filters.measure, view.choices)
    facts = view.fetch("measure_facts", measure=measure_id)[0]
    shared = {"measure": measure_id, "areas": view.everywhere, "period_end": filters.period_end}
    title = facts["title"]
    found = [
        measure_table(
            f"{title}: against the Plan",
            "Against the Plan",
            plan_rows(view, measure=measure_id, areas=view.everywhere),
            view,
        ),
        _twelve_months(facts, view.rows("measure_twelve_months", **shared)),
        _single_periods(view, facts, view.rows("measure_series", **shared), shared),
    ]
    return [*found, *_words(view, measure_id, facts, view.main_area.id)]


def _twelve_months(facts: dict, rows: pd.DataFrame) -> ExportTable:
    """Return the 12-month figures by area, with their intervals where the page shows them."""
    rows = measure_view.with_interval(rows, facts)
    limits = [("lower", "95% interval from"), ("upper", "95% interval to")]
    decimals = int(facts["decimals"])
    return _series(
        f"{facts['title']}: 12-month figures",
        "12 months",
        rows,
        facts,
        [tables.number(title, name, decimals) for name, title in limits if name in rows],
    )


def _single_periods(
    view: View, facts: dict, rows: pd.DataFrame, shared: dict[str, object]
) -> ExportTable:
    """Return the months, quarters or years by area, with control limits where there are any."""
    asked = {"measures": [shared["measure"]]} | {
        name: shared[name] for name in ("areas", "period_end")
    }
    keys = ["area_code", "period_end"]
    limits = view.rows("export_limits", **asked)
    title, more = f"{facts['title']}: single periods", []
    if len(limits):
        names = ["lower_limit", "centre", "upper_limit", "is_seasonally_adjusted", "rule"]
        rows = rows.merge(limits[[*keys, *names]], on=keys, how="left")
        decimals = int(facts["decimals"])
        more = [
            tables.number("Lower limit", "lower_limit", decimals, missing=NOT_APPLICABLE),
            tables.number("Average", "centre", decimals, missing=NOT_APPLICABLE),
            tables.number("Upper limit", "upper_limit", decimals, missing=NOT_APPLICABLE),
            tables.flag("Adjusted for season", "is_seasonally_adjusted"),
            tables.text("Unusual: rule met", "rule"),
        ]
    return _series(title, "Single periods", rows, facts, more, "Period")


def _series(
    title: str,
    sheet: str,
    rows: pd.DataFrame,
    facts: dict,
    more: Sequence[Field],
    period: str = "12 months",
) -> ExportTable:
    """Return a series by area as a table with a line chart."""
    decimals = int(facts["decimals"])
    unit = words.sentence_case(tables.unit_words(facts["unit"]))
    fields: list[Field] = [
        tables.text("Area", "area_name"),
        tables.day(f"{period} from", "period_start"),
        tables.day(f"{period} to", "period_end"),
        (
            Column(unit, "decimal", decimals),
            lambda row: tables.figure(row["value"], decimals, row["status"]),
        ),
        tables.marks(),
    ]
    if facts["unit"] == "%":
        fields += [tables.number("Numerator", "numerator"), tables.number("Base", "denominator")]
    fields += [*more, tables.text("Source", "source_title", missing=NOT_AVAILABLE)]
    return tables.table(
        title, sheet, records(rows), fields, chart=NativeChart("lines", 2, 3, unit, 0)
    )


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
            _marked(notes),
            NOTES,
        ),
        tables.table(
            f"{title}: places in the Plans",
            "Places in the Plans",
            view.fetch("measure_places", measure=measure_id),
            PLACES,
        ),
        published_table(
            f"{title}: published figures against those computed here",
            view.fetch("measure_published", measure=measure_id),
        ),
        tables.table(
            f"{title}: files these figures come from",
            "Files",
            view.fetch("measure_files", measure=measure_id, areas=[area]),
            FILES,
        ),
    ]
    return [one for one in found if one.rows]


def _marked(notes: pd.DataFrame) -> list[dict]:
    """Return the notes in the order of the page, those on the charts first with their marks."""
    marked = measure_view.numbered(notes)
    rest = notes[~notes["note_id"].isin(marked["note_id"])]
    return [*records(marked), *(row | {"mark": None} for row in records(rest))]


NOTES = [
    (
        Column("Mark on the charts", "whole", missing=NOT_APPLICABLE),
        lambda row: int(row["mark"]) if row["mark"] else None,
    ),
    (
        Column("Kind"),
        lambda row: measure_view.KINDS.get(row["kind"], words.sentence_case(row["kind"])),
    ),
    tables.day("From", "starts", missing=NOT_APPLICABLE),
    tables.day("To", "ends", missing=NOT_APPLICABLE),
    tables.text("Note", "note"),
    tables.text("Source", "source"),
]
PLACES = [
    tables.text("Plan", "plan_title"),
    tables.text("Priority", "priority_title"),
    (Column("Aim"), lambda row: measure_view.AIMS.get(row["aim"], row["aim"])),
    tables.day("Baseline from", "baseline_start", missing=NOT_APPLICABLE),
    tables.day("Baseline to", "baseline_end", missing=NOT_APPLICABLE),
    tables.text("Baseline as the Plan names it", "baseline_label"),
    tables.text("Part of", "parent_title"),
    (Column("Next"), lambda row: measure_view.STATUSES.get(row["status"], row["status"])),
    tables.text("Recommendation", "recommendation"),
    tables.text("Note", "note"),
]
FILES = [
    tables.text("File", "file_name"),
    tables.text("Source", "source_title"),
    tables.text("Publisher", "publisher"),
    tables.day("From", "period_start"),
    tables.day("To", "period_end"),
    tables.day("Loaded", "loaded_at"),
    tables.text("Licence", "licence"),
    (Column("Data"), lambda row: "Made up" if row["is_sample"] else "Real"),
]
