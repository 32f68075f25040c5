"""The one place that finds SQL text on disk and quotes what cannot be a parameter."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import duckdb

QUERIES = Path(__file__).resolve().parent.parent / "queries"


@cache
def text(name: str) -> str:
    """Return the text of queries/NAME.sql; NAME may have a folder in it."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def exists(name: str) -> bool:
    """Say whether there is a queries/NAME.sql."""
    return (QUERIES / f"{name}.sql").is_file()


def names(folder: str = "") -> list[str]:
    """Return the names of the SQL files directly in a folder of queries, in order."""
    return sorted(path.stem for path in (QUERIES / folder).glob("*.sql"))


def literal(value: str) -> str:
    """Return a text as an SQL literal, for paths and options that cannot be parameters."""
    return "'" + value.replace("'", "''") + "'"


def file_literal(path: str) -> str:
    """Return the path of one file as an SQL literal; `*`, `?` and `[` in it stand for themselves.

    Without this, `return[1].csv` would read its neighbour `return1.csv`.
    """
    return literal(re.sub(r"([*?\[])", r"[\1]", path))


def identifier(name: str) -> str:
    """Return a name as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def fill(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    """Put rows (cells in the order of the table's columns) into a table in one statement.

    One at a time costs two thousandths of a second each: half a minute for a file of faults.
    """
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        cells = ", ".join("unnest(?)" for _ in columns)
        connection.execute(f"insert into {table} select {cells}", columns)
