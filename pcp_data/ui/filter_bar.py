"""The filter bar: the same everywhere, with every widget started from the one Filters value."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from pcp_data import words
from pcp_data.filters import BASELINE, PREVIOUS, Choices, Filters, Option
from pcp_data.ui import view
from pcp_data.ui.parts import html, text

WIDTHS = (1.0, 1.65, 1.35, 1.6, 1.3, 1.95)
LABELS = {
    "plan": "Plan",
    "priority": "Priority",
    "theme": "Theme",
    "districts": "Districts",
    "month": "12 months to",
    "compare": "Compared with",
}
ALL = ""  # Streamlit shows a chosen None as nothing chosen


def filter_bar(
    file: str,
    filters: Filters,
    choices: Choices,
    *,
    measures: Sequence[Option] = (),
    idle: Collection[str] = (),
) -> None:
    """Place the filter bar. `measures` adds a choice of measure.

    `idle` are the choices that change nothing on this page, which is said under them.
    """
    with st.container(key="filter-bar"):
        if measures:
            _measure(file, filters, choices, measures)
        for place, column in zip(_WIDGETS, st.columns(WIDTHS, gap="small"), strict=True):
            with column:
                place(file, filters, choices)
        _say_long_names(filters, choices)
        _say_idle(idle)


def _say_idle(idle: Collection[str]) -> None:
    """Say which choices change nothing here, so that nobody waits for them to."""
    labels = [f"“{label}”" for name, label in LABELS.items() if name in idle]
    if labels:
        verb = "change" if len(labels) > 1 else "changes"
        it = "they go" if len(labels) > 1 else "it goes"
        said = f"{words.list_of(labels)} {verb} nothing here: {it} with you to the next page."
        html(f'<p class="pcp-chosen">{text(said)}</p>')


def _say_long_names(filters: Filters, choices: Choices) -> None:
    """Write out what is chosen where its name may be longer than its box, which cuts it."""
    plan = choices.plan(filters.plan)
    said = [one.title for one in plan.priorities if one.id == filters.priority]
    said += [one.title for one in plan.themes if one.id == filters.theme]
    if filters.compare not in (BASELINE, PREVIOUS):
        said.append(f"compared with {filters.compared_with()}")
    if said:
        html(f'<p class="pcp-chosen">Chosen: {text("; ".join(said))}</p>')


def _started(file: str, name: str, value: object) -> str:
    """Return the key of a widget after giving it its value: the view leads, not the widget."""
    key = f"{file}:{name}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _changed(key: str, name: str, choices: Choices) -> None:
    value = st.session_state[key]
    view.change(choices, **{name: tuple(value) if isinstance(value, list) else value or None})


def _select(file: str, name: str, options: dict, value: object, choices: Choices) -> None:
    key = _started(file, name, value if value in options else next(iter(options)))
    st.selectbox(
        LABELS.get(name, "Measure"),
        list(options),
        format_func=options.get,
        key=key,
        on_change=_changed,
        args=(key, name, choices),
    )


def _plan(file: str, filters: Filters, choices: Choices) -> None:
    options = {plan.id: plan.id for plan in choices.plans}
    _select(file, "plan", options, filters.plan, choices)


def _priority(file: str, filters: Filters, choices: Choices) -> None:
    options = {ALL: "All priorities"}
    options |= {one.id: one.title for one in choices.plan(filters.plan).priorities}
    _select(file, "priority", options, filters.priority, choices)


def _theme(file: str, filters: Filters, choices: Choices) -> None:
    options = {ALL: "All themes"}
    options |= {one.id: one.title for one in choices.plan(filters.plan).themes}
    _select(file, "theme", options, filters.theme, choices)


def _month(file: str, filters: Filters, choices: Choices) -> None:
    options = {month: words.month_name(month) for month in choices.months}
    _select(file, "month", options, filters.month, choices)


def _compare(file: str, filters: Filters, choices: Choices) -> None:
    options = {BASELINE: "Plan baseline", PREVIOUS: "Previous 12 months"}
    options |= {
        month: words.twelve_months_to(month) for month in choices.months if month != filters.month
    }
    _select(file, "compare", options, filters.compare, choices)


def _measure(file: str, filters: Filters, choices: Choices, measures: Sequence[Option]) -> None:
    options = {one.id: one.title for one in measures}
    _select(file, "measure", options, filters.measure, choices)


def _districts(file: str, filters: Filters, choices: Choices) -> None:
    key = _started(file, "districts", list(filters.districts))
    st.multiselect(
        LABELS["districts"],
        [one.title for one in choices.districts],
        key=key,
        placeholder=f"All of {choices.home.title}",
        select_all=False,
        on_change=_changed,
        args=(key, "districts", choices),
    )


_WIDGETS = (_plan, _priority, _theme, _districts, _month, _compare)
