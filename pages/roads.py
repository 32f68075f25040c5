"""People hurt on the roads, and collisions: adjusted and as recorded, never added together."""

import streamlit as st

from pcp_data import ui
from pcp_data.ui import road_parts, topic_parts

state = ui.page("roads")
data = road_parts.load(state)
if data is None:
    ui.empty_state(
        "There are no whole 12 months of road casualty figures up to this month for this area. "
        "They come from the Department for Transport’s road casualty statistics (STATS19): "
        "the Data page says which files are loaded.",
        state.link("roads", month=state.choices.months[0], districts=()),
        "Show the latest month and every district",
    )
    st.stop()
if data.casualties.empty:
    ui.section("Killed or seriously injured (casualties)")
    ui.empty_state(
        "There are no whole 12 months of casualties, only of collisions. People hurt come in "
        "files of their own: the Data page says which are loaded."
    )
else:
    road_parts.opening(data)
    ui.section(
        "Killed or seriously injured (casualties)",
        "Casualties are people. Adjusted figures count serious injuries as if the recording used "
        "now had always been used, as the Department for Transport estimates; figures as recorded "
        "are those of the day.",
    )
    road_parts.against_baselines(data)
    road_parts.over_time(data)
    ui.heading("Casualties by calendar year")
    road_parts.years(data)
    ui.section("Who was hurt, and how they travelled (casualties)")
    road_parts.who(data)
    ui.section("Districts (casualties by number of residents)")
    road_parts.districts(data)
    ui.section("Killed (casualties)")
    road_parts.killed(data)

ui.section(
    "Injury collisions (events)",
    "A collision is one event, however many people were hurt in it. Collisions are never added "
    "to casualties or compared with them.",
)
road_parts.collisions(data)

ui.section("Recording changes, events and caveats")
topic_parts.notes_table(data.notes)
