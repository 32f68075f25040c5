"""Load a folder of definitions, store it in the database, and know it by its digest."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pcp_data.define import read as define_read
from pcp_data.define.check import check
from pcp_data.define.model import (
    DataNote,
    Definitions,
    Home,
    LookUps,
    Measure,
    MeasureLink,
    Meeting,
    Plan,
    PublishedMeasure,
    Term,
)
from pcp_data.define.store import store
from pcp_data.problems import DataProblem, Problem

__all__ = ["DEFAULT", "digest", "load", "store"]

HERE = Path(__file__).parents[1] / "definitions"
COMMON = HERE / "common"
DEFAULT = HERE / "west_yorkshire"
LOOK_UPS = {
    "district": ("area_code", "area_name", "force_code", "stats19_code", "always_expected", "note"),
    "force": ("force_code", "force_name", "stats19_code", "geographic", "note"),
    "force_alias": ("alias", "force_code", "note"),
    "lsoa_district": ("lsoa_code", "lsoa_name", "area_code"),
    "offence": ("offence_code", "offence_name", "offence_group", "offence_subgroup", "note"),
    "outcome_category": ("outcome_category", "outcome_group", "note"),
    "source": (
        "source_id",
        "title",
        "publisher",
        "licence",
        "url",
        "release_lag_days",
        "release_every_months",
        "note",
    ),
    "stats19_code": ("variable", "code", "label", "value", "note"),
}

Kind = TypeVar("Kind")


def load(folder: Path | None = None) -> Definitions:
    """Return the checked definitions of a folder (West Yorkshire's where None).

    Raises DataProblem with every fault of every file in it.
    """
    folder = Path(folder or DEFAULT)
    problems: list[Problem] = []
    if not (folder / "force.toml").is_file():
        action = "Choose a folder of definitions; the README says what is in one."
        raise DataProblem(Problem(str(folder), "no force.toml", "a folder with force.toml", action))
    look_ups = _look_ups(folder, problems)
    home = _one(Home, folder / "force.toml", problems)
    plans = _all(Plan, sorted((folder / "plans").glob("*.toml")), problems)
    measures = _all(Measure, sorted((folder / "measures").glob("*.toml")), problems)
    rows = {
        kind: _rows(kind, folder / name, problems)
        for kind, name in (
            (DataNote, "data_notes.csv"),
            (Meeting, "meetings.csv"),
            (Term, "glossary.csv"),
            (PublishedMeasure, "published_measures.csv"),
            (MeasureLink, "measure_links.csv"),
        )
    }
    if problems or home is None:
        raise DataProblem(problems)
    plans = tuple(sorted(plans, key=lambda plan: plan.order))
    made = Definitions(folder, home, look_ups, plans, measures, *rows.values())
    if problems := check(made):
        raise DataProblem(problems)
    return made


def _look_ups(folder: Path, problems: list[Problem]) -> LookUps:
    """Return the code lists: the folder's own where it brings one, else the common ones."""
    files = {}
    for name in LOOK_UPS:
        own = folder / f"{name}.csv"
        files[name] = own if own.is_file() else COMMON / own.name
        _shape(files[name], LOOK_UPS[name], problems)
    forces = _column(files["force"], "force_code", "force_name")
    districts = _column(files["district"], "area_code", "force_code")
    for name, column in (("district", "force_code"), ("force_alias", "force_code")):
        used = set(_column(files[name], LOOK_UPS[name][0], column).values())
        _strangers(files[name], used - forces.keys(), "force codes", problems)
    places = set(_column(files["lsoa_district"], "lsoa_code", "area_code").values())
    _strangers(files["lsoa_district"], places - districts.keys(), "district codes", problems)
    offences = _column(files["offence"], "offence_code", "offence_code")
    sources = _column(files["source"], "source_id", "source_id")
    return LookUps(files, forces, districts, frozenset(offences), frozenset(sources))


def _shape(path: Path, wanted: tuple[str, ...], problems: list[Problem]) -> None:
    """Note a header, a row's length or a repeated key that would spoil the look-up."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        header = tuple(next(rows, []))
        if header != wanted:
            found, expected = ",".join(header), ",".join(wanted)
            problems.append(Problem(f"{path.name}, line 1", found, expected, "Correct it."))
            return
        width = 2 if wanted[0] == "variable" else 1
        seen = set()
        for row in rows:
            where, key = f"{path.name}, line {rows.line_num}", tuple(row[:width])
            if len(row) != len(wanted):
                found, expected = f"{len(row)} cells", f"{len(wanted)} cells"
                problems.append(Problem(where, found, expected, "Correct the row."))
            elif "" in key or key in seen:
                found = f"the key '{', '.join(key)}' blank or again"
                problems.append(Problem(where, found, "each key once", "Correct the row."))
            seen.add(key)


def _column(path: Path, key: str, of: str) -> dict[str, str]:
    """Return one column of a look-up by its key; plain reading, as there are 33,000 small areas."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        names = next(rows, [])
        if key not in names or of not in names:
            return {}
        at, value = names.index(key), names.index(of)
        return {row[at]: row[value] for row in rows if len(row) == len(names)}


def _strangers(path: Path, names: set[str], what: str, problems: list[Problem]) -> None:
    if names:
        found = f"{what} that no look-up has: {', '.join(sorted(names)[:5])}"
        problems.append(Problem(path.name, found, f"known {what}", "Correct or add them."))


def _one(kind: type[Kind], path: Path, problems: list[Problem]) -> Kind | None:
    table: dict[str, Any] | None = define_read.toml_file(path, problems)
    return None if table is None else define_read.value(kind, table, path.name, problems)


def _all(kind: type[Kind], paths: Iterable[Path], problems: list[Problem]) -> tuple[Kind, ...]:
    made = [(path, _one(kind, path, problems)) for path in paths]
    for path, each in made:
        if each is not None and each.id != path.stem:
            found = f"the id '{each.id}'"
            problems.append(Problem(path.name, found, f"the id '{path.stem}'", "Make them agree."))
    if not made:
        what = kind.__name__.lower()
        problems.append(Problem(f"{what}s", "no file", f"at least one {what}", "Add one."))
    return tuple(each for _, each in made if each is not None)


def _rows(kind: type[Kind], path: Path, problems: list[Problem]) -> tuple[Kind, ...]:
    if not path.is_file():
        return ()
    rows = define_read.csv_file(path, problems)
    made = [define_read.value(kind, row, where, problems) for where, row in rows]
    return tuple(each for each in made if each is not None)


def digest(folder: Path | None = None) -> str:
    """Return the sha256 over the names and contents of a folder's files and the common ones."""
    total = hashlib.sha256()
    for root in (Path(folder or DEFAULT), COMMON):
        for path in sorted(root.rglob("*")):
            if path.suffix in (".toml", ".csv"):
                total.update(path.relative_to(root).as_posix().encode())
                total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
