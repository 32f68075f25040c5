"""The sheets before the tables: Cover, Contents and Notes, and the workbook's properties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.hyperlink import Hyperlink

from pcp_data import words
from pcp_data.export.book import SAMPLE_BANNER, SHORTHAND, Book, Written
from pcp_data.export.cells import text_cell
from pcp_data.export.layout import height_of, set_up

LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
ROUNDING = (
    "Figures are calculated unrounded and rounded once, half away from zero, as on screen. "
    "Where the number of decimals differs within a column, each cell has its own format."
)
COVER_WIDTH, CONTENTS_WIDTH = 84, 70
TITLE_HEIGHT, HEADING_HEIGHT = 28, 24
NAMED_CELLS = 20


def cover(sheet: WriteOnlyWorksheet, book: Book) -> None:
    """Write the cover, one statement to a row, in one column."""
    set_up(sheet, [COVER_WIDTH], pages_high=1)
    sheet.sheet_view.showGridLines = False
    row = _append(sheet, 1, [text_cell(sheet, book.title, size=18, bold=True)], TITLE_HEIGHT)
    for heading, lines in _cover_parts(book):
        if lines:
            cell = text_cell(sheet, heading, size=12, bold=True, bottom=True)
            row = _append(sheet, row, [cell], HEADING_HEIGHT)
        for line in lines:
            cell = text_cell(sheet, line, wrap=True)
            if line == book.link and line.startswith(("http://", "https://")):
                cell._hyperlink = Hyperlink(ref="", target=line)
            row = _append(sheet, row, [cell], height_of(line, COVER_WIDTH))


def _append(sheet: WriteOnlyWorksheet, row: int, cells: Sequence[object], height: float) -> int:
    """Append a row of a height (a streamed sheet wants that first); return the next row."""
    sheet.row_dimensions[row].height = height
    sheet.append(cells)
    return row + 1


def _cover_parts(book: Book) -> list[tuple[str, list[str]]]:
    kind = SAMPLE_BANNER if book.is_sample else "Real figures, from the sources named below."
    dated = []
    if book.as_at:
        dated.append(f"Data as at {words.uk_date(book.as_at)}.")
    if book.built_at:
        dated.append(f"Figures as published on {words.uk_date(book.built_at)}.")
    asked = "Made-up or real"
    back = [book.link]
    if not book.link.startswith("http"):
        back = ["Open the dashboard and put this after its address:", book.link]
    return [
        (asked, [kind]),
        ("What this shows", [book.question]),
        ("Filters", [book.filters]),
        ("Data as at", dated),
        ("Baseline", [book.baseline]),
        ("Sources", list(book.sources) or ["None: there are no figures in this view."]),
        ("Licence", [LICENCE]),
        ("Rounding", [ROUNDING]),
        ("Shorthand", [f"{mark} {meaning}" for mark, meaning in SHORTHAND.items()]),
        ("How to get back to this view", back),
        ("Whom to ask", [book.contact] if book.contact else []),
    ]


def contents(
    sheet: WriteOnlyWorksheet,
    book: Book,
    written: Sequence[Written],
    charts: Sequence[tuple[str, str]],
) -> tuple[list[str], int, int]:
    """Write the list of sheets, each a link; return what marks it up as a table."""
    set_up(sheet, [30, CONTENTS_WIDTH, 10])
    heads = ["Sheet", "What is on it", "Rows"]
    sheet.append([text_cell(sheet, "Contents", size=14, bold=True)])
    sheet.append(
        [
            text_cell(sheet, one, bold=True, line=True, side="right" if one == "Rows" else "")
            for one in heads
        ]
    )
    lines = [("Cover", "What this workbook is, and how to read it", "[z]"),
             ("Notes", "Notes on the figures", "[z]")]  # fmt: skip
    for table, one in zip(book.tables, written, strict=True):
        for part, (name, rows) in enumerate(one.sheets, 1):
            of = f" (part {part} of {len(one.sheets)})" if len(one.sheets) > 1 else ""
            lines.append((name, f"{table.title}{of}", rows))
    lines += [(name, f"Chart: {title}", "[z]") for name, title in charts]
    for place, (name, title, rows) in enumerate(lines, 3):
        sheet.row_dimensions[place].height = height_of(title, CONTENTS_WIDTH)
        sheet.append(
            [_link_cell(sheet, name), text_cell(sheet, title, wrap=True), _count(sheet, rows)]
        )
    return heads, 2, len(lines)


def _link_cell(sheet: WriteOnlyWorksheet, name: str) -> object:
    cell = text_cell(sheet, name)
    quoted = name.replace("'", "''")
    cell._hyperlink = Hyperlink(ref="", location=f"'{quoted}'!A1", display=name)
    return cell


def _count(sheet: WriteOnlyWorksheet, rows: int | str) -> object:
    cell = text_cell(sheet, str(rows), side="right")
    if isinstance(rows, int):
        cell._value, cell.data_type, cell.number_format = rows, "n", "#,##0"
    return cell


def notes(
    sheet: WriteOnlyWorksheet, book: Book, written: Sequence[Written]
) -> tuple[list[str], int, int]:
    """Write the notes; return what marks them up as a table."""
    set_up(sheet, [12, COVER_WIDTH])
    heads = ["Note", "What it says"]
    sheet.append([text_cell(sheet, "Notes", size=14, bold=True)])
    sheet.append([text_cell(sheet, one, bold=True, line=True) for one in heads])
    lines = [*book.notes, *_on_writing(book, written)]
    for place, line in enumerate(lines, 1):
        sheet.row_dimensions[place + 2].height = height_of(line, COVER_WIDTH)
        sheet.append([text_cell(sheet, f"[note {place}]"), text_cell(sheet, line, wrap=True)])
    return heads, 2, len(lines)


def _on_writing(book: Book, written: Sequence[Written]) -> list[str]:
    """Return what happened on the way into the workbook; always at least one line."""
    used = sorted(set().union(*(one.marks for one in written)))
    said = words.list_of(used) if used else "none"
    lines = [f"Shorthand used in this workbook: {said}. The cover explains it."]
    for table, one in zip(book.tables, written, strict=True):
        if len(one.sheets) > 1:
            names = words.list_of([name for name, _ in one.sheets])
            lines.append(
                f"{table.title}: {one.rows:,} rows are more than one sheet holds. They go on "
                f"through the sheets {names}; none is left out."
            )
        if one.changed:
            some = words.list_of(one.changed[:NAMED_CELLS])
            more = len(one.changed) - NAMED_CELLS
            also = f", and {more:,} more" if more > 0 else ""
            lines.append(
                f"{table.title}: {words.plural(len(one.changed), 'cell')} held characters or a "
                f"length of text that a workbook cannot hold. Each such character is shown as "
                f"\ufffd, and text is cut after 32,767 characters. The cells: {some}{also}."
            )
    return lines


def properties(workbook: Workbook, book: Book) -> None:
    """Fill in the document's properties."""
    found = workbook.properties
    found.title, found.subject = book.title, book.question
    found.creator = book.publisher or book.maker
    found.description = SAMPLE_BANNER if book.is_sample else book.filters
    found.keywords = "Police and Crime Plan" + (", made-up sample data" if book.is_sample else "")
    found.category, found.language = "Statistics", "en-GB"
    found.created = datetime.now(tz=UTC).replace(tzinfo=None)
