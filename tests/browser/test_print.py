"""Each page prints to A4 as it stands, without what is only of use on a screen."""

from __future__ import annotations

from io import BytesIO

import pytest
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


def _images(printed: PdfReader, number: int) -> bool:
    return bool(len(printed.pages[number - 1].images))
