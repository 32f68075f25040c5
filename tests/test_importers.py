"""What every importer must have, and where the rows of street-level files end up."""

from __future__ import annotations

import datetime as dt
import inspect
import re
import zipfile
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from pcp_data import importers, sql
from pcp_data.build import build, check

ODD_FILES = Path(__file__).parent / "odd_files"
AS_AT = dt.date(2026, 11, 21)
MODULES = sorted(set(importers.modules().values()), key=lambda module: module.__name__)


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    """Return a connection to a database built from a few odd street-level files."""
    folder = tmp_path_factory.mktemp("street")
    names = ["identical_rows", "no_location", "outside_the_force", "small_area_of_2021"]
    months = ["2024-01", "2024-02", "2024-03", "2024-04"]
    for name, month in zip(names, months, strict=True):
        text = (ODD_FILES / "police_uk" / f"{name}.csv").read_text(encoding="utf-8")
        (folder / f"{name}.csv").write_text(text.replace("2024-02", month), encoding="utf-8")
    report = build([folder], folder / "data" / "pcp.duckdb", as_at=AS_AT)
    with closing(duckdb.connect(str(report.database), read_only=True)) as connection:
        yield connection


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_an_importer_has_its_layouts_and_one_public_function(module) -> None:
    own = [
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    ]
    assert own == ["read"]
    assert module.FORMATS and module.__doc__


@pytest.mark.parametrize("format_", importers.formats(), ids=lambda format_: format_.format_id)
def test_a_layout_has_its_staging_and_knows_its_required_columns(format_) -> None:
    assert sql.exists(f"staging/{format_.staged_by}")
    assert sql.exists(f"staging/gather_{format_.format_id}") == format_.aggregated
    assert set(format_.required) <= format_.columns.keys()
    assert any((ODD_FILES / format_.format_id).iterdir())


def test_identical_street_rows_are_separate_incidents(street) -> None:
    assert street.execute(
        "select sum(incidents) from asb where month = '2024-01-01'"
    ).fetchone() == (3,)
    assert street.execute(
        "select sum(offences) from crime where month = '2024-01-01'"
    ).fetchone() == (2,)


def test_rows_without_a_place_belong_to_the_force_alone(street) -> None:
    rows = street.execute(
        "select force_code, area_code, lsoa_code, offences from crime where month = '2024-02-01'"
        " order by area_code nulls first"
    ).fetchall()
    assert rows == [
        ("E23000010", None, None, 1),
        ("E23000010", "E08000035", "E01011698", 1),
    ]


def test_falls_within_gives_the_force_and_the_small_area_the_district(street) -> None:
    rows = street.execute(
        "select force_code, area_code, sum(offences) from crime where month = '2024-03-01'"
        " group by all order by all"
    ).fetchall()
    assert rows == [
        ("E23000010", "E08000016", 1),
        ("E23000010", "E08000035", 1),
        ("X:BTP", "E08000035", 1),
    ]


def test_a_small_area_of_2021_is_placed_by_its_name(street) -> None:
    rows = street.execute(
        "select lsoa_code, area_code from crime where month = '2024-04-01' order by all"
    ).fetchall()
    assert rows == [("E01035054", "E08000035"), ("E01035999", "E07000146")]


def test_points_are_summed_by_small_area(street) -> None:
    longitude, latitude, points = street.execute(
        "select sum(longitude_sum), sum(latitude_sum), sum(points) from place"
        " inner join slice using (slice_id) where period_start = '2024-01-01'"
    ).fetchone()
    assert points == 5
    assert longitude == pytest.approx(5 * -1.391358)
    assert latitude == pytest.approx(5 * 53.938031)


def test_homicide_is_added_up_and_a_quarter_stays_whole(tmp_path) -> None:
    odd = ODD_FILES / "home_office_force" / "homicide_several_times.csv"
    report = build([odd], tmp_path / "pcp.duckdb", as_at=AS_AT)
    with closing(duckdb.connect(str(report.database), read_only=True)) as connection:
        rows = connection.execute(
            "select offence_code, month, months, area_code, offences from crime"
        ).fetchall()
    assert rows == [("1/4.1/4.10/4.2", dt.date(2017, 4, 1), 3, None, 6)]


def test_residents_are_read_from_the_persons_sheet_alone(tmp_path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for format_id, name in (
        ("population_ons", "workbook_of_many_sheets.xlsx"),
        ("population_table", "quoted_thousands_2019.csv"),
    ):
        (folder / name).write_bytes((ODD_FILES / format_id / name).read_bytes())
    report = build([folder], tmp_path / "pcp.duckdb", as_at=AS_AT)
    with closing(duckdb.connect(str(report.database), read_only=True)) as connection:
        rows = connection.execute(
            "select area_code, year, residents from population order by all"
        ).fetchall()
    assert rows == [
        ("E01011949", 2019, 1954),
        ("E01011950", 2019, 1257),
        ("E08000035", 2020, 798786),
        ("K04000001", 2020, 59719724),
    ]


def test_a_zip_that_unpacks_to_something_enormous_is_refused_unopened(tmp_path) -> None:
    bomb = tmp_path / "2024-02.zip"
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("2024-02-west-yorkshire-street.csv", "w", force_zip64=True) as member,
    ):
        for _ in range(80):
            member.write(bytes(1024**2))
    assert bomb.stat().st_size < 1024**2
    (report,) = check([bomb], as_at=AS_AT)
    assert (report.status, report.rows_read) == ("refused", 0)
    assert re.search(r"a ZIP that unpacks to 0\.1 GB from 1 files", report.message)
    assert "It was not unpacked" in report.message
