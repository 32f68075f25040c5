"""A page as it is printed."""

from __future__ import annotations

from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader

A4_POINTS = (595, 842)
ON_SCREEN_ONLY = ("Download as CSV", "Download Excel", "Show these figures as a table")
MOST_SHEETS = 40


def assert_clean_on_a4(page: Page, title: str) -> None:
    """Assert that a page prints to A4 as it stands, without what is only of use on a screen."""
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert tuple(round(float(side)) for side in printed.pages[0].mediabox[2:]) == A4_POINTS
    words = [sheet.extract_text() for sheet in printed.pages]
    assert title in words[0]
    assert "Illustrative figures" in words[0]
    assert not any(one in sheet for one in ON_SCREEN_ONLY for sheet in words)
    blank = [n for n, sheet in enumerate(words) if not sheet.strip() and not _images(printed, n)]
    assert blank == [], "blank sheets"
    assert len(words) <= MOST_SHEETS


def assert_tabs_printed_with_charts(page: Page) -> None:
    """Assert that each tab of a page would be printed with its charts, unopened ones too.

    Leaves the page as it would be on paper.
    """
    panels = page.get_by_test_id("stTabPanel")
    for panel in panels.all():
        expect(panel.locator(".stVegaLiteChart:not(:has(svg))")).to_have_count(0)
    page.emulate_media(media="print")
    for panel in panels.all():
        expect(panel.locator("h2").first).to_be_visible()
        for chart in panel.locator(".stVegaLiteChart svg.marks").all():
            assert chart.bounding_box()["width"] > 100
    expect(page.get_by_role("tablist")).to_be_hidden()


def _images(printed: PdfReader, place: int) -> bool:
    return bool(len(printed.pages[place].images))
