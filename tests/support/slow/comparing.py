"""baseline_comparison: both changes, the verdict, and whether anything must be said with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from tests.support.slow import chance
from tests.support.slow.tables import last_day, month_number

SMALLEST_COUNT = 10


def comparisons(tables: dict, windows: list[dict]) -> Iterator[dict]:
    """Yield a comparison for each plan, measure, area and month-end."""
    measures = {row["measure_id"]: row for row in tables["measure"]}
    by_end = {(w["measure_id"], w["area_code"], w["period_end"]): w for w in windows}
    for place in tables["plan_measure"]:
        for window in windows:
            if window["measure_id"] == place["measure_id"]:
                yield one(tables, place, measures[place["measure_id"]], window, by_end)


def one(tables: dict, place: dict, measure: dict, now: dict, by_end: dict) -> dict:
    """Return one comparison."""
    series = now["measure_id"], now["area_code"]
    year_before = last_day(month_number(now["period_end"]) - 12)
    previous = like(now, by_end.get((*series, year_before)))
    baseline = None
    if place["baseline_end"]:
        found = by_end.get((*series, place["baseline_end"]))
        if found and found["period_start"] == place["baseline_start"]:
            baseline = like(now, found)
    judged = baseline or previous
    row = {
        "plan_id": place["plan_id"],
        "priority_id": place["priority_id"],
        "measure_id": now["measure_id"],
        "area_code": now["area_code"],
        "period_end": now["period_end"],
        "value": now["value"],
        "source_id": now["source_id"] if now["value"] is not None else None,
        "baseline_source_id": baseline["source_id"] if baseline else None,
        **changes(measure, now, previous, "previous"),
        **changes(measure, now, baseline, "baseline"),
        "direction": direction(now, judged),
    }
    breaks = {
        "previous": breaks_between(tables, now, previous),
        "baseline": breaks_between(tables, now, baseline),
    }
    judged_breaks = breaks["baseline" if baseline else "previous"]
    limits = limits_of(measure, now, judged)
    row["limits"] = limits
    row["finding"] = finding(measure, now, judged, judged_breaks, limits)
    row["verdict"] = verdict(place, measure, now, judged, judged_breaks, limits)
    row["breaks"] = breaks["previous"] | breaks["baseline"]
    row["has_caveat"] = bool(row["breaks"]) or must_say(
        place, measure, now, previous, baseline, by_end
    )
    return row


def by_series(windows: list[dict]) -> dict[tuple, list[dict]]:
    """Return the windows of each measure and area."""
    found: dict[tuple, list[dict]] = {}
    for window in windows:
        found.setdefault((window["measure_id"], window["area_code"]), []).append(window)
    return found


def like(now: dict, then: dict | None) -> dict | None:
    """Return the other side if it is whole, of the same source, and made-up or real alike."""
    if then is None or now["value"] is None or then["value"] is None:
        return None
    same = now["source_id"] == then["source_id"] and now["is_sample"] == then["is_sample"]
    return then if same else None


def changes(measure: dict, now: dict, then: dict | None, name: str) -> dict:
    """Return the changes on one side: points for percentages, else number and per cent."""
    change = percent = points = None
    if then and measure["unit"] == "%":
        points = now["value"] - then["value"]
    elif then:
        change = now["value"] - then["value"]
        percent = 100 * change / then["value"] if then["value"] else None
    return {
        f"{name}_value": then["value"] if then else None,
        f"change_on_{name}": change,
        f"percent_change_on_{name}": percent,
        f"point_change_on_{name}": points,
    }


def direction(now: dict, then: dict | None) -> str | None:
    """Return up, down or level against the side that is judged."""
    if then is None:
        return None
    if now["value"] == then["value"]:
        return "level"
    return "up" if now["value"] > then["value"] else "down"


def breaks_between(tables: dict, now: dict, then: dict | None) -> set[str]:
    """Return the notes of series breaks that the two windows lie across, whichever is earlier."""
    if then is None:
        return set()
    start = min(now["period_start"], then["period_start"])
    end = max(now["period_end"], then["period_end"])
    parent = {row["area_code"]: row["parent_code"] for row in tables["area"]}
    places = {None, now["area_code"], parent.get(now["area_code"])}
    return {
        note["note"]
        for note in tables["data_note"]
        if note["kind"] == "series_break"
        and note["measure_id"] in (None, now["measure_id"])
        and note["area_code"] in places
        and note["starts"] is not None
        and any(start < day <= end for day in changes_of(note))
    }


def changes_of(note: dict) -> list[dt.date]:
    """Return the days on which recording became another: as a break began, and when it was over."""
    over = [note["ends"] + dt.timedelta(days=1)] if note["ends"] else []
    return [note["starts"], *over]


def limits_of(measure: dict, now: dict, then: dict | None) -> tuple[float, float] | None:
    """Return the 95% interval of the change: in per cent for counts, in points for shares."""
    kind = test_of(measure, now, then)
    if kind == "count":
        top, below = float(now["numerator"]), float(then["numerator"])
        if top + below == 0:
            return None
        low, high = chance.rate_ratio(top, below)
        return 100 * (low - 1), 100 * (high - 1)
    if kind == "share":
        sides = [(float(s["numerator"]), float(s["denominator"])) for s in (now, then)]
        low, high = chance.newcombe(*sides)
        return 100 * low, 100 * high
    return None


def test_of(measure: dict, now: dict, then: dict | None) -> str | None:
    """Return which test the figures allow."""
    if then is None or now["numerator"] is None or then["numerator"] is None:
        return None
    if share_months(now, then) or came_before(now, then):
        return None
    if now["numerator"] < 0 or then["numerator"] < 0:
        return None
    if measure["aggregation"] == "sum":
        return "count"
    has_base = bool(now["denominator"]) and bool(then["denominator"])
    return "share" if measure["unit"] == "%" and has_base else None


def share_months(now: dict, then: dict) -> bool:
    """Say whether a month lies in both windows, so that they are not two samples."""
    first, last = (
        {month_number(day) for day in (window["period_start"], window["period_end"])}
        for window in (now, then)
    )
    return bool(set(range(min(first), max(first) + 1)) & set(range(min(last), max(last) + 1)))


def came_before(now: dict, then: dict) -> bool:
    """Say whether a window lies before the one it is compared with, so nothing changed since."""
    return month_number(now["period_end"]) < month_number(then["period_start"])


def is_small(measure: dict, now: dict, then: dict) -> bool:
    """Say whether the base is too small to judge."""
    if measure["aggregation"] == "sum":
        few = max(measure["minimum_base"], SMALLEST_COUNT)
        return now["numerator"] + then["numerator"] < few
    return min(now["denominator"], then["denominator"]) < measure["minimum_base"]


def finding(
    measure: dict, now: dict, then: dict | None, breaks: set, limits: tuple | None
) -> str | None:
    """Return what may be said of the change, whatever a Plan aims at."""
    if then is None:
        return None
    if breaks:
        return "recording changed"
    if share_months(now, then):
        return "shared months"
    if came_before(now, then):
        return "came before"
    if test_of(measure, now, then) is None:
        return "no counts"
    if is_small(measure, now, then):
        return "too few"
    low, high = limits
    if low <= 0 <= high:
        return "no clear change"
    return "higher" if low > 0 else "lower"


def verdict(
    place: dict, measure: dict, now: dict, then: dict | None, breaks: set, limits: tuple | None
) -> str:
    """Return what the Plan makes of the change."""
    if place["aim"] == "monitor" or then is None or breaks or limits is None:
        return "not judged"
    if is_small(measure, now, then):
        return "not judged"
    low, high = limits
    if low <= 0 <= high:
        return "no clear change"
    wanted = {"increase": "up", "decrease": "down", "below_baseline": "down"}.get(place["aim"])
    if place["aim"] == "maintain":
        wanted = {"higher": "up", "lower": "down"}.get(measure["better"])
    if wanted is None:
        return "not judged"
    return "better" if direction(now, then) == wanted else "worse"


def must_say(
    place: dict,
    measure: dict,
    now: dict,
    previous: dict | None,
    baseline: dict | None,
    by_end: dict,
) -> bool:
    """Say whether a caveat is due for other reasons than a series break."""
    if now["value"] is None or now["status"] == "provisional" or (not baseline and not previous):
        return True
    if baseline is None:
        return True
    before = last_day(month_number(now["period_end"]) - 12)
    found = by_end.get((now["measure_id"], now["area_code"], before))
    if previous is None and found and found["value"] is not None:
        return True
    if place["aim"] == "monitor":
        return False
    return test_of(measure, now, baseline) is None or is_small(measure, now, baseline)
