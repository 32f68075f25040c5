"""The Overview as if nothing had to be found out: its widgets, tables and charts from constants.

`page_speed` runs this page beside the Overview, with what that showed before in HELD.
"""

import streamlit as st

from pcp_data import page_list
from pcp_data.environment import ROOT
from pcp_data.ui import parts
from tests.benchmarks.held import HELD


def overview() -> None:
    """Place everything."""
    st.set_page_config(page_title="Constants", layout="wide", initial_sidebar_state=240)
    with st.sidebar:
        _place(HELD.sidebar)
        for one in PAGES:
            st.page_link(one, width="stretch", query_params={"plan": "2021-24"})
    top = st.container()
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.checkbox("With Excel charts", key="charts")
        st.download_button("Download Excel", data=lambda: b"", key="excel", on_click="ignore")
    with st.container(key="filter-bar"):
        for choice, column in zip(HELD.choices, st.columns(len(HELD.choices)), strict=True):
            place = getattr(column, choice["kind"])
            place(choice["label"], choice["options"], key=choice["key"])
    shown = HELD.shown
    with top:
        _place(shown.top)
    _place(shown.above)
    tables = shown.drawn() if HELD.how == "drawn" else shown.tables
    for heading, table in zip(shown.headings, tables, strict=True):
        _place([heading, table])
    for chart in shown.charts() if HELD.how == "altair" else ():
        st.altair_chart(chart, width="content")
    _place(shown.below)


def _place(found: list[str]) -> None:
    for markup in found:
        parts.html(markup)


PAGES = [st.Page(overview, default=True)]
PAGES += [st.Page(ROOT / entry.path, title=entry.title) for entry in page_list.PAGES[1:]]
st.navigation(PAGES, position="hidden").run()
