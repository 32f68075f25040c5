"""Questions ready to be opened: what an analyst asks most, and so how each choice is used."""

from __future__ import annotations

from collections.abc import Mapping

from pcp_data.explore.catalogue import Source
from pcp_data.explore.question import TWELVE, Condition, Question

EXAMPLES: tuple[tuple[str, Question], ...] = (
    (
        "residential burglary by district and financial year",
        Question(
            "crime",
            (Condition("offence_subgroup", only=("Domestic burglary",)),),
            by=("area_name",),
            period="financial-year",
        ),
    ),
    (
        "anti-social behaviour, rolling 12 months",
        Question("asb", (Condition("source_id", only=("force_asb",)),), period=TWELVE),
    ),
    (
        "satisfaction by victim group with the people asked",
        Question(
            "victim_satisfaction",
            (Condition("area_type", only=("force",)),),
            by=("victim_group",),
            period="financial-year",
        ),
    ),
    (
        "offences with a knife",
        Question("crime", (Condition("knife", only=(True,)),), by=("offence_name",)),
    ),
    (
        "killed or seriously injured by year and way of travelling",
        Question("casualty", by=("mode",), period="calendar-year", sum="adjusted_ksi"),
    ),
)


def examples(sources: Mapping[str, Source]) -> list[tuple[str, Question]]:
    """Return the title of each question whose table this database has, with the question."""
    return [(title, question) for title, question in EXAMPLES if question.table in sources]
