"""The workbook of Roads: people hurt and collisions, each in tables of its own."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from pcp_data import words
from pcp_data.export import tables
from pcp_data.export.book import ExportTable, NativeChart
from pcp_data.export.page_shared import PERIOD, against_plan, filled, notes_table
from pcp_data.export.tables import Field
from pcp_data.query import records
from pcp_data.screens import road_tables, roads
from pcp_data.view import View


def road_page(view: View) -> list[ExportTable]:
    """Return people hurt on the roads and collisions, each in tables of its own."""
    series = view.rows("road_series", areas=view.area_codes, period_end=view.filters.period_end)
    casualties, collisions = (roads.of_unit(series, one) for one in ("casualty", "collision"))
    if casualties.empty:
        rows, unit, title = (
            (casualties, "casualty", "Casualties")
            if collisions.empty
            else (collisions, "collision", f"Collisions over 12 months, {view.place}")
        )
        return [
            _rolling(unit, title, rows),
            *_years("Collisions", road_tables.collision_years_table(collisions), view.place),
        ]
    end = casualties.iloc[-1]["period_end"]
    shown = replace(view, filters=view.filters.but(month=f"{end:%Y-%m}"))
    wanted = next(iter(view.params.get("basis", ())), roads.ADJUSTED)
    basis = roads.usable_basis(casualties, wanted if wanted in roads.BASES else roads.ADJUSTED)
    place = view.place
    notes = view.rows(
        "topic_notes", topics=["roads"], areas=[view.choices.home.id, *view.area_codes]
    )
    return filled(
        [
            *_against_plan(shown),
            _against_baselines(view, casualties, basis),
            _rolling("casualty", f"Casualties over 12 months, {place}", casualties),
            *_years("Casualties", road_tables.casualty_years_table(casualties), place),
            _rolling("collision", f"Collisions over 12 months, {place}", collisions),
            *_years("Collisions", road_tables.collision_years_table(collisions), place),
            *_who(shown, casualties, basis, place),
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


def _against_baselines(view: View, casualties: pd.DataFrame, basis: str) -> ExportTable:
    """Return the latest 12 months beside those of each baseline that a Plan prints."""
    last = casualties.iloc[-1]
    rows = [{"what": "Latest 12 months", "start": last["period_start"], "end": last["period_end"]}]
    rows += [
        {"what": f"Baseline: {one.label}", "start": one.start, "end": one.end}
        for one in roads.baselines(view.fetch("road_baselines"), casualties, basis)
    ]
    figures = {row["period_end"]: row for row in records(roads.like_latest(casualties))}
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
    title = f"Casualties against each baseline, {view.place}"
    return tables.table(title, "Baselines", found, fields)


def _years(unit: str, table: pd.DataFrame, place: str) -> list[ExportTable]:
    """Return a table of calendar years, nothing where no whole year is known."""
    title = f"{unit} by calendar year, {place}"
    return [tables.frame_table(title, f"{unit} by year", table)] if len(table) else []


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


def _who(view: View, casualties: pd.DataFrame, basis: str, place: str) -> list[ExportTable]:
    people = view.rows("road_people", areas=view.area_codes, period_end=view.filters.period_end)
    period = words.twelve_months_to(view.filters.period_end)
    chosen = {
        name: next((one for one in view.params.get(name, ()) if one != "all"), "")
        for name in ("mode", "age")
    }
    known = {"mode": set(people["mode"]), "age": set(people["age_group"])}
    mode, age = (chosen[name] if chosen[name] in known[name] else "" for name in ("mode", "age"))
    people = roads.narrowed(people, mode=mode, age_group=age)
    only = roads.only(mode, age)
    is_known = roads.has_before(casualties, basis)
    found = []
    for by, heading in (("mode", "Mode of travel"), ("age_group", "Age group"), ("sex", "Sex")):
        parts = roads.breakdown(people, by, basis, is_before_known=is_known)
        table = road_tables.breakdown_table(parts, heading, basis)
        title = f"Casualties by {heading.lower()}{only}, {place}, {period}"
        found.append(tables.frame_table(title, heading, table))
    table = road_tables.severity_table(roads.severities(people, basis), basis)
    title = f"Casualties by severity{only}, {place}, {period}"
    return [*found, tables.frame_table(title, "Severity", table)]


def _districts(view: View, basis: str) -> ExportTable:
    rows = view.rows(
        "road_districts",
        areas=view.district_codes,
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
