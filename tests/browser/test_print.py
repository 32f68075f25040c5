"""What stands on paper besides the page as it is; that each page prints clean: test_screens."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect
from pypdf import PdfReader


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
    page = seen.open("measure?month=2023-01&district=Leeds")
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    words = " ".join(printed.pages[0].extract_text().split())
    for wanted in ("Leeds; 12 months to January 2023; compared with", "Data as at"):
        assert wanted in words
    link = next(word for word in words.split() if word.startswith(f"{seen.address}/measure?"))
    asked = parse_qs(urlsplit(link).query)
    assert (asked["month"], asked["district"]) == (["2023-01"], ["Leeds"])


def test_what_is_folded_away_on_the_screen_is_printed(visit):
    page = visit().open("what_changed")
    folded = page.locator(".pcp-fold table").first
    expect(folded).to_be_hidden()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()
