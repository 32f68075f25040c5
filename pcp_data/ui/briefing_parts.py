"""The Briefing page: its choices, its preview, and the Word document made when asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pcp_data import words
from pcp_data.briefing import document
from pcp_data.briefing.blocks import (
    Block,
    Box,
    Briefing,
    Bullets,
    Grid,
    Heading,
    Paragraph,
    Picture,
)
from pcp_data.briefing.choose import PLAN_VIEW, BriefingChoice, from_params
from pcp_data.briefing.templates import Templates
from pcp_data.ui import parts
from pcp_data.ui.fitting import by_column, cell_class, table_class
from pcp_data.ui.grid import more
from pcp_data.ui.picker import picker, switch
from pcp_data.ui.set_up import PageState

PICKS = "briefing:picks"
CHARTS_AT_ONCE = 4
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def choose(state: PageState, templates: Templates) -> BriefingChoice:
    """Place the choices of the briefing, and return what they come to."""
    asked, _ = from_params(state.params, state.filters, state.choices, templates)
    _say_nonsense(state, templates, asked)
    with st.container(key="briefing-choices"):
        left, middle, right = st.columns((1.2, 1.2, 2), gap="small")
        with left:
            meetings = {one.id: one.title for one in templates.meetings}
            meeting = picker("briefing", "meeting", "Meeting", meetings)
        found, _ = from_params(
            dict(state.params) | {"meeting": [meeting]}, state.filters, state.choices, templates
        )
        is_national = templates.meeting(meeting).national
        with middle:
            subject = _subject(state, found, templates, is_national)
        with right:
            picks = _picks(state, asked, is_national)
    return found.but(subject=subject, picks=picks)


def _say_nonsense(state: PageState, templates: Templates, asked: BriefingChoice) -> None:
    """Say what in the link makes no sense, but for what the lists of this page say themselves."""
    lists = ("meeting",) if templates.meeting(asked.meeting).national else ("meeting", "subject")
    rest = {name: value for name, value in state.params.items() if name not in lists}
    for notice in from_params(rest, state.filters, state.choices, templates)[1]:
        st.warning(notice)


def _subject(
    state: PageState, found: BriefingChoice, templates: Templates, is_national: bool
) -> str:
    """Place the choice of subject; the one that the meeting starts with stands first."""
    titles = {PLAN_VIEW: _plan_view(state), **{one.id: one.title for one in templates.subjects}}
    if is_national:
        parts.html(
            '<p class="pcp-note">The national priorities are the subject, for the force as a '
            "whole.</p>"
        )
        return found.subject
    first = {found.subject: titles[found.subject]}
    return picker("briefing", "subject", "Subject", first | titles)


def _plan_view(state: PageState) -> str:
    if state.filters.theme:
        return "The theme chosen above"
    return "The priority chosen above" if state.filters.priority else "The whole Plan"


def _picks(state: PageState, asked: BriefingChoice, is_national: bool) -> tuple[str, ...]:
    if is_national:
        return ()
    titles = {one.id: one.title for one in state.choices.measures}
    st.session_state[PICKS] = list(asked.picks)
    st.multiselect(
        "Only these measures (optional)",
        list(titles),
        format_func=lambda one: titles[one],
        key=PICKS,
        on_change=_picked,
    )
    return tuple(st.session_state[PICKS])


def _picked() -> None:
    chosen = st.session_state[PICKS]
    if chosen:
        st.query_params["pick"] = chosen
    elif "pick" in st.query_params:
        del st.query_params["pick"]


def take_away(state: PageState, pack: Briefing) -> None:
    """Place the download of the Word document; it is only made when asked for."""
    made_up = "-made-up-figures" if pack.is_sample else ""
    with st.container(horizontal=True, key="briefing-take-away"):
        st.download_button(
            "Download Word",
            data=partial(document.as_bytes, pack),
            file_name=f"briefing-{state.filters.month}{made_up}.docx",
            mime=WORD,
            key="briefing:word",
            on_click="ignore",
        )
        parts.source_line("The workbook (Download Excel, above) has the same figures as numbers")
    parts.source_line(f"Every figure as published on {words.uk_date(pack.published)}")


def with_charts(pack: Briefing) -> bool:
    """Return whether to draw the charts; where there are many, the reader says so first."""
    count = sum(isinstance(one, Picture) for part in pack.sections for one in part.blocks)
    if count <= CHARTS_AT_ONCE:
        return True
    return switch("briefing", "show-charts", f"Show the {count} charts here too", st.toggle)


def show(block: Block, *, key: str, charts: bool, folds: bool) -> None:
    """Place one block of the briefing as it will stand in the document.

    On a telephone a table that `folds` is shown when its title is chosen.
    """
    if isinstance(block, Heading):
        parts.heading(block.text)
    elif isinstance(block, Paragraph) and block.kind == "note":
        parts.source_line(block.text)
    elif isinstance(block, Paragraph):
        parts.sentence(block.text)
    elif isinstance(block, Bullets):
        items = "".join(f"<li>{parts.text(one)}</li>" for one in block.items)
        parts.html(f'<ul class="pcp-list">{items}</ul>')
    elif isinstance(block, Grid):
        parts.html((more(block.title) if folds else "") + grid_html(block))
    elif isinstance(block, Picture) and not charts:
        parts.source_line(f"Chart in the document: {block.title}")
    elif isinstance(block, Picture):
        parts.source_line(block.title)
        picture = block.draw(palette=parts.palette())
        parts.draw(picture, block.alt, key=f"brief-{key}")
    elif isinstance(block, Box):
        parts.html(
            f'<p class="pcp-note pcp-box">{parts.text(block.title)}'
            "<span>: an empty box in the document.</span></p>"
        )


def grid_html(block: Grid) -> str:
    """Return a table of ready words as markup, which folds into cards when narrow."""
    columns = enumerate(by_column(block.columns, block.rows))
    css = [cell_class(*column, place in block.numeric) for place, column in columns]
    heads = "".join(
        f"<th scope=col{one}>{parts.text(name)}</th>"
        for name, one in zip(block.columns, css, strict=True)
    )
    rows = "".join(_row_html(block, place, css) for place in range(len(block.rows)))
    kind = table_class(block.columns, block.rows)
    kind += " pcp-figures" if set(range(1, len(block.columns))) <= set(block.numeric) else ""
    return (
        f'<table class="pcp-grid pcp-cells pcp-brief {kind}">'
        f'<caption class="pcp-caption">{parts.text(block.title)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row_html(block: Grid, place: int, css: list[str]) -> str:
    first, *rest = block.rows[place]
    part = " class=part" if place in block.parts else ""
    cells = "".join(
        f'<td data-label="{parts.text(name)}"{one}>{parts.text(value)}</td>'
        for name, one, value in zip(block.columns[1:], css[1:], rest, strict=True)
    )
    return f"<tr{part}><th scope=row>{parts.text(first)}</th>{cells}</tr>"


def say_if_nothing(state: PageState) -> None:
    """Say so, and offer the way back, where no measure has both the priority and the theme."""
    filters = state.filters
    view = {"plan": filters.plan, "priority": filters.priority, "theme": filters.theme}
    is_narrowed = filters.priority or filters.theme
    if is_narrowed and not state.fetch("plan_measures", **view):
        parts.empty_state(
            "No measure of this Plan has both this priority and this theme.",
            state.link("briefing", priority=None, theme=None),
            "Show every priority and theme",
        )
