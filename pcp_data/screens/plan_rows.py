"""The rows of a Plan for the reader's view: read, and judged on what they compare with."""

from __future__ import annotations

from collections.abc import Sequence

from pcp_data.filters import BASELINE
from pcp_data.query import records
from pcp_data.screens.overview import with_comparison, with_newest
from pcp_data.view import View


def plan_rows(
    state: View, *, measure: str | None = None, areas: Sequence[str] | None = None
) -> list[dict]:
    """Return the rows of queries/pages/overview.sql for the view, of one measure if given.

    One measure is found whatever the priority and theme are; `areas` are those of the view
    unless given.
    """
    filters, areas = state.filters, list(areas or state.area_codes)
    rows = state.rows(
        "overview",
        plan=filters.plan,
        measure=measure,
        priority=None if measure else filters.priority,
        theme=None if measure else filters.theme,
        areas=areas,
        period_end=filters.period_end,
    )
    newest = state.rows("overview_newest", areas=areas, period_end=filters.period_end)
    found = with_newest(records(rows), records(newest))
    if filters.compare == BASELINE:
        return found
    compared_with = state.rows(
        "overview_compare",
        areas=areas,
        period_end=filters.period_end,
        compare_end=filters.compare_end,
    )
    return with_comparison(found, records(compared_with))
