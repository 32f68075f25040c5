"""A build is whole or nothing, and depends on nothing but the files it is given."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from pcp_data import build as building
from pcp_data import builds, cli
from pcp_data.build import build
from pcp_data.database import open_current
from pcp_data.intake import reading
from pcp_data.problems import DataProblem
from tests.support.small_world import DEFINITIONS, DISTRICTS, World

ROOT = Path(__file__).parents[1]
AS_AT = dt.date(2021, 1, 31)
UNLIKE = {
    "definitions_digest",
    "file_id",
    "slice_id",
    "seconds",
    "loaded_at",
    "replaced_by",
    "build_id",
    "built_at",
}
HEADER = "Force,Month,District,ASB type,Incidents"


def asb(path: Path, months: dict[str, int], districts=DISTRICTS, extra: str = "") -> Path:
    """Write an ASB return: the same number of incidents in each district, by month."""
    column, cell = (f",{extra.split('=')[0]}", f",{extra.split('=')[1]}") if extra else ("", "")
    rows = [
        f"West Yorkshire,{month},{district},Nuisance,{incidents}{cell}"
        for month, incidents in months.items()
        for district in districts
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([HEADER + column, *rows]) + "\n", encoding="utf-8")
    return path


def months_of(year: int, incidents: int, without: tuple[int, ...] = ()) -> dict[str, int]:
    return {f"{year}-{m:02}": incidents for m in range(1, 13) if m not in without}


def made(folders, database: Path, **more):
    folders = folders if isinstance(folders, list) else [folders]
    return build(folders, database, definitions=DEFINITIONS, **{"as_at": AS_AT, **more})


def ask(database: Path, query: str) -> list[tuple]:
    with closing(duckdb.connect(str(builds.current(database)), read_only=True)) as connection:
        return connection.execute(query).fetchall()


def incidents(database: Path) -> int:
    """Return the force's incidents of 2019."""
    found = ask(
        database,
        "select value from twelve_months where measure_id = 'asb_incidents'"
        " and area_code = 'E23000010' and period_end = '2019-12-31'",
    )
    return found[0][0] if found else None


def statuses(report) -> dict[str, str]:
    return {file.file_name: file.status for file in report.files}


def contents(database: Path) -> dict[str, list]:
    """Return every table, in any order, without numbers and times that differ by nature."""
    found = {}
    with closing(duckdb.connect(str(builds.current(database)), read_only=True)) as connection:
        tables = [row[0] for row in connection.execute("show tables").fetchall()]
        for table in tables:
            columns = [row[0] for row in connection.execute(f'describe "{table}"').fetchall()]
            wanted = ", ".join(f'"{name}"' for name in columns if name not in UNLIKE)
            rows = connection.execute(f'select {wanted} from "{table}"').fetchall()
            found[table] = sorted(repr(tuple(map(steady, row))) for row in rows)
    return found


def steady(cell: object) -> object:
    """Return the cell; of means and of sums of places, as far as doubles can be trusted."""
    return float(f"{cell:.12g}") if isinstance(cell, float) else cell


def assert_same(one: Path, other: Path) -> None:
    first, second = contents(one), contents(other)
    assert first.keys() == second.keys()
    for table, rows in first.items():
        unlike = [pair for pair in zip(rows, second[table], strict=True) if pair[0] != pair[1]]
        assert not unlike, (table, unlike[:3])


def litter(database: Path) -> list[str]:
    """Return what stands beside the current build."""
    standing = builds.current(database)
    return sorted(path.name for path in builds.folder(database).glob("*") if path != standing)


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


def test_what_stands_at_the_path_is_a_link_that_any_client_opens(files, database):
    report = made(files, database)
    assert database.is_symlink()
    assert os.path.realpath(database) == str(report.database)
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        assert connection.execute("select count(*) from asb").fetchone() == (60,)


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


@pytest.mark.parametrize("change", ["added", "removed", "changed", "copied", "narrowed"])
def test_only_what_changed_is_read_and_the_result_is_that_of_a_build_from_nothing(
    tmp_path, database, monkeypatch, change
):
    folder = tmp_path / "files"
    folder.mkdir()
    World(folder, 22).write_all()
    newcomer = folder / "asb 3.csv"
    if change == "removed":
        asb(newcomer, months_of(2019, 3))
    made(folder, database)
    if change == "removed":
        newcomer.unlink()
    elif change == "copied":
        shutil.copy(folder / "asb 2.csv", folder / "asb 4.csv")
    elif change == "changed":
        text = (folder / "survey.csv").read_text().splitlines(keepends=True)
        (folder / "survey.csv").write_text("".join(text[:-1]))
    else:
        asb(newcomer, months_of(2019, 3), DISTRICTS[:2] if change == "narrowed" else DISTRICTS)
    names = opened(monkeypatch)
    made(folder, database)
    assert "street 2019.csv" not in names and "indicators.csv" not in names, names
    fresh = tmp_path / "fresh.duckdb"
    made(folder, fresh)
    assert_same(database, fresh)


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


def test_a_database_that_is_a_plain_file_is_replaced_by_a_link(files, database):
    made(files, database)
    plain = builds.current(database).read_bytes()
    database.unlink()
    database.write_bytes(plain)
    asb(files / "asb 2018.csv", months_of(2018, 2))
    made(files, database)
    assert database.is_symlink() and incidents(database) == 60


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_something_else_at_the_path_is_left_alone(files, database, kind):
    if kind == "file":
        database.write_text("my notes")
    else:
        database.mkdir()
    with pytest.raises(DataProblem, match="Move it away"):
        made(files, database)
    assert database.is_dir() if kind == "folder" else database.read_text() == "my notes"


def test_paths_with_spaces_quotes_and_accents(tmp_path):
    folder = tmp_path / "the analyst's Rückläufe (new)"
    asb(folder / "asb - don't touch; 2019.csv", months_of(2019, 1))
    database = folder / "my pcp.duckdb"
    made(folder, database)
    asb(folder / "asb 2018.csv", months_of(2018, 1))
    made(folder, database)
    assert incidents(database) == 60


def test_where_links_need_rights_a_pointer_file_names_the_build(files, database, monkeypatch):
    def refused(*_, **__):
        raise OSError("A required privilege is not held by the client")

    monkeypatch.setattr(os, "symlink", refused)
    monkeypatch.setattr(os, "link", refused)
    made(files, database)
    assert not database.exists()
    assert incidents(database) == 60
    asb(files / "asb 2019.csv", months_of(2019, 3))
    report = made(files, database)
    assert builds.current(database) == report.database
    assert incidents(database) == 180
    assert open_current(database).path == str(report.database)
    assert litter(database) == []


def test_a_reader_goes_on_with_its_own_build_and_a_new_one_sees_the_new(files, database):
    made(files, database)
    query = "select sum(incidents) from asb"
    reader = open_current(database)
    assert reader.cursor().execute(query).fetchone() == (60,)
    asb(files / "asb 2019.csv", months_of(2019, 3))
    made(files, database)
    assert reader.cursor().execute(query).fetchone() == (60,)
    assert open_current(database).cursor().execute(query).fetchone() == (180,)


def running(files: Path, database: Path) -> subprocess.Popen:
    arguments = ["build", str(files), "--database", str(database), "--as-at", f"{AS_AT}"]
    return subprocess.Popen(
        [sys.executable, "-m", "pcp_data", *arguments, "--definitions", str(DEFINITIONS)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def wait_until_at_work(build: subprocess.Popen, database: Path) -> None:
    """Wait until a build has a workspace of its own, whatever killed ones have left."""
    while not list(builds.folder(database).glob(f".build-{build.pid}-*")):
        assert build.poll() is None, build.communicate()[1]
        time.sleep(0.002)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not known there")
def test_a_killed_build_leaves_the_old_one_whole_and_the_next_clears_up(tmp_path, database):
    folder = tmp_path / "files"
    folder.mkdir()
    World(folder, 23).write_all()
    asb(folder / "asb 9.csv", months_of(2019, 1))
    made(folder, database)
    before = os.readlink(database)
    asb(folder / "asb 9.csv", months_of(2019, 3))
    other = running(folder, tmp_path / "other.duckdb")
    wait_until_at_work(other, tmp_path / "other.duckdb")
    started = time.monotonic()
    assert (other.communicate(), other.returncode)[1] == 0
    whole = time.monotonic() - started
    moments = random.Random(5)
    for share in (0, 0.4, 0.7, 0.9):
        process = running(folder, database)
        wait_until_at_work(process, database)
        time.sleep(whole * share * moments.uniform(0.9, 1.1))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if os.readlink(database) != before:
            break  # it was done before it was killed, which the first cannot be
        assert litter(database) != []
        assert incidents(database) == 60
    assert share > 0, "no build was killed at work"
    made(folder, database)
    assert incidents(database) == 180
    assert litter(database) == []


def test_two_builds_at_once_both_finish_and_one_of_them_stands(tmp_path, database):
    worlds = []
    for number in (1, 2):
        folder = tmp_path / f"files {number}"
        folder.mkdir()
        World(folder, 30 + number).write_all()
        asb(folder / "asb 9.csv", months_of(2019, number))
        worlds.append(folder)
    made(worlds[0], database)
    for _ in range(2):
        for folder in worlds:
            (folder / "asb 9.csv").touch()
        processes = [running(folder, database) for folder in worlds]
        outputs = [process.communicate()[1].decode() for process in processes]
        assert [process.returncode for process in processes] == [0, 0], outputs
        assert incidents(database) in (60, 120)
        assert ask(database, "select count(*) from build_info") == [(1,)]
    asb(worlds[1] / "asb 9.csv", months_of(2019, 4))
    made(worlds[1], database)
    assert litter(database) == []


def test_a_build_being_published_is_not_taken_for_litter(files, database):
    """Between its two last renames a new build stands beside the current one."""
    made(files, database)
    workspace = builds.new_workspace(database)
    (workspace / builds.TARGET).write_text("next.duckdb", encoding="utf-8")
    (builds.folder(database) / "next.duckdb").touch()
    (builds.folder(database) / "old.duckdb").touch()
    builds.clear_litter(database)
    assert litter(database) == sorted([workspace.name, "next.duckdb"])


def test_the_build_before_may_be_replaced_while_it_is_being_copied_from(files, database, tmp_path):
    """Another build may end, and clear up, after this one has looked at what there is."""
    made(files, database)
    asb(files / "asb 2018.csv", months_of(2018, 2))
    workspace = builds.new_workspace(database)
    held = builds.hold(database, workspace)
    with contextlib.suppress(FileNotFoundError):
        builds.current(database).unlink()
    with closing(duckdb.connect(str(held), read_only=True)) as connection:
        assert connection.execute("select count(*) from asb").fetchone() == (60,)


def test_a_database_of_another_version_is_not_served_and_says_what_to_do(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    asb(folder / "asb.csv", months_of(2019, 1), DISTRICTS)
    path = tmp_path / "pcp.duckdb"
    made(folder, path)
    with duckdb.connect(str(path.resolve())) as connection:
        connection.execute("drop table plan_place")
    with pytest.raises(DataProblem, match="another version, without plan_place"):
        open_current(path)
