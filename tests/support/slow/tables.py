"""The normalised tables as lists of dicts, and months as whole numbers."""

from __future__ import annotations

import calendar
import datetime as dt
from fractions import Fraction

TABLES = (
    "area",
    "asb",
    "casualty",
    "collision",
    "crime",
    "data_note",
    "district",
    "indicator",
    "measure",
    "measure_item",
    "measure_source",
    "plan_measure",
    "published_figure",
    "slice",
    "source_file",
    "survey_result",
    "victim_satisfaction",
)


def read(connection) -> dict[str, list[dict]]:
    """Return every table by name."""
    return {name: rows(connection, name) for name in TABLES}


def rows(connection, table: str) -> list[dict]:
    """Return the rows of one table."""
    found = connection.execute(f"select * from {table}")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def exact(number: float | None) -> Fraction | None:
    """Return the number as a fraction, so that sums are exact."""
    return None if number is None else Fraction(number)


def month_number(day: dt.date) -> int:
    """Return the number of the month of a day: one more for each month."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> dt.date:
    """Return the first day of a numbered month."""
    return dt.date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> dt.date:
    """Return the last day of a numbered month."""
    year, index = divmod(month, 12)
    return dt.date(year, index + 1, calendar.monthrange(year, index + 1)[1])


def whole_months(start: dt.date, end: dt.date) -> int | None:
    """Return how many whole calendar months a period is; None where it is not whole months."""
    if start != first_day(month_number(start)) or end != last_day(month_number(end)):
        return None
    return month_number(end) - month_number(start) + 1


def overlap(one: dict, other: dict) -> bool:
    """Say whether two periods have a day in common."""
    return one["period_start"] <= other["period_end"] and other["period_start"] <= one["period_end"]
