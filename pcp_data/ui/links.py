"""Links within the dashboard: real ones, to copy or open in a new tab, that a click follows fast.

A link in markup would make the browser load everything again, in a new session. The small
script beside this file changes the address instead and says so, as the browser does for its
Back button; Streamlit then shows what the address names. Where the script cannot run, links
are links.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_listener = st.components.v2.component(
    "pcp_links", js=Path(__file__).with_name("links.js").read_text(encoding="utf-8")
)


def listen() -> None:
    """Have plain clicks on links in markup followed within the session."""
    _listener(key="pcp-links")
