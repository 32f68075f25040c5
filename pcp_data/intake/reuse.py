"""What an earlier build already holds, so that unchanged files are not read again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pcp_data import sql
from pcp_data.intake.files import InputFile
from pcp_data.intake.reading import modified_at
from pcp_data.intake.releases import tables_with
from pcp_data.intake.texts import digest_of


@dataclass(frozen=True)
class Earlier:
    """The build before this one: where it is, what it was built by, and its files by path."""

    path: Path
    as_at: dt.date
    digest: str
    folders: tuple[str, ...]
    definitions: Path
    files: dict[str, dict[str, object]] = field(default_factory=dict)

    def unchanged(self, file: InputFile, verify: bool) -> int | None:
        """Return the earlier id of a file with the same path, size and time, or None.

        With `verify` the contents are compared too.
        """
        known = self.files.get(str(file.path))
        if known is None or known["size_bytes"] != file.size:
            return None
        if known["modified"] != modified_at(file):
            return None
        if verify and known["sha256"] != digest_of(file.path):
            return None
        return int(known["file_id"])

    def is_reusable(self, file_id: int, as_at: dt.date) -> bool:
        """Say whether the rows of a file are all here: none superseded, none refused for others.

        Road files lean on each other (people are placed by collisions in other files), so where
        anything has changed they are read again. So is a file with refused rows, or rows later than
        either day, where what is "in the future" is judged by another day than before.
        """
        known = next(f for f in self.files.values() if f["file_id"] == file_id)
        if known["source_id"] == "stats19":
            return False
        if as_at != self.as_at:
            last = known["period_end"] or dt.date.min
            if known["rows_rejected"] or last > min(as_at, self.as_at):
                return False
        return known["status"] in ("loaded", "unrecognised") and not known["rows_superseded"]


def earlier(path: Path | None) -> Earlier | None:
    """Return what the build at a path holds, or None where there is none that can be read."""
    if path is None:
        return None
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error:
        return None
    try:
        info = connection.execute(
            "select as_at, definitions_digest, folders, definitions_path from build_info"
        ).fetchone()
        found = connection.execute("select * from source_file")
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    except duckdb.Error:
        return None
    finally:
        connection.close()
    as_at, digest, folders, definitions = info
    by_path = {row["path"]: row for row in rows}
    return Earlier(path, as_at, digest, tuple(folders), Path(definitions), by_path)


def copy(
    connection: duckdb.DuckDBPyConnection, before: Earlier, kept: dict[int, tuple[int, InputFile]]
) -> None:
    """Copy the rows of unchanged files (earlier id -> new id and file) out of the earlier build."""
    ids = {earlier_id: number for earlier_id, (number, _) in kept.items()}
    connection.execute(f"attach {sql.literal(str(before.path))} as earlier (read_only)")
    connection.execute("create temp table reused (earlier_id integer, new_id integer)")
    sql.fill(connection, "reused", list(ids.items()))
    for table in tables_with(connection, "file_id"):
        connection.execute(
            f"insert into {table} by name select found.* replace (reused.new_id as file_id)"
            f" from earlier.{table} as found"
            " inner join reused on reused.earlier_id = found.file_id"
        )
    connection.execute("detach earlier")
    # The same file may have been given under another folder this time.
    connection.executemany(
        "update source_file set file_name = ?, folder_order = ? where file_id = ?",
        [(file.name, file.folder_order, number) for number, file in kept.values()],
    )


def next_slice(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the first slice number that is free."""
    return connection.execute("select coalesce(max(slice_id), 0) + 1 from slice").fetchone()[0]
