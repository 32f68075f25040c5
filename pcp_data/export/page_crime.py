"""The workbook of Crime and ASB."""

from __future__ import annotations

import pandas as pd

from pcp_data import words
from pcp_data.export import tables
from pcp_data.export.book import Column, ExportTable
from pcp_data.export.page_shared import PERIOD, against_plan, filled, notes_table
from pcp_data.query import records
from pcp_data.screens import crime
from pcp_data.view import View

MEASURE = tables.text("Measure", "title")


def crime_and_asb(view: View) -> list[ExportTable]:
    """Return neighbourhood crime, serious violence and ASB: against the Plan and over time."""
    named = view.rows("topic_measures", topics=list(crime.TOPICS.values()))
    by_topic = {
        name: list(named.loc[named["topic"].eq(topic), "measure_id"])
        for name, topic in crime.TOPICS.items()
    }
    titles = {
        "neighbourhood": "Neighbourhood crime",
        "violence": "Serious violence",
        "asb": "ASB and linked crimes",
    }
    shared = {"areas": view.area_codes, "period_end": view.filters.period_end}
    every = list(named["measure_id"])
    series = view.rows("crime_series", measures=every, **shared)
    months = view.rows("crime_months", measures=every, **shared)
    types = view.rows("asb_types", **shared).assign(unit="incidents", decimals=0)
    types = types.assign(title=[words.sentence_case(one) for one in types["asb_type"]])
    notes = view.rows(
        "topic_notes",
        topics=list(crime.TOPICS.values()),
        areas=[view.choices.home.id, *view.area_codes],
    )
    place = view.place
    plan = [against_plan(view, by_topic[name], title) for name, title in titles.items()]
    return filled(
        [
            *plan,
            *_shares(view, series, place),
            _under_25(view, series, place),
            over_time(f"12-month figures, {place}", "12 months", series, place),
            over_time(f"Single months, {place}", "Months", months, place),
            over_time(f"ASB incidents by type, 12 months, {place}", "ASB by type", types, place),
            *_index(view, series, notes, place),
            notes_table(notes),
        ]
    )


def over_time(title: str, sheet: str, rows: pd.DataFrame, place: str) -> ExportTable:
    """Return the series of several measures; per cents with what they are made from."""
    fields = [
        MEASURE,
        (Column("Area"), lambda row: place),
        *PERIOD,
        tables.unit(),
        tables.value("Value", "value"),
        tables.marks(),
    ]
    if rows["unit"].eq("%").any():
        fields += [tables.base("Numerator", "numerator"), tables.base()]
    return tables.table(title, sheet, records(rows), fields, notes=(crime.NEVER_ADDED,))


def _shares(view: View, series: pd.DataFrame, place: str) -> list[ExportTable]:
    """Return what neighbourhood crime is made of, where every part is known."""
    parts = [row["measure_id"] for row in view.fetch("crime_parts", measure=crime.TOTAL)]
    found = crime.shares(crime.latest(series, view.filters.period_end), parts)
    fields = [
        tables.text("Part", "short_title"),
        tables.number("Offences", "value"),
        tables.number("Share (%)", "share", 1),
    ]
    period = words.twelve_months_to(view.filters.period_end)
    title = f"What neighbourhood crime is made of, {place}, {period}"
    return [tables.table(title, "Parts", records(found), fields)]


def _index(view: View, series: pd.DataFrame, notes: pd.DataFrame, place: str) -> list[ExportTable]:
    """Return ASB and its linked crimes as an index, 100 in the 12 months that the page takes."""
    panels = crime.as_panels(series, [crime.ASB, *crime.LINKED])
    panels = panels[panels["value"].notna()]
    base = crime.index_base_of(panels, notes, view.filters.period_end)
    if base is None:
        return []
    fields = [
        MEASURE,
        *PERIOD,
        tables.unit(),
        tables.value("Value", "value"),
        tables.number("Index", "index", 1),
    ]
    when = words.twelve_months_to(base)
    title = f"ASB and linked crimes as an index, 100 in the {when}, {place}"
    found = records(crime.indexed(panels, base))
    return [tables.table(title, "ASB index", found, fields, notes=(crime.NEVER_ADDED,))]


def _under_25(view: View, series: pd.DataFrame, place: str) -> ExportTable:
    found = crime.under_25(crime.latest(series, view.filters.period_end))
    fields = [
        MEASURE,
        (Column("Counted in"), lambda row: row["unit"]),
        tables.number("All", "every"),
        tables.number("Under 25", "young"),
        tables.number("Share (%)", "share", 1),
        tables.number("95% interval from (%)", "lower", 1),
        tables.number("95% interval to (%)", "upper", 1),
    ]
    period = words.twelve_months_to(view.filters.period_end)
    return tables.table(
        f"Victims under 25, {place}, {period}", "Victims under 25", records(found), fields
    )
