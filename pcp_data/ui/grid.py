"""Tables whose cells are markup: links, shapes with their word, small trend lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pcp_data.ui.parts import SHORT, html, text

TAG = re.compile(r"<[^>]*>")


def link(label: str, target: str) -> str:
    """Return a link as a cell's markup."""
    return f'<a href="{text(target)}" target="_self">{text(label)}</a>'


def quiet(said: str) -> str:
    """Return a small line under the main words of a cell, nothing for nothing."""
    return f"<small>{text(said)}</small>" if said else ""


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]], *, title: str, css: str = "") -> None:
    """Place a table; `rows` are cells of safe markup, `title` is for screen readers.

    The first cell of a row names it. When narrow it folds into cards.
    """
    top = "".join(f"<th scope=col>{text(head)}</th>" for head in heads)
    columns = list(zip(*rows, strict=True))[1:]
    kinds = [" class=half" if all(_is_short(one) for one in column) else "" for column in columns]
    body = "".join(f"<tr>{_cells(heads, kinds, row)}</tr>" for row in rows)
    html(
        f'<table class="pcp-grid pcp-cells {css}"><caption class="pcp-hidden">{text(title)}'
        f"</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )


def _is_short(cell: str) -> bool:
    """Return whether two such cells fit beside each other on a narrow screen."""
    return len(TAG.sub("", cell)) <= SHORT


def _cells(heads: Sequence[str], kinds: Sequence[str], row: Sequence[str]) -> str:
    first = f"<th scope=row>{row[0]}</th>"
    rest = "".join(
        f'<td data-label="{text(head)}"{kind}>{cell}</td>'
        for head, kind, cell in zip(heads[1:], kinds, row[1:], strict=True)
    )
    return first + rest
