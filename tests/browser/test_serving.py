"""A new build comes in under a running dashboard, which serves the old one until then."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcp_data import builds
from tests.conftest import SAMPLE_AS_AT
from tests.support.returns import write_csv
from tests.support.screen import ROOT, Visit, serving

HEAD = ["Force", "Month", "District", "Offence code", "Knife enabled", "Victim under 25"]
HEAD += ["Outcome group", "Offences", "Release date", "PCP-SAMPLE-DATA"]
DISTRICTS = ["Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield"]
OFFENCES, RELEASED = 98_765, "2024-04-29"


def latest_figure(seen: Visit) -> int:
    """Return the number in the first tile."""
    tile = seen.page.locator(".pcp-tiles strong").first.inner_text()
    return int(tile.split()[0].replace(",", ""))


@contextlib.contextmanager
def at_work(build: subprocess.Popen, database: Path) -> Iterator[None]:
    """Hold a build half-way while the block runs, so that it cannot be over before."""
    while not any(builds.UNFINISHED.match(one.name) for one in builds.folder(database).iterdir()):
        assert build.poll() is None, "the build was over before anything was seen of it"
        time.sleep(0.01)
    build.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        build.send_signal(signal.SIGCONT)


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot hold a process")
def test_the_dashboard_serves_during_a_build_and_shows_the_new_figures_after(
    browser, sample_database, tmp_path
):
    shutil.copytree(sample_database.parent, tmp_path / "served", symlinks=True)
    database = tmp_path / "served" / sample_database.name
    (tmp_path / "new").mkdir()
    rows = [
        [
            "West Yorkshire",
            "2024-03",
            name,
            "34B",
            "No",
            "No",
            "No outcome yet",
            OFFENCES,
            RELEASED,
            "",
        ]
        for name in DISTRICTS
    ]
    write_csv(tmp_path / "new" / "return.csv", [HEAD, *rows])
    build = [sys.executable, "-m", "pcp_data", "build", "sample_data", str(tmp_path / "new")]
    build += ["--database", str(database), "--as-at", str(SAMPLE_AS_AT)]
    with (
        serving(database, tmp_path / "log.txt") as address,
        Visit(browser.new_context(), address) as seen,
    ):
        seen.open("measure?measure=personal_robbery&month=2024-03")
        before = latest_figure(seen)
        with subprocess.Popen(
            build, cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
        ) as running:
            with at_work(running, database):
                seen.choose("12 months to", "January 2024")
                seen.choose("12 months to", "March 2024")
                assert latest_figure(seen) == before
            while running.poll() is None:
                seen.choose("12 months to", "January 2024")
                seen.choose("12 months to", "March 2024")
        assert running.returncode == 0
        seen.choose("12 months to", "December 2023")
        seen.choose("12 months to", "March 2024")
        assert latest_figure(seen) > OFFENCES * len(DISTRICTS) > before
        assert seen.errors == []
