"""Road collisions and those hurt in them (STATS19), by stretches of months with fixed totals.

Every year is made of one or more stretches with their own totals. Before West Yorkshire Police
moved to injury-based reporting (here: 1 March 2021) slight casualties carry a probability of
having been serious; those of a year add up to its published adjusted total exactly. They are
multiples of 1/64, so that a sum of them is exact in any order.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from pcp_data.sample import roads_codes as codes
from pcp_data.sample.common import (
    DISTRICTS,
    chance,
    deal,
    split,
    targets,
)

SIXTY_FOURTHS = 64
FATAL, SERIOUS, SLIGHT = 1, 2, 3
WEIGHTS = dict(zip(DISTRICTS, (0.2537, 0.0919, 0.1490, 0.3603, 0.1451), strict=True))
SEASON = (0.98, 0.90, 0.97, 0.95, 1.02, 1.03, 1.03, 0.99, 1.04, 1.07, 1.08, 0.98)
PANDEMIC = {(2020, 3): 0.80, (2020, 4): 0.38, (2020, 5): 0.60, (2020, 6): 0.80,
            (2020, 11): 0.85, (2021, 1): 0.62, (2021, 2): 0.68}  # fmt: skip
# Made up: years that the papers do not give (collisions, killed or seriously injured, adjusted).
MADE_UP = {2018: (3902, 772, 1041), 2023: (4214, 1249, 1249)}
KILLED = {2018: 58, 2019: 60, 2020: 44, 2021: 51, 2022: 62, 2023: 57}


@dataclass(frozen=True)
class Stretch:
    """Months of a year with their totals; `quotas` fixes KSI casualties of single districts."""

    year: int
    months: range
    collisions: int
    killed: int
    serious: int
    extra: int
    quotas: dict[str, int] = field(default_factory=dict)


@dataclass
class Casualty:
    """A person hurt; `chance_serious` is in sixty-fourths."""

    kind: int
    severity: int = SLIGHT
    chance_serious: int = 0


@dataclass
class Collision:
    """A collision on a day in a district, with those hurt in it."""

    day: dt.date
    district: str
    injury_based: bool
    casualties: list[Casualty]

    @property
    def severity(self) -> int:
        return min(casualty.severity for casualty in self.casualties)


def stretches() -> list[Stretch]:
    """Return the stretches of 2018 to 2023; sums over 2019 to 2022 are as published."""
    published = targets()
    found = []
    for year in range(2018, 2024):
        if year in MADE_UP:
            collisions, ksi, adjusted = MADE_UP[year]
        else:
            collisions, ksi, adjusted = (
                int(published[(measure, f"{year}-01-01", f"{year}-12-31")])
                for measure in ("injury_collisions", "ksi_unadjusted", "ksi_adjusted")
            )
        found += _stretches_of(year, collisions, ksi, adjusted - ksi)
    return found


def _stretches_of(year: int, collisions: int, ksi: int, extra: int) -> list[Stretch]:
    """Return a year's stretches: 2021 has a break in March, 2022 and 2023 a first quarter apart.

    The first quarters give the changes that the Panel report prints (all +8%, Kirklees -21%,
    Leeds -8%).
    """
    killed = KILLED[year]
    first: tuple[int, int, int, int, dict[str, int]] = (0, 0, 0, 0, {})
    if year == 2021:
        first = (2, 7, 92, extra, {})
    elif year == 2022:
        first = (3, 14, 275, 0, {"Kirklees": 52, "Leeds": 100})
    elif year == 2023:
        first = (3, 15, 297, 0, {"Kirklees": 41, "Leeds": 92})
    months, dead, hurt, extra_first, quotas = first
    by_month = split(collisions, {m: _month_weight(year, m) for m in range(1, 13)})
    early = sum(by_month[m] for m in range(1, months + 1))
    rest = Stretch(
        year,
        range(months + 1, 13),
        collisions - early,
        killed - dead,
        ksi - hurt - killed + dead,
        extra - extra_first,
    )
    if not months:
        return [rest]
    span = range(1, months + 1)
    return [Stretch(year, span, early, dead, hurt - dead, extra_first, quotas), rest]


def _month_weight(year: int, month: int) -> float:
    return SEASON[month - 1] * PANDEMIC.get((year, month), 1.0)


def collisions() -> Iterator[Collision]:
    """Yield the collisions of every stretch, in the order of their days."""
    for stretch in stretches():
        yield from sorted(_collisions_of(stretch), key=lambda collision: collision.day)


def _collisions_of(stretch: Stretch) -> list[Collision]:
    random_ = chance("roads", stretch.year, stretch.months.start)
    weights = {m: _month_weight(stretch.year, m) for m in stretch.months}
    sizes = split(stretch.collisions, weights)
    hands = deal(split(stretch.collisions, WEIGHTS), list(sizes.values()), random_)
    injury_based = stretch.extra == 0
    found = [
        Collision(_day(stretch.year, month, random_), district, injury_based, _hurt(random_))
        for month, hand in zip(sizes, hands, strict=True)
        for district in DISTRICTS
        for _ in range(hand.get(district, 0))
    ]
    _harm(found, stretch, random_)
    return found


def _day(year: int, month: int, random_: random.Random) -> dt.date:
    """Return a day of the month; Fridays have most collisions and Sundays fewest."""
    first = dt.date(year, month, 1)
    days = [first + dt.timedelta(days=n) for n in range(31)]
    days = [day for day in days if day.month == month]
    return random_.choices(days, [codes.WEEKDAYS[day.weekday()] for day in days])[0]


def _hurt(random_: random.Random) -> list[Casualty]:
    number = codes.draw(random_, codes.CASUALTIES)
    kind = codes.draw(random_, codes.CASUALTY_TYPES)
    others = kind if kind not in (0, 1) else codes.draw(random_, {kind: 0.8, 9: 0.2})
    return [Casualty(kind)] + [Casualty(others) for _ in range(number - 1)]


def _harm(found: list[Collision], stretch: Stretch, random_: random.Random) -> None:
    """Give severities to casualties, so that the stretch's totals come out exactly."""
    people = [(c, collision.district) for collision in found for c in collision.casualties]
    total = stretch.killed + stretch.serious
    others = tuple(d for d in DISTRICTS if d not in stretch.quotas)
    chosen: list[Casualty] = []
    for districts, count in [
        *(((district,), n) for district, n in stretch.quotas.items()),
        (others, total - sum(stretch.quotas.values())),
    ]:
        chosen += _worst([c for c, district in people if district in districts], count, random_)
    random_.shuffle(chosen)
    for number, casualty in enumerate(chosen):
        casualty.severity = FATAL if number < stretch.killed else SERIOUS
    slight = [c for c, _ in people if c.severity == SLIGHT]
    weights = {
        n: codes.FRAILTY.get(c.kind, 1.0) * (0.3 + random_.random()) for n, c in enumerate(slight)
    }
    for n, sixty_fourths in split(stretch.extra * SIXTY_FOURTHS, weights).items():
        slight[n].chance_serious = sixty_fourths
        assert sixty_fourths < SIXTY_FOURTHS


def _worst(people: list[Casualty], count: int, random_: random.Random) -> list[Casualty]:
    """Return `count` people by lot, those on foot and on two wheels more often."""
    lots = [
        (random_.random() ** (1 / codes.FRAILTY.get(c.kind, 1.0)), n) for n, c in enumerate(people)
    ]
    return [people[n] for _, n in sorted(lots, reverse=True)[:count]]
