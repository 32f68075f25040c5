"""Large exports: given up half-way, without room, with nobody left to wait for them."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pcp_data.export import job

LONG = "explore?table=crime"
LONGEST_WAIT_SECONDS = 120


def wait_until(is_so) -> None:
    until = time.monotonic() + LONGEST_WAIT_SECONDS
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.fixture
def under_way(sample_database):
    """Return a job that has begun to write."""
    one = job.start(LONG, "crime.xlsx", str(sample_database))
    try:
        wait_until(lambda: one.rows > 0)
        yield [one]
    finally:
        job._let_go(one.process, one.folder)


def test_a_cancelled_export_stops_and_leaves_nothing(under_way):
    one = under_way[0]
    assert list(Path(one.folder.name).iterdir())
    one.cancel()
    assert not one.is_running
    assert not one.is_done
    assert not Path(one.folder.name).exists()


def test_an_export_whose_reader_has_gone_stops_and_leaves_nothing(sample_database):
    one = job.start(LONG, "crime.xlsx", str(sample_database))
    process, folder = one.process, Path(one.folder.name)
    while one.rows == 0:
        time.sleep(0.05)
    del one
    gc.collect()
    assert process.poll() is not None
    assert not folder.exists()
    assert job.has_room()


def test_what_an_export_writes_on_the_way_lies_in_its_folder(under_way):
    names = [path.name for path in Path(under_way[0].folder.name).iterdir()]
    assert any(name.startswith("openpyxl.") for name in names)


def test_only_so_many_large_exports_run_at_once(under_way, monkeypatch):
    monkeypatch.setattr(job, "AT_ONCE", 1)
    assert not job.has_room()
    under_way[0].cancel()
    assert job.has_room()


@pytest.mark.parametrize("most_bytes", [200_000, 2_000_000])
def test_a_full_disk_is_said_in_plain_words_and_leaves_nothing(
    tmp_path, sample_database, most_bytes
):
    resource = pytest.importorskip("resource", reason="no limits on this system")
    # A limit on the size of a file stands for the disk: one is met under a sheet, one at the end.
    out, on_the_way = tmp_path / "out", tmp_path / "way"
    out.mkdir()
    on_the_way.mkdir()
    command = [sys.executable, "-m", "pcp_data", "export", "--view", LONG]
    done = subprocess.run(
        [*command, "--to", str(out / "crime.xlsx"), "--database", str(sample_database)],
        capture_output=True,
        text=True,
        env=os.environ | {"TMPDIR": str(on_the_way)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes,) * 2),
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr or "File too large" in done.stderr
    assert list(out.iterdir()) == list(on_the_way.iterdir()) == []


def test_a_file_that_cannot_be_written_is_named_as_it_was_given(tmp_path, sample_database):
    target = tmp_path / "folder.xlsx"
    target.mkdir()
    command = [sys.executable, "-m", "pcp_data", "export", "--view", "about?"]
    done = subprocess.run(
        [*command, "--to", str(target), "--database", str(sample_database)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"{target}: ")
    assert list(tmp_path.iterdir()) == [target]
    assert list(target.iterdir()) == []


def test_no_export_is_kept_for_longer_than_is_said(sample_database, monkeypatch):
    monkeypatch.setattr(job, "KEPT_SECONDS", 1)
    one = job.start(LONG, "crime.xlsx", str(sample_database))
    wait_until(lambda: not Path(one.folder.name).exists())
    assert not one.is_running
    assert not one.is_done
    assert "an hour at most" in one.trouble
