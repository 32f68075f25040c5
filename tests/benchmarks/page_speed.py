"""How long a page takes on the server, beside a page of the same parts drawn from constants.

    python -m tests.benchmarks.page_speed [--rows 1000000 10000000] [--runs 31] [--cpu]
        [--folder FOLDER]

Builds one database for each number of made-up street-level rows, beside the sample data that
every page needs to be full; a database built before in that folder is used again. Prints, for
each: a change of each choice on the Overview, against the same change on a page of constants; a
change of month on the Measure page; and what the queries of each page take in all. Then the ratio
between the largest and the smallest.

What is compared with what. A change on the Overview is measured when nobody has asked for anything
since the build but the view before it ("first"), and once somebody has made it ("again", kept by
the server). Beside each runs the page of constants (constant_page.py): the same side bar, filter
bar and buttons by plain Streamlit calls; and the same tables with as many charts, drawn in every
run by the functions that draw the Overview's, from rows that are constants in memory. They draw the
same markup to the letter, which is checked. "Ready-made" is the same page placing its tables as
finished markup, without drawing anything; "by Altair" places them so too, and draws as many charts
from the same figures with Altair, as a Streamlit page usually has them. The limit is held to what
is drawn.

Measured is the run of the page's script and the writing of its messages, inside this process
(AppTest): what a server does between the click and the sending. Over a socket both sides would
wait for the same network, and the ratio would look better than it is. As on a server, scripts
are compiled once, and Streamlit looks for a folder of pages in the first run only.

The figures of the Plans, those to compare with, and the places of the measures in the Plans with
their trends are read into memory once for each build, by the first page that needs them: how long
that takes is printed for itself.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, cycle, islice
from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from pcp_data import database, query
from pcp_data.filters import BASELINE, PREVIOUS, Choices
from pcp_data.page_list import PAGES
from pcp_data.problems import DataProblem
from pcp_data.screens.plan_rows import plan_rows
from pcp_data.ui.data import ANSWERS, MAKINGS
from pcp_data.ui.overview_parts import VIEWS
from pcp_data.view import view_of_link
from tests.benchmarks.held import HELD, hold
from tests.benchmarks.street_rows import make

ROOT = Path(__file__).resolve().parents[2]
CONSTANTS = Path(__file__).with_name("constant_page.py")
MONTHS = [f"{year}-{month:02d}" for year in (2023, 2022, 2021) for month in range(12, 0, -1)]
QUERY_RUNS = 7
MOST_RATIO, MOST_BETWEEN_SIZES, MOST_FOR_QUERIES = 1.5, 1.1, 50.0


@dataclass
class Clock:
    """Milliseconds of each run of a script, and of the queries since they were last reset."""

    script: list[float] = field(default_factory=list)
    queries: float = 0.0
    now: Callable[[], float] = time.perf_counter


CLOCK = Clock()


class TimedCursor:
    """A cursor that adds what it takes to the clock."""

    def __init__(self, cursor: object) -> None:
        """Wrap a cursor of DuckDB."""
        self._cursor = cursor

    def __getattr__(self, name: str) -> object:
        found = getattr(self._cursor, name)
        return found if not callable(found) or name == "close" else self._timed(found)

    def _timed(self, call: Callable) -> Callable:
        def run(*given: object, **named: object) -> object:
            started = CLOCK.now()
            found = call(*given, **named)
            CLOCK.queries += 1000 * (CLOCK.now() - started)
            return self if found is self._cursor else found

        return run


def watch() -> None:
    """Have every run of a script and every query put its time on the clock."""
    plain_run, plain_cursor = ScriptRunner._run_script, database.Reader.cursor

    def run(runner: ScriptRunner, data: object) -> None:
        started = CLOCK.now()
        plain_run(runner, data)
        for message in runner.forward_msgs():
            message.SerializeToString()
        CLOCK.script.append(1000 * (CLOCK.now() - started))

    compiled = ScriptCache()
    local_script_runner.ScriptCache = app_test.ScriptCache = lambda: compiled
    # AppTest forgets in each run that there is no need to look; it does so with a class of its own.
    app_test.PagesManager = type("PagesManager", (PagesManager,), {})
    ScriptRunner._run_script = run
    database.Reader.cursor = lambda reader: TimedCursor(plain_cursor(reader))


def built(rows: int, folder: Path) -> Path:
    """Return the database of so many made-up rows and the sample data, built if need be."""
    path, files = folder / f"pages-{rows}.duckdb", folder / f"street-{rows}"
    if not _is_of_this_code(path):
        make(rows, files)
        build = [sys.executable, "-m", "pcp_data", "build", str(ROOT / "sample_data"), str(files)]
        subprocess.run([*build, "--database", str(path)], cwd=ROOT, check=True, capture_output=True)
    return path


def _is_of_this_code(path: Path) -> bool:
    try:
        return bool(database.open_current(path))
    except DataProblem:
        return False


def forget() -> None:
    """Make every question of a page one that nobody has asked since the build."""
    st.cache_data.clear()
    for kept in (ANSWERS, MAKINGS, VIEWS):
        kept.clear()


def opened(file: str | Path, **link: str) -> AppTest:
    """Return a page that has run once."""
    at = AppTest.from_file(str(file), default_timeout=120)
    for name, value in link.items():
        at.query_params[name] = value
    return at.run()


def changed(at: AppTest, key: str, value: str | list[str]) -> float:
    """Return the milliseconds of a change of one choice."""
    gc.collect()
    CLOCK.script.clear()
    (at.multiselect if isinstance(value, list) else at.selectbox)(key=key).set_value(value).run()
    if at.exception:
        raise SystemExit(f"{key} = {value}: {at.exception[0].message}")
    return sum(CLOCK.script)


def kinds(choices: Choices, runs: int) -> dict[str, tuple[str, list[tuple]]]:
    """Return the kinds of change: the widget's name, and its values before and after each."""
    start = choices.plan(choices.default_plan)
    names = [one.title for one in choices.districts]
    found = {
        "month": ("month", list(zip(MONTHS, MONTHS[1:], strict=False))),
        "compared with": ("compare", [(BASELINE, one) for one in (PREVIOUS, *MONTHS[13:])]),
        "one district": ("districts", [([], [one]) for one in names]),
        "a second": ("districts", [([one], [one, two]) for one, two in combinations(names, 2)]),
        "Plan": ("plan", [(start.id, one.id) for one in choices.plans if one != start]),
        "priority": ("priority", [("", one.id) for one in start.priorities]),
        "theme": ("theme", [("", one.id) for one in start.themes]),
    }
    return {kind: (name, list(islice(cycle(steps), runs))) for kind, (name, steps) in found.items()}


@dataclass
class Changes:
    """Milliseconds of each change of a kind, run by run."""

    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    altair: list[float] = field(default_factory=list)


def against_constants(runs: int) -> dict[str, Changes]:
    """Return the milliseconds of changes on the Overview and on the page of constants, in turn."""
    ours = opened(ROOT / "app.py", month=MONTHS[0])
    hold(ours)
    plain = opened(CONSTANTS)
    choices = view_of_link("?", database.open_current()).choices
    return {
        kind: _in_turn(ours, plain, *steps, with_altair=kind == "month")
        for kind, steps in kinds(choices, runs).items()
    }


def _in_turn(
    ours: AppTest, plain: AppTest, name: str, steps: Sequence[tuple], with_altair: bool
) -> Changes:
    key, found = f"overview:{name}", Changes()
    theirs = {"drawn": found.drawn, "ready": found.ready}
    theirs |= {"altair": found.altair} if with_altair else {}
    for before, after in steps:
        forget()
        changed(ours, key, before)
        found.first.append(changed(ours, key, after))
        hold(ours)
        for HELD.how, times in theirs.items():
            for value in (before, after):
                took = changed(plain, name, _as_shown(ours, key, value))
            times.append(took)
        changed(ours, key, before)
        found.again.append(changed(ours, key, after))
    changed(ours, key, steps[0][0])
    return found


def _as_shown(ours: AppTest, key: str, value: str | list[str]) -> str | list[str]:
    return value if isinstance(value, list) else ours.selectbox(key=key).format_func(value)


def changes(file: str, runs: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each change of month on a page, first and asked for before."""
    at = opened(ROOT / f"pages/{file}.py", month=MONTHS[0])
    months = MONTHS[1 : runs + 1]
    return tuple([changed(at, f"{file}:month", one) for one in months] for _ in range(2))


def query_times(path: str) -> list[float]:
    """Return the milliseconds that the queries of a page took in all, run by run.

    What can be chosen in the filter bar is asked once for each build and not counted here.
    """
    opened(ROOT / path)
    found = []
    for _ in range(QUERY_RUNS):
        forget()
        CLOCK.queries = 0.0
        opened(ROOT / path)
        found.append(CLOCK.queries)
    return found


def reading_times(runs: int = QUERY_RUNS) -> list[float]:
    """Return the milliseconds of reading into memory, once for each build, what changes need."""
    view = view_of_link("?compare=previous", database.open_current())
    found = []
    for _ in range(runs):
        query._whole.cache_clear()
        query.grouped.cache_clear()
        started = CLOCK.now()
        plan_rows(view)
        found.append(1000 * (CLOCK.now() - started))
    return found


def measure(rows: int, runs: int, folder: Path) -> float:
    """Print the figures of one size; returns a first change of month as a ratio of constants.

    Not its milliseconds, as the machine may have become slower before the next size.
    """
    os.environ["PCP_DATABASE"] = str(built(rows, folder))
    found = against_constants(runs)
    print(f"{rows:,} rows, a change on Overview of")
    for kind, times in found.items():
        print(f"    {kind}: on constants, drawn {_said(times.drawn)}", flush=True)
        for name in ("first", "again"):
            print(f"        {name} {_beside(getattr(times, name), times)}")
    print(f"    read into memory once for each build: {_said(reading_times())}")
    first, again = changes("measure", runs)
    print(f"    on Measure, again {_said(again)}, first {_said(first)}")
    for page in PAGES:
        times = query_times(page.path)
        print(f"    queries of {page.title}: {_said(times)}{_over(times)}", flush=True)
    return _ratio(found["month"].first, found["month"].drawn)


def _beside(times: Sequence[float], others: Changes) -> str:
    """Return milliseconds, and what they are of those of the pages of constants."""
    drawn = _ratio(times, others.drawn)
    over = "" if drawn <= MOST_RATIO else f" ABOVE {MOST_RATIO}"
    said = f"{_said(times)}: {drawn:.2f} of drawn{over}"
    said += f", {_ratio(times, others.ready):.2f} of ready-made"
    if others.altair:
        said += f", {_ratio(times, others.altair):.2f} of charts by Altair"
    return said


def _ratio(times: Sequence[float], others: Sequence[float]) -> float:
    """Return the median ratio of times to those taken right after them."""
    return statistics.median(one / other for one, other in zip(times, others, strict=True))


def _over(times: Sequence[float]) -> str:
    is_over = statistics.median(times) > MOST_FOR_QUERIES
    return f" ABOVE {MOST_FOR_QUERIES:.0f} ms" if is_over else ""


def _said(times: Sequence[float]) -> str:
    return f"{statistics.median(times):.1f} ms ({min(times):.1f} to {max(times):.1f})"


def main() -> None:
    """Measure every size asked for."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    options.add_argument("--runs", type=int, default=31)
    options.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "pcp-bench")
    options.add_argument("--cpu", action="store_true", help="processor time: for a busy machine")
    chosen = options.parse_args()
    CLOCK.now = time.process_time if chosen.cpu else time.perf_counter
    logging.disable(logging.WARNING)  # that a page runs outside a server
    chosen.folder.mkdir(parents=True, exist_ok=True)
    watch()
    gc.collect()
    gc.freeze()
    found = [measure(rows, chosen.runs, chosen.folder) for rows in sorted(chosen.rows)]
    if len(found) > 1:
        ratio = found[-1] / found[0]
        over = "" if ratio <= MOST_BETWEEN_SIZES else f" ABOVE {MOST_BETWEEN_SIZES}"
        print(f"Overview first, of drawn, most rows against fewest: ratio {ratio:.2f}{over}")


if __name__ == "__main__":
    main()
