"""The series with a control chart that a view asks for, each at its latest month."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pcp_data.screens.plan_rows import is_wanted
from pcp_data.view import View


def charted(
    view: View, areas: Sequence[str], measures: Collection[str] | None = None
) -> list[dict[str, object]]:
    """Return the rows of queries/pages/changed_signals.sql of the measures of a view.

    Without a priority and theme those that stand in no Plan are among them. `measures` are taken
    in their place where given, whatever the priority and theme are. `is_in_plan` is added; a
    measure that the Plan only monitors has no `improvement`, as it has no better direction.
    """
    filters, home = view.filters, view.choices.home.id
    aims: dict[str, set[str]] = {}
    for place in view.grouped("plan_places", "plan_id").get(filters.plan, ()):
        if place["area_code"] == home and (measures is not None or is_wanted(place, filters)):
            aims.setdefault(place["measure_id"], set()).add(place["aim"])
    is_whole = filters.priority is None and filters.theme is None
    found = []
    for row in view.fetch("changed_signals", areas=areas, period_end=filters.period_end):
        measure = row["measure_id"]
        is_in_view = measure in aims or (is_whole and row["is_in_no_plan"])
        if is_in_view if measures is None else measure in measures:
            improvement = None if aims.get(measure) == {"monitor"} else row["improvement"]
            found.append({**row, "is_in_plan": measure in aims, "improvement": improvement})
    return found
