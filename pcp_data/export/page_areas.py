"""The workbook of Districts."""

from __future__ import annotations

import pandas as pd

from pcp_data import words
from pcp_data.export import tables
from pcp_data.export.book import NOT_APPLICABLE, SUPPRESSED, Column, ExportTable, NativeChart
from pcp_data.export.page_overview import measure_table
from pcp_data.export.page_shared import filled
from pcp_data.export.tables import Field
from pcp_data.query import records
from pcp_data.screens import district_changes, districts, funnel, hot_spots
from pcp_data.view import View


def district_page(view: View) -> list[ExportTable]:
    """Return one measure by district: now, its change, over time, and against the Plan."""
    filters = view.filters
    offered = view.fetch(
        "district_measures",
        plan=filters.plan,
        priority=filters.priority,
        theme=filters.theme,
        areas=view.district_codes,
        period_end=filters.period_end,
    )
    chosen = districts.chosen_measure(offered, filters.measure)
    if chosen is None:
        empty = "No measure of this Plan has both this priority and this theme."
        return [ExportTable("Districts", "Districts", [Column("Area")], [], (empty,))]
    measure = view.fetch("measure_facts", measure=chosen)[0]
    series = view.rows(
        "district_series",
        measure=chosen,
        areas=view.everywhere,
        period_end=filters.period_end,
    )
    series = districts.with_rates(series, measure)
    style = districts.style_of(series, measure)
    rows = district_changes.change_rows(view, measure, series)
    in_plan = [row for row in rows if row["aim"] and row["area_type"] == "district"]
    against = f"{measure['title']}: districts against the Plan"
    return filled(
        [
            _now(view, measure, series, style),
            _change(view, measure, rows),
            _trend(measure, series, style),
            *_funnel(view, measure, series, style),
            measure_table(against, "Against the Plan", in_plan, view),
            *_small_areas(view),
        ]
    )


def _figures(measure: dict, style: districts.Style) -> list[Field]:
    """Return the columns of a figure and, for counts, of its rate."""
    unit = words.sentence_case(tables.unit_words(measure["unit"]))
    decimals = int(measure["decimals"])
    fields: list[Field] = [
        (
            Column(unit, "decimal", decimals),
            lambda row: tables.figure(row["value"], decimals, row.get("status")),
        )
    ]
    if style.kind == "share":
        fields.append(tables.number("Base", "denominator"))
    if style.kind == "count":
        rate = words.sentence_case(districts.RATE_UNIT)
        fields += [
            tables.number("Residents", "residents"),
            (Column("Residents estimated for", "year"), lambda row: _year(row)),
            tables.number(rate, "compared", style.decimals),
        ]
    return fields


def _year(row: dict) -> int | None:
    year = row["population_year"]
    return None if words.is_missing(year) else int(year)


def _now(view: View, measure: dict, series: pd.DataFrame, style: districts.Style) -> ExportTable:
    end = view.filters.period_end
    rows = pd.concat([districts.at(series, end, "force"), districts.at(series, end)])
    fields: list[Field] = [tables.text("Area", "area_name"), *_figures(measure, style)]
    if style.kind != "value":
        told = districts.apart(districts.at(series, end))
        fields += [
            tables.number("95% interval from", "lower", style.decimals),
            tables.number("95% interval to", "upper", style.decimals),
            (
                Column("Beside the other districts", missing=NOT_APPLICABLE),
                lambda row: told.get(row["area_name"]),
            ),
        ]
    title = f"{measure['title']}: {words.twelve_months_to(end)}"
    return tables.table(
        title, "Districts", records(rows), fields, chart=_bars(title, fields, rows, style)
    )


def _bars(
    title: str, fields: list[Field], rows: pd.DataFrame, style: districts.Style
) -> NativeChart:
    """Return bars of the rates where there are any: counts follow the number of residents."""
    names = [column.title for column, _ in fields]
    rate = words.sentence_case(districts.RATE_UNIT)
    is_rate = style.kind == "count" and rows["compared"].notna().all()
    place = names.index(rate) if is_rate else 1
    return NativeChart("bars", 0, place, names[place], title=f"{title}, beside the whole force")


def _funnel(
    view: View, measure: dict, series: pd.DataFrame, style: districts.Style
) -> list[ExportTable]:
    """Return where each district stands against the limits that chance gives."""
    end = view.filters.period_end
    latest, force = districts.at(series, end), districts.at(series, end, "force")
    latest = latest[latest["compared"].notna()]
    if style.kind != "count" or latest.empty or force["compared"].isna().all():
        return []
    centre = float(force["compared"].iloc[0])
    limits = funnel.limits_at(centre, latest["residents"])
    found = pd.concat(
        [latest.reset_index(drop=True), limits.drop(columns="residents")], axis="columns"
    )
    fields: list[Field] = [
        tables.text("District", "area_name"),
        tables.number("Residents", "residents"),
        tables.number(words.sentence_case(districts.RATE_UNIT), "compared", style.decimals),
        tables.number("Rate of the force", "centre", style.decimals),
        *(
            tables.number(f"{said} limit, {side}", f"{side}_{name}", style.decimals)
            for name, said in (("95", "95%"), ("998", "99.8%"))
            for side in ("lower", "upper")
        ),
        (Column("Where it stands"), lambda row: _stands(row, centre)),
    ]
    title = f"{measure['title']}: funnel plot, {words.twelve_months_to(end)}"
    return [tables.table(title, "Funnel plot", records(found), fields)]


def _stands(row: dict, centre: float) -> str:
    return words.sentence_case(funnel.position(row["compared"], centre, row["residents"]))


def _small_areas(view: View) -> list[ExportTable]:
    """Return the counts of the map of small areas; those of 1 to 4 are suppressed, as there."""
    filters = view.filters
    categories = view.fetch("small_area_categories", period_end=filters.period_end)
    if not hot_spots.are_near(categories, filters):
        return []
    wanted = next(iter(view.params.get("category", ())), None)
    chosen = next((one for one in categories if one["category"] == wanted), categories[0])
    rows = view.rows(
        "small_area_map",
        areas=view.area_codes if filters.districts else view.district_codes,
        category=chosen["category"],
        period_end=chosen["period_end"],
    )
    fields: list[Field] = [
        tables.text("Small area", "lsoa_name"),
        tables.text("Code", "lsoa_code"),
        tables.text("District", "district"),
        (
            Column("Incidents", "whole"),
            lambda row: SUPPRESSED if row["is_few"] else tables.figure(row["incidents"], 0),
        ),
    ]
    period = hot_spots.period_words(chosen["months_present"], chosen["period_end"])
    notes = hot_spots.notes(is_sample=chosen["is_sample"])
    title = f"{chosen['category']} by small area, {period}"
    return [tables.table(title, "Small areas", records(rows), fields, notes=notes)]


def _change(view: View, measure: dict, rows: list[dict]) -> ExportTable:
    found = district_changes.changes(rows)
    versus = district_changes.versus(rows, view.filters)
    decimals, is_share = int(measure["decimals"]), measure["unit"] == "%"
    fields: list[Field] = [
        tables.text("Area", "area_name"),
        tables.number("Latest 12 months", "now", decimals),
        tables.number(words.sentence_case(versus), "then", decimals),
    ]
    if not is_share:
        fields.append(tables.number("Change", "change", decimals))
    name = "Change (percentage points)" if is_share else "Change (%)"
    fields += [
        tables.number(name, "compared", 1),
        tables.number("95% interval from", "lower", 1),
        tables.number("95% interval to", "upper", 1),
        tables.text("What it says", "says"),
        tables.text("Recording change in between", "note"),
    ]
    title = f"{measure['title']}: change since the {versus}"
    return tables.table(title, "Change", records(found), fields)


def _trend(measure: dict, series: pd.DataFrame, style: districts.Style) -> ExportTable:
    fields: list[Field] = [
        tables.text("Area", "area_name"),
        tables.day("12 months from", "period_start"),
        tables.day("12 months to", "period_end"),
        *_figures(measure, style),
    ]
    unit = words.sentence_case(tables.unit_words(measure["unit"]))
    return tables.table(
        f"{measure['title']}: 12-month figures",
        "Over time",
        records(series),
        fields,
        chart=NativeChart("lines", 2, 3, unit, 0),
    )
