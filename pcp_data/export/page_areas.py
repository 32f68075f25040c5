"""The workbooks of Districts and of What changed."""

from __future__ import annotations

import pandas as pd

from pcp_data import words
from pcp_data.export import tables
from pcp_data.export.book import NOT_APPLICABLE, Column, ExportTable, NativeChart
from pcp_data.export.page_overview import measure_fields
from pcp_data.export.page_subjects import filled
from pcp_data.export.tables import Field
from pcp_data.filters import BASELINE, PREVIOUS
from pcp_data.query import records
from pcp_data.screens import district_changes, districts, moves, what_changed
from pcp_data.screens.plan_rows import plan_rows
from pcp_data.view import View


def district_page(view: View) -> list[ExportTable]:
    """Return one measure by district: now, its change, over time, and against the Plan."""
    filters = view.filters
    codes = [one.id for one in view.choices.districts]
    offered = records(
        view.rows(
            "district_measures",
            plan=filters.plan,
            priority=filters.priority,
            theme=filters.theme,
            areas=codes,
            period_end=filters.period_end,
        )
    )
    chosen = districts.chosen_measure(offered, filters.measure)
    if chosen is None:
        empty = "No measure of this Plan has both this priority and this theme."
        return [ExportTable("Districts", "Districts", [Column("Area")], [], (empty,))]
    measure = records(view.rows("measure_facts", measure=chosen))[0]
    series = view.rows(
        "district_series",
        measure=chosen,
        areas=[view.choices.home.id, *codes],
        period_end=filters.period_end,
    )
    series = districts.with_rates(series, measure)
    style = districts.style_of(series, measure)
    rows = plan_rows(view, measure=chosen, areas=codes)
    return filled(
        [
            _now(view, measure, series, style),
            _change(view, measure, series, rows),
            _trend(measure, series, style),
            tables.table(
                f"{measure['title']}: districts against the Plan",
                "Against the Plan",
                rows,
                measure_fields(view, view.sources),
            ),
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
        fields += [
            tables.number("95% interval from", "lower", style.decimals),
            tables.number("95% interval to", "upper", style.decimals),
        ]
    title = f"{measure['title']}: {words.twelve_months_to(end)}"
    unit = words.sentence_case(tables.unit_words(measure["unit"]))
    chart = NativeChart("bars", 0, 1, unit, title=f"{title}, with the force as a whole")
    return tables.table(title, "Districts", records(rows), fields, chart=chart)


def _change(view: View, measure: dict, series: pd.DataFrame, rows: list[dict]) -> ExportTable:
    filters, end = view.filters, view.filters.compare_end
    if filters.compare == BASELINE:
        ends = [row["baseline_end"] for row in rows if row["baseline_end"] is not None]
        end = ends[0] if ends else filters.but(compare=PREVIOUS).compare_end
    found = district_changes.changes(series, filters.period_end, end, measure)
    decimals, is_share = int(measure["decimals"]), measure["unit"] == "%"
    fields: list[Field] = [
        tables.text("Area", "area_name"),
        tables.number("Latest 12 months", "now", decimals),
        tables.number(words.sentence_case(words.twelve_months_to(end)), "then", decimals),
    ]
    if not is_share:
        fields.append(tables.number("Change", "change", decimals))
    name = "Change (percentage points)" if is_share else "Change (%)"
    fields += [
        tables.number(name, "compared", 1),
        tables.number("95% interval from", "lower", 1),
        tables.number("95% interval to", "upper", 1),
        (Column("What it says"), lambda row: row["clear"] or row["reason"]),
    ]
    title = f"{measure['title']}: change since the {words.twelve_months_to(end)}"
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


def changed_page(view: View) -> list[ExportTable]:
    """Return the unusual months and the largest moves of the view."""
    filters = view.filters
    chosen = {"plan": filters.plan, "priority": filters.priority, "theme": filters.theme}
    watched = view.areas if filters.districts else (view.choices.home, *view.choices.districts)
    rows = records(
        view.rows(
            "changed_signals",
            also=None,
            areas=[one.id for one in watched],
            period_end=filters.period_end,
            **chosen,
        )
    )
    changes = view.rows(
        "changed_moves",
        areas=view.area_codes,
        period_end=filters.period_end,
        compare_end=None if filters.compare == PREVIOUS else filters.compare_end,
        **chosen,
    )
    kinds = ["previous"]
    if filters.compare != PREVIOUS:
        kinds.insert(0, "baseline" if filters.compare_end is None else "chosen")
    rule = records(view.rows("spc_rule"))[0]
    said = [*what_changed.rules(rule), *what_changed.method(rule), *what_changed.differences(rule)]
    return [
        _signals(rows, view),
        *(_moves(changes, kind) for kind in kinds),
        tables.frame_table(
            "How unusual is decided", "Rules", pd.DataFrame({"Rule or method": said})
        ),
    ]


def _signals(rows: list[dict], view: View) -> ExportTable:
    month = view.filters.period_end
    by_key = {(row["measure_id"], row["area_code"]): row for row in rows}
    found = [
        by_key[one.measure_id, one.area_code] | {"signal": one}
        for one in what_changed.signals(rows, month)
    ]
    fields: list[Field] = [
        tables.text("Measure", "title"),
        tables.text("Area", "area_name"),
        (Column("Month", "month"), lambda row: row["signal"].month),
        tables.unit(),
        tables.value("Value", "value"),
        tables.value("Lower limit", "lower_limit"),
        tables.value("Average", "centre"),
        tables.value("Upper limit", "upper_limit"),
        (Column("Why it is unusual"), lambda row: words.sentence_case(row["signal"].reason)),
        (Column("Means"), lambda row: words.sentence_case(row["signal"].meaning.word)),
        (Column("Since"), lambda row: row["signal"].since or "New this month"),
        (Column("Caveat", missing=NOT_APPLICABLE), lambda row: row["signal"].caveat or None),
    ]
    return tables.table(
        f"Unusual months, {words.month_name(month)}", "Unusual months", found, fields
    )


def _moves(changes: pd.DataFrame, kind: str) -> ExportTable:
    found = moves.moves(changes, kind)
    title = f"Changes beyond chance since {moves.KINDS[kind]}"
    sheet = f"Changes on {kind}" if kind != "chosen" else "Changes on chosen months"
    return tables.frame_table(title, sheet, pd.DataFrame(moves.move_rows(found)))
