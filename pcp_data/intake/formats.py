"""Recognise what a table of text is, by its header and never by its file name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from pcp_data.intake.files import Table
from pcp_data.problems import Problem

# A table with this share of a format's required columns is taken for a faulty one of its kind.
NEAR_MISS_SHARE = 0.6
# What the tables of each source are called in a message about one of them.
KINDS = {
    "police_uk": "street-level crime of data.police.uk",
    "stats19": "road casualty statistics (STATS19)",
    "home_office_force": "recorded crime by police force (Home Office)",
    "home_office_csp": "recorded crime by Community Safety Partnership (Home Office)",
    "force_crime": "the force's monthly crime return",
    "force_asb": "the force's monthly anti-social behaviour return",
    "force_satisfaction": "the force's victim satisfaction return",
    "force_indicator": "the indicator return",
    "survey": "survey results",
    "population": "population estimates",
    "published": "figures printed in public papers",
    "boundaries": "boundaries of areas",
}
OWN_TEMPLATES = (
    "force_crime", "force_asb", "force_satisfaction", "force_indicator", "survey", "published",
)  # fmt: skip


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """Return a header without case, spaces or punctuation: `LSOA_code` and `LSOA code` agree."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


@dataclass(frozen=True)
class Format:
    """A layout that a publisher uses.

    `columns` names each column we read and the headers it has gone by; `required` those without
    which the table is refused. `tables` are the database tables its rows go to. `version` is
    raised whenever the same file would load differently. The rows of an `aggregated` layout are
    grouped before they are typed; `gathered` names the columns that this adds. Where
    `whole_tables`, each table gives its periods whole, so that two of one file that give the same
    compete like two files; else the tables of a file add up. A table that has one of the headers
    `never` is of another layout. `about` says what only the table as a whole can tell (the year
    in its title): a text that staging reads as the column `about`, a problem that refuses the
    table, or None where the table is passed over. `staging` names the staging file where another
    layout's serves.
    """

    format_id: str
    source_id: str
    version: int
    columns: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    tables: tuple[str, ...]
    aggregated: bool = False
    whole_tables: bool = False
    gathered: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    about: Callable[[Match], str | Problem | None] | None = None
    staging: str | None = None

    @property
    def staged_by(self) -> str:
        """Return the name of the staging view, which is that of its SQL file."""
        return self.staging or f"stg_{self.format_id}"

    @cached_property
    def headers(self) -> dict[str, str]:
        """Return plain header -> our column name, for every spelling."""
        return {
            plain(spelling): column
            for column, spellings in self.columns.items()
            for spelling in (column, *spellings)
        }


@dataclass(frozen=True)
class Match:
    """A recognised table: its format, where its header stands and which column is which."""

    table: Table
    format: Format
    header_index: int
    header: tuple[str, ...]
    mapping: tuple[tuple[str, int], ...]
    about: str = ""

    @property
    def layout(self) -> tuple[object, ...]:
        """Return what two tables must share to be read in one go."""
        return (self.format.format_id, self.header_index, self.header, self.table.delimiter)


def recognise(table: Table, formats: Iterable[Format]) -> Match | Problem | None:
    """Return what the table is, or what is missing for it to be that, or None when neither.

    Several formats may share columns: the one with most of its columns present is taken.
    """
    candidates = list(formats)
    for index in range(len(table.preview)):
        matches = [match for one in candidates if (match := _match(table, one, index))]
        if matches:
            return _with_about(max(matches, key=lambda match: len(match.mapping)))
    return _near_miss(table, candidates)


def _with_about(match: Match) -> Match | Problem | None:
    if match.format.about is None:
        return match
    about = match.format.about(match)
    return replace(match, about=about) if isinstance(about, str) else about


def _match(table: Table, format_: Format, index: int) -> Match | None:
    header = table.preview[index]
    mapping = _mapping(header, format_)
    if _is_another(header, format_) or not all(c in mapping for c in format_.required):
        return None
    return Match(table, format_, index, header, tuple(sorted(mapping.items())))


def _mapping(header: tuple[str, ...], format_: Format) -> dict[str, int]:
    """Return column -> position; of two headers for one column the first stands."""
    known = format_.headers
    found: dict[str, int] = {}
    for position, name in enumerate(header):
        column = known.get(plain(name))
        if column and column not in found:
            found[column] = position
    return found


def _is_another(header: tuple[str, ...], format_: Format) -> bool:
    return bool(format_.never) and not {plain(name) for name in format_.never}.isdisjoint(
        plain(name) for name in header
    )


def _near_miss(table: Table, formats: list[Format]) -> Problem | None:
    best: tuple[float, Format, tuple[str, ...]] | None = None
    for format_ in formats:
        for header in table.preview:
            if _is_another(header, format_):
                continue
            present = _mapping(header, format_)
            missing = tuple(c for c in format_.required if c not in present)
            share = 1 - len(missing) / len(format_.required)
            if share >= NEAR_MISS_SHARE and (best is None or share > best[0]):
                best = (share, format_, missing)
    if best is None:
        return None
    _, format_, missing = best
    names = ", ".join(_printed(format_, column) for column in missing)
    layout = "template" if format_.source_id in OWN_TEMPLATES else "published layout"
    return Problem(
        table.name,
        f"a table of {KINDS[format_.source_id]} without the column"
        f"{'s' if len(missing) > 1 else ''} {names}",
        f"every column of the {layout}: "
        + ", ".join(_printed(format_, column) for column in format_.required),
        "Restore what is missing, or fetch the file again.",
    )


def _printed(format_: Format, column: str) -> str:
    return f"'{(format_.columns[column] or (column,))[0]}'"
