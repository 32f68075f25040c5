"""What can be asked: the database's own tables and columns, and what may be done with each.

Every name in a statement comes from here, never from a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pcp_data import sql, words
from pcp_data.explore import names
from pcp_data.explore.names import ROWS, VALUE

TEXT, WHOLE, NUMBER, DATE, TIME, FLAG, OTHER = (
    "text", "whole", "number", "date", "time", "flag", "other",
)  # fmt: skip
SAMPLE = "is_sample"
# Ids of this database, beside which a name stands: a link may hold them, no list offers them.
OWN_IDS = {"source_title", "measure_title", "file_id", "slice_id"}
# Where a row comes from and codes for other programs: after what the row says.
LATE = (
    "collision_id", "vehicle_reference", "casualty_reference", "months", "force_name", "area_type",
    "force_code", "area_code", "lsoa_code", "source_id", "file_name", SAMPLE,
)  # fmt: skip
# What groups say of themselves, so that no column of such a name can be what they are grouped by.
OF_GROUPS = {
    "rows", "value", "numerator", "denominator", "period_start", "period_end", "months",
    "months_present", "first_day", "last_day", "is_suppressed", "is_small", "is_incomplete",
}  # fmt: skip
# Columns of ids, with the column that their titles are listed under.
TITLED = {
    "source_id": "source_id",
    "baseline_source_id": "source_id",
    "measure_id": "measure_id",
    "parent_measure_id": "measure_id",
}


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
        {
            "offence_name": "offence_name",
            "offence_group": "offence_group",
            "offence_subgroup": "offence_subgroup",
        },
    ),
    "source_id": LookUp("source", "source_id", {"source_title": "title"}),
    "force_code": LookUp("force", "force_code", {"force_name": "force_name"}),
    "file_id": LookUp("source_file", "file_id", {"file_name": "file_name", SAMPLE: SAMPLE}),
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


@dataclass(frozen=True)
class Share:
    """What a table tells of shares of people asked, held back where too few were asked.

    `asked` is the column that says how many.
    """

    asked: str
    told: tuple[str, ...]


FIGURE = Share("denominator", ("numerator", "value"))
SHARES = {
    "victim_satisfaction": Share("surveyed", ("satisfied", "percent")),
    "survey_result": Share("base", ("respondents", "percent")),
    "indicator": FIGURE,
    "ready_figure": FIGURE,
    "measure_value": FIGURE,
}
# Made without such shares: in these they are nowhere, and of no use to hold back again.
MADE_WITHOUT = {"twelve_months", "baseline_comparison", "control_chart", "signal"}
# Made for the speed of pages: they repeat other tables and tell nothing more.
REPEATS = {"chart_point", "measure_trend", "plan_figure", "survey_wave", "yearly_figure"}
ORIGIN = ("source_id", SAMPLE)
PLACE = ("area_name", "area_type")
NATURES = {
    "crime": Nature(("offences",), ORIGIN, "months", is_counted=True),
    "asb": Nature(("incidents",), ORIGIN, "months", is_counted=True),
    "casualty": Nature(
        (ROWS, "ksi", "adjusted_ksi", "adjusted_serious", "adjusted_slight"),
        ORIGIN,
        is_counted=True,
    ),
    "collision": Nature(
        (ROWS, "ksi", "adjusted_ksi", "casualties", "vehicles"), ORIGIN, is_counted=True
    ),
    "population": Nature(("residents",), ("year", "area_type", *ORIGIN)),
    "source_file": Nature(("rows_read", "rows_loaded", "rows_rejected", "rows_superseded")),
    "measure_value": Nature(apart=("measure_id", *PLACE, *ORIGIN), ready=Ready()),
    "indicator": Nature(apart=("measure_id", *PLACE, *ORIGIN), ready=Ready()),
    "victim_satisfaction": Nature(
        apart=("victim_group", *PLACE, *ORIGIN),
        ready=Ready("satisfied", "surveyed", "percent", "ratio", 100),
    ),
    "survey_result": Nature(
        apart=("survey_title", "question", "answer", *PLACE, *ORIGIN),
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
        return names.column(self.name)

    @property
    def is_month(self) -> bool:
        """Return whether the column's days stand for the months that they begin."""
        return self.kind == DATE and self.name == "month"

    def day_in_words(self, day: date) -> str:
        """Return a day of the column in words: the name of the month where it stands for one."""
        return words.month_name(day) if self.is_month and day.day == 1 else words.uk_date(day)


@dataclass(frozen=True)
class Titles:
    """What ids are called, by column, and units, by measure."""

    by_column: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def of(self, column: str) -> Mapping[str, str]:
        """Return the titles of the ids of a column, none for a column without ids."""
        return self.by_column.get(TITLED.get(column, ""), {})


@dataclass(frozen=True)
class Source:
    """One table. `fields` are its columns in the order shown, `by_name` all that a link may hold.

    A name stands instead of an id of this database, or beside a code that others use too.
    """

    name: str
    about: str
    fields: tuple[Field, ...]
    nature: Nature = PLAIN
    by_name: Mapping[str, Field] = field(default_factory=dict)
    titles: Titles = field(default_factory=Titles)

    @property
    def share(self) -> Share | None:
        """Return what of the table is held back here, None where nothing has to be."""
        return SHARES.get(self.name)

    @property
    def is_without_small_shares(self) -> bool:
        """Return whether shares of too few people asked are left out of what is shown."""
        return self.share is not None or self.name in MADE_WITHOUT

    @property
    def title(self) -> str:
        """Return the table's name as people read it."""
        return names.table(self.name)

    def in_words(self, column: str, value: object) -> object:
        """Return a value of a column as people read it; numbers stay numbers."""
        return names.value(column, value, self.titles.of(column))

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
        if self.nature.ready:
            return (VALUE,)
        return tuple(dict.fromkeys([*self.nature.amounts, ROWS]))

    @property
    def categories(self) -> tuple[Field, ...]:
        """Return the columns that make sense to group by."""
        hidden = {*(self.span or ()), *self.nature.amounts, "slice_id"}
        kinds = (TEXT, FLAG, WHOLE)
        return tuple(
            one
            for one in self.fields
            if one.kind in kinds and one.name not in hidden and self.can_group_by(one.name)
        )

    def can_group_by(self, name: str) -> bool:
        """Return whether rows can be grouped by a column, wanted or not."""
        return name not in OF_GROUPS and self.by_name[name].kind != OTHER


def catalogue(
    rows: Iterable[tuple[str, str, str]], titles: Titles | None = None
) -> dict[str, Source]:
    """Return every table that can be explored, the most wanted first, the working tables last.

    `rows` are those of queries/explore/columns.sql.
    """
    columns: dict[str, list[tuple[str, str]]] = {}
    for table, name, kind in rows:
        columns.setdefault(table, []).append((name, kind))
    found = {}
    wanted = list(names.TABLES)
    for table in sorted(columns, key=lambda one: (_place(one, wanted), one)):
        about = about_table(table)
        if about and table not in REPEATS:
            every = _fields(table, columns)
            by_name = {one.name: one for one in every}
            nature = NATURES.get(table, PLAIN)
            shown = _shown(table, every)
            found[table] = Source(table, about, shown, nature, by_name, titles or Titles())
    return found


def _place(name: str, wanted: Sequence[str]) -> int:
    return wanted.index(name) if name in wanted else len(wanted)


def _shown(table: str, every: Sequence[Field]) -> tuple[Field, ...]:
    """Return the columns that people read: when first, where from last, ids by their titles."""
    own = {look_up.key for look_up in LOOK_UPS.values() if look_up.table == table}
    hidden = OWN_IDS | (own & {*TITLED, "file_id"})
    shown = [one for one in every if one.name not in hidden]
    late = [one for name in LATE for one in shown if one.name == name]
    dates = [one for one in shown if one.kind == DATE]
    rest = [one for one in shown if one not in late and one not in dates]
    return (*dates, *rest, *late)


def _fields(table: str, columns: Mapping[str, list[tuple[str, str]]]) -> tuple[Field, ...]:
    own = {name for name, _ in columns[table]}
    found = []
    for name, kind in columns[table]:
        found.append(Field(name, _kind(kind)))
        look_up = LOOK_UPS.get(name)
        if look_up and look_up.table in columns and look_up.table != table:
            adds = [
                Field(one, FLAG if one == SAMPLE else TEXT, name)
                for one in look_up.adds
                if one not in own
            ]
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
