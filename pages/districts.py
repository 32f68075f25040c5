"""How do the districts differ? Counts, rates with intervals, changes, a funnel plot and maps."""

import streamlit as st

from pcp_data import ui, words
from pcp_data.ui import district_change_parts, district_parts, map_parts

state = ui.page("districts", filters=False)
measure_id = district_parts.chosen_measure(state)
if measure_id is None:
    ui.empty_state(
        "No measure of this Plan has both this priority and this theme.",
        state.link("districts", priority=None, theme=None),
        "Show every priority and theme",
    )
    st.stop()

data = district_parts.load(state, measure_id)
ui.section(data.measure["title"], words.sentence_case(data.period))
if data.latest.empty:
    ui.empty_state(
        district_parts.why_empty(data),
        *district_parts.way_on(state),
    )
else:
    district_parts.side_by_side(data)
    ui.section("Change", "Since the period chosen under “Compared with”")
    district_change_parts.change(data)
    ui.section("Trends")
    district_parts.trends(data)
    ui.section("Funnel plot", "Are the differences more than chance would give?")
    district_parts.funnel_plot(data)

ui.section("On the map")
map_parts.maps_of(data)
