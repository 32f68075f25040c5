"""The workbooks of Data and of About."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pcp_data import words
from pcp_data.export import tables
from pcp_data.export.book import Column, ExportTable
from pcp_data.export.page_subjects import filled
from pcp_data.export.tables import Field
from pcp_data.query import records
from pcp_data.screens import about_view, data_view, papers_view
from pcp_data.view import View


def data(view: View) -> list[ExportTable]:
    """Return what is loaded, its coverage, files, refused rows, published figures and notes."""
    coverage = view.rows("data_coverage")
    replaced = records(view.rows("data_replaced"))
    refused = records(view.rows("data_rejected"))
    frame = tables.frame_table
    return filled(
        [
            _sources(view),
            frame("Coverage by source and area", "Coverage", data_view.coverage_table(coverage)),
            frame("Files", "Files", data_view.files_table(records(view.rows("data_files")))),
            frame("Releases that replaced others", "Replaced", data_view.replaced_table(replaced)),
            frame("Reasons for refusal", "Refused rows", data_view.rejected_table(refused)),
            _published(records(view.rows("data_published"))),
            frame("Notes on the data", "Data notes",
                  papers_view.notes_table(records(view.rows("data_notes")))),
        ]
    )  # fmt: skip


def _sources(view: View) -> ExportTable:
    today = date.today()
    rows = records(view.rows("data_sources"))
    fields: list[Field] = [
        tables.text("Source", "title"),
        tables.text("Publisher", "publisher"),
        (Column("Data"), data_view.kind_of_data),
        tables.day("From", "first_period"),
        tables.day("To", "last_period"),
        (Column("Next release"), lambda row: data_view.next_due(row, today).said or None),
        tables.number("Files", "files_loaded"),
        tables.number("Rows loaded", "rows_loaded"),
        tables.number("Rows refused", "rows_rejected"),
        tables.number("Rows replaced", "rows_superseded"),
    ]
    said = f"Overdue is judged on {words.uk_date(today)}."
    return tables.table("Sources of data", "Sources", rows, fields, notes=(said,))


def _published(rows: list[dict]) -> ExportTable:
    fields: list[Field] = [
        tables.text("Figure", "figure_id"),
        tables.text("What", "title"),
        tables.text("Breakdown", "breakdown"),
        tables.text("Area", "area_name"),
        tables.day("From", "period_start"),
        tables.day("To", "period_end"),
        tables.text("Statistic", "statistic"),
        tables.unit(),
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
    return tables.table(
        "Figures printed in public papers against those computed here",
        "Published figures",
        rows,
        fields,
    )


def about(view: View) -> list[ExportTable]:
    """Return every measure of every Plan, the words used, the meetings and the licences."""
    entries = about_view.entries(
        records(view.rows("about_measures")), records(view.rows("about_links"))
    )
    terms = pd.DataFrame(
        [
            {"Word": row["term"], "What it means here": row["meaning"]}
            for row in records(view.rows("about_term"))
        ]
    )
    sources: list[Field] = [
        tables.text("Source", "title"),
        tables.text("Publisher", "publisher"),
        tables.text("Licence", "licence"),
        tables.text("Where", "url"),
    ]
    meetings = about_view.meetings_table(records(view.rows("about_meeting")))
    return filled(
        [
            tables.frame_table("Measures in every Plan", "Measures",
                               about_view.entries_table(entries)),
            tables.frame_table("Words used", "Words", terms),
            tables.frame_table("Meetings", "Meetings", meetings),
            tables.table("Licences of the sources", "Licences", records(view.rows("sources")),
                         sources),
        ]
    )  # fmt: skip
