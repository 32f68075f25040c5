"""Keep the record of every input file: what it was, and what became of each of its rows."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import duckdb

from pcp_data import importers, sql
from pcp_data.define.store import insert_rows
from pcp_data.intake import texts
from pcp_data.intake.loading import Load
from pcp_data.intake.reading import FileRecord, modified_at, outcome, rejected_summary
from pcp_data.report import FileReport
from pcp_data.words import in_csv, plural


def record(
    connection: duckdb.DuckDBPyConnection,
    load: Load,
    records: list[FileRecord],
    superseded: dict[int, int],
    refused: dict[int, str],
    copies: frozenset[int],
) -> None:
    """Write (again) the source_file row of each file just read."""
    rejected = _rejected(connection)
    rows = [
        {
            **_facts(one, load),
            **_result(one, load, superseded, refused, copies, rejected.get(one.file_id, [])),
        }
        for one in records
    ]
    connection.execute(
        "delete from source_file where list_contains(?, file_id)", [[r["file_id"] for r in rows]]
    )
    insert_rows(connection, "source_file", rows)


def _facts(one: FileRecord, load: Load) -> dict[str, object]:
    return {
        "file_id": one.file_id,
        "file_name": one.file.name,
        "path": texts.printable(str(one.file.path)),
        "sha256": one.sha256,
        "size_bytes": one.file.size,
        "modified": modified_at(one.file),
        "folder_order": one.file.folder_order,
        "source_id": one.source_id,
        "format_id": ", ".join(sorted(one.format_ids)) or None,
        "importer_version": one.version,
        "is_sample": one.is_sample,
        "release_date": load.counts.release_date.get(one.file_id),
        "force_codes": None,
        "period_start": None,
        "period_end": None,
        "seconds": one.seconds,
        "loaded_at": dt.datetime.now(dt.UTC).replace(tzinfo=None),
    }


def _result(
    one: FileRecord,
    load: Load,
    superseded: dict[int, int],
    refused: dict[int, str],
    copies: frozenset[int],
    rejected: list[tuple],
) -> dict[str, object]:
    number = one.file_id
    found = outcome(one, load, superseded.get(number, 0), refused.get(number), number in copies)
    words = [found["message"], *rejected_summary(rejected, one.matches)]
    return {**found, "message": "\n".join(filter(None, words)) or None}


def _rejected(connection: duckdb.DuckDBPyConnection) -> dict[int, list[tuple]]:
    """Return file id -> its rows refused one by one, in order, as (table, line, reason)."""
    found: dict[int, list[tuple]] = {}
    for file_id, *row in connection.execute(
        "select file_id, table_name, line, reason from rejected_row"
        " where row is not null order by all"
    ).fetchall():
        found.setdefault(file_id, []).append(tuple(row))
    return found


def account_for_reused(
    connection: duckdb.DuckDBPyConnection,
    reused: set[int],
    superseded: dict[int, int],
    refused: dict[int, str],
    copies: frozenset[int],
) -> None:
    """Settle the counts of files whose rows came from the earlier build."""
    for number in reused & superseded.keys():
        word = "duplicate" if number in copies else "superseded"
        connection.execute(sql.text("build/supersede_file"), [superseded[number], number, word])
    for number in reused & refused.keys():
        connection.execute(sql.text("build/refuse_file"), [refused[number], number])


def duplicates(connection: duckdb.DuckDBPyConnection) -> frozenset[int]:
    """Return the ids of files whose content is that of another file that stands."""
    found = connection.execute(sql.text("build/duplicate_file")).fetchall()
    return frozenset(row[0] for row in found)


def keep_refused(connection: duckdb.DuckDBPyConnection, refused: dict[int, str]) -> None:
    """Enter the rows of files refused for what others cover, once the files are recorded."""
    for file_id, reason in refused.items():
        connection.execute(sql.text("build/refuse_rows"), {"file_id": file_id, "reason": reason})


def write_refused(connection: duckdb.DuckDBPyConnection, to: Path) -> None:
    """Write every refused row as CSV: file, sheet, line, reason, text. No text is a formula."""
    every = {"most": None, "sources": None}
    found = connection.execute(sql.text("pages/data_rejected_rows"), every)
    heads = [column[0] for column in found.description]
    with to.open("w", encoding="utf-8-sig", newline="") as sink:
        lines = csv.writer(sink)
        lines.writerow(heads)
        while rows := found.fetchmany(1000):
            lines.writerows([in_csv(cell) for cell in row] for row in rows)


def reports(connection: duckdb.DuckDBPyConnection) -> list[FileReport]:
    """Return what became of every file, in the order read."""
    found = connection.execute("select * from source_file order by file_id")
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    forces = dict(connection.execute("select force_code, force_name from force").fetchall())
    titles = dict(connection.execute("select source_id, title from source").fetchall())
    warned: dict[int, list[str]] = {}
    for file_id, *warning in connection.execute(sql.text("build/warnings_of_file")).fetchall():
        warned.setdefault(file_id, []).append(warning_words(*warning))
    return [_report(row, titles, forces, warned.get(row["file_id"], ())) for row in rows]


def warning_words(table: str | None, warning: str, rows: int | None) -> str:
    """Return a warning with its number of rows, and the part of the file where it is of one."""
    counted = "" if rows is None else f" ({plural(rows, 'row')})"
    return f"{f'{table}: ' if table else ''}{warning}{counted}"


def _report(
    row: dict[str, object],
    titles: dict[str, str],
    forces: dict[str, str],
    warnings: Iterable[str],
) -> FileReport:
    """Return the report of one source_file row (column -> value)."""
    return FileReport(
        file_name=row["file_name"],
        status=row["status"],
        source=_kinds(row, titles),
        forces=tuple(forces.get(code, code) for code in row["force_codes"] or []),
        period_start=row["period_start"],
        period_end=row["period_end"],
        rows_read=row["rows_read"],
        rows_loaded=row["rows_loaded"],
        rows_rejected=row["rows_rejected"],
        rows_superseded=row["rows_superseded"],
        unread_parts=row["unread_parts"],
        seconds=row["seconds"],
        message=row["message"],
        warnings=tuple(warnings),
    )


def _kinds(row: dict[str, object], titles: dict[str, str]) -> str | None:
    """Return the title of a file's source; of several where its sheets are of several."""
    sources = {one.format_id: one.source_id for one in importers.formats()}
    ids = [sources[one] for one in (row["format_id"] or "").split(", ") if one in sources]
    found = list(dict.fromkeys(ids or [row["source_id"]]))
    return " and ".join(titles.get(one, one) for one in found if one) or None
