"""What is loaded, from where and to when; what is overdue, refused, or unlike the papers."""

import streamlit as st

from pcp_data import ui
from pcp_data.ui import data_parts

state = ui.page("data", filters=False)
data_parts.sources(state)
SECTIONS = {
    "Coverage": data_parts.coverage,
    "Files": data_parts.files,
    "Refused rows": data_parts.refused,
    "Published figures": data_parts.published,
    "Notes on the data": data_parts.notes,
    "Add files": data_parts.add_files,
}
for tab, place in zip(st.tabs(list(SECTIONS)), SECTIONS.values(), strict=True):
    with tab:
        place(state)
