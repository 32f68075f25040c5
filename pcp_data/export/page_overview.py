"""The workbook of Overview: every measure of the view, and the figures behind its trend lines."""

from __future__ import annotations

from collections.abc import Sequence

from pcp_data import words
from pcp_data.export import tables
from pcp_data.export.book import NOT_APPLICABLE, Column, ExportTable
from pcp_data.export.tables import Field, Row
from pcp_data.filters import BASELINE, PREVIOUS
from pcp_data.screens.overview import sections, why_missing
from pcp_data.screens.plan_rows import plan_rows
from pcp_data.view import View


def overview(view: View) -> list[ExportTable]:
    """Return the measures of a Plan with their comparisons, and their trends."""
    rows = ordered(view, plan_rows(view))
    title = f"{_plan(view)}: measures, {words.twelve_months_to(view.filters.period_end)}"
    measures = measure_table(title, "Measures", rows, view)
    trend = view.fetch(
        "export_trend",
        areas=view.area_codes,
        measures=[row["measure_id"] for row in rows],
        period_end=view.filters.period_end,
    )
    return [measures, tables.table(f"{_plan(view)}: five years", "Trends", trend, TREND)]


def measure_table(
    title: str, sheet: str, rows: list[dict], view: View, more: Sequence[Field] = ()
) -> ExportTable:
    """Return the rows of measures with what they compare with, the verdict and the caveat.

    `more` are columns to stand after the latest figure.
    """
    fields = measure_fields(view, view.sources)
    place = [column.title for column, _ in fields].index("Marks")
    fields[place:place] = more
    return tables.table(title, sheet, rows, fields, notes=(tables.CHANGE_SAYS,))


def ordered(view: View, rows: list[dict]) -> list[dict]:
    """Return the rows in the order of the page, parts under their parents."""
    place: dict[tuple, int] = {}
    for section in sections(rows, {}, view.sources, view.filters):
        for line in section.lines:
            place.setdefault((section.priority_id, line.measure_id, line.area), len(place))
    return sorted(
        rows, key=lambda row: place[row["priority_id"], row["measure_id"], row["area_name"]]
    )


def _plan(view: View) -> str:
    return view.choices.plan(view.filters.plan).title


def measure_fields(view: View, sources: dict[str, str]) -> list[Field]:
    """Return the columns of a table of measures, for what the view compares with."""
    titles = {one.id: one.title for one in view.choices.measures}
    versus = "baseline" if view.filters.compare == BASELINE else "compare"
    name = "Baseline" if versus == "baseline" else "Compared with"
    end = tables.as_day(view.filters.period_end)
    fields: list[Field] = [
        tables.text("Measure", "title"),
        tables.text("Area", "area_name"),
        (
            Column("Part of", missing=NOT_APPLICABLE),
            lambda row: titles.get(row["parent_measure_id"]),
        ),
        tables.text("Priority", "priority_title"),
        tables.unit(),
        (Column("12 months to", "date"), lambda row: end),
        tables.value("Latest 12 months", "value"),
        tables.marks(),
        *_period(view, name),
        *_compared(versus, name),
    ]
    if view.filters.compare != PREVIOUS:
        fields += _compared("previous", "Previous 12 months")
    return [
        *fields,
        (Column("Verdict"), lambda row: words.sentence_case(row["verdict"] or "no figures")),
        (Column("Caveat", missing=NOT_APPLICABLE), lambda row: _caveat(row, sources, view)),
        (
            Column("Source", missing=NOT_APPLICABLE),
            lambda row: sources.get(row["source_id"]),
        ),
    ]


def _period(view: View, name: str) -> list[Field]:
    if name == "Baseline":
        none = NOT_APPLICABLE  # the Plan prints none
        return [
            tables.day("Baseline from", "baseline_start", missing=none),
            tables.day("Baseline to", "baseline_end", missing=none),
        ]
    end = tables.as_day(view.filters.compare_end)
    return [(Column("Compared with 12 months to", "date"), lambda row: end)]


def _compared(side: str, name: str) -> list[Field]:
    return [
        tables.value(name, f"{side}_value"),
        (Column(f"Change on {_lower(name)}", "decimal"), lambda row: _change(row, side)),
        (
            Column(f"Change on {_lower(name)} (%)", "decimal", 1),
            lambda row: (
                NOT_APPLICABLE
                if row["unit"] == "%"
                else tables.known(row, f"percent_change_on_{side}", 1)
            ),
        ),
    ]


def _lower(name: str) -> str:
    return "comparison" if name == "Compared with" else name.lower()


def _change(row: Row, side: str) -> object:
    """Return a change in the unit of the row; of a per cent it is in percentage points."""
    if row["unit"] == "%":
        return tables.known(row, f"point_change_on_{side}", 1)
    return tables.known(row, f"change_on_{side}", row["decimals"])


def _caveat(row: Row, sources: dict[str, str], view: View) -> str | None:
    if words.is_missing(row["value"]):
        return why_missing(row, sources, view.filters)
    return row["caveat"] or None


TREND = [
    tables.text("Measure", "title"),
    tables.text("Area", "area_name"),
    tables.unit(),
    tables.day("12 months from", "period_start"),
    tables.day("12 months to", "period_end"),
    tables.value("Value", "value"),
    tables.marks(),
    tables.text("Source", "source_title"),
]
