"""About: every measure of every Plan, where it went, the method, and the statement."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from pcp_data import define
from pcp_data.database import open_current
from pcp_data.problems import DataProblem
from pcp_data.query import query, records
from pcp_data.screens import about_view, accessibility
from pcp_data.screens.abbreviations import abbreviations, spelled_out
from tests.test_pages import open_page, words_on

PAGE = "pages/about.py"


@pytest.fixture
def reader(sample_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    return open_current(sample_database)


@pytest.fixture
def entries(reader):
    rows, links = query("about_measures", reader), query("about_links", reader)
    return about_view.entries(records(rows), records(links))


def entry(entries, register_id):
    return next(one for one in entries if one.register_id == register_id)


def test_every_measure_of_the_register_and_every_other_is_listed(entries):
    definitions = define.load()
    registers = {
        place.register_id
        for measure in definitions.measures
        for place in measure.places
        if place.register_id
    }
    assert len(registers) == 72
    assert {one.register_id for one in entries if one.register_id} == registers
    assert {one.measure_id for one in entries} == {one.id for one in definitions.measures}


def test_every_entry_has_definition_owner_sources_and_what_the_plan_says(entries):
    for one in entries:
        assert one.definition and one.owner and one.sources
        if one.register_id:
            assert one.aim and one.baseline and one.status


def test_what_became_of_a_measure_is_said_from_both_ends(entries):
    merged = entry(entries, "pcp21_repeat_da_victims")
    suite = entry(entries, "pcp24_vawg_suite")
    assert merged.status == "Merge with another measure"
    assert any("merged into" in said and suite.title in said for said in merged.history)
    assert any("takes in" in said and merged.title in said for said in suite.history)
    assert any(said.startswith("Recommendation: ") for said in merged.history)


def test_a_measure_that_goes_on_is_followed_through_three_plans(entries):
    asb = entry(entries, "pcp21_asb_incidents")
    said = " ".join(asb.history)
    assert "It follows Anti-social behaviour incidents of 2016-21." in said
    assert "in 2024-28" in said


def test_every_link_is_between_entries_that_exist(reader):
    links = query("about_links", reader)
    stored = reader.cursor().execute("select count(*) from measure_link").fetchone()[0]
    assert len(links) == stored == 30


def test_the_search_needs_every_word_and_keeps_to_the_plan(entries):
    every = about_view.chosen(entries, about_view.ALL_PLANS, "vision zero", False)
    assert [one.register_id for one in every if one.register_id == "pcp24_vision_zero"]
    assert all(one.plan == "2016-21" for one in about_view.chosen(entries, "2016-21", "", True))
    assert len(about_view.chosen(entries, "2021-24", "", False)) == 31
    assert about_view.chosen(entries, "2021-24", "no such words", True) == []


def test_the_page_shows_the_register_of_the_plan_in_the_view(reader):
    said = words_on(open_page(PAGE, plan="2024-28"))
    assert "72 measures in 3 Plans" in said
    assert "21 entries shown" in said
    assert "pcp24_vawg_suite" in said


def test_the_page_says_what_this_is_to_when_and_whether_it_is_real(reader):
    said = words_on(open_page(PAGE))
    assert "how West Yorkshire is doing against its Police and Crime Plans" in said
    assert "figures to March 2024" in said
    assert "made-up sample data" in said


def test_whom_to_ask_and_how_to_challenge_a_figure_come_from_the_database(reader):
    row = records(query("about_contact", reader))[0]
    home = define.load().home
    assert (row["name"], row["email"]) == (home.contact.name, home.contact.email)
    said = words_on(open_page(PAGE))
    assert home.contact.challenge in said
    assert f"mailto:{home.contact.email}" in said


def test_words_and_meetings_of_the_definitions_are_all_there(reader):
    definitions = define.load()
    assert len(query("about_term", reader)) == len(definitions.glossary)
    assert len(query("about_meeting", reader)) == len(definitions.meetings)
    at = open_page(PAGE)
    at.text_input(key="about:search:word").set_value("adjusted ksi").run()
    assert "Adjusted KSI" in words_on(at)
    at.text_input(key="about:search:word").set_value("no such word").run()
    assert "No word matches" in words_on(at)


def test_the_method_names_the_settings_in_force():
    settings = {"grey_below_base": 100, "hide_below_base": 30}
    said = dict(about_view.method(settings, {"limit_factor": 2.66}))
    assert "fewer than 100 answers" in said["Small numbers"]
    assert "2.66 times" in said["Unusual months"]


def test_the_statement_has_the_parts_that_the_law_asks_for(reader):
    said = words_on(open_page(PAGE))
    facts = accessibility.statement()
    for part in (
        "Accessibility statement for the West Yorkshire",
        "is committed to making its website accessible, in accordance with the Public Sector "
        "Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018",
        f"Compliance status: this website is {facts.compliance} with the Web Content Accessibility "
        "Guidelines version 2.2 AA standard",
        "Feedback and contact information",
        "Enforcement procedure",
        "Equality and Human Rights Commission",
        "Equality Advisory and Support Service",
        "Preparation of this accessibility statement",
    ):
        assert part in said
    for issue in facts.issues:
        assert issue.where in said and issue.instead in said


def test_the_statement_claims_only_what_was_tested_and_when():
    facts = accessibility.statement()
    assert facts.tests and facts.not_tested
    assert all(one.date <= facts.reviewed for one in facts.tests)
    assert facts.prepared <= facts.reviewed
    assert (facts.compliance == "fully compliant") == (not facts.issues)


def test_a_statement_with_a_fault_is_refused_and_the_fault_named(tmp_path):
    file = tmp_path / "accessibility.toml"
    file.write_text(
        f'standard = "WCAG"\ncompliance = "nearly"\nprepared = {dt.date(2026, 1, 1)}\n',
        encoding="utf-8",
    )
    with pytest.raises(DataProblem) as refused:
        accessibility.statement(file)
    assert "'nearly'" in str(refused.value)
    assert "no 'reviewed'" in str(refused.value)


def test_every_abbreviation_quoted_from_a_plan_is_spelled_out_beside_it(reader, entries):
    known = abbreviations(records(query("about_term", reader)))
    assert spelled_out("In the LCJB", known) == "In the LCJB (LCJB: Local Criminal Justice Board)"
    assert spelled_out("No LETTERS", known) == "No LETTERS"
    # Capitals for emphasis, in the Plan's own text.
    plain = {"GOOD", "OUTSTANDING"}
    for one in entries:
        for said in (one.indicator, one.source_in_plan):
            unknown = set(re.findall(r"\b[A-Z]{2,}\b", said)) - plain - set(known)
            assert not unknown, f"{one.title}: {said}"
    told = words_on(open_page(PAGE, plan="2021-24"))
    assert "victims of DA) (DA: Domestic abuse)" in told


def test_no_abbreviation_in_what_the_definitions_say_is_left_unexplained(reader):
    cursor = reader.cursor()
    texts = cursor.execute(
        """
        select unnest([title, why_it_matters, definition, owner]) from measure
        union all select unnest(caveats) from measure
        union all select unnest([note, source]) from data_note
        union all select unnest([body, needs, chair, attendees, note]) from meeting
        """
    ).fetchall()
    # Names that are known by their letters, and references to figures of a paper.
    plain = {"COVID", "NHS", "OBE", "WF", "NC"}
    for (text,) in texts:
        for short in set(re.findall(r"\b[A-Z]{2,}\b", text or "")) - plain:
            assert f"({short})" in text or f"{short} (" in text, text
