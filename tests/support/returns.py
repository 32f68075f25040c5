"""Write returns as CSV or a workbook, and load them with the real importers into a database."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
from openpyxl import Workbook

from pcp_data import define, sql
from pcp_data.define.store import store
from pcp_data.intake import files
from pcp_data.intake.loading import Load
from pcp_data.intake.reading import FileRecord, outcome, read_all

AS_AT = dt.date(2024, 12, 31)
HOME = "E23000010"
BUILD_INFO = """
    insert into build_info by name
    select
        'test' as build_id, now()::timestamp as built_at, current_date as as_at,
        ? as home_force_code, 'West Yorkshire' as home_force_name,
        '' as definitions_folder, '' as definitions_path,
        '' as definitions_digest, [] as folders, '0' as product_version, false as has_sample,
        false as has_real
"""


def defined_database(path: Path) -> Path:
    """Return the path of a database that holds the tables and West Yorkshire's definitions."""
    with duckdb.connect(str(path)) as connection:
        for name in sql.names("tables"):
            connection.execute(sql.text(f"tables/{name}"))
        store(define.load(define.DEFAULT), connection)
        connection.execute(BUILD_INFO, [HOME])
    return path


class Loaded:
    """Files read into a copy of a defined database: its connection, and what became of each."""

    def __init__(self, database: Path, paths: Iterable[Path], as_at: dt.date = AS_AT) -> None:
        """Read the files; `database` is changed, so pass a copy."""
        self.connection = duckdb.connect(str(database))
        load = Load(self.connection, as_at)
        found = list(enumerate(files.discover(list(paths)), 1))
        workspace = database.parent / f"{database.stem}-workspace"
        self.records: list[FileRecord] = read_all(
            load, found, workspace, frozenset(), lambda *_: None
        )
        self.outcomes = [outcome(record, load, 0, None, False) for record in self.records]
        self.release_dates = dict(load.counts.release_date)

    def rows(self, query: str) -> list[tuple]:
        """Return the rows of a query."""
        return self.connection.execute(query).fetchall()

    def table(self, name: str) -> list[tuple]:
        """Return a table in order, without what differs from file to file."""
        return self.rows(f"select * exclude (file_id, slice_id) from {name} order by all")

    def rejected(self) -> list[tuple[int, str]]:
        """Return line and reason of every refused row."""
        return self.rows("select line, reason from rejected_row order by all")

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def write_csv(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """Write rows as CSV; dates in UK form."""
    with path.open("w", encoding="utf-8", newline="") as sink:
        csv.writer(sink).writerows([_text(cell) for cell in row] for row in rows)
    return path


def _text(cell: object) -> object:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else cell


def write_workbook(path: Path, rows: Sequence[Sequence[object]], sheet: str = "Return") -> Path:
    """Write rows as a workbook of one sheet, dates and numbers as such."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append([None if cell == "" else cell for cell in row])
    book.save(path)
    return path
