"""How Excel's own charts look: their face, axes, titles, and the mark of made-up figures."""

from __future__ import annotations

from openpyxl.chart import BarChart, ScatterChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.label import _DataLabelBase
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.xml.functions import Element

from pcp_data.export.layout import FACE

MADE_UP = "Illustrative: made-up sample data"
GREY = "D9D9D9"
SMALL, MEDIUM = 900, 1100  # hundredths of a point

Picture = BarChart | ScatterChart


def bars() -> BarChart:
    """Return an empty bar chart."""
    return _untitled(BarChart())


def lines() -> ScatterChart:
    """Return an empty chart of lines over time."""
    picture = ScatterChart()
    picture.style, picture.scatterStyle = None, "lineMarker"
    return _untitled(picture)


def _untitled(picture: Picture) -> Picture:
    """Return a chart that Excel gives no title of its own: it would repeat a series' name.

    openpyxl cannot say so, and its charts do not work as parents of other classes.
    """
    write = picture._write

    def write_so() -> object:
        tree = write()
        has_title = picture.title is not None
        mark = Element("autoTitleDeleted", {"val": "0" if has_title else "1"})
        tree.find("chart").insert(1 if has_title else 0, mark)
        return tree

    picture._write = write_so
    return picture


def _letters(size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, latin=Font(typeface=FACE))


def small() -> RichText:
    """Return the look of the text at axes and of labels."""
    look = ParagraphProperties(defRPr=_letters(SMALL))
    return RichText(p=[Paragraph(pPr=look, endParaRPr=_letters(SMALL))])


def _title(said: str, size: int, *, bold: bool) -> Title:
    letters = _letters(size, bold=bold)
    run = RegularTextRun(t=said, rPr=letters)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def title(picture: Picture, said: str) -> None:
    """Give a chart a title inside it, for one of several on a sheet."""
    picture.title = _title(said, MEDIUM, bold=True)


def title_of(picture: Picture) -> str:
    """Return the title inside a chart, nothing where it has none."""
    if picture.title is None:
        return ""
    return "".join(run.t for one in picture.title.tx.rich.p for run in one.r or ())


def mark_as_sample(picture: Picture) -> None:
    """Say inside a chart that its figures are made up: it may be copied without its sheet."""
    said = title_of(picture)
    picture.title = _title(f"{said}. {MADE_UP}" if said else MADE_UP, MEDIUM, bold=True)


def axes(picture: Picture, y_title: str) -> None:
    """Set both axes: the unit beside the figures, small letters, light lines."""
    for axis in (picture.x_axis, picture.y_axis):
        axis.delete, axis.txPr = False, small()
        axis.majorTickMark = "out"
    picture.y_axis.title = _title(y_title, SMALL, bold=False)
    picture.y_axis.number_format = "General" if _has_fractions(y_title) else "#,##0"
    light = GraphicalProperties(ln=LineProperties(solidFill=GREY))
    picture.y_axis.majorGridlines = ChartLines(spPr=light)


def _has_fractions(y_title: str) -> bool:
    return "per" in y_title.lower()


def only_values(labels: _DataLabelBase, *, value: bool = True, name: bool = False) -> None:
    """Have labels show values, or the name of their series, and nothing else."""
    labels.showVal, labels.showSerName = value and not name, name
    labels.showLegendKey = labels.showCatName = labels.showPercent = labels.showBubbleSize = False
