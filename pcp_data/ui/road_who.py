"""The part of the Roads page on who was hurt: groups of people, one of which can be chosen.

A group is chosen in a list or by a click on its bar. The charts of the other groups are of the
people in it, and that of its own stays whole, so that another can be chosen.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pcp_data import words
from pcp_data.charts import areas as area_charts
from pcp_data.screens import road_sentences, road_tables, roads
from pcp_data.screens.road_view import RoadView
from pcp_data.screens.roads import WHO, Narrowed, Who
from pcp_data.ui import clicks, parts
from pcp_data.ui.clicks import Click
from pcp_data.ui.picker import picker

ALL = "all"
HINT = "Select a bar to show those people alone in the other charts, and again to show all"


def who(data: RoadView) -> None:
    """Place the breakdowns by mode, age, sex and severity, with a choice of each group."""
    people, asked = data.people(), {}
    for one, column in zip(WHO, st.columns(len(WHO), gap="large"), strict=True):
        with column:
            asked[one.name] = picker("roads", one.name, one.label, _options(one, people))
    found = roads.narrowed(people, asked)
    left, right = parts.level("who-0", 5)
    with left:
        _breakdown(data, found, WHO[0])
    with right:
        _breakdown(data, found, WHO[1])
    left, right = parts.level("who-1", 5)
    with left:
        _breakdown(data, found, WHO[2])
    with right:
        _severities(data, found)


def _options(one: Who, people: pd.DataFrame) -> dict[str, str]:
    return {ALL: one.every} | {group: words.sentence_case(group) for group in one.groups(people)}


def _breakdown(data: RoadView, narrowed: Narrowed, one: Who) -> None:
    parts.heading(one.heading)
    people, only = narrowed.but(one.column)
    is_known = roads.has_before(data.casualties, data.basis)
    found = roads.breakdown(people, one.column, data.basis, is_before_known=is_known)
    says = road_sentences.breakdown_sentence(found, one.heading.lower(), data.basis, data.end, only)
    if found["value"].sum() == 0:
        parts.empty_state(says)
        return
    picture = area_charts.district_bars(
        found,
        unit="people",
        of=one.heading,
        focus=narrowed.focus(one.column),
        palette=parts.palette(),
    )
    table = road_tables.breakdown_table(found, one.heading, data.basis)
    key = f"roads-by-{one.column.replace('_', '-')}"
    parts.chart(picture, says, table, data.caption(), key=key, click=_choosing(one, narrowed))


def _choosing(one: Who, narrowed: Narrowed) -> Click:
    """Return the click that chooses a group; on the one chosen it chooses all."""
    titles = {group: words.sentence_case(group) for group in one.groups(narrowed.people)}
    now = narrowed.chosen.get(one.column)
    return clicks.choice(one.name, {ALL: titles.pop(now, one.every)} | titles, HINT)


def _severities(data: RoadView, narrowed: Narrowed) -> None:
    parts.heading("Severity")
    people, only = narrowed.but()
    found = roads.severities(people, data.basis)
    picture = area_charts.district_bars(
        found, unit="people", of="Severity", palette=parts.palette()
    )
    table = road_tables.severity_table(found, data.basis)
    says = road_sentences.severity_sentence(found, data.basis, data.end, only)
    parts.chart(picture, says, table, data.caption(), key="roads-by-severity")
