"""Is the Plan on course? Each priority with its measures, and a verdict in words."""

import streamlit as st

from pcp_data import ui
from pcp_data.ui.overview_parts import shown

state = ui.page("overview")
view = shown(state)
if view is None:
    ui.empty_state(
        "No measure of this Plan has both this priority and this theme.",
        state.link("overview", priority=None, theme=None),
        "Show every priority and theme",
    )
    st.stop()

ui.sentence(view.sentence)
ui.html(view.tiles)
if view.is_mostly_empty:
    ui.empty_state(
        "Most measures have no figures for these 12 months. Another month may have more.",
        state.link("data"),
        "See what is loaded, and how to add files",
    )
for title, target, table in view.tables:
    ui.section(title, target=target)
    ui.html(table)
ui.source_line(
    "Verdicts allow for chance (95% intervals); a change smaller than chance would give is "
    "called no clear change",
    "Not judged: the Plan sets no aim, or the two figures are not like for like",
    "Dashed lines are baselines",
    "Choose a measure to see its definition, source and published figures",
)
