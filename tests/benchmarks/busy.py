"""How long pages take while somebody else's large export runs, beside the same on an idle server.

    python -m tests.benchmarks.busy [--rows 1000000] [--runs 10] [--folder FOLDER]

The export is the product's own: a workbook of every row of the crime table, made by
pcp_data.export.job in a process of its own, as Explore starts it. For each page a change of month
is measured in turn without and with one under way, to months that nobody has asked for ("first")
and to the same again, all in one run. Times are of the clock, as both share the machine: nothing
else may run on it.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pcp_data import database
from pcp_data.export import job
from tests.benchmarks import page_speed

PAGES = ("overview", "measure", "what_changed", "crime_and_asb")
ROUNDS, MOST = 2, 1.3


@contextmanager
def export_under_way() -> Iterator[None]:
    """Have a large export write rows all the while; SystemExit where it was over too soon."""
    path = str(database.default_path())
    one = job.start("explore?table=crime", "crime.xlsx", path)
    try:
        while one.is_running and not one.rows:
            time.sleep(0.2)
        yield
        if not one.is_running:
            raise SystemExit(f"The export ended before the pages were measured. {one.trouble}")
    finally:
        one.cancel()


def timed(page: str, runs: int) -> dict[str, list[float]]:
    """Return the milliseconds of changes of month on a page, first and again."""
    page_speed.forget()
    first, again = page_speed.changes(page, runs)
    return {"first": first, "again": again}


def measured(runs: int) -> dict[tuple[str, str, bool], list[float]]:
    """Return the milliseconds by page, kind of change, and whether an export was under way."""
    found: dict[tuple[str, str, bool], list[float]] = {}
    for _ in range(ROUNDS):
        for page in PAGES:
            idle = timed(page, runs)
            with export_under_way():
                busy = timed(page, runs)
            for is_busy, times in ((False, idle), (True, busy)):
                for kind, several in times.items():
                    found.setdefault((page, kind, is_busy), []).extend(several)
    return found


def main() -> int:
    """Measure; return 1 where a page takes more than MOST times as long beside an export."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=10)
    options.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "pcp-bench")
    chosen = options.parse_args()
    logging.disable(logging.WARNING)  # that a page runs outside a server
    chosen.folder.mkdir(parents=True, exist_ok=True)
    os.environ["PCP_DATABASE"] = str(page_speed.built(chosen.rows, chosen.folder))
    page_speed.watch()
    for page in PAGES:
        timed(page, 1)  # what is imported and compiled once
    found = measured(chosen.runs)
    worst = 0.0
    for page in PAGES:
        for kind in ("first", "again"):
            idle, busy = (
                statistics.median(found[page, kind, is_busy]) for is_busy in (False, True)
            )
            worst = max(worst, busy / idle)
            print(f"{page}, {kind}: {idle:.1f} ms idle, {busy:.1f} ms beside, {busy / idle:.2f}")
    print(f"worst ratio {worst:.2f} (at most {MOST})")
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main())
