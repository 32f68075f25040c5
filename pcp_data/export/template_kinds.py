"""What each template asks for: its columns, what they mean, and rows that show how.

The words are data, one file for each kind in `template_kinds/`.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pcp_data import importers
from pcp_data.intake.formats import Format

FOLDER = Path(__file__).with_name("template_kinds")
ORDER = ("crime", "asb", "satisfaction", "indicator", "survey", "published")

Cell = str | int | float | dt.date


@dataclass(frozen=True)
class Column:
    """One column of a template.

    `name` is the importer's. `holds` is text, month, date, whole or decimal, and decides the cell
    format and what may be typed. `choices` are words, or the name of a list of
    queries/pages/template_list.sql; where `strict`, nothing else may be typed.
    """

    name: str
    meaning: str
    holds: str = "text"
    choices: tuple[str, ...] | str = ()
    strict: bool = True
    needed: bool = True
    width: int = 18


@dataclass(frozen=True)
class Kind:
    """One template: the layout it fills, its words, its columns and example rows."""

    kind: str
    title: str
    sheet: str
    purpose: str
    format: Format
    rules: tuple[str, ...]
    refused: tuple[str, ...]
    examples: tuple[tuple[Cell, ...], ...]
    columns: tuple[Column, ...]

    def header(self, column: Column) -> str:
        """Return the header that the importer knows the column by."""
        return self.format.columns[column.name][0]


@cache
def kinds() -> dict[str, Kind]:
    """Return every template by its short name, in the order they are offered."""
    return {kind: _read(kind) for kind in ORDER}


def _read(kind: str) -> Kind:
    found = tomllib.loads((FOLDER / f"{kind}.toml").read_text(encoding="utf-8"))
    formats = {format_.format_id: format_ for format_ in importers.formats()}
    return Kind(
        kind,
        found["title"],
        found["sheet"],
        found["purpose"],
        formats[found["format"]],
        tuple(found["rules"]),
        tuple(found["refused"]),
        tuple(tuple(row) for row in found["examples"]),
        tuple(_column(column) for column in found["columns"]),
    )


def _column(found: dict) -> Column:
    choices = found.get("choices", ())
    if not isinstance(choices, str):
        choices = tuple(choices)
    return Column(**{**found, "choices": choices})
