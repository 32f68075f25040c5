"""People hurt on the roads, and collisions: adjusted and as recorded, never added together."""

import streamlit as st

from pcp_data import ui
from pcp_data.screens.road_view import EVENTS, PEOPLE, SUBJECT
from pcp_data.ui import road_parts, topic_parts

state = ui.page("roads")
data = road_parts.load(state)
if data.is_outside:
    topic_parts.outside(state, SUBJECT)
    st.stop()
if data.is_empty:
    ui.empty_state(
        "There are no whole 12 months of road casualty figures up to this month for this area. "
        "They come from the Department for Transport’s road casualty statistics (STATS19): "
        "the Data page says which files are loaded.",
        state.link("roads", month=state.choices.months[0], districts=()),
        "Show the latest month and every district",
    )
    st.stop()
if data.asks_for(PEOPLE):
    road_parts.people(data)
if data.asks_for(EVENTS):
    road_parts.collisions(data)
ui.section("Recording changes, events and caveats")
topic_parts.notes_table(data.notes)
