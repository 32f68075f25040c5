"""The files of a briefing: the June 2023 panel paper, the rules of the Word file, its workbook."""

from __future__ import annotations

import json
import re

import docx
import pytest

from pcp_data import cli
from pcp_data.briefing import document
from pcp_data.briefing.blocks import Picture
from pcp_data.briefing.pictures import BANNER, specification
from pcp_data.database import open_current
from pcp_data.export.pages import EXPORTS
from pcp_data.view import view_of_link
from tests.support import tiny_database, word_rules
from tests.support.briefings import PANEL, THEMES, grids, pack_of, section


@pytest.fixture(scope="module")
def reader(sample_database):
    return open_current(sample_database)


PAPER = {
    "Residential burglary": ("10,056", "18,493", "−45.6%", "9,295", "+8.2%"),
    "Personal robbery": ("2,619", "3,441", "−23.9%", "2,180", "+20.1%"),
    "Theft from person": ("3,236", "4,186", "−22.7%", "2,539", "+27.5%"),
    "Vehicle offences": ("17,243", "23,042", "−25.2%", "14,687", "+17.4%"),
    "Theft of motor vehicle": ("6,873", "5,844", "+17.6%", "5,175", "+32.8%"),
    "Theft from motor vehicle": ("7,818", "13,587", "−42.5%", "7,158", "+9.2%"),
    "Vehicle interference": ("2,552", "3,611", "−29.3%", "2,354", "+8.4%"),
    "Neighbourhood crime": ("33,154", "49,162", "−32.6%", "28,701", "+15.5%"),
}
PAPER_SATISFACTION = {
    "Residential burglary": ("79.2%", "−6.4 points"),
    "Personal robbery": ("71.8%", "−13.8 points"),
    "Theft from person": ("74.8%", "+4.2 points"),
    "Theft from motor vehicle": ("69.4%", "−3.8 points"),
    "Theft of motor vehicle": ("65.2%", "−5.3 points"),
    "Vehicle interference": ("76.9%", "−6.8 points"),
}


@pytest.fixture(scope="module")
def panel_file(reader, tmp_path_factory):
    path = tmp_path_factory.mktemp("briefing") / "panel.docx"
    document.write(pack_of(PANEL, reader), path)
    return path


def test_the_word_file_reproduces_the_table_of_the_june_2023_panel_paper(panel_file):
    rows = word_rules.table(panel_file, "Neighbourhood crime in West Yorkshire")
    found = {row[0]: (*row[1:4], *row[5:7]) for row in rows}
    assert {title: found[title] for title in PAPER} == PAPER
    assert rows[0][1:3] == ["12 months to January 2023", "Baseline, 12 months to June 2019"]


def test_it_reproduces_the_paper_s_satisfaction_and_calls_changes_points(reader):
    (grid,) = grids(section(pack_of(PANEL, reader), "voice"))
    found = {row[0]: (row[1], row[5]) for row in grid.rows}
    assert found == PAPER_SATISFACTION


def test_it_does_not_repeat_the_paper_s_mistake_on_residential_burglary(panel_file):
    said = [one for one in word_rules.text_of(docx.Document(panel_file)) if "32.6" in one]
    about = [one for one in said if "esidential burglary" in one]
    assert len(about) == 1  # the sentence that names the mistake
    assert "residential burglary, printed −32.6%, is −45.6% here" in about[0]


@pytest.mark.parametrize(
    "name",
    ["neighbourhood crime", "roads, whose figures end early", "the whole Plan for the Panel"],
)
def test_the_word_file_keeps_the_rules(reader, tmp_path, name):
    path = tmp_path / "briefing.docx"
    document.write(pack_of(THEMES[name], reader), path)
    assert word_rules.faults(path, is_sample=True) == []


def test_many_charts_stand_in_two_columns_with_their_dashed_line_named_in_the_caption(
    reader, tmp_path
):
    pack, path = pack_of(PANEL, reader), tmp_path / "briefing.docx"
    document.write(pack, path)
    word = docx.Document(path)
    assert [len(one._sectPr.xpath("./w:cols[@w:num='2']")) for one in word.sections] == [0, 1, 0]
    captions = [one.text for one in word.paragraphs if one.text.startswith("12 months to each")]
    assert len(captions) == 10
    assert all("(dashed: baseline, 12 months to June 2019)" in one for one in captions)
    picture = next(one for one in section(pack, "measures").blocks if isinstance(one, Picture))
    wide, narrow = (
        json.dumps(specification(picture, is_sample=False, is_narrow=one)) for one in (False, True)
    )
    assert "Baseline, 12 months" in wide and "Baseline, 12 months" not in narrow


def test_the_banner_is_in_every_chart_only_while_figures_are_made_up(reader):
    pack = pack_of(PANEL, reader)
    picture = next(one for one in section(pack, "measures").blocks if isinstance(one, Picture))
    assert specification(picture, is_sample=True)["title"]["text"] == BANNER
    assert "title" not in specification(picture, is_sample=False)


def test_the_dashed_line_of_a_picture_stands_at_the_baseline_that_its_words_name(reader):
    seen = 0
    for part in pack_of(PANEL, reader).sections:
        for picture in (one for one in part.blocks if isinstance(one, Picture)):
            said = re.search(r"baseline \(([\d,.]+)%? in the ", picture.alt)
            if not said:
                continue
            drawn = specification(picture, is_sample=True)
            (level,) = (
                one["data"]["name"] for one in drawn["layer"]
                if one["mark"]["type"] == "rule" and one["mark"].get("strokeDash")
                and set(one["encoding"]) == {"y"}
            )  # fmt: skip
            (line,) = drawn["datasets"][level]
            assert line["value"] == pytest.approx(float(said[1].replace(",", "")), abs=0.05)
            seen += 1
    assert seen


def test_a_briefing_of_real_figures_has_no_banner(tmp_path):
    real = open_current(tiny_database.make(tmp_path / "real.duckdb", sample=False))
    pack = pack_of("briefing?plan=2021-24&subject=neighbourhood-crime", real)
    path = tmp_path / "real.docx"
    document.write(pack, path)
    assert word_rules.faults(path, is_sample=False) == []


def test_the_command_writes_what_the_page_gives(sample_database, tmp_path, capsys):
    to = tmp_path / "roads.docx"
    view = THEMES["roads, whose figures end early"].partition("?")[2]
    arguments = ["brief", "--view", view, "--to", str(to), "--database", str(sample_database)]
    assert cli.main(arguments) == 0
    assert "Safer roads: briefing for the Community Outcomes Meeting" in capsys.readouterr().out
    assert word_rules.faults(to, is_sample=True) == []
    assert cli.main([*arguments[:4], str(tmp_path / "roads.pdf"), *arguments[5:]]) == 1


def test_the_workbook_has_the_same_figures_as_numbers(reader):
    tables = {one.sheet: one for one in EXPORTS["briefing"](view_of_link(PANEL, reader))}
    titles = [one.title for one in tables["Measures"].columns]
    row = next(one for one in tables["Measures"].rows if one[0] == "Residential burglary")
    cell = dict(zip(titles, row, strict=True))
    assert cell["Latest 12 months"].value == 10056
    assert cell["Baseline: change (%)"].value == -45.6
    assert {"Districts", "Victims", "Unusual months", "Lines of enquiry", "Trends"} <= set(tables)


def test_a_table_that_opens_a_section_is_not_held_to_what_follows(reader, tmp_path):
    pack = pack_of(
        "briefing?plan=2021-24&month=2023-03&meeting=police-and-crime-panel&subject=plan", reader
    )
    path = tmp_path / "panel.docx"
    document.write(pack, path)
    first, second = docx.Document(path).tables[:2]
    # With it the last row of the first table went over to the next page, with the second table.
    assert len(first.rows) == 12 and not any(held(first))
    assert held(second) == [*([True] * (len(second.rows) - 1)), False]


def held(table) -> list[bool]:
    """Return of each row whether it is kept on a page with what follows it."""
    return [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]
