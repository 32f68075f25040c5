"""From a page's rows to the columns of a sheet: figures rounded as on screen, dates as dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

from pcp_data import words
from pcp_data.export.book import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    PROVISIONAL,
    SERIES_BREAK,
    SUPPRESSED,
    Column,
    ExportTable,
    NativeChart,
    Number,
)
from pcp_data.query import Row

Cell = Callable[[Row], object]
Field = tuple[Column, Cell]
CHANGE_SAYS = "Change is in the unit of the row; in percentage points where that is per cent."


def figure(value: object, decimals: object, status: object = None) -> object:
    """Return a figure rounded once, as on screen; [c] where it was suppressed."""
    if status == "suppressed":
        return SUPPRESSED
    if words.is_missing(value):
        return None
    places = int(decimals)
    rounded = words.round_half_away(value, places)
    return Number(float(rounded) if places else int(rounded), places)


def text(title: str, name: str, *, missing: str = NOT_APPLICABLE) -> Field:
    """Return a column of words."""
    return Column(title, missing=missing), lambda row: row[name] or None


def flag(title: str, name: str) -> Field:
    """Return a column of Yes and No; what has neither is not applicable."""
    return Column(
        title, missing=NOT_APPLICABLE
    ), lambda row: None if words.is_missing(row[name]) else bool(row[name])


def day(title: str, name: str, *, missing: str = NOT_AVAILABLE) -> Field:
    """Return a column of dates."""
    return Column(title, "date", missing=missing), lambda row: as_day(row[name])


def value(title: str, name: str, *, missing: str = NOT_AVAILABLE) -> Field:
    """Return a column of figures, each with its row's `decimals`.

    A row may name the figures it withholds under `hidden`.
    """
    return Column(title, "decimal", missing=missing), lambda row: known(
        row, name, row["decimals"], row.get("status") if name == "value" else None
    )


def known(row: Row, name: str, decimals: object, status: object = None) -> object:
    """Return a figure of a row as `figure` does, [c] where the row withholds it."""
    if name in row.get("hidden", ()):
        return SUPPRESSED
    return figure(row.get(name), decimals, status)


def number(title: str, name: str, decimals: int = 0, *, missing: str = NOT_AVAILABLE) -> Field:
    """Return a column of numbers with so many decimals."""
    kind = "decimal" if decimals else "whole"
    return Column(title, kind, decimals, missing), lambda row: figure(row[name], decimals)


def base(title: str = "Base", name: str = "denominator") -> Field:
    """Return a column of what per cents are made from; counts have none."""
    return Column(
        title, "whole"
    ), lambda row: figure(row[name], 0) if row["unit"] == "%" else NOT_APPLICABLE


def marks(title: str = "Marks") -> Field:
    """Return a column that says what to know of a figure: provisional, series break."""
    return Column(title, missing=NOT_APPLICABLE), _marks


def _marks(row: Row) -> str | None:
    found = [PROVISIONAL] if row.get("status") == "provisional" else []
    found += [SERIES_BREAK] if row.get("is_break") else []
    return " ".join(found) or None


def unit(title: str = "Unit") -> Field:
    """Return the column that says what a row's figures are in."""
    return Column(title), lambda row: unit_words(row["unit"])


def unit_words(name: str) -> str:
    """Return a unit as people read it."""
    return "per cent" if name == "%" else name


def as_day(given: object) -> object:
    """Return the day of a date or timestamp, None for none."""
    return None if words.is_missing(given) else words.as_date(given)


def table(
    title: str,
    sheet: str,
    rows: Iterable[Row],
    fields: Sequence[Field],
    *,
    notes: Sequence[str] = (),
    chart: NativeChart | None = None,
) -> ExportTable:
    """Return a table with these columns for the rows."""
    cells = [cell for _, cell in fields]
    return ExportTable(
        title,
        sheet,
        [column for column, _ in fields],
        [tuple(cell(row) for cell in cells) for row in rows],
        tuple(notes),
        chart,
    )


def frame_table(
    title: str,
    sheet: str,
    frame: pd.DataFrame,
    *,
    decimals: Mapping[str, int] | None = None,
    notes: Sequence[str] = (),
) -> ExportTable:
    """Return a table of a frame that is ready to be shown; empty words are "not applicable".

    `decimals` are those of its columns of numbers; without any a column has as many as it needs.
    """
    known = decimals or {}
    columns = [_column(str(name), frame[name], known.get(str(name))) for name in frame.columns]
    rows = [
        tuple(None if isinstance(one, str) and not one else one for one in row)
        for row in frame.itertuples(index=False)
    ]
    return ExportTable(title, sheet, columns, rows, tuple(notes))


def _column(title: str, values: pd.Series, decimals: int | None) -> Column:
    known = [one for one in values if not words.is_missing(one)]
    if known and all(isinstance(one, (int, float)) and one is not True for one in known):
        if decimals is None:
            decimals = max(len(repr(float(one)).rpartition(".")[2].rstrip("0")) for one in known)
        decimals = min(decimals, 4)
        return Column(title, "decimal" if decimals else "whole", decimals)
    if known and all(hasattr(one, "year") for one in known):
        return Column(title, "date")
    # Words left empty do not apply; a column without any value lacks its figures.
    has_words = any(isinstance(one, str) for one in values)
    return Column(title, missing=NOT_APPLICABLE if has_words else NOT_AVAILABLE)
