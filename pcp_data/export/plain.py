"""CSV and Parquet of what Explore shows, for tables that are long for a workbook."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as parquet
from pyarrow import Table

from pcp_data.explore import answer, statement
from pcp_data.export.cells import plain
from pcp_data.export.page_explore import asked, explore
from pcp_data.problems import DataProblem, Problem
from pcp_data.view import View
from pcp_data.words import in_csv

AT_A_TIME = 10_000


def write_plain(view: View, to: Path, *, progress: Callable[[int], None] | None = None) -> None:
    """Write the one table of an Explore view as CSV or Parquet, by the file's ending.

    In a CSV a text that a spreadsheet would take for a formula gets an apostrophe before it.
    Neither has room for a cover: made-up data are said in the file's name.

    Raises:
        DataProblem: the page has several tables.
    """
    if view.file != "explore":
        raise DataProblem(
            Problem(
                str(to), f"{to.suffix} of a page with several tables", "a file ending in .xlsx",
                "Use --to FILE.xlsx, or the link of one table on Explore.",
            )
        )  # fmt: skip
    unfinished = to.with_name(f".{to.name}.unfinished")
    try:
        write = _csv if to.suffix.lower() == ".csv" else _parquet
        write(view, unfinished, progress or (lambda rows: None))
        os.replace(unfinished, to)
    finally:
        unfinished.unlink(missing_ok=True)


def _csv(view: View, to: Path, progress: Callable[[int], None]) -> None:
    table = explore(view)[0]
    with to.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow([column.title for column in table.columns])
        for place, row in enumerate(table.rows, 1):
            writer.writerow([in_csv(plain(value)) for value in row])
            if place % AT_A_TIME == 0:
                progress(place)


def _parquet(view: View, to: Path, progress: Callable[[int], None]) -> None:
    question, source = asked(view)
    if question.is_grouped:
        found = answer.groups(view.reader, question, source, every=True).rows
        parquet.write_table(Table.from_pandas(found, preserve_index=False), to)
        progress(len(found))
        return
    found = statement.rows(question, source, whole=True)
    cursor = view.reader.cursor()
    try:
        batches = cursor.sql(found.text, params=found.params).to_arrow_reader(AT_A_TIME)
        with parquet.ParquetWriter(to, batches.schema) as writer:
            done = 0
            for batch in batches:
                writer.write_batch(batch)
                done += len(batch)
                progress(done)
    finally:
        cursor.close()
