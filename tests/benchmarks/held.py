"""What the page of constants places: all that the Overview shows of a view, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

import altair as alt
import pandas as pd
from streamlit.testing.v1 import AppTest

from pcp_data import database
from pcp_data.screens.overview import Section, sections
from pcp_data.screens.plan_rows import plan_rows, trends
from pcp_data.ui.overview_parts import table_of
from pcp_data.ui.set_up import PageState
from pcp_data.ui.view import FILTERS
from pcp_data.view import view_of_link

TABLE, HEADING = '<table class="pcp-rows', '<h2 class="pcp-section'


@dataclass
class Shown:
    """One view: the markup around the tables, and the tables as rows and as markup."""

    top: list[str]
    above: list[str]
    below: list[str]
    headings: list[str]
    rows: list[Section]
    tables: list[str]
    state: PageState

    def drawn(self) -> list[str]:
        """Return the tables with the charts in them, drawn from the rows."""
        return [table_of(section, self.state) for section in self.rows]

    def charts(self) -> list[alt.Chart]:
        """Return the charts of the tables as Altair draws them, with the channels written out."""
        return [
            alt.Chart(pd.DataFrame({"month": range(len(line.trend)), "value": line.trend}))
            .mark_line()
            .encode(
                x=alt.X("month", type="quantitative", axis=None),
                y=alt.Y("value", type="quantitative", axis=None),
            )
            .properties(width=120, height=34)
            for section in self.rows
            for line in section.lines
            if sum(value is not None for value in line.trend) > 1
        ]


@dataclass
class Held:
    """All that the page places, and how it comes by its tables and the charts in them.

    "drawn": as the Overview draws them; "ready": finished before; "altair": the tables finished
    before, the charts as a Streamlit page has them, by Altair and st.altair_chart.
    """

    sidebar: list[str] = field(default_factory=list)
    choices: list[dict] = field(default_factory=list)
    shown: Shown | None = None
    how: str = "drawn"


HELD = Held()


def hold(at: AppTest) -> None:
    """Keep what an Overview that has run shows."""
    HELD.sidebar = [element.proto.body for element in at.sidebar.get("html")]
    HELD.choices = [
        {
            "kind": one.type,
            "label": one.label,
            "options": list(one.options),
            "key": one.key.partition(":")[2],
        }
        for one in (*at.selectbox[:3], *at.multiselect, *at.selectbox[3:])
    ]
    HELD.shown = _shown(at)


def _shown(at: AppTest) -> Shown:
    markup = [element.proto.body for element in at.main.get("html")]
    head = next(place for place, one in enumerate(markup) if "pcp-head" in one) + 1
    first = next(place for place, one in enumerate(markup) if one.startswith(HEADING))
    last = max(place for place, one in enumerate(markup) if one.startswith(TABLE)) + 1
    link = f"?{at.session_state[FILTERS].query_string()}"
    state = PageState(**vars(view_of_link(link, database.open_current())))
    rows = sections(plan_rows(state), trends(state), state.sources, state.filters)
    around = markup[:head], markup[head:first], markup[last:]
    tables, headings = (
        [one for one in markup[first:last] if one.startswith(kind)] for kind in (TABLE, HEADING)
    )
    shown = Shown(*around, headings, rows, tables, state)
    if shown.drawn() != tables:
        raise SystemExit(f"{link}: the rows held do not draw what the Overview shows")
    return shown
