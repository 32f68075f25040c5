"""What a workbook holds, before it is one: tables with their columns, and what the cover says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

NOT_AVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"
SUPPRESSED = "[c]"
SERIES_BREAK = "[b]"
PROVISIONAL = "[p]"
SHORTHAND = {
    SUPPRESSED: "suppressed: not given, as somebody could be identified or too few were asked",
    NOT_AVAILABLE: "not available: there is no figure, which is not the same as zero",
    NOT_APPLICABLE: "not applicable: nothing belongs in this cell",
    SERIES_BREAK: "series break: recorded differently before and after, so not compared",
    PROVISIONAL: "provisional: may still change",
}
SAMPLE_BANNER = (
    "Illustrative figures: made-up sample data. Do not quote or publish them. "
    "Published figures, where shown, are real and are cited."
)


class Number(NamedTuple):
    """A number with decimals of its own, for columns that hold several units."""

    value: float | int | None
    decimals: int = 0


@dataclass(frozen=True)
class Column:
    """A column. `kind`: text, whole, decimal, year (or an id), date, month or time.

    `missing` stands in a cell without a value. `width` is in characters; without it, it is
    taken from the first rows.
    """

    title: str
    kind: str = "text"
    decimals: int = 0
    missing: str = NOT_AVAILABLE
    width: float | None = None


@dataclass(frozen=True)
class NativeChart:
    """An Excel chart of a table: lines over a date column, or bars over a text column.

    `x`, `y` and `series` are places of columns, counted from 0; rows of one series stand
    together. `y_title` is the unit in words.
    """

    kind: str
    x: int
    y: int
    y_title: str
    series: int | None = None
    title: str = ""


@dataclass(frozen=True)
class ExportTable:
    """One table for one sheet. `rows` may be a stream: it is read once."""

    title: str
    sheet: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    notes: tuple[str, ...] = ()
    chart: NativeChart | None = None


@dataclass(frozen=True)
class Book:
    """A workbook. `link` is the address of the view; dates are those of the build."""

    title: str
    question: str
    filters: str
    as_at: date | None
    built_at: datetime | None
    baseline: str
    sources: Sequence[str]
    is_sample: bool
    link: str
    tables: Sequence[ExportTable]
    maker: str = "Police and Crime Plan dashboard"
    publisher: str = ""
    contact: str = ""
    notes: Sequence[str] = ()
    charts: bool = False


@dataclass
class Written:
    """What came of a table: its sheets with the rows on each, and what had to be changed."""

    sheets: list[tuple[str, int]] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    changed: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Return how many rows were written in all."""
        return sum(count for _, count in self.sheets)
