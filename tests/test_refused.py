"""Refused rows: every one is accounted for, and a figure that may be short for them says so."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from pcp_data.build import build
from pcp_data.database import open_current
from pcp_data.query import query
from tests.support.returns import write_csv

ODD = Path(__file__).parent / "odd_files"
AS_AT = dt.date(2024, 4, 30)
HOME = "E23000010"
HEAD = ("Force", "Month", "District", "ASB type", "Incidents")
DISTRICTS = ("Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield")


def year(number, *more):
    months = [f"{number}-{month:02}" for month in range(1, 13)]
    whole = [
        ("West Yorkshire", month, district, "nuisance", 7)
        for month in months
        for district in DISTRICTS
    ]
    return [HEAD, *whole, *more]


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """A short file, one with a harmless totals row, a narrow later one, and odd ones."""
    folder = tmp_path_factory.mktemp("refused")
    files = folder / "files"
    files.mkdir()
    wrong = [("West Yorkshire", "2021-03", "Leeds", "personal", one) for one in ("many", "-4")]
    write_csv(files / "asb-2021.csv", year(2021, *wrong))
    total = ("West Yorkshire", "2022-03", "Total", "nuisance", 35)
    write_csv(files / "asb-2022.csv", year(2022, total))
    write_csv(files / "later-asb-2022.csv", [HEAD, year(2022)[1]])
    for name in (
        "population_table/over_65_extract_2020.csv",
        "force_crime/missing_column.csv",
        "force_crime/title_and_footnotes.csv",
        "police_uk/cut_off_half_way.csv",
    ):
        shutil.copy(ODD / name, files / f"{Path(name).parent.name}-{Path(name).name}")
    path = folder / "refused.duckdb"
    build([files], path, as_at=AS_AT)
    return open_current(path)


def rows(reader, text):
    cursor = reader.cursor()
    try:
        return cursor.execute(text).fetchall()
    finally:
        cursor.close()


def test_the_entries_of_each_file_add_up_to_its_refused_rows(reader):
    found = rows(
        reader,
        "select file_name, rows_rejected, coalesce(sum(rejected_row.rows), 0) from source_file "
        "left join rejected_row using (file_id) group by all order by all",
    )
    assert all(counted == listed for _, counted, listed in found), found
    assert sum(counted > 0 for _, counted, _ in found) >= 6


def test_a_table_refused_whole_says_why_where_refused_rows_are_listed(reader):
    reasons = query("data_rejected_rows", reader, most=1000, sources=None)
    said = reasons.groupby("file")["reason"].agg(" ".join)
    assert (
        "The whole table was refused: found residents from age 65 up only"
        in (said["population_table-over_65_extract_2020.csv"])
    )
    assert "without the column 'Knife enabled'" in said["force_crime-missing_column.csv"]
    assert (
        "The whole file was refused: It covers 1 of the force's districts"
        in (said["later-asb-2022.csv"])
    )


def test_a_row_that_does_not_fit_says_how_many_cells_it_has(reader):
    (reason,) = rows(reader, "select reason from rejected_row where reason like '%not fit%'")[0]
    assert "it has 1 cell where the header has 8" in reason


def test_a_figure_whose_file_had_refused_rows_has_a_caveat(reader):
    notes = query("measure_notes", reader, measure="asb_incidents", areas=[HOME])
    (note,) = notes[notes["source"].eq("Checks on the files read")].to_dict("records")
    assert note["note"].startswith("2 rows of asb-2021.csv were refused")
    assert (str(note["starts"].date()), str(note["ends"].date())) == ("2021-01-01", "2021-12-31")
    assert note["kind"] == "caveat"


def test_a_totals_row_makes_nothing_short_and_brings_no_caveat(reader):
    assert not rows(reader, "select * from data_note where note like '%asb-2022.csv%'")
    assert rows(reader, "select 1 from rejected_row where reason like '%is a total%'")
