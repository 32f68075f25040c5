"""What can be asked: the database's own tables and columns, and what may be done with each.

Every name in a statement comes from here, never from a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pcp_data import sql, words

TEXT, WHOLE, NUMBER, DATE, TIME, FLAG, OTHER = (
    "text", "whole", "number", "date", "time", "flag", "other",
)  # fmt: skip
ROWS = "rows"
VALUE = "value"
FIRST = ("crime", "asb", "measure_value", "twelve_months", "baseline_comparison", "signal")
HIDDEN = {"setting"}
WORDS = {"asb": "ASB", "lsoa": "small area (LSOA)", "id": "ID", "url": "address"}
COUNTS = {ROWS: "number of rows", "residents": "residents"}


@dataclass(frozen=True)
class LookUp:
    """Names for a code: `adds` gives our names for columns of the look-up table."""

    table: str
    key: str
    adds: Mapping[str, str]


LOOK_UPS = {
    "area_code": LookUp("area", "area_code", {"area_name": "area_name", "area_type": "area_type"}),
    "measure_id": LookUp("measure", "measure_id", {"measure_title": "title"}),
    "offence_code": LookUp(
        "offence",
        "offence_code",
        {"offence_name": "offence_name", "offence_group": "offence_group"},
    ),
    "source_id": LookUp("source", "source_id", {"source_title": "title"}),
    "force_code": LookUp("force", "force_code", {"force_name": "force_name"}),
    "file_id": LookUp("source_file", "file_id", {"file_name": "file_name"}),
}


@dataclass(frozen=True)
class Ready:
    """How a table of ready figures is pooled: where its parts are, and what it is a figure of.

    `aggregation` and `scale` are constants, or None where the measure says.
    """

    numerator: str = "numerator"
    denominator: str = "denominator"
    value: str = "value"
    aggregation: str | None = None
    scale: float | None = None


@dataclass(frozen=True)
class Nature:
    """What may be added up in a table, and what is always kept apart so that nothing is doubled."""

    amounts: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    months: str | None = None
    is_counted: bool = False
    ready: Ready | None = None


NATURES = {
    "crime": Nature(("offences",), ("source_id",), "months", is_counted=True),
    "asb": Nature(("incidents",), ("source_id",), "months", is_counted=True),
    "casualty": Nature(("adjusted_serious", "adjusted_slight"), ("source_id",), is_counted=True),
    "collision": Nature(
        ("casualties", "vehicles", "adjusted_serious", "adjusted_slight"),
        ("source_id",),
        is_counted=True,
    ),
    "population": Nature(("residents",), ("source_id", "year", "area_type")),
    "source_file": Nature(("rows_read", "rows_loaded", "rows_rejected", "rows_superseded")),
    "measure_value": Nature(apart=("measure_title", "area_name", "source_id"), ready=Ready()),
    "indicator": Nature(apart=("measure_title", "area_name", "source_id"), ready=Ready()),
    "victim_satisfaction": Nature(
        apart=("victim_group", "area_name", "source_id"),
        ready=Ready("satisfied", "surveyed", "percent", "ratio", 100),
    ),
    "survey_result": Nature(
        apart=("survey_title", "question", "answer", "area_name"),
        ready=Ready("respondents", "base", "percent", "ratio", 100),
    ),
}
PLAIN = Nature()


@dataclass(frozen=True)
class Field:
    """A column that can be asked for; `look_up` is the code that it explains, if it does."""

    name: str
    kind: str
    look_up: str | None = None

    @property
    def title(self) -> str:
        """Return the column's name as people read it."""
        return title_of(self.name)


@dataclass(frozen=True)
class Source:
    """One table with its columns, in the order shown: a name stands after its code."""

    name: str
    about: str
    fields: tuple[Field, ...]
    nature: Nature = PLAIN
    by_name: Mapping[str, Field] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Return the table's name as people read it."""
        return title_of(self.name)

    @property
    def span(self) -> tuple[str, str] | None:
        """Return the columns that say when: first and last day (the same where there is one)."""
        for first, last in (("period_start", "period_end"), ("month", "month"), ("date", "date")):
            if first in self.by_name and last in self.by_name:
                return first, last
        for only in ("period_end", "starts"):
            if only in self.by_name:
                return only, only
        return None

    @property
    def amounts(self) -> tuple[str, ...]:
        """Return what can be asked of a group: the number of rows, or something added up."""
        return (VALUE,) if self.nature.ready else (*self.nature.amounts, ROWS)

    @property
    def categories(self) -> tuple[Field, ...]:
        """Return the columns that make sense to group by."""
        span = self.span or ()
        return tuple(
            one
            for one in self.fields
            if one.kind in (TEXT, FLAG, WHOLE)
            and one.name not in (*span, *self.nature.amounts, "months", "slice_id")
        )


def title_of(name: str) -> str:
    """Return a name of the database in words: "area_code" is "Area code"."""
    return words.sentence_case(" ".join(WORDS.get(word, word) for word in name.split("_")))


def group_title(name: str) -> str:
    """Return the heading of a column grouped by: sources stand there by their titles."""
    return "Source" if name == "source_id" else title_of(name)


def catalogue(rows: Iterable[tuple[str, str, str]]) -> dict[str, Source]:
    """Return every table that can be explored, the most wanted first.

    `rows` are those of queries/explore/columns.sql.
    """
    columns: dict[str, list[tuple[str, str]]] = {}
    for table, name, kind in rows:
        columns.setdefault(table, []).append((name, kind))
    found = {}
    for table in sorted(columns, key=lambda one: (_place(one), one)):
        about = about_table(table)
        if about and table not in HIDDEN:
            fields = _fields(table, columns)
            by_name = {one.name: one for one in fields}
            found[table] = Source(table, about, fields, NATURES.get(table, PLAIN), by_name)
    return found


def _place(table: str) -> int:
    return FIRST.index(table) if table in FIRST else len(FIRST)


def _fields(table: str, columns: Mapping[str, list[tuple[str, str]]]) -> tuple[Field, ...]:
    own = {name for name, _ in columns[table]}
    found = []
    for name, kind in columns[table]:
        found.append(Field(name, _kind(kind)))
        look_up = LOOK_UPS.get(name)
        if look_up and look_up.table in columns and look_up.table != table:
            adds = [Field(one, TEXT, name) for one in look_up.adds if one not in own]
            found += adds
            own |= {one.name for one in adds}
    return tuple(found)


def _kind(declared: str) -> str:
    kinds = {
        "VARCHAR": TEXT, "DATE": DATE, "BOOLEAN": FLAG, "DOUBLE": NUMBER, "FLOAT": NUMBER,
        "TIMESTAMP": TIME, "INTEGER": WHOLE, "BIGINT": WHOLE, "HUGEINT": WHOLE, "SMALLINT": WHOLE,
    }  # fmt: skip
    if declared.startswith("DECIMAL"):
        return NUMBER
    return kinds.get(declared, TEXT if declared.startswith("ENUM") else OTHER)


def about_table(table: str) -> str:
    """Return the sentence that a table's own file opens with; empty where it has no file."""
    for name in (f"tables/{table}", table):
        try:
            lines = sql.text(name).splitlines()
        except FileNotFoundError:
            continue
        said = " ".join(_comment(lines))
        return _for_people(re.split(r"\. |\.$", said)[0].strip()) + "."
    return ""


def _for_people(said: str) -> str:
    """Return "a x b x c" as "a, b and c", and what an LSOA is."""
    return re.sub(r"(?<!\()\bLSOA\b", "small area (LSOA)", words.list_of(said.split(" x ")))


def _comment(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        if not line.startswith("--"):
            return
        yield line.removeprefix("--").strip()
