"""What each figure of a briefing stands beside: the same measure over 12 months of other times.

Those are among the rows that the Plan's tables keep in memory, and so is the verdict on the Plan's
baseline: to find them there takes less than DuckDB takes to plan the question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from pcp_data import words
from pcp_data.comparisons import COMPARE_SIDES, break_between
from pcp_data.query import Row
from pcp_data.view import View

NO_BASELINE = "the Plan prints no baseline"
SUPPRESSED = "the figure of those 12 months is suppressed"
NOTHING = "there are no whole 12 months to compare with"
MIXED = "it would mix made-up and real figures"
OTHER_SOURCE = "it comes from another source"
COMPARED = ("compare_value", *COMPARE_SIDES)
JUDGED = ("verdict", "caveat")
ONE_DAY = timedelta(days=1)


def beside(
    view: View, rows: Sequence[Row], places: Mapping[str, Row], compare_end: date | None
) -> Iterator[dict]:
    """Return each row once for each thing it is compared with, which `kind` names.

    Rows are those of queries/pages/briefing_figures.sql; `places` are the measures by their id,
    with their place in the Plan; `compare_end` is given where a month is chosen to compare with.
    A comparison that cannot be made keeps its row: its figures are null and `because` says why.
    """

    @cache
    def year(area: str, end: date | None) -> dict[str, Row]:
        found = view.held("plan_compared", area_code=area, compare_end=end) if end else ()
        return {one["measure_id"]: one for one in found}

    @cache
    def judged(area: str, end: date) -> dict[tuple, Row]:
        asked = {"plan_id": view.filters.plan, "area_code": area, "period_end": end}
        found = view.held("plan_figures", **asked)
        return {(one["priority_id"], one["measure_id"]): one for one in found}

    for row in rows:
        measure, area, now = (row[one] for one in ("measure_id", "area_code", "period_end"))
        place = places[measure]
        official = judged(area, now).get((place["priority_id"], measure), {})
        for kind, (start, end) in _wanted(now, place, compare_end).items():
            then = year(area, end).get(measure)
            side = _side(row, then if then and then["compare_start"] == start else None, start, end)
            verdict = official if kind == "baseline" else {}
            said = {one: verdict.get(one) for one in JUDGED}
            yield {**row, "kind": kind, "aim": place["aim"], **side, **said}


def _wanted(
    now: date, place: Row, compare_end: date | None
) -> dict[str, tuple[date | None, date | None]]:
    """Return the first and last day of all that a figure is to be compared with."""
    ends = {"chosen": compare_end, "previous": words.year_start(now) - ONE_DAY}
    found = {kind: (words.year_start(end), end) for kind, end in ends.items() if end}
    return {"baseline": (place["baseline_start"], place["baseline_end"])} | found


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
