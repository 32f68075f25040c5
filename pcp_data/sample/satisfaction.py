"""The force's return of victim satisfaction: monthly, for the force and each district."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pcp_data.sample.calibrate import Window, windows_of
from pcp_data.sample.common import (
    DISTRICTS,
    FORCE,
    MONTH_COUNT,
    chance,
    deal,
    month_end,
    month_start,
    split,
    targets,
)

HEADER = (
    "Force",
    "Start",
    "End",
    "Area",
    "Victim group",
    "Satisfied",
    "Surveyed",
    "Release date",
)
RELEASED = "2024-04-22"
ALL = "All victims"
WEIGHTS = dict(zip(DISTRICTS, (25.5, 9.0, 17.0, 34.0, 14.5), strict=True))

# Victim group -> measure, people surveyed in a usual month, and made-up percentages for the
# months between and after the published windows.
GROUPS = {
    "Residential burglary": ("residential_burglary", 82, (84.1, 81.0)),
    "Personal robbery": ("personal_robbery", 34, (82.7, 75.6)),
    "Theft from person": ("theft_from_person", 31, (76.3, 76.2)),
    "Theft from motor vehicle": ("theft_from_motor_vehicle", 66, (71.4, 71.0)),
    "Theft of motor vehicle": ("theft_of_motor_vehicle", 48, (67.6, 67.9)),
    "Vehicle interference": ("vehicle_interference", 37, (81.2, 78.5)),
}
BETWEEN: tuple[Window, Window] = ((12, 30), (55, 68))
# Domestic abuse by financial year; the annual report prints 80% for 2023/24.
DOMESTIC_ABUSE = {
    (0, 8): 82.6,
    (9, 20): 82.1,
    (21, 32): 83.0,
    (33, 44): 81.2,
    (45, 56): 79.4,
    (57, 68): 80.0,
}
DOMESTIC_ABUSE_SURVEYED = 52


def rows() -> Iterator[tuple[object, ...]]:
    """Yield the rows of the return, by month, group and area."""
    groups = {name: _months(name, *details) for name, details in _all_groups().items()}
    for month in range(MONTH_COUNT):
        pooled = {area: [0, 0] for area in DISTRICTS}
        for name, months in groups.items():
            for area, (satisfied, surveyed) in months[month].items():
                pooled[area][0] += satisfied
                pooled[area][1] += surveyed
            yield from _areas(month, name, months[month])
        yield from _areas(month, ALL, {area: (s, n) for area, (s, n) in pooled.items()})


def _areas(month: int, group: str, found: dict[str, tuple[int, int]]) -> Iterator[tuple]:
    start, end = month_start(month).isoformat(), month_end(month).isoformat()
    force = tuple(map(sum, zip(*found.values(), strict=True)))
    for area, (satisfied, surveyed) in {FORCE: force, **found}.items():
        yield FORCE, start, end, area, group, satisfied, surveyed, RELEASED


def _all_groups() -> dict[str, tuple[int, dict[Window, float]]]:
    """Return victim group -> (surveyed in a usual month, percent by stretch of months)."""
    published = targets()
    groups = {}
    for name, (measure, surveyed, made_up) in GROUPS.items():
        values = windows_of(f"victim_satisfaction_{measure}", published)
        values |= dict(zip(BETWEEN, made_up, strict=True))
        groups[name] = (surveyed, dict(sorted(values.items())))
    groups["Domestic abuse"] = (DOMESTIC_ABUSE_SURVEYED, DOMESTIC_ABUSE)
    return groups


def _months(
    name: str, usual: int, stretches: dict[Window, float]
) -> list[dict[str, tuple[int, int]]]:
    """Return for every month: district -> (satisfied, surveyed)."""
    months: list[dict[str, tuple[int, int]]] = []
    for (first, last), percent in stretches.items():
        random_ = chance("satisfaction", name, first)
        span = last - first + 1
        satisfied, surveyed = _closest(percent, usual * span)
        weights = {m: 1 + random_.uniform(-0.14, 0.14) for m in range(span)}
        bases = [
            (month, area, people)
            for month, base in split(surveyed, weights).items()
            for area, people in _bases(base, random_).items()
        ]
        labels = {True: satisfied, False: surveyed - satisfied}
        hands = deal(labels, [people for *_, people in bases], random_)
        found: list[dict[str, tuple[int, int]]] = [{} for _ in range(span)]
        for (month, area, people), hand in zip(bases, hands, strict=True):
            found[month][area] = (hand.get(True, 0), people)
        months += found
    return months


def _bases(base: int, random_) -> dict[str, int]:
    """Return people surveyed by district, at least one in each."""
    shared = {area: weight * (1 + random_.uniform(-0.2, 0.2)) for area, weight in WEIGHTS.items()}
    return {area: 1 + people for area, people in split(base - len(WEIGHTS), shared).items()}


def _closest(percent: float, about: int) -> tuple[int, int]:
    """Return (satisfied, surveyed) as near to the percentage as whole people come.

    Nearer than 0.02 points, so that differences of two such percentages round as published.
    """
    exact = Fraction(str(percent))
    best = min(
        ((round(exact * n / 100), n) for n in range(about - about // 20, about + about // 20 + 1)),
        key=lambda pair: (abs(Fraction(100 * pair[0], pair[1]) - exact), abs(pair[1] - about)),
    )
    assert abs(Fraction(100 * best[0], best[1]) - exact) < Fraction(1, 50), (percent, best)
    return best
