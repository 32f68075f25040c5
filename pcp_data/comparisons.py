"""A comparison with any twelve months the reader picks, by the rules of baseline_comparison.

The build compares every month with the baseline and with the 12 months before. Comparing every
month with every other would be a table too large to be worth it, so these are made when asked for.
"""

from __future__ import annotations

import numpy as np

from pcp_data.statistics import newcombe_interval, rate_ratio_interval

SMALLEST_COUNT = 10  # as in baseline_comparison: a lone event is no base for a judgement
PROVISIONAL = "Provisional: recent months may still change."  # as in baseline_comparison
NAMES = ("change", "percent_change", "point_change")


def compared(row: dict) -> dict:
    """Return the row with its changes, verdict and caveat against `compare_value`.

    The row is one of `plan_rows`. Changes are null, with the reason in `caveat`,
    unless both sides are whole, from one source, and both sample or both real.
    """
    changes, reason = _changes(row), _unlike(row)
    if reason:
        return (
            row
            | {f"{name}_on_compare": None for name in NAMES}
            | {
                "verdict": "not judged",
                "caveat": _caveat(row, reason),
            }
        )
    reason = row["compare_break"] or _unfit(row)
    verdict = "not judged" if row["aim"] == "monitor" or reason else _verdict(row)
    return row | changes | {"verdict": verdict, "caveat": _caveat(row, reason)}


def _caveat(row: dict, reason: str | None) -> str | None:
    """Return why it is not judged, and that the figure may change, as baseline_comparison does."""
    said = [reason, PROVISIONAL if row["status"] == "provisional" else None]
    return " ".join(one for one in said if one) or None


def _unlike(row: dict) -> str | None:
    if row["value"] is None or row["compare_value"] is None:
        return "Nothing to compare with: the 12 months chosen are not whole."
    if row["source_id"] != row["compare_source_id"]:
        return "The 12 months chosen come from another source, so they are not compared."
    if row["is_sample"] != row["compare_is_sample"]:
        return "The comparison would mix made-up and real figures."
    return None


def _changes(row: dict) -> dict:
    now, then = row["value"], row["compare_value"]
    if now is None or then is None:
        return {}
    if row["unit"] == "%":
        found = (None, None, now - then)
    else:
        found = (now - then, 100 * (now - then) / then if then else None, None)
    return {f"{name}_on_compare": value for name, value in zip(NAMES, found, strict=True)}


def _test(row: dict) -> str | None:
    parts = [row["numerator"], row["compare_numerator"]]
    # Corrections can leave a count below nothing, of which no ratio can be made.
    if any(part is None or part < 0 for part in parts):
        return None
    if row["aggregation"] == "sum":
        return "count"
    has_bases = row["denominator"] and row["compare_denominator"]
    return "share" if row["unit"] == "%" and has_bases else None


def _unfit(row: dict) -> str | None:
    test = _test(row)
    if test is None:
        return "It comes without counts, so a real change cannot be told from chance."
    if test == "count":
        few = row["numerator"] + row["compare_numerator"] < max(row["minimum_base"], SMALLEST_COUNT)
    else:
        few = min(row["denominator"], row["compare_denominator"]) < row["minimum_base"]
    return "Too few to judge." if few else None


def _verdict(row: dict) -> str:
    now, then = row["numerator"], row["compare_numerator"]
    if _test(row) == "count":
        lower, upper = (np.asarray(side) - 1 for side in rate_ratio_interval(now, then))
    else:
        lower, upper = newcombe_interval(now, row["denominator"], then, row["compare_denominator"])
    if not (lower > 0 or upper < 0):
        return "no clear change"
    return verdict_of_move(row["aim"], row["better"], row["value"] > row["compare_value"])


def verdict_of_move(aim: str, better: str, is_up: bool) -> str:
    """Return what a change beyond chance is, by the Plan's aim; "not judged" where it has none."""
    if aim == "monitor" or (aim == "maintain" and better == "neutral"):
        return "not judged"
    wants_up = aim == "increase" or (aim == "maintain" and better == "higher")
    return "better" if is_up == wants_up else "worse"
