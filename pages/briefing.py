"""The meeting's pack: choose a meeting, a theme, districts and a month; read it; take it away."""

from pcp_data import ui
from pcp_data.briefing.content import briefing, templates_of
from pcp_data.briefing.gather import gather
from pcp_data.ui import briefing_parts

state = ui.page("briefing")
templates = templates_of(state)
choice = briefing_parts.choose(state, templates)
briefing_parts.say_if_nothing(state)
pack = briefing(gather(state, choice, templates))

ui.section(pack.title, f"{pack.subtitle}. {pack.period}.")
briefing_parts.take_away(state, pack)
charts = briefing_parts.with_charts(pack)
for section in pack.sections:
    ui.section(section.title)
    for place, block in enumerate(section.blocks):
        key, folds = f"{section.id}-{place}", section.id != "table"
        briefing_parts.show(block, key=key, charts=charts, folds=folds)
ui.source_line(f"The same briefing again, next quarter too: {pack.link}")
