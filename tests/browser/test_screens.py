"""Every page, opened by its link: wide and narrow, light and dark, on paper, and to axe-core.

To open a page takes longest: one that is open is looked at in each of these ways.
"""

from __future__ import annotations

import re
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from pcp_data.page_list import HOME, PAGES, PageEntry
from pcp_data.screens import accessibility
from tests.support.paper import assert_clean_on_a4, assert_tabs_printed_with_charts
from tests.support.reader import faults
from tests.support.screen import NARROW, WIDE, Visit

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = """
async levels => {
    // axe-core leaves the one rule of WCAG 2.2 that it can test out unless it is asked for.
    const rules = {'target-size': {enabled: true}};
    const found = await axe.run(document, {runOnly: levels, rules, resultTypes: ['violations']});
    return found.violations.flatMap(one => one.nodes.map(node => ({
        rule: one.id, impact: one.impact, html: node.html.slice(0, 200), why: node.failureSummary,
        ours: Boolean(document.querySelector(node.target[0])?.closest('[data-testid=stHtml]')),
    })));
}
"""
NARROWEST = 320  # where WCAG 2.2 (1.4.10) wants a page to be read without scrolling sideways
TABBED = ("crime_and_asb", "data", "about")
GRAVE = ("serious", "critical")
WRONG = "[data-testid=stException], [data-testid=stAlertContentError]"
ACROSS = """
() => [document.documentElement, document.querySelector('.stMain')]
    .map(one => one.scrollWidth - one.clientWidth)
"""


def violations(visit: Visit) -> list[str]:
    """Return each grave violation, save those outside our markup that the statement admits."""
    known = {one.rule for one in accessibility.statement().issues}
    visit.page.evaluate(AXE.read_text(encoding="utf-8"))
    return [
        f"{one['rule']} ({one['impact']}): {one['html']} {one['why']}"
        for one in visit.page.evaluate(RUN_AXE, LEVELS)
        if one["impact"] in GRAVE and (one["ours"] or one["rule"] not in known)
    ]


def assert_in_order(visit: Visit, title: str) -> None:
    """Assert that a page shows what it should, in its window, from this machine only."""
    page = visit.page
    expect(page.locator("h1")).to_have_text([title])
    expect(page).to_have_title(re.compile(f"^{re.escape(title)} – "))
    expect(page.locator(".pcp-banner")).to_be_visible()
    expect(page.locator(WRONG)).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(visit.links()).to_have_text([one.title for one in PAGES])
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    expect(page.locator("[aria-current=page]")).to_have_text([title])
    assert visit.comes_to(ACROSS, [0, 0]), "the page scrolls sideways"
    assert visit.errors == []
    assert visit.outside == []


def look(visit: Visit, entry: PageEntry, width: int) -> None:
    """Assert that a page is in order and accessible in a window of this width."""
    visit.resize(width)
    assert_in_order(visit, entry.title)
    assert violations(visit) == []


def look_at_each_tab(visit: Visit, entry: PageEntry) -> None:
    """Assert that what the other tabs of a page show is accessible too; end with the first."""
    tabs = visit.page.get_by_role("tab").all()
    assert bool(tabs) == (entry.file in TABBED)
    for tab in [*tabs[1:], *tabs[:1]]:
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        visit.settle()
        assert tab is tabs[0] or violations(visit) == [], tab.inner_text()


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.file)
def test_a_page_opened_by_its_link_is_in_order_accessible_and_printed_with_all_its_tabs(
    visit, entry
):
    seen = visit()
    page = seen.open("" if entry is HOME else entry.file)
    assert_tabs_printed_with_charts(page)  # before any of them is opened
    page.emulate_media(media="screen")
    look(seen, entry, WIDE)
    look_at_each_tab(seen, entry)
    look(seen, entry, NARROW)
    assert faults(page) == []


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.file)
def test_a_page_in_dark_is_so_too_from_the_narrowest_screen_to_paper(visit, entry):
    seen = visit(width=NARROWEST, scheme="dark")
    page = seen.open("" if entry is HOME else entry.file)
    assert_in_order(seen, entry.title)
    look(seen, entry, NARROW)
    boxes = [tab.bounding_box() for tab in page.get_by_role("tab").all()]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= NARROW for box in boxes), "tabs cut"
    look_at_each_tab(seen, entry)
    look(seen, entry, WIDE)
    assert_clean_on_a4(page, entry.title)
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_chosen_districts_open_tables_and_lists_are_accessible_too(visit, scheme):
    seen = visit(width=WIDE, scheme=scheme)
    page = seen.open("measure?measure=residential_burglary&district=Leeds&district=Bradford")
    for expander in page.locator("[data-testid=stExpander] summary").all():
        expander.click()
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    seen.reach(seen.box("Compared with")).click()
    expect(page.get_by_role("option").first).to_be_visible()
    seen.settle()
    assert violations(seen) == []


def test_the_check_finds_what_is_wrong(visit):
    seen = visit()
    seen.page.goto(f"{seen.address}/_stcore/health")
    seen.page.set_content("<html lang=en><title>t</title><img src='data:,'>")
    assert violations(seen)[0].startswith("image-alt (critical)")


def test_the_check_hears_what_is_wrong(visit):
    page = visit().page
    page.set_content("<main><h1>One</h1><h3>Three</h3><button></button><nav></nav></main>")
    assert faults(page) == [
        "a heading of level 3 follows one of level 1",
        "a button without a name",
        "a navigation without a name",
    ]
