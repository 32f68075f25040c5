"""The sections of Explore: what to ask, and the answer as groups or as rows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd
import streamlit as st

from pcp_data import words
from pcp_data.charts import groups as charts
from pcp_data.explore import answer, names, notes, shown, statement
from pcp_data.explore.bar import CHOICES, Bar, freed
from pcp_data.explore.catalogue import DATE, Source
from pcp_data.explore.examples import examples
from pcp_data.explore.question import PAGE_ROWS, PERIODS, Question, periods
from pcp_data.ui import explore_state, parts
from pcp_data.ui.clicks import Opening
from pcp_data.ui.explore_filters import filters
from pcp_data.ui.set_up import PageState

KEY = "explore"
PANELS_PER_ROW = 3
DAY, MONTH = "DD/MM/YYYY", "MMMM YYYY"
LINK_COLOUR = 'style="color: var(--pcp-link)"'
ALONE = "Select a {mark} in the chart to show its group alone"
SCALES_DIFFER = "Each has its own scale: their heights cannot be compared"


def _start(name: str, value: object) -> str:
    key = f"{KEY}:{name}"
    st.session_state[key] = value
    return key


def choose(state: PageState, sources: Mapping[str, Source], question: Question) -> None:
    """Place the choices: table, conditions, what to group by and what to count."""
    source = sources[question.table]
    with st.container(key="explore-choices"):
        left, right = st.columns((1, 2), gap="medium")
        with left:
            _table(sources, question)
        with right:
            _columns(source, question)
        filters(state.reader, source, question)
        _grouping(source, question)
    parts.html(f'<p class="pcp-note">{parts.text(source.about)}</p>')
    if not question.is_grouped:
        _examples(state, sources)


def _examples(state: PageState, sources: Mapping[str, Source]) -> None:
    """Place links to ready questions, which show what can be asked."""
    links = [
        _link(title, explore_state.address(state.filters, example))
        for title, example in examples(sources)
    ]
    if links:
        parts.html(f'<p class="pcp-note">For example: {" · ".join(links)}</p>')


def _link(said: str, address: str) -> str:
    return f'<a href="{parts.text(address)}" {LINK_COLOUR}>{parts.text(said)}</a>'


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
        _offered([one.name for one in source.fields], [one.column for one in question.conditions]),
        format_func=names.column,
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
            _offered([one.name for one in source.categories], question.by),
            format_func=names.column,
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
        rows = {} if question.by or question.period else {"": "No figure: show the rows"}
        named = {one: names.amount(source.name, one) for one in source.amounts}
        _pick("sum", "Figure", rows | named, question)


def _offered(names_of_columns: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """Return the columns to choose from, and what a link chose that no list offers."""
    return list(dict.fromkeys([*names_of_columns, *chosen]))


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


def left_by_bar(state: PageState, question: Question, done: Bar, left: int, every: int) -> None:
    """Say how many rows the filter bar leaves out, with a link to all, and where it has no say."""
    said = [parts.text(notes.of_bar(question, left, every))] if left else []
    said += [
        parts.text(f"A filter on “{column}” takes the place of the {CHOICES[choice]} chosen above.")
        for choice, column in done.replaced.items()
    ]
    if 0 < left < every:
        said.append(_link(f"Show all {every:,}", _to_all(state, question)))
    if any(said):
        parts.html(f'<p class="pcp-note">{" ".join(said)}</p>')


def _to_all(state: PageState, question: Question) -> str:
    return explore_state.address(*freed(state, question))


def nothing(state: PageState, source: Source, question: Question, every: int) -> None:
    """Say that no row is left by the conditions and the filter bar, and offer the way back."""
    has_conditions = any(one.is_set for one in question.conditions)
    if every:
        meet = " that meet these conditions" if has_conditions else ""
        parts.empty_state(
            f"The choices in the filter bar leave none of the {words.plural(every, 'row')} of "
            f"{source.title}{meet}.",
            _to_all(state, question),
            "Show all rows" if every > 1 else "Show it",
        )
        return
    if not has_conditions:
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
        parts.empty_state(
            "There is no figure: under these conditions no 12 months are loaded without a gap. "
            "Choose the period Month to see which months there are."
        )
        return False
    data = shown.for_chart(found, question, source)
    title = shown.value_title(question, source)
    said = shown.sentence(data, title)
    parts.sentence(said)
    parts.source_line(notes.context(found, source))
    left_out = ""
    if data["value"].notna().any():
        series = data["series"].drop_duplicates().head(charts.MOST_BARS)
        one_by_one = shown.alone(found, question, source, series)
        links = {
            name: explore_state.address(state.filters, one) for name, one in one_by_one.items()
        }
        _chart(data, question, title, said, links)
        left_out = shown.left_out(data, question)
    _notes(left_out, *notes.of_groups(found, question, source), _cut(found))
    _frame(
        shown.group_table(found, question, source),
        f"explore-{question.table}",
        {"Mark": st.column_config.TextColumn(width="medium")},
    )
    return found.cut


def _cut(found: answer.Groups) -> str:
    if not found.cut:
        return ""
    return f"Only the first {len(found.rows):,} groups are shown. The download has them all."


def _notes(*said: str) -> None:
    lines = [f'<p class="pcp-source">{parts.text(one)}</p>' for one in said if one]
    if lines:
        parts.html("".join(lines))


def _chart(
    data: pd.DataFrame, question: Question, title: str, said: str, links: Mapping[str, str]
) -> None:
    """Place bars, a chart of up to four lines, or small charts: as few as can be told apart.

    Each group is a link to what shows it alone.
    """
    colours = parts.palette()
    data = data[data.groupby("series")["value"].transform("count") > 0]
    if not _has_line(data, question):
        bars = charts.group_bars(data.dropna(subset=["value"]), palette=colours)
        _draw(bars, said, "bar", links)
        return
    period, is_alike = question.period, data["kind"].nunique() == 1
    if is_alike and data["series"].nunique() <= charts.MOST_LINES:
        picture = charts.group_lines(data, title=title, period=period, palette=colours)
        _draw(picture, said, "line", links)
        return
    panels = charts.group_panels(data, period=period, shared=is_alike, palette=colours)
    for first in range(0, len(panels), PANELS_PER_ROW):
        some = list(panels.items())[first : first + PANELS_PER_ROW]
        for place, (name, picture) in zip(st.columns(PANELS_PER_ROW), some, strict=False):
            with place:
                parts.small_title(name, links.get(name))
                parts.draw(picture, f"{name}. {said}", key=f"explore-chart-{name}")
    scale = "All on the same scale" if is_alike else SCALES_DIFFER
    parts.source_line(title, scale)


def _draw(picture: alt.LayerChart, said: str, mark: str, links: Mapping[str, str]) -> None:
    click = Opening(links, ALONE.format(mark=mark), "series") if links else None
    parts.draw(picture, said, key="explore-chart", click=click)
    if click:
        parts.source_line(click=click)


def _frame(data: pd.DataFrame, key: str, columns: Mapping[str, object]) -> None:
    """Place a table with empty cells, not the word None, where there is nothing."""
    settings = {**parts.number_columns(data), **columns}
    style = {"width": "stretch", "placeholder": "", "alt": parts.table_name(key)}
    st.dataframe(data, hide_index=True, column_config=settings, **style)
    parts.download(data, key)


def _has_line(data: object, question: Question) -> bool:
    return bool(question.period or data["period_end"].notna().any()) and (
        data["period_end"].nunique() > 1
    )


def _how_many(question: Question, total: int, first: int, last: int) -> str:
    conditions = any(one.is_set for one in question.conditions)
    named = [*(["conditions"] if conditions else []), *(["choices"] if question.cuts else [])]
    meet = (
        f"{'meets' if total == 1 else 'meet'} these {words.list_of(named)}" if named else "in all"
    )
    seen = "" if last - first + 1 == total else f" You see rows {first:,} to {last:,}."
    return (
        f"{words.plural(total, 'row')} {meet}.{seen} Choose what to group by, a period or a figure "
        "to count them."
    )


def show_rows(state: PageState, source: Source, question: Question, total: int) -> None:
    """Place one page of the table's rows."""
    pages = max(math.ceil(total / PAGE_ROWS), 1)
    question = question.but(page=min(question.page, pages))
    first = (question.page - 1) * PAGE_ROWS + 1
    last = min(first + PAGE_ROWS - 1, total)
    parts.sentence(_how_many(question, total, first, last))
    rows = answer.frame(state.reader, statement.rows(question, source))
    _notes(*notes.of_rows(source, answer.smallest_base(state.reader)), notes.thinned(rows))
    days = [one for one in source.fields if one.kind == DATE]
    _frame(
        shown.row_table(rows, source),
        f"explore-{question.table}-page-{question.page}",
        {
            one.title: st.column_config.DateColumn(format=MONTH if one.is_month else DAY)
            for one in days
        },
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
