"""Workbooks: the rules they keep, the figures they hold, and what they do with awkward text."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.escape import unescape

from pcp_data import page_list
from pcp_data.database import open_current
from pcp_data.export import pages, workbook
from pcp_data.export.book import SHORTHAND, Column, ExportTable, NativeChart, Number
from pcp_data.screens.surveys import Bases
from pcp_data.view import parts_of_link, view_of_link
from tests.support import workbook_rules
from tests.support.books import small_book

LINKS = [
    "",
    "plan=2021-24&month=2023-01",
    "plan=2021-24&district=Leeds&district=Bradford&compare=previous",
    "plan=2024-28&month=2019-02&compare=2021-03",
    "plan=2016-21&district=Wakefield",
    "plan=2021-24&theme=safety-of-women-and-girls",
]
PAGES = [name for name in pages.EXPORTS if name != "explore"]
EXPLORE = [
    "table=asb&only.asb_type=nuisance",
    "table=crime&only.offence_code=34B&by=area_name&period=financial-year&sum=offences",
    "table=crime&only.offence_code=34B&period=12-months",
    "table=measure_value&only.measure_id=victim_satisfaction&period=quarter",
    "table=indicator&period=calendar-year",
    "table=casualty&by=severity&period=calendar-year&sum=rows",
    "table=crime&only.offence_code=nothing",
    "table=source_file",
    "table=measure",
]
HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "#N/A", "#REF!", "4.10", "34B",
    "2/8", "00123", "1E5", "TRUE", " leading", "trailing ", "a\tb", "a\nb", "'quoted", "<b>&amp;",
    "]]>", "caf\u00e9 \U0001f600", "_x0041_", "=", "{=1}",
]  # fmt: skip


@pytest.fixture(scope="session")
def reader(sample_database):
    return open_current(sample_database)


def saved(tmp_path, link, reader, **options):
    path = tmp_path / "book.xlsx"
    found = pages.book(view_of_link(link, reader), **options)
    workbook.write_workbook(found, path)
    return path


def plain_table(values, title="Value", **column) -> ExportTable:
    return ExportTable("Values", "Values", [Column(title, **column)], [(one,) for one in values])


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("page", PAGES)
def test_the_workbook_of_every_page_keeps_the_rules(tmp_path, reader, page, link):
    path = saved(tmp_path, f"{page}?{link}", reader)
    assert workbook_rules.faults(path, is_sample=True) == []


@pytest.mark.parametrize("link", EXPLORE)
def test_the_workbook_of_any_question_keeps_the_rules(tmp_path, reader, link):
    path = saved(tmp_path, f"explore?{link}", reader, charts=True)
    assert workbook_rules.faults(path, is_sample=True) == []


@pytest.mark.parametrize("page", ["measure", "districts", "roads", "victims"])
def test_native_charts_stand_on_sheets_of_their_own(tmp_path, reader, page):
    path = saved(tmp_path, f"{page}?month=2023-01", reader, charts=True)
    assert workbook_rules.faults(path, is_sample=True) == []
    names = openpyxl.load_workbook(path).sheetnames
    assert "Chart 1" in names


def test_every_page_has_a_workbook():
    assert set(pages.EXPORTS) == {page.file for page in page_list.PAGES}


def test_figures_of_overview_equal_those_of_the_view(tmp_path, reader, sample):
    path = saved(tmp_path, "overview?plan=2021-24&month=2023-01", reader)
    rows = {row["Measure"]: row for row in workbook_rules.table(path, "Measures")}
    expected = sample.execute(
        """
        select measure.title, round(value, decimals), round(baseline_value, decimals), verdict
        from baseline_comparison inner join measure using (measure_id)
        where plan_id = '2021-24' and area_code = 'E23000010'
            and period_end = date '2023-01-31' and value is not null
        """
    ).fetchall()
    assert expected
    for title, value, baseline, verdict in expected:
        assert rows[title]["Latest 12 months"] == pytest.approx(value, abs=1e-9)
        if baseline is not None:
            assert rows[title]["Baseline"] == pytest.approx(baseline, abs=1e-9)
        assert rows[title]["Verdict"].lower() == verdict


@pytest.mark.parametrize("measure", ["neighbourhood_crime", "victim_satisfaction", "asb_incidents"])
def test_figures_of_a_measure_equal_those_of_the_view(tmp_path, reader, sample, measure):
    path = saved(tmp_path, f"measure?measure={measure}&month=2023-12", reader)
    rows = workbook_rules.table(path, "12 months")
    unit = next(name for name in ("Offences", "Per cent", "Incidents") if name in rows[0])
    known = [row[unit] for row in rows if isinstance(row[unit], float)]
    count, total = sample.execute(
        """
        select count(value), sum(round(value, decimals))
        from twelve_months inner join measure using (measure_id)
        inner join area using (area_code)
        where measure_id = $measure and period_end <= date '2023-12-31'
            and (area_code = 'E23000010' or area.parent_code = 'E23000010')
            and area_type in ('force', 'district')
        """,
        {"measure": measure},
    ).fetchone()
    assert len(known) == count
    assert sum(known) == pytest.approx(total)


def test_what_is_hidden_on_screen_is_suppressed_in_the_workbook(tmp_path, reader):
    path = saved(tmp_path, "victims?month=2023-01", reader)
    for row in workbook_rules.table(path, "By district"):
        base = row["People surveyed"]
        if isinstance(base, float) and base < Bases().hide:
            assert row["Satisfied (%)"] == "[c]"
        elif isinstance(row["Satisfied (%)"], float):
            assert 0 <= row["Satisfied (%)"] <= 100


def test_rows_of_explore_equal_a_direct_count(tmp_path, reader, sample):
    path = saved(tmp_path, "explore?table=asb&from.month=2022-04-01&to.month=2022-09-01", reader)
    rows = workbook_rules.table(path, "Anti-social behaviour incidents")
    expected = sample.execute(
        "select count(*), sum(incidents) from asb "
        "where month between date '2022-04-01' and date '2022-09-01'"
    ).fetchone()
    assert (len(rows), sum(row["Incidents"] for row in rows)) == expected


@pytest.mark.parametrize("value", HOSTILE)
def test_text_stays_text_whatever_it_looks_like(tmp_path, value):
    path = tmp_path / "book.xlsx"
    workbook.write_workbook(small_book(plain_table([value, "end"], title=f"Code {value}")), path)
    assert workbook_rules.faults(path, is_sample=False) == []
    (sheet,) = (s for s in openpyxl.load_workbook(path) if s.title == "Values")
    cells = [row[0] for row in sheet.iter_rows(min_row=3, max_row=4)]
    assert [cell.data_type for cell in cells] == ["s", "s"]
    assert unescape(cells[1].value) == value
    assert workbook_rules.table(path, "Values")[0] == {f"Code {value}": value}


def test_characters_that_a_workbook_refuses_are_replaced_and_reported(tmp_path):
    path = tmp_path / "book.xlsx"
    values = ["fine", "bell\x07", "half \ud800 pair", "x" * 40_000]
    (written,) = workbook.write_workbook(small_book(plain_table(values)), path)
    rows = [row["Value"] for row in workbook_rules.table(path, "Values")]
    assert rows[:3] == ["fine", "bell\ufffd", "half \ufffd pair"]
    assert len(rows[3]) == 32_767
    assert len(written.changed) == 3
    said = [row["What it says"] for row in workbook_rules.table(path, "Notes")]
    assert any("3 cells held characters" in line for line in said)


def test_missing_values_of_every_kind_get_the_shorthand_of_their_column(tmp_path):
    path = tmp_path / "book.xlsx"
    values = [None, float("nan"), float("inf"), pd.NA, pd.NaT, Number(None, 1), "[c]", 0]
    workbook.write_workbook(small_book(plain_table(values, kind="decimal")), path)
    found = [row["Value"] for row in workbook_rules.table(path, "Values")]
    assert found == ["[x]"] * 6 + ["[c]", 0.0]


def test_numbers_and_dates_are_real_ones_with_their_formats(tmp_path):
    path = tmp_path / "book.xlsx"
    zone = dt.timezone(dt.timedelta(hours=2))
    values = [
        1234567, -2.5, Number(82.46, 1), pd.Timestamp("2023-01-31"), dt.date(1999, 12, 31),
        dt.datetime(2024, 5, 1, 12, 30, tzinfo=zone), True, 2**70,
    ]  # fmt: skip
    workbook.write_workbook(small_book(plain_table(values, kind="whole")), path)
    (sheet,) = (s for s in openpyxl.load_workbook(path) if s.title == "Values")
    cells = [row[0] for row in sheet.iter_rows(min_row=4)]
    assert [cell.value for cell in cells] == [
        1234567, -2.5, 82.46, dt.datetime(2023, 1, 31), dt.datetime(1999, 12, 31),
        dt.datetime(2024, 5, 1, 10, 30), "Yes", str(2**70),
    ]  # fmt: skip
    assert cells[0].number_format == "#,##0"
    assert cells[2].number_format == "#,##0.0"
    assert cells[4].number_format == "d mmm yyyy"


def test_more_rows_than_a_sheet_holds_go_on_and_none_is_lost(tmp_path):
    path = tmp_path / "book.xlsx"
    table = plain_table(range(1000), kind="whole")
    (written,) = workbook.write_workbook(small_book(table), path, last_row=403)
    assert [count for _, count in written.sheets] == [400, 400, 200]
    found = [row["Value"] for name, _ in written.sheets for row in workbook_rules.table(path, name)]
    assert found == list(range(1000))
    assert workbook_rules.faults(path, is_sample=False) == []
    said = [row["What it says"] for row in workbook_rules.table(path, "Notes")]
    assert any("Values, Values 2 and Values 3; none is left out" in line for line in said)


def test_sheet_names_are_made_fit_and_unique(tmp_path):
    path = tmp_path / "book.xlsx"
    names = ["Notes", "history", "a/b:c*?[d]", "x" * 40, "x" * 40, "", "\U0001f600"]
    tables = [ExportTable("T", name, [Column("A")], [("v",)]) for name in names]
    workbook.write_workbook(small_book(*tables), path)
    found = openpyxl.load_workbook(path).sheetnames
    assert len(found) == len(names) + 3
    assert workbook_rules.faults(path, is_sample=False) == []


def test_headings_that_are_the_same_are_told_apart(tmp_path):
    path = tmp_path / "book.xlsx"
    table = ExportTable("T", "T", [Column("A"), Column("a"), Column("A")], [("1x", "2x", "3x")])
    workbook.write_workbook(small_book(table), path)
    assert list(workbook_rules.table(path, "T")[0]) == ["A", "a 2", "A 3"]


def test_the_banner_stands_on_every_sheet_with_figures_only_while_figures_are_made_up(tmp_path):
    for is_sample in (True, False):
        path = tmp_path / f"{is_sample}.xlsx"
        chart = NativeChart("bars", 0, 1, "Offences")
        table = ExportTable("T", "T", [Column("A"), Column("B", "whole")], [("x", 1)], chart=chart)
        workbook.write_workbook(small_book(table, is_sample=is_sample, charts=True), path)
        assert workbook_rules.faults(path, is_sample=is_sample) == []
        text = workbook_rules.cover_text(path)
        assert (workbook_rules.BANNER in text) == is_sample


def test_a_gap_in_a_series_stays_a_gap_in_its_chart(tmp_path):
    path = tmp_path / "book.xlsx"
    days = [dt.date(2023, month, 28) for month in range(1, 7)]
    rows = [(day, value) for day, value in zip(days, [1, 2, None, 4, 5, "[c]"], strict=True)]
    chart = NativeChart("lines", 0, 1, "Offences")
    table = ExportTable("T", "T", [Column("A", "date"), Column("B", "whole")], rows, chart=chart)
    workbook.write_workbook(small_book(table, charts=True), path)
    drawn = openpyxl.load_workbook(path)["Chart 1"]._charts[0]
    assert [one.yVal.numRef.f for one in drawn.series] == ["'T'!$B$4:$B$5", "'T'!$B$7:$B$8"]


def test_a_workbook_that_is_stopped_leaves_nothing_behind(tmp_path):
    class Stopped(Exception):
        pass

    def stop(rows):
        raise Stopped

    path = tmp_path / "book.xlsx"
    path.write_text("the earlier one")
    with pytest.raises(Stopped):
        workbook.write_workbook(small_book(plain_table(range(5000))), path, progress=stop)
    assert path.read_text() == "the earlier one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_workbook_goes_to_a_stream_too():
    stream = io.BytesIO()
    workbook.write_workbook(small_book(plain_table(["a"])), stream)
    assert openpyxl.load_workbook(stream).sheetnames == ["Cover", "Contents", "Notes", "Values"]


def test_the_cover_says_how_to_get_back_to_the_same_view(tmp_path, reader):
    link = "roads?plan=2021-24&district=Leeds&month=2023-01&basis=recorded"
    path = saved(tmp_path, link, reader, host="https://example.org/pcp")
    (back,) = (
        line for line in workbook_rules.cover_text(path).splitlines()
        if line.startswith("https://example.org/pcp/")
    )  # fmt: skip
    again = view_of_link(back, reader)
    assert again.file == "roads"
    assert again.filters == view_of_link(link, reader).filters
    assert again.params["basis"] == ["recorded"]


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("plan=2021-24", "overview"),
        ("?plan=2021-24", "overview"),
        ("/?plan=2021-24", "overview"),
        ("measure", "measure"),
        ("/measure?plan=2021-24", "measure"),
        ("https://example.org/measure?plan=2021-24#x", "measure"),
        ("http://localhost:8501/base/roads?plan=2021-24", "roads"),
        ("https://example.org/base/?plan=2021-24", "overview"),
    ],
)
def test_a_link_is_understood_with_and_without_its_page_and_host(link, page):
    assert parts_of_link(link)[0] == page


def test_the_command_line_writes_the_same_workbook(tmp_path, sample_database):
    path = tmp_path / "book.xlsx"
    command = [sys.executable, "-m", "pcp_data", "export", "--database", str(sample_database)]
    done = subprocess.run(
        [*command, "--view", "overview?plan=2021-24&month=2023-01", "--to", str(path)],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert workbook_rules.faults(path, is_sample=True) == []
    wrong = subprocess.run(
        [*command, "--view", "nopage?x=1", "--to", str(path)], capture_output=True, text=True
    )
    assert wrong.returncode == 1
    assert "nopage" in wrong.stderr


def test_all_shorthand_is_explained():
    assert set(SHORTHAND) == workbook_rules.SHORTHAND
