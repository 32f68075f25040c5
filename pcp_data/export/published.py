"""Figures printed in public papers beside those computed here, as a table of a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from pcp_data.export import tables
from pcp_data.export.book import NOT_APPLICABLE, Column, ExportTable
from pcp_data.export.tables import Field, Row
from pcp_data.screens import papers_view

STATISTICS = {
    "value": "Value",
    "change": "Change",
    "percent_change": "Percent change",
    "point_change": "Change in points",
    "share": "Share",
    "rank": "Rank",
}
UNITS = {
    "percent_change": "per cent",
    "share": "per cent",
    "point_change": "percentage points",
    "rank": "rank",
}


def published_table(title: str, rows: Sequence[dict]) -> ExportTable:
    """Return printed figures beside computed ones, each in the unit that it was printed in."""
    fields: list[Field] = [
        tables.text("Figure", "figure_id"),
        tables.text("What", "title"),
        tables.text("Breakdown", "breakdown"),
        tables.text("Area", "area_name"),
        tables.day("From", "period_start"),
        tables.day("To", "period_end"),
        tables.text("Period as printed", "period_label"),
        tables.day("Compared with, from", "compare_start", missing=NOT_APPLICABLE),
        tables.day("Compared with, to", "compare_end", missing=NOT_APPLICABLE),
        (Column("Statistic"), lambda row: STATISTICS.get(row["statistic"], row["statistic"])),
        (Column("Unit"), unit_of),
        tables.value("Printed", "published"),
        tables.value("Computed here", "computed"),
        tables.value("Difference", "difference"),
        (
            Column("Agreement"),
            lambda row: papers_view.agreement_of(row["agrees"], row["computed"]),
        ),
        tables.text("Note", "note"),
        tables.text("Document", "document"),
        tables.text("Section", "section"),
    ]
    return tables.table(title, "Published figures", rows, fields)


def unit_of(row: Row) -> str:
    """Return what a printed figure is in: a percent change of offences is in per cent."""
    return UNITS.get(row["statistic"]) or tables.unit_words(row["unit"])
