"""The workbooks of Crime and ASB, and of Roads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import pandas as pd

from pcp_data import words
from pcp_data.export import tables
from pcp_data.export.book import Column, ExportTable, NativeChart
from pcp_data.export.page_overview import measure_fields
from pcp_data.export.tables import Field
from pcp_data.query import records
from pcp_data.screens import crime, road_tables, roads
from pcp_data.screens.plan_rows import plan_rows
from pcp_data.view import View

MEASURE = tables.text("Measure", "title")
PERIOD: list[Field] = [
    tables.day("From", "period_start"),
    tables.day("To", "period_end"),
]


def together(view: View) -> str:
    """Return the areas of a view in words, said to be together where they are several."""
    names = words.list_of([one.title for one in view.areas])
    return f"{names} together" if len(view.areas) > 1 else names


def against_plan(view: View, measures: Collection[str], title: str) -> ExportTable:
    """Return the Plan's rows of some measures, whatever priority and theme the view has."""
    whole = replace(view, filters=view.filters.but(priority=None, theme=None))
    rows = [row for row in plan_rows(whole) if row["measure_id"] in measures]
    return tables.table(
        f"{title}: against the Plan", title, rows, measure_fields(whole, whole.sources)
    )


def notes_table(rows: pd.DataFrame) -> ExportTable:
    """Return recording changes, events and caveats."""
    fields: list[Field] = [
        tables.text("Kind", "kind"),
        tables.day("From", "starts"),
        tables.day("To", "ends"),
        tables.text("Note", "note"),
        tables.text("Source", "source"),
    ]
    found = [row | {"kind": words.sentence_case(row["kind"].replace("_", " "))}
             for row in records(rows)]  # fmt: skip
    return tables.table(
        "Recording changes, events and caveats", "Changes and caveats", found, fields
    )


def filled(found: Sequence[ExportTable]) -> list[ExportTable]:
    """Return the tables that have rows; the first where none has."""
    return [one for one in found if one.rows] or list(found[:1])


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
    place = together(view)
    plan = [against_plan(view, by_topic[name], title) for name, title in titles.items()]
    return filled(
        [
            *plan,
            _under_25(view, series, place),
            over_time(f"12-month figures, {place}", "12 months", series),
            over_time(f"Single months, {place}", "Months", months),
            over_time(f"ASB incidents by type, 12 months, {place}", "ASB by type", types),
            notes_table(notes),
        ]
    )


def over_time(title: str, sheet: str, rows: pd.DataFrame) -> ExportTable:
    """Return the series of several measures."""
    fields = [
        MEASURE,
        *PERIOD,
        tables.unit(),
        tables.value("Value", "value"),
        tables.marks(),
    ]
    notes = (crime.NEVER_ADDED,)
    return tables.table(title, sheet, records(rows), fields, notes=notes)


def _under_25(view: View, series: pd.DataFrame, place: str) -> ExportTable:
    latest = crime.latest(series, view.filters.period_end)
    found = crime.under_25(latest[latest["topic"].isin(list(crime.TOPICS.values()))])
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


def road_page(view: View) -> list[ExportTable]:
    """Return people hurt on the roads and collisions, each in tables of its own."""
    series = view.rows("road_series", areas=view.area_codes, period_end=view.filters.period_end)
    casualties, collisions = (roads.of_unit(series, one) for one in ("casualty", "collision"))
    if casualties.empty:
        rows, unit, title = (
            (casualties, "casualty", "Casualties")
            if collisions.empty
            else (collisions, "collision", f"Collisions over 12 months, {together(view)}")
        )
        return [_rolling(unit, title, rows)]
    end = casualties.iloc[-1]["period_end"]
    shown = replace(view, filters=view.filters.but(month=f"{end:%Y-%m}"))
    wanted = next(iter(view.params.get("basis", ())), roads.ADJUSTED)
    basis = roads.usable_basis(casualties, wanted if wanted in roads.BASES else roads.ADJUSTED)
    place = together(view)
    notes = view.rows(
        "topic_notes", topics=["roads"], areas=[view.choices.home.id, *view.area_codes]
    )
    return filled(
        [
            *_against_plan(shown),
            _rolling("casualty", f"Casualties over 12 months, {place}", casualties),
            _rolling("collision", f"Collisions over 12 months, {place}", collisions),
            *_who(shown, basis, place),
            _districts(shown, basis),
            tables.frame_table(
                f"People killed by calendar year, {place}",
                "Killed by year",
                road_tables.killed_table(roads.killed_by_year(casualties)),
            ),
            notes_table(notes),
        ]
    )


def _against_plan(view: View) -> list[ExportTable]:
    rows = view.rows("topic_measures", topics=["roads"])
    found = []
    for unit, title in (("casualties", "Casualties"), ("collisions", "Collisions")):
        measures = list(rows.loc[rows["unit"].eq(unit), "measure_id"])
        found.append(against_plan(view, measures, title))
    return found


def _rolling(unit: str, title: str, rows: pd.DataFrame) -> ExportTable:
    people = unit == "casualty"
    fields: list[Field] = [*PERIOD]
    if people:
        fields += [
            tables.number("Killed or seriously injured, adjusted", "adjusted_killed_or_serious"),
            tables.number("Killed or seriously injured, as recorded", "killed_or_serious"),
        ]
    names = ("Killed", "Seriously injured, as recorded", "Slightly injured, as recorded",
             "All casualties")  # fmt: skip
    if not people:
        names = ("Fatal", "Serious, as recorded", "Slight, as recorded", "All injury collisions")
    columns = ("fatal", "serious", "slight", "total")
    fields += [tables.number(*pair) for pair in zip(names, columns, strict=True)]
    chart = NativeChart("lines", 1, 2 if people else 5, "People" if people else "Collisions")
    sheet = "Casualties 12 months" if people else "Collisions 12 months"
    return tables.table(title, sheet, records(rows), fields, chart=chart)


def _who(view: View, basis: str, place: str) -> list[ExportTable]:
    people = view.rows("road_people", areas=view.area_codes, period_end=view.filters.period_end)
    period = words.twelve_months_to(view.filters.period_end)
    chosen = {
        name: next((one for one in view.params.get(name, ()) if one != "all"), "")
        for name in ("mode", "age")
    }
    known = {"mode": set(people["mode"]), "age": set(people["age_group"])}
    mode, age = (chosen[name] if chosen[name] in known[name] else "" for name in ("mode", "age"))
    people = roads.narrowed(people, mode=mode, age_group=age)
    named = ", ".join(one for one in (mode, age) if one)
    only = f" ({named} only)" if named else ""
    found = []
    for by, heading in (("mode", "Mode of travel"), ("age_group", "Age group"), ("sex", "Sex")):
        table = road_tables.breakdown_table(roads.breakdown(people, by, basis), heading, basis)
        title = f"Casualties by {heading.lower()}{only}, {place}, {period}"
        found.append(tables.frame_table(title, heading, table))
    table = road_tables.severity_table(roads.severities(people, basis), basis)
    title = f"Casualties by severity{only}, {place}, {period}"
    return [*found, tables.frame_table(title, "Severity", table)]


def _districts(view: View, basis: str) -> ExportTable:
    rows = view.rows(
        "road_districts",
        areas=[one.id for one in view.choices.districts],
        period_end=view.filters.period_end,
    )
    period = words.twelve_months_to(view.filters.period_end)
    table = road_tables.rates_table(roads.rates(rows, basis), basis)
    return tables.frame_table(
        f"Casualties by district, {period}",
        "Districts",
        table,
        notes=("By where the collision was; those hurt may live elsewhere, and traffic differs.",),
    )
