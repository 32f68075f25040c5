"""The shared screen code: with app.py and pages/, the only place that imports streamlit."""

from pcp_data.ui.parts import (
    chart,
    empty_state,
    heading,
    html,
    link_to,
    palette,
    section,
    sentence,
    source_line,
    table,
)
from pcp_data.ui.set_up import PageState, page

__all__ = [
    "PageState",
    "chart",
    "empty_state",
    "heading",
    "html",
    "link_to",
    "page",
    "palette",
    "section",
    "sentence",
    "source_line",
    "table",
]
