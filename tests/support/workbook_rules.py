"""The rules that every workbook is held to, read back from the file by a program of others."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

FRONT = ["Cover", "Contents", "Notes"]
SHORTHAND = {"[c]", "[x]", "[z]", "[b]", "[p]"}
HEADINGS = (
    "Made-up or real",
    "Filters",
    "Data as at",
    "Baseline",
    "Sources",
    "Licence",
    "Shorthand",
    "How to get back to this view",
)
BANNER = "Illustrative figures: made-up sample data."
MADE_UP = b"made-up sample data"
WIDTHS = {"d mmm yyyy": 11, "mmmm yyyy": 14}


def faults(path: Path, *, is_sample: bool) -> list[str]:
    """Return every rule that the workbook breaks, in words."""
    book = openpyxl.load_workbook(path)
    found = [*_names(book), *_cover(book, is_sample), *_properties(book), *_parts(path)]
    found += _pictures(path, is_sample)
    for sheet in book.worksheets:
        found += [f"{sheet.title}: {fault}" for fault in (*_sheet(sheet), *_paper(sheet))]
        if sheet.title not in FRONT:
            found += [f"{sheet.title}: {fault}" for fault in _table(sheet, is_sample)]
    return found


def cover_text(path: Path) -> str:
    """Return everything that the cover says."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Cover").to_python()
    return "\n".join(str(cell) for row in rows for cell in row)


def table(path: Path, sheet: str) -> list[dict[str, object]]:
    """Return the rows of a sheet's table by heading, by a second reader (calamine)."""
    book = openpyxl.load_workbook(path)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    if not book[sheet].tables:
        return []
    left, top, right, bottom = range_boundaries(next(iter(book[sheet].tables.values())).ref)
    heads = rows[top - 1][left - 1 : right]
    return [dict(zip(heads, row[left - 1 : right], strict=True)) for row in rows[top:bottom]]


def _names(book: openpyxl.Workbook) -> list[str]:
    names = book.sheetnames
    found = [] if names[:3] == FRONT else [f"begins with {names[:3]}, not {FRONT}"]
    if len({name.lower() for name in names}) != len(names):
        found.append("sheet names are not unique")
    if book.active.title != "Cover":
        found.append("does not open on the cover")
    tables = [one.displayName.lower() for sheet in book for one in sheet.tables.values()]
    if len(set(tables)) != len(tables):
        found.append("table names are not unique")
    return found + [f"table name {name}" for name in tables if not re.fullmatch(r"[a-z_]\w*", name)]


def _cover(book: openpyxl.Workbook, is_sample: bool) -> list[str]:
    said = [str(row[0].value) for row in book["Cover"].iter_rows()]
    found = [f"the cover does not say: {one}" for one in HEADINGS if one not in said]
    found += [f"the cover does not explain {one}" for one in SHORTHAND
              if not any(line.startswith(f"{one} ") for line in said)]  # fmt: skip
    if any(line.startswith(BANNER) for line in said) != is_sample:
        found.append("the cover is wrong about made-up figures")
    if not any("?" in line and line.startswith(("/", "http")) for line in said):
        found.append("the cover has no link to the view")
    if book["Cover"].max_column != 1:
        found.append("the cover is not one column")
    return found


def _properties(book: openpyxl.Workbook) -> list[str]:
    known = book.properties
    wanted = ("title", "subject", "creator", "description", "keywords", "language")
    return [f"no document property: {name}" for name in wanted if not getattr(known, name)]


def _parts(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        tables = {name: archive.read(name) for name in names if name.startswith("xl/tables/")}
    found = [f"holds {name}" for name in names if re.search(r"vba|media|externalLink", name)]
    return found + [
        f"{name} has filter buttons" for name in tables if b"<autoFilter" in tables[name]
    ]


def _pictures(path: Path, is_sample: bool) -> list[str]:
    """Every chart says in itself whether it is made up, and has words for who cannot see it."""
    found = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            text = archive.read(name)
            if name.startswith("xl/charts/chart"):
                if (MADE_UP in text) != is_sample:
                    found.append(f"{name} is wrong about made-up figures")
                if b"<autoTitleDeleted" not in text:
                    found.append(f"{name} is given a title by Excel")
            frames = text.count(b"<cNvPr") if name.startswith("xl/drawings/drawing") else 0
            if frames != text.count(b'descr="Chart: ') and frames:
                found.append(f"{name} has a chart without a text alternative")
    return found


def _sheet(sheet: object) -> list[str]:
    found = []
    if sheet.merged_cells.ranges:
        found.append("merged cells")
    if sheet.freeze_panes or sheet.auto_filter.ref:
        found.append("freeze panes or filters")
    selected = sheet.sheet_view.selection
    if any(one.activeCell not in (None, "A1") for one in selected):
        found.append("the cursor is not at A1")
    if not sheet["A1"].value:
        found.append("nothing in A1")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type in ("f", "e"):
                found.append(f"{cell.coordinate} is a formula or an error")
            if cell.fill.fill_type:
                found.append(f"{cell.coordinate} is filled")
    return found


def _paper(sheet: object) -> list[str]:
    found = []
    if not sheet.sheet_properties.pageSetUpPr.fitToPage or sheet.page_setup.fitToWidth > 3:
        found.append("does not fit the paper")
    if sheet.tables and sheet.title not in FRONT and not sheet.print_title_rows:
        found.append("does not repeat its headings on paper")
    return found


def _table(sheet: object, is_sample: bool) -> list[str]:
    tables = list(sheet.tables.values())
    above = [str(row[0].value or "") for row in sheet.iter_rows(max_row=min(6, sheet.max_row))]
    banner = any(line.startswith(BANNER) for line in above)
    found = [] if banner == is_sample else ["is wrong about made-up figures"]
    if sheet._charts:
        return found if not tables else [*found, "a chart and a table on one sheet"]
    if not tables:
        if any("This table has no rows" in line for line in above):
            return found
        return [*found, "no marked-up table, and no word on why"]
    if len(tables) > 1:
        found.append("more than one table")
    left, top, right, bottom = range_boundaries(tables[0].ref)
    if left != 1 or bottom != sheet.max_row or right != sheet.max_column:
        found.append("the table is not at the left edge, or something stands below or beside it")
    heads = [unescape(str(cell.value or "")) for cell in sheet[top]]
    if heads != [column.name for column in tables[0].tableColumns]:
        found.append("headings differ from the table's columns")
    if len({str(one).lower() for one in heads}) != len(heads) or not all(heads):
        found.append("headings are empty or not unique")
    return found + _cells(sheet, top, bottom)


def _cells(sheet: object, top: int, bottom: int) -> list[str]:
    found = []
    for row in sheet.iter_rows(min_row=top + 1, max_row=bottom):
        for cell in row:
            value = cell.value
            if value is None or value == "":
                found.append(f"{cell.coordinate} is empty")
            elif isinstance(value, str) and re.fullmatch(r"\[\w\]", value):
                if value not in SHORTHAND:
                    found.append(f"{cell.coordinate}: {value} is not explained")
            elif isinstance(value, (date, datetime)) and "y" not in cell.number_format:
                found.append(f"{cell.coordinate}: a date without a date format")
            elif cell.data_type in ("n", "d") and _needs(cell) > _width(sheet, cell):
                found.append(f"{cell.coordinate}: {value} is shown as ###")
            elif _is_number_as_text(value) and not _is_code(sheet, top, cell.column):
                found.append(f"{cell.coordinate}: the number {value} is text")
    return found


def _width(sheet: object, cell: object) -> float:
    return sheet.column_dimensions[cell.column_letter].width


def _needs(cell: object) -> float:
    """Return how many characters a number or a date takes, as its format shows it."""
    if cell.number_format in WIDTHS:
        return WIDTHS[cell.number_format]
    return len(f"{cell.value:,.0f}") if isinstance(cell.value, (int, float)) else 0


def _is_number_as_text(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"-?[\d,]+(\.\d+)?%?", value))


def _is_code(sheet: object, top: int, column: int) -> bool:
    """Return whether a column holds codes or other text that may look like a number."""
    head = str(sheet.cell(top, column).value).lower()
    words = (
        "code",
        "id",
        "item",
        "note",
        "line",
        "year",
        "reference",
        "as printed",
        "decimals",
        "answer",
        "section",
    )
    return any(word in head for word in words)
