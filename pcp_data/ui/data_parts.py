"""The sections of the Data page, each a function that places one part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from pcp_data import words
from pcp_data.export import template_kinds, templates
from pcp_data.query import query
from pcp_data.screens import data_scope, data_view, papers_view
from pcp_data.ui import parts
from pcp_data.ui.grid import grid, grid_markup, quiet
from pcp_data.ui.picker import picker, search
from pcp_data.ui.set_up import PageState

MOST_REFUSED_ROWS = 100_000
MOST_WRAPPED = 100  # rows: with more, a table scrolls in a box of its own on screen
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ALL = "All"
FIGURE_HEADS = (
    "What", "Period", "Printed", "Computed here", "Difference", "Agreement", "Note",
)  # fmt: skip
NOTE_HEADS = ("Kind", "Note", "Measures")
FILE_HEADS = (
    "File and checksum (SHA-256)", "Source", "What became of it", "Period", "Rows read", "Loaded",
    "Refused", "Replaced",
)  # fmt: skip
BUILD = "python -m pcp_data build FOLDER"
CHECK = "python -m pcp_data check FILE"


def sources(state: PageState) -> None:
    """Place what is loaded of each source, to when, and when the next release is due."""
    rows, today = data_scope.sources(state), date.today()
    feeding = data_scope.feeding(state)
    if not rows:
        nothing(state, feeding)
        return
    parts.sentence(data_view.headline(rows, today, state.choices.home.title, feeding))
    if feeding:
        back = parts.linked("Show every source", _every_source(state))
        parts.html(f'<p class="pcp-note">All that follows is of these sources alone. {back}</p>')
    parts.html(f'<p class="pcp-note">{parts.text(data_view.reality(state.info))}</p>')
    table = data_view.sources_table(rows, today)
    numeric = ("Files", "Rows", "Refused", "Replaced")
    parts.text_table(table, title="Sources of data", key="sources", numeric=numeric)
    parts.source_line(
        f"Overdue is judged on {words.uk_date(today)}",
        f"Figures later than {words.uk_date(state.info['as_at'])} are in the future for this build",
        f"Built {words.uk_date(state.info['built_at'])}",
        "Rows are those loaded",
        "Provisional months may still change",
        data_scope.measures_note(state),
    )


def _every_source(state: PageState) -> str:
    return state.link("data", priority=None, theme=None)


def nothing(state: PageState, why: str) -> None:
    """Say that there is nothing, and offer the way back from the choices that were made."""
    filters = state.filters
    if not (filters.districts or filters.priority or filters.theme):
        parts.empty_state(why)
        return
    if filters.districts:
        back = state.link("data", priority=None, theme=None, districts=())
        parts.empty_state(why, back, "Show every source and district")
    else:
        parts.empty_state(why, _every_source(state), "Show every source")


def files(state: PageState) -> None:
    """Place every file with what became of it, and the releases that replaced others."""
    rows = data_scope.files(state)
    unknown = data_scope.unknown_files(state)
    if not rows:
        nothing(state, f"No file of the sources shown was read. {unknown}")
        return
    parts.sentence(f"{data_view.files_sentence(rows)} {unknown}")
    _long(FILE_HEADS, [_file(row) for row in rows], "Files", css="files")
    parts.download(data_view.files_table(rows), "files")
    parts.heading("Releases that replaced others")
    replaced = data_scope.replaced(state)
    if replaced:
        table = data_view.replaced_table(replaced)
        parts.text_table(table, title="Replaced releases", key="replaced")
    else:
        parts.html('<p class="pcp-note">No two files gave the same figures.</p>')


def _file(row: Mapping[str, object]) -> list[str]:
    """Return the cells of a file: what it is with its checksum, what became of it, its rows."""
    said = data_view.file_words(row)
    released = f"Released {said['Released']}" if said["Released"] else ""
    counts = (words.number(said[name]) for name in ("Rows read", "Loaded", "Refused", "Replaced"))
    return [
        parts.text(said["File"]) + quiet(said["SHA-256"]),
        parts.text(said["Source"]) + quiet(said["Data"]),
        parts.text(said["What became of it"]) + quiet(said["Message"]),
        parts.text(data_view.file_period(row)) + quiet(released),
        *counts,
    ]


def _long(heads: Sequence[str], rows: Sequence[Sequence[str]], title: str, css: str = "") -> None:
    """Place a table of any length: a long one scrolls in a box on screen, and prints whole."""
    if len(rows) <= MOST_WRAPPED:
        grid(heads, rows, title=title, css=css)
        return
    markup = grid_markup(heads, rows, title=title, css=css)
    parts.html(
        f'<div class="pcp-long" role="region" tabindex="0" aria-label="{parts.text(title)}">'
        f"{markup}</div>"
    )


def refused(state: PageState) -> None:
    """Place why rows were refused, and the download of every refused row."""
    rows = data_scope.rejected(state)
    said = data_view.refused_sentence(rows, data_scope.files(state))
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
    sources = data_scope.source_ids(state)
    return parts.csv_bytes(
        query("data_rejected_rows", state.reader, most=MOST_REFUSED_ROWS, sources=sources)
    )


def published(state: PageState) -> None:
    """Place printed figures beside computed ones, those that differ first."""
    printed = {row["figure_id"]: row for row in data_scope.published(state)}
    table = papers_view.published_table(printed.values())
    said = papers_view.published_sentence(table, data_scope.on(state))
    if table.empty:
        nothing(state, said)
        return
    parts.sentence(said)
    if state.is_sample:
        parts.html(
            '<p class="pcp-note">The printed figures are real. The sample data were made to '
            "agree with them wherever the papers agree with themselves.</p>"
        )
    left, right = st.columns([1, 2])
    with left:
        shown = _one_of("agreement", "Agreement", papers_view.AGREEMENT)
    with right:
        wanted = search("data", "figure", "Search the figures")
    if shown != ALL:
        table = table[table["Agreement"].eq(shown)]
    found = _searched(table, wanted, "printed figure")
    if len(found):
        rows = [
            [_printed_figure(printed[figure], where), *map(parts.text, cells)]
            for figure, _, *cells, where in found.itertuples(index=False, name=None)
        ]
        _long(FIGURE_HEADS, rows, "Printed figures", css="printed")
        parts.download(found, "published-figures")


def _printed_figure(row: Mapping[str, object], where: str) -> str:
    """Return the cell that says what a printed figure is, and where it is printed."""
    of = ", ".join(one for one in (row["breakdown"], row["area_name"]) if one)
    return parts.text(row["title"]) + quiet(f"{row['figure_id']}: {of}. {where}")


def notes(state: PageState) -> None:
    """Place the caveats, events, series breaks and contradictions, with search."""
    table = papers_view.notes_table(data_scope.notes(state))
    if table.empty:
        nothing(state, f"The definitions hold no notes on the data{data_scope.on(state)}.")
        return
    left, right = st.columns([1, 2])
    with left:
        shown = _one_of("kind", "Kind of note", table["Kind"])
    with right:
        wanted = search("data", "note", "Search the notes")
    if shown != ALL:
        table = table[table["Kind"].eq(shown)]
    found = _searched(table, wanted, "note")
    if len(found):
        _long(NOTE_HEADS, [_note(row) for row in found.to_dict("records")], "Notes", css="noted")
        parts.download(found, "data-notes")


def _note(row: Mapping[str, str]) -> list[str]:
    """Return the cells of a note: its kind and dates, what it says and where, what it is on."""
    return [
        parts.text(row["Kind"]) + quiet(row["Dates"]),
        parts.text(row["Note"]) + quiet(f"{row['Id']}: {row['Source']}"),
        parts.text(row["Measures"]) + quiet(row["Area"]),
    ]


def _one_of(name: str, label: str, values: Iterable[str]) -> str:
    """Place a choice of one value or all of them, and return it."""
    options = {papers_view.slug(one): one for one in (ALL, *values)}
    return options[picker("data", name, label, options)]


def _searched(table: pd.DataFrame, wanted: str, what: str) -> pd.DataFrame:
    """Return the rows that match a search, and say how many they are, or that none is."""
    found = papers_view.matching(table, wanted)
    if found.empty:
        parts.empty_state(f"No {what} matches. Clear the search or choose All.")
    else:
        said = f"{words.plural(len(found), what)} shown."
        parts.html(f'<p class="pcp-note" role="status">{said}</p>')
    return found


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
