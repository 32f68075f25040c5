"""Samples and parts of road files, which must not be taken for whole years."""

from __future__ import annotations

from contextlib import closing

import duckdb
import pytest

from pcp_data import builds
from pcp_data.build import build
from tests.support.small_world import DEFINITIONS

HEADER = (
    "collision_index,date,police_force,collision_severity,local_authority_ons_district,"
    "number_of_vehicles,number_of_casualties\n"
)


def collisions(months, each: int) -> str:
    """Return a file of West Yorkshire collisions of 2023: so many in each of the months."""
    rows = [
        f"2023{month:02}{n:05},{n + 1:02}/{month:02}/2023,13,2,E0800003{2 + (n + month) % 5},1,1\n"
        for month in months
        for n in range(each)
    ]
    return HEADER + "".join(rows)


def figures(tmp_path, text: str) -> tuple[dict[int, float], float | None]:
    """Return the force's collisions by month, and its twelve months to December 2023."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "collisions.csv").write_text(text)
    database = tmp_path / "pcp.duckdb"
    build([tmp_path / "files"], database, definitions=DEFINITIONS)
    with closing(duckdb.connect(str(builds.current(database)), read_only=True)) as connection:
        monthly = connection.execute(
            "select month(period_end), value from measure_value"
            " where measure_id = 'bad_collisions' and area_code = 'E23000010'"
        ).fetchall()
        year = connection.execute(
            "select value from twelve_months where measure_id = 'bad_collisions'"
            " and area_code = 'E23000010' and period_end = '2023-12-31'"
        ).fetchone()
    return dict(monthly), year[0] if year else None


def test_a_whole_year_is_a_year(tmp_path):
    monthly, year = figures(tmp_path, collisions(range(1, 13), 4))
    assert monthly == dict.fromkeys(range(1, 13), 4)
    assert year == 48


@pytest.mark.parametrize(
    ("months", "each"),
    [([2], 2), ([2, 11], 2), (range(1, 13), 1), (range(1, 13), 2)],
    ids=["two rows", "four rows", "a random sample", "a larger sample"],
)
def test_a_sample_of_rows_gives_no_figure(tmp_path, months, each):
    assert figures(tmp_path, collisions(months, each)) == ({}, None)


def test_a_month_without_any_record_is_missing_and_not_zero(tmp_path):
    months = [month for month in range(1, 13) if month != 7]
    monthly, year = figures(tmp_path, collisions(months, 5))
    assert monthly == dict.fromkeys(months, 5)
    assert year is None
