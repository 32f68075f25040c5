"""The workbook of Roads: people hurt and collisions, each in tables of its own."""

from __future__ import annotations

import pandas as pd

from pcp_data import words
from pcp_data.export import tables
from pcp_data.export.book import Column, ExportTable, NativeChart
from pcp_data.export.page_shared import PERIOD, against_plan, filled, notes_table, outside
from pcp_data.export.tables import Field
from pcp_data.query import records
from pcp_data.screens import road_tables, road_view, roads
from pcp_data.screens.road_view import EVENTS, PEOPLE, RoadView
from pcp_data.view import View


def road_page(view: View) -> list[ExportTable]:
    """Return people hurt on the roads and collisions, each in tables of its own."""
    data = road_view.load(view)
    if data.is_outside:
        return [outside(view, road_view.SUBJECT, "Not in this view")]
    wanted = next(iter(view.params.get("basis", ())), roads.ADJUSTED)
    data = data.shown(wanted if wanted in roads.BASES else roads.ADJUSTED)
    found = [*_people(data), *_collisions(data)]
    empty = [_rolling(data, PEOPLE if data.asks_for(PEOPLE) else EVENTS)]
    return filled([*found, notes_table(data.notes)]) if found else empty


def _people(data: RoadView) -> list[ExportTable]:
    if data.casualties.empty:
        return []
    killed = road_tables.killed_table(roads.killed_by_year(data.casualties))
    title = f"People killed by calendar year, {data.view.place}"
    return [
        against_plan(data.at(data.casualties), data.measures[PEOPLE], "Casualties"),
        _against_baselines(data),
        _rolling(data, PEOPLE),
        *_years(data, "Casualties", road_tables.casualty_years_table(data.casualties)),
        *_who(data),
        _districts(data),
        tables.frame_table(title, "Killed by year", killed),
    ]


def _collisions(data: RoadView) -> list[ExportTable]:
    if data.collisions.empty:
        return []
    return [
        against_plan(data.at(data.collisions), data.measures[EVENTS], "Collisions"),
        _rolling(data, EVENTS),
        *_years(data, "Collisions", road_tables.collision_years_table(data.collisions)),
    ]


def _against_baselines(data: RoadView) -> ExportTable:
    """Return the latest 12 months beside those of each baseline that a Plan prints."""
    last = data.casualties.iloc[-1]
    rows = [{"what": "Latest 12 months", "start": last["period_start"], "end": last["period_end"]}]
    rows += [
        {"what": f"Baseline: {one.label}", "start": one.start, "end": one.end}
        for one in roads.baselines(data.view.fetch("road_baselines"), data.casualties, data.basis)
    ]
    figures = {row["period_end"]: row for row in records(roads.like_latest(data.casualties))}
    ksi = words.sentence_case(roads.KSI)
    fields: list[Field] = [
        tables.text("What", "what"),
        tables.day("From", "start"),
        tables.day("To", "end"),
        tables.number(f"{ksi}, adjusted", roads.VALUE_OF[roads.ADJUSTED]),
        tables.number(f"{ksi}, as recorded", roads.VALUE_OF[roads.RECORDED]),
        tables.number("Killed", "fatal"),
    ]
    none = dict.fromkeys((*roads.VALUE_OF.values(), "fatal"))
    found = [none | figures.get(pd.Timestamp(row["end"]), {}) | row for row in rows]
    title = f"Casualties against each baseline, {data.view.place}"
    return tables.table(title, "Baselines", found, fields)


def _years(data: RoadView, unit: str, table: pd.DataFrame) -> list[ExportTable]:
    """Return a table of calendar years, nothing where no whole year is known."""
    title = f"{unit} by calendar year, {data.view.place}"
    return [tables.frame_table(title, f"{unit} by year", table)] if len(table) else []


def _rolling(data: RoadView, unit: str) -> ExportTable:
    people = unit == PEOPLE
    rows = data.casualties if people else data.collisions
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
    if roads.is_mixed(rows):
        # Last, as the chart takes columns by their place.
        fields.append((Column(road_tables.DATA), lambda row: roads.DATA_NAMES[row["is_sample"]]))
    what = words.sentence_case(unit)
    title = f"{what} over 12 months, {data.view.place}"
    return tables.table(title, f"{what} 12 months", records(rows), fields, chart=chart)


def _who(data: RoadView) -> list[ExportTable]:
    asked = {who.name: next(iter(data.view.params.get(who.name, ())), "") for who in roads.WHO}
    narrowed = roads.narrowed(data.people(), asked)
    where = f"{data.view.place}, {words.twelve_months_to(data.end)}"
    is_known = roads.has_before(data.casualties, data.basis)
    found = []
    for who in roads.WHO:
        people, only = narrowed.but(who.column)
        parts = roads.breakdown(people, who.column, data.basis, is_before_known=is_known)
        table = road_tables.breakdown_table(parts, who.heading, data.basis)
        title = f"Casualties by {who.heading.lower()}{only}, {where}"
        found.append(tables.frame_table(title, who.heading, table))
    people, only = narrowed.but()
    table = road_tables.severity_table(roads.severities(people, data.basis), data.basis)
    return [
        *found,
        tables.frame_table(f"Casualties by severity{only}, {where}", "Severity", table),
    ]


def _districts(data: RoadView) -> ExportTable:
    table = road_tables.rates_table(roads.rates(data.districts(), data.basis), data.basis)
    return tables.frame_table(
        f"Casualties by district, {words.twelve_months_to(data.end)}",
        "Districts",
        table,
        notes=("By where the collision was; those hurt may live elsewhere, and traffic differs.",),
    )
