"""The workbook of Explore: what the question asks for, streamed, however many rows there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd

from pcp_data import database, words
from pcp_data.explore import answer, names, notes, shown, statement
from pcp_data.explore.answer import Groups
from pcp_data.explore.bar import bar
from pcp_data.explore.catalogue import (
    DATE,
    FLAG,
    NUMBER,
    SAMPLE,
    TEXT,
    TIME,
    WHOLE,
    Field,
    Source,
)
from pcp_data.explore.question import Question, from_params
from pcp_data.export import tables
from pcp_data.export.book import SUPPRESSED, Column, ExportTable, NativeChart
from pcp_data.view import View

KINDS = {WHOLE: "whole", NUMBER: "decimal", DATE: "date", TIME: "time"}
DECIMALS = 2


def asked(view: View) -> tuple[Question, Source]:
    """Return the question of the view's link, and the table it asks."""
    sources = _sources(view.reader)
    question, _ = from_params(view.params, sources)
    source = sources[question.table]
    return question.but(cuts=bar(view, question, source).cuts), source


@cache
def _sources(reader: database.Reader) -> dict[str, Source]:
    return answer.sources(reader)


def in_words(view: View) -> str:
    """Return the question as a sentence for the cover."""
    question, source = asked(view)
    return f"{source.title}. {question.in_words(source)}."


def params(view: View) -> dict[str, str | list[str]]:
    """Return the view with its question as the parameters of a link."""
    return view.filters.to_query() | asked(view)[0].to_params()


def explore(view: View) -> list[ExportTable]:
    """Return the groups or the rows that the question asks for."""
    question, source = asked(view)
    make = _groups if question.is_grouped else _rows
    table = make(view, question, source)
    said = notes.of_bar(question, *answer.totals(view.reader, question, source))
    return [replace(table, notes=(said, *table.notes) if said else table.notes)]


def _rows(view: View, question: Question, source: Source) -> ExportTable:
    found = statement.rows(question, source, whole=True)
    return ExportTable(
        f"{source.title}: {source.about}",
        source.title,
        [_column(one) for one in source.fields],
        _in_titles(answer.stream(view.reader, found), source),
        (
            *notes.of_rows(source, answer.smallest_base(view.reader)),
            *filter(None, ["Figures are as stored, unrounded.", _thinned(view, question, source)]),
        ),
    )


def _in_titles(rows: Iterable[tuple], source: Source) -> Iterator[tuple]:
    """Return the rows with words for ids and for yes and no, as the page has them."""
    places = [
        (place, one.name)
        for place, one in enumerate(source.fields)
        if one.kind == FLAG or names.is_translated(one.name) or source.titles.of(one.name)
    ]
    for row in rows:
        cells = list(row)
        for place, name in places:
            if cells[place] is not None:
                cells[place] = source.in_words(name, cells[place])
        yield tuple(cells)


def _thinned(view: View, question: Question, source: Source) -> str:
    """Return the note on made-up street-level rows where there are any among the rows."""
    if not {"source_id", SAMPLE} <= set(source.by_name):
        return ""
    by_source = question.but(by=("source_id", SAMPLE), sum=names.ROWS)
    return notes.thinned(answer.groups(view.reader, by_source, source).rows)


def _column(field: Field) -> Column:
    whole_as_text = field.kind == WHOLE and field.name.endswith(("_id", "year"))
    if whole_as_text:
        return Column(field.title, "year")
    if field.is_month:
        return Column(field.title, "month")
    return Column(field.title, KINDS.get(field.kind, "text"), DECIMALS * (field.kind == NUMBER))


def _groups(view: View, question: Question, source: Source) -> ExportTable:
    found = answer.groups(view.reader, question, source)
    if found.cut:
        found = answer.groups(view.reader, question, source, every=True)
    columns, rows = group_columns(found, question, source)
    title = f"{source.title}: {shown.value_title(question, source).lower()}"
    return ExportTable(
        title,
        source.title,
        columns,
        rows,
        tuple(notes.of_groups(found, question, source)),
        _chart(columns, found),
    )


def group_columns(
    found: Groups, question: Question, source: Source
) -> tuple[list[Column], list[tuple]]:
    """Return the groups as columns and rows; a suppressed figure is [c], a missing one empty."""
    rows = found.rows
    columns = [_key_column(source.by_name[name]) for name in found.keys] or [Column("Group")]
    values = [_key_values(found, name, source) for name in found.keys] or [
        [shown.EVERYTHING] * len(rows)
    ]
    if "period_end" in rows:
        columns += [Column("Period"), Column("From", "date"), Column("To", "date")]
        ends = (rows["period_start"], rows["period_end"])
        days = [[tables.as_day(one) for one in column] for column in ends]
        values += [shown.periods(rows, question), *days]
    if "months_present" in rows:
        columns.append(Column("Months present", "whole"))
        values.append(list(rows["months_present"]))
    if rows["is_incomplete"].any():
        columns.append(Column("Whole period"))
        values.append([_whole(row) for row in rows.to_dict("records")])
    for title, part in shown.parts(found, source).items():
        columns.append(Column(title, "whole"))
        values.append(list(part))
    decimals = DECIMALS if _has_fractions(rows["value"]) else 0
    kind = "decimal" if decimals else "whole"
    columns.append(Column(shown.value_title(question, source), kind, decimals))
    values.append(list(_figures(rows)))
    listed = list(zip(*values, strict=True))
    keys, end = (
        len(found.keys),
        [column.title for column in columns].index("To") if ("period_end" in rows) else None,
    )
    listed.sort(key=lambda row: ([str(one) for one in row[:keys]], str(row[end]) if end else ""))
    return columns, listed


def _key_column(field: Field) -> Column:
    return Column(field.title) if field.kind in (TEXT, FLAG) else _column(field)


def _key_values(found: Groups, name: str, source: Source) -> list[object]:
    is_text = source.by_name[name].kind in (TEXT, FLAG)
    return shown.key_words(found, name, source) if is_text else list(found.rows[name])


def _whole(row: dict[str, object]) -> str:
    if not row["is_incomplete"]:
        return "Yes"
    return f"No: {int(row['months_present'])} of {int(row['months'])} months"


def _has_fractions(values: pd.Series) -> bool:
    known = values.dropna().astype(float)
    return bool((known != known.round()).any())


def _figures(rows: pd.DataFrame) -> Iterator[object]:
    for value, is_suppressed in zip(rows["value"], rows["is_suppressed"], strict=True):
        if words.is_missing(value):
            yield SUPPRESSED if is_suppressed else None
        else:
            rounded = float(words.round_half_away(value, DECIMALS))
            yield int(rounded) if rounded.is_integer() else rounded


def _chart(columns: Sequence[Column], found: Groups) -> NativeChart | None:
    titles = [column.title for column in columns]
    value = len(columns) - 1
    unit = titles[value]
    if "To" in titles:
        telling = [place for place, name in enumerate(found.keys) if found.rows[name].nunique() > 1]
        if len(telling) > 1:
            return None
        series = telling[0] if telling else None
        return NativeChart("lines", titles.index("To"), value, unit, series)
    return NativeChart("bars", 0, value, unit) if len(found.keys) <= 2 else None
