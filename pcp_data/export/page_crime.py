"""The workbook of Crime and ASB."""

from __future__ import annotations

import pandas as pd

from pcp_data import words
from pcp_data.export import tables
from pcp_data.export.book import Column, ExportTable
from pcp_data.export.page_shared import PERIOD, against_plan, filled, notes_table, outside
from pcp_data.query import records
from pcp_data.screens import crime, crime_view
from pcp_data.screens.crime_view import CrimeView
from pcp_data.view import View

MEASURE = tables.text("Measure", "title")
TITLES = {
    crime_view.NEIGHBOURHOOD: "Neighbourhood crime",
    crime_view.VIOLENCE: "Serious violence",
    crime_view.ASB: "ASB and linked crimes",
}


def crime_and_asb(view: View) -> list[ExportTable]:
    """Return neighbourhood crime, serious violence and ASB: against the Plan and over time."""
    data = crime_view.load(view)
    said = [outside(view, data.missing_in_words, "Not in this view")] if data.missing else []
    if data.is_outside:
        return said
    place, series = data.place, data.series[data.series["measure_id"].isin(data.over_time)]
    tables_of = [
        *(against_plan(view, data.topics[name], title) for name, title in TITLES.items()),
        _shares(data),
        _under_25(data),
        _over_time(data, f"12-month figures, {place}", "12 months", series),
        _over_time(data, f"Single months, {place}", "Months", data.months(data.over_time)),
        *_types(data),
        *_index(data),
        notes_table(data.notes),
    ]
    return [*said, *filled(tables_of)]


def _over_time(data: CrimeView, title: str, sheet: str, rows: pd.DataFrame) -> ExportTable:
    """Return the series of several measures; per cents with what they are made from."""
    fields = [
        MEASURE,
        (Column("Area"), lambda row: data.place),
        *PERIOD,
        tables.unit(),
        tables.value("Value", "value"),
        tables.marks(),
    ]
    if rows["unit"].eq("%").any():
        fields += [tables.base("Numerator", "numerator"), tables.base()]
    return tables.table(title, sheet, records(rows), fields, notes=_on_asb(data))


def _on_asb(data: CrimeView) -> tuple[str, ...]:
    return (crime.NEVER_ADDED,) if data.has(crime_view.INCIDENTS) else ()


def _shares(data: CrimeView) -> ExportTable:
    """Return what neighbourhood crime is made of, where every part is known."""
    found = crime.shares(data.latest, data.parts)
    fields = [
        tables.text("Part", "short_title"),
        tables.number("Offences", "value"),
        tables.number("Share (%)", "share", 1),
    ]
    title = f"What neighbourhood crime is made of, {data.place}, {data.period}"
    return tables.table(title, "Parts", records(found), fields)


def _types(data: CrimeView) -> list[ExportTable]:
    """Return ASB incidents by type, where they are in."""
    if not data.has(crime_view.INCIDENTS):
        return []
    types = data.types().assign(unit="incidents", decimals=0)
    types = types.assign(title=[words.sentence_case(one) for one in types["asb_type"]])
    title = f"ASB incidents by type, 12 months, {data.place}"
    return [_over_time(data, title, "ASB by type", types)]


def _index(data: CrimeView) -> list[ExportTable]:
    """Return ASB and its linked crimes as an index, 100 in the 12 months that the page takes."""
    panels = crime.as_panels(data.series, data.beside)
    panels = panels[panels["value"].notna()]
    base = crime.index_base_of(panels, data.notes, data.view.filters.period_end)
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
    title = f"ASB and linked crimes as an index, 100 in the {when}, {data.place}"
    found = records(crime.indexed(panels, base))
    return [tables.table(title, "ASB index", found, fields, notes=_on_asb(data))]


def _under_25(data: CrimeView) -> ExportTable:
    found = crime.under_25(data.latest)
    fields = [
        MEASURE,
        (Column("Counted in"), lambda row: row["unit"]),
        tables.number("All", "every"),
        tables.number("Under 25", "young"),
        tables.number("Share (%)", "share", 1),
        tables.number("95% interval from (%)", "lower", 1),
        tables.number("95% interval to (%)", "upper", 1),
    ]
    title = f"Victims under 25, {data.place}, {data.period}"
    return tables.table(title, "Victims under 25", records(found), fields)
