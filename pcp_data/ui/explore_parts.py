"""The sections of Explore: what to ask, and the answer as groups or as rows."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pcp_data import words
from pcp_data.charts import groups as charts
from pcp_data.explore import answer, shown, statement
from pcp_data.explore.catalogue import DATE, ROWS, VALUE, Source, title_of
from pcp_data.explore.question import PAGE_ROWS, PERIODS, Question, periods
from pcp_data.ui import explore_state, parts
from pcp_data.ui.explore_filters import filters
from pcp_data.ui.set_up import PageState

KEY = "explore"


def _start(name: str, value: object) -> str:
    key = f"{KEY}:{name}"
    st.session_state[key] = value
    return key


def choose(state: PageState, sources: Mapping[str, Source], question: Question) -> None:
    """Place the choices: table, conditions, what to group by and what to add up."""
    source = sources[question.table]
    with st.container(key="explore-choices"):
        left, right = st.columns((1, 2), gap="medium")
        with left:
            _table(sources, question)
        with right:
            _columns(source, question)
        parts.html(f'<p class="pcp-note">{parts.text(source.about)}</p>')
        filters(state.reader, source, question)
        _grouping(source, question)


def _table(sources: Mapping[str, Source], question: Question) -> None:
    key = _start("table", question.table)
    st.selectbox(
        "Table",
        list(sources),
        format_func=lambda name: sources[name].title,
        key=key,
        on_change=lambda: explore_state.ask(Question(st.session_state[key])),
    )


def _columns(source: Source, question: Question) -> None:
    key = _start("columns", [one.column for one in question.conditions])

    def changed() -> None:
        conditions = tuple(question.condition(name) for name in st.session_state[key])
        explore_state.ask(question.but(conditions=conditions, page=1))

    st.multiselect(
        "Filter by",
        [one.name for one in source.fields],
        format_func=title_of,
        key=key,
        placeholder="Any column",
        on_change=changed,
    )


def _grouping(source: Source, question: Question) -> None:
    by, period, amount = st.columns((2, 1, 1), gap="medium")
    with by:
        key = _start("by", [one for one in question.by])
        st.multiselect(
            "Group by",
            list(dict.fromkeys([*(one.name for one in source.categories), *question.by])),
            format_func=title_of,
            key=key,
            placeholder="Nothing: show the rows",
            on_change=lambda: explore_state.ask(
                question.but(by=tuple(st.session_state[key]), page=1)
            ),
        )
    with period:
        _pick("period", "Period", {"": "None", **{p: PERIODS[p] for p in periods(source)}},
              question)  # fmt: skip
    with amount:
        named = {ROWS: "Number of rows", VALUE: "Value (counts added, percentages pooled)"}
        options = {
            one: named.get(one) or f"Sum of {words.inside(title_of(one))}" for one in source.amounts
        }
        _pick("sum", "Of each group", options, question)


def _pick(name: str, label: str, options: dict[str, str], question: Question) -> None:
    value = getattr(question, name)
    key = _start(name, value if value in options else next(iter(options)))
    st.selectbox(
        label,
        list(options),
        format_func=lambda one: options[one],
        key=key,
        on_change=lambda: explore_state.ask(
            question.but(**{name: st.session_state[key], "page": 1})
        ),
    )


def nothing(source: Source, question: Question) -> None:
    """Say that no row meets the conditions, and offer the way back."""
    if not any(one.is_set for one in question.conditions):
        parts.empty_state(f"The table {source.title} has no rows: no file loaded gives any.")
        return
    parts.empty_state(f"No row of {source.title} meets these conditions.")
    st.button(
        "Remove the conditions",
        key=f"{KEY}:clear",
        on_click=lambda: explore_state.ask(question.but(conditions=(), page=1)),
    )


def show_groups(state: PageState, source: Source, question: Question) -> bool:
    """Place the groups: a sentence, a chart, the notes and the table.

    Returns whether there are more than the page shows.
    """
    found = answer.groups(state.reader, question, source)
    if found.rows.empty:
        parts.empty_state("No group can be shown: no 12 months are whole under these conditions.")
        return False
    data = shown.for_chart(found, question, source)
    title = shown.value_title(question, source)
    said = shown.sentence(data, title)
    parts.sentence(said)
    if data["value"].notna().any():
        draw = charts.group_lines if _has_line(data, question) else charts.group_bars
        style = {"title": title} if draw is charts.group_lines else {}
        parts.draw(
            draw(data.dropna(subset=["value"]) if not style else data, palette=parts.palette(),
                 **style),
            said,
            key="explore-chart",
        )  # fmt: skip
    notes = [shown.left_out(data, question), *answer.notes(question, source)]
    if found.cut:
        notes.append(
            f"Only the first {len(found.rows):,} groups are shown. The download has them all"
        )
    parts.source_line(*(one.rstrip(".") for one in notes if one))
    _frame(
        shown.group_table(found, question, source),
        f"explore-{question.table}",
        {"Mark": st.column_config.TextColumn(width="medium")},
    )
    return found.cut


def _frame(data: pd.DataFrame, key: str, columns: Mapping[str, object]) -> None:
    """Place a table with empty cells, not the word None, where there is nothing."""
    settings = {**parts.number_columns(data), **columns}
    st.dataframe(data, hide_index=True, column_config=settings, width="stretch", placeholder="")
    parts.download(data, key)


def _has_line(data: object, question: Question) -> bool:
    return bool(question.period or data["period_end"].notna().any()) and (
        data["period_end"].nunique() > 1
    )


def show_rows(state: PageState, source: Source, question: Question, total: int) -> None:
    """Place one page of the table's rows."""
    pages = max(math.ceil(total / PAGE_ROWS), 1)
    question = question.but(page=min(question.page, pages))
    first = (question.page - 1) * PAGE_ROWS + 1
    last = min(first + PAGE_ROWS - 1, total)
    parts.sentence(
        f"{source.title}: {words.plural(total, 'row')} {'meets' if total == 1 else 'meet'} these "
        f"conditions. You see rows {first:,} to {last:,}."
    )
    rows = answer.frame(state.reader, statement.rows(question, source))
    days = [one.title for one in source.fields if one.kind == DATE]
    _frame(
        shown.row_table(rows, source),
        f"explore-{question.table}-page-{question.page}",
        {name: st.column_config.DateColumn(format="DD/MM/YYYY") for name in days},
    )
    if pages > 1:
        key = _start("page", question.page)
        st.number_input(
            f"Page (of {pages:,})",
            1,
            pages,
            key=key,
            width=160,
            on_change=lambda: explore_state.ask(question.but(page=st.session_state[key])),
        )
