"""Which measure the Measure page shows, and the filter bar that chooses it."""

from __future__ import annotations

from pcp_data.filters import Option
from pcp_data.screens import measure_view
from pcp_data.ui import parts, set_up
from pcp_data.ui.set_up import PageState


def chosen_measure(state: PageState) -> str:
    """Place the filter bar with a choice of measure, and return the measure to show.

    A measure of another priority or Plan stays chosen, so that a link always opens what it names.
    """
    filters = state.filters
    rows = state.fetch(
        "plan_measures", plan=filters.plan, priority=filters.priority, theme=filters.theme
    )
    options = [Option(row["measure_id"], row["title"]) for row in rows]
    chosen = measure_view.chosen_measure(rows, filters.measure, state.choices)
    if chosen not in {one.id for one in options}:
        options.insert(0, Option(chosen, state.choices.title_of_measure(chosen)))
    set_up.place_filters(state, measures=options, measure=chosen)
    if not rows:
        parts.empty_state(
            "No measure of this Plan has both this priority and this theme. The one shown is "
            "another one.",
            state.link("measure", priority=None, theme=None),
            "Show every priority and theme",
        )
    return chosen
