"""What may be said of a figure beside another: the rules of baseline_comparison, for any two.

The build compares every month with the baseline and with the 12 months before. Comparing every
month with every other would be a table too large to be worth it, so these are made when asked for.

A `finding` is what may be said of a change whatever a Plan aims at; every page, the briefing and
the exports take it, and the verdict, from here or from the view:

- `higher` or `lower`: by more than chance would give, at 95%;
- `no clear change`: chance could give it;
- `recording changed`: over a series break nothing is called a change;
- `shared months`: the two periods overlap, so they are not two samples to set against each other;
- `no counts`: a change cannot be told from chance;
- `too few` to judge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from pcp_data.query import records
from pcp_data.statistics import newcombe_interval, rate_ratio_interval

SMALLEST_COUNT = 10  # as in baseline_comparison: a lone event is no base for a judgement
HIGHER, LOWER, LEVEL = "higher", "lower", "no clear change"
BROKEN, SHARED, UNCOUNTED, FEW = "recording changed", "shared months", "no counts", "too few"
TOLD = (HIGHER, LOWER, LEVEL)
NOT_JUDGED = "not judged"
WHY = {
    SHARED: "It shares months with what it is compared with, so a real change cannot be told from "
    "chance.",
    UNCOUNTED: "It comes without counts, so a real change cannot be told from chance.",
    FEW: "Too few to judge.",
}
PROVISIONAL = "Provisional: recent months may still change."
NAMES = ("change", "percent_change", "point_change")
SIDES = ("numerator", "denominator")
COMPARE_SIDES = tuple(f"compare_{one}" for one in SIDES)
NEEDED = (
    *("value", "unit", "aggregation", "scale", "minimum_base", "period_start", "period_end"),
    *("compare_value", "compare_start", "compare_end", *SIDES, *COMPARE_SIDES),
)

Row = Mapping[str, object]
Sides = Mapping[str, np.ndarray]


def with_findings(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the 95% interval of the change, and what may be said of it.

    Rows have the columns of NEEDED and `series_break`; a null `compare_value` has nothing to
    compare with and a null `finding`. `lower` and `upper` are in per cent for counts, in
    percentage points for shares, and not a number where chance cannot be told.
    `is_beyond_chance` is as to chance alone: recording may have changed as well.
    """
    sides = {name: _numbers(rows[name]) for name in (*SIDES, *COMPARE_SIDES)}
    is_made = (rows["value"].notna() & rows["compare_value"].notna()).to_numpy()
    is_shared = _share_months(rows)
    is_count, is_share = _tests(rows, sides, is_made & ~is_shared)
    lower, upper = _limits(rows, sides, is_count, is_share)
    is_few = _are_few(rows, sides, is_count, is_share)
    cases = (
        (~is_made, None),
        (rows["series_break"].notna().to_numpy(), BROKEN),
        (is_shared, SHARED),
        (~(is_count | is_share), UNCOUNTED),
        (is_few, FEW),
        (lower > 0, HIGHER),
        (upper < 0, LOWER),
    )
    finding = np.full(len(rows), LEVEL, dtype=object)
    for where, word in reversed(cases):
        finding[where] = word
    beyond = ~is_few & ((lower > 0) | (upper < 0))
    return rows.assign(lower=lower, upper=upper, finding=finding, is_beyond_chance=beyond)


def _numbers(column: pd.Series) -> np.ndarray:
    return pd.to_numeric(column).to_numpy(dtype=float, na_value=np.nan)


def _tests(rows: pd.DataFrame, sides: Sides, usable: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which rows are tested as counts, and which as shares."""
    now, base, then, base_then = sides.values()
    is_sum = rows["aggregation"].eq("sum").to_numpy()
    # Corrections can leave a count below nothing, of which no ratio can be made.
    is_count = usable & is_sum & (now >= 0) & (then >= 0)
    is_share = usable & ~is_sum & rows["unit"].eq("%").to_numpy() & (base > 0) & (base_then > 0)
    is_share &= (now >= 0) & (now <= base) & (then >= 0) & (then <= base_then)
    return is_count, is_share


def _limits(
    rows: pd.DataFrame, sides: Sides, is_count: np.ndarray, is_share: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    lower, upper = np.full((2, len(rows)), np.nan)
    if is_count.any():
        found = rate_ratio_interval(sides["numerator"][is_count], sides[COMPARE_SIDES[0]][is_count])
        lower[is_count], upper[is_count] = (100 * (limit - 1) for limit in found)
    if is_share.any():
        scale = _numbers(rows["scale"])[is_share]
        found = newcombe_interval(*(side[is_share] for side in sides.values()))
        lower[is_share], upper[is_share] = (scale * limit for limit in found)
    return lower, upper


def _are_few(
    rows: pd.DataFrame, sides: Sides, is_count: np.ndarray, is_share: np.ndarray
) -> np.ndarray:
    now, base, then, base_then = sides.values()
    least = _numbers(rows["minimum_base"])
    is_few = is_count & (now + then < np.fmax(least, SMALLEST_COUNT))
    return is_few | (is_share & (np.fmin(base, base_then) < least))


def _share_months(rows: pd.DataFrame) -> np.ndarray:
    first, last, first_then, last_then = (
        pd.to_datetime(rows[name])
        for name in ("period_start", "period_end", "compare_start", "compare_end")
    )
    return ((first <= last_then) & (first_then <= last)).to_numpy()


def compared(rows: Sequence[Row]) -> list[dict]:
    """Return the rows with their changes, verdict and caveat against `compare_value`.

    Rows are those of `plan_rows`. Changes are null, with the reason in `caveat`, unless both
    sides are whole, from one source, and both sample or both real.
    """
    if not rows:
        return []
    unlike = [_unlike(row) for row in rows]
    asked = pd.DataFrame({name: [row[name] for row in rows] for name in NEEDED})
    asked["compare_value"] = asked["compare_value"].where([one is None for one in unlike])
    asked["series_break"] = [row["compare_break"] for row in rows]
    found = records(with_findings(asked)[["lower", "upper", "finding"]])
    return [
        _compared(row, reason, **told)
        for row, reason, told in zip(rows, unlike, found, strict=True)
    ]


def _compared(
    row: Row, unlike: str | None, lower: float | None, upper: float | None, finding: str | None
) -> dict:
    return {
        **row,
        **({f"{name}_on_compare": None for name in NAMES} if unlike else _changes(row)),
        "judged_on": None if unlike else "compare",
        "lower_limit": lower,
        "upper_limit": upper,
        "finding": finding,
        "verdict": verdict_on(finding, row["aim"], row["better"]),
        "caveat": _caveat(row, unlike, finding),
    }


def _caveat(row: Row, unlike: str | None, finding: str | None) -> str | None:
    if row["value"] is None:
        return row.get("caveat")  # why there is no figure, whatever it is compared with
    said = (
        unlike or why_not_judged(finding, row["compare_break"], row["aim"]),
        _on_previous(row),
        PROVISIONAL if row["status"] == "provisional" else None,
    )
    return " ".join(one for one in said if one) or None


def why_not_judged(finding: str | None, series_break: str | None, aim: str | None) -> str | None:
    """Return the caveat that stands in place of a verdict; a monitored measure needs none."""
    if finding == BROKEN:
        return series_break
    return None if aim == "monitor" else WHY.get(finding)


def _on_previous(row: Row) -> str | None:
    """Return the series break that lies before the other figure a page may show, if another."""
    note = row.get("previous_break")
    return f"On the 12 months before: {note}" if note not in (None, row["compare_break"]) else None


def _unlike(row: Row) -> str | None:
    if row["value"] is None or row["compare_value"] is None:
        return "Nothing to compare with: the 12 months chosen are not whole."
    if row["source_id"] != row["compare_source_id"]:
        return "The 12 months chosen come from another source, so they are not compared."
    if row["is_sample"] != row["compare_is_sample"]:
        return "The comparison would mix made-up and real figures."
    return None


def _changes(row: Row) -> dict:
    now, then = row["value"], row["compare_value"]
    if row["unit"] == "%":
        found = (None, None, now - then)
    else:
        found = (now - then, 100 * (now - then) / then if then else None, None)
    return {f"{name}_on_compare": value for name, value in zip(NAMES, found, strict=True)}


def verdict_on(finding: str | None, aim: str | None, better: str) -> str:
    """Return what a Plan makes of a finding by its aim; "not judged" where it has none."""
    if finding not in TOLD or aim in (None, "monitor"):
        return NOT_JUDGED
    if finding == LEVEL:
        return LEVEL
    if aim == "maintain" and better == "neutral":
        return NOT_JUDGED
    wants_up = aim == "increase" or (aim == "maintain" and better == "higher")
    return "better" if (finding == HIGHER) == wants_up else "worse"
