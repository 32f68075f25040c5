"""What may be said of a figure beside another: the rules of baseline_comparison, for any two.

The build compares every month with the baseline and with the 12 months before. Comparing every
month with every other would be a table too large to be worth it, so these are made when asked for.

A `finding` is what may be said of a change whatever a Plan aims at; every page, the briefing and
the exports take it, and the verdict, from here or from the view:

- `higher` or `lower`: by more than chance would give, at 95%;
- `no clear change`: chance could give it;
- `recording changed`: over a series break nothing is called a change;
- `came before`: the figure is of an earlier period, which cannot show what has changed since;
- `shared months`: the two periods overlap, so they are not two samples to set against each other;
- `no counts`: a change cannot be told from chance;
- `too few` to judge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from pcp_data.statistics import Interval, newcombe_interval, rate_ratio_interval

SMALLEST_COUNT = 10  # as in baseline_comparison: a lone event is no base for a judgement
HIGHER, LOWER, LEVEL = "higher", "lower", "no clear change"
BROKEN, EARLIER, SHARED = "recording changed", "came before", "shared months"
UNCOUNTED, FEW = "no counts", "too few"
COUNT, SHARE = "count", "share"
TOLD = (HIGHER, LOWER, LEVEL)
NOT_JUDGED = "not judged"
WHY = {
    EARLIER: "It came before what it is compared with, so it cannot show what has changed since.",
    SHARED: "It shares months with what it is compared with, so a real change cannot be told from "
    "chance.",
    UNCOUNTED: "It comes without counts, so a real change cannot be told from chance.",
    FEW: "Too few to judge.",
}
PROVISIONAL = "Provisional: recent months may still change."
CHANGES = tuple(f"{one}_on_compare" for one in ("change", "percent_change", "point_change"))
SIDES = ("numerator", "denominator")
COMPARE_SIDES = tuple(f"compare_{one}" for one in SIDES)
NEEDED = (
    *("value", "unit", "aggregation", "scale", "minimum_base", "period_start", "period_end"),
    *("compare_value", "compare_start", "compare_end", *SIDES, *COMPARE_SIDES),
)

Row = Mapping[str, object]


class Finding(NamedTuple):
    """What may be said of a change, with its 95% interval.

    `lower` and `upper` are in per cent for counts, in percentage points for shares, and None where
    chance cannot be told. `is_beyond_chance` is as to chance alone: recording may have changed as
    well. `word` is None where there is nothing to compare.
    """

    lower: float | None = None
    upper: float | None = None
    word: str | None = None
    is_beyond_chance: bool = False


def with_findings(rows: Sequence[Row]) -> list[dict]:
    """Return the rows with what may be said of each change, as `findings` says it.

    Adds `lower`, `upper`, `finding` and `is_beyond_chance`.
    """
    names = ("lower", "upper", "finding", "is_beyond_chance")
    found = findings(rows)
    return [
        {**row, **dict(zip(names, one, strict=True))} for row, one in zip(rows, found, strict=True)
    ]


def findings(rows: Sequence[Row], broken_by: str = "series_break") -> list[Finding]:
    """Return what may be said of the change in each row.

    Rows have NEEDED and, under the name `broken_by`, the series break between their two periods.
    """
    tests = [_test(row) for row in rows]
    return [
        _finding(row, test, limits, row[broken_by])
        for row, test, limits in zip(rows, tests, _limits(rows, tests), strict=True)
    ]


def _finding(
    row: Row, test: str | None, limits: tuple[float | None, float | None], series_break: str | None
) -> Finding:
    if not _is_made(row):
        return Finding()
    lower, upper = limits
    if test is None:
        word = _untested(row)
    elif _is_few(row, test):
        word = FEW
    elif lower is not None and lower > 0:
        word = HIGHER
    else:
        word = LOWER if upper is not None and upper < 0 else LEVEL
    beyond = word in (HIGHER, LOWER)
    return Finding(lower, upper, BROKEN if series_break is not None else word, beyond)


def _is_made(row: Row) -> bool:
    return row["value"] is not None and row["compare_value"] is not None


def _is_later(row: Row) -> bool:
    return row["period_start"] > row["compare_end"]


def _untested(row: Row) -> str:
    """Return why a change is not told from chance."""
    if _is_later(row):
        return UNCOUNTED
    return EARLIER if row["period_end"] < row["compare_start"] else SHARED


def _test(row: Row) -> str | None:
    """Return how chance is told: of counts, of shares, or not at all."""
    if not _is_made(row) or not _is_later(row):
        return None
    now, base = row["numerator"], row["denominator"]
    then, base_then = row["compare_numerator"], row["compare_denominator"]
    if now is None or then is None or now < 0 or then < 0:
        return None  # corrections can leave a count below nothing, of which no ratio can be made
    if row["aggregation"] == "sum":
        return COUNT
    is_share = row["unit"] == "%" and base and base_then and now <= base and then <= base_then
    return SHARE if is_share else None


def _is_few(row: Row, test: str) -> bool:
    least = row["minimum_base"] or 0
    if test == COUNT:
        return row["numerator"] + row["compare_numerator"] < max(least, SMALLEST_COUNT)
    return min(row["denominator"], row["compare_denominator"]) < least


def _limits(
    rows: Sequence[Row], tests: Sequence[str | None]
) -> list[tuple[float | None, float | None]]:
    """Return the limits of every change, those of a kind in one go."""
    found: list[tuple[float | None, float | None]] = [(None, None)] * len(rows)
    for kind, limits_of in ((COUNT, _count_limits), (SHARE, _share_limits)):
        places = [place for place, test in enumerate(tests) if test == kind]
        if places:
            lower, upper = limits_of([rows[place] for place in places])
            for place, low, high in zip(places, lower.tolist(), upper.tolist(), strict=True):
                found[place] = None if low != low else low, None if high != high else high
    return found


def _count_limits(rows: Sequence[Row]) -> Interval:
    lower, upper = rate_ratio_interval(
        [row["numerator"] for row in rows], [row["compare_numerator"] for row in rows]
    )
    return 100 * (lower - 1), 100 * (upper - 1)


def _share_limits(rows: Sequence[Row]) -> Interval:
    sides = ([row[name] for row in rows] for name in (*SIDES, *COMPARE_SIDES))
    scale = np.array([row["scale"] for row in rows], dtype=float)
    lower, upper = newcombe_interval(*sides)
    return scale * lower, scale * upper


def break_between(
    breaks: Sequence[tuple[date, str]], starts: Sequence[date], ends: Sequence[date]
) -> str | None:
    """Return the notes of the series breaks between two periods, whichever comes first.

    The rule of queries/build/breaks_between.sql, to ask which takes longer than all else that a
    comparison needs. `breaks` are those of a series, each by its day and note.
    """
    if not breaks:
        return None
    first, last = min(starts), max(ends)
    return " ".join(sorted({note for day, note in breaks if first < day <= last})) or None


def compared(rows: Sequence[Row]) -> list[dict]:
    """Return the rows with their changes, verdict and caveat against `compare_value`.

    Rows are those of `plan_rows`. Changes are null, with the reason in `caveat`, unless both
    sides are whole, from one source, and both sample or both real.
    """
    unlike = [_unlike(row) for row in rows]
    alike = [row for row, reason in zip(rows, unlike, strict=True) if reason is None]
    found = iter(findings(alike, "compare_break"))
    return [
        _compared(row, reason, Finding() if reason else next(found))
        for row, reason in zip(rows, unlike, strict=True)
    ]


def _compared(row: Row, unlike: str | None, found: Finding) -> dict:
    changes = (None, None, None) if unlike else _changes(row)
    return {
        **row,
        **dict(zip(CHANGES, changes, strict=True)),
        "judged_on": None if unlike else "compare",
        "lower_limit": found.lower,
        "upper_limit": found.upper,
        "finding": found.word,
        "verdict": verdict_on(found.word, row["aim"], row["better"]),
        "caveat": _caveat(row, unlike, found.word),
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
        return "Nothing to compare with: there is no figure for the 12 months chosen."
    if row["source_id"] != row["compare_source_id"]:
        return "The 12 months chosen come from another source, so they are not compared."
    if row["is_sample"] != row["compare_is_sample"]:
        return "The comparison would mix made-up and real figures."
    return None


def _changes(row: Row) -> tuple[float | None, float | None, float | None]:
    """Return the change in the unit itself, in per cent, and in percentage points of a share."""
    now, then = row["value"], row["compare_value"]
    if row["unit"] == "%":
        return None, None, now - then
    return now - then, 100 * (now - then) / then if then else None, None


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
