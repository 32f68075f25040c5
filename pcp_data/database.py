"""Where the database is, and opening it read-only."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from pcp_data import builds
from pcp_data.code_digest import made_by_this
from pcp_data.problems import DataProblem, Problem

# One thread a query: those of pages are so small that more only take time from other readers.
READING = {"threads": "1"}
LOCKED_DOWN = {
    "enable_external_access": "false",
    "lock_configuration": "true",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


@dataclass(frozen=True)
class Reader:
    """An open database: ask for a cursor for each query."""

    connection: duckdb.DuckDBPyConnection
    build_id: str
    path: str

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a new cursor; a connection cannot be shared between threads."""
        return self.connection.cursor()


def default_path() -> Path:
    """Return where the database is: PCP_DATABASE, else data/pcp.duckdb."""
    root = Path(__file__).parents[1]
    return Path(os.environ.get("PCP_DATABASE") or root / "data" / "pcp.duckdb")


def open_current(path: str | Path | None = None) -> Reader:
    """Return the current build, opened once per real path; DataProblem if there is none."""
    database = Path(path or default_path())
    target = builds.current(database)
    if target is None:
        raise DataProblem(
            Problem(
                str(database),
                "no database",
                "one built from source files",
                "Run: python -m pcp_data build FOLDER",
            )
        )
    return _open(str(target))


@lru_cache(maxsize=4)
def _open(target: str) -> Reader:
    try:
        connection = duckdb.connect(target, read_only=True, config=READING | LOCKED_DOWN)
        build_id, made_by = connection.execute(
            "select build_id, definitions_digest from build_info"
        ).fetchone()
    except duckdb.Error as error:
        raise DataProblem(
            Problem(
                target,
                "a database that cannot be opened",
                "one that a build finished",
                "Run: python -m pcp_data build FOLDER",
            )
        ) from error
    # Its tables and views may have other columns, or judge by other rules.
    if not made_by_this(made_by):
        connection.close()
        raise DataProblem(
            Problem(
                target,
                "a database of another version",
                "one built by this version",
                "Run: python -m pcp_data build (it reads the same folders again)",
            )
        )
    return Reader(connection, build_id, target)
