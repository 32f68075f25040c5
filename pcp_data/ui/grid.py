"""Tables whose cells are markup: links, shapes with their word, small trend lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pcp_data.ui.fitting import by_column, cell_class, table_class
from pcp_data.ui.parts import html, text

TAG = re.compile(r"<[^>]*>")


def quiet(said: str) -> str:
    """Return a small line under the main words of a cell, nothing for nothing."""
    return f"<small>{text(said)}</small>" if said else ""


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]], *, title: str, css: str = "") -> None:
    """Place a table; `rows` are cells of safe markup, `title` is for screen readers.

    The first cell of a row names it. When narrow it folds into cards, unless its columns fit.
    """
    html(grid_markup(heads, rows, title=title, css=css))


def grid_markup(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, title: str, css: str = ""
) -> str:
    """Return such a table as markup."""
    top = "".join(f"<th scope=col>{text(head)}</th>" for head in heads)
    words = [[TAG.sub("", cell) for cell in row] for row in rows]
    kinds = [cell_class(*column, False) for column in by_column(heads, words)[1:]]
    body = "".join(f"<tr>{_cells(heads, kinds, row)}</tr>" for row in rows)
    css = f"{table_class(heads, words)} {css}".strip()
    return (
        f'<table class="pcp-grid pcp-cells {css}"><caption class="pcp-hidden">{text(title)}'
        f"</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )


def more(title: str) -> str:
    """Return what shows the rest on a telephone alone: of its row, or the table that follows it."""
    return f'<details class="pcp-more"><summary>{text(title)}</summary></details>'


def _cells(heads: Sequence[str], kinds: Sequence[str], row: Sequence[str]) -> str:
    first = f"<th scope=row>{row[0]}</th>"
    rest = "".join(
        f'<td data-label="{text(head)}"{kind}>{cell}</td>'
        for head, kind, cell in zip(heads[1:], kinds, row[1:], strict=True)
    )
    return first + rest
