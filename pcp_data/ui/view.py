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


def choose(file: str, name: str, options: Collection[str]) -> str:
    """Return a page's own choice, such as the question of a survey: the first option unless made.

    It stands in the link under `name`, beside the filters, and is not carried to other pages.
    """
    key, link = f"{file}:own:{name}", st.query_params.get(name)
    kept = st.session_state.get(key, (None, None))
    if kept[0] != link:
        kept = st.session_state[key] = (link, link)
    return kept[1] if kept[1] in options else next(iter(options))


def chose(file: str, name: str, value: str) -> None:
    """Make a page's own choice, and write it to the link. Meant for a widget's callback."""
    st.session_state[f"{file}:own:{name}"] = (value, value)
    st.query_params[name] = value


def _link() -> dict[str, list[str]]:
    """Return the parts of the address that are ours."""
    return {name: st.query_params.get_all(name) for name in NAMES if name in st.query_params}
