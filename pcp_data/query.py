"""Run a page's query by name: queries/pages/NAME.sql with its $parameters."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from functools import cache
from types import MappingProxyType

import duckdb
import numpy as np
import pandas as pd

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
