"""The workbook of Victims and the public. What is hidden on screen is [c] here."""

from __future__ import annotations

import pandas as pd

from pcp_data import words
from pcp_data.export import tables
from pcp_data.export.book import SUPPRESSED, Column, ExportTable, NativeChart
from pcp_data.export.page_overview import measure_table
from pcp_data.export.page_shared import filled, notes_table, outside
from pcp_data.export.tables import Field, Row
from pcp_data.filters import PREVIOUS
from pcp_data.query import records
from pcp_data.screens import asked, satisfaction, surveys
from pcp_data.screens.asked import Asked
from pcp_data.screens.plan_rows import plan_rows
from pcp_data.screens.surveys import Bases
from pcp_data.view import View


def victims(view: View) -> list[ExportTable]:
    """Return satisfaction by crime type, by district and over time, and every survey answer."""
    topic, bases = asked.asked(view), surveys.bases_of(view)
    notes = view.rows("survey_notes", areas=[view.choices.home.id, *view.area_codes])
    missing = [
        *([] if topic.has_groups else [asked.SATISFACTION]),
        *([] if topic.has_questions else [asked.PUBLIC]),
    ]
    said = [outside(view, " or of ".join(missing), "Not in this view")] if missing else []
    if len(missing) == 2:
        return said
    satisfied = _satisfied(view, topic, bases) if topic.has_groups else []
    public = [_surveys(view, topic, bases)] if topic.has_questions else []
    return [*said, *filled([*satisfied, *public, notes_table(topic.notes(notes))])]


def _satisfied(view: View, topic: Asked, bases: Bases) -> list[ExportTable]:
    """Return satisfaction by crime type, by district and over time."""
    main, everywhere, filters = view.main_area, view.everywhere, view.filters
    rows = view.rows("satisfaction_groups", areas=everywhere, ends=_ends(view))
    rows = satisfaction.shown(topic.satisfaction(rows), bases)
    is_now = rows["period_end"].eq(pd.Timestamp(filters.period_end))
    period = words.twelve_months_to(filters.period_end)
    here = satisfaction.ranked(satisfaction.at(rows, filters.period_end, main.id))
    return [
        _against_plan(view, rows, bases),
        _satisfaction(f"Satisfaction by crime type, {main.title}, {period}",
                      "By crime type", here, bases),
        _satisfaction(f"Satisfaction by district, {period}", "By district",
                      _in_order(rows[is_now], everywhere), bases),
        _satisfaction(f"Satisfaction in the periods compared with, {main.title}",
                      "Compared with",
                      _in_order(rows[rows["area_code"].eq(main.id) & ~is_now], everywhere), bases),
        _trend(view, here, main.id, main.title, bases),
    ]  # fmt: skip


def _in_order(rows: pd.DataFrame, areas: list[str]) -> pd.DataFrame:
    """Return the rows by group, all victims first, then by period and by area."""
    place = {area: number for number, area in enumerate(areas)}
    keyed = rows.assign(apart=rows["group"].ne("All victims"), place=rows["area_code"].map(place))
    ordered = keyed.sort_values(["apart", "group", "period_end", "place"], kind="stable")
    return ordered.drop(columns=["apart", "place"])


def _ends(view: View) -> list:
    """Return the ends of every 12 months that the page shows or compares with."""
    filters = view.filters
    baselines = view.rows("satisfaction_baselines", plan=filters.plan)["baseline_end"].dropna()
    ends = {filters.period_end, filters.but(compare=PREVIOUS).compare_end, filters.compare_end}
    ends |= {words.as_date(one) for one in baselines}
    return sorted(one for one in ends if one is not None)


def _against_plan(view: View, rows: pd.DataFrame, bases: Bases) -> ExportTable:
    """Return the Plan's rows of satisfaction; [c] for what rests on too few people."""
    measures = set(rows["measure_id"])
    asked = {
        (row["measure_id"], row["area_code"], tables.as_day(row["period_end"])): row["denominator"]
        for row in records(rows)
    }
    ends = {
        "previous": view.filters.but(compare=PREVIOUS).compare_end,
        "compare": view.filters.compare_end,
    }
    found = []
    for row in plan_rows(view):
        if row["measure_id"] not in measures:
            continue
        sides = ends | {"baseline": tables.as_day(row["baseline_end"])}
        key = (row["measure_id"], row["area_code"])
        base = asked.get((*key, view.filters.period_end))
        small = [side for side, end in sides.items() if bases.hides(asked.get((*key, end)))]
        caveat = satisfaction.base_caveat(base, bases) or row["caveat"]
        row = row | {"base": base, "caveat": caveat}
        found.append(_withheld(row, bases.hides(base), small))
    title = "Satisfaction: against the Plan"
    surveyed = tables.number("People surveyed", "base")
    return measure_table(title, "Against the Plan", found, view, [surveyed])


def _withheld(row: dict, is_hidden: bool, small: list[str]) -> dict:
    """Return a row that says which of its figures are withheld."""
    sides = ("baseline", "previous", "compare")
    names = {f"{side}_value" for side in small} | ({"value"} if is_hidden else set())
    for side in sides if is_hidden else small:
        names |= {f"{kind}change_on_{side}" for kind in ("", "percent_", "point_")}
    return row | {"hidden": names} | ({"verdict": "not judged"} if is_hidden else {})


def shown(name: str, column: str) -> Field:
    """Return a column of per cents; [c] where too few were asked, or a return suppressed it."""
    return Column(name, "decimal", 1), lambda row: _share(row, column)


def _share(row: Row, column: str) -> object:
    if row["is_hidden"] or (row.get("status") == "suppressed" and column == "value"):
        return SUPPRESSED
    return tables.figure(row[column], 1)


def _satisfaction(title: str, sheet: str, rows: pd.DataFrame, bases: Bases) -> ExportTable:
    noted = rows.assign(said=surveys.notes(rows, bases, "denominator"))
    fields: list[Field] = [
        tables.text("Victims", "group"),
        tables.text("Area", "area_name"),
        tables.day("12 months from", "period_start"),
        tables.day("12 months to", "period_end"),
        shown("Satisfied (%)", "value"),
        shown("95% interval from (%)", "lower"),
        shown("95% interval to (%)", "upper"),
        tables.number("People surveyed", "denominator"),
        tables.text("Note", "said"),
    ]
    by_group = NativeChart("bars", 0, 4, "Satisfied (%)") if sheet == "By crime type" else None
    return tables.table(title, sheet, records(noted), fields, notes=(_rule(bases),), chart=by_group)


def _rule(bases: Bases) -> str:
    return (
        f"Shares of fewer than {bases.hide} people are not shown; those of fewer than "
        f"{bases.grey} are to be read with care. Intervals are Wilson’s."
    )


def _trend(view: View, here: pd.DataFrame, area: str, name: str, bases: Bases) -> ExportTable:
    parts = []
    for row in here.itertuples():
        series = view.rows(
            "measure_twelve_months",
            measure=row.measure_id,
            areas=[area],
            period_end=view.filters.period_end,
        )
        parts.append(series[series["denominator"].notna()].assign(title=row.title))
    if not parts:
        return ExportTable("Satisfaction over time", "Over time", [Column("Victims")], [])
    rows = satisfaction.shown(pd.concat(parts), bases)
    return _satisfaction(f"Satisfaction over time, {name}", "Over time", rows, bases)


def _surveys(view: View, topic: Asked, bases: Bases) -> ExportTable:
    areas = [*view.everywhere, f"PEER:{view.choices.home.id}"]
    rows = view.rows("survey_answers", areas=areas, period_end=view.filters.period_end)
    rows = surveys.survey_rows(topic.answers(rows), bases)
    noted = rows.assign(said=surveys.notes(rows, bases))
    fields: list[Field] = [
        tables.text("Survey", "survey_title"),
        tables.day("From", "period_start"),
        tables.day("To", "period_end"),
        tables.text("Area", "area_name"),
        tables.text("Question", "question"),
        tables.text("Answer", "answer"),
        shown("Per cent", "value"),
        shown("95% interval from (%)", "lower"),
        shown("95% interval to (%)", "upper"),
        tables.number("People asked", "base"),
        tables.text("Note", "said"),
    ]
    return tables.table(
        "Surveys of the public, each by itself",
        "Surveys",
        records(noted),
        fields,
        notes=("Different surveys ask different people different questions: never one series.",),
    )
