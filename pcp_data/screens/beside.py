"""Figures beside the same measure's 12 months of other times, to see what has changed.

Those are among the rows that the Plan's tables keep in memory: to find them there takes less than
DuckDB takes to plan the question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from pcp_data import words
from pcp_data.comparisons import COMPARE_SIDES, break_between
from pcp_data.filters import PREVIOUS
from pcp_data.query import Row
from pcp_data.view import View

NO_BASELINE = "the Plan prints no baseline"
SUPPRESSED = "the figure of those 12 months is suppressed"
NOTHING = "there are no whole 12 months to compare with"
MIXED = "it would mix made-up and real figures"
OTHER_SOURCE = "it comes from another source"
COMPARED = ("compare_value", *COMPARE_SIDES)
OF_PLACE = ("priority_id", "aim")
ONE_DAY = timedelta(days=1)


def beside(
    view: View, measures: Sequence[str], areas: Sequence[str], places: Mapping[str, Row]
) -> Iterator[dict]:
    """Return the latest figure of each measure in each area, once for each thing it is beside.

    `kind` names that: the Plan's baseline, the 12 months before, and the 12 months chosen where a
    month is chosen to compare with. `places` are the places of measures in the Plan. A comparison
    that cannot be made keeps its row: its figures are null and `because` says why.
    """
    filters = view.filters
    asked = {"measures": list(measures), "areas": list(areas), "period_end": filters.period_end}
    chosen = None if filters.compare == PREVIOUS else filters.compare_end

    @cache
    def year(area: str, end: date | None) -> dict[str, Row]:
        found = view.held("plan_compared", area_code=area, compare_end=end) if end else ()
        return {one["measure_id"]: one for one in found}

    for row in view.fetch("latest_figures", **asked):
        place = places.get(row["measure_id"], {})
        for kind, (start, end) in _wanted(row["period_end"], place, chosen).items():
            then = year(row["area_code"], end).get(row["measure_id"])
            side = _side(row, then if then and then["compare_start"] == start else None, start, end)
            yield {**row, **{one: place.get(one) for one in OF_PLACE}, "kind": kind, **side}


def _wanted(
    now: date, place: Row, chosen: date | None
) -> dict[str, tuple[date | None, date | None]]:
    """Return the first and last day of all that a figure is to be compared with."""
    ends = {"chosen": chosen, "previous": words.year_start(now) - ONE_DAY}
    found = {kind: (words.year_start(end), end) for kind, end in ends.items() if end}
    return {"baseline": (place.get("baseline_start"), place.get("baseline_end"))} | found


def _side(row: Row, then: Row | None, start: date | None, end: date | None) -> dict:
    """Return the figures compared with, or why there are none."""
    because = _because(row, then) if end else NO_BASELINE
    broken = None
    if end:
        broken = break_between(_breaks(row), (start, row["period_start"]), (end, row["period_end"]))
    return {
        "compare_start": start,
        "compare_end": end,
        **{one: None if because else then[one] for one in COMPARED},
        "because": because,
        "series_break": broken,
    }


def _breaks(row: Row) -> list[tuple[date, str]]:
    return [(one["starts"], one["note"]) for one in row["breaks"] or ()]


def _because(row: Row, then: Row | None) -> str | None:
    """Return why a figure may not be set beside another; None where it may."""
    if then and then["compare_status"] == "suppressed":
        return SUPPRESSED
    if then is None or then["compare_value"] is None:
        return NOTHING
    if then["compare_is_sample"] != row["is_sample"]:
        return MIXED
    return None if then["compare_source_id"] == row["source_id"] else OTHER_SOURCE
