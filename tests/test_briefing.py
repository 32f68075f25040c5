"""The briefing: its figures against separate sums, its words, its Word file, and its link."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import docx
import pytest
from streamlit.testing.v1 import AppTest

from pcp_data import cli
from pcp_data.briefing import document
from pcp_data.briefing.blocks import Bullets, Grid, Heading, Paragraph, Picture
from pcp_data.briefing.choose import from_params
from pcp_data.briefing.content import briefing_of_view, templates_of
from pcp_data.briefing.pictures import BANNER, specification
from pcp_data.briefing.templates import templates
from pcp_data.database import open_current
from pcp_data.export.pages import EXPORTS
from pcp_data.problems import DataProblem
from pcp_data.view import view_of_link
from tests.support import tiny_database, word_rules
from tests.support.briefing_reader import spoken
from tests.support.slow import chance

ROOT = Path(__file__).parents[1]
HOME = "E23000010"
DISTRICTS = ("E08000032", "E08000033", "E08000034", "E08000035", "E08000036")
PANEL = "briefing?plan=2021-24&month=2023-01&subject=neighbourhood-crime"
THEMES = {
    "neighbourhood crime": PANEL,
    "serious violence": "briefing?plan=2021-24&month=2022-06&subject=serious-violence",
    "victims": "briefing?plan=2021-24&month=2023-01&subject=victims",
    "roads, whose figures end early": "briefing?plan=2021-24&month=2024-03&subject=roads",
    "anti-social behaviour in Leeds": (
        "briefing?plan=2021-24&month=2024-03&subject=anti-social-behaviour&district=Leeds"
    ),
    "women and girls on the year before": (
        "briefing?plan=2021-24&month=2024-03&subject=women-and-girls&compare=previous"
    ),
    "the whole Plan for the Panel": (
        "briefing?plan=2021-24&month=2023-03&meeting=police-and-crime-panel&subject=plan"
    ),
}
ALL_THEMES = {"argvalues": list(THEMES.values()), "ids": list(THEMES)}


@pytest.fixture(scope="module")
def reader(sample_database):
    return open_current(sample_database)


def pack_of(link, reader):
    return briefing_of_view(view_of_link(link, reader))[0]


def section(pack, name):
    return next(one for one in pack.sections if one.id == name)


def grids(part):
    return [one for one in part.blocks if isinstance(one, Grid)]


# --- figures, worked out apart: months added up in plain Python, rounded by Decimal


def rounded(value, decimals):
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(round(value, 9))).quantize(step, rounding=ROUND_HALF_UP)


def printed(value, decimals):
    return f"{abs(rounded(value, decimals)):,.{decimals}f}"


def year_before(day):
    first = (day + timedelta(days=1)).replace(year=day.year - (day.month < 12))
    return first - timedelta(days=1)


class Sums:
    """Twelve months of a measure, from its single periods."""

    def __init__(self, cursor):
        self.cursor = cursor
        self.measures = {
            row[1]: row
            for row in cursor.execute(
                "select measure_id, title, unit, decimals, aggregation from measure"
            ).fetchall()
        }

    def at(self, measure, area, end):
        start = year_before(end) + timedelta(days=1)
        rows = self.cursor.execute(
            "select numerator, denominator, value, months from measure_value where measure_id = ? "
            "and area_code = ? and period_start >= ? and period_end <= ?",
            [measure, area, start, end],
        ).fetchall()
        if sum(row[3] or 0 for row in rows) != 12:
            return None
        top = sum(row[0] for row in rows)
        return top, (sum(row[1] for row in rows) if rows[0][1] is not None else None)

    def numbers(self, title, ends):
        """Return every number that a sentence on a measure may hold, in words."""
        measure, _, unit, decimals, _ = self.measures[title]
        found = set()
        for area in (HOME, *DISTRICTS):
            sides = [self.at(measure, area, end) for end in ends]
            values = [self.value(one, unit) for one in sides if one is not None]
            found |= {printed(one, decimals) for one in values}
            for value in values:
                for then in values:
                    found.add(printed(value - then, 1 if unit == "%" else decimals))
                    if unit != "%" and then:
                        found.add(printed(100 * (value - then) / then, 1))
        return found

    @staticmethod
    def value(side, unit):
        return 100 * side[0] / side[1] if unit == "%" else side[0]


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
UNCOMPARED = re.compile(r"not compared with [^:]*the 12 months before")
NOT_FIGURES = (
    rf"\b\d{{1,2}} (?:{MONTHS}) \d{{4}}|(?:{MONTHS}) \d{{4}}|12 months|All \d districts|"
    r"95% interval|outcomes 1 to 8|under 25|999"
)


def numbers_in(text):
    return set(re.findall(r"\d[\d,]*\d(?:\.\d+)?|\d(?:\.\d+)?", re.sub(NOT_FIGURES, "", text)))


def measure_texts(pack):
    """Return the title and the sentences of each measure that has a heading of its own."""
    title = None
    for block in section(pack, "measures").blocks:
        if isinstance(block, Heading):
            title = block.text
        elif isinstance(block, Paragraph) and title and block.kind == "text":
            if not block.text.startswith("These 12-month figures are the same"):
                yield title, block.text
            title = None


def ends_of(cursor, title, text):
    """Return the ends of the periods to look at: that of the text, the year before, baselines."""
    month = re.search(rf"In the 12 months to ((?:{MONTHS}) \d{{4}})", text)[1]
    end = cursor.execute("select last_day(strptime(?, '%B %Y'))", [month]).fetchone()[0]
    baselines = cursor.execute(
        "select distinct baseline_end from plan_measure join measure using (measure_id) "
        "where title = ? and baseline_end is not null",
        [title],
    ).fetchall()
    return [end, year_before(end), *(row[0] for row in baselines)]


@pytest.mark.parametrize("link", **ALL_THEMES)
def test_every_number_in_a_measure_s_sentences_is_found_by_a_separate_sum(reader, link):
    sums = Sums(reader.cursor())
    checked = 0
    for title, text in measure_texts(pack_of(link, reader)):
        if sums.measures[title][4] not in ("sum", "ratio"):
            continue
        allowed = sums.numbers(title, ends_of(sums.cursor, title, text))
        assert numbers_in(text) <= allowed, text
        checked += len(numbers_in(text))
    assert checked > 2


@pytest.mark.parametrize("link", list(THEMES.values())[:3], ids=list(THEMES)[:3])
def test_a_change_that_chance_could_give_is_called_no_clear_change(reader, link):
    sums = Sums(reader.cursor())
    seen = set()
    for title, text in measure_texts(pack_of(link, reader)):
        measure, _, unit, decimals, _ = sums.measures[title]
        end, before, *_ = ends_of(sums.cursor, title, text)
        now, then = (sums.at(measure, HOME, day) for day in (end, before))
        if now is None or then is None or UNCOMPARED.search(text):
            continue
        if unit == "%":
            lower, upper = chance.newcombe(now, then)
        else:
            lower, upper = (one - 1 for one in chance.rate_ratio(now[0], then[0]))
        is_clear = lower > 0 or upper < 0
        amount = printed(sums.value(then, unit), decimals) + ("%" if unit == "%" else "")
        said = f"(?:above|below) the 12 months before \\({re.escape(amount)}\\)"
        assert bool(re.search(said, text)) == is_clear, text
        assert (f"from the 12 months before ({amount})" in text) != is_clear, text
        seen.add(is_clear)
    assert seen


def test_every_figure_that_raises_a_line_of_enquiry_is_found_by_a_separate_sum(reader):
    pack = pack_of(PANEL, reader)
    sums = Sums(reader.cursor())
    (grid,) = grids(section(pack, "enquiry"))
    raised = re.split(r"(?<=\))\. ", " ".join(row[2] for row in grid.rows))
    days = [date(2023, 1, 31), date(2022, 1, 31), date(2019, 6, 30), date(2022, 4, 30)]
    checked = 0
    for text in raised:
        title = next((one for one in sorted(sums.measures, key=len, reverse=True)
                      if text.startswith(f"{spoken(one)}: ")), None)  # fmt: skip
        if title:
            assert numbers_in(text) <= sums.numbers(title, days), text
            checked += 1
    assert checked >= 4


@pytest.mark.parametrize("link", **ALL_THEMES)
def test_the_table_s_figures_are_those_of_a_separate_sum(reader, link):
    pack = pack_of(link, reader)
    sums = Sums(reader.cursor())
    area = DISTRICTS[3] if "Leeds" in link else HOME
    end = sums.cursor.execute(
        "select last_day(cast(? as date))", [re.search(r"month=([\d-]+)", link)[1] + "-01"]
    ).fetchone()[0]
    checked = 0
    for grid in grids(section(pack, "table")):
        previous = grid.columns.index("Previous 12 months")
        for row in grid.rows:
            measure, title, unit, decimals, aggregation = sums.measures[row[0]]
            found = sums.at(measure, area, end)
            if found is None or aggregation not in ("sum", "ratio"):
                continue
            assert row[1].rstrip("%") == printed(sums.value(found, unit), decimals), title
            before = sums.at(measure, area, year_before(end))
            if before is not None:
                then = printed(sums.value(before, unit), decimals)
                assert row[previous].rstrip("%") == then, title
            checked += 1
    assert checked or "roads" in link


# --- the June 2023 panel paper

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


def test_the_headline_is_three_sentences_from_the_figures(reader):
    lead, others, months = (one.text for one in section(pack_of(PANEL, reader), "headline").blocks)
    assert lead == (
        "Neighbourhood crime stood at 33,154 offences in West Yorkshire in the 12 months to "
        "January 2023, 32.6% (16,008) below the Plan’s baseline (49,162 in the 12 months to June "
        "2019) but 15.5% (4,453) above the 12 months before (28,701)."
    )
    assert others == (
        "Of the other measures that can be judged, 6 are better than the Plan’s baseline and 1 is "
        "worse (theft of motor vehicle, up 17.6%); all 7 are worse than the 12 months before."
    )
    assert months.startswith("Month by month, 2 of the 10 measures charted are unusual")


# --- words

CAUSES = (
    r"\b(because of|due to|caused|as a result|driven by|led to|thanks to|explained by|owing to)\b"
)
ONE_OF_MANY = (
    r"\b1 (offences|measures|incidents|victims|casualties|collisions|signals|files|districts|"
    r"outcomes|figures|children|orders|are)\b"
)


def own_words(pack):
    """Return what the briefing says itself, without the notes and caveats that it quotes."""
    for part in pack.sections:
        for block in part.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Picture):
                yield block.alt
            elif isinstance(block, Grid):
                yield from (cell for row in block.rows for cell in row)
            elif isinstance(block, Bullets) and part.id == "voice":
                yield from block.items


@pytest.mark.parametrize("link", **ALL_THEMES)
def test_sentences_claim_no_cause_repeat_nothing_and_have_right_plurals(reader, link):
    pack = pack_of(link, reader)
    said = list(own_words(pack))
    text = "\n".join(said)
    assert not re.search(CAUSES, text)
    assert not re.search(ONE_OF_MANY, text)
    paragraphs = [one for one in said if len(one) > 90 and not one.startswith("Source")]
    alike = {one for one in paragraphs if paragraphs.count(one) > 1}
    assert not alike


@pytest.mark.parametrize("link", **ALL_THEMES)
def test_changes_of_shares_are_in_percentage_points(reader, link):
    pack = pack_of(link, reader)
    sums = Sums(reader.cursor())
    for title, text in measure_texts(pack):
        if sums.measures[title][2] == "%":
            assert not re.search(r"% (\([\d,]+\) )?(above|below)", text), text


def test_figures_are_dated_by_the_day_of_their_build(reader):
    pack = pack_of(PANEL, reader)
    day = f"{pack.published.day} {pack.published:%B %Y}"
    sources = [one for one in own_words(pack) if one.startswith("Source: ")]
    assert sources and all(f"as published on {day}" in one for one in sources)


def test_figures_that_end_early_are_those_of_their_latest_whole_year_and_say_so(reader):
    pack = pack_of(THEMES["roads, whose figures end early"], reader)
    assert "in the 12 months to December 2023" in section(pack, "headline").blocks[0].text
    notes = [one.text for one in section(pack, "table").blocks if isinstance(one, Paragraph)]
    assert notes[0] == (
        "Figures to March 2024 have not come: these are the 12 months to December 2023."
    )
    (grid,) = grids(section(pack, "table"))
    assert grid.columns[1] == "12 months to December 2023"


# --- the Word file


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


def contributions(pack):
    """Return what the national statement says under each priority."""
    blocks = section(pack, "national").blocks
    return {
        one.text: below.items
        for one, below in zip(blocks, blocks[1:], strict=False)
        if isinstance(one, Heading)
    }


def test_the_national_statement_says_which_quarter_it_is_for(reader):
    link = "briefing?plan=2021-24&meeting=national-statement&month="
    said = [section(pack_of(link + month, reader), "national").blocks[0].text
            for month in ("2023-03", "2023-01")]  # fmt: skip
    assert "This one is for January to March 2023." in said[0]
    assert "January 2023 does not end a quarter" in said[1]


def test_the_national_statement_names_the_six_priorities_for_the_force_only(reader, tmp_path):
    link = "briefing?plan=2021-24&month=2023-01&meeting=national-statement&district=Leeds"
    pack = pack_of(link, reader)
    (grid,) = grids(section(pack, "national"))
    assert len(grid.rows) == 6
    said = contributions(pack)
    assert list(said) == [row[0] for row in grid.rows]
    assert "33,154 offences" in said["Reduce neighbourhood crime"][0]
    assert said["Tackle cyber crime"] == ("No figures are held.",)
    assert grid.rows[2][1] == "To be stated: only related measures"
    assert pack.subtitle == "West Yorkshire"
    path = tmp_path / "statement.docx"
    document.write(pack, path)
    assert word_rules.faults(path, is_sample=True) == []


def test_the_banner_is_in_every_chart_only_while_figures_are_made_up(reader):
    pack = pack_of(PANEL, reader)
    picture = next(one for one in section(pack, "measures").blocks if isinstance(one, Picture))
    assert specification(picture, is_sample=True)["title"]["text"] == BANNER
    assert "title" not in specification(picture, is_sample=False)


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


# --- the choice


def choice_of(link, reader):
    view = view_of_link(link, reader)
    return from_params(view.params, view.filters, view.choices, templates_of(view))


def test_a_choice_comes_back_from_its_own_link(reader):
    link = (
        "briefing?plan=2021-24&month=2023-01&meeting=partnership-executive&subject=roads"
        "&pick=ksi_adjusted&pick=homicide&district=Leeds&compare=2022-06"
    )
    first, notices = choice_of(link, reader)
    again, _ = choice_of(f"briefing?{first.query_string()}", reader)
    assert again == first and not notices
    assert first.picks == ("ksi_adjusted", "homicide")


def test_nonsense_in_a_link_is_said(reader):
    choice, notices = choice_of("briefing?meeting=tea&subject=cake&pick=crumbs", reader)
    assert choice.meeting == "community-outcomes"
    assert [re.search("“(.*)”", one)[1] for one in notices] == ["tea", "cake", "crumbs"]


def test_the_workbook_has_the_same_figures_as_numbers(reader):
    tables = {one.sheet: one for one in EXPORTS["briefing"](view_of_link(PANEL, reader))}
    titles = [one.title for one in tables["Measures"].columns]
    row = next(one for one in tables["Measures"].rows if one[0] == "Residential burglary")
    cell = dict(zip(titles, row, strict=True))
    assert cell["Latest 12 months"].value == 10056
    assert cell["Baseline: change (%)"].value == -45.6
    assert {"Districts", "Victims", "Unusual months", "Lines of enquiry", "Trends"} <= set(tables)


# --- the page


@pytest.fixture
def page(sample_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))

    def opened(**query):
        at = AppTest.from_file(str(ROOT / "pages" / "briefing.py"), default_timeout=240)
        for name, value in query.items():
            at.query_params[name] = value
        return at.run()

    return opened


def said_on(at):
    return " ".join(one.proto.body for one in at.get("html"))


def test_the_page_shows_what_the_document_says(page, reader):
    said = said_on(page(plan="2021-24", month="2023-01"))
    for one in section(pack_of(PANEL, reader), "headline").blocks:
        assert one.text in said
    assert "Download Word" in [one.label for one in page().get("download_button")]


def test_choices_of_the_briefing_stand_in_the_link(page):
    at = page(plan="2021-24", month="2023-01")
    at.selectbox(key="briefing:pick:meeting").select("national-statement").run()
    assert at.query_params["meeting"] == "national-statement"
    assert "SI 2021/547" in said_on(at)
    at.selectbox(key="briefing:pick:meeting").select("performance-scrutiny").run()
    at.multiselect(key="briefing:picks").select("homicide").run()
    assert not at.exception
    assert at.query_params["pick"] in ("homicide", ["homicide"])
    assert "Homicide: briefing for the Performance Scrutiny Meeting" in said_on(at)


def test_the_charts_are_drawn_when_asked_for(page):
    at = page(plan="2021-24", month="2023-01")
    assert not at.get("vega_lite_chart")
    at.toggle(key="briefing:show-charts").set_value(True).run()
    assert len(at.get("vega_lite_chart")) == 10


# --- the templates


def test_every_measure_that_a_template_names_is_defined(reader):
    known = {row[0] for row in reader.cursor().execute("select measure_id from measure").fetchall()}
    found = templates()
    named = {one for entry in (*found.subjects, *found.national) for one in entry.measures} | {
        one for entry in found.subjects for one in entry.victims
    }
    assert named <= known


def test_a_template_with_an_unknown_key_is_refused(tmp_path):
    (tmp_path / "briefings.toml").write_text('[[subjects]]\nid = "x"\ntitel = "X"\nmeasures = []\n')
    with pytest.raises(DataProblem, match="titel"):
        templates(tmp_path)


def test_a_briefing_without_figures_says_so(reader):
    pack = pack_of("briefing?plan=2021-24&month=2023-01&pick=early_guilty_pleas", reader)
    assert section(pack, "headline").blocks[0].text.startswith("There are no figures on")
    assert replace(pack, is_sample=False).sections


def test_a_briefing_without_figures_names_no_sources_and_no_method(tmp_path):
    real = open_current(tiny_database.make(tmp_path / "real.duckdb", sample=False))
    pack = pack_of("briefing?plan=2021-24&pick=early_guilty_pleas", real)
    said = " ".join(one.text for one in section(pack, "headline").blocks)
    assert said.startswith("There are no figures on early guilty pleas")
    assert not [one for one in pack.sections if one.id == "sources"]


@pytest.mark.parametrize("link", **ALL_THEMES)
def test_the_headline_is_at_most_three_sentences(reader, link):
    said = [one.text for one in section(pack_of(link, reader), "headline").blocks]
    assert 0 < len(said) <= 3
    assert not [one for one in said if re.search(r"[.] [A-Z]", one)]


@pytest.mark.parametrize("link", **ALL_THEMES)
def test_every_caveat_names_its_source(reader, link):
    pack = pack_of(link, reader)
    named = (
        r"According to .+: |Definition of (the|these) measures?: |\(Worked out from |^Public papers"
    )
    items = [
        item
        for part in pack.sections
        if part.id in ("measures", "limits")
        for block in part.blocks
        if isinstance(block, Bullets)
        for item in block.items
    ]
    assert not [one for one in items if not re.search(named, one)]
