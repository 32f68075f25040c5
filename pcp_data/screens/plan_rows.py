"""The rows of a Plan for the reader's view: read, and judged on what they compare with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pcp_data.filters import BASELINE
from pcp_data.screens.overview import with_comparison
from pcp_data.view import View

TREND_MONTHS = 60


def plan_rows(
    state: View, *, measure: str | None = None, areas: Sequence[str] | None = None
) -> list[dict]:
    """Return the rows of queries/pages/overview.sql for the view, of one measure if given.

    One measure is found whatever the priority and theme are; `areas` are those of the view
    unless given.
    """
    filters, areas = state.filters, list(areas or state.area_codes)
    rows = state.fetch(
        "overview",
        plan=filters.plan,
        measure=measure,
        priority=None if measure else filters.priority,
        theme=None if measure else filters.theme,
        areas=areas,
        period_end=filters.period_end,
    )
    if filters.compare == BASELINE:
        return rows
    compared_with = state.fetch(
        "overview_compare",
        areas=areas,
        period_end=filters.period_end,
        compare_end=filters.compare_end,
    )
    return with_comparison(rows, compared_with)


def trends(state: View) -> dict[tuple[str, str], list[float | None]]:
    """Return the 12-month figures of the five years to the month shown, by measure and area.

    A month without one stays in the list as None.
    """
    end = _months(state.filters.period_end)
    found = {}
    for row in state.fetch("trends", areas=state.area_codes):
        known = max(0, end - _months(row["first_end"]) + 1)
        first = max(0, known - TREND_MONTHS)
        found[row["measure_id"], row["area_code"]] = row["trend"][first:known]
    return found


def _months(day: date) -> int:
    return 12 * day.year + day.month
