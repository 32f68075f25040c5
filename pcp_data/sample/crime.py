"""The force's monthly crime return: calibrated streams of offences, dealt out to places.

A stream is a published measure (or one offence code) with its monthly totals. Its offences are
dealt to codes and flags, then to districts, then to outcome groups, so that every total above
stays exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pcp_data.sample.calibrate import fit_months, windows_of
from pcp_data.sample.common import (
    DISTRICTS,
    FORCE,
    MONTH_COUNT,
    NOT_KNOWN,
    chance,
    deal,
    financial_year,
    month_start,
    month_text,
    split,
    targets,
    year_months,
)
from pcp_data.sample.offences import (
    BY_CODE,
    DRIVING_SHARES,
    LEVELS,
    NEIGHBOURHOOD,
    NEIGHBOURHOOD_SPLITS,
    PANDEMIC,
    PANDEMIC_EXEMPT,
    PLAIN,
    SEASONS,
    SERIOUS_SHARES,
)

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
YEARS = range(6)
PUBLISHED_YEARS = range(1, 5)
PLACES = (*DISTRICTS, NOT_KNOWN)

Cell = tuple[str, bool, bool]  # offence code, knife, victim under 25
Counted = dict[tuple[int, str, Cell], int]  # (month, district, cell) -> offences

# Usual yearly volume (2019/20) and group of the measures whose windows leave months free.
STREAMS = {
    "residential_burglary": (16800, "burglary"),
    "theft_from_person": (4080, "theft person"),
    "theft_of_motor_vehicle": (5850, "vehicle theft"),
    "theft_from_motor_vehicle": (12700, "vehicle"),
    "vehicle_interference": (3480, "interference"),
    "personal_robbery": (2965, "robbery"),
    "business_robbery": (364, "robbery"),
    "most_serious_violence": (1943, "violence"),
}
KNIFE_SHARE = {"personal": 0.0, "business": 0.27, "serious": 0.30}
# Where the other knife offences lie: assault with injury, threats to kill, rape, sexual assault.
OTHER_KNIFE = {"8N": 0.63, "3B": 0.31, "19C": 0.035, "20A": 0.025}
# Outcomes 1 to 8 of neighbourhood crime are published for these two windows.
OUTCOME_BLOCKS = ((0, 30), (31, 42), (43, 54), (55, 65), (66, 68))
NO_OUTCOME_YET = (0.003, 0.004, 0.012, 0.05, 0.24)
OUTCOME_LEVEL = (1.0, 1.0, 1.0, 1.0, 0.62)


@dataclass(frozen=True)
class Stream:
    """Monthly totals, and per financial year how many offences fall in each cell."""

    name: str
    months: list[int]
    cells: dict[int, dict[Cell, int]]


def rows() -> Iterator[tuple[int, tuple[object, ...]]]:
    """Yield (month, row of the return), in the order of months, districts and codes."""
    counted = _counted(_streams())
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


def prior(volume: float, group: str, name: str) -> list[float]:
    """Return a believable monthly course: level, season, pandemic and noise."""
    random_ = chance("prior", name)
    course = []
    for month in range(MONTH_COUNT):
        season = SEASONS[group][month_start(month).month - 1]
        pandemic = 1 - (1 - PANDEMIC.get(month, 1.0)) * PANDEMIC_EXEMPT.get(group, 1.0)
        usual = volume / 12 * _level(group, month) * season * pandemic
        spread = (0.02**2 + 1 / max(usual, 1)) ** 0.5
        noise = spread * sum(random_.uniform(-1, 1) for _ in range(3))
        course.append(usual * max(1 + noise, 0.2))
    return course


def _level(group: str, month: int) -> float:
    """Return the level of the month, on straight lines between the middles of the years."""
    levels = LEVELS[group]
    position = min(max((month - 2.5) / 12, 0.0), len(levels) - 1.0)
    year = min(int(position), len(levels) - 2)
    return levels[year] + (levels[year + 1] - levels[year]) * (position - year)


def _streams() -> list[Stream]:
    published = targets()
    fitted = {
        name: fit_months(prior(volume, group, name), _windows(name, published))
        for name, (volume, group) in STREAMS.items()
    }
    flagged = _flagged_cells(fitted, published)
    streams = [
        Stream(name, fitted[name], flagged.get(name) or _plain_cells(name, fitted[name]))
        for name in STREAMS
    ]
    streams += [_code_stream(offence.code, flagged) for offence in PLAIN]
    return streams


def _windows(name: str, published: dict) -> dict:
    """Return a stream's windows; business robbery is all robbery without the personal."""
    if name != "business_robbery":
        return windows_of(name, published)
    personal = windows_of("personal_robbery", published)
    return {w: n - personal[w] for w, n in windows_of("robbery", published).items()}


def _year_total(months: list[int], year: int) -> int:
    return sum(months[month] for month in year_months(year))


def _plain_cells(name: str, months: list[int]) -> dict[int, dict[Cell, int]]:
    """Return cells of a neighbourhood measure: its codes, and young victims of theft."""
    shares: dict[Cell, float] = {}
    for code, share in NEIGHBOURHOOD_SPLITS[name].items():
        young = BY_CODE[code].young
        shares[(code, False, False)] = share * (1 - young)
        if young:
            shares[(code, False, True)] = share * young
    return {year: split(_year_total(months, year), shares) for year in YEARS}


def _flagged_cells(fitted: dict, published: dict) -> dict[str, dict[int, dict[Cell, int]]]:
    """Return the cells that published knife and under 25 totals of four years decide.

    The first and last (unpublished) years take the shares of their neighbours.
    """
    cells: dict[str, dict[int, dict[Cell, int]]] = defaultdict(dict)
    for year in PUBLISHED_YEARS:
        for name, found in _cells_of_year(year, published).items():
            cells[name][year] = found
    for name in list(cells):
        for year, neighbour in ((0, 1), (5, 4)):
            weights = cells[name][neighbour]
            total = round(sum(weights.values()) * (0.76 if year == 0 else 0.98))
            if name in fitted:
                total = _year_total(fitted[name], year)
            cells[name][year] = split(total, weights)
    return cells


def _cells_of_year(year: int, published: dict) -> dict[str, dict[Cell, int]]:
    """Return the cells of one published financial year, for each flagged stream."""

    def total(measure: str) -> int:
        return int(published[(measure, f"{2018 + year}-04-01", f"{2019 + year}-03-31")])

    personal = _two_by_two(
        "34B",
        total("personal_robbery"),
        total("personal_robbery_under_25"),
        total("knife_personal_robbery"),
        total("knife_personal_robbery_under_25"),
    )
    business_all = total("robbery") - total("personal_robbery")
    business_young = total("robbery_under_25") - total("personal_robbery_under_25")
    business_knife = round(business_all * KNIFE_SHARE["business"])
    business_both = round(business_young * KNIFE_SHARE["business"])
    business = _two_by_two("34A", business_all, business_young, business_knife, business_both)
    serious = _serious(total("most_serious_violence"), total("most_serious_violence_under_25"))
    used = [personal, business, serious]
    knife = total("knife_crime") - _sum(used, knife=True)
    young = total("knife_crime_under_25") - _sum(used, knife=True, young=True)
    other = {
        **_knife_cells(young, young_victims=True),
        **_knife_cells(knife - young, young_victims=False),
    }
    found = {
        "personal_robbery": personal,
        "business_robbery": business,
        "most_serious_violence": serious,
    }
    for code in OTHER_KNIFE:
        found[code] = {cell: count for cell, count in other.items() if cell[0] == code}
    return found


def _two_by_two(code: str, total: int, young: int, knife: int, both: int) -> dict[Cell, int]:
    return {
        (code, True, True): both,
        (code, True, False): knife - both,
        (code, False, True): young - both,
        (code, False, False): total - young - knife + both,
    }


def _serious(total: int, young: int) -> dict[Cell, int]:
    """Return most serious violence by code, knife and young victims; driving has no knife."""
    by_code = split(total, SERIOUS_SHARES | DRIVING_SHARES)
    young_by_code = split(young, {code: by_code[code] for code in by_code})
    cells: dict[Cell, int] = {}
    for code, count in by_code.items():
        share = KNIFE_SHARE["serious"] if code in ("1", "2", "5D") else 0.0
        knife, both = round(count * share), round(young_by_code[code] * share)
        found = _two_by_two(code, count, young_by_code[code], knife, both)
        cells |= {cell: n for cell, n in found.items() if n}
    return cells


def _sum(tables: Iterable[dict[Cell, int]], knife: bool, young: bool = False) -> int:
    return sum(
        n
        for table in tables
        for cell, n in table.items()
        if cell[1] == knife and (cell[2] or not young)
    )


def _knife_cells(total: int, young_victims: bool) -> dict[Cell, int]:
    return split(total, {(code, True, young_victims): w for code, w in OTHER_KNIFE.items()})


def _code_stream(code: str, flagged: dict) -> Stream:
    """Return an uncalibrated code's stream; knife offences in it are as decided above."""
    offence = BY_CODE[code]
    months = [round(value) for value in prior(offence.volume, offence.group, code)]
    cells = {}
    for year in YEARS:
        knife = flagged[code][year] if code in flagged else {}
        rest = _year_total(months, year) - sum(knife.values())
        young = round(rest * offence.young)
        plain = {(code, False, False): rest - young, (code, False, True): young}
        cells[year] = knife | {cell: n for cell, n in plain.items() if n}
    return Stream(code, months, cells)


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
