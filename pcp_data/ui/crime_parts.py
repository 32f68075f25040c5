"""The sections of the Crime and ASB page, each a function that places one part of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import pandas as pd
import streamlit as st

from pcp_data import words
from pcp_data.charts import areas as area_charts
from pcp_data.charts import crime as crime_charts
from pcp_data.charts import lines
from pcp_data.screens import crime, measure_view
from pcp_data.screens.crime_view import (
    ASB,
    INCIDENTS,
    NEIGHBOURHOOD,
    OUTCOMES,
    SUBJECTS,
    VIOLENCE,
    YOUNG,
    CrimeView,
)
from pcp_data.ui import clicks, parts, topic_parts
from pcp_data.ui.pictures import picture
from pcp_data.ui.set_up import PageState

A_ROW = 3
LOADING = "The Data page says what is loaded."
CrimeData = CrimeView[PageState]


def _of(subject: str) -> Callable:
    """Have a part of the page say that priority and theme have none of it, where they have none."""

    def only(place: Callable[[CrimeData], None]) -> Callable[[CrimeData], None]:
        @wraps(place)
        def placed(data: CrimeData) -> None:
            if data.has(subject):
                place(data)
            else:
                topic_parts.outside(data.view, SUBJECTS.get(subject, subject))

        return placed

    return only


def _whole_year(end: pd.Timestamp) -> str:
    return f"the {words.twelve_months_to(end)}"


def opening(data: CrimeData) -> None:
    """Place what the page says in a sentence, or why it can say nothing."""
    said = crime.headline(data.latest, data.measures, data.place, data.period)
    if said:
        parts.sentence(said)
        return
    known = data.series.loc[data.series["value"].notna(), "period_end"]
    last = f" Some end with the {words.twelve_months_to(known.max())}." if len(known) else ""
    months = data.view.choices.months
    month = f"{known.max():%Y-%m}" if len(known) else months[0]
    month = month if month in months else months[0]
    parts.empty_state(
        f"There is no figure on {words.list_of(data.subjects, 'or')} for the {data.period} in "
        f"{data.place}.{last} They come from the force’s returns; {LOADING[:1].lower()}"
        f"{LOADING[1:]}",
        data.view.link("crime_and_asb", month=month, districts=()),
        f"Show every district in the {words.twelve_months_to(words.month_end(month))}",
    )


def notes(data: CrimeData) -> None:
    """Place the notes on these measures, each with the measures it is on."""
    if data.notes.empty:
        parts.empty_state("No recording change, event or caveat is on record for these measures.")
        return
    said = [
        f"{words.list_of(list(row.titles)) if len(row.titles) < 4 else 'Several measures'}: "
        f"{row.note}"
        for row in data.notes.itertuples()
    ]
    topic_parts.notes_table(data.notes.assign(note=said))


@_of(NEIGHBOURHOOD)
def neighbourhood(data: CrimeData) -> None:
    """Place neighbourhood crime with its parts: rows, shares, each month by month, outcomes."""
    topic_parts.measures_table(data.view, data.topics[NEIGHBOURHOOD], "Neighbourhood crime")
    if crime.TOTAL in data.measures:
        _made_of(data)
    if data.monthly:
        _months(data)
    parts.heading("Outcomes 1 to 8")
    _outcomes(data)


def _made_of(data: CrimeData) -> None:
    shares = crime.shares(data.latest, data.parts)
    if shares.empty:
        parts.empty_state(
            f"Not every part of neighbourhood crime has a figure for the {data.period} in "
            f"{data.place}, so no shares are shown. {LOADING}"
        )
    else:
        _shares(data, shares)


def _shares(data: CrimeData, shares: pd.DataFrame) -> None:
    parts.heading("What it is made of")
    whole = crime.value_of(data.latest, crime.TOTAL)
    parts.chart(
        picture(
            area_charts.district_bars,
            shares[["area_name", "value"]],
            unit="offences",
            of="Measure",
            palette=parts.palette(),
        ),
        crime.shares_sentence(shares, whole, data.place, data.period),
        crime.shares_table(shares),
        data.caption(shares, "The parts add up to the whole"),
        key="neighbourhood-crime-parts",
        click=clicks.Opening(_measures(data, shares)),
    )


def _months(data: CrimeData) -> None:
    """Place the whole and each part month by month."""
    parts.heading("Month by month")
    panels = crime.since(crime.as_panels(data.months(data.monthly), data.monthly), data.end)
    if panels.empty:
        parts.empty_state(f"There are no monthly figures for {data.place}. {LOADING}")
        return
    said = crime.panels_sentence(panels, "Offences", words.month_name, total=crime.TOTAL)
    parts.sentence(said)
    _small(data, panels, "neighbourhood-crime-months")


def _small(data: CrimeData, panels: pd.DataFrame, key: str) -> None:
    """Place small charts, three beside each other, with one table of them all."""
    charts, targets = [], _measures(data, panels)
    click = clicks.month(data.view, panels)
    for unit, part in panels.groupby("unit", sort=False):
        charts += picture(lines.small_multiples, part, unit=unit, palette=parts.palette()).items()
    with st.container(key=f"small-{key}"):
        for first in range(0, len(charts), A_ROW):
            for column, (name, small) in zip(
                st.columns(A_ROW, gap="large"), charts[first : first + A_ROW], strict=False
            ):
                with column:
                    parts.small_title(name, targets.get(name), depth=4)
                    alt = f"{name} in {data.place} over time"
                    parts.draw(small, alt, key=f"{key}-{name}", click=click)
    scales = ["Each has its own scale: compare shapes, not heights"] if len(charts) > 1 else []
    parts.source_line(data.caption(panels, *scales), click=click)
    parts.figures(crime.panels_table(panels), key=key)


def _measures(data: CrimeData, panels: pd.DataFrame) -> dict[str, str]:
    """Return the address of the measure of each panel, where the panels are of measures."""
    if "measure_id" not in panels:
        return {}
    named = panels.drop_duplicates("area_name")
    return {
        row.area_name: data.view.link("measure", measure=row.measure_id)
        for row in named.itertuples()
    }


@_of(OUTCOMES)
def _outcomes(data: CrimeData) -> None:
    """Place the rate of outcomes 1 to 8 over time."""
    series = data.series[data.series["measure_id"].eq(crime.RATE) & data.series["value"].notna()]
    said = crime.rate_sentence(data.latest, data.place, data.period)
    if series.empty or said is None:
        parts.empty_state(
            f"There is no rate of outcomes 1 to 8 for the {data.period} in {data.place}. It needs "
            f"a crime return that gives the outcome of every offence. {LOADING}"
        )
        return
    parts.chart(
        picture(lines.twelve_month_chart, series, unit="%", decimals=1, palette=parts.palette()),
        said,
        measure_view.series_table(series.assign(area_name=data.place), "%", 1),
        data.caption(series),
        key="outcome-rate",
        click=clicks.month(data.view, series),
    )
    parts.html(f'<p class="pcp-note">{parts.text(crime.OUTCOMES)}</p>')


@_of(VIOLENCE)
def violence(data: CrimeData) -> None:
    """Place serious violence, and how much of it has victims under 25."""
    topic_parts.measures_table(data.view, data.topics[VIOLENCE], "Serious violence")
    parts.heading("Victims under 25")
    _under_25(data)
    _violence_trends(data)
    _to_be_confirmed(data)


@_of(YOUNG)
def _under_25(data: CrimeData) -> None:
    rows = data.latest
    found = crime.under_25(rows)
    if found.empty:
        parts.empty_state(
            f"No figure for victims under 25 is there for the {data.period} in {data.place}. "
            f"It needs a crime return that says whether victims were under 25. {LOADING}"
        )
        return
    parts.sentence(crime.under_25_sentence(found, data.place, data.period))
    parts.text_table(
        crime.under_25_table(found),
        title="Victims under 25 by measure",
        key="victims-under-25",
        numeric=["All", "Under 25", "Share", "95% interval"],
    )
    parts.source_line(
        data.caption(rows[rows["measure_id"].isin(data.topics[VIOLENCE])]),
        "Measures overlap and may not be added up" if len(found) > 1 else None,
    )


def _violence_trends(data: CrimeData) -> None:
    known = data.series[data.series["value"].notna()]
    panels = crime.since(crime.as_panels(known, data.violent), data.end)
    if panels.empty:
        parts.empty_state(f"There are no figures on serious violence for {data.place}. {LOADING}")
        return
    parts.heading("Over twelve months")
    parts.sentence(crime.panels_sentence(panels, "Numbers", _whole_year))
    _small(data, panels, "serious-violence-trends")


def _to_be_confirmed(data: CrimeData) -> None:
    """Say of which measures the definition is not settled, in the definitions' own words."""
    for said in data.unsettled:
        parts.html(f'<p class="pcp-caveat">{parts.text(said)}</p>')


@_of(ASB)
def asb(data: CrimeData) -> None:
    """Place ASB incidents beside the crimes linked to them, so that a shift can be seen."""
    topic_parts.measures_table(data.view, data.topics[ASB], "ASB and linked crimes")
    if data.beside:
        _incidents_and_crimes(data)
    parts.heading("ASB incidents by type")
    _types(data)


def _incidents_and_crimes(data: CrimeData) -> None:
    if data.has(INCIDENTS):
        parts.html(f'<p class="pcp-note">{parts.text(crime.NEVER_ADDED)}</p>')
    panels = crime.as_panels(data.series, data.beside)
    panels = panels[panels["value"].notna()]
    if panels.empty:
        parts.empty_state(
            f"There are no whole 12 months of ASB incidents or linked crimes for {data.place}. "
            f"{LOADING}"
        )
        return
    notes = data.notes[data.notes["measure_ids"].map(lambda ids: crime.ASB in list(ids))]
    marked = measure_view.numbered(notes)
    _beside(data, panels, marked)
    _index(data, panels, marked)


def _beside(data: CrimeData, panels: pd.DataFrame, marked: pd.DataFrame) -> None:
    is_one = panels["measure_id"].nunique() == 1
    is_beside = data.has(INCIDENTS) and not is_one
    parts.heading("Beside each other, never added" if is_beside else "Over twelve months")
    parts.sentence(crime.panels_sentence(panels, "Numbers", _whole_year))
    inside = measure_view.within(marked, panels)
    targets, click = _measures(data, panels), clicks.month(data.view, panels)
    charts = picture(crime_charts.stacked_panels, panels, notes=inside, palette=parts.palette())
    with st.container(key="stacked-asb"):
        for name, panel in charts.items():
            unit = panels.loc[panels["area_name"].eq(name), "unit"].iloc[0]
            parts.small_title(f"{name} ({unit})", targets.get(name), depth=4)
            alt = f"{name} in {data.place}, 12-month figures"
            parts.draw(panel, alt, key=f"asb-{name}", click=click)
    said = [f"{one.mark}: {one.note}" for one in inside.itertuples()]
    scale = "12-month figures" if is_one else "12-month figures, each on its own scale"
    parts.source_line(data.caption(panels, scale, *said), click=click)
    parts.figures(crime.panels_table(panels), key="asb-and-linked-crimes")


def _index(data: CrimeData, panels: pd.DataFrame, marked: pd.DataFrame) -> None:
    end = data.view.filters.period_end
    base = crime.index_base_of(panels, data.notes, end)
    if base is None:
        return
    found = crime.indexed(panels, base)
    parts.heading(f"As an index: 100 in the {words.twelve_months_to(base)}")
    first = crime.first_break(data.notes, end)
    note = first["note"] if first is not None and first["starts"] > base else None
    parts.chart(
        picture(
            crime_charts.index_lines,
            found,
            notes=measure_view.within(marked, found),
            palette=parts.palette(),
        ),
        crime.index_sentence(found, base, data.place, note),
        crime.index_table(found),
        data.caption(found, "12-month figures"),
        key="asb-index",
        click=clicks.month(data.view, found),
    )


@_of(INCIDENTS)
def _types(data: CrimeData) -> None:
    """Place ASB incidents by type."""
    types = data.types()
    if types["asb_type"].nunique() < 2:
        parts.empty_state(
            f"ASB incidents are not known by type for {data.place} over any whole 12 months. "
            "Only the force’s own return gives the type; data.police.uk does not."
        )
        return
    panels = crime.type_panels(types).assign(unit="incidents")
    parts.sentence(crime.panels_sentence(panels, "ASB incidents by type", _whole_year))
    _small(data, panels, "asb-by-type")
