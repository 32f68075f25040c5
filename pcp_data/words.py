"""Numbers, dates and lists as people read them. Pure functions; nothing here knows the data."""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

NOT_AVAILABLE = "not available"
MINUS = "\N{MINUS SIGN}"
# Computed figures carry binary noise (-37.35 can arrive as -37.349999999999994). Ties are
# settled after the noise is taken off, or half away from zero would depend on the machine.
NOISE_DECIMALS = 9


def is_missing(value: object) -> bool:
    """Return whether a value stands for "no figure": None, NaN, NaT or NA."""
    try:
        return value is None or bool(value != value)
    except TypeError:  # pandas' NA will not say whether it equals itself
        return True


def round_half_away(value: float, decimals: int = 0) -> float:
    """Return the value rounded half away from zero, so that -37.35 becomes -37.4; never -0."""
    steps = round(abs(float(value)) * 10**decimals, NOISE_DECIMALS - decimals)
    return math.copysign(math.floor(steps + 0.5), value) / 10**decimals + 0.0


def rounded(values: Iterable[float], decimals: int = 0) -> list[float | int | None]:
    """Return numbers for a table, rounded half away from zero; None where there is none."""
    kind = float if decimals else int
    return [None if is_missing(one) else kind(round_half_away(one, decimals)) for one in values]


def number(value: float | None, decimals: int = 0) -> str:
    """Return a number with thousands separators, or "not available"."""
    if is_missing(value) or math.isinf(value):
        return NOT_AVAILABLE
    # Counts, as most figures are, need no rounding.
    exact = int(value) if value == int(value) else round_half_away(value, decimals)
    return f"{exact:,.{decimals}f}".replace("-", MINUS)


def signed(value: float | None, decimals: int = 0) -> str:
    """Return a change with its sign; zero after rounding has none."""
    text = number(value, decimals)
    is_above = not is_missing(value) and 0 < value < math.inf and text.strip("0.")
    return f"+{text}" if is_above else text


def percent(value: float | None, decimals: int = 1) -> str:
    """Return a percentage, 82.5 as "82.5%"."""
    return NOT_AVAILABLE if is_missing(value) else f"{number(value, decimals)}%"


def signed_percent(value: float | None) -> str:
    """Return a percent change with its sign."""
    return NOT_AVAILABLE if is_missing(value) else f"{signed(value, 1)}%"


def points(value: float | None, decimals: int = 1) -> str:
    """Return a change between two percentages in percentage points, with its sign."""
    if is_missing(value):
        return NOT_AVAILABLE
    one = abs(round_half_away(value, decimals)) == 1
    return f"{signed(value, decimals)} percentage point{'' if one else 's'}"


def bare(value: float | None, unit: str, decimals: int = 0) -> str:
    """Return a value whose unit is named beside it: "62.9%", "12,345"."""
    return percent(value, decimals) if unit == "%" else number(value, decimals)


def with_unit(value: float | None, unit: str, decimals: int = 0) -> str:
    """Return a value with its unit: "62.9%", "12,345 offences"."""
    if is_missing(value):
        return NOT_AVAILABLE
    if unit == "%":
        return percent(value, decimals)
    amount = number(value, decimals)
    return f"{amount} {_singular(unit) if amount == '1' else unit}"


def _singular(unit: str) -> str:
    head, _, rest = unit.partition(" ")
    one = {"people": "person", "inquiries": "inquiry", "casualties": "casualty"}.get(head)
    if one is None:
        one = head[:-1] if head.endswith("s") and not head.endswith("ss") else head
    return f"{one} {rest}".strip()


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return "1 measure", "2 measures", "1,200 files"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def list_of(words: Sequence[str], join: str = "and") -> str:
    """Return "a", "a and b" or "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {join} {words[-1]}"


def listed(names: Sequence[str]) -> str:
    """Return "a, b and c", with semicolons where a name has a comma of its own.

    A name with an "and" of its own is set apart by a comma: "a and b, and c".
    """
    if len(names) > 1 and any(", " in one for one in names):
        return f"{'; '.join(names[:-1])}; and {names[-1]}"
    if len(names) > 1 and any(" and " in one for one in names):
        return f"{', '.join(names[:-1])}, and {names[-1]}"
    return list_of(names)


def sentence_case(text: str) -> str:
    """Return the text with a capital first letter and the rest as it was."""
    return text[:1].upper() + text[1:]


def inside(title: str) -> str:
    """Return a title as it stands inside a sentence; abbreviations keep their capitals."""
    first = title.split(" ", 1)[0].replace("-", "")
    return title if first.isupper() or not first.isalpha() else title[:1].lower() + title[1:]


def in_csv(value: object) -> object:
    """Return a cell for a CSV: no spreadsheet takes a text for a formula, after an apostrophe."""
    is_risky = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if is_risky else value


def as_date(value: date | datetime | str) -> date:
    """Return the day of a date, a timestamp or ISO text."""
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return value.date() if isinstance(value, datetime) else value


def uk_date(value: date | datetime | str | None) -> str:
    """Return "31 January 2023"."""
    if is_missing(value):
        return NOT_AVAILABLE
    day = as_date(value)
    return f"{day.day} {day:%B %Y}"


@lru_cache(maxsize=4096)
def month_name(value: date | datetime | str | None) -> str:
    """Return "January 2023"; text may be a month ("2023-01") or a date."""
    if is_missing(value):
        return NOT_AVAILABLE
    if isinstance(value, str):
        value = value if len(value) > 7 else f"{value}-01"
    return f"{as_date(value):%B %Y}"


@lru_cache(maxsize=4096)
def month_end(month: str) -> date:
    """Return the last day of a month given as "2023-01"."""
    year, number_ = int(month[:4]), int(month[5:7])
    return date(year, number_, calendar.monthrange(year, number_)[1])


def year_start(end: date) -> date:
    """Return the first day of the 12 months to a month-end."""
    return month_end(f"{end.year - 1}-{end.month:02d}") + timedelta(days=1)


def whole_months(start: date, end: date) -> int | None:
    """Return how many whole calendar months a period covers, None when it does not."""
    if start.day != 1 or end.day != calendar.monthrange(end.year, end.month)[1]:
        return None
    return (end.year - start.year) * 12 + end.month - start.month + 1


@lru_cache(maxsize=4096)
def period(start: date | datetime | str, end: date | datetime | str) -> str:
    """Return a period in words: "12 months to January 2023", "January 2023", or its dates."""
    first, last = as_date(start), as_date(end)
    months = whole_months(first, last)
    if months == 12:
        return f"12 months to {month_name(last)}"
    if months == 1:
        return month_name(last)
    if months and first.year == last.year:
        return f"{first:%B} to {month_name(last)}"
    if months:
        return f"{month_name(first)} to {month_name(last)}"
    return f"{uk_date(first)} to {uk_date(last)}"


def twelve_months_to(value: date | datetime | str) -> str:
    """Return "12 months to January 2023"."""
    return f"12 months to {month_name(value)}"
