"""Read what a briefing needs through the page queries: one value that the sections are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pcp_data import words
from pcp_data.briefing.choose import BriefingChoice, Scope, scope
from pcp_data.briefing.figures import JUDGED_BY, Figure, Figures, figures
from pcp_data.briefing.templates import Meeting, Templates
from pcp_data.filters import BASELINE, PREVIOUS, Filters, Option
from pcp_data.query import Row
from pcp_data.screens import what_changed
from pcp_data.screens.beside import beside
from pcp_data.screens.charted import charted
from pcp_data.screens.surveys import Bases, bases_of
from pcp_data.screens.what_changed import Signal
from pcp_data.view import View

NO_PLACE = dict.fromkeys(
    ("priority_id", "priority_title", "parent_measure_id", "aim", "baseline_start", "baseline_end")
)


@dataclass(frozen=True)
class Material:
    """Everything read for one briefing. `area` is whom it speaks of; `districts` stand beside."""

    view: View
    choice: BriefingChoice
    meeting: Meeting
    templates: Templates
    scope: Scope
    measures: Mapping[str, dict]
    area: Option
    districts: tuple[Option, ...]
    figures: Figures
    signal_rows: tuple[dict, ...]
    signals: tuple[Signal, ...]
    trends: pd.DataFrame
    notes: tuple[dict, ...]
    published: tuple[dict, ...]
    sources: tuple[dict, ...]
    surveys: pd.DataFrame
    bases: Bases

    @property
    def month_end(self) -> date:
        """Return the last day of the month asked for."""
        return self.choice.filters.period_end

    @property
    def as_published(self) -> str:
        """Return the day of the build that every figure comes from, in words."""
        return f"as published on {words.uk_date(self.view.info['built_at'])}"

    @property
    def here(self) -> list[Figure]:
        """Return the figures of the briefing's own area, in its order of measures."""
        return self.figures.of_area(self.scope.measures, self.area.id)

    @property
    def district_codes(self) -> tuple[str, ...]:
        """Return the codes of the districts that stand beside the area."""
        return tuple(one.id for one in self.districts)

    @property
    def has_some_districts(self) -> bool:
        """Return whether some districts stand beside the force, and not all."""
        return 0 < len(self.districts) < len(self.view.choices.districts)

    @property
    def everything(self) -> list[str]:
        """Return the measures and the victims' satisfaction together."""
        return list(dict.fromkeys((*self.scope.measures, *self.scope.victims)))

    def parent(self, measure_id: str) -> str:
        """Return the measure that a measure is part of, empty when it is part of none here."""
        found = self.measures[measure_id]["parent_measure_id"] or ""
        return found if found in self.scope.measures else ""


def gather(view: View, choice: BriefingChoice, templates: Templates) -> Material:
    """Return everything that the briefing of a choice is written from."""
    filters, meeting = choice.filters, templates.meeting(choice.meeting)
    about = _about(view, filters)
    found = scope(choice, about.values(), templates, view.choices)
    area, districts = _places(view, choice, meeting)
    areas = [area.id, *(one.id for one in districts if one.id != area.id)]
    measures = list(dict.fromkeys((*found.measures, *found.victims)))
    main = {BASELINE: "baseline", PREVIOUS: "previous"}.get(filters.compare, "chosen")
    asked = {"measures": measures, "period_end": filters.period_end}
    rows = list(beside(view, measures, areas, about))
    signal_rows = charted(view, areas, found.measures)
    return Material(
        view=view,
        choice=choice,
        meeting=meeting,
        templates=templates,
        scope=found,
        measures=about,
        area=area,
        districts=districts,
        figures=figures(rows, _official(view, rows) if main == "baseline" else {}, main),
        signal_rows=tuple(signal_rows),
        signals=tuple(what_changed.signals(signal_rows, filters.period_end)),
        trends=view.rows("briefing_trend", area=area.id, **asked),
        notes=tuple(_notes(view, rows, areas, filters.period_end)),
        published=tuple(view.fetch("briefing_published", areas=areas, **asked)),
        sources=tuple(view.fetch("briefing_sources", areas=areas, **asked)),
        surveys=view.rows("survey_answers", areas=[area.id], period_end=filters.period_end),
        bases=bases_of(view),
    )


def _about(view: View, filters: Filters) -> dict[str, dict]:
    """Return the measures with their place in the Plan, its own first, in its order.

    One that stands under two priorities is under the one asked for, else under the first.
    """
    home = view.choices.home.id
    places = view.grouped("plan_places", "plan_id").get(filters.plan, ())
    own = [one for one in places if one["area_code"] == home]
    asked_first = sorted(own, key=lambda one: one["priority_id"] != filters.priority)
    chosen = {one["measure_id"]: one for one in reversed(asked_first)}
    in_plan = [one["measure_id"] for one in own if chosen[one["measure_id"]] is one]
    known = {one["measure_id"]: one for one in view.fetch("briefing_measures")}
    return {one: {**chosen.get(one, NO_PLACE), **known[one]} for one in [*in_plan, *known]}


def _places(
    view: View, choice: BriefingChoice, meeting: Meeting
) -> tuple[Option, tuple[Option, ...]]:
    """Return whom the briefing speaks of, and the districts beside it.

    One chosen district is spoken of itself; of several, or none, the force is, beside them.
    """
    if meeting.force_only:
        return view.choices.home, ()
    chosen = [one for one in view.choices.districts if one.title in choice.filters.districts]
    if len(chosen) == 1:
        return chosen[0], ()
    return view.choices.home, tuple(chosen or view.choices.districts)


def _official(view: View, rows: Sequence[dict]) -> dict[tuple, Row]:
    """Return what the Plan makes of its measures, by JUDGED_BY, in all areas and months of rows."""
    asked = {(row["area_code"], row["period_end"]) for row in rows}
    return {
        tuple(one[name] for name in JUDGED_BY): one
        for area, end in asked
        for one in view.held(
            "plan_figures", plan_id=view.filters.plan, area_code=area, period_end=end
        )
    }


def _notes(
    view: View, rows: Sequence[dict], areas: Sequence[str], end: date
) -> Sequence[Mapping[str, object]]:
    """Return the notes on the measures that have figures, for the periods compared."""
    if not rows:
        return ()
    starts = {row[name] for row in rows for name in ("compare_start", "period_start")}
    return view.fetch(
        "briefing_notes",
        measures=list(dict.fromkeys(row["measure_id"] for row in rows)),
        areas=list(dict.fromkeys([view.choices.home.id, *areas])),
        period_end=end,
        since=min(starts - {None}),
    )
