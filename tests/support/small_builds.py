"""Small builds of anti-social behaviour returns, and what came of them."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import duckdb

from pcp_data import builds
from pcp_data.build import build
from tests.support.small_world import DEFINITIONS, DISTRICTS

AS_AT = dt.date(2021, 1, 31)
UNLIKE = {
    "definitions_digest",
    "file_id",
    "slice_id",
    "seconds",
    "loaded_at",
    "replaced_by",
    "build_id",
    "built_at",
}
HEADER = "Force,Month,District,ASB type,Incidents"


def asb(path: Path, months: dict[str, int], districts=DISTRICTS, extra: str = "") -> Path:
    """Write an ASB return: the same number of incidents in each district, by month."""
    column, cell = (f",{extra.split('=')[0]}", f",{extra.split('=')[1]}") if extra else ("", "")
    rows = [
        f"West Yorkshire,{month},{district},Nuisance,{incidents}{cell}"
        for month, incidents in months.items()
        for district in districts
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([HEADER + column, *rows]) + "\n", encoding="utf-8")
    return path


def months_of(year: int, incidents: int, without: tuple[int, ...] = ()) -> dict[str, int]:
    return {f"{year}-{m:02}": incidents for m in range(1, 13) if m not in without}


def made(folders, database: Path, **more):
    folders = folders if isinstance(folders, list) else [folders]
    return build(folders, database, definitions=DEFINITIONS, **{"as_at": AS_AT, **more})


def ask(database: Path, query: str) -> list[tuple]:
    with closing(duckdb.connect(str(builds.current(database)), read_only=True)) as connection:
        return connection.execute(query).fetchall()


def incidents(database: Path) -> int:
    """Return the force's incidents of 2019."""
    found = ask(
        database,
        "select value from twelve_months where measure_id = 'asb_incidents'"
        " and area_code = 'E23000010' and period_end = '2019-12-31'",
    )
    return found[0][0] if found else None


def statuses(report) -> dict[str, str]:
    return {file.file_name: file.status for file in report.files}


def contents(database: Path) -> dict[str, list]:
    """Return every table, in any order, without numbers and times that differ by nature."""
    found = {}
    with closing(duckdb.connect(str(builds.current(database)), read_only=True)) as connection:
        tables = [row[0] for row in connection.execute("show tables").fetchall()]
        for table in tables:
            columns = [row[0] for row in connection.execute(f'describe "{table}"').fetchall()]
            wanted = ", ".join(f'"{name}"' for name in columns if name not in UNLIKE)
            rows = connection.execute(f'select {wanted} from "{table}"').fetchall()
            found[table] = sorted(repr(tuple(map(steady, row))) for row in rows)
    return found


def steady(cell: object) -> object:
    """Return the cell; of means and of sums of places, as far as doubles can be trusted."""
    return float(f"{cell:.12g}") if isinstance(cell, float) else cell


def assert_same(one: Path, other: Path) -> None:
    first, second = contents(one), contents(other)
    assert first.keys() == second.keys()
    for table, rows in first.items():
        unlike = [pair for pair in zip(rows, second[table], strict=True) if pair[0] != pair[1]]
        assert not unlike, (table, unlike[:3])


def litter(database: Path) -> list[str]:
    """Return what stands beside the current build."""
    standing = builds.current(database)
    return sorted(path.name for path in builds.folder(database).glob("*") if path != standing)
