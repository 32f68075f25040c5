"""The sections of the Data page, each a function that places one part of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from pcp_data import words
from pcp_data.charts.coverage import coverage_chart
from pcp_data.export import template_kinds, templates
from pcp_data.query import query
from pcp_data.screens import data_view, papers_view
from pcp_data.ui import parts
from pcp_data.ui.picker import picker, search
from pcp_data.ui.set_up import PageState

MOST_REFUSED_ROWS = 100_000
MOST_WRAPPED = 100  # rows: with more, a table scrolls in a box of its own
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ALL = "All"
BUILD = "python -m pcp_data build FOLDER"
CHECK = "python -m pcp_data check FILE"


def sources(state: PageState) -> None:
    """Place what is loaded of each source, to when, and when the next release is due."""
    rows, today = state.fetch("data_sources"), date.today()
    parts.sentence(data_view.headline(rows, today, state.choices.home.title))
    parts.html(f'<p class="pcp-note">{parts.text(data_view.reality(state.info))}</p>')
    table = data_view.sources_table(rows, today)
    numeric = ("Files", "Rows loaded", "Rows refused", "Rows replaced")
    parts.text_table(table, title="Sources of data", key="sources", numeric=numeric)
    parts.source_line(
        f"Overdue is judged on {words.uk_date(today)}",
        f"Figures later than {words.uk_date(state.info['as_at'])} are in the future for this build",
        f"Built {words.uk_date(state.info['built_at'])}",
        "Provisional months may still change",
    )


def coverage(state: PageState) -> None:
    """Place the coverage grid: every source for the whole force, then one source by district."""
    rows = state.rows("data_coverage")
    home = state.choices.home.title
    if rows.empty:
        parts.empty_state(f"No source covers {home} or its districts by month.")
        return
    parts.heading(f"Every source, {home}")
    table = data_view.coverage_table(rows)
    whole = rows[rows["area_type"].eq("force")]
    if len(whole):
        parts.chart(
            coverage_chart(whole, rows="source_title", palette=parts.palette()),
            data_view.coverage_sentence(rows, home),
            table,
            "Thick bar: covered · Half bar: partly (some parts of the source only) · "
            "Thin line: not covered",
            key="coverage",
        )
    parts.heading("One source, by district")
    titles = dict(zip(rows["source_id"], rows["source_title"], strict=True))
    chosen = titles[picker("data", "source", "Source", titles)]
    one = rows[rows["source_title"].eq(chosen)]
    parts.chart(
        coverage_chart(one, palette=parts.palette()),
        data_view.district_sentence(one, chosen),
        data_view.coverage_table(one),
        key="coverage-districts",
    )


def files(state: PageState) -> None:
    """Place every file with what became of it, and the releases that replaced others."""
    rows = state.fetch("data_files")
    parts.sentence(data_view.files_sentence(rows))
    parts.table(data_view.files_table(rows), key="files", columns=_whole_numbers())
    parts.heading("Releases that replaced others")
    replaced = state.fetch("data_replaced")
    if replaced:
        table = data_view.replaced_table(replaced)
        parts.text_table(table, title="Replaced releases", key="replaced")
    else:
        parts.html('<p class="pcp-note">No two files gave the same figures.</p>')


def _whole_numbers() -> dict[str, object]:
    names = ("Rows read", "Loaded", "Refused", "Replaced")
    return {name: st.column_config.NumberColumn(format="localized") for name in names}


def refused(state: PageState) -> None:
    """Place why rows were refused, and the download of every refused row."""
    rows = state.fetch("data_rejected", most=data_view.MOST_REASONS)
    said = data_view.refused_sentence(rows, state.fetch("data_files"))
    if not rows:
        parts.empty_state(said)
        return
    parts.sentence(said)
    left_out = data_view.reasons_left_out(rows)
    if left_out:
        parts.html(f'<p class="pcp-note">{parts.text(left_out)}</p>')
    table = data_view.rejected_table(rows)
    parts.text_table(table, title="Reasons for refusal", key="refused-reasons", numeric=("Rows",))
    st.download_button(
        "Download the refused rows as CSV",
        data=partial(_refused_rows, state),
        file_name="refused-rows.csv",
        mime="text/csv",
        key="download-refused-rows",
        on_click="ignore",
        help=f"Up to {MOST_REFUSED_ROWS:,} rows.",
    )


def _refused_rows(state: PageState) -> bytes:
    """Return the refused rows, read only when the download is asked for."""
    return parts.csv_bytes(query("data_rejected_rows", state.reader, most=MOST_REFUSED_ROWS))


def published(state: PageState) -> None:
    """Place printed figures beside computed ones, those that differ first."""
    table = papers_view.published_table(state.fetch("data_published"))
    parts.sentence(papers_view.published_sentence(table))
    if state.is_sample:
        parts.html(
            '<p class="pcp-note">The printed figures are real. The sample data were made to '
            "agree with them wherever the papers agree with themselves.</p>"
        )
    if table.empty:
        return
    left, right = st.columns([1, 2])
    with left:
        shown = _one_of("agreement", "Agreement", papers_view.AGREEMENT)
    with right:
        wanted = search("data", "figure", "Search the figures")
    if shown != ALL:
        table = table[table["Agreement"].eq(shown)]
    _searched(table, wanted, "published-figures", "printed figure")


def notes(state: PageState) -> None:
    """Place the caveats, events, series breaks and contradictions, with search."""
    table = papers_view.notes_table(state.fetch("data_notes"))
    if table.empty:
        parts.empty_state("The definitions hold no notes on the data.")
        return
    left, right = st.columns([1, 2])
    with left:
        shown = _one_of("kind", "Kind of note", table["Kind"])
    with right:
        wanted = search("data", "note", "Search the notes")
    if shown != ALL:
        table = table[table["Kind"].eq(shown)]
    _searched(table, wanted, "data-notes", "note")


def _one_of(name: str, label: str, values: Iterable[str]) -> str:
    """Place a choice of one value or all of them, and return it."""
    options = {one.lower().replace(" ", "-"): one for one in (ALL, *values)}
    return options[picker("data", name, label, options)]


def _searched(table: pd.DataFrame, wanted: str, key: str, what: str) -> None:
    found = papers_view.matching(table, wanted)
    if found.empty:
        parts.empty_state(f"No {what} matches. Clear the search or choose All.")
        return
    parts.html(f'<p class="pcp-note" role="status">{words.plural(len(found), what)} shown.</p>')
    if len(found) <= MOST_WRAPPED:
        parts.text_table(found, title=words.sentence_case(f"{what}s"), key=key)
    else:
        parts.table(found, key=key)


def add_files(state: PageState) -> None:
    """Place how to add files, and the templates to fill in."""
    steps = (
        "Put the new files in a folder. Any name will do: each file is recognised by its content. "
        "CSV, XLSX, XLS and ODS are read, also inside a ZIP.",
        "Check a file first: every fault is named with its row, and nothing is changed.",
        "Build with the folder, or folders, of all your files. The new database takes the place "
        "of this one only when everything has been read and checked; open pages then show it.",
    )
    parts.html(
        '<ol class="pcp-list">' + "".join(f"<li>{parts.text(one)}</li>" for one in steps) + "</ol>"
    )
    st.code(f"{CHECK}\n{BUILD}", language=None)
    with st.container(key="templates"):
        _templates(state)


def _templates(state: PageState) -> None:
    parts.heading("Templates to fill in")
    for kind, spec in template_kinds.kinds().items():
        words_of, button = st.columns([3, 1], vertical_alignment="center")
        with words_of:
            parts.html(
                f'<p class="pcp-template"><strong>{parts.text(spec.title)}</strong><br>'
                f"{parts.text(spec.purpose)}</p>"
            )
        button.download_button(
            f"Download: {spec.sheet}",
            data=partial(_template, state, kind),
            file_name=templates.file_name(kind),
            mime=SPREADSHEET,
            key=f"download-template-{kind}",
            on_click="ignore",
            width="stretch",
        )


def _template(state: PageState, kind: str) -> bytes:
    """Return a template as a workbook, made and its lists read only when it is asked for."""
    return templates.template(kind, state.rows("template_list"))
