"""What every page does first. No page may rely on anything that app.py ran."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import pandas as pd
import streamlit as st

from pcp_data import builds, database, words
from pcp_data.charts.theme import DARK
from pcp_data.environment import ROOT
from pcp_data.export import pages
from pcp_data.filters import Filters, Option
from pcp_data.page_list import HOME, PAGES, PRODUCT, PageEntry, page_entry
from pcp_data.problems import DataProblem
from pcp_data.query import Row
from pcp_data.screens.overview import Line
from pcp_data.ui import data, parts, view
from pcp_data.ui.export_button import export_button, host
from pcp_data.ui.filter_bar import filter_bar
from pcp_data.ui.room import room_style
from pcp_data.view import View

T = TypeVar("T")
SHEET = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
# With something beside it the style is drawn with the first words; alone it comes after them.
STYLE = f'<i class="pcp-style"></i><style>{SHEET}{room_style()}</style>'
# Paper is white: charts drawn for a dark page are turned over, hues kept.
DARK_ON_PAPER = (
    "<style>@media print { .stVegaLiteChart { filter: invert(1) hue-rotate(180deg); } }</style>"
)
SIDEBAR_PIXELS = 240
NO_DATABASE = (
    "There is no database yet. To make one from the sample data, run "
    "`python -m pcp_data start`; to make one from your own files, run "
    "`python -m pcp_data build FOLDER`. Then reload this page."
)
UNFIT_DATABASE = (
    "The database is damaged, or was built by another version of this dashboard. Run "
    "`python -m pcp_data build`: it reads the same folders again. Then reload this page. If it "
    "still says so, stop the dashboard and start it again."
)
BANNER = (
    "<strong>Illustrative figures.</strong> This dashboard is showing made-up sample data. "
    "Do not quote or publish them. Published figures, where shown, are real and are cited."
)


@dataclass(frozen=True)
class PageState(View):
    """What a page needs to show its view, with its queries cached."""

    @property
    def entry(self) -> PageEntry:
        """Return the page's entry in the page list."""
        return page_entry(self.file)

    def rows(self, name: str, /, **params: object) -> pd.DataFrame:
        """Return the rows of queries/pages/NAME.sql, cached for as long as this build stands."""
        return data.rows(self.reader, name, **params)

    def fetch(self, name: str, /, **params: object) -> tuple[Row, ...]:
        """Return the same to read only, cached too: quicker than `rows`."""
        return data.fetch(self.reader, name, **params)

    def held(self, name: str, /, **equal: object) -> tuple[Row, ...]:
        """Return the rows of queries/pages/NAME.sql with these values, out of those in memory."""
        return data.held(self.reader, name, **equal)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` returns, made once for everybody who asks this build under a key."""
        return data.once(self.reader, key, make)

    @property
    def sources(self) -> dict[str, str]:
        """Return the titles of the sources by id."""
        return data.known(self.reader).sources

    def link(self, file: str, **changes: object) -> str:
        """Return the address of a page with this view, changed as given."""
        return parts.link_to(file, self.filters.but(**changes))

    def measure_in_area(self, line: Line) -> str:
        """Return the address of the measure of a table's line, in the line's own district."""
        names = {one.title for one in self.choices.districts}
        area = (line.area,) if line.area in names else ()
        return self.link("measure", measure=line.measure_id, districts=area)


def page(file: str, *, filters: bool = True, idle: Collection[str] = ()) -> PageState:
    """Set up a page and return its view; stops the page when there is no database.

    `file` is the page's name in the page list. With `filters=False` the page has no filter
    bar but the one it places with `place_filters`. `idle` are the choices that change nothing here.
    """
    entry = page_entry(file)
    st.set_page_config(
        page_title=f"{entry.title} – {PRODUCT}",
        page_icon="📊",
        layout="wide",
        initial_sidebar_state=SIDEBAR_PIXELS,
    )
    parts.html(STYLE)
    if parts.palette() is DARK:
        parts.html(DARK_ON_PAPER)
    reader = _reader_or_stop(entry)
    known = data.known(reader)
    if not known.choices.months:
        _stop(entry, "The database has no figures yet. Add files and build it again.")
    chosen, notices = view.current(entry.file, known.choices)
    state = PageState(entry.file, chosen, known.choices, known.info, reader, notices, _params())
    _sidebar(state)
    _heading(entry, state)
    export_button(state)
    if filters:
        place_filters(state, idle=idle)
    return state


def _params() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def place_filters(
    state: PageState,
    *,
    measures: Sequence[Option] = (),
    measure: str | None = None,
    idle: Collection[str] = (),
) -> None:
    """Place the filter bar, and the notices about the link the view came from.

    With `measures` it has a choice of measure, which shows `measure`.
    """
    filters = state.filters.but(measure=measure) if measure else state.filters
    filter_bar(state.file, filters, state.choices, measures=measures, idle=idle)
    for notice in state.notices:
        st.warning(notice)
    parts.tables_not_here()


def _reader_or_stop(entry: PageEntry) -> database.Reader:
    try:
        return database.open_current()
    except DataProblem as fault:
        there_is_one = builds.current(database.default_path()) is not None
        _stop(entry, UNFIT_DATABASE if there_is_one else NO_DATABASE)
        raise fault


def _stop(entry: PageEntry, why: str) -> None:
    _links(None)
    st.title(entry.title)
    st.info(why)
    st.stop()


def _heading(entry: PageEntry, state: PageState) -> None:
    if state.is_sample:
        parts.html(f'<div class="pcp-banner" role="note">{BANNER}</div>')
    home = state.choices.home.title
    parts.html(
        f'<header class="pcp-head"><p class="pcp-kicker">{parts.text(home)} {PRODUCT}, '
        f"figures to {words.month_name(state.info['latest_month'])}</p>"
        f"<h1>{parts.text(entry.title)}</h1>"
        f'<p class="pcp-question">{parts.text(entry.question)}</p>'
        f'<p class="pcp-print">{_on_paper(state)}</p></header>'
    )


def _on_paper(state: PageState) -> str:
    """Return what paper needs to say: the filters, how old the data are, and where they are."""
    chosen = "" if state.file in pages.PARAMETERS else f"{pages.in_words(state)} "
    as_at = f"Data as at {words.uk_date(state.info['as_at'])}."
    return f"{parts.text(chosen + as_at)}<br>{parts.text(host() + pages.link(state))}"


def _sidebar(state: PageState) -> None:
    _links(state.filters)
    info = state.info
    kind = "Made-up sample data" if state.is_sample else "Real data"
    with st.sidebar:
        parts.html(
            f'<p class="pcp-asat"><strong>{kind}</strong><br>'
            f"Figures to {words.month_name(info['latest_month'])}<br>"
            f"Data as at {words.uk_date(info['as_at'])}<br>"
            f"Built {words.uk_date(info['built_at'])}</p>"
        )


def _links(filters: Filters | None) -> None:
    query = filters.to_query() if filters else None
    group = None
    with st.sidebar:
        parts.html(f'<p class="pcp-product">{PRODUCT}</p>')
        for entry in PAGES:
            if entry.group != group:
                group = entry.group
                parts.html(f'<p class="pcp-group">{parts.text(group)}</p>')
            st.page_link(_linked(entry), query_params=query, width="stretch")


@cache
def _linked(entry: PageEntry) -> st.Page:
    # By its path Streamlit would look on the disk for every page on each run.
    return st.Page(ROOT / entry.path, title=entry.title, default=entry is HOME)
