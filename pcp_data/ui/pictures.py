"""Charts as the browser gets them, kept by what they show.

Making a chart with Altair takes some 20 ms, knowing that the same was made before one: pages
with many charts answer at once when somebody has asked for the view already.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pcp_data.charts.drawn import drawn

KEPT_PICTURES = 2000


def picture(make: Callable, /, *given: object, **named: object) -> dict:
    """Return the specification of the chart, or of each of the charts, that `make` makes."""
    return _kept(make, f"{make.__module__}.{make.__qualname__}", given, named)


@st.cache_data(max_entries=KEPT_PICTURES, show_spinner=False)
def _kept(_make: Callable, name: str, given: tuple, named: dict) -> dict:
    made = _make(*given, **named)
    return {key: drawn(one) for key, one in made.items()} if isinstance(made, dict) else drawn(made)
