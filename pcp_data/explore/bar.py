"""What the choices of the filter bar leave of a table.

Each acts through one column of the table, and on no table without it. A condition that the reader
puts on that column, even one that leaves nothing out, takes the place of the choice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from pcp_data import words
from pcp_data.explore import names
from pcp_data.explore.catalogue import Source
from pcp_data.explore.question import Condition, Cut, Question
from pcp_data.filters import PREVIOUS, Filters
from pcp_data.screens.plan_rows import kept
from pcp_data.view import View

CHOICES = {
    "districts": "districts",
    "plan": "Plan",
    "priority": "priority",
    "theme": "theme",
    "month": "month",
    "compare": "period compared with",
}
AREA, PLAN, MEASURE = "area_code", "plan_id", "measure_id"
# Columns that say the same as the one that a choice acts through, in other words or in part.
SAME = {AREA: {"area_name", "area_type"}, MEASURE: {"measure_title"}}
# Their days say how far a file or a run of months reaches: such a row is of no one period.
REACHES = {"coverage_run", "measure_file", "source_file"}


@dataclass(frozen=True)
class Bar:
    """What the filter bar does to a table: `cuts`, and the names of the choices `idle` here.

    `replaced` has the choices of which a condition took the place, with that column's title.
    """

    cuts: tuple[Cut, ...]
    idle: tuple[str, ...]
    replaced: Mapping[str, str]


def bar(view: View, question: Question, source: Source) -> Bar:
    """Return what the filter bar of a view does to the table of a question."""
    made, ways = _made(view), _ways(source)
    asked = {
        choice: {column, *SAME.get(column, ())} & {one.column for one in question.conditions}
        for choice, column in ways.items()
    }
    acting = {choice: column for choice, column in ways.items() if not asked[choice]}
    through_measures = [one for one in made if acting.get(one) == MEASURE]
    cuts = [
        replace(made[choice], column=column)
        for choice, column in acting.items()
        if choice in made and choice not in through_measures
    ]
    if through_measures:
        plan = [] if "plan" in acting else ["plan"]
        said = ", ".join(made[one].said for one in (*through_measures, *plan))
        among = _measures(view, through_measures)
        cuts.append(Cut(f"on measures {said}", MEASURE, among))
        acting |= dict.fromkeys(plan, MEASURE)
    return Bar(
        tuple(sorted(cuts, key=lambda one: one.until is not None)),
        tuple(one for one in CHOICES if one not in acting),
        {one: names.column(min(found)) for one, found in asked.items() if found and one in made},
    )


def freed(view: View, question: Question) -> tuple[Filters, Question]:
    """Return the choices and the question with which the filter bar leaves no row out."""
    newest = view.choices.months[0]
    filters = view.filters.but(districts=(), priority=None, theme=None, month=newest)
    if filters.compare == newest:  # a month is not compared with itself
        filters = filters.but(compare=PREVIOUS)
    has_plan = any(one.column == PLAN for one in question.cuts)
    any_plan = (Condition(PLAN),) if has_plan else ()
    return filters, question.but(conditions=(*question.conditions, *any_plan), page=1)


def _made(view: View) -> dict[str, Cut]:
    """Return the choices that leave something out, each with what it leaves."""
    filters, plan = view.filters, view.choices.plan(view.filters.plan)
    found = {}
    if filters.districts:
        among = tuple(view.area_codes)
        found["districts"] = Cut(f"of {words.list_of(filters.districts)}", among=among)
    found["plan"] = Cut(f"of {plan.title}", among=(plan.id,))
    for choice, options in (("priority", plan.priorities), ("theme", plan.themes)):
        chosen = getattr(filters, choice)
        if chosen is not None:
            title = next(one.title for one in options if one.id == chosen)
            found[choice] = Cut(f"of the {choice} “{title}”", among=(chosen,))
    # Later figures, of which some sources have a few, are let go with an earlier month only.
    if filters.month != view.choices.months[0]:
        said = f"to {words.month_name(filters.month)}"
        found["month"] = Cut(said, until=filters.period_end)
    return found


def _ways(source: Source) -> dict[str, str]:
    """Return the column through which each choice acts on a table, for those that do."""
    found = {
        "districts": AREA,
        "plan": PLAN,
        "priority": "priority_id" if "priority_id" in source.by_name else MEASURE,
        "theme": "theme_id" if "theme_id" in source.by_name else MEASURE,
        "month": _end(source),
    }
    return {choice: column for choice, column in found.items() if column in source.by_name}


def _end(source: Source) -> str | None:
    """Return the column that says when a row's period ended, None where rows have no period."""
    if source.span is None or source.name in REACHES:
        return None
    end = source.span[1]
    return None if end == "starts" else end


def _measures(view: View, choices: Collection[str]) -> tuple[str, ...]:
    """Return the measures of the Plan that have the priority and the theme, or one of them."""
    others = {one: None for one in ("priority", "theme") if one not in choices}
    alone = replace(view, filters=view.filters.but(**others))
    return tuple(kept(alone, [one.id for one in view.choices.measures]))
