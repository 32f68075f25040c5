"""Rows of the road casualty files, in the newest layout of the Department for Transport."""

from __future__ import annotations

import random
from collections.abc import Iterator

from pcp_data.sample import roads_codes as codes
from pcp_data.sample.common import DISTRICT_CODES, chance, targets
from pcp_data.sample.places import small_areas
from pcp_data.sample.roads import FATAL, SERIOUS, SIXTY_FOURTHS, SLIGHT, Collision, collisions


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
    serious, slight = _adjusted(collision)
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


def _adjusted(collision: Collision) -> tuple[float, float]:
    """Return the probabilities that anyone was seriously hurt, and that nobody was."""
    if collision.severity == FATAL:
        return 0.0, 0.0
    not_serious = float(collision.severity != SERIOUS)
    for casualty in collision.casualties:
        not_serious *= 1 - casualty.chance_serious / SIXTY_FOURTHS
    return 1 - not_serious, not_serious


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
