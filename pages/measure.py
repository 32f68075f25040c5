"""Everything on one measure: trends, districts, definition, sources and published figures."""

from pcp_data import ui
from pcp_data.ui import measure_parts
from pcp_data.ui.measure_choice import chosen_measure

state = ui.page("measure", filters=False)
measure_id = chosen_measure(state)
data = measure_parts.load(state, measure_id)

several = len(state.areas) > 1
ui.section(
    data.measure["title"],
    f"{data.area}. The districts are side by side further down." if several else data.area,
)
measure_parts.headline(data)
ui.on_this_page(measure_parts.PLACES)
left, right = ui.level("trends", 5)
with left:
    ui.heading("Over twelve months")
    measure_parts.twelve_months(data, state)
with right:
    ui.heading("Month by month" if data.measure["frequency"] == "monthly" else "Period by period")
    measure_parts.single_periods(data, state)

ui.section("Districts side by side", place="districts")
measure_parts.districts(data, state)

ui.section("Recording changes, events and caveats")
measure_parts.notes(data)

ui.section("Definition", place="definition")
measure_parts.definition(data)

ui.section("Its places in the Plans")
places = state.fetch("measure_places", measure=measure_id)
if places:
    measure_parts.places(data, places, state)
else:
    ui.empty_state("This measure stands in no Plan. It is here because a source gives it.")

ui.section("Published figures against those computed here", place="published")
published = state.rows("measure_published", measure=measure_id)
if published.empty:
    ui.empty_state("No figure for this measure was found in the published papers.")
else:
    measure_parts.published(data, published)

ui.section("Files these figures come from", place="files")
files = state.rows("measure_files", measure=measure_id, areas=[data.code])
if files.empty:
    ui.empty_state("No file with figures for this measure and area has been loaded.")
else:
    measure_parts.files(data, files, state)
