"""Neighbourhood crime, serious violence, and anti-social behaviour beside its linked crimes."""

from pcp_data import ui
from pcp_data.ui import crime_parts

state = ui.page("crime_and_asb")
data = crime_parts.load(state)
crime_parts.opening(data)

ui.section("Neighbourhood crime", f"{data.place}, {data.period}")
crime_parts.neighbourhood(data)
ui.heading("Outcomes 1 to 8")
crime_parts.outcomes(data)

ui.section("Serious violence", f"{data.place}, {data.period}")
crime_parts.violence(data)

ui.section(
    "Anti-social behaviour (ASB) and the crimes linked to it", f"{data.place}, {data.period}"
)
crime_parts.asb(data)
ui.heading("ASB incidents by type")
crime_parts.asb_types(data)

ui.section("Recording changes, events and caveats")
crime_parts.notes(data)
