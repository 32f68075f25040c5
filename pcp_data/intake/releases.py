"""Settle which release stands where several give the same source, force and period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import duckdb

from pcp_data import sql
from pcp_data.words import month_name


@dataclass(frozen=True)
class Settlement:
    """What came of it: refused file -> reason, superseded rows per file, (newer, older, rows)."""

    refused: dict[int, str]
    superseded: dict[int, int]
    replacements: list[tuple[int, int, int]]


def settle(connection: duckdb.DuckDBPyConnection, names: dict[int, str]) -> Settlement:
    """Keep one release per source, part, force and period; delete the rows of the others.

    A file that covers fewer districts than the one it would replace is refused whole; that may
    let an older release stand again, so it is asked until no file is refused.
    """
    connection.execute(f"create or replace temp view release as {sql.text('build/release')}")
    refused: dict[int, str] = {}
    while narrow := connection.execute(sql.text("build/too_narrow")).fetchone():
        file_id, other, start, districts, other_districts = narrow
        refused[file_id] = _narrow_words(names[other], start, districts, other_districts)
        connection.execute("update slice set status = 'refused' where file_id = ?", [file_id])
    replaced = connection.execute(
        "select winner_file_id, file_id, slice_id, rows from release where place > 1"
    ).fetchall()
    connection.execute(
        sql.text("build/supersede_slice"),
        [[row[2] for row in replaced], [row[0] for row in replaced]],
    )
    if replaced or refused:
        _delete_dead_rows(connection)
    return Settlement(refused, *_sums(replaced))


def _sums(
    replaced: list[tuple[int, int, int, int]],
) -> tuple[dict[int, int], list[tuple[int, int, int]]]:
    by_file: dict[int, int] = {}
    by_pair: dict[tuple[int, int], int] = {}
    for winner, loser, _, rows in replaced:
        by_file[loser] = by_file.get(loser, 0) + rows
        by_pair[winner, loser] = by_pair.get((winner, loser), 0) + rows
    return by_file, [(winner, loser, rows) for (winner, loser), rows in by_pair.items()]


def _narrow_words(other: str, start: dt.date, districts: int, other_districts: int) -> str:
    return (
        f"It covers {districts} of the force's districts where {other}, which it would replace, "
        f"covers {other_districts} ({month_name(start)}). Ask for the file with every district."
    )


def _delete_dead_rows(connection: duckdb.DuckDBPyConnection) -> None:
    for table in tables_with(connection, "slice_id"):
        if table != "slice":
            connection.execute(
                f"delete from {table} where slice_id in"
                " (select slice_id from slice where status <> 'live')"
            )


def tables_with(connection: duckdb.DuckDBPyConnection, column: str) -> list[str]:
    """Return the names of the database's own tables that have a column."""
    return [
        row[0]
        for row in connection.execute(
            "select table_name from duckdb_columns()"
            " where column_name = ? and not internal and database_name = current_database()"
            " and schema_name = 'main' and table_name in"
            " (select table_name from duckdb_tables() where not temporary)"
            " order by table_name",
            [column],
        ).fetchall()
    ]
