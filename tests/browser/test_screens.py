"""Every page, opened by its link, wide and narrow, light and dark, and what axe-core says of it."""

from __future__ import annotations

from pathlib import Path

import axe_core_python
import pytest

from pcp_data.page_list import HOME, PAGES
from pcp_data.screens import accessibility
from tests.support.screen import NARROW, WIDE, Visit

AXE = Path(axe_core_python.__file__).with_name("axe.min.js")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = """
async levels => {
    const found = await axe.run(document, {runOnly: levels, resultTypes: ['violations']});
    return found.violations.flatMap(one => one.nodes.map(node => ({
        rule: one.id, impact: one.impact, html: node.html.slice(0, 200), why: node.failureSummary,
        ours: Boolean(document.querySelector(node.target[0])?.closest('[data-testid=stHtml]')),
    })));
}
"""
GRAVE = ("serious", "critical")


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
    assert page.locator("h1").all_inner_texts() == [title]
    assert page.title().startswith(title)
    assert page.locator(".pcp-banner").is_visible()
    assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
    assert page.get_by_role("dialog").count() == 0
    links = page.get_by_test_id("stSidebar").get_by_test_id("stPageLink-NavLink")
    assert links.all_text_contents() == [one.title for one in PAGES]
    assert page.get_by_test_id("stSidebarNav").count() == 0
    across = "[document.documentElement, document.querySelector('.stMain')].map(one => "
    across += "one.scrollWidth - one.clientWidth)"
    assert page.evaluate(across) == [0, 0], "the page scrolls sideways"
    assert visit.errors == []
    assert visit.outside == []


@pytest.mark.parametrize(("scheme", "width"), [("light", WIDE), ("dark", NARROW)])
@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.file)
def test_a_page_opened_by_its_link_is_in_order_and_accessible(visit, entry, scheme, width):
    seen = visit(width=width, scheme=scheme)
    seen.open("" if entry is HOME else entry.file)
    assert_in_order(seen, entry.title)
    assert violations(seen) == []
    seen.resize(WIDE + NARROW - width)
    assert_in_order(seen, entry.title)
    assert violations(seen) == []


def test_open_tables_and_lists_are_accessible_too(visit):
    seen = visit(width=WIDE, scheme="light")
    page = seen.open("measure?measure=residential_burglary")
    for expander in page.locator("[data-testid=stExpander] summary").all():
        expander.click()
    page.wait_for_timeout(400)
    assert page.locator("[data-testid=stDataFrame]").first.is_visible()
    page.get_by_label("Compared with").click()
    page.wait_for_timeout(400)
    assert violations(seen) == []


def test_the_check_finds_what_is_wrong(visit):
    seen = visit()
    seen.page.goto(f"{seen.address}/_stcore/health")
    seen.page.set_content("<html lang=en><title>t</title><img src='data:,'>")
    assert violations(seen)[0].startswith("image-alt (critical)")
