"""Is the Plan on course? Each priority with its measures, and a verdict in words."""

import streamlit as st

from pcp_data import ui
from pcp_data.overview import headline, sections, trend_lists
from pcp_data.plan_rows import plan_rows
from pcp_data.query import records
from pcp_data.ui.measure_rows import counts_list, section_table

state = ui.page("overview")
filters = state.filters
rows = plan_rows(state)
if not rows:
    ui.empty_state(
        "No measure of this Plan has both this priority and this theme.",
        state.link("overview", priority=None, theme=None),
        "Show every priority and theme",
    )
    st.stop()

trends = state.rows(
    "overview_trend", plan=filters.plan, areas=state.area_codes, period_end=filters.period_end
)
found = sections(rows, trend_lists(records(trends)), state.sources, filters)
ui.sentence(headline(found, filters, filters.districts))
ui.html(counts_list([one.verdict for part in found for one in part.lines if not one.is_part]))
for section in found:
    ui.section(section.title)
    ui.html(
        section_table(
            section,
            lambda line: state.link("measure", measure=line.measure_id),
            "Baseline" if filters.compare == "baseline" else "Compared with",
            len(state.areas) > 1,
        )
    )
ui.source_line(
    "Verdicts allow for chance (95% intervals); a change smaller than chance would give is "
    "called no clear change",
    "Dashed lines are baselines",
    "Choose a measure to see its definition, source and published figures",
)
