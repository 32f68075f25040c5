"""The workbooks of Data and of About."""

from __future__ import annotations

import json
from datetime import date

from pcp_data import words
from pcp_data.define.model import Settings
from pcp_data.export import tables
from pcp_data.export.book import NOT_APPLICABLE, Column, ExportTable
from pcp_data.export.page_shared import filled
from pcp_data.export.published import published_table
from pcp_data.export.tables import Field, Row
from pcp_data.query import records
from pcp_data.screens import (
    about_view,
    data_months,
    data_scope,
    data_view,
    measure_view,
    papers_view,
)
from pcp_data.view import View


def data(view: View) -> list[ExportTable]:
    """Return what is loaded, its coverage, files, refused rows, published figures and notes."""
    table, coverage = tables.table, records(data_scope.coverage(view))
    return filled(
        [
            _sources(view),
            _months(view),
            table("Coverage by source and area", "Coverage", coverage, COVERAGE),
            _files(view),
            table("Releases that replaced others", "Replaced", data_scope.replaced(view), REPLACED),
            _refused(view),
            published_table(
                "Figures printed in public papers against those computed here",
                papers_view.picked_figures(data_scope.published(view), view.params),
            ),
            table(
                "Notes on the data",
                "Data notes",
                papers_view.picked_notes(data_scope.notes(view), view.params),
                NOTES,
            ),
        ]
    )


def _sources(view: View) -> ExportTable:
    today = date.today()
    rows = [row | {"due": data_view.next_due(row, today)} for row in data_scope.sources(view)]
    fields: list[Field] = [
        tables.text("Source", "title"),
        tables.text("Publisher", "publisher"),
        (Column("Data"), data_view.kind_of_data),
        tables.text("Measures it can give", "gives"),
        _dated("From", "first_period"),
        _dated("To", "last_period"),
        (Column("Next release due", "date", missing=NOT_APPLICABLE), lambda row: row["due"].day),
        (Column("Next release"), _late),
        (Column("Days overdue", "whole", missing=NOT_APPLICABLE), lambda row: _days(row, today)),
        tables.day("Provisional from", "provisional_from", missing=NOT_APPLICABLE),
        tables.day("Provisional to", "provisional_to", missing=NOT_APPLICABLE),
        tables.number("Provisional measures", "provisional_measures"),
        tables.number("Files", "files_loaded"),
        tables.number("Rows loaded", "rows_loaded"),
        tables.number("Rows refused", "rows_rejected"),
        tables.number("Rows replaced", "rows_superseded"),
    ]
    notes = [
        data_scope.feeding(view),
        f"Overdue is judged on {words.uk_date(today)}.",
        data_scope.measures_note(view),
    ]
    return tables.table("Sources of data", "Sources", rows, fields, notes=list(filter(None, notes)))


def _months(view: View) -> ExportTable:
    """Return whether the 12 months shown, and those compared with, are there."""
    table = data_months.months_table(view)
    notes = [*data_months.months_said(table, view), f"{data_months.IN_PART}."]
    notes += [] if view.filters.compare_end else [f"{data_months.BASELINES}."]
    return tables.frame_table("The 12 months by source", "12 months", table, notes=notes)


def _files(view: View) -> ExportTable:
    unknown = data_scope.unknown_files(view)
    return tables.table(
        "Files", "Files", data_scope.files(view), FILES, notes=(unknown,) if unknown else ()
    )


def _refused(view: View) -> ExportTable:
    rows = data_scope.rejected(view)
    left_out = data_view.reasons_left_out(rows)
    notes = (left_out,) if left_out else ()
    return tables.table("Reasons for refusal", "Refused rows", rows, REFUSED, notes=notes)


def _days(row: Row, today: date) -> int | None:
    due = row["due"]
    return (today - due.day).days if due.is_overdue else None


def _late(row: Row) -> str:
    due = row["due"]
    if due.is_overdue is None:
        return due.said
    return "Overdue" if due.is_overdue else "Not due yet"


def _dated(title: str, name: str) -> Field:
    """Return a column of dates; what has no date of its own, such as boundaries, has [z]."""
    return Column(title, "date"), lambda row: _date_of(row[name])


def _date_of(value: object) -> object:
    day = tables.as_day(value)
    return NOT_APPLICABLE if day and day.year <= data_view.UNDATED_YEAR else day


def about(view: View) -> list[ExportTable]:
    """Return the measures of the view, the words used, the meetings and the licences."""
    ask = about_view.asked(view.params)
    found = about_view.entries(view.fetch("about_measures"), view.fetch("about_links"))
    entries = about_view.chosen(found, view.filters, ask)
    title = f"Measures: {about_view.in_words(view.filters, view.choices, ask)}"
    said = [about_view.headline(found)]
    said += [] if entries else [about_view.elsewhere(found, view.filters, ask)[0]]
    meetings = about_view.meetings_table(view.fetch("about_meeting"))
    rule = view.fetch("spc_rule")[0]
    given = view.fetch("about_version")[0]["settings"]
    method = about_view.method(vars(Settings()) | json.loads(given or "{}"), rule)
    return filled(
        [
            tables.frame_table(title, "Measures", about_view.entries_table(entries), notes=said),
            ExportTable("How figures are made", "Method", METHOD, method),
            tables.table("Words used", "Words", view.fetch("about_term"), WORDS),
            tables.frame_table("Meetings", "Meetings", meetings),
            tables.table("Licences of the sources", "Licences", view.fetch("sources"), LICENCES),
        ]
    )


def _real_or_made_up(row: Row) -> str:
    return "Made up" if row["is_sample"] else "Real"


COVERAGE = [
    tables.text("Source", "source_title"),
    tables.text("Area", "area_name"),
    (Column("Coverage"), lambda row: words.sentence_case(row["state"])),
    tables.day("From", "period_start"),
    tables.day("To", "period_end"),
    tables.number("Months", "months"),
    (Column("Data"), _real_or_made_up),
]
FILES = [
    tables.text("File", "file_name"),
    (Column("Source"), lambda row: row["source_title"] or "Not known"),
    (
        Column("What became of it"),
        lambda row: data_view.STATUS_WORDS.get(row["status"], row["status"]),
    ),
    _dated("From", "period_start"),
    _dated("To", "period_end"),
    tables.number("Rows read", "rows_read"),
    tables.number("Loaded", "rows_loaded"),
    tables.number("Refused", "rows_rejected"),
    tables.number("Replaced", "rows_superseded"),
    (Column("Data"), _real_or_made_up),
    tables.day("Released", "release_date"),
    (Column("Message", missing=NOT_APPLICABLE), lambda row: data_view.messages(row) or None),
    tables.text("SHA-256", "sha256"),
]
REPLACED = [
    tables.text("File", "file_name"),
    tables.text("Replaced by", "replaced_by"),
    tables.text("Source", "source_title"),
    tables.day("From", "period_start"),
    tables.day("To", "period_end"),
    tables.number("Rows replaced", "rows"),
]
REFUSED = [
    tables.text("File", "file_name"),
    tables.number("Rows", "rows"),
    tables.number("First line", "first_line", missing=NOT_APPLICABLE),
    tables.text("Reason (an example in full)", "example"),
]
METHOD = [Column("What"), Column("How it is made")]
WORDS = [tables.text("Word", "term"), tables.text("What it means here", "meaning")]
LICENCES = [
    tables.text("Source", "title"),
    tables.text("Publisher", "publisher"),
    tables.text("Licence", "licence"),
    tables.text("Where", "url"),
]
NOTES = [
    (Column("Kind"), lambda row: measure_view.KINDS.get(row["kind"], row["kind"])),
    tables.day("From", "starts", missing=NOT_APPLICABLE),
    tables.day("To", "ends", missing=NOT_APPLICABLE),
    tables.text("Note", "note"),
    (Column("Measures"), papers_view.measures_of),
    (Column("Area"), lambda row: row["area_name"] or "Everywhere"),
    tables.text("Source", "source"),
    (Column("Id"), lambda row: row["note_id"].partition("/")[0]),
]
