"""What the Roads page and its workbook are of: the road figures that a view asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

import pandas as pd

from pcp_data import words
from pcp_data.screens import roads
from pcp_data.screens.plan_rows import kept
from pcp_data.screens.roads import ADJUSTED
from pcp_data.view import View

PEOPLE, EVENTS = "casualties", "collisions"
IN_SERIES = {PEOPLE: "casualty", EVENTS: "collision"}
SOURCE = "Source: Department for Transport road casualty statistics (STATS19)"
SUBJECT = "people hurt on the roads or of collisions"


@dataclass(frozen=True)
class RoadView:
    """The road figures of a view: people hurt, and apart from them collisions.

    `measures` are those that priority and theme leave, by what they count. What they leave no
    measure of has no rows here. `basis` is how serious injuries are shown.
    """

    view: View
    measures: Mapping[str, list[str]]
    casualties: pd.DataFrame
    collisions: pd.DataFrame
    notes: pd.DataFrame
    basis: str = ADJUSTED

    def asks_for(self, unit: str) -> bool:
        """Return whether people (PEOPLE) or collisions (EVENTS) are to be shown."""
        return _is_asked(self.view, self.measures, unit)

    @property
    def is_outside(self) -> bool:
        """Return whether the chosen priority and theme have nothing on roads."""
        return not any(self.asks_for(unit) for unit in IN_SERIES)

    @property
    def is_empty(self) -> bool:
        """Return whether there are no whole 12 months of what is asked for."""
        return self.casualties.empty and self.collisions.empty

    @property
    def end(self) -> date:
        """Return the last day of the twelve months shown of people hurt."""
        return words.as_date(self.casualties.iloc[-1]["period_end"])

    def shown(self, basis: str) -> Self:
        """Return the same with serious injuries on this basis, if the files allow it."""
        return replace(self, basis=roads.usable_basis(self.casualties, basis))

    def at(self, rows: pd.DataFrame) -> View:
        """Return the view at the last month of the rows, which may be before the month chosen."""
        month = f"{rows.iloc[-1]['period_end']:%Y-%m}"
        return replace(self.view, filters=self.view.filters.but(month=month))

    def caption(
        self, *more: str, rows: pd.DataFrame | None = None, where: str | None = None
    ) -> str:
        """Return the period, the place shown or another, and the source, for under a chart."""
        last = (self.casualties if rows is None else rows).iloc[-1]
        period = words.sentence_case(words.twelve_months_to(last["period_end"]))
        return " · ".join([f"{period}, {where or self.view.place}", SOURCE, *more])

    def people(self) -> pd.DataFrame:
        """Return the people hurt in the 12 months shown and in those before, by who they were."""
        return self.view.rows("road_people", areas=self.view.area_codes, period_end=self.end)

    def districts(self) -> pd.DataFrame:
        """Return the people hurt in every district in the 12 months shown, and its residents."""
        return self.view.rows("road_districts", areas=self.view.district_codes, period_end=self.end)


def load(view: View) -> RoadView:
    """Return the road figures of a view."""
    found = view.rows("topic_measures", topics=["roads"])
    found = found[found["measure_id"].isin(kept(view, found["measure_id"]))]
    measures = {unit: list(found.loc[found["unit"].eq(unit), "measure_id"]) for unit in IN_SERIES}
    series = view.rows("road_series", areas=view.area_codes, period_end=view.filters.period_end)
    people, events = (
        roads.of_unit(series, name) if _is_asked(view, measures, unit) else series.head(0)
        for unit, name in IN_SERIES.items()
    )
    notes = view.rows(
        "topic_notes", topics=["roads"], areas=[view.choices.home.id, *view.area_codes]
    )
    return RoadView(view, measures, people, events, _notes_on(notes, found))


def _is_asked(view: View, measures: Mapping[str, list[str]], unit: str) -> bool:
    """Return whether a unit is in; without a priority and theme even where no Plan measures it."""
    filters = view.filters
    return bool(measures[unit]) or (filters.priority is None and filters.theme is None)


def _notes_on(notes: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """Return the notes that are on any of the measures, each with the titles of those."""
    titles = dict(zip(measures["measure_id"], measures["title"], strict=True))
    on = [sorted(titles[one] for one in ids if one in titles) for ids in notes["measure_ids"]]
    return notes.assign(titles=on)[[bool(one) for one in on]]
