"""Street-level files as data.police.uk publishes them: thinned, for the map only.

The last 24 months, one in THINNED of the offences and incidents of the force's returns. They
feed no measure of a Plan.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pcp_data.sample.asb import by_place
from pcp_data.sample.common import MARKER, MONTH_COUNT, NOT_KNOWN, chance, month_text
from pcp_data.sample.places import SmallArea, small_areas

THINNED = 40
FIRST_MONTH = MONTH_COUNT - 24
MARKER_HEADER = f"{MARKER}: made-up figures, one in {THINNED}"
HEADER = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
    "Crime type",
    "Last outcome category",
    "Context",
)
FORCE_NAME = "West Yorkshire Police"
ASB = "Anti-social behaviour"
CATEGORIES = {
    "Violence and sexual offences": "1 2 4.4 4.6 37.1 5D 5E 8N 8P 8S 105A 105B 104 3B 11A 13 "
    "36 106 8L 8M 8Q 8R 19C 19D 20A 20B 17A 88E",
    "Burglary": "28E 28F 28G 28H 29A 30C 30D",
    "Robbery": "34A 34B",
    "Vehicle crime": "48 37.2 45 126",
    "Theft from the person": "39",
    "Bicycle theft": "44",
    "Shoplifting": "46",
    "Other theft": "49 49A 40 41 35",
    "Criminal damage and arson": "56A 56B 58A 58B 58C 58D 58J",
    "Public order": "9A 9B 62A 66",
    "Drugs": "92A 92D 92E",
    "Possession of weapons": "10C 10D",
    "Other crime": "54 79 99",
}
CATEGORY = {code: name for name, codes in CATEGORIES.items() for code in codes.split()}
OUTCOMES = {
    "Outcomes 1 to 8": (
        ("Awaiting court outcome", 5),
        ("Local resolution", 3),
        ("Offender given a caution", 2),
    ),
    "Other outcome": (
        ("Investigation complete; no suspect identified", 5),
        ("Unable to prosecute suspect", 4),
        ("Further investigation is not in the public interest", 1),
    ),
    "No outcome yet": (("Under investigation", 1),),
}
STREETS = (
    "Park Street", "Church Lane", "Station Road", "Mill Lane", "Victoria Road", "Albert Street",
    "Queen Street", "King Street", "Moorside Avenue", "Beech Grove", "Oak Road", "Woodhouse Lane",
    "Shopping Area", "Supermarket", "Parking Area", "Petrol Station", "Nightclub",
    "Sports/Recreation Area",
)  # fmt: skip


def files(crime_rows: Iterable[tuple[int, tuple]]) -> Iterator[tuple[str, list[tuple]]]:
    """Yield (name inside the ZIP, rows) of each month."""
    kept: dict[int, list[tuple]] = defaultdict(list)
    for month, row in crime_rows:
        if month >= FIRST_MONTH:
            _, _, place, code, _, _, outcome, count, _ = row
            random_ = chance("street", *row)
            for _ in range(_thinned(count, random_)):
                kept[month].append(_row(month, place, CATEGORY[code], outcome, random_))
    for month, place, kind, count in by_place():
        if month >= FIRST_MONTH:
            random_ = chance("street asb", month, place, kind)
            for _ in range(_thinned(count, random_)):
                kept[month].append(_row(month, place, ASB, "", random_))
    for month in sorted(kept):
        name = month_text(month)
        rows = sorted(kept[month], key=lambda row: (row[9] != ASB, row[9], row[0], row[4:]))
        yield f"{name}/{name}-west-yorkshire-street.csv", rows


def _thinned(count: int, random_: random.Random) -> int:
    """Return one in THINNED of a count; what is left over decides by chance."""
    return int(count / THINNED + random_.random())


def _row(month: int, place: str, category: str, outcome: str, random_: random.Random) -> tuple:
    crime_id = "" if category == ASB else f"{random_.getrandbits(256):064x}"
    lead = (crime_id, month_text(month), FORCE_NAME, FORCE_NAME)
    ending = (category, _outcome(outcome, random_), "")
    if place == NOT_KNOWN:
        return (*lead, "", "", "No Location", "", "", *ending)
    areas = small_areas()[place]
    area = random_.choices(areas, [a.weight for a in areas])[0]
    return (*lead, *_point(area, random_), area.code, area.name, *ending)


def _outcome(group: str, random_: random.Random) -> str:
    if not group:
        return ""
    names, weights = zip(*OUTCOMES[group], strict=True)
    return random_.choices(names, weights)[0]


def _point(area: SmallArea, random_: random.Random) -> tuple[str, str, str]:
    """Return one of the area's few map points, as the publisher moves rows to set points."""
    point = chance("point", area.code, random_.randrange(6))
    longitude = area.longitude + point.uniform(-0.0035, 0.0035)
    latitude = area.latitude + point.uniform(-0.0025, 0.0025)
    return f"{longitude:.6f}", f"{latitude:.6f}", f"On or near {point.choice(STREETS)}"
