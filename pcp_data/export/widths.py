"""How wide the columns of a table are: as their first rows need, wrapped where they are long."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pcp_data import words
from pcp_data.export.book import Column, Number
from pcp_data.export.cells import plain
from pcp_data.export.layout import PADDING, text_width

NARROWEST = 8
WIDEST, WIDEST_OF_MANY = 60, 32
ROOMY = 140  # the widths of all columns together above which long texts are narrower
HEADING_LINES = 3
BOLD = 1.1
LONGEST_DATES = {"date": 11, "month": 15, "time": 17}  # as cells.FORMATS shows them


def with_widths(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> list[Column]:
    """Return the columns with their widths, and with titles that are unique."""
    longest = [
        max((_shown_width(row[place], column) for row in rows), default=0)
        for place, column in enumerate(columns)
    ]
    titles = _unique([column.title for column in columns])
    wide = [_width(*one, WIDEST) for one in zip(columns, titles, longest, strict=True)]
    if sum(wide) > ROOMY:
        wide = [_width(*one, WIDEST_OF_MANY) for one in zip(columns, titles, longest, strict=True)]
    return [
        Column(title, column.kind, column.decimals, column.missing, math.ceil(10 * width) / 10)
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
    word = max(map(text_width, title.split()), default=0)
    heading = BOLD * max(word, text_width(title) / HEADING_LINES)
    return min(max(longest, heading, NARROWEST), max(most, heading)) + PADDING


def _shown_width(value: object, column: Column) -> float:
    if isinstance(value, Number):
        return len(words.number(value.value, value.decimals))
    value = plain(value)
    if isinstance(value, (int, float)):
        return len(words.number(value, column.decimals))
    if isinstance(value, str):
        return max(map(text_width, value.splitlines()), default=0) + 0.2
    return LONGEST_DATES.get(column.kind, LONGEST_DATES["date"]) if value else 3
