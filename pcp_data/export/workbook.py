"""Write an Excel workbook that is fit to publish, as the government's guidance on it asks.

Cover, Contents and Notes, then one marked-up table on each sheet from its left edge, with no
merged or empty cells, no fills, filters or frozen panes, and the cursor at A1. Rows are streamed,
so that the size of the tables does not matter to memory.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO

from lxml import etree
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from pcp_data.export import front, layout, native_charts
from pcp_data.export.book import SAMPLE_BANNER, Book, Column, ExportTable, Written
from pcp_data.export.cells import Styles, TableSheet, clean, escaped, sides, text_cell
from pcp_data.export.widths import BOLD, with_widths

LAST_ROW = 1_048_576
REPORT_EVERY = 1_000
WIDTH_FROM, WIDTH_FROM_STREAM = 10_000, 1_000  # rows that decide on the widths of columns
TITLE_HEIGHT = 22
LONGEST_NAME = 31
FRONT = ("Cover", "Contents", "Notes")

Progress = Callable[[int], None]


def write_workbook(
    book: Book,
    to: str | Path | IO[bytes],
    *,
    progress: Progress | None = None,
    last_row: int = LAST_ROW,
) -> list[Written]:
    """Write a workbook to a file, whole or not at all, or to a stream; return what was written.

    `progress` is told the number of rows written so far, and may raise to stop. A table of
    more rows than a sheet holds (`last_row`) goes on to further sheets.
    """
    if hasattr(to, "write"):
        return _write(book, to, progress, last_row)
    target = Path(to)
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        written = _write(book, unfinished, progress, last_row)
        os.replace(unfinished, target)
    except OSError as error:
        if str(error.filename) == str(unfinished):  # a name that nobody gave
            raise OSError(error.errno, error.strerror, str(target)) from error
        raise
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink()
    return written


def _write(
    book: Book, to: Path | IO[bytes], progress: Progress | None, last_row: int
) -> list[Written]:
    workbook = Workbook(write_only=True)
    layout.set_face(workbook)
    try:
        written = _fill(workbook, book, progress, last_row)
        workbook.save(to)
    except etree.SerialisationError as error:
        # This is how a full disk comes from under the sheets, which are written apart first.
        _let_go(workbook)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), tempfile.gettempdir()) from error
    except BaseException:
        _let_go(workbook)
        raise
    return written


def _fill(
    workbook: Workbook, book: Book, progress: Progress | None, last_row: int
) -> list[Written]:
    writer = _Writer(workbook, book, progress or (lambda rows: None), last_row)
    fronts = [workbook.create_sheet(name) for name in FRONT]
    written = [writer.table(table) for table in book.tables]
    pictures = writer.charts(book, written) if book.charts else []
    front.cover(fronts[0], book)
    writer.mark(fronts[1], *front.contents(fronts[1], book, written, pictures))
    writer.mark(fronts[2], *front.notes(fronts[2], book, written))
    front.properties(workbook, book)
    workbook.active = 0
    return written


def _let_go(workbook: Workbook) -> None:
    """Close what a stopped workbook left open, and remove the files of its sheets."""
    for sheet in workbook.worksheets:
        if sheet._writer is None:
            continue
        with contextlib.suppress(OSError, etree.LxmlError):
            if not sheet.closed:
                sheet.close()
        with contextlib.suppress(OSError):
            sheet._writer.cleanup()


class _Writer:
    """One workbook being written: keeps sheet and table names unique, and counts rows."""

    def __init__(self, workbook: Workbook, book: Book, progress: Progress, last_row: int) -> None:
        self.workbook, self.book = workbook, book
        self.progress, self.last_row = progress, last_row
        self.styles = Styles(workbook)
        self.rows = self.tables = 0
        self.taken = {name.lower() for name in FRONT}
        self.first_rows: dict[str, int] = {}

    def table(self, table: ExportTable) -> Written:
        """Write one table to as many sheets as it needs."""
        written = Written()
        rows = iter(table.rows)
        is_stream = not isinstance(table.rows, Sequence)
        first = list(islice(rows, WIDTH_FROM_STREAM if is_stream else WIDTH_FROM))
        columns = with_widths(table.columns, first)
        rest = chain(first, rows)
        while True:
            following = next(rest, None)
            if following is None and written.sheets:
                return written
            self._sheet(table, columns, chain([following], rest) if following else (), written)
            if following is None:
                return written

    def _sheet(
        self,
        table: ExportTable,
        columns: Sequence[Column],
        rows: Iterator[Sequence[object]],
        written: Written,
    ) -> None:
        part = len(written.sheets) + 1
        name = self.name_for(table.sheet if part == 1 else f"{table.sheet} {part}")
        sheet = TableSheet(self.workbook, name)
        self.workbook._add_sheet(sheet)
        layout.set_up(sheet, [column.width for column in columns], repeated="A:A")
        above = self._above(table, part, bool(rows))
        sheet.print_title_rows = f"{len(above) + 1}:{len(above) + 1}"
        sheet.row_dimensions[1].height = TITLE_HEIGHT
        for place, line in enumerate(above):
            big = place == 0
            sheet.append([text_cell(sheet, line, size=14 if big else 10, bold=big)])
        count = 0
        if rows:
            heads = [
                text_cell(sheet, column.title, bold=True, wrap=True, line=True, side=side)
                for column, side in zip(columns, sides(columns), strict=True)
            ]
            sheet.row_dimensions[len(above) + 1].height = max(
                layout.height_of(column.title, column.width / BOLD) for column in columns
            )
            sheet.append(heads)
            sheet.begin(columns, self.styles, written)
            count = self._rows(sheet, islice(rows, self.last_row - len(above) - 1))
            self.mark(sheet, [column.title for column in columns], len(above) + 1, count)
            self.first_rows[name] = len(above) + 2
        sheet.close()
        written.sheets.append((name, count))

    def _above(self, table: ExportTable, part: int, has_rows: bool) -> list[str]:
        title = table.title if part == 1 else f"{table.title} (part {part}, continued)"
        lines = [title, *([SAMPLE_BANNER] if self.book.is_sample else []), *table.notes]
        if not has_rows:
            return [*lines, "This table has no rows: nothing matches the filters."]
        said = "This sheet has one table. Shorthand in square brackets is explained on the cover."
        return [*lines, said]

    def _rows(self, sheet: TableSheet, rows: Iterator[Sequence[object]]) -> int:
        count = 0
        for count, row in enumerate(rows, 1):
            sheet.append(row if isinstance(row, (tuple, list)) else tuple(row))
            if count % REPORT_EVERY == 0:
                self.progress(self.rows + count)
        self.rows += count
        self.progress(self.rows)
        return count

    def mark(self, sheet: TableSheet, titles: Sequence[str], head: int, count: int) -> None:
        """Mark rows up as an Excel table; `head` is the row of the headings."""
        self.tables += 1
        stem = re.sub(r"\W", "_", sheet.title, flags=re.ASCII)
        ref = f"A{head}:{get_column_letter(len(titles))}{head + count}"
        mark = Table(displayName=f"Table{self.tables}_{stem}", ref=ref)
        mark.tableColumns = [
            TableColumn(id=place, name=escaped(title))
            for place, title in enumerate(map(clean, titles), 1)
        ]
        mark.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        sheet._tables.add(
            mark
        )  # add_table warns on a streamed sheet, also when the columns are given

    def name_for(self, wanted: str) -> str:
        """Return a sheet name that Excel takes and no other sheet has."""
        name = re.sub(r"[\[\]:*?/\\]", " ", clean(wanted)).strip(" '")[:LONGEST_NAME].strip()
        name, place = name or "Table", 1
        while name.lower() in self.taken or name.lower() == "history":
            place += 1
            name = f"{name[: LONGEST_NAME - 4].rstrip('0123456789 ')} {place}"
        self.taken.add(name.lower())
        return name

    def charts(self, book: Book, written: list[Written]) -> list[tuple[str, str]]:
        """Add the charts, each on a sheet of its own; return their sheets and titles."""
        made = []
        for table, one in zip(book.tables, written, strict=True):
            if table.chart is None or not one.rows or len(one.sheets) > 1:
                continue
            data_sheet = one.sheets[0][0]
            pictures = native_charts.charts(table, data_sheet, self.first_rows[data_sheet])
            if pictures:
                name = self.name_for(f"Chart {len(made) + 1}")
                title = table.chart.title or table.title
                native_charts.place(
                    self.workbook.create_sheet(name), title, data_sheet, pictures, book
                )
                made.append((name, title))
        return made
