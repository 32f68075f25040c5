"""A build depends on nothing but the files it is given, and reads again only what changed."""

from __future__ import annotations

import datetime as dt
import os
import shutil

import pytest

from pcp_data import build as building
from pcp_data import cli
from pcp_data.build import build
from pcp_data.intake import reading
from pcp_data.problems import DataProblem
from tests.support.small_builds import (
    AS_AT,
    asb,
    ask,
    assert_same,
    incidents,
    litter,
    made,
    months_of,
    statuses,
)
from tests.support.small_world import DEFINITIONS, DISTRICTS, World


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    asb(folder / "asb 2019.csv", months_of(2019, 1))
    return folder


@pytest.fixture
def database(tmp_path):
    return tmp_path / "pcp.duckdb"


def test_building_twice_from_nothing_gives_the_same(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    World(folder, 21).write_all()
    made(folder, tmp_path / "one.duckdb")
    made(folder, tmp_path / "two.duckdb")
    assert_same(tmp_path / "one.duckdb", tmp_path / "two.duckdb")


def test_nothing_changed_reads_nothing(files, database, monkeypatch):
    first = made(files, database)
    monkeypatch.setattr(building, "read_all", None)
    second = made(files, database)
    assert second.database == first.database
    assert second.notes == ("Nothing has changed since the last build: nothing was read again.",)
    assert statuses(second) == {"asb 2019.csv": "loaded"}
    assert litter(database) == []


def test_a_build_without_folders_takes_those_of_the_build_before(files, database):
    made(files, database)
    asb(files / "asb 2018.csv", months_of(2018, 2))
    report = build([], database, definitions=DEFINITIONS, as_at=AS_AT)
    assert statuses(report) == {"asb 2018.csv": "loaded", "asb 2019.csv": "loaded"}


def opened(monkeypatch) -> list[str]:
    """Return a list that fills with the names of the files that are opened."""
    names: list[str] = []
    true = reading.files.open_all

    def watched(wanted, workspace):
        names.extend(file.name for file in wanted)
        return true(wanted, workspace)

    monkeypatch.setattr(reading.files, "open_all", watched)
    return names


def test_only_what_changed_is_read_and_the_result_is_that_of_a_build_from_nothing(
    tmp_path, database, monkeypatch
):
    folder = tmp_path / "files"
    folder.mkdir()
    World(folder, 22).write_all()
    made(folder, database)
    names = opened(monkeypatch)

    def assert_built_alike(*read: str) -> None:
        names.clear()
        made(folder, database)
        assert set(names) >= set(read)
        assert not {"street 2019.csv", "indicators.csv"} & set(names), names
        made(folder, tmp_path / f"{'-'.join(read)}.duckdb")
        assert_same(database, tmp_path / f"{'-'.join(read)}.duckdb")

    survey, newcomer = folder / "survey.csv", folder / "asb 3.csv"
    survey.write_text("".join(survey.read_text().splitlines(keepends=True)[:-1]))
    asb(newcomer, months_of(2019, 3))
    assert_built_alike("survey.csv", "asb 3.csv")
    asb(newcomer, months_of(2019, 3), DISTRICTS[:2])
    shutil.copy(folder / "asb 2.csv", folder / "asb 4.csv")
    assert_built_alike("asb 3.csv", "asb 4.csv")
    newcomer.unlink()
    assert_built_alike()


def test_a_file_with_a_month_in_the_future_is_read_again_once_the_month_has_come(files, database):
    asb(files / "asb 2020.csv", {"2020-01": 1, "2021-02": 1})
    assert made(files, database).files[1].rows_rejected == 5
    later = made(files, database, as_at=dt.date(2021, 3, 31))
    assert later.files[1].rows_rejected == 0
    sooner = made(files, database, as_at=dt.date(2020, 12, 31))
    assert sooner.files[1].rows_rejected == 5


def test_folders_in_another_order_are_another_build(tmp_path, database):
    one, two = tmp_path / "one", tmp_path / "two"
    asb(one / "asb.csv", months_of(2019, 1))
    asb(two / "asb.csv", months_of(2019, 2))
    made([one, two], database)
    assert incidents(database) == 120
    made([two, one], database)
    assert incidents(database) == 60


def test_verify_notices_other_contents_of_the_same_size_and_time(files, database):
    made(files, database)
    path = files / "asb 2019.csv"
    stat = path.stat()
    path.write_text(path.read_text().replace("Nuisance,1", "Nuisance,7"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    made(files, database)
    assert incidents(database) == 60
    made(files, database, verify=True)
    assert incidents(database) == 420


def test_a_gap_in_the_months_gives_no_twelve_months_and_no_comparison(files, database):
    asb(files / "asb 2018.csv", months_of(2018, 2))
    asb(files / "asb 2019.csv", months_of(2019, 1, without=(7,)))
    asb(files / "asb 2020.csv", months_of(2020, 1))
    made(files, database)
    rows = ask(
        database,
        "select period_end, value, months_present from twelve_months"
        " where measure_id = 'asb_incidents' and area_code = 'E23000010' order by period_end",
    )
    found = {str(end)[:7]: (value, present) for end, value, present in rows}
    assert found["2018-12"] == (120, 12)
    assert found["2019-06"] == (90, 12)
    assert {found[f"2019-{m:02}"] for m in range(7, 13)} == {(None, 11)}
    assert {found[f"2020-{m:02}"] for m in range(1, 7)} == {(None, 11)}
    assert found["2020-07"] == (60, 12)
    compared = ask(
        database,
        "select change_on_previous, change_on_baseline, verdict, caveat from baseline_comparison"
        " where measure_id = 'asb_incidents' and area_code = 'E23000010'"
        " and period_end in ('2019-12-31', '2020-12-31') and plan_id = 'test-2019'",
    )
    assert [row[:3] for row in compared] == [(None, None, "not judged")] * 2
    assert all(row[3] for row in compared)


@pytest.mark.parametrize("content", [None, "no,table\nof,ours\n"])
def test_a_build_without_a_usable_file_changes_nothing(tmp_path, files, database, content, capsys):
    made(files, database)
    before = os.readlink(database)
    empty = tmp_path / "empty"
    empty.mkdir()
    if content:
        (empty / "other.csv").write_text(content)
    with pytest.raises(DataProblem, match="no usable file"):
        made(empty, database)
    assert cli.main(["build", str(empty), "--database", str(database)]) == 1
    assert os.readlink(database) == before and incidents(database) == 60
    assert litter(database) == []


def test_a_first_build_that_fails_leaves_nothing(tmp_path, database):
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataProblem):
        made(tmp_path / "empty", database)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty"]


def test_paths_with_spaces_quotes_and_accents(tmp_path):
    folder = tmp_path / "the analyst's Rückläufe (new)"
    asb(folder / "asb - don't touch; 2019.csv", months_of(2019, 1))
    database = folder / "my pcp.duckdb"
    made(folder, database)
    asb(folder / "asb 2018.csv", months_of(2018, 1))
    made(folder, database)
    assert incidents(database) == 60
