"""Download Excel: what the page shows, made when it is asked for and not before."""

from __future__ import annotations

import io
from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from pcp_data import words
from pcp_data.explore.catalogue import Source
from pcp_data.explore.question import Question
from pcp_data.export import job, pages
from pcp_data.export.workbook import write_workbook
from pcp_data.page_list import HOME
from pcp_data.ui import parts
from pcp_data.view import View

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JOB = "pcp_export_job"
CELLS_AT_ONCE = 20_000
ROWS_FOR_OTHERS = 100_000
ENDINGS = {"xlsx": "Excel", "csv": "CSV", "parquet": "Parquet"}
LOOK_EVERY = 1.0
PLACES_ITS_OWN = {"explore"}


def export_button(state: View) -> None:
    """Place the button that downloads the page's tables as a workbook."""
    if state.file not in pages.EXPORTS or state.file in PLACES_ITS_OWN:
        return
    with st.container(key="take-away", horizontal=True, horizontal_alignment="right"):
        charts = _with_charts(state.file)
        _download(_view(state, dict(state.params)), charts)


def explore_button(
    state: View, source: Source, question: Question, total: int, cut: bool = False
) -> None:
    """Place the download of what Explore shows; a large one is made in a process of its own."""
    params = {
        name: [value] if isinstance(value, str) else value
        for name, value in question.to_params().items()
    }
    view = _view(state, params)
    rows = total if not question.is_grouped else ROWS_FOR_OTHERS if cut else 0
    with st.container(key="explore-take-away", horizontal=True, horizontal_alignment="right"):
        charts = question.is_grouped and _with_charts(state.file)
        if rows * len(source.fields) <= CELLS_AT_ONCE:
            _download(view, charts)
            return
        _make_in_background(view, rows, charts)
    _watch()


def _view(state: View, params: dict[str, list[str]]) -> View:
    return View(
        state.file,
        state.filters,
        state.choices,
        dict(state.info),
        state.reader,
        state.notices,
        params,
    )


def _with_charts(file: str) -> bool:
    return st.checkbox(
        "Charts in the workbook",
        key=f"{file}:charts",
        help="Adds charts to the downloaded workbook, on sheets of their own, that can be changed "
        "in Excel. The tables are the same with and without them.",
    )


def _download(view: View, charts: bool) -> None:
    st.download_button(
        "Download Excel",
        data=partial(workbook_bytes, view, charts, host()),
        file_name=file_name(view, "xlsx"),
        mime=XLSX,
        key=f"{view.file}:download-excel",
        on_click="ignore",
    )


def workbook_bytes(view: View, charts: bool, address: str) -> bytes:
    """Return the workbook of a view; runs on a click, in a thread without a screen."""
    stream = io.BytesIO()
    write_workbook(pages.book(view, charts=charts, host=address), stream)
    return stream.getvalue()


def file_name(view: View, ending: str) -> str:
    """Return what a download is called; made-up figures say so in the name too."""
    made_up = "-made-up-figures" if view.is_sample else ""
    return f"{view.file.replace('_', '-')}-{view.filters.month}{made_up}.{ending}"


def host() -> str:
    """Return the address of the dashboard, empty where it is not known."""
    url = urlsplit(st.context.url or "")
    if not url.netloc:
        return ""
    base = st.get_option("server.baseUrlPath").strip("/")
    return "/".join(part for part in (f"{url.scheme}://{url.netloc}", base) if part)


def _make_in_background(view: View, rows: int, charts: bool) -> None:
    endings = ENDINGS if rows > ROWS_FOR_OTHERS else {"xlsx": "Excel"}
    for ending, name in endings.items():
        st.button(
            f"Make {name} file" + (f" ({rows:,} rows)" if len(endings) == 1 else ""),
            key=f"{view.file}:make-{ending}",
            on_click=_start,
            args=(view, ending, charts),
            disabled=_current() is not None and _current().is_running,
        )


def _current() -> job.Job | None:
    return st.session_state.get(JOB)


def _start(view: View, ending: str, charts: bool) -> None:
    if not job.has_room():
        st.session_state[f"{JOB}_full"] = True
        return
    st.session_state.pop(f"{JOB}_full", None)
    place = "" if view.file == HOME.file else view.file
    link = f"{place}?{pages.query_string(view)}"
    try:
        st.session_state[JOB] = job.start(
            link, file_name(view, ending), view.reader.path, charts=charts
        )
    except OSError as error:
        st.session_state[f"{JOB}_trouble"] = error.strerror or str(error)


def _cancel() -> None:
    one = st.session_state.pop(JOB, None)
    if one is not None:
        one.cancel()


def _watch() -> None:
    """Place the state of the file being made."""
    if st.session_state.pop(f"{JOB}_full", False):
        st.warning("Other large files are being made. Try again in a minute.")
    trouble = st.session_state.pop(f"{JOB}_trouble", None)
    if trouble:
        st.error(
            f"The file could not be begun: {trouble}. Whoever runs the dashboard can make room "
            "where it keeps files on the way."
        )
    one = _current()
    if one is None:
        return
    if one.is_running:
        _progress()
    elif one.is_done:
        _finished(one)
    else:
        st.error(f"The file is not there. {one.trouble}")


@st.fragment(run_every=LOOK_EVERY)
def _progress() -> None:
    one = _current()
    if one is None or not one.is_running:
        st.rerun()
        return
    left, right = st.columns((4, 1), vertical_alignment="center")
    with left:
        # Only the first is read out to those who cannot see: the count changes every second.
        parts.html(
            f'<p class="pcp-making">Making {parts.text(one.file_name)}. You can go on working; '
            "come back to this page for the file.</p>"
            f'<p class="pcp-source">{words.plural(one.rows, "row")} written</p>'
        )
    right.button("Cancel", key="explore:cancel-export", on_click=_cancel)


def _finished(one: job.Job) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        said = f"{parts.text(one.file_name)} is ready. It is kept for an hour."
        parts.html(f'<p class="pcp-source">{said}</p>')
        st.download_button(
            "Download it",
            data=one.path.read_bytes,
            file_name=one.file_name,
            key="explore:download-made",
            on_click="ignore",
        )
