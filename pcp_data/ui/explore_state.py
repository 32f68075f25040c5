"""The question of Explore over reruns: it lives in the link, and each choice writes it there."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from pcp_data.explore.catalogue import Source
from pcp_data.explore.question import NAMES, PREFIXES, Condition, Question, from_params
from pcp_data.filters import Filters
from pcp_data.ui import parts

KEPT = "pcp_question"


def current(sources: Mapping[str, Source]) -> tuple[Question, tuple[str, ...]]:
    """Return the question of the link, else the last one asked, with notices about the link."""
    params = {name: st.query_params.get_all(name) for name in st.query_params if _ours(name)}
    if not params and KEPT in st.session_state:
        params = st.session_state[KEPT]
    question, notices = from_params(params, sources)
    st.session_state[KEPT] = _as_lists(question)
    return question, notices


def ask(question: Question) -> None:
    """Ask another question: write it to the link. Meant for a widget's callback."""
    rest = {name: st.query_params.get_all(name) for name in st.query_params if not _ours(name)}
    st.session_state[KEPT] = _as_lists(question)
    st.query_params.from_dict(rest | question.to_params())


def address(filters: Filters, question: Question) -> str:
    """Return the address of the page with these choices of the filter bar and this question."""
    return f"{parts.link_to('explore', filters)}&{urlencode(question.to_params(), doseq=True)}"


def with_condition(question: Question, changed: Condition) -> Question:
    """Return the question with one condition changed, from its first page."""
    conditions = tuple(
        changed if one.column == changed.column else one for one in question.conditions
    )
    return question.but(conditions=conditions, page=1)


def _ours(name: str) -> bool:
    return name in NAMES or name.startswith(PREFIXES)


def _as_lists(question: Question) -> dict[str, list[str]]:
    return {
        name: [value] if isinstance(value, str) else value
        for name, value in question.to_params().items()
    }
