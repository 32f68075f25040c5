"""Real published files against a count of their rows made with Python's own CSV reader.

They are not part of the project: without the folder `shared` beside it these tests are skipped.
"""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from pcp_data.build import build

REAL = Path(__file__).parents[1].parent / "shared" / "real_data"
LOOK_UPS = Path(__file__).parents[1] / "pcp_data" / "definitions" / "common"
AS_AT = dt.date(2026, 11, 21)
STREET = REAL / "police_uk"
HOME_OFFICE = REAL / "home_office" / "prc-pfa-2017-18.zip"
ASB = "Anti-social behaviour"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here"),
]


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """Return a connection to a database built from the real files of these publishers."""
    database = tmp_path_factory.mktemp("real") / "pcp.duckdb"
    folders = [STREET, REAL / "home_office", REAL / "population"]
    report = build(folders, database, as_at=AS_AT)
    with closing(duckdb.connect(str(report.database), read_only=True)) as connection:
        yield connection


def look_up(name: str, key: str, value: str) -> dict[str, str]:
    """Return two columns of a look-up as a dictionary."""
    with (LOOK_UPS / name).open(encoding="utf-8", newline="") as text:
        return {row[key]: row[value] for row in csv.DictReader(text)}


def tables(path: Path) -> Iterator[list[dict[str, str]]]:
    """Yield the rows of each CSV in a ZIP, or of the CSV itself."""
    if path.suffix == ".csv":
        yield list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        return
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            yield list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def month_of(text: str) -> dt.date:
    """Return the first day of `2018-01` or `Feb-25`."""
    written = "%Y-%m" if text[:4].isdigit() else "%b-%y"
    return dt.datetime.strptime(text, written).date().replace(day=1)


def month_end(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def counted(path: Path) -> tuple[Counter, Counter, int]:
    """Return crimes and ASB by month, force and district, and the number of rows."""
    district = look_up("lsoa_district.csv", "lsoa_code", "area_code")
    by_name = look_up("district.csv", "area_name", "area_code")
    force = look_up("force_alias.csv", "alias", "force_code")
    crimes: Counter = Counter()
    incidents: Counter = Counter()
    read = 0
    for rows in tables(path):
        for row in rows:
            read += 1
            named = by_name.get(row["LSOA name"].rpartition(" ")[0])
            key = (
                month_of(row["Month"]),
                force[row["Falls within"].lower()],
                district.get(row["LSOA code"], named),
            )
            (incidents if row["Crime type"] == ASB else crimes)[key] += 1
    return crimes, incidents, read


def stored(connection: duckdb.DuckDBPyConnection, table: str, amount: str, name: str) -> Counter:
    """Return what the database holds of one file, by month, force and district."""
    rows = connection.execute(
        f"select month, force_code, area_code, sum({amount})::bigint from {table}"
        " inner join source_file using (file_id) where file_name = ? group by all",
        [name],
    ).fetchall()
    return Counter({tuple(row[:3]): row[3] for row in rows})


@pytest.mark.parametrize(
    "name",
    [
        "city-of-london-2018-2019.zip",
        "leeds-2025-02-saved-through-excel.csv",
        "south-yorkshire-2018.zip",
        "west-yorkshire-2014-01-02-06.zip",
    ],
)
def test_street_level_rows_agree_with_a_count_by_month_and_district(real, name: str) -> None:
    crimes, incidents, read = counted(STREET / name)
    assert stored(real, "crime", "offences", name) == crimes
    assert stored(real, "asb", "incidents", name) == incidents
    assert real.execute(
        "select rows_read, rows_loaded, rows_rejected, rows_superseded from source_file"
        " where file_name = ?",
        [name],
    ).fetchone() == (read, read, 0, 0)


def test_every_file_accounts_for_all_its_rows(real) -> None:
    unbalanced = real.execute(
        "select file_name from source_file"
        " where rows_read <> rows_loaded + rows_rejected + rows_superseded"
    ).fetchall()
    assert unbalanced == []


def test_home_office_quarters_agree_with_a_count_by_force_and_code(real) -> None:
    force = look_up("force_alias.csv", "alias", "force_code")
    expected: Counter = Counter()
    for rows in tables(HOME_OFFICE):
        for row in rows:
            if "Force Name" in row:
                text = row["Number of Offences"].strip()
                number = 0 if text == "-00" else int(text)
                quarter = int(row["Financial Quarter"])
                month = dt.date(2017, 1 + 3 * quarter, 1) if quarter < 4 else dt.date(2018, 1, 1)
                code = row["Offence Code"].upper()
                expected[month, force[row["Force Name"].lower()], code] += number
    rows = real.execute(
        "select month, force_code, offence_code, offences from crime"
        " where source_id = 'home_office_force' and months = 3 and area_code is null"
    ).fetchall()
    assert {tuple(row[:3]): row[3] for row in rows} == dict(expected)


def test_residents_are_those_of_the_published_tables(real) -> None:
    rows = real.execute(
        "select area_code, year, residents from population"
        " where area_code in ('E08000035', 'E01011949', 'K04000001') order by all"
    ).fetchall()
    assert rows == [
        ("E01011949", 2019, 1954),
        ("E08000035", 2020, 798786),
        ("K04000001", 2020, 59719724),
    ]


def test_people_over_65_are_no_base_for_a_rate(real) -> None:
    status, message = real.execute(
        "select status, message from source_file where file_name = 'pop.csv'"
    ).fetchone()
    assert status == "refused"
    assert "residents from age 65 up only" in message


def test_there_is_no_twelve_month_figure_across_a_gap(real) -> None:
    """West Yorkshire has three months of 2014 and one of 2025: no twelve stand together."""
    months = real.execute(
        "select distinct month from crime where force_code = 'E23000010'"
        " and source_id = 'police_uk' order by month"
    ).fetchall()
    assert len(months) == 4
    figures = real.execute(
        "select count(*) from twelve_months where area_code = 'E23000010'"
        " and source_id = 'police_uk' and value is not null"
    ).fetchone()
    assert figures == (0,)


def test_a_missing_month_leaves_no_twelve_month_figure_until_it_has_passed(tmp_path) -> None:
    """The City of London without July 2019, as that month is missing from some downloads."""
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(STREET / "city-of-london-2018-2019.zip") as archive:
        for name in archive.namelist():
            if "2019-07" not in name:
                (folder / Path(name).name).write_bytes(archive.read(name))
    report = build([folder], tmp_path / "pcp.duckdb", as_at=AS_AT)
    with closing(duckdb.connect(str(report.database), read_only=True)) as connection:
        rows = connection.execute(
            "select period_end, bool_or(value is not null) from twelve_months"
            " where area_code = 'E23000034' and source_id = 'police_uk' group by all"
        ).fetchall()
    given = sorted(end for end, is_given in rows if is_given)
    assert given == [dt.date(2018, 12, 31), *(month_end(2019, month) for month in range(1, 7))]
    assert max(end for end, _ in rows) == dt.date(2019, 12, 31)
