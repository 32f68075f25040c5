"""What the page of constants places: all that the Overview shows for some months, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import altair as alt
import pandas as pd
from streamlit.testing.v1 import AppTest

from pcp_data import database
from pcp_data.filters import Filters
from pcp_data.screens.overview import Section, sections
from pcp_data.screens.plan_rows import plan_rows, trends
from pcp_data.ui.measure_rows import section_table
from pcp_data.ui.parts import link_to
from pcp_data.view import view_of_link

TABLE, HEADING = '<table class="pcp-rows', '<h2 class="pcp-section'


@dataclass
class Shown:
    """One month: the markup around the tables, and the tables as rows and as markup."""

    top: list[str]
    above: list[str]
    below: list[str]
    headings: list[str]
    rows: list[Section]
    tables: list[str]
    filters: Filters

    def drawn(self) -> list[str]:
        """Return the tables with the charts in them, drawn from the rows."""
        return [
            section_table(
                section,
                lambda line: link_to("measure", self.filters.but(measure=line.measure_id)),
                "Baseline",
                False,
            )
            for section in self.rows
        ]

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
    months: dict[str, Shown] = field(default_factory=dict)
    how: str = "drawn"


HELD = Held()


def hold(at: AppTest, months: Sequence[str]) -> None:
    """Keep what an Overview that has run shows for each of these months."""
    HELD.sidebar = [element.proto.body for element in at.sidebar.get("html")]
    HELD.choices = _choices(at, months)
    HELD.months = {month: _shown(at, month) for month in months}


def _choices(at: AppTest, months: Sequence[str]) -> list[dict]:
    found = [
        {"kind": one.type, "label": one.label, "options": list(one.options), "key": one.key}
        for one in (*at.selectbox[:3], *at.multiselect, *at.selectbox[3:])
    ]
    for one in found:
        one["key"] = one["key"].partition(":")[2]
        one["options"] = list(months) if one["key"] == "month" else one["options"]
    return found


def _shown(at: AppTest, month: str) -> Shown:
    at.selectbox(key="overview:month").set_value(month).run()
    markup = [element.proto.body for element in at.main.get("html")]
    head = next(place for place, one in enumerate(markup) if "pcp-head" in one) + 1
    first = next(place for place, one in enumerate(markup) if one.startswith(HEADING))
    last = max(place for place, one in enumerate(markup) if one.startswith(TABLE)) + 1
    view = view_of_link(f"?month={month}", database.open_current())
    rows = sections(plan_rows(view), trends(view), view.sources, view.filters)
    around = markup[:head], markup[head:first], markup[last:]
    tables, headings = (
        [one for one in markup[first:last] if one.startswith(kind)] for kind in (TABLE, HEADING)
    )
    shown = Shown(*around, headings, rows, tables, view.filters)
    if shown.drawn() != tables:
        raise SystemExit(f"{month}: the rows held do not draw what the Overview shows")
    return shown
