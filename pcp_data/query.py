"""Run a page's query by name: queries/pages/NAME.sql with its $parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd
import pyarrow

from pcp_data import database, sql

Row = Mapping[str, object]


@cache
def _statement(name: str) -> duckdb.Statement:
    # Parsed once for all: on a small query that is a good part of its time.
    (found,) = duckdb.extract_statements(sql.text(f"pages/{name}"))
    return found


def query(name: str, reader: database.Reader, /, **params: object) -> pd.DataFrame:
    """Return the rows of queries/pages/NAME.sql for these parameters."""
    with closing(reader.cursor()) as cursor:
        return cursor.execute(_statement(name), params or None).df()


def fetch(name: str, reader: database.Reader, /, **params: object) -> tuple[Row, ...]:
    """Return the rows of queries/pages/NAME.sql by column, with None for "no value".

    They can be kept and shared, as nobody can change one: lists in them are tuples.
    A good deal quicker than a DataFrame of the same rows, which costs some milliseconds to make.
    """
    with closing(reader.cursor()) as cursor:
        rows = cursor.execute(_statement(name), params or None).fetchall()
        names = [column[0] for column in cursor.description]
        if any(column[1].id == "list" for column in cursor.description):
            rows = [map(_fixed, row) for row in rows]
    return tuple(MappingProxyType(dict(zip(names, row, strict=True))) for row in rows)


def _fixed(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def held(name: str, reader: database.Reader, /, **equal: object) -> tuple[Row, ...]:
    """Return the rows of queries/pages/NAME.sql that have these values, to read only.

    The query takes no parameters: its rows are read once and kept in memory for as long as the
    reader is, because to find some there takes less than DuckDB takes to plan a question. Rows
    with the same values have to come one after another, and the same names be given each time.

    Raises:
        ValueError: they do not come one after another.
    """
    whole = _whole(name, reader, tuple(equal))
    return whole.between(*whole.places.get(tuple(equal.values()), (0, 0)))


class _Column(NamedTuple):
    """What a column holds: numbers themselves, of others which of its different `values`."""

    found: np.ndarray
    values: Sequence[object] | None

    def between(self, first: int, after: int) -> list[object]:
        found = self.found[first:after].tolist()
        if self.values is None:
            return [None if one != one else one for one in found]
        return [self.values[one] for one in found]


class _Whole(NamedTuple):
    """All rows of a query, by column, and where those with the same values begin and end."""

    columns: Mapping[str, _Column]
    places: Mapping[tuple, tuple[int, int]]

    def between(self, first: int, after: int) -> tuple[Row, ...]:
        columns = (one.between(first, after) for one in self.columns.values())
        names = tuple(self.columns)
        rows = zip(*columns, strict=True)
        return tuple(MappingProxyType(dict(zip(names, row, strict=True))) for row in rows)


@lru_cache(maxsize=8)
def _whole(name: str, reader: database.Reader, by: tuple[str, ...]) -> _Whole:
    with closing(reader.cursor()) as cursor:
        rows = cursor.sql(sql.text(f"pages/{name}")).to_arrow_table()
    columns = {one: _column(rows[one].combine_chunks()) for one in rows.column_names}
    found = [columns[one].found for one in by]
    is_other = np.any([one[1:] != one[:-1] for one in found], axis=0)
    first = [0, *(np.flatnonzero(is_other) + 1).tolist()] if rows.num_rows else []
    keys = zip(
        *([columns[one].values[place] for place in columns[one].found[first]] for one in by),
        strict=True,
    )
    places = dict(zip(keys, zip(first, [*first[1:], rows.num_rows], strict=True), strict=True))
    if len(places) < len(first):
        raise ValueError(f"{name}.sql does not keep rows of the same {', '.join(by)} together")
    return _Whole(columns, places)


def _column(found: pyarrow.Array) -> _Column:
    # Rows made of these take a third of the time that Arrow takes, which makes each value anew.
    if pyarrow.types.is_floating(found.type):
        return _Column(found.to_numpy(zero_copy_only=False), None)
    coded = found.dictionary_encode()
    values = (*coded.dictionary.to_pylist(), None)
    return _Column(coded.indices.fill_null(len(values) - 1).to_numpy(zero_copy_only=False), values)


@lru_cache(maxsize=8)
def grouped(name: str, reader: database.Reader, by: str) -> Mapping[object, tuple[Row, ...]]:
    """Return the rows of queries/pages/NAME.sql by their value in one column, in their order.

    The query takes no parameters: it is asked once for as long as the reader is.
    """
    found: dict[object, list[Row]] = {}
    for row in fetch(name, reader):
        found.setdefault(row[by], []).append(row)
    return MappingProxyType({value: tuple(some) for value, some in found.items()})


def records(rows: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows as dictionaries, with None wherever there is no value.

    Lists come back as lists, not as arrays.
    """
    # By column: as rows, pandas would copy the whole frame three times.
    columns = [
        [None if gone else _plain(value) for value, gone in zip(column, gaps, strict=True)]
        for column, gaps in ((rows[name].tolist(), rows[name].isna().tolist()) for name in rows)
    ]
    names = list(rows.columns)
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _plain(value: object) -> object:
    return value.tolist() if isinstance(value, np.ndarray) else value
