"""The list of pages and their order, and the server; nothing else. Each page sets itself up."""

import gc
from contextlib import asynccontextmanager

import streamlit as st

from pcp_data.page_list import HOME, PAGES
from pcp_data.serving import MIDDLEWARE


@asynccontextmanager
async def ready(_server):
    """Read in what pages use before the first visitor comes, who would wait for it."""
    import pcp_data.ui  # noqa: F401

    # All this stays for as long as the server does. Python's search for garbage would go through
    # it again and again, and hold up one page in ten by more than a tenth of a second.
    gc.collect()
    gc.freeze()
    yield


if __name__ == "__main__":  # as Streamlit runs it, for every visitor and every change
    st.navigation(
        [st.Page(page.path, title=page.title, default=page is HOME) for page in PAGES],
        position="hidden",
    ).run()
else:  # as `streamlit run app.py` imports it, once
    app = st.App(__file__, lifespan=ready, middleware=MIDDLEWARE)
