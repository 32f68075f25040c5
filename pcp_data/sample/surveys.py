"""Survey results: waves by area, question and answer."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from fractions import Fraction

from pcp_data.sample.common import (
    DISTRICTS,
    FORCE,
    PUBLISHED_FIGURES,
    chance,
    deal,
    split,
    targets,
)

HEADER = (
    "Survey ID",
    "Survey",
    "Start",
    "End",
    "Area",
    "Question",
    "Answer",
    "Respondents",
    "Base",
    "Percent",
    "Release date",
)
PEER = "Most similar forces average"
WEIGHTS = dict(zip(DISTRICTS, (20.7, 9.1, 18.3, 36.8, 15.1), strict=True))

Q_SAFE = "How safe do you feel in your neighbourhood?"
Q_CONCERN = "What concerns you most?"
Q_POLICE = "How good a job are the police doing in your local area?"
Q_CONFIDENT = (
    "How confident are you that the police and partners will prevent crime and "
    "anti-social behaviour?"
)
Q_PARTNERS = "How confident are you in your community safety partners?"
WOMEN_AND_GIRLS = "Safety of women and girls"

# Waves of Your Views: first and last day, release, people asked. The base of 2023 is as
# published, that of 2022 made up, as are all percentages that no paper prints.
WAVES = {
    2022: ("2022-01-01", "2022-12-31", "2023-03-31", 3118),
    2023: ("2023-01-01", "2023-12-31", "2024-03-31", 2751),
}
# Question -> answer -> percent in 2022 and 2023. None is filled from the published figures. Of
# the concerns, people named up to three.
ONE_ANSWER = {
    Q_SAFE: {"Safe": None, "Neither safe nor unsafe": (18.2, 17.4), "Unsafe": (13.3, 12.3)},
    Q_POLICE: {"Good or excellent": (41.2, 42.6), "Fair": (33.0, 32.7), "Poor": (25.8, 24.7)},
    Q_CONFIDENT: {"Confident": (44.7, 46.1), "Not confident": (55.3, 53.9)},
    Q_PARTNERS: {"Confident": (47.9, 48.8), "Not confident": (52.1, 51.2)},
}
CONCERNS = {
    WOMEN_AND_GIRLS: None,
    "Dangerous driving and speeding": (58.8, 60.6),
    "Lack of visible police presence": (50.1, 52.8),
    "Anti-social behaviour": (43.5, 42.0),
    "Drug dealing and use": (27.4, 26.2),
    "Burglary": (21.0, 19.9),
    "Knife crime": (14.6, 15.3),
}
PUBLISHED_ANSWERS = {
    "Safe": "feel_safe_in_neighbourhood",
    WOMEN_AND_GIRLS: "concerned_for_safety_of_women_and_girls",
}
CSEW = {
    "How likely are you to be a victim of household crime in the next 12 months?": (
        "perceived_risk_household_crime"
    ),
    "How likely are you to be a victim of personal crime in the next 12 months?": (
        "perceived_risk_personal_crime"
    ),
}
# One-off surveys: id, title, first day, last day, release, base, question, percent by answer.
SMALL = (
    (
        "voice_of_west_yorkshire", "Voice of West Yorkshire", "2021-09-01", "2021-11-30",
        "2022-03-31", 2390, "Which of these should be a priority?",
        {
            "Child sexual abuse and exploitation": 79.0,
            "Neighbourhood crime and anti-social behaviour": 73.0,
            "Rape and sexual offences": 69.0,
            "Domestic abuse": 62.0,
            "Road safety": 48.0,
        },
    ),
    (
        "tell_tracy", "#Tell Tracy", "2022-05-01", "2022-09-30", "2022-11-30", 426,
        "What would make you feel safer?",
        {
            "More visible police": 70.0,
            "Safe spaces and facilities for young people": 50.0,
            "Better street lighting": 38.0,
        },
    ),
)  # fmt: skip


def rows() -> Iterator[tuple[object, ...]]:
    """Yield the rows of the survey return."""
    published = targets()
    for number, (year, (start, end, released, base)) in enumerate(WAVES.items()):
        lead = ("your_views", "Your Views", start, end)
        for question, answers in ONE_ANSWER.items():
            counts = _one_answer(answers, number, base, published, (start, end))
            for area, answer, people, asked in _by_district(question, counts, base, year):
                yield (*lead, area, question, answer, people, asked, "", released)
        for answer, percents in CONCERNS.items():
            count = _count(answer, percents, number, base, published, (start, end))
            counts = {answer: count, "": base - count}
            for area, found, people, asked in _by_district(answer, counts, base, year):
                if found:
                    yield (*lead, area, Q_CONCERN, found, people, asked, "", released)
    for survey, title, start, end, released, base, question, percents in SMALL:
        for answer, percent in percents.items():
            people = round(base * percent / 100)
            yield survey, title, start, end, FORCE, question, answer, people, base, "", released
    yield from _csew(published)


def _count(answer, percents, number, base, published, period) -> int:
    """Return how many gave an answer, as near to the percentage as whole people come."""
    if percents is None:
        percent = published[(PUBLISHED_ANSWERS[answer], *period)]
    else:
        percent = percents[number]
    count = round(Fraction(str(percent)) * base / 100)
    assert abs(Fraction(100 * count, base) - Fraction(str(percent))) < Fraction(1, 20)
    return count


def _one_answer(answers, number, base, published, period) -> dict[str, int]:
    """Return how many gave each answer; the last answer takes what is left of the base."""
    counts = {
        answer: _count(answer, percents, number, base, published, period)
        for answer, percents in answers.items()
    }
    *first, last = counts
    counts[last] = base - sum(counts[answer] for answer in first)
    return counts


def _by_district(
    name: str, counts: dict[str, int], base: int, year: int
) -> Iterator[tuple[str, str, int, int]]:
    """Yield (area, answer, respondents, base) for the force and, dealt out, its districts."""
    bases = split(base, WEIGHTS)
    hands = deal(counts, list(bases.values()), chance("survey", name, year))
    for answer, people in counts.items():
        yield FORCE, answer, people, base
        for (area, asked), hand in zip(bases.items(), hands, strict=True):
            yield area, answer, hand.get(answer, 0), asked


def _csew(published) -> Iterator[tuple[object, ...]]:
    """Yield the Crime Survey's percentages, which are printed without their bases."""
    lead = ("csew", "Crime Survey for England and Wales", "2023-04-01", "2024-03-31")
    peers = _peers()
    for question, measure in CSEW.items():
        for area, percent in (
            (FORCE, published[(measure, "2023-04-01", "2024-03-31")]),
            (PEER, peers[measure]),
        ):
            yield (*lead, area, question, "Likely", "", "", percent, "2024-07-31")


def _peers() -> dict[str, float]:
    """Return what is printed for the average of most similar forces, by measure."""
    with PUBLISHED_FIGURES.open(encoding="utf-8", newline="") as file:
        return {
            row["Measure"]: float(row["Value"])
            for row in csv.DictReader(file)
            if row["Measure"] and row["Area"] == PEER
        }
