"""What a click on a chart does: it makes a choice of the reader's, or opens a page.

The charts are for the pointer only. Everything they do the lists and links on the page do as well,
so that the keyboard alone is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pcp_data import words
from pcp_data.charts.clicking import clickable, clicked, linked, selected
from pcp_data.ui import view
from pcp_data.ui.room import room_key

if TYPE_CHECKING:
    from pcp_data.view import View

DISTRICT_HINT = "Select a district in the chart to show it alone, and again to show all"
MONTH_HINT = "Select a point to show the 12 months to it"
MEASURE_HINT = "Select a bar to open its measure"


@dataclass(frozen=True)
class Click:
    """What a click does: `pick` is called with the clicked mark's value of `field`.

    `hint` tells the reader of it.
    """

    field: str
    pick: Callable[[object], None]
    hint: str
    by_touch: bool = True


@dataclass(frozen=True)
class Opening:
    """What a click opens: `links` has the address of each of the marks by their `field`.

    The browser alone does it, so that it costs the server nothing. `hint` tells the reader of it.
    """

    links: Mapping[str, str]
    hint: str = MEASURE_HINT
    field: str = "area_name"
    by_touch: bool = True


def district(state: View, field: str = "area_name") -> Click:
    """Return the click that chooses one district, or all of them if it is the one chosen."""
    known = {one.title for one in state.choices.districts}

    def pick(name: object) -> None:
        if name in known:
            chosen = () if state.filters.districts == (name,) else (name,)
            view.change(state.choices, districts=chosen)

    return Click(field, pick, DISTRICT_HINT)


def month(state: View, series: pd.DataFrame) -> Click:
    """Return the click that chooses the month a period of the series ends with.

    Not by touch: a finger on a point reads its value, and would lose the later months.
    """
    ends = {
        words.period(one.period_start, one.period_end): f"{one.period_end:%Y-%m}"
        for one in series[["period_start", "period_end"]].drop_duplicates().itertuples()
    }

    def pick(period: object) -> None:
        if ends.get(period) in state.choices.months:
            view.change(state.choices, month=ends[period])

    return Click("period_words", pick, MONTH_HINT, by_touch=False)


def choice(name: str, options: Mapping[str, str], hint: str, field: str = "area_name") -> Click:
    """Return the click that makes a page's own choice: that of its picker `name`.

    `options` are the picker's: values with their titles, which stand on the marks.
    """
    values = {title: value for value, title in options.items()}

    def pick(title: object) -> None:
        if title in values:
            view.chose(name, values[title], view.first(options))

    return Click(field, pick, hint)


def draw(spec: dict, says: str, *, key: str, click: Click | Opening | None = None) -> None:
    """Place a chart with its text alternative; with `click` its marks can be clicked."""
    key = room_key(key, spec)
    style = {"theme": None, "width": "stretch", "alt": says, "key": key}
    if isinstance(click, Opening):
        spec, click = linked(spec, click.field, click.links), None
    if click is None:
        st.vega_lite_chart(spec, **style)
        return
    kept = f"{key}:selected"

    def on_select() -> None:
        now = selected(st.session_state[key], click.field)
        value = clicked(st.session_state.get(kept, ()), now)
        st.session_state[kept] = now
        if value is not None:
            click.pick(value)

    spec = clickable(spec, click.field, by_touch=click.by_touch)
    event = st.vega_lite_chart(spec, on_select=on_select, **style)
    st.session_state[kept] = selected(event, click.field)
