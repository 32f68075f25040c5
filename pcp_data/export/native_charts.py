"""Excel's own charts of a workbook's tables, each table's on a sheet of its own.

Excel draws a text cell, such as [x], as zero. So a line is drawn in pieces, one for each run of
real numbers, and a gap stays a gap. Lines are named at their ends, not in a legend; more than four
get a small chart each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.drawing.spreadsheet_drawing import OneCellAnchor
from openpyxl.utils import get_column_letter
from openpyxl.utils.units import cm_to_EMU
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from pcp_data.export import chart_style
from pcp_data.export.book import SAMPLE_BANNER, Book, ExportTable, NativeChart
from pcp_data.export.cells import plain, text_cell
from pcp_data.export.layout import set_up

COLOURS = ("12436D", "28A197", "801650", "F46A25")
FIRST_DAY = date(1899, 12, 30)
MOST_ROWS, MOST_BARS, MOST_PANELS = 5_000, 40, 12
WIDTH_CM, HEIGHT_CM = 25, 13
PANEL_WIDTH_CM, PANEL_HEIGHT_CM, PANELS_A_ROW = 13.6, 7, 2
PANEL_ROWS, PANEL_COLUMNS = 16, 6  # of the sheet
BAR_CM, BAR_SPARE_CM = 0.8, 3
COLUMN_WIDTH, COLUMNS = 12.0, 12
YEAR = 365.25
OWN_SCALE = "Each chart has its own scale: compare shapes, not heights."


@dataclass(frozen=True)
class _Run:
    """Rows of one series that have numbers without a gap; places count from 0."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class _Source:
    """Where the figures of a chart stand: a sheet, the row that its first figures are in."""

    sheet: str
    first_row: int
    wanted: NativeChart

    def cells(self, column: int, run: _Run) -> Reference:
        """Return the cells of a column that belong to a run."""
        quoted, letter = self.sheet.replace("'", "''"), get_column_letter(column + 1)
        first, last = self.first_row + run.first, self.first_row + run.last
        return Reference(range_string=f"'{quoted}'!${letter}${first}:${letter}${last}")


def charts(table: ExportTable, sheet: str, first_row: int) -> list[chart_style.Picture]:
    """Return the charts of a table, none where they would mislead or its rows are a stream."""
    rows, wanted = table.rows, table.chart
    if not isinstance(rows, Sequence) or not 0 < len(rows) <= MOST_ROWS:
        return []
    source = _Source(sheet, first_row, wanted)
    runs = list(_runs(rows, wanted))
    names = list(dict.fromkeys(run.name for run in runs))
    if not runs or len(names) > MOST_PANELS:
        return []
    if wanted.kind == "bars":
        whole = len(runs) == 1 and runs[0].last - runs[0].first + 1 == len(rows)
        return [_bars(source, runs[0])] if whole and len(rows) <= MOST_BARS else []
    days = [plain(row[wanted.x]) for row in rows]
    if len(names) <= len(COLOURS):
        return [_lines(source, runs, names, days)]
    return [_panel(source, [run for run in runs if run.name == one], one, days) for one in names]


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
    return isinstance(plain(value), (int, float))


def _bars(source: _Source, run: _Run) -> BarChart:
    picture, wanted = chart_style.bars(), source.wanted
    picture.type, picture.legend = "bar", None
    series = Series(source.cells(wanted.y, run), title=wanted.y_title)
    series.graphicalProperties.solidFill = COLOURS[0]
    series.dLbls = DataLabelList(txPr=chart_style.small())
    series.dLbls.showVal, series.dLbls.dLblPos = True, "outEnd"
    chart_style.only_values(series.dLbls)
    picture.series.append(series)
    picture.set_categories(source.cells(wanted.x, run))
    chart_style.axes(picture, wanted.y_title)
    picture.x_axis.scaling.orientation = "maxMin"  # the first row on top, as in the table
    picture.y_axis.crosses = "max"
    picture.y_axis.scaling.min = 0
    picture.gapWidth = 60
    picture.width = WIDTH_CM
    picture.height = min(HEIGHT_CM, BAR_SPARE_CM + BAR_CM * (run.last - run.first + 1))
    return picture


def _lines(
    source: _Source, runs: Sequence[_Run], names: Sequence[str], days: Sequence[object]
) -> ScatterChart:
    """Return one chart of a few lines, each named at its end where there are several."""
    picture = chart_style.lines()
    last = {run.name: run for run in runs}
    for run in runs:
        series = _line(source, run, COLOURS[names.index(run.name)])
        if len(names) > 1 and last[run.name] is run:
            series.dLbls = _end_label(run)
        picture.series.append(series)
    picture.legend = None
    chart_style.axes(picture, source.wanted.y_title)
    _days(picture, [day for day in days if isinstance(day, date)], spare=len(names) > 1)
    picture.width, picture.height = WIDTH_CM, HEIGHT_CM
    return picture


def _panel(
    source: _Source, runs: Sequence[_Run], name: str, days: Sequence[object]
) -> ScatterChart:
    """Return a small chart of one line under its name."""
    picture = chart_style.lines()
    for run in runs:
        picture.series.append(_line(source, run, COLOURS[0]))
    picture.legend = None
    chart_style.axes(picture, source.wanted.y_title)
    chart_style.title(picture, name)
    _days(picture, [day for day in days if isinstance(day, date)])
    picture.width, picture.height = PANEL_WIDTH_CM, PANEL_HEIGHT_CM
    return picture


def _line(source: _Source, run: _Run, colour: str) -> Series:
    wanted = source.wanted
    series = Series(
        source.cells(wanted.y, run), source.cells(wanted.x, run), title=run.name or wanted.y_title
    )
    series.marker.symbol, series.smooth = "none" if run.last > run.first else "circle", False
    series.graphicalProperties.line.solidFill = colour
    series.graphicalProperties.line.width = 24_000
    return series


def _end_label(run: _Run) -> DataLabelList:
    """Return a label with the name of the line at its last point, and none elsewhere."""
    label = DataLabel(idx=run.last - run.first, dLblPos="r", txPr=chart_style.small())
    chart_style.only_values(label, name=True)
    every = DataLabelList(dLbl=[label])
    chart_style.only_values(every, value=False)
    return every


def _days(picture: ScatterChart, days: Sequence[date], *, spare: bool = False) -> None:
    """Have the time axis begin with a year and tick once a year; `spare` is room for names."""
    first, last = min(days), max(days)
    axis = picture.x_axis
    # One day into the year: ticks of 365.25 days would else fall into the year before.
    axis.scaling.min = (date(first.year, 1, 1) - FIRST_DAY).days + 1
    years = max(1, last.year - first.year)
    end = (last - FIRST_DAY).days
    axis.scaling.max = end + max(31, round(0.2 * (end - axis.scaling.min))) if spare else end + 31
    axis.majorUnit = YEAR * (1 + years // 10) if years > 1 else YEAR / 4
    axis.number_format = "yyyy" if years > 1 else "mmm yyyy"
    axis.majorGridlines = None


def place(
    sheet: WriteOnlyWorksheet,
    title: str,
    data_sheet: str,
    pictures: Sequence[chart_style.Picture],
    book: Book,
) -> None:
    """Put charts on their sheet, under their title; the figures are on the sheet that it names."""
    set_up(sheet, [COLUMN_WIDTH] * COLUMNS, pages_high=1)
    sheet.page_setup.orientation = "landscape"
    lines = [title, *([SAMPLE_BANNER] if book.is_sample else [])]
    lines.append(f"The figures of this chart are on the sheet {data_sheet}.")
    if len(pictures) > 1:
        lines[-1] = f"The figures of these charts are on the sheet {data_sheet}. {OWN_SCALE}"
    for number, line in enumerate(lines):
        sheet.append([text_cell(sheet, line, size=14 if number == 0 else 10, bold=number == 0)])
    for number, picture in enumerate(pictures):
        if book.is_sample:
            chart_style.mark_as_sample(picture)
        down, right = divmod(number, PANELS_A_ROW)
        name = f": {chart_style.title_of(picture)}" if len(pictures) > 1 else ""
        picture.anchor = _anchor(
            f"Chart: {title}{name}. {lines[-1]}",
            len(lines) + 1 + down * PANEL_ROWS,
            right * PANEL_COLUMNS,
            picture,
        )
        sheet.add_chart(picture)


def _anchor(words: str, row: int, column: int, picture: chart_style.Picture) -> OneCellAnchor:
    """Return the place of a chart, with its text alternative, which openpyxl cannot give."""
    anchor = OneCellAnchor()
    anchor._from.row, anchor._from.col = row, column
    anchor.ext.width, anchor.ext.height = cm_to_EMU(picture.width), cm_to_EMU(picture.height)
    write = anchor.to_tree

    def write_so(*given: object, **named: object) -> object:
        tree = write(*given, **named)
        for node in tree.iter("cNvPr", "{*}cNvPr"):
            node.set("descr", words)
        return tree

    anchor.to_tree = write_so
    return anchor
