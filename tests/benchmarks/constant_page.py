"""The Overview as if nothing had to be found out: the same widgets and markup, from constants.

`page_speed` records what the Overview places for each month and runs this page beside it.
"""

import json
import os
from pathlib import Path

import streamlit as st


@st.cache_resource
def recorded(path: str) -> dict:
    """Return what was recorded, read once."""
    return json.loads(Path(path).read_text(encoding="utf-8"))


page = recorded(os.environ["PCP_CONSTANT_PAGE"])
st.set_page_config(page_title="Constants", layout="wide", initial_sidebar_state=240)
with st.sidebar:
    for markup in page["sidebar"]:
        st.html(markup)
top = st.container()
with st.container(horizontal=True, horizontal_alignment="right"):
    st.checkbox("With Excel charts", key="charts")
    st.download_button("Download Excel", data=lambda: b"", key="excel", on_click="ignore")
with st.container(key="filter-bar"):
    for choice, column in zip(page["choices"], st.columns(len(page["choices"])), strict=True):
        kind = st.selectbox if choice["kind"] == "selectbox" else st.multiselect
        column_widget = getattr(column, kind.__name__)
        column_widget(choice["label"], choice["options"], key=choice["key"])
month = st.session_state["month"]
top_markup, *rest = page["markup"][month]
with top:
    for markup in top_markup:
        st.html(markup)
for markup in rest:
    st.html(markup)
