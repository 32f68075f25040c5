"""control_chart and signal: limits and rules of an XmR chart, a segment at a time.

Factors of the season are taken from the product, as how to estimate them is a choice; all that
follows from them is worked out here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from tests.support.slow.figures import is_held
from tests.support.slow.tables import month_number

SMALLEST_MEAN = 5
LIMIT, DROPPED_FROM = Fraction("2.66"), Fraction("3.267")
FIRM_FROM = 12


def charts(tables: dict, values: list[dict], factor_of: dict[tuple, float]) -> Iterator[dict]:
    """Yield every charted month with its limits and the rule it meets, if any."""
    measures = {row["measure_id"]: row for row in tables["measure"]}
    series = defaultdict(list)
    for figure in values:
        measure = measures[figure["measure_id"]]
        is_monthly = figure["months"] == 1 and figure["value"] is not None
        if is_monthly and not is_held(measure, figure) and measure["aggregation"] != "latest":
            series[figure["measure_id"], figure["area_code"]].append(figure)
    for (measure_id, area), figures in series.items():
        figures.sort(key=lambda figure: figure["period_start"])
        measure = measures[measure_id]
        for segment in segments(figures, boundaries(tables, measure_id, area)):
            yield from charted(measure, segment, factor_of)


def boundaries(tables: dict, measure_id: str, area: str) -> set[int]:
    """Return the months in which recording changed, an event began, or one was over."""
    parent = {row["area_code"]: row["parent_code"] for row in tables["area"]}
    found = set()
    for note in tables["data_note"]:
        if note["measure_id"] not in (None, measure_id) or note["starts"] is None:
            continue
        if note["area_code"] not in (None, area, parent.get(area)):
            continue
        if note["kind"] in ("series_break", "event"):
            found.add(month_number(note["starts"]))
        if note["kind"] == "event" and note["ends"]:
            found.add(month_number(note["ends"]) + 1)
    return found


def segments(figures: list[dict], breaks: set[int]) -> Iterator[list[dict]]:
    """Yield the stretches of a series that are comparable month by month."""
    stretch: list[dict] = []
    for figure in figures:
        if stretch and is_new(stretch[-1], figure, breaks):
            yield stretch
            stretch = []
        stretch.append(figure)
    if stretch:
        yield stretch


def is_new(before: dict, figure: dict, breaks: set[int]) -> bool:
    """Say whether a month does not go on from the one before."""
    month = month_number(figure["period_start"])
    return (
        month in breaks
        or month != month_number(before["period_start"]) + 1
        or before["source_id"] != figure["source_id"]
        or before["is_sample"] != figure["is_sample"]
    )


def charted(measure: dict, segment: list[dict], factor_of: dict[tuple, float]) -> Iterator[dict]:
    """Yield the months of one segment; nothing where numbers are too small, or one month alone."""
    plain = [figure["value"] for figure in segment]
    is_count = measure["aggregation"] == "sum"
    if len(plain) < 2 or (is_count and sum(plain) / len(plain) < SMALLEST_MEAN):
        return
    keys = [(f["measure_id"], f["area_code"], f["period_start"]) for f in segment]
    points = [v / Fraction(factor_of.get(k, 1.0)) for v, k in zip(plain, keys, strict=True)]
    centre = sum(points) / len(points)
    spread = mean_range(points)
    low, high = centre - LIMIT * spread, centre + LIMIT * spread
    near = LIMIT * spread * 2 / 3
    low = max(low, Fraction(0)) if is_count else low
    for index, figure in enumerate(segment):
        rule = rule_of(points[: index + 1], centre, low, high, near)
        yield {
            "measure_id": figure["measure_id"],
            "area_code": figure["area_code"],
            "period_end": figure["period_end"],
            "value": figure["value"],
            "adjusted_value": points[index],
            "centre": centre,
            "lower_limit": low,
            "upper_limit": high,
            "is_trial": len(points) < FIRM_FROM,
            "rule": rule,
            "improvement": improvement(measure["better"], rule),
        }


def mean_range(points: list[Fraction]) -> Fraction:
    """Return the mean moving range, unusually wide ones dropped once."""
    ranges = [abs(b - a) for a, b in zip(points, points[1:], strict=False)]
    first = sum(ranges) / len(ranges)
    kept = [r for r in ranges if r < DROPPED_FROM * first] or ranges
    return sum(kept) / len(kept)


def rule_of(
    points: list[Fraction], centre: Fraction, low: Fraction, high: Fraction, near: Fraction
) -> tuple[str, int] | None:
    """Return the first rule that the last point completes, and its side (1 up, -1 down)."""
    last = points[-1]
    if last > high:
        return ("outside", 1)
    if last < low:
        return ("outside", -1)
    sides = [(p > centre) - (p < centre) for p in points]
    beyond = [(p > centre + near) - (p < centre - near) for p in points]
    for side in (1, -1):
        if sides[-3:] == [side] * 3 and beyond[-3:].count(side) >= 2:
            return ("near", side)
    for side in (1, -1):
        if sides[-7:] == [side] * 7:
            return ("run", side)
    steps = [(b > a) - (b < a) for a, b in zip(points, points[1:], strict=False)]
    for side in (1, -1):
        if steps[-6:] == [side] * 6:
            return ("trend", side)
    return None


def improvement(better: str, rule: tuple[str, int] | None) -> bool | None:
    """Return whether an unusual value is a better one; None where no direction is better."""
    if rule is None or better == "neutral":
        return None
    return (rule[1] == 1) == (better == "higher")
