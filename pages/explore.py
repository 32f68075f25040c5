"""Any table, any filter, grouped by anything: table, chart and Excel."""

import streamlit as st

from pcp_data import ui
from pcp_data.explore import answer
from pcp_data.explore.bar import bar
from pcp_data.ui import explore_parts, explore_state
from pcp_data.ui.export_button import explore_button
from pcp_data.ui.set_up import place_filters

state = ui.page("explore", filters=False)
sources = answer.sources(state.reader)
question, notices = explore_state.current(sources)
source = sources[question.table]
narrowed = bar(state, question, source)
question = question.but(cuts=narrowed.cuts)
place_filters(state, idle=narrowed.idle)
for notice in notices:
    st.warning(notice)
explore_parts.choose(state, sources, question)

ui.section(source.title, question.in_words(source))
total, every = answer.totals(state.reader, question, source)
explore_parts.left_by_bar(state, question, narrowed, total, every)
take_away = st.container()
if not total:
    explore_parts.nothing(state, source, question, every)
elif question.is_grouped:
    cut = explore_parts.show_groups(state, source, question)
    with take_away:
        explore_button(state, source, question, total, cut)
else:
    explore_parts.show_rows(state, source, question, total)
    with take_away:
        explore_button(state, source, question, total)
