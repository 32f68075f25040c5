"""What the Overview shows of a view, made once for each build and view, whoever asks for it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pcp_data.filters import BASELINE
from pcp_data.screens.overview import headline, is_mostly_empty, sections
from pcp_data.screens.plan_rows import plan_rows, trends
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


def shown(state: PageState) -> Shown | None:
    """Return what the Overview shows; None where no measure meets the choices."""
    build = (state.reader.build_id, str(state.reader.path))
    return _shown(state, build, state.filters.query_string(), st.get_option("server.baseUrlPath"))


@st.cache_data(max_entries=KEPT_VIEWS, show_spinner=False)
def _shown(_state: PageState, build: tuple[str, str], view: str, base: str) -> Shown | None:
    filters, rows = _state.filters, plan_rows(_state)
    if not rows:
        return None
    found = sections(rows, trends(_state), _state.sources, filters)
    versus = "Baseline" if filters.compare == BASELINE else "Compared with"
    return Shown(
        headline(found, filters, filters.districts),
        counts_list([one.verdict for part in found for one in part.lines if not one.is_part]),
        tuple(
            (
                section.title,
                _state.link("overview", priority=None if filters.priority else section.priority_id),
                section_table(
                    section,
                    lambda line: _state.link("measure", measure=line.measure_id),
                    versus,
                    len(_state.areas) > 1,
                    _state.measure_in_area,
                ),
            )
            for section in found
        ),
        is_mostly_empty(found),
    )
