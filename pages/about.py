"""What each measure means, in every Plan; whom to ask, and how to challenge a figure."""

import streamlit as st

from pcp_data import ui
from pcp_data.ui import about_parts

state = ui.page("about", filters=False)
about_parts.purpose(state)
SECTIONS = {
    "Measures": about_parts.measures,
    "Ask or challenge": about_parts.contact,
    "How figures are made": about_parts.method,
    "Words used": about_parts.terms,
    "Meetings": about_parts.meetings,
    "Accessibility": about_parts.statement,
    "Licences": about_parts.licences,
}
for tab, place in zip(st.tabs(list(SECTIONS)), SECTIONS.values(), strict=True):
    with tab:
        place(state)
