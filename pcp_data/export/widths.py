"""How wide the columns of a table are: as their first rows need, wrapped where they are long."""

from __future__ import annotations

from collections.abc import Sequence

from pcp_data import words
from pcp_data.export.book import Column, Number
from pcp_data.export.cells import FORMATS, number_format, plain
from pcp_data.export.layout import LETTERS_A_DIGIT, PADDING

NARROWEST = 8
WIDEST, WIDEST_OF_MANY = 60, 34
ROOMY = 140  # the widths of all columns together above which long texts are narrower
HEADING_LINES = 3
BOLD = 1.12


def with_widths(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> list[Column]:
    """Return the columns with their widths, and with titles that are unique."""
    longest = [
        max((_shown_length(row[place], column) for row in rows), default=0)
        for place, column in enumerate(columns)
    ]
    titles = _unique([column.title for column in columns])
    wide = [_width(*one, WIDEST) for one in zip(columns, titles, longest, strict=True)]
    if sum(wide) > ROOMY:
        wide = [_width(*one, WIDEST_OF_MANY) for one in zip(columns, titles, longest, strict=True)]
    return [
        Column(title, column.kind, column.decimals, column.missing, round(width, 1))
        for column, title, width in zip(columns, titles, wide, strict=True)
    ]


def _unique(titles: Sequence[str]) -> list[str]:
    found, taken = [], set()
    for wanted in titles:
        title, number = wanted, 1
        while title.lower() in taken:
            number += 1
            title = f"{wanted} {number}"
        taken.add(title.lower())
        found.append(title)
    return found


def _width(column: Column, title: str, longest: float, most: int) -> float:
    if column.width:
        return column.width
    word = max((len(word) for word in title.split()), default=0)
    heading = BOLD * max(word, len(title) / HEADING_LINES)
    if column.kind == "text":
        longest = longest / LETTERS_A_DIGIT
    return min(max(longest, heading, NARROWEST), max(most, heading)) + PADDING


def _shown_length(value: object, column: Column) -> int:
    if isinstance(value, Number):
        return len(words.number(value.value, value.decimals))
    value = plain(value)
    if isinstance(value, (int, float)):
        return len(words.number(value, column.decimals))
    if isinstance(value, str):
        return max(map(len, value.splitlines()), default=0)
    return len(FORMATS.get(column.kind, number_format(column.decimals))) if value else 3
