"""The shared screen code: with app.py and pages/, the only place that imports streamlit."""

from pcp_data.ui.parts import (
    chart,
    download,
    empty_state,
    heading,
    html,
    level,
    link_to,
    on_this_page,
    palette,
    section,
    sentence,
    source_line,
    tab_title,
    table,
    text_table,
)
from pcp_data.ui.set_up import PageState, page

__all__ = [
    "PageState",
    "chart",
    "download",
    "empty_state",
    "heading",
    "html",
    "level",
    "link_to",
    "on_this_page",
    "page",
    "palette",
    "section",
    "sentence",
    "source_line",
    "tab_title",
    "table",
    "text_table",
]
