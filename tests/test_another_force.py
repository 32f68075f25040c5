"""Another police force runs the product with its own definitions, on its own real files."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from pcp_data.build import build

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "real_data" / "police_uk" / "south-yorkshire-2018.zip"
SOUTH_YORKSHIRE = ROOT / "tests" / "definitions" / "south_yorkshire"


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    if not REAL.is_file():
        pytest.skip("the real South Yorkshire file is not beside this copy of the project")
    folder = tmp_path_factory.mktemp("south_yorkshire")
    (folder / "files").mkdir()
    (folder / "files" / REAL.name).write_bytes(REAL.read_bytes())
    path = folder / "pcp.duckdb"
    build([folder / "files"], database=path, definitions=SOUTH_YORKSHIRE)
    connection = duckdb.connect(str(path), read_only=True)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def rows_by_month():
    """Count the rows of each category and month, straight from the file."""
    counted = Counter()
    with zipfile.ZipFile(REAL) as archive:
        for name in archive.namelist():
            if name.endswith("-street.csv"):
                text = io.TextIOWrapper(archive.open(name), encoding="utf-8")
                counted.update((row["Crime type"], row["Month"]) for row in csv.DictReader(text))
    return counted


def test_its_own_plan_is_the_default_and_its_name_is_the_home(database):
    found = database.execute("select default_plan_id, home_force_name from build_info").fetchall()
    assert found == [("test-2017", "South Yorkshire")]


@pytest.mark.parametrize(
    ("measure", "category"),
    [
        ("asb_incidents", "Anti-social behaviour"),
        ("public_burglary", "Burglary"),
        ("theft_from_person", "Theft from the person"),
    ],
)
def test_each_month_equals_an_independent_count(database, rows_by_month, measure, category):
    found = database.execute(
        "select strftime(period_start, '%Y-%m'), value::integer from measure_value"
        " where measure_id = $measure and area_code = 'E23000011'",
        {"measure": measure},
    ).fetchall()
    wanted = {month: count for (kind, month), count in rows_by_month.items() if kind == category}
    assert len(found) == 12
    assert dict(found) == wanted


def test_its_measures_stand_against_its_own_baselines(database):
    # These 12 months are the baseline itself: there is nothing to judge.
    found = database.execute(
        "select measure_id, baseline_value, verdict from baseline_comparison"
        " where area_code = 'E23000011' and period_end = date '2018-12-31'"
        " and value is not null order by measure_id"
    ).fetchall()
    assert found == [
        ("asb_incidents", 43278, "not judged"),
        ("public_burglary", 14128, "not judged"),
        ("theft_from_person", None, "not judged"),
    ]


def test_its_four_districts_are_there_and_west_yorkshires_plans_are_not(database):
    found = database.execute(
        "select area_name from area join measure_value using (area_code)"
        " where area_type = 'district' and parent_code = 'E23000011'"
        " group by area_name order by area_name"
    ).fetchall()
    assert [name for (name,) in found] == ["Barnsley", "Doncaster", "Rotherham", "Sheffield"]
    assert database.execute("select plan_id from plan").fetchall() == [("test-2017",)]


def test_a_later_build_keeps_the_definitions_without_being_told(tmp_path):
    (tmp_path / "files").mkdir()
    source = ROOT / "tests" / "odd_files" / "police_uk" / "identical_rows.csv"
    (tmp_path / "files" / source.name).write_bytes(source.read_bytes())
    path = tmp_path / "pcp.duckdb"
    build([tmp_path / "files"], database=path, definitions=SOUTH_YORKSHIRE)
    (tmp_path / "files" / "again.csv").write_bytes(source.read_bytes() + b"\n")
    build([], database=path)
    with duckdb.connect(str(path.resolve()), read_only=True) as connection:
        found = connection.execute("select home_force_name from build_info").fetchone()
    assert found == ("South Yorkshire",)
