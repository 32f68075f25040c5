"""Whole monthly counts that meet published 12-month totals exactly, also where they overlap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from pcp_data.sample.common import month_index, split

Window = tuple[int, int]  # first and last month, inclusive
_ROUNDS = 400


def windows_of(
    measure: str, published: Mapping[tuple[str, str, str], float]
) -> dict[Window, float]:
    """Return the published values of a measure by window of months; counts as whole numbers."""
    found: dict[Window, float] = {}
    for (name, start, end), value in published.items():
        if name == measure:
            window = (
                month_index(dt.date.fromisoformat(start)),
                month_index(dt.date.fromisoformat(end)),
            )
            found[window] = int(value) if value == int(value) else value
    return dict(sorted(found.items()))


def fit_months(prior: Sequence[float], windows: Mapping[Window, float]) -> list[int]:
    """Return whole monthly counts near `prior` whose sums over `windows` are as given."""
    fitted = _proportional(prior, windows)
    counts: list[int] = [0] * len(prior)
    for (first, last), total in _segments(fitted, windows).items():
        months = range(first, last + 1)
        for month, count in split(total, {m: fitted[m] for m in months}).items():
            counts[month] = count
    for (first, last), total in windows.items():
        assert sum(counts[first : last + 1]) == total, (first, last, total)
    return counts


def _proportional(prior: Sequence[float], windows: Mapping[Window, float]) -> list[float]:
    """Scale the months of each window in turn until all agree (iterative proportional fitting)."""
    fitted = list(prior)
    for _ in range(_ROUNDS):
        for (first, last), total in windows.items():
            factor = total / sum(fitted[first : last + 1])
            for month in range(first, last + 1):
                fitted[month] *= factor
    return fitted


def _segments(fitted: Sequence[float], windows: Mapping[Window, float]) -> dict[Window, int]:
    """Return a whole total for every stretch between window borders.

    Windows are taken by their first month; the last stretch of each lies in no earlier one, so
    that it can take up what rounding left without disturbing them.
    """
    borders = sorted({0, len(fitted), *(w[0] for w in windows), *(w[1] + 1 for w in windows)})
    stretches = [(a, b - 1) for a, b in zip(borders, borders[1:], strict=False)]
    totals = {s: round(sum(fitted[s[0] : s[1] + 1])) for s in stretches}
    for (first, last), total in sorted(windows.items()):
        inside = [s for s in stretches if first <= s[0] and s[1] <= last]
        totals[inside[-1]] = int(total) - sum(totals[s] for s in inside[:-1])
    return totals
