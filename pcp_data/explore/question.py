"""What the reader asks of a table: one frozen value, to and from a link.

In a link: `table=crime&only.offence_code=34B&from.month=2022-04-01&to.month=2023-03-31
&has.offence_name=robbery&by=area_name&period=financial-year&sum=offences`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pcp_data import words
from pcp_data.explore import names
from pcp_data.explore.catalogue import DATE, FLAG, NUMBER, OTHER, TEXT, TIME, WHOLE, Source
from pcp_data.filters import not_known

NOTHING = "(none)"  # stands in a link for rows without a value
TWELVE = "12-months"
PERIODS = {
    "month": "Month",
    "quarter": "Quarter",
    "financial-year": "Financial year",
    "calendar-year": "Calendar year",
    TWELVE: "Rolling 12 months",
}
# Severity as adjusted gives every casualty a share of "serious": some of them make no total.
ADJUSTED = ("adjusted_ksi", "adjusted_serious", "adjusted_slight")
SEVERITY = "severity"
LONG_PERIODS = ("quarter", "financial-year", "calendar-year")
PART_OF_ADJUSTED = (
    "An adjusted figure needs the people of every severity, as slight injuries count in part as "
    "serious. Remove the filter on severity to see it. The figure is left out."
)
PAGE_ROWS = 200
NAMES = ("table", "by", "period", "sum", "page", "filter")
PREFIXES = ("only.", "from.", "to.", "has.")
FLAGS = {"yes": True, "no": False}
FLAG_WORDS = {True: "yes", False: "no"}


@dataclass(frozen=True)
class Condition:
    """What a column must be: one of `only`, between `least` and `most`, or containing `has`."""

    column: str
    only: tuple[object, ...] = ()
    least: object = None
    most: object = None
    has: str = ""

    @property
    def is_set(self) -> bool:
        """Return whether the condition leaves anything out."""
        return bool(self.only or self.has) or self.least is not None or self.most is not None


@dataclass(frozen=True)
class Cut:
    """What a choice of the filter bar leaves: rows with one of `among` in a column, or rows of
    periods that had ended by `until`. `said` goes on from "Rows".
    """

    said: str
    column: str = ""
    among: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True)
class Question:
    """A table, the conditions on its columns, and what to group by and add up.

    `cuts` are what the filter bar leaves of the table: they are of the view, not of the question's
    own part of a link.
    """

    table: str
    conditions: tuple[Condition, ...] = ()
    by: tuple[str, ...] = ()
    period: str = ""
    sum: str = ""
    page: int = 1
    cuts: tuple[Cut, ...] = ()

    @property
    def is_grouped(self) -> bool:
        """Return whether groups are asked for, rather than the rows themselves."""
        return bool(self.by or self.period or self.sum)

    def but(self, **changes: object) -> Question:
        """Return the same question with some parts changed."""
        return replace(self, **changes)

    def condition(self, column: str) -> Condition:
        """Return the condition on a column, an empty one if there is none."""
        found = (one for one in self.conditions if one.column == column)
        return next(found, Condition(column))

    def to_params(self) -> dict[str, str | list[str]]:
        """Return the question as the parameters of a link."""
        found: dict[str, str | list[str]] = {"table": self.table}
        for one in self.conditions:
            parts = {
                "only": [_written(value) for value in one.only],
                "from": _written(one.least) if one.least is not None else "",
                "to": _written(one.most) if one.most is not None else "",
                "has": one.has,
            }
            found |= {f"{name}.{one.column}": value for name, value in parts.items() if value}
        waiting = [one.column for one in self.conditions if not one.is_set]
        rest = {"filter": waiting, "by": list(self.by), "period": self.period, "sum": self.sum}
        found |= {name: value for name, value in rest.items() if value}
        return found | ({"page": str(self.page)} if self.page > 1 else {})

    def in_words(self, source: Source) -> str:
        """Return the question as a sentence fragment for the cover and the page."""
        rows = f"Rows {', '.join(one.said for one in self.cuts)}" if self.cuts else ""
        parts = [condition_words(one, source) for one in self.conditions if one.is_set]
        if self.is_grouped:
            keys = [words.inside(names.column(one)) for one in self.by]
            keys += [PERIODS[self.period].lower()] if self.period else []
            counted = words.inside(measured(self, source))
            parts.append(f"{counted} by {words.list_of(keys)}" if keys else counted)
        asked = words.sentence_case("; ".join(parts))
        return ". ".join(filter(None, [rows, asked])) or "All rows"


def periods(source: Source) -> list[str]:
    """Return the periods that the rows of a table can be grouped by.

    Rolling sums need to know which months are whole: only counts and ready figures do.
    """
    if source.span is None:
        return []
    whole = source.nature.is_counted or source.nature.ready
    return [one for one in PERIODS if one != TWELVE or whole]


def measured(question: Question, source: Source) -> str:
    """Return what is counted or added up, as a heading."""
    return names.amount(source.name, question.sum or source.amounts[0])


def condition_words(one: Condition, source: Source) -> str:
    """Return a condition in words."""
    name, said = words.inside(names.column(one.column)), []
    if one.only:
        shown = [_only(one.column, value, source) for value in one.only]
        said.append(f"{name} is {words.list_of(shown, 'or')}")
    if one.least is not None:
        said.append(f"{name} from {_said(one.column, one.least, source)}")
    if one.most is not None:
        said.append(f"{name} to {_said(one.column, one.most, source)}")
    if one.has:
        said.append(f"{name} contains “{one.has}”")
    return ", ".join(said)


def _only(column: str, value: object, source: Source) -> str:
    if isinstance(value, date):
        return source.by_name[column].day_in_words(value)
    said = source.in_words(column, value)
    if column == "offence_code":
        said = source.titles.by_column.get(column, {}).get(str(value), said)
    return words.inside(said) if value is None or isinstance(value, bool) else str(said)


def _said(column: str, value: object, source: Source) -> str:
    is_day = isinstance(value, date)
    return source.by_name[column].day_in_words(value) if is_day else _written(value)


def _written(value: object) -> str:
    if value is None:
        return NOTHING
    return FLAG_WORDS[value] if isinstance(value, bool) else str(value)


def from_params(
    params: Mapping[str, list[str]], sources: Mapping[str, Source]
) -> tuple[Question, tuple[str, ...]]:
    """Return the question of a link, and a notice for each part that makes no sense."""
    notices: list[str] = []
    asked = _last(params, "table")
    source = sources.get(asked) or next(iter(sources.values()))
    if asked and asked != source.name:
        notices.append(not_known(asked, "table", f"You see {source.title}."))
        return Question(source.name), tuple(notices)
    by = [one for one in params.get("by", ()) if _can_group_by(one, source, notices)]
    period, amount = _last(params, "period"), _last(params, "sum")
    if period and period not in periods(source):
        notices.append(not_known(period, "period", "The rows are not grouped by it."))
        period = ""
    if amount and amount not in source.amounts:
        notices.append(not_known(amount, "figure that can be added up", "It is left out."))
        amount = ""
    conditions = _conditions(params, source, notices)
    if amount in ADJUSTED and any(one.is_set and one.column == SEVERITY for one in conditions):
        notices.append(PART_OF_ADJUSTED)
        amount = ""
    page = _last(params, "page")
    return Question(
        source.name,
        conditions,
        tuple(dict.fromkeys(by)),
        period,
        amount,
        max(int(page), 1) if page.isascii() and page.isdigit() and len(page) < 8 else 1,
    ), tuple(notices)


def _last(params: Mapping[str, list[str]], name: str) -> str:
    return (list(params.get(name, ())) or [""])[-1].strip()


def _known(name: str, source: Source, notices: list[str]) -> bool:
    if name in source.by_name:
        return True
    notices.append(
        not_known(name, f"column of {source.title}", "That part of the link is left out.")
    )
    return False


def _can_group_by(name: str, source: Source, notices: list[str]) -> bool:
    if not _known(name, source, notices):
        return False
    if not source.can_group_by(name):
        notices.append(not_known(name, "column to group by", "The rows are not grouped by it."))
    return source.can_group_by(name)


def _conditions(
    params: Mapping[str, list[str]], source: Source, notices: list[str]
) -> tuple[Condition, ...]:
    found: dict[str, Condition] = {}
    for name, given in params.items():
        prefix, _, column = name.partition(".")
        if name == "filter":
            for one in given:
                if _known(one, source, notices):
                    found.setdefault(one, Condition(one))
        elif f"{prefix}." in PREFIXES and _known(column, source, notices):
            change = _part(prefix, given, source.by_name[column].kind, notices)
            found[column] = replace(found.get(column, Condition(column)), **change)
    # Those still without a value come last, as they do in a link.
    return tuple(sorted(found.values(), key=lambda one: not one.is_set))


def _part(prefix: str, given: list[str], kind: str, notices: list[str]) -> dict[str, object]:
    # Half a character, which a link can hold, is no text for a database.
    given = [one.encode("utf-8", "replace").decode() for one in given]
    if prefix == "has":
        return {"has": given[-1]}
    values = []
    for text in given:
        try:
            values.append(typed(text, kind))
        except ValueError:
            notices.append(not_known(text, f"{kind}", "That part of the link is left out."))
    if prefix == "only":
        return {"only": tuple(values)}
    name = "least" if prefix == "from" else "most"
    return {name: values[-1] if values else None}


def typed(text: str, kind: str) -> object:
    """Return a value of a link in the type of its column; ValueError when it has none."""
    if text == NOTHING:
        return None
    if kind == FLAG:
        if text.lower() not in FLAGS:
            raise ValueError(text)
        return FLAGS[text.lower()]
    if kind in (DATE, TIME):
        return date.fromisoformat(text[:10])
    if kind == WHOLE:
        return int(text)
    if kind == NUMBER:
        number = float(text)
        if number != number:
            raise ValueError(text)
        return number
    if kind not in (TEXT, OTHER):
        raise ValueError(text)
    return text
