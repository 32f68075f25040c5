"""What stands in the tables of a page and of a workbook, reduced to what can be compared.

A row is its names, its dates (year and month) and its numbers without their sign, whether it was
set as words, as numbers or as dates.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from lxml import html
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from pcp_data.screens.hot_spots import FEW

FRONT = ("Cover", "Contents", "Notes")
LAST_LINE_ABOVE = "This sheet has one table."
MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
DATE = re.compile(rf"(?:\b\d{{1,2}} )?\b({'|'.join(MONTHS)}) (\d{{4}})\b")
PHRASES = re.compile(r"\b12[ -]months?\b|\bmid-")
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])")


@dataclass(frozen=True)
class Facts:
    """What a row says. `names` are its words that are names: of a measure, an area, a group."""

    names: tuple[str, ...]
    dates: frozenset[tuple[int, int]]
    numbers: frozenset[float]

    def __str__(self) -> str:
        return f"{' / '.join(self.names)}: {sorted(self.numbers)} {sorted(self.dates)}"


def facts(cells: Sequence[object], names: Sequence[str]) -> Facts:
    """Return what the cells of a row say."""
    dates: set[tuple[int, int]] = set()
    numbers: set[float] = set()
    for cell in cells:
        if isinstance(cell, (dt.date, pd.Timestamp)):
            dates.add((cell.year, cell.month))
        elif isinstance(cell, str):
            dates |= {(int(year), MONTHS[month]) for month, year in DATE.findall(cell)}
            numbers |= numbers_in(cell)
        elif cell is not None and cell == cell and not isinstance(cell, bool):
            numbers.add(abs(float(cell)))
    return Facts(tuple(filter(None, map(plain, names))), frozenset(dates), frozenset(numbers))


def numbers_in(words: str) -> set[float]:
    """Return the numbers in words, without those of dates and of "12 months"."""
    rest = PHRASES.sub(" ", DATE.sub(" ", words))
    return {float(one.replace(",", "")) for one in NUMBER.findall(rest)}


def plain(words: str) -> str:
    """Return words without dates, case and punctuation at their ends, to compare names by."""
    rest = " ".join(PHRASES.sub(" ", DATE.sub(" ", words)).lower().split())
    return re.sub(r"\b(to|to to)$", "", rest).strip(" :.,")


def on_screen(at: AppTest) -> Iterator[tuple[str, list[Facts]]]:
    """Return every table of a page: what it is called, and its rows."""
    for element in at.get("html"):
        if "<table" not in element.proto.body:
            continue
        for table in html.fromstring(f"<div>{element.proto.body}</div>").iter("table"):
            title = table.findtext("caption") or ""
            yield title, list(_markup_rows(table))
    for frame in at.dataframe:
        yield ", ".join(map(str, frame.value.columns)), list(_frame_rows(frame.value))


def _markup_rows(table: html.HtmlElement) -> Iterator[Facts]:
    group, heads = "", []
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if cells[0].get("scope") == "col":
            heads = [cell.text_content() for cell in cells]
            continue
        pieces = [[one.strip() for one in cell.itertext() if one.strip()] or [""] for cell in cells]
        if cells[0].get("scope") == "rowgroup":
            group = pieces[0][0]
            continue
        said = [
            " ".join(piece)
            for cell, piece, head in zip(cells, pieces, heads, strict=False)
            if cell.get("class") != "trend" and not is_mark(head, piece[0])
        ]
        second = [one for one in pieces[0][1:2] if ":" not in one]
        yield facts(said, [group, pieces[0][0], *second])


def is_mark(head: str, words: str) -> bool:
    """Return whether a cell only points to a note below its table."""
    return head == "Note" and words.replace(", ", "").isdigit()


def _frame_rows(frame: pd.DataFrame) -> Iterator[Facts]:
    names = [
        place
        for place, name in enumerate(frame.columns)
        if name in ("Area", "Measure", "Question", "Answer", "Victims", "District", "Source")
        or (place == 0 and name not in ("Period", "Wave"))
    ]
    for row in frame.itertuples(index=False):
        yield facts(
            [cell for cell in row if cell != FEW],
            [row[place] for place in names if isinstance(row[place], str)],
        )


class Workbook:
    """The tables of a workbook by a second reader (calamine), and where a row stands in it."""

    def __init__(self, path: Path) -> None:
        """Read every table."""
        book = CalamineWorkbook.from_path(path)
        self.sheets: dict[str, list[dict[str, object]]] = {}
        self._by_name: dict[str, list[tuple[Facts, str]]] = defaultdict(list)
        self._all: list[tuple[Facts, str]] = []
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python()
            first = next((place for place, row in enumerate(rows, 1)
                          if str(row[0]).startswith(LAST_LINE_ABOVE)), None)  # fmt: skip
            if name in FRONT or first is None:
                continue
            heads = rows[first]
            self.sheets[name] = [dict(zip(heads, row, strict=True)) for row in rows[first + 1 :]]
            for row in rows[first + 1 :]:
                self._keep(row)

    def _keep(self, row: Sequence[object]) -> None:
        texts = [cell for cell in row if isinstance(cell, str)]
        said = facts(row, texts)
        years = frozenset(float(year) for year, _ in said.dates)
        kept = Facts(said.names, said.dates, said.numbers | years)
        whole = " | ".join(kept.names)
        self._all.append((kept, whole))
        for name in set(kept.names):
            self._by_name[name].append((kept, whole))

    def holds(self, wanted: Facts, same: dict[str, str]) -> bool:
        """Return whether one row has all that a row on screen says.

        `same` gives other names of the same things, such as short titles.
        """
        others = [(one, same.get(one, one)) for one in wanted.names]
        first = next((name for pair in others[:1] for name in pair if name in self._by_name), None)
        return any(
            wanted.dates <= row.dates
            and wanted.numbers <= row.numbers
            and all(any(name in whole for name in pair) for pair in others)
            for rows in ((self._by_name[first], self._all) if first else (self._all,))
            for row, whole in rows
        )
