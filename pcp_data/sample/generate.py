"""Put the sample files together: which file holds what, in which publisher's layout."""

from __future__ import annotations

from pathlib import Path

from pcp_data.sample import (
    asb,
    crime,
    indicators,
    population,
    published,
    roads_codes,
    roads_files,
    satisfaction,
    street,
    surveys,
)
from pcp_data.sample.common import MARKER_HEADER, financial_year
from pcp_data.sample.writing import csv_bytes, xlsx_bytes, zip_bytes

Files = dict[str, bytes]
README = Path(__file__).with_name("README-sample-data.md")
WORKBOOK_YEAR = 0  # the first, short financial year comes as a workbook
ZIPPED_YEARS = (1, 2, 3)


def sample_files() -> tuple[Files, Files]:
    """Return (files of made-up data, files that are not): file name -> content."""
    crime_rows = list(crime.rows())
    sample = {
        **_crime_files(crime_rows),
        "asb-return-2018-07-to-2024-03.csv": csv_bytes(asb.HEADER, asb.rows()),
        "victim-satisfaction-return-2018-07-to-2024-03.csv": csv_bytes(
            satisfaction.HEADER, satisfaction.rows()
        ),
        "indicator-return-monthly.csv": csv_bytes(indicators.HEADER, indicators.monthly_rows()),
        "indicator-return-quarterly.xlsx": xlsx_bytes(
            "Indicators", "Indicator return", indicators.HEADER, indicators.quarterly_rows()
        ),
        "survey-results.csv": csv_bytes(surveys.HEADER, surveys.rows()),
        "population-mid-year-estimates.csv": csv_bytes(population.HEADER, population.rows()),
        "road-casualty-statistics-2018-to-2023.zip": zip_bytes(_road_members()),
        "street-level-crime-2022-04-to-2024-03.zip": zip_bytes(
            {
                name: csv_bytes(street.HEADER, rows, street.MARKER_HEADER)
                for name, rows in street.files(crime_rows)
            }
        ),
    }
    others = {
        "published_figures.csv": csv_bytes(published.header(), published.rows(), marker=None),
        "README.md": README.read_bytes(),
    }
    return sample, others


def _crime_files(rows: list[tuple[int, tuple[object, ...]]]) -> Files:
    """Return a file for each financial year: a workbook, CSV files in a ZIP, CSV files."""
    years: dict[int, list[tuple[object, ...]]] = {}
    for month, row in rows:
        years.setdefault(financial_year(month), []).append(row)
    files: Files = {}
    zipped: Files = {}
    for year, found in years.items():
        name = f"crime-return-{2018 + year}-{(19 + year):02d}"
        if year == WORKBOOK_YEAR:
            title = "Monthly crime return, July 2018 to March 2019"
            files[f"{name}.xlsx"] = xlsx_bytes("Crime", title, crime.HEADER, found)
        elif year in ZIPPED_YEARS:
            zipped[f"{name}.csv"] = csv_bytes(crime.HEADER, found)
        else:
            files[f"{name}.csv"] = csv_bytes(crime.HEADER, found)
    files["crime-return-2019-20-to-2021-22.zip"] = zip_bytes(zipped)
    return files


def _road_members() -> Files:
    headers = {
        "collision": roads_codes.COLLISION_HEADER,
        "casualty": roads_codes.CASUALTY_HEADER,
        "vehicle": roads_codes.VEHICLE_HEADER,
    }
    return {
        f"dft-road-casualty-statistics-{table}-2018-2023.csv": csv_bytes(
            header, rows, MARKER_HEADER
        )
        for (table, header), rows in zip(headers.items(), roads_files.tables(), strict=True)
    }
