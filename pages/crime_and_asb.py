"""Neighbourhood crime, serious violence, and anti-social behaviour beside its linked crimes."""

import streamlit as st

from pcp_data import ui
from pcp_data.screens import crime_view
from pcp_data.ui import crime_parts, topic_parts
from pcp_data.ui.picker import tabs

state = ui.page("crime_and_asb")
data = crime_view.load(state)
if data.is_outside:
    topic_parts.outside(state, data.missing_in_words)
    st.stop()
crime_parts.opening(data)

TITLES = {
    crime_view.NEIGHBOURHOOD: "Neighbourhood crime",
    crime_view.VIOLENCE: "Serious violence",
    crime_view.ASB: "ASB and linked crimes",
    "notes": "Recording changes and caveats",
}
places = tabs("crime_and_asb", TITLES, start=data.first)
when = f"{data.place}, {data.period}"

with places[crime_view.NEIGHBOURHOOD]:
    ui.section("Neighbourhood crime", when)
    crime_parts.neighbourhood(data)

with places[crime_view.VIOLENCE]:
    ui.section("Serious violence", when)
    crime_parts.violence(data)

with places[crime_view.ASB]:
    ui.section("Anti-social behaviour (ASB) and the crimes linked to it", when)
    crime_parts.asb(data)

with places["notes"]:
    ui.section("Recording changes, events and caveats")
    crime_parts.notes(data)
