"""Of files that give the same source, force and period, the later release wins whole."""

from __future__ import annotations

import shutil

import pytest

from tests.support.small_builds import HEADER, asb, ask, incidents, made, months_of, statuses
from tests.support.small_world import DISTRICTS


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    asb(folder / "asb 2019.csv", months_of(2019, 1))
    return folder


@pytest.fixture
def database(tmp_path):
    return tmp_path / "pcp.duckdb"


def test_the_later_folder_wins(tmp_path, database):
    asb(tmp_path / "b" / "asb.csv", months_of(2019, 1))
    asb(tmp_path / "a" / "asb.csv", months_of(2019, 2))
    report = made([tmp_path / "b", tmp_path / "a"], database)
    assert incidents(database) == 120
    assert [(r.newer, r.older, r.rows) for r in report.replacements] == [("asb.csv", "asb.csv", 60)]
    assert [file.rows_superseded for file in report.files] == [60, 0]


def test_the_later_path_in_natural_order_wins(files, database):
    asb(files / "return 9.csv", months_of(2019, 9))
    asb(files / "return 10.csv", months_of(2019, 2))
    made(files, database)
    assert incidents(database) == 120


def test_the_later_release_date_wins_over_folder_and_path(tmp_path, database):
    asb(tmp_path / "1" / "z.csv", months_of(2019, 5), extra="Release date=2020-06-01")
    asb(tmp_path / "2" / "a.csv", months_of(2019, 2), extra="Release date=2020-05-01")
    made([tmp_path / "1", tmp_path / "2"], database)
    assert incidents(database) == 300


def test_a_copy_of_a_file_is_a_duplicate_and_counts_once(files, database):
    shutil.copy(files / "asb 2019.csv", files / "copy.csv")
    report = made(files, database)
    assert sorted(statuses(report).values()) == ["duplicate", "loaded"]
    assert incidents(database) == 60


def test_a_release_replaces_its_own_months_only(files, database):
    asb(files / "later.csv", {"2019-12": 3})
    report = made(files, database)
    assert incidents(database) == 55 + 15
    assert [file.rows_superseded for file in report.files] == [5, 0]


@pytest.mark.parametrize("between", [5, 3])
def test_a_file_with_fewer_districts_than_it_would_replace_is_refused(files, database, between):
    asb(files / "later 1.csv", months_of(2019, 2), DISTRICTS[:between])
    asb(files / "later 2.csv", months_of(2019, 4), DISTRICTS[:3])
    report = made(files, database)
    narrow = report.files[-1]
    assert narrow.status == "refused" and "3 of the force's districts" in narrow.message
    assert narrow.rows_rejected == narrow.rows_read == 36
    assert incidents(database) == (120 if between == 5 else 60)


def test_real_beats_sample_whatever_the_order_and_the_districts(files, database):
    asb(files / "z.csv", months_of(2019, 9), extra="PCP-SAMPLE-DATA: made-up figures=")
    made(files, database)
    assert incidents(database) == 60
    asb(files / "asb 2019.csv", months_of(2019, 1), DISTRICTS[:4])
    report = made(files, database)
    assert statuses(report) == {"asb 2019.csv": "loaded", "z.csv": "superseded"}
    found = ask(database, "select distinct is_sample from measure_value where value is not null")
    assert found == [(False,)]


def test_real_rows_of_a_neighbouring_force_are_not_added_to_a_made_up_district(files, database):
    """A district's figures are all rows that lie in it: also those another force recorded."""
    asb(files / "asb 2019.csv", months_of(2019, 1), extra="PCP-SAMPLE-DATA: made-up figures=")
    (files / "south.csv").write_text(f"{HEADER}\nSouth Yorkshire,2019-05,Leeds,Nuisance,1000\n")
    made(files, database)
    found = ask(
        database,
        "select max(value), bool_and(is_sample) from measure_value"
        " where measure_id = 'asb_incidents' and area_code = 'E08000035'",
    )
    assert found == [(1.0, True)]
    counted = ask(
        database,
        "select value from counted_figure where measure_id = 'asb_incidents'"
        " and area_code = 'E08000035' and period_start = '2019-05-01'",
    )
    assert counted == [(1.0,)]
