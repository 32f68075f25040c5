"""Where the sample puts small areas: made-up points near the towns of each district.

Codes and names of small areas are real (the project's look-up); their true places are not known
to the project, so each stands at a point that depends on its code only.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from pcp_data.sample.common import DEFINITIONS, DISTRICT_CODES, chance

# Towns of each district: longitude, latitude, share of its small areas, spread in degrees.
TOWNS = {
    "Bradford": ((-1.755, 53.793, 0.74, 0.060), (-1.905, 53.868, 0.16, 0.035),
                 (-1.790, 53.838, 0.10, 0.025)),
    "Calderdale": ((-1.865, 53.722, 0.62, 0.045), (-1.783, 53.702, 0.24, 0.025),
                   (-2.020, 53.740, 0.14, 0.035)),
    "Kirklees": ((-1.785, 53.645, 0.50, 0.050), (-1.634, 53.691, 0.34, 0.035),
                 (-1.790, 53.575, 0.16, 0.035)),
    "Leeds": ((-1.548, 53.805, 0.78, 0.075), (-1.600, 53.746, 0.10, 0.025),
              (-1.385, 53.926, 0.06, 0.025), (-1.690, 53.905, 0.06, 0.025)),
    "Wakefield": ((-1.497, 53.683, 0.54, 0.045), (-1.325, 53.703, 0.30, 0.040),
                  (-1.350, 53.610, 0.16, 0.035)),
}  # fmt: skip


@dataclass(frozen=True)
class SmallArea:
    """A lower layer super output area with its made-up point and busyness."""

    code: str
    name: str
    district: str
    longitude: float
    latitude: float
    weight: float


@cache
def small_areas() -> dict[str, tuple[SmallArea, ...]]:
    """Return district -> its small areas, in the order of their codes."""
    districts = {code: name for name, code in DISTRICT_CODES.items()}
    found: dict[str, list[SmallArea]] = {name: [] for name in DISTRICT_CODES}
    path = DEFINITIONS / "common" / "lsoa_district.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            district = districts.get(row["area_code"])
            if district:
                found[district].append(_place(row["lsoa_code"], row["lsoa_name"], district))
    return {name: tuple(sorted(areas, key=lambda a: a.code)) for name, areas in found.items()}


def _place(code: str, name: str, district: str) -> SmallArea:
    """Return a small area; those of one neighbourhood (`Leeds 063`) stand close together."""
    neighbourhood = chance("place", name[:-1])
    towns = TOWNS[district]
    (longitude, latitude, _, spread) = neighbourhood.choices(towns, [town[2] for town in towns])[0]
    own = chance("place", code)
    longitude += 1.6 * spread * _near(neighbourhood) + 0.008 * own.uniform(-1, 1)
    latitude += spread * _near(neighbourhood) + 0.005 * own.uniform(-1, 1)
    weight = 0.5 + own.random() ** 3 * 4
    return SmallArea(code, name, district, round(longitude, 5), round(latitude, 5), weight)


def _near(random_) -> float:
    """Return a number between -1 and 1, near 0 most of the time."""
    return (random_.uniform(-1, 1) + random_.uniform(-1, 1)) / 2
