"""The list of pages and their order; nothing else. Each page sets itself up."""

import streamlit as st

from pcp_data.page_list import HOME, PAGES

st.navigation(
    [st.Page(page.path, title=page.title, default=page is HOME) for page in PAGES],
    position="hidden",
).run()
