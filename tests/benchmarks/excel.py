"""How long a large workbook takes, beside openpyxl's own streaming of the same cells.

    python -m tests.benchmarks.excel [ROWS]

Medians of three runs of each, in turn, in processes of their own; the ratio is what counts.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

from pcp_data.export.book import Book, Column, ExportTable
from pcp_data.export.workbook import write_workbook

ROWS, RUNS, MOST = 100_000, 3, 1.3
COLUMNS = (
    Column("Source"), Column("Force"), Column("Month", "date"), Column("Area code"),
    Column("Area"), Column("Offence code"), Column("Offence"), Column("Knife"),
    Column("Offences", "whole"), Column("Rate", "decimal", 2), Column("Status"),
    Column("File", "year"),
)  # fmt: skip


def rows(count: int) -> Iterator[tuple]:
    """Return rows like those of the crime table, twelve columns, none of them empty."""
    for place in range(count):
        yield (
            "force_crime", "West Yorkshire", dt.date(2020, 1 + place % 12, 1), "E08000035",
            "Leeds", "34B", f"Robbery of personal property {place % 97}", "[x]", place % 1000,
            place / 7, "final", place % 13,
        )  # fmt: skip


def ours(count: int, to: Path) -> None:
    """Write the rows as an export does."""
    table = ExportTable("Rows", "Rows", COLUMNS, rows(count))
    book = Book("Benchmark", "How long?", "", None, None, "", (), True, "/?x", [table])
    write_workbook(book, to)


def plain(count: int, to: Path) -> None:
    """Write the rows with openpyxl's write-only mode and nothing else."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Rows")
    sheet.append([column.title for column in COLUMNS])
    for row in rows(count):
        sheet.append(row)
    book.save(to)


def one(name: str, count: int) -> None:
    """Write once and print seconds and peak memory; meant for a process of its own."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        {"ours": ours, "plain": plain}[name](count, Path(folder) / "book.xlsx")
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": seconds, "megabytes": (peak - before) / 1024}))


def main(count: int) -> int:
    """Run both in turn; return 1 where ours takes more than MOST times as long."""
    found: dict[str, list[dict]] = {"ours": [], "plain": []}
    for _ in range(RUNS):
        for name in found:
            command = [sys.executable, "-m", "tests.benchmarks.excel", name, str(count)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            found[name].append(json.loads(done.stdout))
    medians = {
        name: statistics.median(run["seconds"] for run in runs) for name, runs in found.items()
    }
    ratio = medians["ours"] / medians["plain"]
    for name, runs in found.items():
        memory = max(run["megabytes"] for run in runs)
        print(f"{name}: {medians[name]:.1f} s (median of {RUNS}), {memory:.0f} MB more at most")
    print(f"{count:,} rows x {len(COLUMNS)}: {ratio:.2f} times openpyxl's own (at most {MOST})")
    return int(ratio > MOST)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments and arguments[0] in ("ours", "plain"):
        one(arguments[0], int(arguments[1]))
    else:
        sys.exit(main(int(arguments[0]) if arguments else ROWS))
