"""What a briefing is asked to be about: one frozen value, to and from a link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from pcp_data.briefing.templates import Subject, Templates
from pcp_data.filters import Choices, Filters

PLAN_VIEW = "plan"
OWN_NAMES = ("meeting", "subject", "pick")
# Titles for everything that speaks of the Plan as a whole, with no subject of its own.
VOICES = ("victim_satisfaction", "victim_satisfaction_domestic_abuse")
SURVEYS = ("your_views | How safe do you feel in your neighbourhood? | Safe",)


@dataclass(frozen=True)
class BriefingChoice:
    """One briefing. `subject` is the id of a subject, or "plan" for the view's own measures.

    `picks` are chosen measures; where there are any, they are the briefing's measures.
    """

    filters: Filters
    meeting: str
    subject: str = PLAN_VIEW
    picks: tuple[str, ...] = ()

    def to_query(self) -> dict[str, str | list[str]]:
        """Return the choice as the parameters of a link."""
        own = {"meeting": self.meeting, "subject": self.subject, "pick": list(self.picks)}
        kept = self.filters.but(measure=None).to_query()
        return kept | {name: value for name, value in own.items() if value}

    def query_string(self) -> str:
        """Return the choice as it stands in a link, after the question mark."""
        return urlencode(self.to_query(), doseq=True)

    def but(self, **changes: object) -> BriefingChoice:
        """Return the same briefing with some choices changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Scope:
    """The measures that a choice comes to, and whose voice goes with them.

    `lead` is the measure that the headline begins with; empty where there are several subjects.
    """

    title: str
    measures: tuple[str, ...]
    victims: tuple[str, ...]
    surveys: tuple[str, ...]
    lead: str = ""


def from_params(
    params: Mapping[str, str | Iterable[str]],
    filters: Filters,
    choices: Choices,
    templates: Templates,
) -> tuple[BriefingChoice, tuple[str, ...]]:
    """Return the briefing of a link, and a plain notice for each part that made no sense.

    A meeting with a subject of its own takes it unless the link narrows the Plan or picks.
    """
    notices: list[str] = []
    given = {name: _all(params, name) for name in OWN_NAMES}
    known = {one.id for one in templates.meetings}
    meeting = templates.meeting(_known(given["meeting"], known, "meeting", notices))
    subjects = {PLAN_VIEW, *(one.id for one in templates.subjects)}
    subject = _known(given["subject"], subjects, "subject of a briefing", notices)
    measures = {one.id for one in choices.measures}
    picks = [_known([one], measures, "measure", notices) for one in given["pick"]]
    picks = tuple(one for one in picks if one is not None)
    if filters.measure and not picks and not subject:
        picks = (filters.measure,)
    if subject is None:
        narrowed = filters.priority or filters.theme or picks
        subject = PLAN_VIEW if narrowed or not meeting.subject else meeting.subject
    if meeting.force_only:
        filters = filters.but(districts=())
    return BriefingChoice(filters, meeting.id, subject, picks), tuple(notices)


def _all(params: Mapping[str, str | Iterable[str]], name: str) -> list[str]:
    value = params.get(name, ())
    given = [value] if isinstance(value, str) else list(value)
    return list(dict.fromkeys(text.strip() for text in given if text and text.strip()))


def _known(given: Sequence[str], known: Iterable[str], what: str, notices: list[str]) -> str | None:
    if not given:
        return None
    found = {one.lower(): one for one in known}.get(given[0].lower())
    if found is not None:
        return found
    notices.append(
        f"The link asks for “{given[0][:60]}”, which is not a {what} here. "
        "That part of the link is left out."
    )
    return None


def scope(
    choice: BriefingChoice, rows: Sequence[dict], templates: Templates, choices: Choices
) -> Scope:
    """Return the measures of a choice, from rows of queries/pages/briefing_measures.sql."""
    meeting = templates.meeting(choice.meeting)
    known = {row["measure_id"]: row for row in rows}
    if meeting.national:
        wanted = [one for priority in templates.national for one in priority.measures]
        found = tuple(one for one in wanted if one in known)
        return Scope("National priorities for policing", found, (), ())
    subject = templates.subject(choice.subject)
    if choice.picks:
        return _picked(choice, known, subject)
    if subject:
        return _of_subject(subject, known)
    found = tuple(row["measure_id"] for row in rows if _in_view(row, choice.filters))
    victims = tuple(one for one in VOICES if one in known and one not in found)
    return Scope(_title(choice.filters, choices), found, victims, SURVEYS)


def _picked(choice: BriefingChoice, known: Mapping, subject: Subject | None) -> Scope:
    picks = tuple(one for one in choice.picks if one in known)
    titles = [known[one]["title"] for one in picks]
    title = titles[0] if len(titles) == 1 else f"{len(titles)} chosen measures"
    voices = _of_subject(subject, known) if subject else Scope("", (), (), ())
    lead = picks[0] if picks else ""
    victims = tuple(one for one in voices.victims if one not in picks)
    return Scope(title, picks, victims, voices.surveys, lead)


def _of_subject(subject: Subject, known: Mapping) -> Scope:
    measures, victims = (
        tuple(one for one in ids if one in known) for ids in (subject.measures, subject.victims)
    )
    lead = measures[0] if measures else ""
    return Scope(subject.title, measures, victims, subject.surveys, lead)


def _in_view(row: dict, filters: Filters) -> bool:
    if row["priority_id"] is None:
        return False
    if filters.priority and row["priority_id"] != filters.priority:
        return False
    return not filters.theme or filters.theme in (row["themes"] or ())


def _title(filters: Filters, choices: Choices) -> str:
    plan = choices.plan(filters.plan)
    priority = [one.title for one in plan.priorities if one.id == filters.priority]
    theme = [one.title for one in plan.themes if one.id == filters.theme]
    return ": ".join(priority + theme) or plan.title
