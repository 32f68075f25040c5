"""How long a large workbook takes, beside openpyxl's own streaming of the same cells.

    python -m tests.benchmarks.excel [ROWS]

Medians of three runs of each, in turn, in processes of their own; the ratio is what counts. Then
the most memory that such a process held at any time, for workbooks of more and more rows: it is
bounded when the largest needs hardly more than the smallest.
"""

from __future__ import annotations

import datetime as dt
import json
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
MEMORY_ROWS, MOST_MEMORY = (10_000, 100_000, 300_000), 1.2
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
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        {"ours": ours, "plain": plain}[name](count, Path(folder) / "book.xlsx")
        seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes()}))


def peak_megabytes() -> float:
    """Return the most memory that this process has held (Linux).

    Not resource.getrusage: its figure starts from what the parent process held.
    """
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def run(name: str, count: int) -> dict[str, float]:
    """Write once in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.excel", name, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def is_quick(count: int) -> bool:
    """Print both times in turn; say whether ours takes at most MOST times as long."""
    found: dict[str, list[float]] = {"ours": [], "plain": []}
    for _ in range(RUNS):
        for name, seconds in found.items():
            seconds.append(run(name, count)["seconds"])
    medians = {name: statistics.median(seconds) for name, seconds in found.items()}
    ratio = medians["ours"] / medians["plain"]
    for name, seconds in medians.items():
        print(f"{name}: {seconds:.1f} s (median of {RUNS})")
    print(f"{count:,} rows x {len(COLUMNS)}: {ratio:.2f} times openpyxl's own (at most {MOST})")
    return ratio <= MOST


def is_bounded() -> bool:
    """Print the peak memory by rows; say whether the largest needs hardly more."""
    found = {count: run("ours", count)["megabytes"] for count in MEMORY_ROWS}
    for count, megabytes in found.items():
        print(f"{count:,} rows: {megabytes:.0f} MB at most")
    ratio = found[MEMORY_ROWS[-1]] / found[MEMORY_ROWS[0]]
    print(f"memory, most rows against fewest: {ratio:.2f} times (at most {MOST_MEMORY})")
    return ratio <= MOST_MEMORY


def main(count: int) -> int:
    """Measure time and memory; return 1 where one is above what is allowed."""
    held = [is_quick(count), is_bounded()]
    return int(not all(held))


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments and arguments[0] in ("-h", "--help"):
        print(__doc__.strip())
    elif arguments and arguments[0] in ("ours", "plain"):
        one(arguments[0], int(arguments[1]))
    else:
        sys.exit(main(int(arguments[0]) if arguments else ROWS))
