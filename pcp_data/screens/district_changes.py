"""How districts changed since another 12 months, with what chance could give.

Rows are those of queries/pages/district_series.sql. Nothing here draws or reads.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from pcp_data import words
from pcp_data.comparisons import SMALLEST_COUNT
from pcp_data.screens.districts import kind_of
from pcp_data.statistics import newcombe_interval, rate_ratio_interval

TOO_FEW = "Too few to judge"
UNTESTED = "Chance cannot be allowed for"


def changes(
    series: pd.DataFrame, period_end: date, compare_end: date, measure: dict
) -> pd.DataFrame:
    """Return each area's change since another 12 months, with its 95% interval where it can be had.

    Columns: area_name, area_type, now, then, change, compared (per cent, or percentage points for
    a percentage), lower, upper, clear (what the interval says) and reason (why there is none).
    """
    kind = kind_of(series, measure)
    by_area = {
        end: {
            row["area_code"]: row for row in series[series["period_end"].eq(end)].to_dict("records")
        }
        for end in (pd.Timestamp(period_end), pd.Timestamp(compare_end))
    }
    now, then = by_area.values() if len(by_area) == 2 else ({}, {})
    return pd.DataFrame(
        [_change(row, then.get(code), kind, measure) for code, row in now.items()],
        columns=[
            *("area_name", "area_type", "now", "then", "change"),
            *("compared", "lower", "upper", "clear", "reason"),
        ],
    )


def _at_end(series: pd.DataFrame, end: pd.Timestamp) -> list[dict]:
    return series[series["period_end"].eq(end)].to_dict("records")


def _change(now: dict, then: dict | None, kind: str, measure: dict) -> dict:
    found = {"area_name": now["area_name"], "area_type": now["area_type"], "now": now["value"]}
    found |= {"then": None if then is None else then["value"]}
    reason = _unlike(now, then)
    if reason:
        return found | {"reason": reason}
    moved = now["value"] - then["value"]
    if measure["unit"] == "%":
        found |= {"compared": moved}
    else:
        found |= {
            "change": moved,
            "compared": 100 * moved / then["value"] if then["value"] else None,
        }
    lower, upper = _interval(now, then, kind, measure)
    clear = TOO_FEW if _is_few(now, then, kind, measure) else _clear(lower, upper)
    # From nothing there is no upper end to a change in per cent.
    upper = np.nan if np.isinf(upper) else upper
    return found | {"lower": lower, "upper": upper, "clear": clear}


def _is_few(now: dict, then: dict, kind: str, measure: dict) -> bool:
    """Say whether there is too little to judge on, by the rule of baseline_comparison."""
    if kind == "count":
        return now["value"] + then["value"] < max(measure["minimum_base"], SMALLEST_COUNT)
    if kind == "share":
        return min(now["denominator"], then["denominator"]) < measure["minimum_base"]
    return False


def _unlike(now: dict, then: dict | None) -> str | None:
    if words.is_missing(now["value"]):
        return now["missing_because"] or "There is no 12-month figure."
    if then is None or words.is_missing(then["value"]):
        return "The 12 months compared with are not whole."
    if now["source_id"] != then["source_id"]:
        return "The 12 months compared with come from another source."
    if now["is_sample"] != then["is_sample"]:
        return "It would mix made-up and real figures."
    return None


def _interval(now: dict, then: dict, kind: str, measure: dict) -> tuple[float, float]:
    if kind == "count":
        lower, upper = rate_ratio_interval(now["value"], then["value"])
        return 100 * (float(lower) - 1), 100 * (float(upper) - 1)
    if kind == "share":
        parts = [one[name] for one in (now, then) for name in ("numerator", "denominator")]
        lower, upper = newcombe_interval(*parts)
        return float(lower) * measure["scale"], float(upper) * measure["scale"]
    return np.nan, np.nan


def _clear(lower: float, upper: float) -> str:
    if np.isnan(lower):
        return UNTESTED
    return "Higher" if lower > 0 else "Lower" if upper < 0 else "No clear change"


def change_sentence(found: pd.DataFrame, title: str, versus: str) -> str:
    """Return in which districts the figure is clearly higher or lower, and where it is not."""
    known = found[found["clear"].notna() & found["area_type"].eq("district")]
    if known.empty:
        return f"{title}: no district can be compared with the {versus}."
    said = []
    for word, text in (
        ("Higher", "higher in"),
        ("Lower", "lower in"),
        ("No clear change", "no clear change in"),
        (TOO_FEW, "too few to judge in"),
        (UNTESTED, "not tested for chance in"),
    ):
        names = list(known.loc[known["clear"].eq(word), "area_name"])
        said += [f"{text} {words.list_of(names)}"] if names else []
    return f"{title} compared with the {versus}: {'; '.join(said)}."


def breaks_between(notes: pd.DataFrame, first_end: date, second_end: date) -> list[str]:
    """Return the notes of the recording changes that lie between two periods of 12 months."""
    early, late = sorted(pd.Timestamp(end) for end in (first_end, second_end))
    kind = notes["kind"].eq("series_break")
    starts = pd.to_datetime(notes["starts"])
    inside = kind & (starts > early - pd.DateOffset(years=1)) & (starts <= late)
    return list(dict.fromkeys(notes.loc[inside, "note"]))
