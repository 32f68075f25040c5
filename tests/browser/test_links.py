"""Links, the sidebar and the Back button keep the view; nonsense in a link is said."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from pcp_data.page_list import PAGES
from tests.support.screen import Visit, serving

VIEW = "plan=2021-24&priority=safer-places-and-thriving-communities&district=Leeds&month=2023-01"


def test_the_first_visitor_of_a_fresh_server_may_come_by_any_link(
    browser, sample_database, tmp_path
):
    with (
        serving(sample_database, tmp_path / "log.txt") as address,
        Visit(browser.new_context(), address) as one,
    ):
        page = one.open(f"districts?{VIEW}")
        expect(page.locator("h1")).to_have_text(["Districts"])
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
        expect(one.links()).to_have_text([entry.title for entry in PAGES])
        home = one.links().first.evaluate("link => link.pathname + link.search")
        assert home.startswith("/?") and "month=2023-01" in home
        one.expect_chosen("12 months to", "January 2023")
        assert one.errors == []


def test_a_link_opened_by_somebody_else_shows_the_same_view(visit):
    first, second = visit(), visit()
    page = first.open()
    first.choose("12 months to", "January 2023")
    first.choose("Districts", "Kirklees")
    expect(page).to_have_url(re.compile(r"(?=.*month=2023-01)(?=.*district=Kirklees)"))
    second.open(page.url.removeprefix(f"{first.address}/"))
    second.expect_chosen("12 months to", "January 2023")
    assert first.words() == second.words()


def test_nonsense_in_a_link_is_said_and_the_rest_of_it_counts(visit):
    seen = visit()
    page = seen.open("?month=2023-99&district=Atlantis&compare=previous&plan=<script>")
    notices = page.get_by_test_id("stAlert")
    expect(notices).to_have_count(3)
    for words in ("“2023-99”, which is not a month here", "Atlantis", "<script>"):
        expect(notices.filter(has_text=words)).to_have_count(1)
    seen.expect_chosen("Compared with", "Previous 12 months")
    assert seen.errors == []


def test_the_view_goes_along_through_the_sidebar_and_back(visit):
    seen = visit()
    page = seen.open(f"?{VIEW}")
    leeds = page.locator(".st-key-filter-bar").get_by_text("Leeds", exact=True)
    seen.links().filter(has_text="Victims and the public").click()
    expect(page).to_have_url(re.compile("/victims"))
    expect(page.locator("h1")).to_have_text("Victims and the public")
    seen.settle()
    seen.expect_chosen("12 months to", "January 2023")
    expect(leeds).to_be_visible()
    seen.choose("12 months to", "March 2023")
    expect(page).to_have_url(re.compile("month=2023-03"))
    page.go_back()
    seen.expect_chosen("12 months to", "January 2023")
    seen.settle()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Overview")
    seen.settle()
    seen.expect_chosen("12 months to", "January 2023")
    expect(leeds).to_be_visible()
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Victims and the public")
    seen.settle()
    page.go_forward()
    seen.expect_chosen("12 months to", "March 2023")
    seen.settle()
    assert seen.errors == []


def test_each_page_leads_to_the_next_with_the_view_and_back(visit):
    seen = visit()
    page = seen.open(f"?{VIEW}")
    for entry in PAGES[1:]:
        seen.links().filter(has_text=re.compile(f"^{re.escape(entry.title)}$")).click()
        expect(page.locator("h1")).to_have_text([entry.title])
        expect(page).to_have_url(re.compile(f"/{entry.file}\\?(?=.*month=2023-01)(?=.*Leeds)"))
        seen.settle()
    for entry in reversed(PAGES[:-1]):
        page.go_back()
        expect(page.locator("h1")).to_have_text([entry.title])
        expect(page).to_have_url(re.compile("(?=.*month=2023-01)(?=.*Leeds)"))
    seen.settle()
    seen.expect_chosen("12 months to", "January 2023")
    assert seen.errors == []


def test_open_tables_stand_in_the_link_and_one_that_is_not_there_is_said(visit):
    seen = visit()
    page = seen.open("crime_and_asb?month=2023-03&tables=outcome-rate&tables=no-such-table")
    box = page.locator(".st-key-figures-outcome-rate details")
    expect(box.get_by_test_id("stDataFrame")).to_be_visible()
    for name, is_there in (("outcome-rate", True), ("no-such-table", False)):
        notice = page.locator(".pcp-unmet", has_text=f"“{name}”, which is not a table here")
        expect(notice).to_be_visible(visible=not is_there)
    box.locator("summary").click()
    expect(page).not_to_have_url(re.compile("outcome-rate"))
    expect(box).not_to_have_attribute("open", "")
    seen.settle()
    page.go_back()
    expect(box).to_have_attribute("open", "")
    expect(page).to_have_url(re.compile("tables=outcome-rate"))
