"""How the sheets of a workbook are laid out: their face, heights of rows, and printing on A4.

Widths are in characters, as Excel has them: one is as wide as a digit of the face.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

FACE, SIZE = "Arial", 10
LINE_HEIGHT, MOST_LINES = 13, 30
PADDING = 2.5  # with the indent
WIDTHS = {
    letter: width
    for width, letters in (
        (0.4, "'ijl"),
        (0.5, " !,./:;I[\\]ft|"),
        (0.6, '()-`r{}*"'),
        (0.9, "Jcksvxyz^"),
        (1.2, "&ABEKPSVXY"),
        (1.3, "CDHNRUw"),
        (1.4, "GOQ"),
        (1.5, "MmT"),
        (1.7, "W%@"),
    )
    for letter in letters
}  # of Arial, in digits; all others are about as wide as one
WIDEST_LETTERS = 1.25  # the mean width of a letter in words of capitals
A4 = 9
INCH_A_CHARACTER = 7 / 96
PORTRAIT, LANDSCAPE = 7.4, 10.8  # inches between the margins
SIDE_MARGIN, END_MARGIN = 0.4, 0.6
SMALLEST_SCALE = 0.62  # of ten points, on paper


def set_face(workbook: Workbook) -> None:
    """Have the workbook's own style in the face: Excel measures the widths of columns in it."""
    face = Font(name=FACE, size=SIZE)
    workbook._fonts.clear()
    workbook._fonts.add(face)
    workbook._named_styles["Normal"].font = face


def room_in(width: float) -> float:
    """Return how many digits wide the text of a column may be."""
    return width - PADDING


def text_width(text: str) -> float:
    """Return how many digits wide a text is."""
    return sum(WIDTHS.get(letter, 1.0) for letter in text)


@lru_cache(maxsize=10_000)
def lines_of(text: str, room: float) -> int:
    """Return how many lines a text takes when it is broken at spaces to a width in digits."""
    return min(sum(_lines(line, room) for line in text.split("\n")), MOST_LINES)


def _lines(line: str, room: float) -> int:
    count, used = 1, 0.0
    for word in line.split(" "):
        width = text_width(word)
        if used and used + WIDTHS[" "] + width > room:
            count, used = count + 1, 0.0
        used += width + (WIDTHS[" "] if used else 0.0)
        if used > room:  # one word that is longer than the line
            count, used = count + int(used // room), used % room
    return count


def height_of(text: str, width: float) -> float:
    """Return the height of a row with a text that wraps: not every program works it out itself."""
    return LINE_HEIGHT * lines_of(text, room_in(width)) + 2


def pages_across(widths: Sequence[float]) -> int:
    """Return how many pages side by side columns need so that they can be read."""
    return max(1, math.ceil(sum(widths) * INCH_A_CHARACTER * SMALLEST_SCALE / LANDSCAPE))


def set_up(
    sheet: WriteOnlyWorksheet, widths: Sequence[float], *, pages_high: int = 0, repeated: str = ""
) -> None:
    """Set what a streamed sheet takes only before its first row: widths and printing on A4.

    A wide table goes over several pages side by side, never smaller than can be read, with the
    columns `repeated`, such as "A:A", on each. `pages_high` 0 is as many as it takes.
    """
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    inches, across = sum(widths) * INCH_A_CHARACTER, pages_across(widths)
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "portrait" if inches <= 1.15 * PORTRAIT else "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, pages_high
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = SIDE_MARGIN
    margins.top = margins.bottom = END_MARGIN
    margins.header = margins.footer = SIDE_MARGIN / 2
    sheet.oddFooter.center.text = "&A, page &P of &N"
    if across > 1 and repeated:
        sheet.print_title_cols = repeated
