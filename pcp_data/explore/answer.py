"""The answer to a question, from the database: a page of rows, groups, or a stream of either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from pcp_data import database, sql, words
from pcp_data.explore import statement
from pcp_data.explore.catalogue import Source, catalogue, group_title
from pcp_data.explore.question import LONG_PERIODS, TWELVE, Question
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
    out because there were too many; `titles` what the sources are called, by their ids.

    A period of which months are missing has no value and `is_incomplete`.
    """

    rows: pd.DataFrame
    keys: tuple[str, ...]
    cut: bool
    titles: Mapping[str, str] = field(default_factory=dict)


def groups(
    reader: database.Reader, question: Question, source: Source, *, every: bool = False
) -> Groups:
    """Return the groups of a question, at most MOST_GROUPS of them unless `every` is asked for."""
    most = None if every else MOST_GROUPS + 1
    found = without_parts(frame(reader, statement.groups(question, source, most=most)), question)
    keys = statement.keys(question, source)
    titles = _source_titles(reader) if "source_id" in keys else {}
    if every:
        return Groups(found, keys, cut=False, titles=titles)
    return Groups(found.head(MOST_GROUPS), keys, len(found) > MOST_GROUPS, titles)


def without_parts(rows: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Return the groups with no value for a quarter or year of which months are missing.

    Nine months drawn beside twelve would look like a fall.
    """
    is_partial = pd.Series(False, index=rows.index)
    if question.period in LONG_PERIODS and "months_present" in rows:
        is_partial = (rows["months_present"] < rows["months"]).fillna(False).astype(bool)
    return rows.assign(is_incomplete=is_partial, value=rows["value"].mask(is_partial))


def _source_titles(reader: database.Reader) -> dict[str, str]:
    table = sources(reader)["source"]
    rows = frame(reader, statement.rows(Question(table.name), table, whole=True))
    return dict(zip(rows["source_id"], rows["title"], strict=True))


def notes(question: Question, source: Source) -> list[str]:
    """Return what to know of the groups: what was kept apart, and what stands for nothing."""
    if not question.is_grouped:
        return []
    said = []
    apart = [one for one in statement.keys(question, source) if one not in question.by]
    if apart:
        names = words.list_of([words.inside(group_title(one)) for one in apart])
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
    if question.period in LONG_PERIODS:
        said.append(_of_long_periods(source))
    if source.nature.ready:
        said.append(
            "Percentages are pooled from their numerators and denominators, never added or "
            "averaged. Where that cannot be done there is no figure."
        )
    return said


def _of_long_periods(source: Source) -> str:
    if source.nature.is_counted or source.nature.ready:
        return (
            "A quarter or year of which months are missing has no figure and is not drawn: it "
            "cannot be compared with a whole one. Choose Month for the months there are."
        )
    return (
        "Whether a quarter or year is whole is not known for this table: its rows are counted as "
        "they are, so do not compare the first or the last with others."
    )
