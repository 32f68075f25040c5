"""Neighbourhood crime, serious violence, and anti-social behaviour beside its linked crimes."""

from pcp_data import ui
from pcp_data.ui import crime_parts
from pcp_data.ui.picker import tabs

state = ui.page("crime_and_asb")
data = crime_parts.load(state)
crime_parts.opening(data)

TITLES = {
    "neighbourhood": "Neighbourhood crime",
    "violence": "Serious violence",
    "asb": "ASB and linked crimes",
    "notes": "Recording changes and caveats",
}
places = tabs("crime_and_asb", TITLES)
when = f"{data.place}, {data.period}"

with places["neighbourhood"]:
    ui.section("Neighbourhood crime", when)
    crime_parts.neighbourhood(data)
    ui.heading("Outcomes 1 to 8")
    crime_parts.outcomes(data)

with places["violence"]:
    ui.section("Serious violence", when)
    crime_parts.violence(data)

with places["asb"]:
    ui.section("Anti-social behaviour (ASB) and the crimes linked to it", when)
    crime_parts.asb(data)
    ui.heading("ASB incidents by type")
    crime_parts.asb_types(data)

with places["notes"]:
    ui.section("Recording changes, events and caveats")
    crime_parts.notes(data)
