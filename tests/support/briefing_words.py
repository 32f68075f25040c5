"""How a briefing writes numbers, periods and titles, said a second time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from pcp_data.briefing.blocks import Briefing

MINUS = "−"
NAMES = {"baseline": "the Plan’s baseline", "previous": "the 12 months before"}
JUDGED = ("better", "worse", "no clear change")
COUNTED = ("offences", "incidents", "casualties", "collisions", "victims")
ONE = {"casualties": "casualty", "people": "person"}
KINDS = {"series_break": "Series break", "event": "Event", "caveat": "Caveat"}
SAYS = {
    "concern": "concerns?", "improvement": "improvements?",
    "not judged": "of (?:a measure|measures) with no better direction",
}  # fmt: skip
# Fixed texts with numbers that are no figures: the method, and the law.
FIXED = (
    "Verdicts allow for chance (95% intervals)",
    "SI 2021/547",
    "from the 12 months before",
    "Change on 12 months before",
    "Verdict on 12 months before",
    "the 12 months before",
    "12 months before",
    "previous 12 months",
    "Previous 12 months",
    "12-month figures",
    "95% interval",
    "There are no whole 12 months",
    "there are no whole 12 months",
    "Per 1,000 residents",
    "the latest 12 months before",
)


def rounded(value: float, decimals: int) -> Decimal:
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(round(value, 9))).quantize(step, rounding=ROUND_HALF_UP)


def number(value: float, decimals: int = 0) -> str:
    found = rounded(value, decimals)
    return f"{abs(found) if found == 0 else found:,.{decimals}f}".replace("-", MINUS)


def signed(value: float, decimals: int) -> str:
    return ("+" if rounded(value, decimals) > 0 else "") + number(value, decimals)


def points(value: float, sign: bool) -> str:
    said = (signed if sign else number)(value, 1)
    return f"{said} percentage point{'' if abs(rounded(value, 1)) == 1 else 's'}"


def month(day: dt.date) -> str:
    return f"{day:%B %Y}"


def year_to(day: dt.date) -> str:
    return f"12 months to {month(day)}"


def lower(title: str) -> str:
    title = spoken(title)
    first, _, rest = title.partition(" ")
    keeps = not first[1:].islower() or rest[:1].isupper()
    return title if keeps else title[:1].lower() + title[1:]


def spoken(title: str) -> str:
    return title.replace("Victim satisfaction: ", "Victim satisfaction after ")


def comma(title: str) -> str:
    return f"{title}," if ", " in title else title


def published(pack: Briefing) -> str:
    return f"as published on {pack.built_at.day} {pack.built_at:%B %Y}"


def wave(one: dict) -> str:
    start, end = one["period_start"], one["period_end"]
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(end.year)
    if (end.year - start.year) * 12 + end.month - start.month == 11:
        return year_to(end)
    return (
        f"{start:%B} to {month(end)}"
        if start.year == end.year
        else f"{month(start)} to {month(end)}"
    )


def dates(note: dict) -> str:
    if note["starts"] is None:
        return ""
    if note["ends"] is None:
        return f"from {month(note['starts'])}"
    first, last = month(note["starts"]), month(note["ends"])
    return first if first == last else f"{first} to {last}"


def those(count: int) -> Iterable[str]:
    """How many measures a note is on, in each way of saying it."""
    yield f"and {count - 1} other measures)"
    yield f"and {count - 1} measures under it)"
    yield f"({count} measures of "
    yield f"({count} measures of victim satisfaction). "
