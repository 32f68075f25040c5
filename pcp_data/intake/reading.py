"""Read input files into an open database: recognise, batch, load, and keep a record of each."""

from __future__ import annotations

import csv
import datetime as dt
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pcp_data import importers
from pcp_data.intake import files
from pcp_data.intake.check_words import fault_lines
from pcp_data.intake.files import InputFile, Opened, Table
from pcp_data.intake.formats import Match, recognise
from pcp_data.intake.loading import Batch, Load
from pcp_data.problems import Problem
from pcp_data.words import plural

Progress = Callable[[int, int, str], None]

# Casualties and adjustments take their force and date from the collisions, so these come first.
FIRST_FORMATS = (
    "stats19_collision",
    "stats19_adjustment_collision",
    "stats19_casualty",
    "stats19_adjustment_casualty",
    "stats19_vehicle",
)
# Larger batches would not be faster, and would need more memory to group.
BATCH_BYTES = 448 * 1024**2
MOST_ROWS_SAID, MOST_KINDS_SAID, EXAMPLES = 20, 12, 3
VALUE = re.compile(r"'[^']*'|\d[\d,.]*")
# The widest published table (residents by year of age and sex) has about 200.
MOST_COLUMNS = 2_000


@dataclass
class FileRecord:
    """What became of one input file on its way in."""

    file_id: int
    file: InputFile
    sha256: str = ""
    source_id: str | None = None
    format_ids: set[str] = field(default_factory=set)
    version: int | None = None
    is_sample: bool = False
    refused_tables: list[tuple[str, str, int]] = field(default_factory=list)
    unread_parts: int = 0
    repeated_rows: int = 0
    messages: list[str] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def refused_rows(self) -> int:
        """Return how many rows the tables have that were refused whole."""
        return sum(rows for _, _, rows in self.refused_tables)

    @property
    def is_recognised(self) -> bool:
        """Say whether any of its tables is, or nearly is, of a format we know."""
        return bool(self.matches or self.refused_rows or self.source_id)


def read_all(
    load: Load,
    wanted: list[tuple[int, InputFile]],
    workspace: Path,
    sample_digests: frozenset[str],
    progress: Progress,
) -> list[FileRecord]:
    """Read files into the database and return what became of each.

    Files are opened while others are loaded, but formats keep their order where that matters.
    """
    records = []
    opened_files = files.open_all([file for _, file in wanted], workspace)
    for (file_id, file), (_, opened) in zip(wanted, opened_files, strict=True):
        progress(len(records), 2 * len(wanted), f"Opening {file.name}")
        records.append(_recognised(file_id, file, opened, sample_digests))
    for record in records:
        for name, reason, rows in record.refused_tables:
            if rows:
                load.refuse_table(record.file_id, name, reason, rows)
    _load(load, records, progress)
    return records


def _recognised(
    file_id: int, file: InputFile, opened: Opened, sample_digests: frozenset[str]
) -> FileRecord:
    record = FileRecord(file_id, file, opened.sha256)
    record.is_sample = opened.has_marker or opened.sha256 in sample_digests
    record.messages += [str(problem) for problem in opened.problems]
    record.unread_parts = len(opened.problems)
    for table in opened.tables:
        found = recognise(table, importers.formats())
        if isinstance(found, Match) and len(found.header) > MOST_COLUMNS:
            _refuse(record, table, _too_wide(table, len(found.header)), found.header_index + 1)
        elif isinstance(found, Match):
            _take(record, found)
        elif found is not None:
            _refuse(record, table, found)
    if record.is_recognised:
        record.messages += opened.warnings
    return record


def _take(record: FileRecord, match: Match) -> None:
    record.source_id = match.format.source_id
    record.format_ids.add(match.format.format_id)
    record.version = max(record.version or 0, match.format.version)
    if match.table.cut_off:
        _refuse(record, match.table, _cut_off(match.table), match.header_index + 1)
    elif match.table.is_repeat:
        record.repeated_rows += _rows(match.table, match.header_index + 1)
        record.messages.append(
            f"{match.table.name}: it is the same as another in this ZIP, and counts once."
        )
    else:
        record.matches.append(match)


def _refuse(record: FileRecord, table: Table, problem: Problem, header_rows: int = 1) -> None:
    """Refuse a whole table; its rows count as rejected, so that none is lost from the sums."""
    record.messages.append(str(problem))
    reason = (
        f"The whole table was refused: found {problem.found}. Expected {problem.expected}. "
        f"{problem.action}"
    )
    record.refused_tables.append((table.name, reason, _rows(table, header_rows)))


def _rows(table: Table, header_rows: int) -> int:
    with table.csv_path.open(encoding="utf-8-sig", errors="replace", newline="") as text:
        rows = sum(1 for row in csv.reader(text, delimiter=table.delimiter) if any(row))
    return max(rows - header_rows, 0)


def _too_wide(table: Table, columns: int) -> Problem:
    return Problem(
        table.name,
        f"a table of {columns:,} columns",
        f"at most {MOST_COLUMNS:,}",
        "It was refused whole. Delete the columns that do not belong to it.",
    )


def _cut_off(table: Table) -> Problem:
    return Problem(
        table.name,
        "a last row that breaks off",
        "a whole file, for a month that is half there would be read as a fall",
        "It was refused whole. Fetch it again.",
    )


def _load(load: Load, records: list[FileRecord], progress: Progress) -> None:
    by_id = {record.file_id: record for record in records}
    batches = list(_batches(records))
    total = sum(_bytes(batch) for batch in batches) or 1
    done = 0
    for batch in batches:
        name = by_id[batch.members[0][0]].file.name
        # The first half of the bar was the opening of the files.
        progress(total + done, 2 * total, f"Reading {name}")
        started = time.monotonic()
        importers.modules()[batch.format.format_id].read(batch, load)
        _share_time(batch, by_id, time.monotonic() - started)
        done += _bytes(batch)


def _bytes(batch: Batch) -> int:
    return sum(match.table.size for _, match in batch.members)


def _share_time(batch: Batch, by_id: dict[int, FileRecord], seconds: float) -> None:
    whole = _bytes(batch) or 1
    for file_id, match in batch.members:
        by_id[file_id].seconds += seconds * match.table.size / whole


def _batches(records: Iterable[FileRecord]) -> Iterator[Batch]:
    members = [(record.file_id, match) for record in records for match in record.matches]
    order = {format_id: place for place, format_id in enumerate(FIRST_FORMATS)}
    members.sort(key=lambda member: order.get(member[1].format.format_id, len(order)))
    groups: dict[tuple[object, ...], list[tuple[int, Match]]] = {}
    for file_id, match in members:
        groups.setdefault(match.layout, []).append((file_id, match))
    for group in groups.values():
        yield from _chunks(group)


def _chunks(group: list[tuple[int, Match]]) -> Iterator[Batch]:
    chunk: list[tuple[int, Match]] = []
    size = 0
    for member in group:
        if chunk and size + member[1].table.size > BATCH_BYTES:
            yield Batch(chunk[0][1].format, tuple(chunk))
            chunk, size = [], 0
        chunk.append(member)
        size += member[1].table.size
    if chunk:
        yield Batch(chunk[0][1].format, tuple(chunk))


def outcome(
    record: FileRecord,
    load: Load,
    superseded: int,
    refusal: str | None,
    is_duplicate: bool,
) -> dict[str, object]:
    """Return the counts, status and message of one file, as stored in source_file.

    rows_read = rows_loaded + rows_rejected + rows_superseded, by construction.
    """
    superseded += record.repeated_rows
    read = load.counts.read[record.file_id] + record.refused_rows + record.repeated_rows
    rejected = load.counts.rejected[record.file_id] + record.refused_rows
    if refusal:
        rejected, superseded = read, 0
    loaded = read - rejected - superseded
    messages = [*record.messages, *([refusal] if refusal else [])]
    return {
        "unread_parts": record.unread_parts,
        "status": _status(record, refusal, read, loaded, superseded, is_duplicate),
        "message": "\n".join(messages) or None,
        "rows_read": read,
        "rows_loaded": loaded,
        "rows_rejected": rejected,
        "rows_superseded": superseded,
    }


def _status(
    record: FileRecord,
    refusal: str | None,
    read: int,
    loaded: int,
    superseded: int,
    is_duplicate: bool,
) -> str:
    if not record.is_recognised:
        return "refused" if record.messages else "unrecognised"
    if loaded:
        return "loaded"
    if refusal or not superseded:
        return "refused" if read or record.messages or refusal else "loaded"
    return "duplicate" if is_duplicate else "superseded"


def modified_at(file: InputFile) -> dt.datetime:
    """Return when a file was last changed, in UTC without zone, to the microsecond."""
    return dt.datetime.fromtimestamp(file.modified, tz=dt.UTC).replace(tzinfo=None)


def rejected_summary(
    rows: list[tuple[str | None, int | None, str]], matches: Iterable[Match] = ()
) -> list[str]:
    """Return the refused rows in words, cell by cell: all of a few, examples of many.

    Of many the reasons are told apart by their words, the values in them left out; each comes with
    its first rows and how many more there are, the most frequent first.
    """
    by_name = {match.table.name: match for match in matches}
    kinds: dict[str, list[tuple[str | None, int | None, str]]] = {}
    for row in rows:
        kinds.setdefault(VALUE.sub("…", row[2]), []).append(row)
    each = len(rows) if len(rows) <= MOST_ROWS_SAID else EXAMPLES
    found = sorted(kinds.values(), key=len, reverse=True) if len(rows) > each else [rows]
    words = []
    for like in found[:MOST_KINDS_SAID]:
        for table, line, reason in like[:each]:
            words += fault_lines(table or "", line, reason, by_name.get(table))
        if len(like) > each:
            words.append(f"and {plural(len(like) - each, 'row')} more like these")
    rest = sum(len(like) for like in found[MOST_KINDS_SAID:])
    return [*words, f"and {plural(rest, 'row')} more for other reasons"] if rest else words
