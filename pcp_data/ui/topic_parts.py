"""What pages on one subject share: the rows of their measures, and the notes on them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

import pandas as pd

from pcp_data.query import records
from pcp_data.screens import measure_view
from pcp_data.screens.overview import Line, sections
from pcp_data.screens.plan_rows import outside_words, plan_rows, trends
from pcp_data.ui import parts
from pcp_data.ui.measure_rows import section_table
from pcp_data.ui.set_up import PageState


def measures_table(
    state: PageState,
    measures: Collection[str],
    title: str,
    *,
    fit_line: Callable[[Line], Line] | None = None,
) -> list[dict]:
    """Place the Plan's rows of some measures, as on the Overview, and return them.

    `fit_line` may add to what a line shows.
    """
    filters = state.filters
    rows = [row for row in plan_rows(state) if row["measure_id"] in measures]
    rows = [row | {"priority_id": title, "priority_title": title} for row in rows]
    if not rows:
        plan = state.choices.plan(filters.plan).title
        parts.empty_state(f"{plan} has no measure of this, so nothing here is judged against it.")
        return []
    found = sections(rows, trends(state), state.sources, filters)
    if fit_line:
        found = [replace(one, lines=[fit_line(line) for line in one.lines]) for one in found]
    versus = "Baseline" if filters.compare == "baseline" else "Compared with"
    for section in found:
        parts.html(
            section_table(
                section,
                lambda line: state.link("measure", measure=line.measure_id),
                versus,
                len(state.areas) > 1,
                state.measure_in_area,
            )
        )
    return rows


def outside(state: PageState, what: str) -> None:
    """Say that the chosen priority and theme have no measure of this, and offer the way back."""
    parts.empty_state(
        outside_words(state, what),
        state.link(state.file, priority=None, theme=None),
        "Show every priority and theme",
    )


def notes_table(notes: pd.DataFrame) -> None:
    """Place notes with their kind, their dates and their source, each said once."""
    rows = [(kind, dates, said) for _, kind, dates, said in measure_view.note_lines(records(notes))]
    items = "".join(
        f"<tr><th scope=row>{parts.text(kind)}<small>{parts.text(dates)}</small></th>"
        f"<td>{parts.text(said)}</td></tr>"
        for kind, dates, said in rows
    )
    parts.html(
        '<table class="pcp-notes"><caption class="pcp-hidden">Notes</caption><thead><tr>'
        f"<th scope=col>Kind</th><th scope=col>Note</th></tr></thead><tbody>{items}</tbody></table>"
    )
