"""What Crime and ASB and its workbook are of: the measures and figures that a view asks for.

A priority or theme leaves the measures that it has, and by name what those cannot be read
without: the parts of neighbourhood crime, the crimes linked to ASB, the whole of which victims
under 25 are a share. Only what is left is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

import pandas as pd

from pcp_data import words
from pcp_data.screens import crime
from pcp_data.screens.plan_rows import kept
from pcp_data.view import View

V = TypeVar("V", bound=View)
NEIGHBOURHOOD, VIOLENCE, ASB = crime.TOPICS
SUBJECTS = {
    NEIGHBOURHOOD: "neighbourhood crime",
    VIOLENCE: "serious violence",
    ASB: "anti-social behaviour",
}
# What is a part of a subject stands in words for itself.
OUTCOMES, YOUNG, INCIDENTS = "the rate of outcomes 1 to 8", "victims under 25", "ASB incidents"
INSIDE = {NEIGHBOURHOOD: OUTCOMES, VIOLENCE: YOUNG, ASB: INCIDENTS}


@dataclass(frozen=True)
class CrimeView(Generic[V]):
    """The measures of a view and their figures over 12 months, the areas taken together.

    `topics` are the measures that priority and theme leave, by subject; `titles` and `caveats`
    are those of every measure.
    `parts` are those of neighbourhood crime and `linked` the crimes beside ASB, where there is
    something for them to stand beside.
    """

    view: V
    topics: Mapping[str, Sequence[str]]
    titles: Mapping[str, str]
    caveats: Mapping[str, Sequence[str]]
    parts: Sequence[str]
    linked: Sequence[str]

    @cached_property
    def series(self) -> pd.DataFrame:
        """Return the 12-month figures of all that is shown, and of the wholes of shares."""
        wholes = [crime.whole_of(one) for one in self.measures]
        return self._rows("crime_series", measures=sorted({*self.over_time, *wholes}))

    def months(self, measures: Sequence[str]) -> pd.DataFrame:
        """Return the monthly figures of some measures."""
        return self._rows("crime_months", measures=list(measures))

    def types(self) -> pd.DataFrame:
        """Return ASB incidents by type over 12 months."""
        return self._rows("asb_types")

    def _rows(self, name: str, **asked: object) -> pd.DataFrame:
        shared = {"areas": self.view.area_codes, "period_end": self.view.filters.period_end}
        return self.view.rows(name, **shared, **asked)

    @cached_property
    def notes(self) -> pd.DataFrame:
        """Return the notes on what is shown, each with those measures alone."""
        notes = self.view.rows(
            "topic_notes",
            topics=list(crime.TOPICS.values()),
            areas=[self.view.choices.home.id, *self.view.area_codes],
        )
        shown = set(self.over_time)
        on = [[one for one in ids if one in shown] for ids in notes["measure_ids"]]
        named = [sorted(self.titles[one] for one in ids) for ids in on]
        return notes.assign(measure_ids=on, titles=named)[[bool(ids) for ids in on]]

    @property
    def place(self) -> str:
        """Return the areas in words."""
        return self.view.place

    @property
    def end(self) -> pd.Timestamp:
        """Return the last day of the 12 months shown."""
        return pd.Timestamp(self.view.filters.period_end)

    @property
    def period(self) -> str:
        """Return the 12 months shown, in words."""
        return words.twelve_months_to(self.view.filters.period_end)

    @property
    def latest(self) -> pd.DataFrame:
        """Return the rows of the month shown."""
        return crime.latest(self.series, self.end)

    @property
    def measures(self) -> list[str]:
        """Return the measures that priority and theme leave, in the order of the subjects."""
        return [one for found in self.topics.values() for one in found]

    @property
    def over_time(self) -> list[str]:
        """Return every measure whose figures over time are shown, each once."""
        return list(dict.fromkeys([*self.measures, *self.parts, *self.linked]))

    @property
    def monthly(self) -> list[str]:
        """Return what is shown month by month: neighbourhood crime and its parts, if it is in."""
        if crime.TOTAL in self.measures:
            return [crime.TOTAL, *self.parts]
        return [one for one in self.topics[NEIGHBOURHOOD] if one not in crime.OUTCOME_MEASURES]

    @property
    def violent(self) -> list[str]:
        """Return the measures of serious violence over time: each whole before its victims."""
        return [
            one
            for one in self.topics[VIOLENCE]
            if not (crime.is_under_25(one) and crime.whole_of(one) in self.measures)
        ]

    @property
    def unsettled(self) -> list[str]:
        """Return which measures of serious violence have no settled definition, in its words."""
        return [
            f"{self.titles[one]}: {caveat}"
            for one in self.topics[VIOLENCE]
            for caveat in self.caveats[one]
            if crime.UNSETTLED in caveat.lower()
        ]

    @property
    def beside(self) -> list[str]:
        """Return what stands beside each other as ASB and its linked crimes."""
        return [one for one in (crime.ASB, *self.linked) if one in self.over_time]

    def has(self, subject: str) -> bool:
        """Return whether a subject, or a part of one, is in."""
        if subject == OUTCOMES:
            return crime.RATE in self.measures
        if subject == YOUNG:
            return any(crime.is_under_25(one) for one in self.measures)
        return crime.ASB in self.measures if subject == INCIDENTS else bool(self.topics[subject])

    @property
    def first(self) -> str:
        """Return the first subject that is in, with which the page opens."""
        return next(name for name in SUBJECTS if self.has(name))

    @property
    def subjects(self) -> list[str]:
        """Return in words the subjects that are in."""
        return [said for name, said in SUBJECTS.items() if self.has(name)]

    @property
    def missing(self) -> list[str]:
        """Return in words the subjects that are not in, and the parts missing of those that are."""
        subjects = [said for name, said in SUBJECTS.items() if not self.has(name)]
        inside = [part for name, part in INSIDE.items() if self.has(name) and not self.has(part)]
        return [*subjects, *inside]

    @property
    def missing_in_words(self) -> str:
        """Return what is missing as it stands after "no measure of"."""
        return words.list_of([*self.missing[:1], *(f"of {one}" for one in self.missing[1:])], "or")

    @property
    def is_outside(self) -> bool:
        """Return whether the chosen priority and theme have nothing of this page."""
        return not self.measures

    def caption(self, rows: pd.DataFrame, *more: str) -> str:
        """Return the sources and what else a chart needs under it."""
        sources = words.list_of(sorted(rows["source_title"].dropna().unique()))
        said = [f"Source: {sources}" if sources else "", self.place, *more]
        if rows["status"].eq("provisional").any():
            said.append("Dashed: provisional")
        return " · ".join(one for one in said if one)


def load(view: V) -> CrimeView[V]:
    """Return the measures and figures of a view."""
    asked = view.fetch("topic_measures", topics=list(crime.TOPICS.values()))
    subject = {row["measure_id"]: row["topic"] for row in asked}
    left = kept(view, subject)
    topics = {
        name: [one for one in left if subject[one] == topic] for name, topic in crime.TOPICS.items()
    }
    titles = {row["measure_id"]: row["title"] for row in asked}
    caveats = {row["measure_id"]: row["caveats"] or () for row in asked}
    found = view.fetch("crime_parts", measure=crime.TOTAL) if crime.TOTAL in left else ()
    is_beside = crime.ASB in left or crime.LINKED_TOGETHER in left
    linked = [one for one in crime.LINKED if one in titles and (is_beside or one in left)]
    parts = [row["measure_id"] for row in found]
    return CrimeView(view, topics, titles, caveats, parts, linked)
