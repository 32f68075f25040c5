"""The command `export`: the workbook of a page, by its link."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from pcp_data import database, words
from pcp_data.export.pages import book
from pcp_data.export.plain import write_plain
from pcp_data.export.workbook import write_workbook
from pcp_data.problems import DataProblem, Problem
from pcp_data.view import view_of_link

ENDINGS = (".xlsx", ".csv", ".parquet")
QUIETLY = 10


def export(
    link: str,
    to: Path,
    *,
    database_path: Path | None = None,
    charts: bool = False,
    progress: bool = False,
) -> list[str]:
    """Write the workbook that a page gives for its link; return what to say.

    `progress` prints the number of rows written so far, and gives way to other processes.
    Raises DataProblem for a link of no page, a wrong ending, or a missing folder.
    """
    if to.suffix.lower() not in ENDINGS:
        raise DataProblem(
            Problem(
                str(to),
                f"the ending {to.suffix}" if to.suffix else "no ending",
                "a file ending in .xlsx or, from Explore, in .csv or .parquet",
                "Give --to such a name. Word briefings are written by the command brief.",
            )
        )
    if not to.parent.is_dir():
        raise DataProblem(
            Problem(str(to), "no such folder", "a folder that is there", "Make the folder first.")
        )
    report = _watched() if progress else None
    view = view_of_link(link, database.open_current(database_path))
    said = [f"Notice: {one}" for one in view.notices]
    if to.suffix.lower() != ".xlsx":
        write_plain(view, to, progress=report)
        return [*said, f"Wrote {to}"]
    found = book(view, charts=charts)
    written = write_workbook(found, to, progress=report)
    sheets = [name for one in written for name, _ in one.sheets]
    rows = sum(one.rows for one in written)
    made = f"{words.plural(len(sheets), 'table')}, {words.plural(rows, 'row')}"
    return [*said, f"Wrote {to}: {made}"]


def _watched() -> Callable[[int], None]:
    """Be stoppable and give way to others; return what prints the number of rows so far."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if hasattr(os, "nice"):
        os.nice(QUIETLY)
    return lambda rows: print(rows, flush=True)
