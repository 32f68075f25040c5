"""The sections of the Roads page, each a function that places one part of it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pcp_data import words
from pcp_data.charts import areas as area_charts
from pcp_data.charts import lines
from pcp_data.charts import roads as road_charts
from pcp_data.screens import measure_view, road_sentences, road_tables, road_view, roads
from pcp_data.screens.road_view import EVENTS, PEOPLE, RoadView
from pcp_data.ui import clicks, parts, road_who, topic_parts, view
from pcp_data.ui.clicks import Click
from pcp_data.ui.picker import picker
from pcp_data.ui.set_up import PageState

YEAR_HINT = "Select a year in the chart to show the 12 months to its end"


def load(state: PageState) -> RoadView:
    """Return the road figures of the reader's view, on the basis chosen in a list above them."""
    data = road_view.load(state)
    if data.casualties.empty:
        return data
    with st.columns([1, 2.2])[0]:
        return data.shown(picker("roads", "basis", "Serious injuries are shown", roads.BASES))


def people(data: RoadView) -> None:
    """Place all on people hurt, or where it would come from."""
    if data.casualties.empty:
        parts.section("Killed or seriously injured (casualties)")
        parts.empty_state(
            "There are no whole 12 months of casualties, only of collisions. People hurt come in "
            "files of their own: the Data page says which are loaded."
        )
        return
    opening(data)
    parts.section(
        "Killed or seriously injured (casualties)",
        "Casualties are people. Adjusted figures count serious injuries as if the recording used "
        "now had always been used, as the Department for Transport estimates; figures as recorded "
        "are those of the day.",
    )
    against_baselines(data)
    over_time(data)
    _years("Casualties", road_tables.casualty_years_table(data.casualties))
    parts.section("Who was hurt, and how they travelled (casualties)")
    road_who.who(data)
    parts.section("Districts (casualties by number of residents)")
    districts(data)
    parts.section("Killed (casualties)")
    killed(data)


def opening(data: RoadView) -> None:
    """Place what the page says, and the month that road data end with."""
    _say_the_end(data, data.casualties)
    parts.sentence(
        road_sentences.headline(data.casualties, data.collisions, data.view.place, data.basis)
    )


def _say_the_end(data: RoadView, rows: pd.DataFrame) -> None:
    """Say where road data end, if that is before the month chosen."""
    chosen, shown = data.view.filters.period_end, words.as_date(rows.iloc[-1]["period_end"])
    note = road_sentences.period_note(chosen, shown)
    if note:
        parts.html(f'<p class="pcp-caveat">{parts.text(note)}</p>')


def against_baselines(data: RoadView) -> None:
    """Place the Plan's measures of people hurt, with their verdicts."""
    topic_parts.measures_table(data.at(data.casualties), data.measures[PEOPLE], "Casualties")


def over_time(data: RoadView) -> None:
    """Place adjusted and recorded casualties over time with both baselines."""
    found = roads.baselines(data.view.fetch("road_baselines"), data.casualties, data.basis)
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
        road_sentences.over_time_sentence(data.casualties, found, data.view.place, data.basis),
        table,
        data.caption(
            "12-month figures",
            *roads.kinds_note(data.casualties),
            *(f"{one.mark}: {one.note}" for one in marked.itertuples()),
        ),
        key="roads-12-months",
        click=clicks.month(data.view, data.casualties),
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


def _years(what: str, table: pd.DataFrame) -> None:
    """Place figures by calendar year, as the panel reports print them."""
    parts.heading(f"{what} by calendar year")
    if table.empty:
        parts.empty_state("No whole calendar year is loaded.")
        return
    shown = road_tables.in_words(table)
    parts.text_table(
        shown,
        title=f"{what} by calendar year",
        key=f"roads-{what.lower()}-by-year",
        numeric=[name for name in shown.columns[1:] if name != road_tables.DATA],
    )


def districts(data: RoadView) -> None:
    """Place people per 100,000 residents by district, or counts where residents are unknown."""
    rows = data.districts()
    if rows.empty:
        parts.empty_state("There are no road casualties by district for these 12 months.")
        return
    found = roads.rates(rows, data.basis)
    focus = data.view.filters.districts
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
        click=clicks.district(data.view),
    )


def killed(data: RoadView) -> None:
    """Place people killed by themselves, with intervals and without a verdict."""
    found = roads.killed_by_year(data.casualties)
    says = road_sentences.killed_sentence(data.casualties, data.view.place)
    if found.empty:
        parts.sentence(says)
        return
    picture = area_charts.dot_interval(
        found, unit="people killed", decimals=0, of="Calendar year", palette=parts.palette()
    )
    table = road_tables.killed_table(found)
    parts.chart(
        picture,
        says,
        table,
        data.caption("Lines: 95% intervals"),
        key="roads-killed",
        click=_year(data, found),
    )


def _year(data: RoadView, years: pd.DataFrame) -> Click:
    """Return the click that chooses the last month of a year; not by touch, as in `clicks`."""
    months = {one.area_name: f"{one.period_end:%Y-%m}" for one in years.itertuples()}

    def pick(year: object) -> None:
        if months.get(year) in data.view.choices.months:
            view.change(data.view.choices, month=months[year])

    return Click("area_name", pick, YEAR_HINT, by_touch=False)


def collisions(data: RoadView) -> None:
    """Place collisions: events, by the worst injury in them, apart from the people hurt."""
    parts.section(
        "Injury collisions (events)",
        "A collision is one event, however many people were hurt in it. Collisions are never "
        "added to casualties or compared with them.",
    )
    if data.collisions.empty:
        parts.empty_state("There are no whole 12 months of collisions for this area.")
        return
    if not data.asks_for(PEOPLE):
        _say_the_end(data, data.collisions)
    topic_parts.measures_table(data.at(data.collisions), data.measures[EVENTS], "Injury collisions")
    for note in roads.notes_only_on(data.notes, data.measures[EVENTS]):
        parts.html(f'<p class="pcp-caveat">{parts.text(note)}</p>')
    series = roads.severity_series(data.collisions)
    parts.sentence(road_sentences.collision_sentence(data.collisions, data.view.place))
    charts = lines.small_multiples(series, unit="collisions", palette=parts.palette())
    click = clicks.month(data.view, data.collisions)
    for column, (name, picture) in zip(st.columns(len(charts)), charts.items(), strict=True):
        with column:
            parts.html(f'<h3 class="pcp-small-title">{parts.text(name)}</h3>')
            alt = f"{name} collisions in {data.view.place}, 12-month figures"
            parts.draw(picture, alt, key=f"small-{name}", click=click)
    said = data.caption(
        "12-month figures",
        *roads.kinds_note(data.collisions),
        "Each chart has its own scale",
        rows=data.collisions,
    )
    parts.source_line(said, click=click)
    _years("Collisions", road_tables.collision_years_table(data.collisions))
