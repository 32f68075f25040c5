"""Templates to fill in: what they ask for is what the importers accept, and faults name a cell."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from pathlib import Path

import duckdb
import openpyxl
import pytest

from pcp_data import build, sql
from pcp_data.export.template_kinds import kinds
from pcp_data.export.templates import LAST_ROW, file_name, template
from pcp_data.intake.formats import plain
from tests.support.returns import AS_AT, Loaded, defined_database

KINDS = list(kinds())


@pytest.fixture(scope="module")
def defined(tmp_path_factory) -> Path:
    return defined_database(tmp_path_factory.mktemp("defined") / "defined.duckdb")


@pytest.fixture(scope="module")
def allowed(defined):
    with duckdb.connect(str(defined), read_only=True) as connection:
        return connection.execute(sql.text("pages/template_list")).df()


def opened(kind: str, allowed) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template(kind, allowed)))


def saved(book: openpyxl.Workbook, kind: str, folder: Path) -> Path:
    path = folder / file_name(kind)
    book.save(path)
    return path


def loaded(defined: Path, path: Path) -> Loaded:
    copy = path.with_suffix(".duckdb")
    shutil.copy(defined, copy)
    return Loaded(copy, [path])


def fill(book: openpyxl.Workbook, kind: str, rows) -> None:
    sheet = book[kinds()[kind].sheet]
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            if value != "":
                sheet.cell(number, place, value)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_template_loads_nothing_and_nothing_of_it_is_refused(
    kind, allowed, defined, tmp_path
) -> None:
    """Instructions, Example and Lists are never taken for data, nor for faulty data."""
    result = loaded(defined, saved(opened(kind, allowed), kind, tmp_path))
    (record,), (outcome,) = result.records, result.outcomes
    result.close()
    assert [match.format for match in record.matches] == [kinds()[kind].format]
    assert (outcome["status"], outcome["rows_read"], outcome["message"]) == ("loaded", 0, None)


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_examples_show_is_accepted_when_it_is_filled_in(
    kind, allowed, defined, tmp_path
) -> None:
    spec, book = kinds()[kind], opened(kind, allowed)
    fill(book, kind, spec.examples)
    result = loaded(defined, saved(book, kind, tmp_path))
    rejected, warned = result.rejected(), result.rows("select warning from file_warning")
    (found,) = result.rows(f"select count(*) from {spec.format.tables[0]}")
    result.close()
    assert rejected == []
    assert found == (len(spec.examples),)
    assert {words for (words,) in warned} <= {"The district is not known"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_has_every_column_the_importer_needs_and_no_other(kind, allowed) -> None:
    spec = kinds()[kind]
    names = [column.name for column in spec.columns]
    assert set(spec.format.required) <= set(names) <= set(spec.format.columns)
    sheet = opened(kind, allowed)[spec.sheet]
    assert [cell.value for cell in sheet[1]] == [spec.header(column) for column in spec.columns]
    assert all(len(example) == len(spec.columns) for example in spec.examples)


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_table_has_headers_that_the_importer_knows(kind, allowed) -> None:
    book, known = opened(kind, allowed), kinds()[kind].format.headers
    for sheet in book.worksheets:
        if sheet.title != kinds()[kind].sheet:
            for row in sheet.iter_rows(values_only=True):
                assert sum(plain(str(cell or "")) in known for cell in row) <= 1, sheet.title


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_offers_values_of_the_lists_sheet_for_the_whole_column(kind, allowed) -> None:
    spec, book = kinds()[kind], opened(kind, allowed)
    rules = {
        str(rule.sqref): rule
        for rule in book[spec.sheet].data_validations.dataValidation
        if rule.type == "list"
    }
    assert len(rules) == sum(bool(column.choices) for column in spec.columns)
    for place, column in enumerate(spec.columns, 1):
        if column.choices:
            letter = openpyxl.utils.get_column_letter(place)
            rule = rules[f"{letter}2:{letter}{LAST_ROW}"]
            values = [row[0].value for row in book["Lists"][rule.formula1.split("!")[1]]]
            assert all(values), column
            assert len(values) == len(set(values))
            if isinstance(column.choices, tuple):
                assert tuple(values) == column.choices


def test_every_choice_of_the_lists_is_accepted_by_the_importer(allowed, defined, tmp_path) -> None:
    """All districts, codes, groups and measures that are offered, one row each."""
    book = opened("crime", allowed)
    values = {name: part.value.to_list() for name, part in allowed.groupby("list_name", sort=False)}
    month, end = dt.date(2024, 1, 1), dt.date(2024, 1, 31)
    tail = ["No", "No", "No outcome yet", 1]
    force = values["force"][0]
    fill(
        book,
        "crime",
        [[force, month, "Leeds", code, *tail] for code in values["offence"]]
        + [[force, dt.date(2024, 2, 1), place, "28E", *tail] for place in values["district"]],
    )
    asked = opened("satisfaction", allowed)
    fill(
        asked,
        "satisfaction",
        [
            [force, month, end, area, group, 1, 2]
            for area in values["area"]
            for group in values["victim_group"]
        ],
    )
    given = opened("indicator", allowed)
    fill(
        given,
        "indicator",
        [
            [measure, area, month, end, "", "", "[c]"]
            for measure in values["measure"]
            for area in values["indicator_area"]
        ],
    )
    for kind, filled in (("crime", book), ("satisfaction", asked), ("indicator", given)):
        result = loaded(defined, saved(filled, kind, tmp_path))
        rejected, (outcome,) = result.rejected(), result.outcomes
        result.close()
        assert rejected == []
        assert outcome["rows_loaded"] == outcome["rows_read"] > 40


def test_offence_codes_are_text_so_that_4_10_stays_4_10(allowed, defined, tmp_path) -> None:
    book = opened("crime", allowed)
    sheet = book["Crime return"]
    assert sheet.column_dimensions["D"].number_format == "@"
    codes = [row[0].value for row in book["Lists"]["E2:E200"]]
    assert {"4.10", "4.1", "37.2", "1/4.1/4.10/4.2"} <= set(codes)
    row = ["West Yorkshire", dt.date(2024, 1, 1), "Leeds", "4.10", "No", "No", "No outcome yet", 1]
    fill(book, "crime", [row])
    result = loaded(defined, saved(book, "crime", tmp_path))
    found = result.rows("select offence_code from crime")
    result.close()
    assert found == [("4.10",)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_says_what_it_is_in_its_properties(kind, allowed) -> None:
    properties = opened(kind, allowed).properties
    assert properties.title == f"{kinds()[kind].title}: template"
    assert properties.creator and properties.subject and properties.language == "en-GB"


def test_check_names_each_fault_of_a_half_filled_template_by_cell(allowed, tmp_path) -> None:
    book = opened("crime", allowed)
    fill(
        book,
        "crime",
        [
            [
                "West Yorkshire",
                dt.date(2024, 1, 1),
                "Leeds",
                "28E",
                "No",
                "No",
                "No outcome yet",
                3,
            ],
            ["West Yorkshire", dt.date(2024, 1, 1), "Leeds", "39", "No"],
            ["West Yorkshire", "", "Total; all", "28E", "No", "No", "Other outcome", -2],
        ],
    )
    (report,) = build.check([saved(book, "crime", tmp_path)], as_at=AS_AT)
    where = "crime-return.xlsx › Crime return, row"
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (3, 1, 2)
    assert report.message.splitlines() == [
        f"{where} 3, column F: Victim under 25 is empty: write Yes, No or Not known",
        f"{where} 3, column G: Outcome group is empty: write one of the three groups",
        f"{where} 3, column H: Offences is empty: write 0 where there were none",
        f"{where} 4, column B: Month is empty: write a month such as 2023-01",
        f"{where} 4, column C: District 'Total; all' is a total and no district: its rows would "
        "be counted twice",
        f"{where} 4, column H: Offences '-2' is negative: expected 0 or more",
    ]
