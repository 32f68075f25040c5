"""Crime and ASB under a priority and a theme: what they have, and what that needs beside it."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from pcp_data.build import build
from pcp_data.database import open_current
from pcp_data.export import pages, workbook
from pcp_data.ui import data as page_data
from pcp_data.view import view_of_link
from tests.conftest import SAMPLE_AS_AT
from tests.support import real_files
from tests.support.screen_tables import Workbook
from tests.test_crime_and_asb import said

ROOT = Path(__file__).parents[1]
PAGE = str(ROOT / "pages" / "crime_and_asb.py")
DEFINITIONS = ROOT / "pcp_data" / "definitions" / "west_yorkshire"
PLAN, END = "2024-28", "2023-03-31"
PARTS = (
    "personal_robbery",
    "residential_burglary",
    "theft_from_motor_vehicle",
    "theft_from_person",
    "theft_of_motor_vehicle",
    "vehicle_interference",
)
LINKED = ("criminal_damage", "harassment", "public_order")
# Themes of the Plan, the measures that they are given here, and what stands beside those by name.
THEMES = {
    "early-intervention-and-prevention": (("neighbourhood_crime",), PARTS),
    "men-and-boys": (("residential_burglary", "vehicle_interference"), ()),
    "equality-diversity-and-inclusion": (("asb_incidents",), LINKED),
    "safety-of-women-and-girls": (("harassment",), ()),
    "children-and-young-people": (("knife_crime_under_25",), ()),
}
WHOLE, SOME_PARTS, INCIDENTS, ONE_LINKED, YOUNG = THEMES
NOTHING = "reducing-vulnerability"
WAY_BACK = "Show every priority and theme"


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Path:
    """Build the sample data with definitions in which these measures have themes."""
    folder = tmp_path_factory.mktemp("themed")
    shutil.copytree(DEFINITIONS, folder / "definitions")
    for theme, (measures, _) in THEMES.items():
        for measure in measures:
            path = folder / "definitions" / "measures" / f"{measure}.toml"
            text = path.read_text(encoding="utf-8")
            given = f'plan = "{PLAN}"\nthemes = ["{theme}"]'
            assert text.count(f'plan = "{PLAN}"') == 1 and "themes" not in text
            path.write_text(text.replace(f'plan = "{PLAN}"', given), encoding="utf-8")
    target = folder / "pcp.duckdb"
    build([real_files.SAMPLE], target, folder / "definitions", as_at=SAMPLE_AS_AT)
    return target


@pytest.fixture
def page(database, monkeypatch) -> Callable[..., AppTest]:
    monkeypatch.setenv("PCP_DATABASE", str(database))

    def opened(**query: str) -> AppTest:
        at = AppTest.from_file(PAGE, default_timeout=240)
        for name, value in {"plan": PLAN, "month": END[:7], **query}.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception
        return at

    return opened


@pytest.fixture
def answer(database) -> Callable[..., list[tuple]]:
    """Return a function that asks the database in SQL of its own."""

    def ask(sql: str, **params: object) -> list[tuple]:
        with open_current(database).cursor() as cursor:
            return cursor.execute(sql, params).fetchall()

    return ask


def made(database: Path, **query: str) -> Path:
    """Return the workbook of the page with this link."""
    asked = {"plan": PLAN, "month": END[:7], **query}
    link = "crime_and_asb?" + "&".join(f"{name}={value}" for name, value in asked.items())
    path = database.with_name(f"{query.get('theme', 'all')}.xlsx")
    workbook.write_workbook(pages.book(view_of_link(link, open_current(database))), path)
    return path


def words_of(path: Path, sheet: str) -> str:
    """Return all that stands on a sheet of a workbook."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    return " ".join(str(cell) for row in rows for cell in row)


def linked(at: AppTest) -> set[str]:
    """Return the measures that the page has links to."""
    return set(re.findall(r"/measure\?[^\"]*?measure=(\w+)", html.unescape(said(at))))


def titles(answer: Callable, measures: tuple[str, ...]) -> set[str]:
    rows = answer("select title from measure where measure_id in $ids", ids=list(measures))
    return {title for (title,) in rows}


def in_tables(at: AppTest) -> dict[tuple[str, str], float]:
    """Return the figures over time in the tables of the page, by measure and period."""
    return {
        (row["Measure"], row["Period"]): row["Number"]
        for table in at.dataframe
        if {"Measure", "Period", "Number"} <= set(table.value.columns)
        for row in table.value.to_dict("records")
    }


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_leaves_its_measures_and_what_they_need_beside_them(page, theme):
    own, beside = THEMES[theme]
    assert linked(page(theme=theme)) == {*own, *beside}


@pytest.mark.parametrize("theme", THEMES)
def test_the_workbook_has_the_measures_of_the_page_and_says_the_theme(database, answer, theme):
    own, beside = THEMES[theme]
    path = made(database, theme=theme)
    book = Workbook(path)
    rows = [row for name in ("12 months", "Months") for row in book.sheets.get(name, ())]
    assert {row["Measure"] for row in rows} == titles(answer, own + beside)
    judged = ("Neighbourhood crime", "Serious violence", "ASB and linked crimes")
    against = {row["Measure"] for name in judged for row in book.sheets.get(name, ())}
    assert against == titles(answer, own)
    assert "; theme: " in words_of(path, "Cover")
    assert ("never added to crimes" in words_of(path, "12 months")) == (theme == INCIDENTS)


MONTHLY = """
    select m.short_title, v.period_end, v.value
    from measure_value v join measure m using (measure_id)
    where m.measure_id in $ids and v.area_code = 'E23000010' and v.months = 1
        and v.period_end <= $end::date and v.period_end > $end::date - interval 5 year
"""
YEARLY = """
    select m.short_title, t.period_end, t.value
    from twelve_months t join measure m using (measure_id)
    where m.measure_id in $ids and t.area_code = 'E23000010' and t.value is not null
        and t.period_end <= $end::date
"""


@pytest.mark.parametrize(
    ("theme", "sql", "said_as"),
    [
        (WHOLE, MONTHLY, "{:%B %Y}"),
        (SOME_PARTS, MONTHLY, "{:%B %Y}"),
        (INCIDENTS, YEARLY, "12 months to {:%B %Y}"),
        (ONE_LINKED, YEARLY, "12 months to {:%B %Y}"),
        (YOUNG, YEARLY + " and t.period_end > $end::date - interval 5 year",
         "12 months to {:%B %Y}"),
    ],
)  # fmt: skip
def test_the_figures_under_a_theme_equal_the_database(page, answer, theme, sql, said_as):
    own, beside = THEMES[theme]
    expected = {
        (title, said_as.format(end)): value
        for title, end, value in answer(sql, ids=list(own + beside), end=END)
    }
    found = in_tables(page(theme=theme))
    types = {"Nuisance", "Personal", "Environmental"}
    assert {key: value for key, value in found.items() if key[0] not in types} == expected
    assert any(key[0] in types for key in found) == (theme == INCIDENTS)


def test_what_it_is_made_of_stays_where_the_whole_is_in_and_only_there(page):
    whole, some = page(theme=WHOLE), page(theme=SOME_PARTS)
    assert "What it is made of" in said(whole)
    (shares,) = [one.value for one in whole.dataframe if "Share in per cent" in one.value.columns]
    assert len(shares) == len(PARTS)
    assert "What it is made of" not in said(some)
    assert "Not every part of neighbourhood crime" not in said(some)
    assert not any("Share in per cent" in one.value.columns for one in some.dataframe)


def test_the_headline_says_only_what_is_in(page):
    (incidents,) = re.findall(
        r"In West Yorkshire in the 12 months[^<]+", said(page(theme=INCIDENTS))
    )[:1]
    assert "ASB incidents" in incidents and "neighbourhood" not in incidents
    text = said(page(theme=SOME_PARTS))
    assert re.search(
        r"In West Yorkshire in the 12 months to March 2023: residential burglary "
        r"\([\d,]+ offences\) and vehicle interference \([\d,]+ offences\)\.",
        text,
    )


def test_the_page_opens_with_the_first_subject_that_is_in_unless_a_link_says_otherwise(page):
    def opened(**query: str) -> str:
        return page(**query).session_state["crime_and_asb:tab"]

    assert opened() == "Neighbourhood crime"
    assert opened(theme=YOUNG) == "Serious violence"
    assert opened(theme=INCIDENTS) == "ASB and linked crimes"
    assert opened(theme=INCIDENTS, tab="neighbourhood") == "Neighbourhood crime"


def test_linked_crimes_alone_are_shown_without_asb(page):
    text = said(page(theme=ONE_LINKED))
    assert "ASB incidents are calls for service" not in text
    assert "has no measure of ASB incidents in the theme Safety of Women and Girls" in text
    assert "As an index" not in text
    assert "Beside each other" not in text


def test_the_share_of_victims_under_25_names_its_whole_which_is_nowhere_else(page, answer):
    at = page(theme=YOUNG)
    ((young, every),) = answer(
        "select sum(value) filter (measure_id = 'knife_crime_under_25'), "
        "sum(value) filter (measure_id = 'knife_crime') from twelve_months "
        "where area_code = 'E23000010' and period_end = $end::date",
        end=END,
    )
    text = said(at)
    (row,) = re.findall(r"<tr><td[^>]*>Knife crime</td>.+?</tr>", text)
    assert f">{every:,.0f}<" in row and f">{young:,.0f}<" in row
    assert {title for title, _ in in_tables(at)} == titles(answer, ("knife_crime_under_25",))
    assert "knife crimes" not in text
    assert re.search(rf"knife crime, victim under 25: {young:,.0f} \(", text)


@pytest.mark.parametrize(
    ("theme", "missing"),
    [
        (WHOLE, ["serious violence", "anti-social behaviour", "the rate of outcomes 1 to 8"]),
        (INCIDENTS, ["neighbourhood crime", "serious violence"]),
        (ONE_LINKED, ["neighbourhood crime", "serious violence", "ASB incidents"]),
        (YOUNG, ["neighbourhood crime", "anti-social behaviour"]),
    ],
)
def test_each_section_with_nothing_in_it_says_so_and_so_does_the_workbook(
    page, database, theme, missing
):
    text = html.unescape(said(page(theme=theme)))
    assert sorted(re.findall(r"\) has no measure of (.+?) in the theme", text)) == sorted(missing)
    assert text.count(WAY_BACK) == len(missing)
    absent = words_of(made(database, theme=theme), "Not in this view")
    (named,) = re.findall(r"has no measure of (.+?) in the theme", absent)
    assert all(one in named for one in missing)


def test_a_theme_with_nothing_of_the_page_says_so_once_and_offers_the_way_back(page, database):
    at = page(theme=NOTHING)
    text = html.unescape(said(at))
    assert text.count("has no measure of") == text.count(WAY_BACK) == 1
    assert "no measure of neighbourhood crime, of serious violence or of anti-social" in text
    assert f'href="/crime_and_asb?plan={PLAN}&month={END[:7]}"' in text
    assert not at.tabs and not at.dataframe and not at.get("vega_lite_chart")
    path = made(database, theme=NOTHING)
    assert "no measure of neighbourhood crime, of serious violence or of anti-social" in words_of(
        path, "Not in this view"
    )
    sheets = CalamineWorkbook.from_path(path).sheet_names
    assert sheets == ["Cover", "Contents", "Notes", "Not in this view"]


def test_measures_of_no_plan_and_what_is_to_be_confirmed_of_them_leave_with_a_priority(page):
    every, some = page(), page(priority="safer-places-and-thriving-communities")
    assert "Most serious violence: Definition to be confirmed" in said(every)
    assert "ost serious violence" in said(every)
    assert "ost serious violence" not in said(some)
    assert "to be confirmed by the force" not in said(some)


def test_a_priority_leaves_the_parts_and_the_linked_crimes_that_its_plan_does_not_name(page):
    found = linked(page(plan="2021-24", priority="safer-places-and-thriving-communities"))
    assert set(LINKED) < found
    assert not linked(page(plan="2021-24", priority="keeping-people-safe-and-building-resilience"))


@pytest.mark.parametrize("theme", THEMES)
def test_notes_are_those_on_what_is_shown(page, answer, theme):
    own, beside = THEMES[theme]
    rows = answer(
        "select distinct note from data_note where measure_id in $ids and kind <> 'contradiction' "
        "and (area_code is null or area_code = 'E23000010')",
        ids=list(own + beside),
    )
    text = html.unescape(said(page(theme=theme)))
    table = re.search(r'<table class="pcp-notes">.+?</table>', text, flags=re.S)
    assert (table.group() if table else "").count("<th scope=row>") == len(rows)
    assert all(note in table.group() for (note,) in rows)


def test_nothing_is_read_for_sections_that_are_not_shown(page, monkeypatch):
    asked: list[str] = []
    for name in ("rows", "fetch"):
        real = getattr(page_data, name)

        def heard(reader, query, /, _real=real, **params):
            asked.append(query)
            return _real(reader, query, **params)

        monkeypatch.setattr(page_data, name, heard)
    own = {"crime_series", "crime_months", "crime_parts", "asb_types", "topic_notes"}
    for theme, wanted in {
        NOTHING: set(),
        YOUNG: {"crime_series", "topic_notes"},
        SOME_PARTS: {"crime_series", "crime_months", "topic_notes"},
        INCIDENTS: {"crime_series", "asb_types", "topic_notes"},
    }.items():
        asked.clear()
        page(theme=theme)
        assert own & set(asked) == wanted
