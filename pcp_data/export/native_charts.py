"""Excel's own charts of a workbook's tables, each on a sheet of its own.

Excel draws a text cell, such as [x], as zero. So a line is drawn in pieces, one for each run of
real numbers, and a gap stays a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from openpyxl.chart.legend import Legend, LegendEntry
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from pcp_data.export.book import SAMPLE_BANNER, Book, ExportTable, NativeChart, Number
from pcp_data.export.cells import plain, text_cell
from pcp_data.export.layout import set_up

COLOURS = ("12436D", "28A197", "801650", "F46A25", "3D3D3D", "A285D1")
MOST_ROWS, MOST_BARS = 5_000, 40
WIDTH_CM, HEIGHT_CM = 26, 14


@dataclass(frozen=True)
class _Run:
    """Rows of one series that have numbers without a gap; places count from 0."""

    name: str
    first: int
    last: int


def chart(table: ExportTable, sheet: str, first_row: int, book: Book) -> object | None:
    """Return the chart of a table, None where it would mislead or its rows are a stream."""
    rows = table.rows
    if not isinstance(rows, Sequence) or not 0 < len(rows) <= MOST_ROWS:
        return None
    wanted = table.chart
    runs = list(_runs(rows, wanted))
    names = list(dict.fromkeys(run.name for run in runs))
    if not runs or len(names) > len(COLOURS):
        return None
    if wanted.kind == "bars":
        whole = len(runs) == 1 and runs[0].last - runs[0].first + 1 == len(rows)
        return (
            _bars(sheet, first_row, wanted, runs[0]) if whole and len(rows) <= MOST_BARS else None
        )
    return _lines(sheet, first_row, wanted, runs, names)


def _runs(rows: Sequence[Sequence[object]], wanted: NativeChart) -> Iterator[_Run]:
    start, name = None, ""
    for place, row in enumerate([*rows, None]):
        known = row is not None and _is_number(row[wanted.y]) and _has_x(row, wanted)
        series = str(row[wanted.series]) if row is not None and wanted.series is not None else ""
        if start is not None and (not known or series != name):
            yield _Run(name, start, place - 1)
            start = None
        if known and start is None:
            start, name = place, series


def _has_x(row: Sequence[object], wanted: NativeChart) -> bool:
    return wanted.kind == "bars" or isinstance(plain(row[wanted.x]), date)


def _is_number(value: object) -> bool:
    value = plain(value.value if isinstance(value, Number) else value)
    return isinstance(value, (int, float))


def _cells(sheet: str, column: int, first_row: int, run: _Run) -> Reference:
    quoted, letter = sheet.replace("'", "''"), get_column_letter(column + 1)
    first, last = first_row + run.first, first_row + run.last
    return Reference(range_string=f"'{quoted}'!${letter}${first}:${letter}${last}")


def _axes(picture: ScatterChart | BarChart, wanted: NativeChart) -> None:
    picture.y_axis.title, picture.y_axis.number_format = wanted.y_title, "#,##0.##"
    picture.x_axis.delete = picture.y_axis.delete = False
    picture.width, picture.height = WIDTH_CM, HEIGHT_CM


def _bars(sheet: str, first_row: int, wanted: NativeChart, run: _Run) -> BarChart:
    picture = BarChart()
    picture.type, picture.legend = "bar", None
    series = Series(_cells(sheet, wanted.y, first_row, run), title=wanted.y_title)
    series.graphicalProperties.solidFill = COLOURS[0]
    picture.series.append(series)
    picture.set_categories(_cells(sheet, wanted.x, first_row, run))
    picture.x_axis.scaling.orientation = "maxMin"
    picture.y_axis.scaling.min = 0
    _axes(picture, wanted)
    picture.gapWidth = 60
    return picture


def _lines(
    sheet: str, first_row: int, wanted: NativeChart, runs: Sequence[_Run], names: Sequence[str]
) -> ScatterChart:
    picture = ScatterChart()
    picture.style, picture.scatterStyle = None, "lineMarker"
    named, repeated = set(), []
    for place, run in enumerate(runs):
        series = Series(
            _cells(sheet, wanted.y, first_row, run),
            _cells(sheet, wanted.x, first_row, run),
            title=run.name or wanted.y_title,
        )
        series.marker.symbol, series.smooth = "none" if run.last > run.first else "circle", False
        series.graphicalProperties.line.solidFill = COLOURS[names.index(run.name)]
        series.graphicalProperties.line.width = 24_000
        picture.series.append(series)
        if run.name in named:
            repeated.append(LegendEntry(idx=place, delete=True))
        named.add(run.name)
    picture.legend = Legend(legendPos="b", legendEntry=repeated) if len(names) > 1 else None
    _axes(picture, wanted)
    picture.x_axis.number_format, picture.x_axis.majorGridlines = "mmm yyyy", None
    return picture


def place(
    sheet: WriteOnlyWorksheet, title: str, data_sheet: str, picture: object, book: Book
) -> None:
    """Put a chart on its sheet, under its title; the figures are on the sheet that it names."""
    set_up(sheet, [12.0] * 3)
    lines = [title, *([SAMPLE_BANNER] if book.is_sample else [])]
    lines.append(f"The figures of this chart are on the sheet {data_sheet}.")
    for number, line in enumerate(lines):
        sheet.append([text_cell(sheet, line, size=14 if number == 0 else 10, bold=number == 0)])
    if book.is_sample:
        picture.title = "Illustrative: made-up sample data"
    sheet.add_chart(picture, f"A{len(lines) + 2}")
