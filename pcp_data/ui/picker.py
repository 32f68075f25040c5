"""A page's own choice beside the filter bar, kept in the link."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pcp_data.ui import view


def picker(file: str, name: str, label: str, options: Mapping[str, str]) -> str:
    """Place a choice of the page and return the chosen option; the first unless chosen.

    `options` are values, as they stand in the link under `name`, with their titles.
    """
    key = f"{file}:pick:{name}"
    st.session_state[key] = view.choose(file, name, options)
    st.selectbox(
        label,
        list(options),
        format_func=lambda option: options[option],
        key=key,
        on_change=lambda: view.chose(file, name, st.session_state[key]),
    )
    return st.session_state[key]
