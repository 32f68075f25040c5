"""The force's monthly crime return: streams of offences dealt out to places and outcomes.

Offences are dealt to codes and flags, then to districts, then to outcome groups, so that every
total above stays exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pcp_data.sample.calibrate import windows_of
from pcp_data.sample.common import (
    DISTRICTS,
    FORCE,
    NOT_KNOWN,
    chance,
    deal,
    financial_year,
    month_text,
    split,
    targets,
    year_months,
)
from pcp_data.sample.crime_streams import YEARS, Cell, Stream, all_streams
from pcp_data.sample.offences import BY_CODE, NEIGHBOURHOOD

HEADER = (
    "Force",
    "Month",
    "District",
    "Offence code",
    "Knife enabled",
    "Victim under 25",
    "Outcome group",
    "Offences",
    "Release date",
)
PLACES = (*DISTRICTS, NOT_KNOWN)

Counted = dict[tuple[int, str, Cell], int]  # (month, district, cell) -> offences

# Outcomes 1 to 8 of neighbourhood crime are published for these two windows.
OUTCOME_BLOCKS = ((0, 30), (31, 42), (43, 54), (55, 65), (66, 68))
NO_OUTCOME_YET = (0.003, 0.004, 0.012, 0.05, 0.24)
OUTCOME_LEVEL = (1.0, 1.0, 1.0, 1.0, 0.62)


def rows() -> Iterator[tuple[int, tuple[object, ...]]]:
    """Yield (month, row of the return), in the order of months, districts and codes."""
    counted = _counted(all_streams())
    by_outcome = _with_outcomes(counted)
    for (month, place, cell, outcome), offences in sorted(by_outcome.items(), key=_row_order):
        code, knife, young = cell
        yield (
            month,
            (
                FORCE,
                month_text(month),
                place,
                code,
                "Yes" if knife else "No",
                "Yes" if young else "No",
                outcome,
                offences,
                release_date(financial_year(month)),
            ),
        )


def release_date(year: int) -> str:
    """Return the made-up day on which the return of a financial year was sent."""
    return f"{2019 + year}-04-22"


def _row_order(item: tuple[tuple[int, str, Cell, str], int]) -> tuple[object, ...]:
    month, place, cell, outcome = item[0]
    return month, PLACES.index(place), cell, outcome


def _counted(streams: Iterable[Stream]) -> Counted:
    counted: Counted = {}
    for stream in streams:
        for year in YEARS:
            months = list(year_months(year))
            random_ = chance("cells", stream.name, year)
            hands = deal(stream.cells[year], [stream.months[m] for m in months], random_)
            for cell in stream.cells[year]:
                sizes = [hand.get(cell, 0) for hand in hands]
                _deal_places(counted, cell, months, sizes)
    return counted


def _deal_places(counted: Counted, cell: Cell, months: list[int], sizes: list[int]) -> None:
    weights = dict(zip(PLACES, BY_CODE[cell[0]].places, strict=True))
    random_ = chance("places", *cell, months[0])
    hands = deal(split(sum(sizes), weights), sizes, random_)
    for month, hand in zip(months, hands, strict=True):
        for place, count in hand.items():
            counted[(month, place, cell)] = count


def _with_outcomes(counted: Counted) -> dict[tuple[int, str, Cell, str], int]:
    groups: dict[tuple[str, int], list[tuple[int, str, Cell]]] = defaultdict(list)
    for key in counted:
        groups[(key[2][0], _outcome_block(key[0]))].append(key)
    totals = {group: sum(counted[key] for key in keys) for group, keys in groups.items()}
    solved = _solved(totals)
    result = {}
    for (code, block), keys in groups.items():
        labels = _outcome_labels(totals[(code, block)], solved[(code, block)], block)
        keys.sort(key=lambda key: (key[0], PLACES.index(key[1]), key[2]))
        random_ = chance("outcomes", code, block)
        for key, hand in zip(
            keys, deal(labels, [counted[key] for key in keys], random_), strict=True
        ):
            result |= {(*key, outcome): count for outcome, count in hand.items()}
    return result


def _outcome_block(month: int) -> int:
    return next(n for n, (first, last) in enumerate(OUTCOME_BLOCKS) if first <= month <= last)


def _solved(totals: dict[tuple[str, int], int]) -> dict[tuple[str, int], int]:
    """Return how many had outcomes 1 to 8; those of neighbourhood crime meet published totals."""
    solved = {
        (code, block): round(count * BY_CODE[code].outcomes * OUTCOME_LEVEL[block])
        for (code, block), count in totals.items()
    }
    published = windows_of("neighbourhood_crime_outcomes", targets())
    for window, total in published.items():
        block = OUTCOME_BLOCKS.index(window)
        weights = {
            code: totals[(code, block)] * NEIGHBOURHOOD[code].outcomes
            for code in NEIGHBOURHOOD
            if (code, block) in totals
        }
        for code, count in split(total, weights).items():
            solved[(code, block)] = count
    return solved


def _outcome_labels(total: int, solved: int, block: int) -> dict[str, int]:
    none = min(round(total * NO_OUTCOME_YET[block]), total - solved)
    return {
        "Outcomes 1 to 8": solved,
        "No outcome yet": none,
        "Other outcome": total - solved - none,
    }
