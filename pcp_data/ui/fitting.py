"""What fits on a telephone: which tables keep their columns, which cells stand two by two."""

from __future__ import annotations

from collections.abc import Collection, Sequence

SHORT = 18  # characters: half the width of a telephone
LONG = 24  # the same of a figure with the name of its column before it
PAIR = 28  # the same of words with the name of their column, in smaller type
# Pixels, in the small type of such tables, on the narrowest screen that is to be served.
WIDTH, GAP, CELL, HEAD = 288, 9, 6.7, 5.8


def table_class(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return the class of a table: it keeps its columns on a telephone, or folds into cards."""
    columns = enumerate(by_column(heads, rows))
    widths = [_width(head, cells, place == 0) for place, (head, cells) in columns]
    return "pcp-slim" if sum(widths) + GAP * (len(widths) - 1) <= WIDTH else "pcp-cards"


def by_column(
    heads: Sequence[str], rows: Sequence[Sequence[object]]
) -> list[tuple[str, tuple[object, ...]]]:
    """Return each heading with the cells under it."""
    cells = list(zip(*rows, strict=True)) or [()] * len(heads)
    return list(zip(heads, cells, strict=True))


def cell_class(head: str, cells: Collection[object], is_numeric: bool) -> str:
    """Return the class of a column's cells: a number, or words so short that two fit in a line."""
    longest = max((len(str(one)) for one in cells), default=0)
    if is_numeric:
        return ' class="num long"' if len(head) + longest > LONG else " class=num"
    return " class=half" if longest <= SHORT and len(head) + longest <= PAIR else ""


def _width(head: str, cells: Collection[object], is_name: bool) -> float:
    """Return how wide a column is, broken between words; a longer text would be a tall one too."""
    texts = [str(one) for one in cells]
    is_broken = is_name or _longest(texts) <= SHORT
    pieces = [word for one in texts for word in one.split()] if is_broken else texts
    return max(CELL * _longest(pieces), HEAD * _longest(head.split()))


def _longest(texts: Collection[str]) -> int:
    return max((len(one) for one in texts), default=0)
