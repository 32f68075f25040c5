"""Streams of recorded crime: monthly totals, and how offences fall into codes and flags.

A stream is a published measure, or one offence code. Where papers print 12-month totals its
months are fitted to them, and the cells of a year (code, knife, victim under 25) are solved so
that all printed totals of knife crime, robbery and most serious violence hold at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pcp_data.sample.calibrate import Window, fit_months, windows_of
from pcp_data.sample.common import MONTH_COUNT, chance, month_start, split, targets, year_months
from pcp_data.sample.offences import (
    BY_CODE,
    DRIVING_SHARES,
    LEVELS,
    NEIGHBOURHOOD_SPLITS,
    PANDEMIC,
    PANDEMIC_EXEMPT,
    PLAIN,
    SEASONS,
    SERIOUS_SHARES,
)

YEARS = range(6)
PUBLISHED_YEARS = range(1, 5)

Cell = tuple[str, bool, bool]  # offence code, knife, victim under 25
Cells = dict[Cell, int]

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
# Made up for 2023/24: together 36,380, which is 26% below the 12 months to June 2019 as the
# annual report prints, without naming a base.
LATEST_YEAR = {
    "residential_burglary": 10_930,
    "theft_from_person": 3_720,
    "theft_of_motor_vehicle": 7_310,
    "theft_from_motor_vehicle": 8_490,
    "vehicle_interference": 2_880,
    "personal_robbery": 3_050,
}
KNIFE_SHARE = {"personal": 0.0, "business": 0.27, "serious": 0.30}
# Where the other knife offences lie: assault with injury, threats to kill, rape, sexual assault.
OTHER_KNIFE = {"8N": 0.63, "3B": 0.31, "19C": 0.035, "20A": 0.025}


@dataclass(frozen=True)
class Stream:
    """Monthly totals, and per financial year how many offences fall in each cell."""

    name: str
    months: list[int]
    cells: dict[int, Cells]


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


def all_streams() -> list[Stream]:
    """Return every stream of the return."""
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


def _windows(name: str, published: dict) -> dict[Window, float]:
    """Return the totals of a stream by window.

    Business robbery is all robbery without the personal.
    """
    if name in LATEST_YEAR:
        months = year_months(YEARS[-1])
        latest = {(months[0], months[-1]): LATEST_YEAR[name]}
        return windows_of(name, published) | latest
    if name != "business_robbery":
        return windows_of(name, published)
    personal = windows_of("personal_robbery", published)
    return {w: n - personal[w] for w, n in windows_of("robbery", published).items()}


def _year_total(months: list[int], year: int) -> int:
    return sum(months[month] for month in year_months(year))


def _plain_cells(name: str, months: list[int]) -> dict[int, Cells]:
    """Return cells of a neighbourhood measure: its codes, and young victims of theft."""
    shares: dict[Cell, float] = {}
    for code, share in NEIGHBOURHOOD_SPLITS[name].items():
        young = BY_CODE[code].young
        shares[(code, False, False)] = share * (1 - young)
        if young:
            shares[(code, False, True)] = share * young
    return {year: split(_year_total(months, year), shares) for year in YEARS}


def _flagged_cells(fitted: dict, published: dict) -> dict[str, dict[int, Cells]]:
    """Return the cells that published knife and under 25 totals of four years decide.

    The first and last (unpublished) years take the shares of their neighbours.
    """
    cells: dict[str, dict[int, Cells]] = defaultdict(dict)
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


def _cells_of_year(year: int, published: dict) -> dict[str, Cells]:
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
    business = _business(
        total("robbery") - total("personal_robbery"),
        total("robbery_under_25") - total("personal_robbery_under_25"),
    )
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


def _two_by_two(code: str, total: int, young: int, knife: int, both: int) -> Cells:
    return {
        (code, True, True): both,
        (code, True, False): knife - both,
        (code, False, True): young - both,
        (code, False, False): total - young - knife + both,
    }


def _business(total: int, young: int) -> Cells:
    """Return robbery of businesses: what all robbery has beyond the personal."""
    share = KNIFE_SHARE["business"]
    return _two_by_two("34A", total, young, round(total * share), round(young * share))


def _serious(total: int, young: int) -> Cells:
    """Return most serious violence by code, knife and young victims; driving has no knife."""
    by_code = split(total, SERIOUS_SHARES | DRIVING_SHARES)
    young_by_code = split(young, {code: by_code[code] for code in by_code})
    cells: Cells = {}
    for code, count in by_code.items():
        share = KNIFE_SHARE["serious"] if code in ("1", "2", "5D") else 0.0
        knife, both = round(count * share), round(young_by_code[code] * share)
        found = _two_by_two(code, count, young_by_code[code], knife, both)
        cells |= {cell: n for cell, n in found.items() if n}
    return cells


def _sum(tables: Iterable[Cells], knife: bool, young: bool = False) -> int:
    return sum(
        n
        for table in tables
        for cell, n in table.items()
        if cell[1] == knife and (cell[2] or not young)
    )


def _knife_cells(total: int, young_victims: bool) -> Cells:
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
