"""A page's own choices beside the filter bar: lists, tabs, searches and switches.

Each stands in the link under a readable name while it is not as the page starts, so that a link
shows what its sender saw, and Back returns to it. None goes along to other pages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from pcp_data.filters import not_known
from pcp_data.ui import parts, view

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from pcp_data.ui.set_up import PageState

TAB = "tab"
ON, OFF = "yes", "no"
SWITCH = {ON: "Yes", OFF: "No"}
LONGEST_SEARCH = 100


def picker(
    file: str,
    name: str,
    label: str,
    options: Mapping[str, str],
    *,
    start: str | None = None,
    tip: str | None = None,
    ends: Collection[str] = (),
) -> str:
    """Place a choice of the page and return the chosen option; `start` or the first unless chosen.

    `options` are values, as they stand in the link under `name`, with their titles; `tip` is
    help beside the label; `ends` names choices that a new choice here takes back, because what
    they choose from is another.
    """
    key, first = f"{file}:pick:{name}", view.first(options, start)
    st.session_state[key] = _chosen(name, f"choice of “{label}”", options, first)

    def on_change() -> None:
        for one in ends:
            view.chose(one, "")
        view.chose(name, st.session_state[key], first)

    st.selectbox(
        label,
        list(options),
        format_func=lambda option: options[option],
        key=key,
        help=tip,
        on_change=on_change,
    )
    return st.session_state[key]


def tabs(
    file: str, titles: Mapping[str, str], *, start: str | None = None
) -> dict[str, DeltaGenerator]:
    """Place tabs and return the place of each by its name; the open one stands in the link.

    `titles` are the names in the link with the titles on the screen; `start` or the first opens
    unless chosen. The browser opens a tab at once: what is in them is all there.
    """
    key, first = f"{file}:{TAB}", view.first(titles, start)
    st.session_state[key] = titles[_chosen(TAB, TAB, titles, first)]
    names = {title: name for name, title in titles.items()}
    places = st.tabs(
        list(names),
        key=key,
        on_change=lambda: view.chose(TAB, names[st.session_state[key]], first),
    )
    return dict(zip(titles, places, strict=True))


def tabbed(
    state: PageState, sections: Mapping[str, tuple[str, Callable[[PageState], None]]]
) -> None:
    """Place sections in tabs: by the name of each in the link, its title and what places it."""
    places = tabs(state.file, {name: title for name, (title, _) in sections.items()})
    for name, (title, place) in sections.items():
        with places[name]:
            parts.tab_title(title)
            place(state)


def search(file: str, name: str, label: str) -> str:
    """Place a search and return what is searched for, empty for everything."""
    key = f"{file}:search:{name}"
    st.session_state[key] = (view.asked(name) or "")[:LONGEST_SEARCH]
    st.text_input(
        label,
        key=key,
        max_chars=LONGEST_SEARCH,
        on_change=lambda: view.chose(name, st.session_state[key].strip()),
    )
    return st.session_state[key]


def switch(file: str, name: str, label: str, place: Callable = st.checkbox) -> bool:
    """Place a switch, which is off unless chosen, and return whether it is on."""
    key = f"{file}:{name}"
    st.session_state[key] = _chosen(name, f"choice of “{label}”", SWITCH, OFF) == ON
    place(
        label,
        key=key,
        on_change=lambda: view.chose(name, ON if st.session_state[key] else OFF, OFF),
    )
    return st.session_state[key]


def _chosen(name: str, what: str, options: Mapping[str, str], first: str) -> str:
    """Return what the link asks for, or with a notice the first if that makes no sense."""
    given = view.asked(name)
    found = view.match(given, options)
    if given and found is None:
        st.warning(not_known(given, what, f"You see “{options[first]}”."))
    return found or first
