"""Run a page's query by name: queries/pages/NAME.sql with its $parameters."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from pcp_data import database

FOLDER = Path(__file__).parents[1] / "queries" / "pages"


@cache
def query_text(name: str) -> str:
    """Return the SQL of a page query; FileNotFoundError when there is no such file."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def query(name: str, reader: database.Reader | None = None, /, **params: object) -> pd.DataFrame:
    """Return the rows of queries/pages/NAME.sql for these parameters.

    The current database is read unless a reader is given; DataProblem when there is none.
    """
    cursor = (reader or database.open_current()).cursor()
    try:
        return cursor.execute(query_text(name), params or None).df()
    finally:
        cursor.close()


def records(rows: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows as dictionaries, with None wherever there is no value.

    Lists come back as lists, not as arrays.
    """
    found = rows.astype(object).where(rows.notna(), None).to_dict("records")
    lists = [name for name, kind in rows.dtypes.items() if kind.kind == "O"]
    for row in found:
        for name in lists:
            if isinstance(row[name], np.ndarray):
                row[name] = row[name].tolist()
    return found
