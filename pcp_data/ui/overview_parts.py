"""What the Overview shows of a view, made once for each build and view, whoever asks for it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pcp_data.filters import BASELINE
from pcp_data.screens.overview import Section, headline, is_mostly_empty, sections
from pcp_data.screens.plan_rows import plan_rows, trends
from pcp_data.ui.data import build
from pcp_data.ui.kept import Kept
from pcp_data.ui.measure_rows import counts_list, section_table
from pcp_data.ui.set_up import PageState

KEPT_VIEWS = 500


@dataclass(frozen=True)
class Shown:
    """The sentence, the tiles and the table of each priority, as markup.

    With each table go its title and the link that shows this priority alone, or all again.
    """

    sentence: str
    tiles: str
    tables: tuple[tuple[str, str, str], ...]
    is_mostly_empty: bool


VIEWS: Kept[Shown | None] = Kept(KEPT_VIEWS)


def shown(state: PageState) -> Shown | None:
    """Return what the Overview shows; None where no measure meets the choices."""
    base = st.get_option("server.baseUrlPath")
    return VIEWS.get((build(state.reader), state.filters, base), lambda: _shown(state))


def _shown(state: PageState) -> Shown | None:
    filters, rows = state.filters, plan_rows(state)
    if not rows:
        return None
    found = sections(rows, trends(state), state.sources, filters)
    return Shown(
        headline(found, filters, filters.districts),
        counts_list([one.verdict for part in found for one in part.lines if not one.is_part]),
        tuple(
            (
                section.title,
                state.link("overview", priority=None if filters.priority else section.priority_id),
                table_of(section, state),
            )
            for section in found
        ),
        is_mostly_empty(found),
    )


def table_of(section: Section, state: PageState) -> str:
    """Return the table of one priority, with a line for each area of the view."""
    return section_table(
        section,
        lambda line: state.link("measure", measure=line.measure_id),
        "Baseline" if state.filters.compare == BASELINE else "Compared with",
        len(state.areas) > 1,
        state.measure_in_area,
    )
