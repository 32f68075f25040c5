"""What the workbooks of several pages share: the Plan's rows of a subject, and the notes on it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from pcp_data.export import tables
from pcp_data.export.book import NOT_APPLICABLE, Column, ExportTable
from pcp_data.export.page_overview import measure_table
from pcp_data.export.tables import Field
from pcp_data.query import records
from pcp_data.screens import measure_view
from pcp_data.screens.plan_rows import outside_words, plan_rows
from pcp_data.view import View

PERIOD: list[Field] = [
    tables.day("From", "period_start"),
    tables.day("To", "period_end"),
]


def against_plan(view: View, measures: Collection[str], title: str) -> ExportTable:
    """Return the Plan's rows of some measures, as priority and theme narrow them."""
    rows = [row for row in plan_rows(view) if row["measure_id"] in measures]
    return measure_table(f"{title}: against the Plan", title, rows, view)


def outside(view: View, what: str, title: str) -> ExportTable:
    """Return a table without rows that says that priority and theme have no measure of this."""
    return ExportTable(title, title, [Column(title)], [], notes=(outside_words(view, what),))


def notes_table(rows: pd.DataFrame) -> ExportTable:
    """Return recording changes, events and caveats, with the measures they are on if known."""
    fields: list[Field] = [
        (Column("Kind"), lambda row: measure_view.KINDS.get(row["kind"], row["kind"])),
        tables.day("From", "starts", missing=NOT_APPLICABLE),
        tables.day("To", "ends", missing=NOT_APPLICABLE),
        tables.text("Note", "note"),
        tables.text("Source", "source"),
    ]
    if "titles" in rows:
        fields.insert(3, (Column("Measures"), lambda row: "; ".join(row["titles"])))
    return tables.table(
        "Recording changes, events and caveats", "Changes and caveats", records(rows), fields
    )


def filled(found: Sequence[ExportTable]) -> list[ExportTable]:
    """Return the tables that have rows; the first where none has."""
    return [one for one in found if one.rows] or list(found[:1])
