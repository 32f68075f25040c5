"""Mid-year population estimates from the Office for National Statistics (ONS).

Two shapes: the sheets of an ONS workbook that count persons by single year of age (only the
column for all ages is read), and a plain table of area codes with one column of residents. The
year is taken from a column, else from the title above the table, else from the file's name. Other
sheets of the workbooks (males, females, components of change, density, median age) are passed over.
"""

from __future__ import annotations

import re

from pcp_data.intake.formats import Format, Match, plain
from pcp_data.intake.loading import Batch, Load
from pcp_data.problems import Problem

ONE_SEX = re.compile(r"\b(fe)?males?\b", re.IGNORECASE)
MID_YEAR = re.compile(r"mid[- _]?(?:year)?[- _]?((?:19|20)\d\d)", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
AREA_HEADERS = (
    "Code",
    "Codes",
    "Area code",
    "Area codes",
    "LSOA code",
    "LSOA",
    "LSOA11CD",
    "LSOA21CD",
    "LSOA 2011 code",
    "LSOA 2021 code",
    "LAD code",
    "LAD21CD",
    "LAD23CD",
    "Local authority code",
    "Geography code",
)


def _title(match: Match) -> str:
    rows = match.table.preview[: match.header_index]
    return " ".join(cell for row in rows for cell in row if cell)


def _year(match: Match) -> str | Problem:
    """Return the year as text, empty where a column gives it."""
    if "year" in dict(match.mapping):
        return ""
    for text in (_title(match), match.table.name):
        for pattern in (MID_YEAR, YEAR):
            years = set(pattern.findall(text))
            if len(years) == 1:
                return years.pop()
    return Problem(
        match.table.name,
        "a table of residents that does not say its year",
        "a column 'Year', or one year in the title above the table or in the file's name",
        "Add a column 'Year', or put the year into the name, such as 'population 2019.csv'.",
    )


def _about_workbook(match: Match) -> str | Problem | None:
    if ONE_SEX.search(f"{match.table.name} {_title(match)}"):
        return None
    return _year(match)


def _about_table(match: Match) -> str | Problem | None:
    ages = [int(name) for name in map(plain, match.header) if name.isdigit() and len(name) < 3]
    if ages and min(ages) > 0:
        return Problem(
            match.table.name,
            f"residents from age {min(ages)} up only (no column for age 0)",
            "all residents of each area, as rates per 1,000 residents need them",
            "It was refused. Fetch the estimates for all ages.",
        )
    return _year(match)


FORMATS = (
    Format(
        format_id="population_ons",
        staging="stg_population",
        source_id="population",
        version=1,
        columns={"area_code": AREA_HEADERS, "residents": ("All ages",), "year": ("Year",)},
        required=("area_code", "residents"),
        tables=("population",),
        whole_tables=True,
        about=_about_workbook,
    ),
    Format(
        format_id="population_table",
        staging="stg_population",
        source_id="population",
        version=1,
        columns={
            "area_code": AREA_HEADERS,
            "residents": ("Residents", "Population", "Pop", "Persons", "Total population"),
            "year": ("Year", "Mid-year"),
        },
        required=("area_code", "residents"),
        tables=("population",),
        whole_tables=True,
        never=("All ages",),
        about=_about_table,
    ),
)


def read(batch: Batch, load: Load) -> None:
    """Load a batch of population tables of one layout."""
    load.run(batch)
