"""One widget for each column filtered by, fit for its type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from pcp_data import database, words
from pcp_data.explore import answer, statement
from pcp_data.explore.catalogue import DATE, FLAG, NUMBER, TEXT, TIME, WHOLE, Field, Source
from pcp_data.explore.question import Condition, Question
from pcp_data.ui import explore_state, parts

MOST_VALUES = 500
PER_ROW = 3


def filters(reader: database.Reader, source: Source, question: Question) -> None:
    """Place a widget for every column of the question's conditions."""
    for first in range(0, len(question.conditions), PER_ROW):
        some = question.conditions[first : first + PER_ROW]
        for place, one in zip(st.columns(PER_ROW, gap="medium"), some, strict=False):
            with place:
                _filter(reader, source, question, source.by_name[one.column])


def _filter(reader: database.Reader, source: Source, question: Question, field: Field) -> None:
    if field.kind in (DATE, TIME):
        _dates(reader, source, question, field)
    elif field.kind == NUMBER:
        _numbers(reader, source, question, field)
    else:
        _values(reader, source, question, field)


def _start(field: Field, part: str, value: object) -> str:
    key = f"explore:{part}:{field.name}"
    st.session_state[key] = value
    return key


def _change(question: Question, field: Field, **parts: object) -> None:
    changed = replace(question.condition(field.name), **parts)
    explore_state.ask(explore_state.with_condition(question, changed))


def _values(reader: database.Reader, source: Source, question: Question, field: Field) -> None:
    """Place a list of values; where there are too many to list, a text to contain as well."""
    found = answer.frame(reader, statement.values(source, field.name, MOST_VALUES + 1))
    chosen = question.condition(field.name)
    known = [_typed(value, field) for value in found["value"].head(MOST_VALUES)]
    said = partial(_value_words, source, field)
    options = sorted(
        dict.fromkeys([*known, *chosen.only]),
        key=lambda one: (one is None, "" if one is None else _order(one, said)),
    )
    key = _start(field, "only", list(chosen.only))
    st.multiselect(
        field.title,
        options,
        format_func=said,
        key=key,
        placeholder="Any",
        on_change=lambda: _change(question, field, only=tuple(st.session_state[key])),
    )
    is_long = len(found) > MOST_VALUES or chosen.has or len(known) > PER_ROW * 4
    if field.kind == TEXT and is_long and not source.titles.of(field.name):
        text = _start(field, "has", chosen.has)
        st.text_input(
            f"{field.title} contains",
            key=text,
            placeholder="Any part of the text",
            on_change=lambda: _change(question, field, has=st.session_state[text].strip()),
        )


def _order(value: object, said: Callable[[object], str]) -> tuple[float, str]:
    """Return what sorts numbers by size and words by the alphabet."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return (value, "") if is_number else (0, said(value).lower())


def _typed(value: object, field: Field) -> object:
    if words.is_missing(value):
        return None
    if field.kind == FLAG:
        return value == "true"
    return int(value) if field.kind == WHOLE else value


def _value_words(source: Source, field: Field, value: object) -> str:
    if field.name == "offence_code":
        return source.titles.by_column.get(field.name, {}).get(str(value), str(value))
    return words.sentence_case(str(source.in_words(field.name, value)))


def _dates(reader: database.Reader, source: Source, question: Question, field: Field) -> None:
    least, most = answer.frame(reader, statement.bounds(source, field.name)).iloc[0]
    if words.is_missing(least):
        parts.source_line(f"{field.title}: no dates")
        return
    low, high = words.as_date(least), words.as_date(most)
    chosen = question.condition(field.name)
    for name, part, bound in (("from", "least", low), ("to", "most", high)):
        key = _start(field, name, _within(getattr(chosen, part), low, high))
        st.date_input(
            f"{field.title} {name}",
            min_value=low,
            max_value=high,
            format="DD/MM/YYYY",
            key=key,
            help=f"{'Earliest' if name == 'from' else 'Latest'}: {words.uk_date(bound)}",
            on_change=_changed_to,
            args=(question, field, part, key),
        )


def _within(value: date | None, low: date, high: date) -> date | None:
    return None if value is None else min(max(value, low), high)


def _changed_to(question: Question, field: Field, part: str, key: str) -> None:
    _change(question, field, **{part: st.session_state[key]})


def _numbers(reader: database.Reader, source: Source, question: Question, field: Field) -> None:
    least, most = answer.frame(reader, statement.bounds(source, field.name)).iloc[0]
    chosen: Condition = question.condition(field.name)
    for name, part, bound in (("from", "least", least), ("to", "most", most)):
        value = getattr(chosen, part)
        key = _start(field, name, None if value is None else float(value))
        st.number_input(
            f"{field.title} {name}",
            key=key,
            placeholder=words.number(bound, 2),
            on_change=_changed_to,
            args=(question, field, part, key),
        )
