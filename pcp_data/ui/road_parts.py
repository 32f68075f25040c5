"""The sections of the Roads page, each a function that places one part of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from pcp_data import words
from pcp_data.charts import areas as area_charts
from pcp_data.charts import lines
from pcp_data.charts import roads as road_charts
from pcp_data.screens import measure_view, road_sentences, road_tables, roads
from pcp_data.ui import clicks, parts, topic_parts
from pcp_data.ui.picker import picker
from pcp_data.ui.set_up import PageState

SOURCE = "Source: Department for Transport road casualty statistics (STATS19)"


@dataclass(frozen=True)
class RoadData:
    """The road figures of the reader's view: people, and apart from them collisions."""

    state: PageState
    casualties: pd.DataFrame
    collisions: pd.DataFrame
    notes: pd.DataFrame
    place: str
    basis: str

    @property
    def end(self) -> date:
        """Return the last day of the twelve months shown of people hurt."""
        return words.as_date(self.casualties.iloc[-1]["period_end"])

    def measures(self, unit: str) -> list[str]:
        """Return the road measures in one unit: people or collisions, never both."""
        rows = self.state.rows("topic_measures", topics=["roads"])
        return list(rows.loc[rows["unit"].eq(unit), "measure_id"])

    def at(self, rows: pd.DataFrame) -> PageState:
        """Return the view at the last month of the rows, which may be before the month chosen."""
        month = f"{rows.iloc[-1]['period_end']:%Y-%m}"
        return replace(self.state, filters=self.state.filters.but(month=month))

    def caption(self, *more: str, rows: pd.DataFrame | None = None, where: str = "") -> str:
        """Return the period, the place shown or another, and the source, for under a chart."""
        last = (self.casualties if rows is None else rows).iloc[-1]
        period = words.sentence_case(words.twelve_months_to(last["period_end"]))
        return " · ".join([f"{period}, {where or self.place}", SOURCE, *more])


def load(state: PageState) -> RoadData | None:
    """Return the road figures, None when the areas have no whole 12 months of them."""
    series = state.rows("road_series", areas=state.area_codes, period_end=state.filters.period_end)
    if series.empty:
        return None
    casualties = roads.of_unit(series, "casualty")
    notes = state.rows(
        "topic_notes", topics=["roads"], areas=[state.choices.home.id, *state.area_codes]
    )
    wanted = roads.ADJUSTED
    if len(casualties):
        with st.columns([1, 2.2])[0]:
            wanted = picker("roads", "basis", "Serious injuries are shown", roads.BASES)
    return RoadData(
        state,
        casualties,
        roads.of_unit(series, "collision"),
        notes,
        state.place,
        roads.usable_basis(casualties, wanted),
    )


def opening(data: RoadData) -> None:
    """Place what the page says, and the month that road data end with."""
    note = road_sentences.period_note(data.state.filters.period_end, data.end)
    if note:
        parts.html(f'<p class="pcp-caveat">{parts.text(note)}</p>')
    parts.sentence(
        road_sentences.headline(data.casualties, data.collisions, data.place, data.basis)
    )


def against_baselines(data: RoadData) -> None:
    """Place the Plan's measures of people hurt, with their verdicts."""
    topic_parts.measures_table(data.at(data.casualties), data.measures("casualties"), "Casualties")


def over_time(data: RoadData) -> None:
    """Place adjusted and recorded casualties over time with both baselines."""
    found = roads.baselines(data.state.fetch("road_baselines"), data.casualties, data.basis)
    marked = measure_view.within(
        measure_view.numbered(data.notes[data.notes["kind"].eq("series_break")]), data.casualties
    )
    table = road_tables.rolling_table(data.casualties)
    parts.chart(
        road_charts.basis_chart(
            roads.with_gaps(data.casualties),
            baselines=[(one.short, one.value) for one in found if one.value is not None],
            notes=marked,
            palette=parts.palette(),
        ),
        road_sentences.over_time_sentence(data.casualties, found, data.place, data.basis),
        table,
        data.caption(
            "12-month figures",
            *(f"{one.mark}: {one.note}" for one in marked.itertuples()),
        ),
        key="roads-12-months",
        click=clicks.month(data.state, data.casualties),
    )
    if found:
        parts.heading("Against each baseline (casualties)")
        grid = road_tables.baseline_table(found, data.casualties)
        parts.text_table(
            grid,
            title="Casualties against each baseline",
            key="roads-baselines",
            numeric=list(grid.columns[1:]),
        )


def years(data: RoadData) -> None:
    """Place people by calendar year, as the panel reports print them."""
    table = road_tables.casualty_years_table(data.casualties)
    if table.empty:
        parts.empty_state("No whole calendar year is loaded.")
        return
    shown = road_tables.in_words(table)
    parts.text_table(
        shown,
        title="Casualties by calendar year",
        key="roads-casualties-by-year",
        numeric=list(shown.columns[1:]),
    )


def who(data: RoadData) -> None:
    """Place the breakdowns by mode, age, sex and severity, with a choice of mode and age."""
    people = data.state.rows("road_people", areas=data.state.area_codes, period_end=data.end)
    modes, ages = sorted(set(people["mode"])), roads.ordered(people["age_group"], roads.AGES)
    left, right = st.columns(2, gap="large")
    with left:
        mode = picker("roads", "mode", "How they travelled", _options(modes, "Every mode"))
    with right:
        age = picker("roads", "age", "Age group", _options(ages, "Every age"))
    mode, age = _value(mode), _value(age)
    people = roads.narrowed(people, mode=mode, age_group=age)
    only = roads.only(mode, age)
    charts = [] if mode else [partial(_breakdown, data, people, "mode", "Mode of travel", only)]
    charts += [] if age else [partial(_breakdown, data, people, "age_group", "Age group", only)]
    charts += [
        partial(_breakdown, data, people, "sex", "Sex", only),
        partial(_severities, data, people, only),
    ]
    for first in range(0, len(charts), 2):
        columns = parts.level(f"who-{first}", 5)
        for column, draw in zip(columns, charts[first : first + 2], strict=False):
            with column:
                draw()


def _options(values: list[str], everything: str) -> dict[str, str]:
    return {"all": everything} | {one: words.sentence_case(one) for one in values}


def _value(chosen: str) -> str:
    return "" if chosen == "all" else chosen


def _breakdown(
    data: RoadData, people: pd.DataFrame, by: str, heading: str, narrowed_to: str
) -> None:
    parts.heading(heading)
    is_known = roads.has_before(data.casualties, data.basis)
    found = roads.breakdown(people, by, data.basis, is_before_known=is_known)
    end = data.end
    says = road_sentences.breakdown_sentence(found, heading.lower(), data.basis, end, narrowed_to)
    if found["value"].sum() == 0:
        parts.empty_state(says)
        return
    picture = area_charts.district_bars(found, unit="people", of=heading, palette=parts.palette())
    table = road_tables.breakdown_table(found, heading, data.basis)
    parts.chart(picture, says, table, data.caption(), key=f"roads-by-{by.replace('_', '-')}")


def _severities(data: RoadData, people: pd.DataFrame, narrowed_to: str) -> None:
    parts.heading("Severity")
    found = roads.severities(people, data.basis)
    picture = area_charts.district_bars(
        found, unit="people", of="Severity", palette=parts.palette()
    )
    table = road_tables.severity_table(found, data.basis)
    says = road_sentences.severity_sentence(found, data.basis, data.end, narrowed_to)
    parts.chart(picture, says, table, data.caption(), key="roads-by-severity")


def districts(data: RoadData) -> None:
    """Place people per 100,000 residents by district, or counts where residents are unknown."""
    rows = data.state.rows(
        "road_districts",
        areas=data.state.district_codes,
        period_end=data.end,
    )
    if rows.empty:
        parts.empty_state("There are no road casualties by district for these 12 months.")
        return
    found = roads.rates(rows, data.basis)
    focus = data.state.filters.districts
    colours = parts.palette()
    if found["value"].notna().any():
        unit = f"people per {roads.RATE_PER:,} residents"
        picture = area_charts.dot_interval(found, unit=unit, focus=focus, palette=colours)
    else:
        counts = found.assign(value=found["events"]).drop(columns=["lower", "upper"])
        picture = area_charts.district_bars(counts, unit="people", focus=focus, palette=colours)
    parts.chart(
        picture,
        road_sentences.rates_sentence(found, data.end),
        road_tables.rates_table(found, data.basis),
        data.caption(
            "Lines: 95% intervals",
            roads.PER_100_000,
            "By where the collision was; those hurt may live elsewhere, and traffic differs",
            where="by district",
        ),
        key="roads-by-district",
        click=clicks.district(data.state),
    )


def killed(data: RoadData) -> None:
    """Place people killed by themselves, with intervals and without a verdict."""
    found = roads.killed_by_year(data.casualties)
    says = road_sentences.killed_sentence(data.casualties, data.place)
    if found.empty:
        parts.sentence(says)
        return
    picture = area_charts.dot_interval(
        found, unit="people killed", decimals=0, of="Calendar year", palette=parts.palette()
    )
    table = road_tables.killed_table(found)
    parts.chart(picture, says, table, data.caption("Lines: 95% intervals"), key="roads-killed")


def collisions(data: RoadData) -> None:
    """Place collisions: events, by the worst injury in them, apart from the people hurt."""
    if data.collisions.empty:
        parts.empty_state("There are no whole 12 months of collisions for this area.")
        return
    topic_parts.measures_table(
        data.at(data.collisions), data.measures("collisions"), "Injury collisions"
    )
    for note in roads.notes_only_on(data.notes, data.measures("collisions")):
        parts.html(f'<p class="pcp-caveat">{parts.text(note)}</p>')
    series = roads.severity_series(data.collisions)
    parts.sentence(road_sentences.collision_sentence(data.collisions, data.place))
    charts = lines.small_multiples(series, unit="collisions", palette=parts.palette())
    for column, (name, picture) in zip(st.columns(len(charts)), charts.items(), strict=True):
        with column:
            parts.html(f'<h3 class="pcp-small-title">{parts.text(name)}</h3>')
            alt = f"{name} collisions in {data.place}, 12-month figures"
            parts.draw(picture, alt, key=f"small-{name}")
    parts.source_line(
        data.caption("12-month figures", "Each chart has its own scale", rows=data.collisions)
    )
    parts.heading("Collisions by calendar year")
    table = road_tables.in_words(road_tables.collision_years_table(data.collisions))
    if table.empty:
        parts.empty_state("No whole calendar year is loaded.")
        return
    parts.text_table(
        table,
        title="Collisions by calendar year",
        key="roads-collisions-by-year",
        numeric=list(table.columns[1:]),
    )
