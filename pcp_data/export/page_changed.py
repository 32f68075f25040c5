"""The workbook of What changed: unusual months, the months around them, and the largest moves."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pcp_data import words
from pcp_data.export import tables
from pcp_data.export.book import NOT_APPLICABLE, Column, ExportTable
from pcp_data.export.tables import Field, Row
from pcp_data.screens import moves, what_changed
from pcp_data.screens.charted import charted
from pcp_data.screens.moves import Move
from pcp_data.screens.what_changed import Signal
from pcp_data.view import View

LIMITS_SAY = (
    "Between the limits lies what chance and the usual ups and downs would give. Where a series is "
    "adjusted for season, its limits and average are those of the month."
)


def changed_page(view: View) -> list[ExportTable]:
    """Return the unusual months and the largest moves of the view."""
    filters = view.filters
    rows = charted(view, view.area_codes if filters.districts else view.everywhere)
    found = what_changed.signals(rows, filters.period_end)
    changes = moves.move_rows(view)
    return [
        signal_table(found, f"Unusual months, {words.month_name(filters.period_end)}"),
        *_control_charts(view, rows, found),
        *(_moves(changes, kind) for kind in moves.kinds(filters)),
        _rules(view),
    ]


def signal_table(found: Sequence[Signal], title: str) -> ExportTable:
    """Return the unusual months with their values and limits as numbers."""
    rows = [one.row | {"signal": one} for one in found]
    fields: list[Field] = [
        tables.text("Measure", "title"),
        tables.text("Area", "area_name"),
        (Column("Month", "month"), lambda row: row["signal"].month),
        tables.unit(),
        *limit_fields(),
        (Column("Why it is unusual"), lambda row: words.sentence_case(row["signal"].reason)),
        (Column("Means"), lambda row: words.sentence_case(row["signal"].meaning.word)),
        (Column("Unusual since", "month"), lambda row: tables.as_day(row["since"])),
        (Column("New this month"), lambda row: row["signal"].is_new),
        (Column("Caveat", missing=NOT_APPLICABLE), lambda row: row["signal"].caveat or None),
    ]
    return tables.table(title, "Unusual months", rows, fields, notes=(LIMITS_SAY,))


def limit_fields() -> list[Field]:
    """Return the columns of a month's value beside its control limits."""
    return [
        tables.value("Value", "value"),
        tables.marks(),
        tables.value("Lower limit", "lower_limit"),
        tables.value("Average", "centre"),
        tables.value("Upper limit", "upper_limit"),
        tables.flag("Adjusted for season", "is_seasonally_adjusted"),
    ]


def _control_charts(view: View, rows: Sequence[dict], found: Sequence[Signal]) -> list[ExportTable]:
    """Return every month of the series that are unusual, or of the first that can be charted."""
    keys = {(one.measure_id, one.area_code) for one in found}
    keys = keys or {(row["measure_id"], row["area_code"]) for row in rows[:1]}
    if not keys:
        return []
    limits = view.fetch(
        "export_limits",
        measures=sorted({measure for measure, _ in keys}),
        areas=sorted({area for _, area in keys}),
        period_end=view.filters.period_end,
    )
    shown = [row for row in limits if (row["measure_id"], row["area_code"]) in keys]
    fields: list[Field] = [
        tables.text("Measure", "title"),
        tables.text("Area", "area_name"),
        (Column("Month", "month"), lambda row: tables.as_day(row["period_end"])),
        tables.unit(),
        *limit_fields(),
        tables.base(),
        tables.text("Rule met", "rule"),
    ]
    what = "the series that are unusual" if found else "the first series that can be charted"
    title = f"Control charts of {what}, month by month"
    return [tables.table(title, "Control charts", shown, fields, notes=(LIMITS_SAY,))]


def _moves(changes: Sequence[dict], kind: str) -> ExportTable:
    versus = moves.KINDS[kind]
    fields: list[Field] = [
        (Column("Measure"), lambda move: move.title),
        (Column("Area"), lambda move: move.area),
        (Column("Unit"), lambda move: tables.unit_words(move.row["unit"])),
        (Column("12 months to", "date"), lambda move: tables.as_day(move.row["period_end"])),
        (Column("Latest 12 months", "decimal"), lambda move: _figure(move.row, "value")),
        (
            Column("Compared with 12 months to", "date"),
            lambda move: tables.as_day(move.row["compare_end"]),
        ),
        (Column("Compared with", "decimal"), lambda move: _figure(move.row, "compare_value")),
        (Column("Change", "decimal"), _change),
        (Column("Change (%)", "decimal", 1), _percent),
        *_interval_fields(),
        (Column("Verdict"), lambda move: words.sentence_case(move.verdict.word)),
        (Column("Caveat", missing=NOT_APPLICABLE), lambda move: move.caveat or None),
    ]
    cells = [cell for _, cell in fields]
    return ExportTable(
        f"Changes beyond chance since {versus}",
        {"chosen": "Changes on chosen months"}.get(kind, f"Changes on {kind}"),
        [column for column, _ in fields],
        [tuple(cell(one) for cell in cells) for one in moves.moves(changes, kind)],
        (
            f"Only changes that chance alone would not give (95% intervals). {tables.CHANGE_SAYS}",
            "An interval is in per cent for counts, and in percentage points for per cents. One "
            f"without an upper end has {NOT_APPLICABLE} there.",
        ),
    )


def _interval_fields() -> list[Field]:
    return [
        (
            Column("95% interval of the change in"),
            lambda move: "percentage points" if move.row["unit"] == "%" else "per cent",
        ),
        (
            Column("95% interval from", "decimal", 1),
            lambda move: tables.figure(move.row["lower"], 1),
        ),
        (Column("95% interval to", "decimal", 1), lambda move: _upper(move.row["upper"])),
    ]


def _figure(row: Row, name: str) -> object:
    return tables.figure(row[name], row["decimals"])


def _change(move: Move) -> object:
    is_share = move.row["unit"] == "%"
    change = move.row["value"] - move.row["compare_value"]
    return tables.figure(change, 1 if is_share else move.row["decimals"])


def _percent(move: Move) -> object:
    if move.row["unit"] == "%":
        return NOT_APPLICABLE
    before = move.row["compare_value"]
    return tables.figure(100 * (move.row["value"] - before) / before, 1) if before else None


def _upper(value: float) -> object:
    return NOT_APPLICABLE if math.isinf(value) else tables.figure(value, 1)


def _rules(view: View) -> ExportTable:
    rule = view.fetch("spc_rule")[0]
    rows = [
        {"part": part, "said": one}
        for part, said in (
            ("A month is unusual when", what_changed.rules(rule)),
            ("How the limits are worked out", what_changed.method(rule)),
            ("Where this differs from other tools", what_changed.differences(rule)),
        )
        for one in said
    ]
    fields = [tables.text("Part", "part"), tables.text("Rule or method", "said")]
    return tables.table("How unusual is decided", "Rules", rows, fields)
