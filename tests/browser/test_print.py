"""Each page prints to A4 as it stands, without what is only of use on a screen."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from pcp_data.page_list import HOME, PAGES

A4_POINTS = (595, 842)
ON_SCREEN_ONLY = ("Download as CSV", "Download Excel", "Show these figures as a table")
MOST_SHEETS = 40


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.file)
def test_a_page_prints_clean_on_a4(visit, entry):
    page = visit(scheme="dark").open("" if entry is HOME else entry.file)
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert tuple(round(float(side)) for side in printed.pages[0].mediabox[2:]) == A4_POINTS
    words = [sheet.extract_text() for sheet in printed.pages]
    assert entry.title in words[0]
    assert "Illustrative figures" in words[0]
    assert not any(one in sheet for one in ON_SCREEN_ONLY for sheet in words)
    blank = [n for n, sheet in enumerate(words, 1) if not sheet.strip() and not _images(printed, n)]
    assert blank == [], "blank sheets"
    assert len(words) <= MOST_SHEETS


def test_on_paper_caveats_are_open_and_charts_stand_beside_each_other(visit):
    page = visit().open("overview?month=2024-03")
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert "Recording changed" in " ".join(sheet.extract_text() for sheet in printed.pages)
    page = visit().open("measure?measure=neighbourhood_crime")
    page.wait_for_selector("[class*='st-key-level5'] .stVegaLiteChart svg.marks")
    page.emulate_media(media="print")
    columns = page.locator("[class*='st-key-level5'] [data-testid='stColumn']")
    left, right = (columns.nth(place).bounding_box() for place in (0, 1))
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]


@pytest.mark.parametrize("file", ["crime_and_asb", "data", "about"])
def test_a_page_with_tabs_prints_them_all_with_their_charts(visit, file):
    page = visit().open(file)
    panels = page.get_by_test_id("stTabPanel")
    for panel in panels.all():
        expect(panel.locator(".stVegaLiteChart:not(:has(svg))")).to_have_count(0)
    page.emulate_media(media="print")
    for panel in panels.all():
        expect(panel.locator("h2").first).to_be_visible()
        for chart in panel.locator(".stVegaLiteChart svg.marks").all():
            assert chart.bounding_box()["width"] > 100
    expect(page.get_by_role("tablist")).to_be_hidden()


def test_files_and_printed_figures_are_printed_whole(visit, sample):
    page = visit().open("data?agreement=agrees")
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    words = " ".join(sheet.extract_text() for sheet in printed.pages)
    figures = sample.execute("select figure_id from reconciliation where agrees").fetchall()
    assert len(figures) > 100
    assert [name for (name,) in figures if f"{name}:" not in words] == []
    files = sample.execute("select file_name from source_file").fetchall()
    in_one = "".join(words.split())
    assert [name for (name,) in files if name not in in_one] == []
    assert "Not printed, as it scrolls" not in words


def test_paper_says_what_was_chosen_how_old_the_data_are_and_where_they_are(visit):
    seen = visit()
    page = seen.open("crime_and_asb?month=2023-01&district=Leeds")
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    words = " ".join(printed.pages[0].extract_text().split())
    for wanted in ("Leeds; 12 months to January 2023; compared with", "Data as at"):
        assert wanted in words
    link = next(word for word in words.split() if word.startswith(f"{seen.address}/crime_and_asb?"))
    asked = parse_qs(urlsplit(link).query)
    assert (asked["month"], asked["district"]) == (["2023-01"], ["Leeds"])


def test_what_is_folded_away_on_the_screen_is_printed(visit):
    page = visit().open("what_changed")
    folded = page.locator(".pcp-fold table").first
    expect(folded).to_be_hidden()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()


def _images(printed: PdfReader, number: int) -> bool:
    return bool(len(printed.pages[number - 1].images))
