"""Residents of the force area and its districts, mid-2018 to mid-2023."""

from __future__ import annotations

from collections.abc import Iterator

from pcp_data.sample.common import DISTRICT_CODES, FORCE

HEADER = ("Area code", "Area name", "Year", "Residents")
FORCE_CODE = "E23000010"

# ONS mid-year estimates for 2018 to 2020 as published in June 2021 (Open Government Licence
# v3.0); later years are made up by carrying on each district's usual growth.
ESTIMATES = {
    "Bradford": (537173, 539776, 542128),
    "Calderdale": (210082, 211455, 211439),
    "Kirklees": (438727, 439787, 441290),
    "Leeds": (789194, 793139, 798786),
    "Wakefield": (345038, 348312, 351592),
}
LATER = {
    "Bradford": (544310, 549750, 554920),
    "Calderdale": (211820, 212710, 213540),
    "Kirklees": (442480, 445130, 447960),
    "Leeds": (803640, 812280, 820450),
    "Wakefield": (354370, 357880, 361150),
}
FIRST_YEAR = 2018


def rows() -> Iterator[tuple[object, ...]]:
    """Yield the rows of the table: the force is the sum of its districts."""
    residents = {name: ESTIMATES[name] + LATER[name] for name in ESTIMATES}
    for number in range(6):
        year = FIRST_YEAR + number
        yield FORCE_CODE, FORCE, year, sum(values[number] for values in residents.values())
        for name, values in residents.items():
            yield DISTRICT_CODES[name], name, year, values[number]
