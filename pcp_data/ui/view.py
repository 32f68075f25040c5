"""The reader's choices over reruns, page changes and the browser's Back button.

One frozen Filters value lives under a key of its own, because Streamlit drops the value of a
widget when its page is left. The link is read on arrival and whenever it is not what was last
seen (another link, Back); it is written only when a choice is made, so that Back is never
caught by a page that rewrites its own address.
"""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from pcp_data.filters import NAMES, Choices, Filters, from_query, narrowed

FILTERS, SEEN, PAGE, NOTICES = "pcp_filters", "pcp_link", "pcp_page", "pcp_notices"


def current(file: str, choices: Choices) -> tuple[Filters, tuple[str, ...]]:
    """Return the view to show on this page, and the notices about the link it came from."""
    state, link = st.session_state, _link()
    carried = FILTERS in state and not link and state[PAGE] != file
    if carried or (FILTERS in state and link == state[SEEN]):
        state[FILTERS], _ = from_query(state[FILTERS].to_query(), choices)
    else:
        state[FILTERS], state[NOTICES] = from_query(link, choices)
    state[SEEN], state[PAGE] = link, file
    return state[FILTERS], state[NOTICES]


def change(choices: Choices, **changes: object) -> None:
    """Make a choice: keep it, and write it to the link. Meant for a widget's callback."""
    state = st.session_state
    state[FILTERS] = narrowed(state[FILTERS].but(**changes), choices)
    state[NOTICES] = ()
    own = {name: st.query_params.get_all(name) for name in st.query_params if name not in NAMES}
    st.query_params.from_dict(state[FILTERS].to_query() | own)
    state[SEEN] = _link()


def asked(name: str) -> str | None:
    """Return a page's own choice, such as its open tab, as the link has it; None without one.

    It stands in the link under `name`, beside the filters, and is not carried to other pages.
    """
    return st.query_params.get(name) or None


def all_asked(name: str) -> list[str]:
    """Return all that the link has under a name that may stand there several times."""
    return st.query_params.get_all(name)


def first(options: Collection[str], start: str | None = None) -> str:
    """Return what a page's own choice is before anything is chosen."""
    return start if start in options else next(iter(options))


def match(given: str | None, options: Collection[str]) -> str | None:
    """Return the option that a link means, however it is written in capitals; None for nonsense."""
    if given in options:
        return given
    return next((one for one in options if given and one.lower() == given.strip().lower()), None)


def chose(name: str, value: str, start: str = "") -> None:
    """Make a page's own choice: it is in the link unless it is `start`. Meant for callbacks."""
    if value != start:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def chose_also(name: str, value: str, is_chosen: bool) -> None:
    """Add a value to those that stand in the link under a name, or take it out of them."""
    others = [one for one in st.query_params.get_all(name) if one != value]
    st.query_params[name] = [*others, value] if is_chosen else others


def _link() -> dict[str, list[str]]:
    """Return the parts of the address that are ours."""
    return {name: st.query_params.get_all(name) for name in st.query_params if name in NAMES}
