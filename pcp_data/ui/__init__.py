"""The shared screen code: with app.py and pages/, the only place that imports streamlit."""

from pcp_data.ui.parts import (
    empty_state,
    heading,
    html,
    level,
    on_this_page,
    section,
    sentence,
    source_line,
)
from pcp_data.ui.set_up import page

__all__ = [
    "empty_state",
    "heading",
    "html",
    "level",
    "on_this_page",
    "page",
    "section",
    "sentence",
    "source_line",
]
