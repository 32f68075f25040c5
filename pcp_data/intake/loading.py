"""Bring tables of text into the database: stage, refuse, slice, insert, and count every row."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

import duckdb

from pcp_data import sql
from pcp_data.intake import texts
from pcp_data.intake.formats import Format, Match

REJECTED_TEXT_LENGTH = 2000
SWALLOWS = (
    "A quotation mark opens here and takes in the rows below it: the whole table was refused, for"
    " a month that is half there would be read as a fall. Take the mark out, or fetch the file"
    " again"
)


@dataclass(frozen=True)
class Malformed:
    """A record that does not fit its table; `swallows` where its quotation mark never closed."""

    reason: str
    text: str
    swallows: bool


@dataclass(frozen=True)
class Batch:
    """Tables of one layout, each with the id of the file it came from."""

    format: Format
    members: tuple[tuple[int, Match], ...]


@dataclass
class Counts:
    """Rows per file id: `read` and `rejected`; what is neither is loaded or superseded."""

    read: Counter[int] = field(default_factory=Counter)
    rejected: Counter[int] = field(default_factory=Counter)
    release_date: dict[int, dt.date] = field(default_factory=dict)


class Load:
    """One build's way into the database; importers call `run` and nothing else."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, as_at: dt.date, first_slice: int = 1
    ) -> None:
        """Work on a database that holds the tables and the definitions already."""
        self.connection = connection
        self.counts = Counts()
        connection.execute(f"create temp sequence slice_number start {int(first_slice)}")
        connection.execute("create temp table setting (as_at date)")
        connection.execute("insert into setting values (?)", [as_at])
        connection.execute(sql.text("build/functions"))

    def run(self, batch: Batch) -> None:
        """Stage a batch, refuse what is faulty, and insert the rest.

        The staging file types the text; a row whose `reason` is null is accepted. Aggregated
        formats are read in one pass over all files, the others a table at a time, so that each
        row keeps its place in the file.
        """
        groups = [batch.members] if batch.format.aggregated else [(m,) for m in batch.members]
        for members in groups:
            self._stage(batch.format, members)
            malformed = self._malformed()
            self._refuse_swallowed(members, malformed)
            self._count(members)
            self._reject(batch.format, members, malformed)
            self._warn()
            self._insert(batch.format)

    def _stage(self, format_: Format, members: tuple[tuple[int, Match], ...]) -> None:
        run = self.connection.execute
        run("drop table if exists staged")
        for rejects in ("csv_reject", "csv_reject_scan"):
            run(f"drop table if exists {rejects}")
        run(
            "create or replace temp table batch_table "
            "(csv_path varchar, file_id integer, number integer, about varchar, source_id varchar, "
            "table_place integer, table_name varchar)"
        )
        rows = [
            (
                str(match.table.csv_path),
                file_id,
                number,
                match.about,
                format_.source_id,
                match.table.place if format_.whole_tables else 0,
                match.table.name,
            )
            for number, (file_id, match) in enumerate(members)
        ]
        sql.fill(self.connection, "batch_table", rows)
        self._define(format_, members, gathered=format_.aggregated)
        rows_each = "" if format_.aggregated else ", 1 as rows"
        run(f"create temp table staged as select *{rows_each} from {format_.staged_by}")

    def _define(
        self, format_: Format, members: tuple[tuple[int, Match], ...], gathered: bool = False
    ) -> None:
        """Define the views `raw` (our column names, text) and `stg_FORMAT` (typed).

        Gathered, `raw` has like rows of the text as one, with their number as `rows`: typing and
        checking then cost by what is different, not by the row.
        """
        run = self.connection.execute
        name = format_.staged_by
        if gathered:
            run(f"create or replace temp view raw_row as {_raw(members, gathered=True)}")
            select = sql.text(f"staging/gather_{format_.format_id}")
        else:
            select = _raw(members)
        run(f"create or replace temp view raw as {select}")
        run(f"create or replace temp view {name} as {sql.text(f'staging/{name}')}")

    def _count(self, members: tuple[tuple[int, Match], ...]) -> None:
        run = self.connection.execute
        for file_id, read, rejected in run(sql.text("build/staged_counts")).fetchall():
            self.counts.read[file_id] += read
            self.counts.rejected[file_id] += rejected
        if self._staged_has("release_date"):
            query = "select file_id, max(release_date) from staged group by file_id"
            for file_id, released in run(query).fetchall():
                if released:
                    self.counts.release_date[file_id] = released

    def _staged_has(self, column: str) -> bool:
        described = self.connection.execute("describe staged").fetchall()
        return column in {row[0] for row in described}

    def _refuse_swallowed(
        self, members: tuple[tuple[int, Match], ...], malformed: dict[int, dict[int, Malformed]]
    ) -> None:
        """Refuse each table whole in which a stray quotation mark takes in the rows below it.

        Nobody can say how many rows there are in it; the rest would be read as a fall.
        """
        for number, bad in malformed.items():
            swallowing = [record for record, found in bad.items() if found.swallows]
            if not swallowing:
                continue
            file_id, match = members[number]
            line = _Lines(match, set(bad)).of_record(min(swallowing))
            rows = max(texts.lines_in(match.table.csv_path) - match.header_index - 1, 1)
            self.counts.read[file_id] += rows
            self.counts.rejected[file_id] += rows
            self.connection.execute("delete from staged where number = ?", [number])
            self.connection.execute(
                "insert into rejected_row values (?, ?, ?, ?, ?, ?)",
                [file_id, match.table.name, line, SWALLOWS, bad[min(swallowing)].text[:200], rows],
            )
            bad.clear()

    def _reject(
        self,
        format_: Format,
        members: tuple[tuple[int, Match], ...],
        malformed: dict[int, dict[int, Malformed]],
    ) -> None:
        """Keep every refused row with its line, its reason and its text."""
        faulty = {
            row[0]
            for row in self.connection.execute(
                "select distinct number from staged where reason is not null"
            ).fetchall()
        }
        for number, (file_id, match) in enumerate(members):
            bad = malformed.get(number, {})
            self.counts.read[file_id] += len(bad)
            self.counts.rejected[file_id] += len(bad)
            if bad or number in faulty:
                self._keep_rejected(format_, file_id, match, bad, number in faulty)

    def _malformed(self) -> dict[int, dict[int, Malformed]]:
        """Return table number -> record -> what is no row of the table."""
        found: dict[int, dict[int, Malformed]] = {}
        for number, record, *what in self.connection.execute(
            sql.text("build/malformed")
        ).fetchall():
            found.setdefault(number, {})[record] = Malformed(*what)
        return found

    def _keep_rejected(
        self,
        format_: Format,
        file_id: int,
        match: Match,
        malformed: dict[int, Malformed],
        has_faulty: bool,
    ) -> None:
        lines = _Lines(match, set(malformed))
        kept = [
            (file_id, match.table.name, lines.of_record(record), found.reason, found.text)
            for record, found in malformed.items()
        ]
        if has_faulty:
            self._define(format_, ((file_id, match),))
            kept += [
                (file_id, match.table.name, lines.of_accepted(row), reason, text)
                for row, reason, text in self.connection.execute(
                    f"select record, reason, row_text from {format_.staged_by}"
                    " where reason is not null"
                ).fetchall()
            ]
        rows = [(*row[:4], (row[4] or "")[:REJECTED_TEXT_LENGTH], 1) for row in kept]
        sql.fill(self.connection, "rejected_row", rows)

    def refuse_table(self, file_id: int, name: str, reason: str, rows: int) -> None:
        """Keep one entry for all the rows of a table that was refused before it was read."""
        self.connection.execute(
            "insert into rejected_row values (?, ?, null, ?, null, ?)",
            [file_id, name, reason, rows],
        )

    def _warn(self) -> None:
        if not self._staged_has("warning"):
            return
        by_table = self._staged_has("number")
        pieces = {
            "table_name": "batch_table.table_name" if by_table else "null",
            "join": "left join batch_table using (number)" if by_table else "",
        }
        self.connection.execute(sql.text("build/file_warning").format(**pieces))

    def _insert(self, format_: Format) -> None:
        run = self.connection.execute
        for name in ("slice_more", "slice"):
            run(sql.text(f"build/{name}"))
        run(f"create or replace temp view accepted as {sql.text('build/accepted')}")
        for table in format_.tables:
            name = f"staging/load_{format_.format_id}_{table}"
            select = sql.text(name) if sql.exists(name) else self._like_columns(table)
            run(f"insert into {table} by name {select}")

    def _like_columns(self, table: str) -> str:
        """Return a select of those accepted columns that the table has."""
        columns = [row[0] for row in self.connection.execute(f"describe {table}").fetchall()]
        have = {row[0] for row in self.connection.execute("describe accepted").fetchall()}
        return f"select {', '.join(c for c in columns if c in have)} from accepted"


def _raw(members: tuple[tuple[int, Match], ...], gathered: bool = False) -> str:
    """Return the select that reads the tables as text under our own column names.

    The header is checked by the caller: `columns` of read_csv goes by position. Rows without any
    text are no rows. `record` counts the rows that DuckDB could read, from 1. Where rows will be
    gathered, cells are not trimmed yet, nor is the row's number and text kept: both cost more
    than the reading.
    """
    match = members[0][1]
    unique = [f"c{position}" for position in range(len(match.header))]
    position_of = dict(match.mapping)
    cell = "{}" if gathered else "nullif(trim({}), '')"
    columns = [
        f"{cell.format(unique[position_of[name]])} as {sql.identifier(name)}"
        if name in position_of
        else f"null::varchar as {sql.identifier(name)}"
        for name in match.format.columns
    ]
    if not gathered:
        columns += [f"null as {sql.identifier(name)}" for name in match.format.gathered]
        columns += [
            "record",
            f"concat_ws({sql.literal(match.table.delimiter)}, "
            + ", ".join(f"coalesce({name}, '')" for name in unique)
            + ") as row_text",
        ]
    paths = ", ".join(sql.file_literal(str(m.table.csv_path)) for _, m in members)
    types = ", ".join(f"{sql.literal(name)}: 'VARCHAR'" for name in unique)
    record = "" if gathered else ", row_number() over () as record"
    return (
        f"select batch_table.file_id, batch_table.number, batch_table.about, {', '.join(columns)} "
        f"from (select *{record} from read_csv([{paths}], filename = true, "
        f"header = true, skip = {match.header_index}, auto_detect = false, compression = 'none', "
        f"delim = {sql.literal(match.table.delimiter)}, quote = '\"', escape = '\"', "
        f"columns = {{{types}}}, store_rejects = true, rejects_table = 'csv_reject', "
        f"rejects_scan = 'csv_reject_scan', rejects_limit = 0)) as found "
        "inner join batch_table on batch_table.csv_path = found.filename "
        f"where coalesce({', '.join(unique)}) is not null"
    )


class _Lines:
    """Where each record of a table stands in its file; read once, only when rows were refused."""

    def __init__(self, match: Match, malformed: set[int]) -> None:
        """Read the table with the standard library, which knows line numbers."""
        self._all: list[int] = []
        self._accepted: list[int] = []
        first_data_record = match.header_index + 1
        with match.table.csv_path.open(encoding="utf-8-sig", errors="replace", newline="") as text:
            reader = csv.reader(text, delimiter=match.table.delimiter)
            line = 0
            for index, cells in enumerate(reader):
                self._all.append(line + 1)
                line = reader.line_num
                if index >= first_data_record and cells and index + 1 not in malformed:
                    self._accepted.append(self._all[-1])

    def of_record(self, record: int) -> int | None:
        """Return the line of the n-th record of the file, from 1, blank lines included."""
        return self._all[record - 1] if 0 < record <= len(self._all) else None

    def of_accepted(self, row: int) -> int | None:
        """Return the line of the n-th row that DuckDB could read."""
        return self._accepted[row - 1] if 0 < row <= len(self._accepted) else None
