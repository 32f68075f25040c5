"""The rows of a Plan for the reader's view: read, and judged on what they compare with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from types import MappingProxyType

from pcp_data import words
from pcp_data.comparisons import break_between, compared
from pcp_data.filters import BASELINE, Filters
from pcp_data.query import Row
from pcp_data.view import View

TREND_MONTHS = 60
COMPARED = ("value", "numerator", "denominator", "source_id", "is_sample", "start", "end")
NOTHING = {f"compare_{name}": None for name in COMPARED}


def plan_rows(
    state: View, *, measure: str | None = None, areas: Sequence[str] | None = None
) -> list[Row]:
    """Return the measures of the view in the Plan's order, or one measure, with their figures.

    Each row has the columns of queries/pages/plan_places.sql and plan_figures.sql. One measure
    is found whatever the priority and theme are; `areas` are those of the view unless given.
    """
    filters, areas = state.filters, tuple(areas or state.area_codes)
    asked = ("plan rows", filters.plan, areas, filters.period_end)
    rows = [
        row
        for row in state.once(asked, lambda: _placed(state, areas))
        if (row["measure_id"] == measure if measure else is_wanted(row, filters))
    ]
    if filters.compare == BASELINE:
        return rows
    return with_comparison(state, rows, filters.compare_end)


def _placed(state: View, areas: Sequence[str]) -> tuple[Row, ...]:
    """Return all measures of the view's Plan in some areas, with the figures of its month."""
    filters = state.filters
    figures = {
        _place(row): row
        for area in areas
        for row in state.held(
            "plan_figures", plan_id=filters.plan, area_code=area, period_end=filters.period_end
        )
    }
    return tuple(
        MappingProxyType(place | figures[_place(place)])
        for place in state.grouped("plan_places", "plan_id").get(filters.plan, ())
        if place["area_code"] in areas
    )


def with_comparison(state: View, rows: Sequence[Row], end: date) -> list[dict]:
    """Return the rows of the month shown, judged against the 12 months to the end of another."""
    areas = {row["area_code"] for row in rows}
    then = {
        _series(row): row
        for area in areas
        for row in state.held("plan_compared", area_code=area, compare_end=end)
    }
    breaks = state.once("series breaks", lambda: _breaks(state))
    ends = (end, state.filters.period_end)
    starts = [words.year_start(one) for one in ends]
    merged = [row | then.get(_series(row), NOTHING) for row in rows]
    for row in merged:
        row["compare_break"] = break_between(breaks.get(_series(row), ()), starts, ends)
    return compared(merged)


def _breaks(state: View) -> Mapping[tuple[str, str], Sequence[tuple[date, str]]]:
    """Return the series breaks of those series that have any."""
    rows = chain.from_iterable(state.grouped("plan_trends", "area_code").values())
    return MappingProxyType({_series(row): row["breaks"] for row in rows if row["breaks"]})


def _series(row: Mapping[str, object]) -> tuple[str, str]:
    return row["measure_id"], row["area_code"]


def _place(row: Row) -> tuple[str, str, str]:
    return row["priority_id"], row["measure_id"], row["area_code"]


def is_wanted(place: Mapping[str, object], filters: Filters) -> bool:
    """Return whether a place of a measure in a Plan has the chosen priority and theme."""
    has_priority = filters.priority in (None, place["priority_id"])
    return has_priority and (filters.theme is None or filters.theme in place["themes"])


def kept(state: View, measures: Iterable[str]) -> list[str]:
    """Return those of the measures that the chosen priority and theme have, in the order given.

    All of them where neither is chosen, those in no Plan too.
    """
    filters = state.filters
    if filters.priority is None and filters.theme is None:
        return list(measures)
    wanted = {
        place["measure_id"]
        for place in state.grouped("plan_places", "plan_id").get(filters.plan, ())
        if is_wanted(place, filters)
    }
    return [one for one in measures if one in wanted]


def outside_words(state: View, what: str) -> str:
    """Return that the chosen priority and theme have no measure of this."""
    plan = state.choices.plan(state.filters.plan)
    return f"{plan.title} has no measure of {what} in {words.list_of(choices_in_words(state))}."


def choices_in_words(state: View) -> list[str]:
    """Return the chosen priority and theme in words, as many as are chosen."""
    filters, plan = state.filters, state.choices.plan(state.filters.plan)
    named = [f"the priority {one.title}" for one in plan.priorities if one.id == filters.priority]
    return named + [f"the theme {one.title}" for one in plan.themes if one.id == filters.theme]


def trends(state: View) -> Mapping[tuple[str, str], Sequence[float | None]]:
    """Return the 12-month figures of the five years to the month shown, by measure and area.

    A month without one stays in the list as None.
    """
    asked = ("trends", tuple(state.area_codes), state.filters.period_end)
    return state.once(asked, lambda: MappingProxyType(_trends(state)))


def _trends(state: View) -> dict[tuple[str, str], Sequence[float | None]]:
    end = _months(state.filters.period_end)
    found, by_area = {}, state.grouped("plan_trends", "area_code")
    for row in chain.from_iterable(by_area.get(area, ()) for area in state.area_codes):
        known = max(0, end - _months(row["first_end"]) + 1)
        first = max(0, known - TREND_MONTHS)
        found[row["measure_id"], row["area_code"]] = row["trend"][first:known]
    return found


def _months(day: date) -> int:
    return 12 * day.year + day.month
