"""A build is whole or nothing: what stands at the path, killed builds, two at once, readers."""

from __future__ import annotations

import contextlib
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

from pcp_data import builds
from pcp_data.database import open_current
from pcp_data.problems import DataProblem
from tests.support.small_builds import AS_AT, asb, ask, incidents, litter, made, months_of
from tests.support.small_world import DEFINITIONS, World

ROOT = Path(__file__).parents[1]


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    asb(folder / "asb 2019.csv", months_of(2019, 1))
    return folder


@pytest.fixture
def database(tmp_path):
    return tmp_path / "pcp.duckdb"


def test_what_stands_at_the_path_is_a_link_that_any_client_opens(files, database):
    report = made(files, database)
    assert database.is_symlink()
    assert os.path.realpath(database) == str(report.database)
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        assert connection.execute("select count(*) from asb").fetchone() == (60,)


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


@pytest.fixture
def elsewhere(tmp_path):
    """Return a function that builds by a copy of the program with a comment more in one file."""

    def build_there(changed: str, folder: Path, database: Path) -> None:
        there = tmp_path / "another version"
        for part in ("pcp_data", "queries"):
            shutil.copytree(ROOT / part, there / part, ignore=shutil.ignore_patterns("__pycache__"))
        with (there / changed).open("a", encoding="utf-8") as file:
            file.write("-- One comment more.\n")
        built = [sys.executable, "-m", "pcp_data", "build", str(folder), "--database", database]
        options = ["--definitions", str(DEFINITIONS), "--as-at", AS_AT.isoformat()]
        variables = os.environ | {"PYTHONPATH": ""}
        subprocess.run([*built, *options], cwd=there, env=variables, check=True)

    return build_there


def test_a_database_that_other_code_built_is_not_served_until_it_is_built_again(
    files, database, elsewhere
):
    elsewhere("queries/plan_place.sql", files, database)
    with pytest.raises(DataProblem, match="a database of another version") as refused:
        open_current(database)
    assert "it reads the same folders again" in str(refused.value)
    made([], database)
    assert open_current(database).cursor().execute("select count(*) from asb").fetchone() == (60,)


def test_a_database_serves_code_that_only_asks_it_otherwise(files, database, elsewhere):
    elsewhere("queries/pages/sources.sql", files, database)
    assert open_current(database).build_id
