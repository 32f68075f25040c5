"""Read one table of definitions into a frozen value, noting every fault on the way."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pcp_data.problems import Problem

NOT_WORDS = {"", "n/a", "na", "none", "null", "tbc", "tbd", "-", "?", "…", "..."}
NAMES = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    date: "a date",
}

Kind = TypeVar("Kind")


def toml_file(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    """Return the tables of a TOML file; None, with the fault noted, where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        found = f"no readable file ({fault.strerror})"
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        found = str(fault)
    problems.append(Problem(path.name, found, "a TOML file", "Correct the file and build again."))
    return None


def csv_file(path: Path, problems: list[Problem]) -> list[tuple[str, dict[str, str]]]:
    """Return the rows of a CSV file with where each stands; blank cells are left out of a row."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        problems.append(Problem(path.name, str(fault), "a CSV file in UTF-8", "Correct the file."))
        return []
    rows = csv.DictReader(text.splitlines(keepends=True), restkey="(more cells)")
    where = f"{path.name}, line {{}}"
    return [(where.format(rows.line_num), _filled(row)) for row in rows]


def _filled(row: Mapping[str, Any]) -> dict[str, str]:
    return {key: value for key, value in row.items() if value not in ("", None)}


def value(
    kind: type[Kind], table: Mapping[str, Any], where: str, problems: list[Problem]
) -> Kind | None:
    """Return `kind` made from a table, or None where a fault was found and noted."""
    before = len(problems)
    known = {each.name: each for each in fields(kind)}
    hints = _hints(kind)
    for key in sorted(table.keys() - known.keys()):
        expected = "one of " + ", ".join(known)
        _note(problems, where, f"the unknown key '{key}'", expected, "Correct or remove the key.")
    made = {}
    for name, each in known.items():
        if name in table:
            made[name] = _field(each, hints[name], table[name], f"{where}, {name}", problems)
        elif each.default is MISSING:
            _note(problems, where, f"no '{name}'", f"'{name}' in every such table", "Add it.")
    return kind(**made) if len(problems) == before else None


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _note(problems: list[Problem], where: str, found: str, expected: str, action: str) -> None:
    problems.append(Problem(where, found, expected, action))


def _field(each: Field, hint: Any, found: Any, where: str, problems: list[Problem]) -> Any:
    if "table_of" in each.metadata:
        return _tables(each, found, where, problems)
    if "one" in each.metadata:
        return value(each.metadata["one"], found, where, problems)
    wanted = next(kind for kind in (get_args(hint) or (hint,)) if kind is not NoneType)
    if get_origin(hint) is tuple:
        return _texts(found, where, problems)
    if hasattr(wanted, "__dataclass_fields__"):
        return value(wanted, found, where, problems)
    words = each.metadata.get("one_of")
    if words is None:
        return _plain(wanted, found, where, problems)
    if found not in words:
        _note(
            problems, where, f"{found!r}", "one of " + ", ".join(words), "Use one of these words."
        )
    return found


def _tables(each: Field, found: Any, where: str, problems: list[Problem]) -> tuple:
    if not isinstance(found, list) or (not found and each.default is MISSING):
        _note(problems, where, f"{found!r}", "a list with at least one table", "Correct it.")
        return ()
    kind = each.metadata["table_of"]
    return tuple(
        value(kind, table, f"{where} {number}", problems) for number, table in enumerate(found, 1)
    )


def _texts(found: Any, where: str, problems: list[Problem]) -> tuple[str, ...]:
    if not isinstance(found, list):
        _note(problems, where, f"{found!r}", "a list of texts", 'Write it as ["…", "…"].')
        return ()
    return tuple(_plain(str, text, where, problems) for text in found)


def _plain(wanted: type, found: Any, where: str, problems: list[Problem]) -> Any:
    """Return one plain value; text from a CSV file is turned into what is wanted."""
    if wanted is str and isinstance(found, str):
        if found.strip().lower() in NOT_WORDS:
            action = "Write what is meant, or leave the key out where it may be."
            _note(problems, where, f"'{found}'", "text that says something", action)
        return found.strip()
    if wanted is date and isinstance(found, str):
        found = _date(found)
    if wanted is float and type(found) is int:
        return float(found)
    if type(found) is wanted and not isinstance(found, datetime):
        return found
    _note(problems, where, f"{found!r}", NAMES[wanted], "Correct the value.")
    return None


def _date(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
