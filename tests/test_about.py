"""About: every measure of every Plan, where it went, the method, and the statement."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from urllib.parse import parse_qs, urlencode

import pytest
from lxml import html

from pcp_data import define
from pcp_data.database import open_current
from pcp_data.export import pages
from pcp_data.filters import Filters
from pcp_data.problems import DataProblem
from pcp_data.query import query, records
from pcp_data.screens import about_view, accessibility
from pcp_data.screens.abbreviations import abbreviations, spelled_out
from pcp_data.screens.about_view import Asked
from pcp_data.view import view_of_link
from tests.test_pages import open_page, words_on

PAGE = "pages/about.py"
ASK = Asked()


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


def chosen(entries, plan="2021-24", ask=ASK, **filters):
    return about_view.chosen(entries, Filters(plan, "2024-03", **filters), ask)


def test_the_search_needs_every_word_and_keeps_to_the_plan(entries):
    every = chosen(entries, ask=Asked("vision zero", every_plan=True))
    assert [one.register_id for one in every if one.register_id == "pcp24_vision_zero"]
    assert {one.plan for one in chosen(entries, "2016-21", Asked(with_parts=True))} == {"2016-21"}
    assert len(chosen(entries)) == 31
    assert chosen(entries, ask=Asked("no such words", with_parts=True)) == []


@pytest.mark.parametrize(
    ("plan", "filters"),
    [
        ("2021-24", {}),
        ("2016-21", {"priority": "support-victims-and-witnesses"}),
        ("2024-28", {"theme": "safety-of-women-and-girls"}),
        ("2021-24", {"theme": "safety-of-women-and-girls", "priority": (
            "keeping-people-safe-and-building-resilience")}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("parts", [{}, {"parts": "yes"}])
def test_the_bar_narrows_the_measures_on_the_page_and_in_the_workbook(reader, plan, filters, parts):
    given = {"plan": plan, "priority": None, "theme": None} | filters
    expected = reader.cursor().execute(
        """
        select measure.title from plan_measure p join measure using (measure_id)
        left join measure_theme t on t.measure_id = p.measure_id and t.theme_id = $theme
        where plan_id = $plan and ($priority is null or priority_id = $priority)
            and ($theme is null or t.theme_id is not null)
            and ($parts or parent_measure_id is null)
        """,
        given | {"parts": bool(parts)},
    ).fetchall()  # fmt: skip
    titles = sorted(title for (title,) in expected)
    at = open_page(PAGE, plan=plan, **filters, **parts)
    assert not at.exception
    count = f"{len(titles)} {'entry' if len(titles) == 1 else 'entries'} shown: "
    assert count in words_on(at)
    assert listed(at) == titles
    link = urlencode({"plan": plan, **filters, **parts})
    sheet = pages.book(view_of_link(f"about?{link}", reader)).tables[0]
    assert sorted(row[0] for row in sheet.rows) == titles


def listed(at) -> list[str]:
    """Return the titles of the measures listed on the page."""
    (body,) = [one.proto.body for one in at.get("html") if ">Measures</caption>" in one.proto.body]
    table = html.fromstring(f"<div>{body}</div>").find(".//tbody")
    return sorted(row[0][0].text_content() for row in table)


def test_all_72_measures_of_every_plan_are_one_click_away(reader):
    at = open_page(PAGE, plan="2024-28", theme="children-and-young-people")
    assert "1 entry shown: " in words_on(at)
    assert at.checkbox(key="about:every").label == "Every Plan: all 72 measures"
    at.checkbox(key="about:every").check().run()
    said = words_on(at)
    assert "90 entries shown: Every Plan, and measures in none." in said
    in_registers = set(re.findall(r"Reference: (\w+)", said))
    assert len(in_registers) == 72
    assert at.query_params["every"] == "yes" and at.query_params["plan"] == "2024-28"
    at.text_input(key="about:search:search").set_value("vision zero").run()
    assert set(re.findall(r"Reference: (\w+)", words_on(at))) == {
        one.register_id
        for one in about_view.entries(
            records(query("about_measures", reader)), records(query("about_links", reader))
        )
        if one.register_id and "vision" in one.text and "zero" in one.text
    }
    sheet = pages.book(view_of_link("about?plan=2024-28&every=yes", reader)).tables[0]
    assert sum(row[3] is not None for row in sheet.rows) == 72


def test_a_measure_opens_in_the_plan_of_its_entry_with_the_rest_of_the_view(reader):
    priority = "support-victims-and-witnesses"
    said = words_on(
        open_page(PAGE, plan="2016-21", priority=priority, district="Leeds", every="yes")
    )
    links = re.findall(r'href="/measure\?([^"]+)"', said)
    asked = [parse_qs(unescape(one)) for one in links]
    assert {one["plan"][0] for one in asked} == {"2016-21", "2021-24", "2024-28"}
    for one in asked:
        assert one["district"] == ["Leeds"]
        assert one.get("priority", [priority]) == [priority]
        assert ("priority" in one) == (one["plan"] == ["2016-21"])


def test_what_is_not_in_the_view_is_found_in_every_plan(reader):
    said = words_on(open_page(PAGE, plan="2016-21", search="vision zero"))
    assert "No measure matches here, but" in said
    back = unescape(re.search(r'matches here.*?href="([^"]+)"', said)[1])
    assert parse_qs(back.partition("?")[2])["every"] == ["yes"]
    asked = {name: one for name, (one,) in parse_qs(back.partition("?")[2]).items()}
    assert "entries shown: Every Plan" in words_on(open_page(PAGE, **asked))
    both = {"priority": "policing-in-west-yorkshire", "theme": "safety-of-women-and-girls"}
    said = words_on(open_page(PAGE, plan="2024-28", **both))
    assert "No measure of this Plan has both this priority and this theme." in said
    assert "Show every priority and theme" in said


def test_parts_alone_are_offered(entries):
    found = [one for one in entries if one.part_of and one.plan == "2021-24"]
    filters = Filters("2021-24", "2024-03")
    why, instead = about_view.elsewhere(found, filters, ASK)
    assert why == "Only parts of other measures match here."
    assert about_view.chosen(found, filters, instead) == found


def test_districts_month_and_comparison_are_said_to_change_nothing_here(reader):
    said = words_on(open_page(PAGE))
    assert "“Districts”, “12 months to” and “Compared with” change nothing here" in said


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
