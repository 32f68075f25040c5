"""Links, the sidebar and the Back button keep the view; nonsense in a link is said."""

from __future__ import annotations

from playwright.sync_api import expect

from pcp_data.page_list import PAGES
from tests.support.screen import Visit, serving

VIEW = "plan=2021-24&priority=safer-places-and-thriving-communities&district=Leeds&month=2023-01"


def test_the_first_visitor_of_a_fresh_server_may_come_by_any_link(
    browser, sample_database, tmp_path
):
    with serving(sample_database, tmp_path / "log.txt") as address, Visit(browser, address) as one:
        page = one.open(f"districts?{VIEW}")
        assert page.locator("h1").all_inner_texts() == ["Districts"]
        assert page.get_by_role("dialog").count() == 0
        assert page.get_by_test_id("stSidebarNav").count() == 0
        links = page.get_by_test_id("stSidebar").get_by_test_id("stPageLink-NavLink")
        assert links.all_text_contents() == [entry.title for entry in PAGES]
        assert one.chosen("12 months to") == "January 2023"
        assert one.errors == []


def test_a_link_opened_by_somebody_else_shows_the_same_view(visit):
    first, second = visit(), visit()
    page = first.open()
    first.choose("12 months to", "January 2023")
    first.choose("Districts", "Kirklees")
    address = page.url
    assert "month=2023-01" in address and "district=Kirklees" in address
    second.open(address.removeprefix(f"{first.address}/"))
    assert second.chosen("12 months to") == "January 2023"
    assert first.words() == second.words()


def test_nonsense_in_a_link_is_said_and_the_rest_of_it_counts(visit):
    seen = visit()
    page = seen.open("?month=2023-99&district=Atlantis&compare=previous&plan=<script>")
    notices = page.get_by_test_id("stAlert").all_inner_texts()
    assert len(notices) == 3
    assert "“2023-99”, which is not a month here" in " ".join(notices)
    assert "Atlantis" in " ".join(notices) and "<script>" in " ".join(notices)
    assert seen.chosen("Compared with") == "Previous 12 months"
    assert seen.errors == []


def test_the_view_goes_along_through_the_sidebar_and_back(visit):
    seen = visit()
    page = seen.open(f"?{VIEW}")
    page.get_by_test_id("stSidebar").get_by_role("link", name="Victims and the public").click()
    page.wait_for_url("**/victims**")
    seen.settle()
    assert page.locator("h1").inner_text() == "Victims and the public"
    assert seen.chosen("12 months to") == "January 2023"
    assert page.locator(".st-key-filter-bar").get_by_text("Leeds", exact=True).is_visible()
    seen.choose("12 months to", "March 2023")
    page.go_back()
    seen.settle()
    assert seen.chosen("12 months to") == "January 2023"
    page.go_back()
    expect(page.locator("h1")).to_have_text("Overview")
    seen.settle()
    assert seen.chosen("12 months to") == "January 2023"
    assert page.locator(".st-key-filter-bar").get_by_text("Leeds", exact=True).is_visible()
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Victims and the public")
    seen.settle()
    page.go_forward()
    seen.settle()
    assert seen.chosen("12 months to") == "March 2023"
    assert seen.errors == []
