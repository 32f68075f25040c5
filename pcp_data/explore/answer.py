"""The answer to a question, from the database: a page of rows, groups, or a stream of either."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pcp_data import database, sql, words
from pcp_data.explore import statement
from pcp_data.explore.catalogue import Source, catalogue
from pcp_data.explore.question import TWELVE, Question
from pcp_data.explore.statement import MOST_GROUPS, Statement

AT_A_TIME = 2_000


def sources(reader: database.Reader) -> dict[str, Source]:
    """Return every table that can be explored in this database."""
    cursor = reader.cursor()
    try:
        return catalogue(cursor.execute(sql.text("explore/columns")).fetchall())
    finally:
        cursor.close()


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
    """Return how many rows of the table meet the conditions."""
    return int(frame(reader, statement.count(question, source)).iloc[0, 0])


@dataclass(frozen=True)
class Groups:
    """Groups as the page shows them. `keys` are the columns grouped by; `cut` that some are left
    out because there were too many."""

    rows: pd.DataFrame
    keys: tuple[str, ...]
    cut: bool


def groups(reader: database.Reader, question: Question, source: Source) -> Groups:
    """Return the groups of a question, at most MOST_GROUPS of them."""
    found = frame(reader, statement.groups(question, source))
    return Groups(
        found.head(MOST_GROUPS), statement.keys(question, source), len(found) > MOST_GROUPS
    )


def notes(question: Question, source: Source) -> list[str]:
    """Return what to know of the groups: what was kept apart, and what stands for nothing."""
    if not question.is_grouped:
        return []
    said = []
    apart = [one for one in statement.keys(question, source) if one not in question.by]
    if apart:
        names = words.list_of([source.by_name[one].title.lower() for one in apart])
        said.append(
            f"Kept apart by {names}: figures of different sources are never added up, and a force "
            "is never added to its own districts."
        )
    if question.period == TWELVE:
        said.append("12 months are shown only where all 12 are loaded.")
    elif question.period and source.nature.is_counted:
        said.append(
            "Zero where all months of the period are loaded and none was recorded; not available "
            "where they are not. “Months present” says how many are."
        )
    if source.nature.ready:
        said.append(
            "Percentages are pooled from their numerators and denominators, never added or "
            "averaged. Where that cannot be done there is no figure."
        )
    return said
