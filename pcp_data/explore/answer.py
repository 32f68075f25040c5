"""The answer to a question, from the database: a page of rows, groups, or a stream of either."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from pcp_data import database, sql
from pcp_data.explore import statement
from pcp_data.explore.catalogue import Source, Titles, catalogue
from pcp_data.explore.question import LONG_PERIODS, Question
from pcp_data.explore.statement import MOST_GROUPS, Statement

AT_A_TIME = 2_000


@lru_cache(maxsize=2)
def sources(reader: database.Reader) -> dict[str, Source]:
    """Return every table that can be explored in this database."""
    cursor = reader.cursor()
    try:
        columns = cursor.execute(sql.text("explore/columns")).fetchall()
        return catalogue(columns, _titles(cursor.execute(sql.text("explore/titles")).fetchall()))
    finally:
        cursor.close()


def _titles(rows: list[tuple[str, str, str, str | None]]) -> Titles:
    by_column: dict[str, dict[str, str]] = {}
    for column, one, title, _ in rows:
        by_column.setdefault(column, {})[one] = title
    return Titles(by_column, {one: unit for _, one, _, unit in rows if unit})


def frame(reader: database.Reader, asked: Statement) -> pd.DataFrame:
    """Return the whole answer of a statement."""
    cursor = reader.cursor()
    try:
        return cursor.execute(asked.text, asked.params or None).df()
    finally:
        cursor.close()


def stream(reader: database.Reader, asked: Statement) -> Iterator[tuple]:
    """Return the rows of a statement one by one, a few thousand of them in memory at a time."""
    cursor = reader.cursor()
    try:
        cursor.execute(asked.text, asked.params or None)
        while batch := cursor.fetchmany(AT_A_TIME):
            yield from batch
    finally:
        cursor.close()


def total(reader: database.Reader, question: Question, source: Source) -> int:
    """Return how many rows of the table meet the conditions and are left by the filter bar."""
    return int(frame(reader, statement.count(question, source)).iloc[0, 0])


def totals(reader: database.Reader, question: Question, source: Source) -> tuple[int, int]:
    """Return the same, and how many rows meet the conditions whatever the filter bar leaves."""
    left = total(reader, question, source)
    return left, total(reader, question.but(cuts=()), source) if question.cuts else left


@dataclass(frozen=True)
class Groups:
    """Groups as the page shows them. `keys` are the columns grouped by, those of them in `apart`
    because their figures must not be added; `cut` that some are left out as there were too many.

    A period of which months are missing has no value and `is_incomplete`; a share of too few
    people asked has none and `is_small`.
    """

    rows: pd.DataFrame
    keys: tuple[str, ...]
    cut: bool
    apart: tuple[str, ...] = ()

    @property
    def same(self) -> tuple[str, ...]:
        """Return the columns kept apart in which all groups are alike: no need to repeat them."""
        return tuple(one for one in self.apart if self.rows[one].nunique(dropna=False) == 1)


def groups(
    reader: database.Reader, question: Question, source: Source, *, every: bool = False
) -> Groups:
    """Return the groups of a question, at most MOST_GROUPS of them unless `every` is asked for."""
    most = None if every else MOST_GROUPS + 1
    found = without_parts(frame(reader, statement.groups(question, source, most=most)), question)
    keys = statement.keys(question, source)
    apart = tuple(one for one in keys if one not in question.by)
    if every:
        return Groups(found, keys, cut=False, apart=apart)
    return Groups(found.head(MOST_GROUPS), keys, len(found) > MOST_GROUPS, apart)


def smallest_base(reader: database.Reader) -> int:
    """Return below how many people asked a share is not shown, as the definitions set it."""
    settings = Statement(sql.text("pages/settings"), {})
    return int(frame(reader, settings)["hide_below_base"].iloc[0])


def without_parts(rows: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Return the groups with no value for a quarter or year of which months are missing.

    Nine months drawn beside twelve would look like a fall.
    """
    is_partial = pd.Series(False, index=rows.index)
    if question.period in LONG_PERIODS and "months_present" in rows:
        is_partial = (rows["months_present"] < rows["months"]).fillna(False).astype(bool)
    return rows.assign(is_incomplete=is_partial, value=rows["value"].mask(is_partial))
