"""Values into cells: real numbers and dates, text that stays text, and nothing left empty.

openpyxl takes "=1+1" for a formula, "#N/A" for an error, and refuses control characters. Here
the kind of a cell follows from the kind of its value alone, whatever a text looks like.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Generator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from lxml import etree
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from pcp_data.export.book import SHORTHAND, Column, Number, Written
from pcp_data.export.layout import FACE, LINE_HEIGHT, WIDEST_LETTERS, lines_of, room_in

REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CODED = re.compile("_x(?=[0-9A-Fa-f]{4}_)")
STANDS_FOR = "\ufffd"
LONGEST_TEXT = 32_767
EXACT_DIGITS = 999_999_999_999_999
DAY_ZERO = date(1899, 12, 30).toordinal()
MOMENT_ZERO = datetime(1899, 12, 30)
SECONDS_A_DAY = 86_400
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ToXml = Callable[[object, str], str]
YEAR = "0"
DATED = ("date", "month", "time")
FORMATS = {"date": "d mmm yyyy", "month": "mmmm yyyy", "time": "d mmm yyyy hh:mm", "text": "@"}


def number_format(decimals: int) -> str:
    """Return the format of a number with thousands separators."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


class Styles:
    """The styles of a workbook, by number format: each is made once."""

    def __init__(self, book: Workbook) -> None:
        self._sheet = WriteOnlyWorksheet(book, "styles")
        self._known: dict[tuple, int] = {}

    def id_of(self, code: str, side: str = "", wrap: bool = False) -> int:
        """Return the id of the style with a number format; `side` is "left", "in" or "right"."""
        key = (code, side, wrap)
        if key not in self._known:
            cell = self.cell(None)
            cell.number_format, cell.alignment = code, aligned(side, wrap=wrap)
            self._known[key] = cell.style_id
        return self._known[key]

    def cell(self, value: str | None, size: int = 10, bold: bool = False) -> WriteOnlyCell:
        """Return a cell with text in the workbook's face; the text is never a formula."""
        return text_cell(self._sheet, value, size=size, bold=bold)


def aligned(side: str, *, wrap: bool = False, foot: bool = False) -> Alignment:
    """Return how a cell is set: "left", "in" a little from the column before, or "right"."""
    return Alignment(
        wrap_text=wrap,
        vertical="bottom" if foot else "top",
        horizontal={"": None, "in": "left"}.get(side, side),
        indent=1 if side == "in" else 0,
    )


def sides(columns: Sequence[Column]) -> list[str]:
    """Return on which side each column is set: numbers right, text left and a little in."""
    return [
        "right" if column.kind != "text" else "in" if place else "left"
        for place, column in enumerate(columns)
    ]


def text_cell(
    sheet: WriteOnlyWorksheet,
    value: str | None,
    *,
    size: int = 10,
    bold: bool = False,
    wrap: bool = False,
    line: bool = False,
    bottom: bool = False,
    side: str = "",
) -> WriteOnlyCell:
    """Return a cell with text for the front sheets and headings; `line` rules it off below."""
    cell = WriteOnlyCell(sheet)
    if value is not None:
        cell._value, cell.data_type = escaped(clean(value)), "s"
    cell.font = Font(name=FACE, size=size, bold=bold)
    cell.alignment = aligned(side, wrap=wrap, foot=line or bottom)
    if line:
        cell.border = Border(bottom=Side(style="thin"))
    return cell


def clean(text: str) -> str:
    """Return text that a workbook can hold."""
    return REFUSED.sub(STANDS_FOR, text)[:LONGEST_TEXT]


def escaped(text: str) -> str:
    """Return text in which no part, such as _x0041_, is read as the code of a character."""
    return CODED.sub("_x005F_x", text)


class TableSheet(WriteOnlyWorksheet):
    """A streamed sheet that takes rows of plain values once `begin` was called.

    openpyxl opens and closes every element of every cell by itself. A row handed over as one
    element is written three times as fast, and is the same in the file.
    """

    _columns: list[tuple[str, _ToXml]] | None = None

    def begin(self, columns: Sequence[Column], styles: Styles, written: Written) -> None:
        """Take every row from here on as values of these columns."""
        self._wrapped = [
            (place, room_in(column.width), int(room_in(column.width) / WIDEST_LETTERS))
            for place, column in enumerate(columns)
            if column.kind == "text"
        ]
        self._columns = [
            (get_column_letter(place), _to_xml(column, side, styles, written))
            for place, (column, side) in enumerate(zip(columns, sides(columns), strict=True), 1)
        ]

    def _write_rows(self) -> Generator[None, Sequence[object], None]:
        stream = self._writer.xf.send(True)
        with stream.element("sheetData"):
            number = 1
            try:
                while True:
                    row = yield
                    if self._columns is None:
                        cells = self._values_to_row(row, number)
                        self._writer.write_row(stream, cells, number)
                    else:
                        stream.write(self._row(row, str(number)))
                    number += 1
            except GeneratorExit:
                pass
        self._writer.xf.send(None)

    def _row(self, values: Sequence[object], number: str) -> etree._Element:
        cells = "".join(
            [
                to_xml(value, letter + number)
                for (letter, to_xml), value in zip(self._columns, values, strict=True)
            ]
        )
        return etree.fromstring(f'<row r="{number}"{self._height(values)}>{cells}</row>')

    def _height(self, values: Sequence[object]) -> str:
        """Return the height of a row whose text wraps: not every program works it out itself."""
        lines = 1
        for place, room, letters in self._wrapped:
            value = values[place]
            if type(value) is str and (len(value) > letters or "\n" in value):
                lines = max(lines, lines_of(value, room))
        return f' ht="{lines * LINE_HEIGHT}" customHeight="1"' if lines > 1 else ""


def _to_xml(column: Column, side: str, styles: Styles, written: Written) -> _ToXml:
    """Return the function that gives the markup of a cell with a value of this column."""
    text = _text_to_xml(column, side, styles, written)
    other = _other_to_xml(column, styles, text)
    number_style = styles.id_of(YEAR if column.kind == "year" else number_format(column.decimals))
    day_style = styles.id_of(FORMATS[column.kind if column.kind in DATED else "date"])

    def to_xml(value: object, place: str) -> str:
        kind = type(value)
        if kind is str:
            return text(value, place)
        if (kind is int or kind is float) and -EXACT_DIGITS <= value <= EXACT_DIGITS:
            return f'<c r="{place}" s="{number_style}" t="n"><v>{value!r}</v></c>'
        if kind is date:
            days = value.toordinal() - DAY_ZERO
            return f'<c r="{place}" s="{day_style}" t="n"><v>{days}</v></c>'
        return other(value, place)

    return to_xml


def _text_to_xml(column: Column, side: str, styles: Styles, written: Written) -> _ToXml:
    text_style = styles.id_of("@", side if column.kind == "text" else "left", wrap=True)
    mark_style = styles.id_of("@", side)
    search = REFUSED.search

    def text(value: str, place: str) -> str:
        style = text_style
        if value in SHORTHAND:
            written.marks.add(value)
            style = mark_style
        elif len(value) > LONGEST_TEXT or search(value):
            value = clean(value)
            written.changed.append(f"{column.title}, {place}")
        if "_x" in value:
            value = escaped(value)
        kept = "" if value == value.strip() else ' xml:space="preserve"'
        return (
            f'<c r="{place}" s="{style}" t="inlineStr"><is><t{kept}>'
            f"{value.translate(ESCAPES)}</t></is></c>"
        )

    return text


def _other_to_xml(column: Column, styles: Styles, text: _ToXml) -> _ToXml:
    """Return the function for values that are neither plain text, whole number nor day."""
    time_style = styles.id_of(FORMATS[column.kind if column.kind in DATED else "time"])
    day_style = styles.id_of(FORMATS[column.kind if column.kind in DATED else "date"])

    def other(value: object, place: str) -> str:
        decimals = value.decimals if type(value) is Number else column.decimals
        value = plain(value)
        if value is None:
            return text(column.missing, place)
        if isinstance(value, datetime):
            shown, style = (value - MOMENT_ZERO).total_seconds() / SECONDS_A_DAY, time_style
        elif isinstance(value, date):
            shown, style = value.toordinal() - DAY_ZERO, day_style
        elif _is_number(value):
            shown, style = value, styles.id_of(number_format(decimals))
        else:
            return text(str(value), place)
        return f'<c r="{place}" s="{style}" t="n"><v>{shown!r}</v></c>'

    return other


def _is_number(value: object) -> bool:
    return type(value) in (int, float) and -EXACT_DIGITS <= value <= EXACT_DIGITS


def plain(value: object) -> object:
    """Return a value as text, int, float, date, datetime or None, whatever library it is of."""
    if isinstance(value, Number):
        value = value.value
    if hasattr(value, "tolist"):
        value = value.tolist()
    if value is None or isinstance(value, bool):
        return {None: None, True: "Yes", False: "No"}[value]
    if isinstance(value, (list, tuple)):
        return ", ".join(str(plain(one)) for one in value) or None
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, datetime):
        return _moment(value)
    return None if _is_missing(value) else value


def _is_missing(value: object) -> bool:
    return type(value).__name__ in ("NAType", "NaTType")


def _moment(value: datetime) -> datetime | None:
    if _is_missing(value):
        return None
    value = value.to_pydatetime(warn=False) if hasattr(value, "to_pydatetime") else value
    return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
