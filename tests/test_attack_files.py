"""Files as nobody should send them: each costs itself at most, and counts once at most."""

from __future__ import annotations

import errno
import gzip
import json
import os
import subprocess
import sys
import zipfile
from contextlib import closing

import duckdb
import pytest

from pcp_data import builds
from pcp_data.build import build
from pcp_data.intake import files
from tests.support.small_world import DEFINITIONS

HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context\n"
)
HOME_OFFICE = (
    "Financial Year,Financial Quarter,Force Name,Offence Description,Offence Group,"
    "Offence Subgroup,Offence Code,Number of Offences\n"
)
PLACES = {
    "Bradford": ("E01010568", "Bradford 001A"),
    "Leeds": ("E01011264", "Leeds 011A"),
}


def street(month: str, rows: int = 1, district: str = "Leeds") -> str:
    """Return rows of a street-level file."""
    code, name = PLACES[district]
    force = "West Yorkshire Police"
    return f",{month},{force},{force},-1.5,53.8,On or near X,{code},{name},Drugs,,\n" * rows


def home_office(offences: int) -> str:
    return f"2017/18,1,West Yorkshire,Theft from the person,Theft,Theft,39,{offences}\n"


def made(folder, **more):
    """Build a folder; return its files' reports by name, and what each month holds."""
    database = folder.parent / "pcp.duckdb"
    report = build([folder], database, definitions=DEFINITIONS, **more)
    with closing(duckdb.connect(str(builds.current(database)), read_only=True)) as connection:
        found = connection.execute(
            "select strftime(month, '%Y-%m'), sum(offences)::integer from crime group by 1"
        ).fetchall()
    for file in report.files:
        assert file.rows_read == file.rows_loaded + file.rows_rejected + file.rows_superseded
    return {file.file_name: file for file in report.files}, dict(found)


@pytest.fixture
def folder(tmp_path):
    """Return a folder with one good file: two crimes of January 2023."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "good.csv").write_text(HEADER + street("2023-01", 2))
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no * and ? in names")
@pytest.mark.parametrize(
    ("name", "neighbour"),
    [("return[1].csv", "return1.csv"), ("x*.csv", "xyz.csv"), ("x?.csv", "x1.csv")],
)
def test_a_name_that_looks_like_a_pattern_reads_no_other_file(folder, name, neighbour):
    (folder / name).write_text(HEADER + street("2023-02"))
    (folder / neighbour).write_text(HEADER + street("2023-03", 3))
    _, months = made(folder)
    assert months == {"2023-01": 2, "2023-02": 1, "2023-03": 3}


def test_a_folder_with_brackets_is_not_taken_for_a_pattern(tmp_path):
    for name, month in (("in [24]", "2023-02"), ("in 2", "2023-03")):
        (tmp_path / "files" / name).mkdir(parents=True)
        (tmp_path / "files" / name / "a.csv").write_text(HEADER + street(month))
        (tmp_path / "files" / name / "faulty.csv").write_text(HEADER + "a,b\n")
    reports, months = made(tmp_path / "files")
    assert months == {"2023-02": 1, "2023-03": 1}
    assert reports["in [24]/faulty.csv"].rows_rejected == 1


def test_text_named_like_packed_text_is_read_as_what_it_is(folder):
    (folder / "a.csv.gz").write_text(HEADER + street("2023-02"))
    (folder / "b.csv.gz").write_bytes(gzip.compress((HEADER + street("2023-03")).encode()))
    reports, months = made(folder)
    assert months == {"2023-01": 2, "2023-02": 1}
    assert reports["b.csv.gz"].status == "refused"


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_a_name_that_is_no_text_is_read_and_printed(folder):
    with open(os.fsencode(str(folder)) + b"/a\xff\n.csv", "w") as file:
        file.write(HEADER + street("2023-02"))
    reports, months = made(folder)
    assert months == {"2023-01": 2, "2023-02": 1}
    assert "a��.csv" in reports


def test_a_cell_of_any_length_costs_its_row(folder):
    long = '"' + "x" * 300_000 + '"' + street("2023-04")
    (folder / "a.csv").write_text(HEADER + street("2023-02") + long + "a,b\n")
    (folder / "b.csv").write_text(HEADER + street("2023-03") + "x" * 3_000_000 + "\n")
    (folder / "c.csv").write_text(HEADER.replace("Crime type", "Kind") + long)
    reports, months = made(folder)
    assert months == {"2023-01": 2, "2023-02": 1, "2023-03": 1, "2023-04": 1}
    assert (reports["a.csv"].rows_loaded, reports["a.csv"].rows_rejected) == (2, 1)
    assert (reports["b.csv"].rows_loaded, reports["b.csv"].rows_rejected) == (1, 1)
    assert reports["c.csv"].rows_rejected == 1


def test_a_table_of_many_thousand_columns_is_refused(folder):
    header = HEADER.strip() + "".join(f",c{number}" for number in range(5_000)) + "\n"
    (folder / "a.csv").write_text(header + street("2023-02").strip() + ",1" * 5_000 + "\n")
    reports, months = made(folder)
    assert months == {"2023-01": 2}
    assert "5,012 columns" in reports["a.csv"].message
    assert reports["a.csv"].rows_rejected == 1


@pytest.mark.parametrize(
    "content",
    [
        {"type": "FeatureCollection", "features": [None, 3]},
        {
            "type": "Topology",
            "objects": {"a": {"geometries": [{"type": "Polygon", "arcs": [[99]]}]}},
            "arcs": [],
        },
        {"type": "Topology", "objects": {"a": []}, "arcs": [[1]]},
    ],
)
def test_boundaries_that_break_their_own_rules_are_refused(folder, content):
    (folder / "map.json").write_text(json.dumps(content))
    reports, months = made(folder)
    assert months == {"2023-01": 2}
    assert reports["map.json"].status == "refused"
    assert "do not fit together" in reports["map.json"].message


@pytest.mark.parametrize("closes", [False, True], ids=["never closes", "closes far below"])
def test_a_stray_quotation_mark_does_not_leave_half_a_month(folder, closes):
    rows = street("2023-02", 500).splitlines(keepends=True)
    rows[100] = '"' + rows[100]
    if closes:
        rows[400] = rows[400].replace(",2023", ',"2023')
    (folder / "a.csv").write_text(HEADER + "".join(rows))
    reports, months = made(folder)
    assert months == {"2023-01": 2}
    assert (reports["a.csv"].rows_read, reports["a.csv"].rows_rejected) == (500, 500)
    assert "line 102: A quotation mark opens here" in reports["a.csv"].message


def test_a_stray_quotation_mark_in_the_last_line_costs_that_line(folder):
    (folder / "a.csv").write_text(HEADER + street("2023-02", 5) + '"Source: police.uk\n')
    reports, months = made(folder)
    assert months == {"2023-01": 2, "2023-02": 5}
    assert reports["a.csv"].rows_rejected == 1


def packed(path, **members: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(f"{name}.csv", text)


def test_the_same_member_twice_in_a_zip_counts_once(folder):
    february = HEADER + street("2023-02", 3)
    packed(folder / "a.zip", one=february, two=february)
    reports, months = made(folder)
    assert months == {"2023-01": 2, "2023-02": 3}
    assert (reports["a.zip"].rows_loaded, reports["a.zip"].rows_superseded) == (3, 3)
    assert "counts once" in reports["a.zip"].message


def test_a_month_in_two_downloads_in_one_zip_is_the_later_one(folder):
    older, newer = HEADER + street("2023-02", 3), HEADER + street("2023-02", 4)
    march = HEADER + street("2023-03")
    packed(folder / "a.zip", download_10=newer, download_9=older, march=march)
    reports, months = made(folder)
    assert months == {"2023-01": 2, "2023-02": 4, "2023-03": 1}
    assert (reports["a.zip"].rows_loaded, reports["a.zip"].rows_superseded) == (5, 3)


def test_in_one_zip_a_part_of_the_force_does_not_replace_more_of_it(folder):
    both = HEADER + street("2023-02", 3) + street("2023-02", 2, "Bradford")
    packed(folder / "a.zip", a=both, b=HEADER + street("2023-02", 3))
    reports, months = made(folder)
    assert months == {"2023-01": 2, "2023-02": 5}
    assert reports["a.zip"].rows_superseded == 3


def test_a_quarter_twice_in_a_zip_counts_once(folder):
    text = HOME_OFFICE + home_office(700)
    packed(folder / "a.zip", one=text, two=text + "\n", three=text.replace("700", "710"))
    reports, months = made(folder)
    assert months == {"2017-04": 700, "2023-01": 2}
    assert reports["a.zip"].rows_superseded == 2


def test_residents_twice_in_a_zip_count_once(folder):
    text = "Area code,Year,Residents\nE08000035,2020,800000\n"
    packed(folder / "a.zip", one=text, two=text + "\n")
    made(folder)
    with closing(duckdb.connect(str(folder.parent / "pcp.duckdb"), read_only=True)) as connection:
        found = connection.execute("select area_code, year, residents from population").fetchall()
    assert found == [("E08000035", 2020, 800_000)]


def filled(monkeypatch, module, name: str) -> None:
    """Make a function of a module meet a full disk."""

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module, name, full)


@pytest.mark.parametrize("kind", ["text", "zip", "workbook"])
def test_a_full_disk_stops_the_build_and_is_blamed_on_no_file(folder, monkeypatch, kind):
    made(folder)
    before = builds.current(folder.parent / "pcp.duckdb")
    if kind == "text":
        (folder / "a.csv").write_bytes((HEADER + street("2023-02")).encode("utf-16"))
        filled(monkeypatch, files.texts, "to_utf8")
    elif kind == "zip":
        packed(folder / "a.zip", one=HEADER + street("2023-02"))
        filled(monkeypatch, zipfile.ZipFile, "open")
    else:
        packed(folder / "a.xlsx", one="")
        with zipfile.ZipFile(folder / "a.xlsx", "a") as archive:
            archive.writestr("xl/workbook.xml", "")
        filled(monkeypatch, files.sheets.python_calamine, "load_workbook")
    with pytest.raises(OSError, match="No space"):
        made(folder)
    assert builds.current(folder.parent / "pcp.duckdb") == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_disk_that_fills_up_under_the_database_is_told_in_words(folder):
    import resource

    (folder / "more.csv").write_text(
        HEADER + "".join(street(f"2022-{month:02}", 400) for month in range(1, 13))
    )
    command = [sys.executable, "-m", "pcp_data", "build", folder, "--database", folder / "p.duckdb"]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)),
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Nothing was changed" in done.stderr
    assert not (folder / "p.duckdb").exists()
    assert not builds.folder(folder / "p.duckdb").exists()


def test_a_zip_with_damage_inside_its_packed_data_is_refused(folder):
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        text = HEADER + "".join(street("2023-02", n % 3 + 1) + f"{n}\n" for n in range(500))
        archive.writestr("a.csv", text)
    packed_bytes = bytearray(path.read_bytes())
    packed_bytes[60:200] = b"\xff" * 140
    path.write_bytes(packed_bytes)
    reports, months = made(folder)
    assert months == {"2023-01": 2}
    assert "a damaged file" in reports["a.zip"].message


def test_a_workbook_that_stops_its_reader_is_refused(folder, monkeypatch):
    class PanicException(BaseException):  # the name that the reader gives it
        pass

    def stop(*_):
        raise PanicException("range end index 4 out of range")

    monkeypatch.setattr(files.sheets.python_calamine, "load_workbook", stop)
    (folder / "a.xls").write_bytes(files.OLE_MAGIC + b"\0" * 600)
    reports, months = made(folder)
    assert months == {"2023-01": 2}
    assert "a damaged file" in reports["a.xls"].message
