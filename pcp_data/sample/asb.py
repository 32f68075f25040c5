"""The force's monthly return of anti-social behaviour incidents."""

from __future__ import annotations

from collections.abc import Iterator

from pcp_data.sample.calibrate import windows_of
from pcp_data.sample.common import (
    DISTRICTS,
    FORCE,
    MONTH_COUNT,
    NOT_KNOWN,
    chance,
    deal,
    financial_year,
    month_text,
    split,
    targets,
)

HEADER = ("Force", "Month", "District", "ASB type", "Incidents", "Release date")
RELEASED = "2024-04-22"
TYPES = ("Personal", "Nuisance", "Environmental")

# Made up, for the months that no public paper gives: July 2018 to December 2020 (with the calls
# about COVID rules of 2020) and January 2023 to March 2024.
BEFORE = (
    (6120, 5870, 5180, 5290, 4720, 3980, 4190, 4260, 4560, 4930, 5020, 5110, 5480, 5320, 4690)
    + (4880, 4450, 3620, 3790, 3610, 4420, 8240, 7860, 6010, 5690, 5580, 5020, 5170, 5080, 3910)
)  # fmt: skip
AFTER = (1660, 1690, 1920, 2150, 2360, 2740, 2610, 2540, 2280, 2160, 1750, 1240, 1510, 1560, 1830)
WEIGHTS = dict(zip((*DISTRICTS, NOT_KNOWN), (25.0, 8.6, 16.4, 34.4, 15.4, 0.2), strict=True))
# Share of each type by financial year: personal ASB is logged as crime more and more from 2021/22.
TYPE_SHARES = (
    (0.225, 0.700, 0.075),
    (0.215, 0.710, 0.075),
    (0.165, 0.775, 0.060),
    (0.175, 0.750, 0.075),
    (0.135, 0.775, 0.090),
    (0.130, 0.775, 0.095),
)


def monthly() -> list[int]:
    """Return incidents of the force by month; 2021 and 2022 are as published."""
    random_ = chance("asb", "months")
    made_up = [round(value * (1 + random_.uniform(-0.015, 0.015))) for value in BEFORE + AFTER]
    published = windows_of("asb_incidents", targets())
    known = {first: total for (first, last), total in published.items() if first == last}
    counts = made_up[: len(BEFORE)] + [known[month] for month in range(30, 54)]
    counts += made_up[len(BEFORE) :]
    for (first, last), total in published.items():
        assert sum(counts[first : last + 1]) == total, (first, last, total)
    assert len(counts) == MONTH_COUNT
    return counts


def by_place() -> Iterator[tuple[int, str, str, int]]:
    """Yield (month, district, type, incidents)."""
    for month, total in enumerate(monthly()):
        random_ = chance("asb", month)
        types = split(total, dict(zip(TYPES, TYPE_SHARES[financial_year(month)], strict=True)))
        shared = {
            place: weight * (1 + random_.uniform(-0.06, 0.06)) for place, weight in WEIGHTS.items()
        }
        places = split(total, shared)
        hands = deal(types, list(places.values()), random_)
        for place, hand in zip(places, hands, strict=True):
            for kind in TYPES:
                if kind in hand or place != NOT_KNOWN:
                    yield month, place, kind, hand.get(kind, 0)


def rows() -> Iterator[tuple[object, ...]]:
    """Yield the rows of the return."""
    for month, place, kind, incidents in by_place():
        yield FORCE, month_text(month), place, kind, incidents, RELEASED
