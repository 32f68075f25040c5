"""Victims under a priority or theme: what is out of it stands neither on the page nor in its book.

What is in is found here a second way: by the text of each survey answer, not by parts of an item.
"""

from __future__ import annotations

import re

import pytest

from pcp_data.database import open_current
from pcp_data.export import pages
from pcp_data.view import view_of_link
from tests.test_pages import open_page, words_on

MONTH = "2024-03"
SWG = {"plan": "2021-24", "theme": "safety-of-women-and-girls"}
CJ = "supporting-victims-and-witnesses-and-improving-criminal-justice-outcomes"
GROUPS = "By crime type"
SURVEYS = "Surveys"
MEASURES = """
    from plan_measure
    left join measure_theme using (measure_id)
    where plan_id = $plan
        and ($priority is null or priority_id = $priority)
        and ($theme is null or theme_id = $theme)
"""
WAY_BACK = "Show every priority and theme"


@pytest.fixture
def reader(sample_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    return open_current(sample_database)


def wanted(reader, chosen: dict) -> tuple[set, set]:
    """Return the groups of victims, and the survey questions, of the measures that are in."""
    values = {"priority": None, "theme": None} | chosen
    ask = reader.cursor().execute
    groups = ask(
        f"""
        select substr(item, 15) from measure_item
        where source_id = 'force_satisfaction' and measure_id in (select measure_id {MEASURES})
        """,
        values,
    ).fetchall()
    questions = ask(
        f"""
        select distinct survey_title, question from survey_result
        where 'survey: ' || survey_id || ' | ' || question || ' | ' || answer in (
            select item from measure_item
            where source_id = 'survey' and measure_id in (select measure_id {MEASURES})
        )
        """,
        values,
    ).fetchall()
    return {name for (name,) in groups}, set(questions)


def notes_wanted(reader, chosen: dict) -> set:
    """Return the notes on the force in those measures, but those on what the papers contradict."""
    rows = reader.cursor().execute(
        f"""
        select note from data_note
        where kind <> 'contradiction' and (area_code is null or area_code = 'E23000010')
            and measure_id in (select measure_id {MEASURES})
            and measure_id in (
                select measure_id from measure_item
                where source_id in ('survey', 'force_satisfaction')
            )
        """,
        {"priority": None, "theme": None} | chosen,
    )
    return {note for (note,) in rows.fetchall()}


def book(reader, chosen: dict) -> dict[str, list[dict]]:
    """Return the sheets of the page's workbook; what a sheet says above its table is under ""."""
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    made = pages.book(view_of_link(f"victims?{query}&month={MONTH}", reader))
    sheets = {
        one.sheet: [
            dict(zip([column.title for column in one.columns], row, strict=True))
            for row in one.rows
        ]
        for one in made.tables
    }
    return sheets | {"": [{"said": note} for one in made.tables for note in one.notes]}


def every_choice(reader) -> list[dict]:
    """Return each priority and each theme of each Plan that the filter bar offers."""
    plans = view_of_link("victims?", reader).choices.plans
    found = [{"plan": plan.id, "priority": one.id} for plan in plans for one in plan.priorities]
    return found + [{"plan": plan.id, "theme": one.id} for plan in plans for one in plan.themes]


def test_the_workbook_has_of_each_priority_and_theme_what_is_in_it(reader):
    seen = set()
    for chosen in every_choice(reader):
        groups, questions = wanted(reader, chosen)
        sheets = book(reader, chosen)
        assert {row["Victims"] for row in sheets.get(GROUPS, ())} == groups, chosen
        for sheet in ("By district", "Over time", "Compared with"):
            assert {row["Victims"] for row in sheets.get(sheet, ())} <= groups, chosen
        found = {(row["Survey"], row["Question"]) for row in sheets.get(SURVEYS, ())}
        assert found == questions, chosen
        notes = {row["Note"] for row in sheets.get("Changes and caveats", ())}
        assert notes == notes_wanted(reader, chosen), chosen
        said = " ".join(row["said"] for row in sheets[""])
        assert ("no measure of victim satisfaction" in said) == (not groups), chosen
        assert ("of what the public say in the" in said) == (not questions), chosen
        seen.add((bool(groups), bool(questions)))
    assert seen == {(True, False), (False, True), (False, False)}


@pytest.mark.parametrize(
    "chosen",
    [
        {"plan": "2016-21", "priority": "tackle-crime-and-anti-social-behaviour"},
        {"plan": "2021-24", "priority": CJ},
        {"plan": "2021-24", "priority": "safer-places-and-thriving-communities"},
        {"plan": "2024-28", "priority": CJ},
        SWG,
    ],
)
def test_the_page_shows_what_is_in_and_says_what_is_not(reader, chosen):
    groups, questions = wanted(reader, chosen)
    at = open_page("pages/victims.py", month=MONTH, **chosen)
    assert not at.exception
    said = words_on(at)
    shown = [table.value for table in at.dataframe]
    names = {name for table in shown if "Victims" in table for name in table["Victims"]}
    asked = {one for table in shown if "Question" in table for one in table["Question"]}
    pickers = {one for box in at.selectbox if box.key.endswith("-question") for one in box.options}
    assert names == groups
    assert asked <= {question for _, question in questions}
    # A survey of several forces has no picker: it shows every question.
    assert asked | pickers == {question for _, question in questions}
    heads = re.findall(r'<h2 class="pcp-section">([^<]*)</h2>', said)
    assert {title for title, _ in questions} == set(heads) & {
        "Your Views",
        "#Tell Tracy",
        "Voice of West Yorkshire",
        "Crime Survey for England and Wales",
    }
    assert said.count(WAY_BACK) == int(not groups or not questions)
    assert ("no measure of victim satisfaction" in said) == (not groups)
    assert ("of what the public say in the" in said) == (not questions)


def test_one_group_is_all_that_the_page_speaks_of(reader):
    at = open_page("pages/victims.py", month=MONTH, **SWG)
    said = words_on(at)
    assert "625 victims of domestic abuse surveyed" in said
    assert at.selectbox(key="victims:pick:victims-of").options == ["Domestic abuse"]
    assert not re.search("robbery|burglary|all victims", said.lower())


def test_a_question_keeps_all_its_answers_and_a_survey_its_own_notes(reader):
    at = open_page("pages/victims.py", month=MONTH, plan="2024-28", priority=CJ)
    said = words_on(at)
    rows = next(
        one.value for one in at.dataframe
        if "Question" in one.value and one.value["Question"].eq("What concerns you most?").all()
    )  # fmt: skip
    assert set(rows["Answer"]) > {"Safety of women and girls", "Dangerous driving and speeding"}
    assert "not robust by district" in said and "never one series" in said
    assert "Tell Tracy (" not in said
    assert "No national figures to compare with" not in said  # that is on satisfaction


def test_nothing_at_all_is_said_once_and_the_way_back_shows_all(reader):
    at = open_page(
        "pages/victims.py", month=MONTH, plan="2021-24",
        priority="safer-places-and-thriving-communities",
    )  # fmt: skip
    said = words_on(at)
    assert said.count("has no measure of") == 1
    (back,) = re.findall(rf'href="([^"]*)"[^>]*>{WAY_BACK}', said)
    assert back.replace("&amp;", "&") == f"/victims?plan=2021-24&month={MONTH}"
    assert not at.dataframe and "pcp-section" not in said.partition("</header>")[2]
