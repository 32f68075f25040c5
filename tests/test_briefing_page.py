"""The Briefing page and its link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pcp_data.briefing.choose import from_params
from pcp_data.briefing.content import templates_of
from pcp_data.database import open_current
from pcp_data.view import view_of_link
from tests.support.briefings import PANEL, pack_of, section

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def reader(sample_database):
    return open_current(sample_database)


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


@pytest.mark.parametrize("meeting", ["tea", "community-outcomes", "national-statement"])
def test_each_part_of_a_link_that_makes_no_sense_is_said_once(page, meeting):
    at = page(meeting=meeting, subject="cake", pick="crumbs")
    found = [re.findall("asks for “(.*?)”", one.value) for one in at.warning]
    wanted = ["tea", "cake", "crumbs"] if meeting == "tea" else ["cake", "crumbs"]
    assert sorted(found) == sorted([one] for one in wanted)


def test_a_meeting_and_a_subject_are_found_however_they_are_written(page):
    at = page(meeting="Police-and-Crime-Panel", subject="ROADS", month="2023-01")
    assert not at.warning
    assert at.selectbox(key="briefing:pick:subject").value == "roads"
    assert ": briefing for the Police and Crime Panel" in said_on(at)


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
