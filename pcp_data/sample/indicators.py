"""The indicator return: measures that arrive as ready numbers.

Printed figures are taken over as printed; the other numbers are made up. Several measures of the
Plans are left without data on purpose, as a force has them at first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pcp_data.sample.common import (
    DISTRICTS,
    FORCE,
    MONTH_COUNT,
    chance,
    month_end,
    month_start,
    split,
    targets,
)

HEADER = (
    "Measure",
    "Area",
    "Start",
    "End",
    "Numerator",
    "Denominator",
    "Value",
    "Status",
    "Release date",
)
RELEASED = dt.date(2024, 4, 22)
NATION = "England and Wales"
WEIGHTS = dict(zip(DISTRICTS, (26.5, 8.4, 16.6, 33.6, 14.9), strict=True))

Row = tuple[object, ...]


@dataclass(frozen=True)
class Course:
    """A made-up series: levels by financial year 2018/19 to 2023/24 (None: no data).

    `levels` are counts a period, or percentages where `base` (the denominator a period) is given.
    `months` is the length of a period; `districts` also gives a row for each district, with the
    last month provisional.
    """

    measure: str
    levels: tuple[float | None, ...]
    months: int = 1
    base: int = 0
    noise: float = 0.05
    districts: bool = False


MONTHLY = (
    Course("999_calls_answered_on_target", (None, 89.4, 92.1, 84.0, 78.6, 90.8), 1, 33800, 0.015),
    Course("victim_initial_needs_assessment", (None, None, 57.5, 61.0, 68.5, 73.2), 1, 9400, 0.02),
    Course("ineffective_trial_rate", (19.8, 20.4, 27.5, 24.6, 24.1, 22.9), 1, 490, 0.06),
    Course("workforce_from_ethnic_minorities", (5.6, 5.9, 6.3, 6.7, 7.2, 7.7), 1, 10250, 0.004),
    Course("workforce_female", (34.2, 35.0, 35.9, 37.3, 38.8, 40.0), 1, 5800, 0.004),
    Course("dvpo_dvpn", (21, 24, 31, 29, 36, 43), 1, 0, 0.15, True),
    Course("repeat_victims_domestic_abuse", (1490, 1580, 1650, 1610, 1520, 1430), 1, 0, 0.04, True),
    Course("repeat_victims_hate_crime", (88, 93, 90, 108, 103, 96), 1, 0, 0.10, True),
    Course("repeat_missing_children", (318, 301, 214, 242, 251, 246), 1, 0, 0.07, True),
    Course("repeat_missing_adults", (121, 118, 92, 101, 104, 99), 1, 0, 0.09, True),
    Course("early_intervention_attendees", (None, None, 390, 750, 1040, 950), 1, 0, 0.15),
    Course("drug_treatment_referrals", (None, 51, 44, 39, 33, 35), 1, 0, 0.12),
)
QUARTERLY = (
    Course("drug_related_reoffending_rate", (27.6, 26.4, 23.1, 24.8, 25.5, None), 3, 760, 0.04),
)
# Officers and staff added since April 2021, at the end of each month; the last is as printed.
ADDITIONAL_OFFICERS = (
    (0, 14, 31, 52, 70, 88, 117, 139, 160, 186, 214, 248)
    + (262, 281, 309, 331, 352, 379, 410, 436, 452, 487, 518, 547)
    + (561, 590, 622, 648, 677, 705, 738, 771, 790, 826, 861, 895)
)  # fmt: skip
# Stalking Protection Orders in place at the end of each month from May 2021; first and last are
# as printed.
STALKING_ORDERS = (
    (3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7)
    + (7, 7, 8, 8, 8, 9, 9, 8, 8, 9, 10, 10)
    + (10, 11, 11, 10, 11, 12, 12, 12, 13, 13, 14, 15)
)  # fmt: skip
ANSWER_SECONDS = (8.9, 10.2, 12.8, 11.6, 13.4, 16.1, 12.9, 8.8, 8.1, 7.6, 6.4)
CASE_FILES = {2021: (78.9, 57.0), 2022: (82.3, 61.0)}
# Young people entering the justice system for the first time, 12 months to September.
FIRST_TIME_ENTRANTS = {2019: 655, 2020: 560, 2021: 486, 2022: 463, 2023: 447}
# Hospital admissions that no paper prints, by first day and last day: all, under 25.
ADMISSIONS = "hospital_admissions_sharp_object"
MADE_UP_ADMISSIONS = {
    ("2018-07-01", "2019-06-30"): (265, 90),
    ("2022-04-01", "2023-03-31"): (205, 80),
    ("2023-04-01", "2024-03-31"): (195, 75),
}
FIRST_PLAN_MONTH = 33  # April 2021


def monthly_rows() -> Iterator[Row]:
    """Yield the rows of the monthly return."""
    for course in MONTHLY:
        yield from _course_rows(course)
    for number, officers in enumerate(ADDITIONAL_OFFICERS):
        month = FIRST_PLAN_MONTH + number
        yield _row("additional_officers_and_staff", FORCE, month, month, value=officers)
    yield from _stalking_orders()


def quarterly_rows() -> Iterator[Row]:
    """Yield the rows of the quarterly and yearly return, with real dates."""
    for course in QUARTERLY:
        yield from _course_rows(course)
    yield from _answer_times()
    yield from _case_files()
    yield from _admissions()
    for year, entrants in FIRST_TIME_ENTRANTS.items():
        start, end = dt.date(year - 1, 10, 1), dt.date(year, 9, 30)
        yield ("first_time_entrants", FORCE, start, end, "", "", entrants, "final", RELEASED)


def _row(measure, area, first, last, numerator="", denominator="", value="", status="final") -> Row:
    """Return a row for the months from `first` to `last`."""
    start, end = month_start(first), month_end(last)
    return measure, area, start, end, numerator, denominator, value, status, RELEASED


def _course_rows(course: Course) -> Iterator[Row]:
    random_ = chance("indicator", course.measure)
    for first in range(0, MONTH_COUNT - course.months + 1, course.months):
        last = first + course.months - 1
        level = _level(course, last)
        if level is None:
            continue
        level *= 1 + random_.uniform(-course.noise, course.noise)
        if course.base:
            base = round(course.base * (1 + random_.uniform(-0.04, 0.04)))
            part = round(base * level / 100)
            yield _row(course.measure, FORCE, first, last, numerator=part, denominator=base)
            continue
        count = round(level)
        status = "provisional" if course.districts and last == MONTH_COUNT - 1 else "final"
        yield _row(course.measure, FORCE, first, last, value=count, status=status)
        if course.districts:
            shared = {d: w * (1 + random_.uniform(-0.1, 0.1)) for d, w in WEIGHTS.items()}
            for district, part in split(count, shared).items():
                yield _row(course.measure, district, first, last, value=part, status=status)


def _level(course: Course, month: int) -> float | None:
    """Return the level of a month, on straight lines between the middles of the years."""
    year = (month + 3) // 12
    here = course.levels[year]
    if here is None:
        return None
    offset = (month + 3 - year * 12 - 5.5) / 12
    other = year + (1 if offset > 0 else -1)
    beside = course.levels[other] if 0 <= other < len(course.levels) else None
    return here if beside is None else here + (beside - here) * abs(offset)


def _stalking_orders() -> Iterator[Row]:
    """Yield orders in place: numbers in districts are too small to print and are suppressed."""
    for number, orders in enumerate(STALKING_ORDERS):
        month = FIRST_PLAN_MONTH + 1 + number
        yield _row("stalking_protection_orders", FORCE, month, month, value=orders)
        for district in DISTRICTS:
            yield _row("stalking_protection_orders", district, month, month, status="[c]")


def _answer_times() -> Iterator[Row]:
    measure = "999_average_answer_time"
    last = targets()[(measure, "2024-01-01", "2024-03-31")]
    for number, seconds in enumerate((*ANSWER_SECONDS, last)):
        first = FIRST_PLAN_MONTH + 3 * number
        yield _row(measure, FORCE, first, first + 2, value=seconds)


def _case_files() -> Iterator[Row]:
    measure = "case_files_accepted_first_time"
    printed = targets()[(measure, "2023-04-01", "2024-03-31")]
    for year, values in {**CASE_FILES, 2023: (printed, 64)}.items():
        first = (year - 2018) * 12 - 3
        for area, value in zip((FORCE, NATION), values, strict=True):
            yield _row(measure, area, first, first + 11, value=value)


def _admissions() -> Iterator[Row]:
    """Yield hospital admissions for the periods as printed, which overlap."""
    for column, measure in enumerate((ADMISSIONS, f"{ADMISSIONS}_under_25")):
        found = {period: values[column] for period, values in MADE_UP_ADMISSIONS.items()}
        for (name, *period), value in targets().items():
            if name == measure:
                found[tuple(period)] = int(value)
        for (start, end), value in sorted(found.items()):
            days = (dt.date.fromisoformat(start), dt.date.fromisoformat(end))
            yield (measure, FORCE, *days, "", "", value, "final", RELEASED)
