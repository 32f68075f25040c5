"""Road casualty files (STATS19) in the layout of the Department for Transport's newest release.

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
    DISTRICT_CODES,
    DISTRICTS,
    chance,
    deal,
    split,
    targets,
)
from pcp_data.sample.places import small_areas

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


def tables() -> tuple[list[tuple], list[tuple], list[tuple]]:
    """Return rows of collisions, casualties and vehicles in the published layout."""
    all_collisions, casualties, vehicles = [], [], []
    number: dict[int, int] = {}
    for collision in collisions():
        year = collision.day.year
        number[year] = number.get(year, 0) + 1
        key = f"{year}139{number[year]:06d}"
        random_ = chance("road rows", key)
        kinds = _vehicle_types(collision, random_)
        all_collisions.append(_collision_row(key, collision, len(kinds), random_))
        casualties += _casualty_rows(key, collision, random_)
        vehicles += [_vehicle_row(key, n, kind, random_) for n, kind in enumerate(kinds, 1)]
    _check(casualties)
    return all_collisions, casualties, vehicles


def _vehicle_types(collision: Collision, random_: random.Random) -> list[int]:
    kind = collision.casualties[0].kind
    first = codes.draw(random_, codes.OTHER_VEHICLES) if kind == 0 else kind
    more = codes.draw(random_, codes.MORE_ON_FOOT if kind == 0 else codes.MORE_VEHICLES)
    return [first] + [codes.draw(random_, codes.OTHER_VEHICLES) for _ in range(more)]


def _collision_row(key: str, collision: Collision, vehicles: int, random_: random.Random) -> tuple:
    areas = small_areas()[collision.district]
    area = random_.choices(areas, [a.weight for a in areas])[0]
    longitude = area.longitude + random_.uniform(-0.004, 0.004)
    latitude = area.latitude + random_.uniform(-0.003, 0.003)
    not_serious = 1.0
    for casualty in collision.casualties:
        not_serious *= 1 - casualty.chance_serious / SIXTY_FOURTHS
    serious = {FATAL: 0.0, SERIOUS: 1.0}.get(collision.severity, 1 - not_serious)
    slight = 1 - serious if collision.severity != FATAL else 0.0
    values = {
        "collision_index": key,
        "collision_year": collision.day.year,
        "collision_ref_no": key[4:],
        "location_easting_osgr": round(400000 + (longitude + 2) * 65800),
        "location_northing_osgr": round(400000 + (latitude - 53.4967) * 111300),
        "longitude": f"{longitude:.5f}",
        "latitude": f"{latitude:.5f}",
        "police_force": 13,
        "collision_severity": collision.severity,
        "number_of_vehicles": vehicles,
        "number_of_casualties": len(collision.casualties),
        "date": collision.day.strftime("%d/%m/%Y"),
        "day_of_week": collision.day.isoweekday() % 7 + 1,
        "local_authority_ons_district": DISTRICT_CODES[collision.district],
        "local_authority_highway": DISTRICT_CODES[collision.district],
        "local_authority_highway_current": DISTRICT_CODES[collision.district],
        "lsoa_of_accident_location": area.code,
        "collision_injury_based": int(collision.injury_based),
        "enhanced_severity_collision": _enhanced(collision.severity, collision, random_),
        "collision_adjusted_severity_serious": codes.number(serious),
        "collision_adjusted_severity_slight": codes.number(slight),
    } | codes.road_conditions(random_)
    return tuple(values.get(column, -1) for column in codes.COLLISION_HEADER)


def _enhanced(severity: int, collision: Collision, random_: random.Random) -> int:
    """Return the injury-based severity code, or -1 before injury-based reporting."""
    if not collision.injury_based:
        return -1
    return {FATAL: 1, SLIGHT: 3}.get(severity) or codes.draw(random_, codes.SERIOUS_INJURIES)


def _casualty_rows(key: str, collision: Collision, random_: random.Random) -> Iterator[tuple]:
    for reference, casualty in enumerate(collision.casualties, 1):
        driver = 1 if reference == 1 else 2
        age = codes.age(random_, casualty.kind)
        serious = {FATAL: 0.0, SERIOUS: 1.0}.get(
            casualty.severity, casualty.chance_serious / SIXTY_FOURTHS
        )
        values = {
            "collision_index": key,
            "collision_year": collision.day.year,
            "collision_ref_no": key[4:],
            "vehicle_reference": 1,
            "casualty_reference": reference,
            "casualty_class": 3 if casualty.kind == 0 else driver,
            "sex_of_casualty": codes.draw(random_, codes.sexes(casualty.kind)),
            "age_of_casualty": age,
            "age_band_of_casualty": codes.age_band(age),
            "casualty_severity": casualty.severity,
            "car_passenger": int(casualty.kind == 9 and driver == 2),
            "casualty_type": casualty.kind,
            "enhanced_casualty_severity": _enhanced(casualty.severity, collision, random_),
            "casualty_injury_based": int(collision.injury_based),
            "casualty_adjusted_severity_serious": codes.number(serious),
            "casualty_adjusted_severity_slight": codes.number(
                0.0 if casualty.severity == FATAL else 1 - serious
            ),
        }
        yield tuple(values.get(column, -1) for column in codes.CASUALTY_HEADER)


def _vehicle_row(key: str, reference: int, kind: int, random_: random.Random) -> tuple:
    age = codes.age(random_, kind) if kind != 9 else random_.randint(18, 79)
    values = {
        "collision_index": key,
        "collision_year": key[:4],
        "collision_ref_no": key[4:],
        "vehicle_reference": reference,
        "vehicle_type": kind,
        "sex_of_driver": codes.draw(random_, codes.sexes(kind)),
        "age_of_driver": age,
        "age_band_of_driver": codes.age_band(age),
    }
    return tuple(values.get(column, -1) for column in codes.VEHICLE_HEADER)


def _check(casualties: list[tuple]) -> None:
    """Assert the published totals of casualties on the finished rows."""
    year, severity = (
        codes.CASUALTY_HEADER.index(c) for c in ("collision_year", "casualty_severity")
    )
    serious = codes.CASUALTY_HEADER.index("casualty_adjusted_severity_serious")
    for (measure, start, _), total in targets().items():
        rows = [row for row in casualties if str(row[year]) == start[:4]]
        if measure == "ksi_unadjusted":
            assert sum(row[severity] < SLIGHT for row in rows) == total, (measure, start)
        if measure == "ksi_adjusted":
            killed = sum(row[severity] == FATAL for row in rows)
            assert killed + sum(float(row[serious]) for row in rows) == total, (measure, start)
