"""What the chosen priority and theme leave of the people asked: groups of victims and surveys."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pcp_data.screens.plan_rows import kept
from pcp_data.view import View

SATISFACTION = "victim satisfaction"
PUBLIC = "what the public say"


@dataclass(frozen=True)
class Asked:
    """The measures and survey questions to show; all there are where `is_all`.

    A question is in with all its answers where one of them is a measure that is in: they are
    shares of one whole. `questions` are pairs of a survey's id and the question.
    """

    is_all: bool
    measures: frozenset[str]
    groups: frozenset[str]
    questions: frozenset[tuple[str, str]]

    @property
    def has_groups(self) -> bool:
        """Return whether satisfaction of any group of victims is to be shown."""
        return self.is_all or bool(self.groups)

    @property
    def has_questions(self) -> bool:
        """Return whether any survey is to be shown."""
        return self.is_all or bool(self.questions)

    def satisfaction(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return those of the rows of groups of victims that are in."""
        return rows if self.is_all else rows[rows["measure_id"].isin(self.groups)]

    def answers(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return those of the answers whose question is in."""
        if self.is_all:
            return rows
        pairs = zip(rows["survey_id"], rows["question"], strict=True)
        return rows[[pair in self.questions for pair in pairs]]

    def notes(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return those of the notes that are on a measure that is in."""
        if self.is_all:
            return rows
        return rows[[not self.measures.isdisjoint(one) for one in rows["measure_ids"]]]


def asked(view: View) -> Asked:
    """Return what the view's priority and theme leave."""
    filters, rows = view.filters, view.fetch("asked_measures")
    found = frozenset(kept(view, [row["measure_id"] for row in rows]))
    rows = [row for row in rows if row["measure_id"] in found]
    return Asked(
        is_all=filters.priority is None and filters.theme is None,
        measures=found,
        groups=frozenset(row["measure_id"] for row in rows if row["question"] is None),
        questions=frozenset(
            (row["survey_id"], row["question"]) for row in rows if row["question"] is not None
        ),
    )
