"""The keyboard alone: reach a choice, change it, open a measure, its table, and take it away."""

from __future__ import annotations

import re
from io import BytesIO

import pandas as pd
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.support.screen import Visit

MOST_STEPS = 80
FOCUSED = """
() => {
    const one = document.activeElement;
    const name = one.getAttribute('aria-label') || one.innerText || '';
    const box = one.getBoundingClientRect();
    const kind = one.closest('[data-testid=stDownloadButton]') ? 'download' : one.tagName;
    return [one.getAttribute('role') || kind, name.trim(), box.width * box.height];
}
"""


def tab_to(visit: Visit, role: str, name: str) -> None:
    """Press Tab until the focus is on something of this role and name."""
    passed = []
    for _ in range(MOST_STEPS):
        visit.page.keyboard.press("Tab")
        found, said, size = visit.page.evaluate(FOCUSED)
        passed.append(f"{found} {said[:40]}")
        if found == role and said.endswith(name):
            assert size > 0, "what has the focus cannot be seen"
            return
    raise AssertionError(f"Tab never came to {role} {name!r}, only to: {passed}")


def test_the_keyboard_alone_changes_the_view_and_opens_a_measure(visit):
    seen = visit()
    page = seen.open()
    tab_to(seen, "combobox", "12 months to")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("January 2023")
    expect(page.get_by_role("option")).to_have_text(["January 2023"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("month=2023-01"))
    seen.settle()
    seen.expect_chosen("12 months to", "January 2023")
    expect(page.locator(".stMain")).to_contain_text("12 months to January 2023")
    page.keyboard.press("Escape")
    tab_to(seen, "A", "Residential burglary")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/measure\?"))
    expect(page.locator("h2").first).to_have_text("Residential burglary")
    seen.settle()
    seen.expect_chosen("12 months to", "January 2023")


def test_the_keyboard_alone_opens_the_table_of_a_chart_and_takes_it_away(visit):
    seen = visit()
    page = seen.open("measure?measure=residential_burglary&month=2023-01")
    tab_to(seen, "SUMMARY", "Show these figures as a table")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    seen.settle()
    tab_to(seen, "download", "Download as CSV")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    table = pd.read_csv(taken.value.path())
    assert len(table) > 12
    assert seen.errors == []


def test_the_keyboard_alone_takes_the_page_away_as_a_workbook(visit):
    seen = visit()
    page = seen.open("?month=2023-01")
    tab_to(seen, "download", "Download Excel")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename == "overview-2023-01-made-up-figures.xlsx"
    book = load_workbook(BytesIO(taken.value.path().read_bytes()), read_only=True)
    assert len(book.sheetnames) >= 2


def test_the_focus_on_a_link_can_be_seen(visit):
    seen = visit()
    page = seen.open()
    for role, name in (("A", "What changed"), ("A", "Residential burglary"), ("SUMMARY", "Caveat")):
        tab_to(seen, role, name)
        ring = page.evaluate("() => getComputedStyle(document.activeElement).outline")
        assert "solid 3px" in ring, (name, ring)
