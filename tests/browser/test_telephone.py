"""On a telephone: nothing is cut, and what is folded opens; each page as such: test_screens."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.screen import NARROW


def test_long_names_and_several_districts_can_be_read_where_they_are_chosen(visit):
    seen = visit(width=NARROW)
    priority = "supporting-victims-and-witnesses-and-improving-criminal-justice-outcomes"
    page = seen.open(f"?priority={priority}&district=Bradford&district=Calderdale&district=Leeds")
    chosen = page.locator(".st-key-filter-bar .pcp-chosen")
    expect(chosen).to_contain_text(
        "Supporting Victims and Witnesses and Improving Criminal Justice Outcomes"
    )
    bar = page.locator(".st-key-filter-bar").bounding_box()
    for name in ("Bradford", "Calderdale", "Leeds"):
        tag = page.locator(f"[data-tag][aria-label='{name}']")
        box = tag.bounding_box()
        assert bar["x"] <= box["x"] and box["x"] + box["width"] <= bar["x"] + bar["width"]
        assert tag.evaluate("one => one.scrollWidth - one.clientWidth") <= 0


def test_the_rest_of_a_measure_on_about_opens_and_folds_by_the_keyboard(visit):
    page = visit(width=NARROW).open("about")
    row = page.locator(".register tbody tr").first
    history = row.locator("td").last
    expect(history).to_be_hidden()
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(history).to_be_visible()
    page.keyboard.press("Enter")
    expect(history).to_be_hidden()


def test_a_table_of_the_briefing_opens_by_its_title_and_a_wide_screen_needs_none(visit):
    seen = visit(width=NARROW)
    page = seen.open("briefing")
    title = page.locator(".pcp-more summary", has_text="Residential burglary by district")
    table = page.locator(".pcp-more + table").filter(has_text="Residential burglary by district")
    expect(table).to_be_hidden()
    title.click()
    expect(table).to_be_visible()
    seen.resize(1440)
    expect(title).to_be_hidden()
    expect(table).to_be_visible()
