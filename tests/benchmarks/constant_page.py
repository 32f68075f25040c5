"""The Overview as if nothing had to be found out: the same widgets and markup, from constants.

`page_speed` records what the Overview places for each month and runs this page beside it.
"""

import json
import os
from pathlib import Path

import streamlit as st

from pcp_data import page_list


@st.cache_resource
def recorded(path: str) -> dict:
    """Return what was recorded, read once."""
    return json.loads(Path(path).read_text(encoding="utf-8"))


def overview() -> None:
    """Place everything."""
    page = recorded(os.environ["PCP_CONSTANT_PAGE"])
    st.set_page_config(page_title="Constants", layout="wide", initial_sidebar_state=240)
    with st.sidebar:
        for markup in page["sidebar"]:
            st.html(markup)
        for one in PAGES:
            st.page_link(one, width="stretch", query_params={"plan": "2021-24"})
    top = st.container()
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.checkbox("With Excel charts", key="charts")
        st.download_button("Download Excel", data=lambda: b"", key="excel", on_click="ignore")
    with st.container(key="filter-bar"):
        for choice, column in zip(page["choices"], st.columns(len(page["choices"])), strict=True):
            place = getattr(column, choice["kind"])
            place(choice["label"], choice["options"], key=choice["key"])
    head, *rest = page["markup"][st.session_state["month"]]
    with top:
        for markup in head:
            st.html(markup)
    for markup in rest:
        st.html(markup)


def nothing() -> None:
    """Be another page to link to."""


PAGES = [st.Page(overview, default=True)]
PAGES += [st.Page(nothing, title=entry.title, url_path=entry.file) for entry in page_list.PAGES[1:]]
st.navigation(PAGES, position="hidden").run()
