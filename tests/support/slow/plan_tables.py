"""plan_figure and measure_trend: what a Plan's tables say of a month, and the trend lines."""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.slow.figures import is_held
from tests.support.slow.tables import month_number


def figures(tables: dict, values: list[dict], windows: list[dict]) -> Iterator[dict]:
    """Yield the newest figure for each place in a Plan, area of the home force and month-end."""
    forces = [area for area in tables["area"] if area["area_type"] == "force"]
    home = min(forces, key=lambda area: area["area_order"])["area_code"]
    areas = [home]
    areas += [
        area["area_code"]
        for area in tables["area"]
        if area["area_type"] == "district" and area["parent_code"] == home
    ]
    ends = {window["period_end"] for window in windows if window["area_code"] in areas}
    measures = {row["measure_id"]: row for row in tables["measure"]}
    whole = {(w["measure_id"], w["area_code"], w["period_end"]): w for w in windows}
    for place in tables["plan_measure"]:
        for area in areas:
            known = [
                value
                for value in (*values, *windows)
                if (value["measure_id"], value["area_code"]) == (place["measure_id"], area)
                and value["value"] is not None
                and not is_held(measures[value["measure_id"]], value)
            ]
            for end in ends:
                yield {
                    "plan_id": place["plan_id"],
                    "priority_id": place["priority_id"],
                    "measure_id": place["measure_id"],
                    "area_code": area,
                    "period_end": end,
                    **newest([one for one in known if one["period_end"] <= end], whole),
                }


def newest(known: list[dict], whole: dict[tuple, dict]) -> dict:
    """Return the last of some figures, or the twelve months to the same day where there are any."""
    if not known:
        return {"newest_start": None, "newest_end": None, "newest_value": None}
    last = max(known, key=lambda value: value["period_end"])
    window = whole.get((last["measure_id"], last["area_code"], last["period_end"]))
    if window and window["value"] is not None:
        last = window
    return {f"newest_{name}": last[f"period_{name}"] for name in ("start", "end")} | {
        "newest_value": last["value"]
    }


def trends(windows: list[dict]) -> Iterator[dict]:
    """Yield the figures of each measure and area, each under the number of its month."""
    series: dict[tuple, list[dict]] = {}
    for window in windows:
        series.setdefault((window["measure_id"], window["area_code"]), []).append(window)
    for (measure, area), found in series.items():
        by_month = {month_number(one["period_end"]): one["value"] for one in found}
        yield {
            "measure_id": measure,
            "area_code": area,
            "first_end": min(one["period_end"] for one in found),
            "trend": [by_month.get(month) for month in range(min(by_month), max(by_month) + 1)],
        }
