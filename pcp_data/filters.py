"""What the reader has chosen: one frozen value, to and from a link, and able to say itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from pcp_data import words

BASELINE = "baseline"
PREVIOUS = "previous"
MONTH_PATTERN = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
NAMES = ("plan", "priority", "theme", "district", "month", "compare", "measure")


@dataclass(frozen=True)
class Option:
    """One thing to choose: its id (as in the link) and its title (as on screen)."""

    id: str
    title: str


@dataclass(frozen=True)
class PlanChoice:
    """A Plan with the priorities and themes that can be chosen within it."""

    id: str
    title: str
    priorities: tuple[Option, ...]
    themes: tuple[Option, ...]


@dataclass(frozen=True)
class Choices:
    """Everything that can be chosen in one database. Months are newest first, as "2023-01"."""

    plans: tuple[PlanChoice, ...]
    districts: tuple[Option, ...]
    home: Option
    months: tuple[str, ...]
    measures: tuple[Option, ...]
    default_plan: str

    def plan(self, plan_id: str) -> PlanChoice:
        """Return the plan of that id, or the default one."""
        by_id = {plan.id: plan for plan in self.plans}
        return by_id.get(plan_id) or by_id[self.default_plan]

    def title_of_measure(self, measure_id: str | None) -> str | None:
        """Return the title of a measure, None when there is no such measure."""
        return next((one.title for one in self.measures if one.id == measure_id), None)


@dataclass(frozen=True)
class Filters:
    """One view. `districts` are names; none means the whole force. `month` is "2023-01".

    `compare` is "baseline" (the Plan's), "previous" (the 12 months before), or a month:
    the 12 months to the end of it.
    """

    plan: str
    month: str
    priority: str | None = None
    theme: str | None = None
    districts: tuple[str, ...] = ()
    compare: str = BASELINE
    measure: str | None = None

    @cached_property
    def period_end(self) -> date:
        """Return the last day of the chosen month."""
        return words.month_end(self.month)

    @cached_property
    def compare_end(self) -> date | None:
        """Return the end of the 12 months compared with; None for the Plan's baseline."""
        if self.compare == BASELINE:
            return None
        return self.year_before if self.compare == PREVIOUS else words.month_end(self.compare)

    @cached_property
    def year_before(self) -> date:
        """Return the end of the 12 months before the one chosen."""
        return words.month_end(f"{int(self.month[:4]) - 1}{self.month[4:]}")

    def but(self, **changes: object) -> Filters:
        """Return the same view with some choices changed."""
        return replace(self, **changes)

    def to_query(self) -> dict[str, str | list[str]]:
        """Return the view as the parameters of a link, without choices that were not made."""
        query = {
            "plan": self.plan,
            "priority": self.priority,
            "theme": self.theme,
            "district": list(self.districts),
            "month": self.month,
            "compare": None if self.compare == BASELINE else self.compare,
            "measure": self.measure,
        }
        return {name: value for name, value in query.items() if value}

    def query_string(self) -> str:
        """Return the view as it stands in a link, after the question mark."""
        return urlencode(self.to_query(), doseq=True)

    def in_words(self, choices: Choices) -> str:
        """Return the view as a sentence fragment for pages and exports."""
        plan = choices.plan(self.plan)
        parts = [plan.title]
        parts += [one.title for one in plan.priorities if one.id == self.priority]
        parts += [f"theme: {one.title}" for one in plan.themes if one.id == self.theme]
        parts.append(words.list_of(self.districts) or choices.home.title)
        parts.append(words.twelve_months_to(self.period_end))
        parts.append(f"compared with {self.compared_with()}")
        return "; ".join(parts)

    def compared_with(self) -> str:
        """Return what the figures are compared with, in words."""
        if self.compare == BASELINE:
            return "the Plan’s baseline"
        return f"the {words.twelve_months_to(self.compare_end)}"


def default_filters(choices: Choices) -> Filters:
    """Return the view a first visitor gets: the Plan in force in the latest month of data."""
    return Filters(plan=choices.default_plan, month=choices.months[0])


def from_query(
    query: Mapping[str, str | Iterable[str]], choices: Choices
) -> tuple[Filters, tuple[str, ...]]:
    """Return the view of a link, and a plain notice for each part that made no sense."""
    notices: list[str] = []
    start = default_filters(choices)
    plan = _plan(_first(query, "plan"), choices, notices)
    plan_choice = choices.plan(plan)
    month = _month(_first(query, "month"), choices, start.month, notices)
    filters = Filters(
        plan=plan,
        month=month,
        priority=_one_of(
            _first(query, "priority"), plan_choice.priorities, "priority of this Plan", notices
        ),
        theme=_one_of(_first(query, "theme"), plan_choice.themes, "theme of this Plan", notices),
        districts=_districts(_all(query, "district"), choices, notices),
        compare=_compare(_first(query, "compare"), month, choices, notices),
        measure=_one_of(_first(query, "measure"), choices.measures, "measure", notices),
    )
    return filters, tuple(notices)


def narrowed(filters: Filters, choices: Choices) -> Filters:
    """Return the view without a priority or theme that its Plan does not have."""
    plan = choices.plan(filters.plan)
    priorities = {one.id for one in plan.priorities}
    themes = {one.id for one in plan.themes}
    return filters.but(
        priority=filters.priority if filters.priority in priorities else None,
        theme=filters.theme if filters.theme in themes else None,
    )


def _all(query: Mapping[str, str | Iterable[str]], name: str) -> list[str]:
    value = query.get(name, ())
    given = [value] if isinstance(value, str) else list(value)
    return [text.strip() for text in given if text and text.strip()]


def _first(query: Mapping[str, str | Iterable[str]], name: str) -> str | None:
    return next(iter(_all(query, name)), None)


def not_known(text: str, what: str, instead: str) -> str:
    """Return the notice for a part of a link that is not one of what there is to choose."""
    return f"The link asks for “{text[:60]}”, which is not a {what} here. {instead}"


def _plan(given: str | None, choices: Choices, notices: list[str]) -> str:
    options = tuple(Option(plan.id, plan.title) for plan in choices.plans)
    title = choices.plan(choices.default_plan).title
    found = _one_of(given, options, "Plan", notices, f"You see {title}.")
    return found or choices.default_plan


def _one_of(
    given: str | None,
    options: tuple[Option, ...],
    what: str,
    notices: list[str],
    instead: str = "That part of the link is left out.",
) -> str | None:
    if given is None:
        return None
    for option in options:
        if given.lower() in (option.id.lower(), option.title.lower()):
            return option.id
    notices.append(not_known(given, what, instead))
    return None


def _districts(given: list[str], choices: Choices, notices: list[str]) -> tuple[str, ...]:
    names = {}
    for option in choices.districts:
        names[option.title.lower()] = names[option.id.lower()] = option.title
    wanted = set()
    for text in given:
        if text.lower() in names:
            wanted.add(names[text.lower()])
        elif text.lower() not in (choices.home.title.lower(), choices.home.id.lower()):
            notices.append(not_known(text, "district", "That part of the link is left out."))
    return tuple(one.title for one in choices.districts if one.title in wanted)


def _month(given: str | None, choices: Choices, latest: str, notices: list[str]) -> str:
    if given is None or given in choices.months:
        return given or latest
    if MONTH_PATTERN.fullmatch(given):
        what = f"There are no figures for {words.month_name(given)}."
    else:
        what = not_known(given, "month", "Months are written like 2023-01.")
    notices.append(f"{what} You see the latest month, {words.month_name(latest)}.")
    return latest


def _compare(given: str | None, month: str, choices: Choices, notices: list[str]) -> str:
    if given in (None, BASELINE, PREVIOUS):
        return given or BASELINE
    if given in choices.months and given != month:
        return given
    notices.append(
        not_known(given, "period to compare with", "You see the Plan’s baseline instead.")
    )
    return BASELINE
