"""The rows of a Plan for the reader's view: read, and judged on what they compare with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pcp_data.filters import BASELINE, Filters
from pcp_data.screens.overview import with_comparison
from pcp_data.view import View

TREND_MONTHS = 60


def plan_rows(
    state: View, *, measure: str | None = None, areas: Sequence[str] | None = None
) -> list[dict]:
    """Return the measures of the view in the Plan's order, or one measure, with their figures.

    Each row has the columns of queries/pages/plan_places.sql and plan_figures.sql. One measure
    is found whatever the priority and theme are; `areas` are those of the view unless given.
    """
    filters, areas = state.filters, list(areas or state.area_codes)
    month = filters.period_end
    asked = {"plan": filters.plan, "measure": measure, "year": month.year}
    by_place = {
        _place(row): row
        for area in areas
        for row in state.fetch("plan_figures", area=area, **asked)
        if row["period_end"] == month
    }
    rows = [
        place | by_place[_place(place)]
        for place in state.fetch("plan_places", plan=filters.plan, areas=areas)
        if (place["measure_id"] == measure if measure else _is_wanted(place, filters))
    ]
    if filters.compare == BASELINE:
        return rows
    compared_with = state.fetch(
        "plan_compared",
        areas=areas,
        period_end=month,
        compare_end=filters.compare_end,
    )
    return with_comparison(rows, compared_with)


def _place(row: dict) -> tuple[str, str, str]:
    return row["priority_id"], row["measure_id"], row["area_code"]


def _is_wanted(place: dict, filters: Filters) -> bool:
    has_priority = filters.priority in (None, place["priority_id"])
    return has_priority and (filters.theme is None or filters.theme in place["themes"])


def trends(state: View) -> dict[tuple[str, str], list[float | None]]:
    """Return the 12-month figures of the five years to the month shown, by measure and area.

    A month without one stays in the list as None.
    """
    end = _months(state.filters.period_end)
    found = {}
    for row in state.fetch("plan_trends", areas=state.area_codes):
        known = max(0, end - _months(row["first_end"]) + 1)
        first = max(0, known - TREND_MONTHS)
        found[row["measure_id"], row["area_code"]] = row["trend"][first:known]
    return found


def _months(day: date) -> int:
    return 12 * day.year + day.month
