"""A crash of the browser itself is noticed, and the next test has a browser that lives."""

from __future__ import annotations

import contextlib

import psutil
import pytest
from playwright.sync_api import Error

from tests.support.screen import crashed


def test_a_page_that_crashes_is_noticed(visit):
    page = visit().page
    assert crashed == []
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash")
    assert crashed == ["about:blank"]
    crashed.clear()  # or else a failure of this test would be taken for the browser's


def test_a_browser_that_has_died_is_launched_anew(chromium, browser):
    for one in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if one.name().startswith("chrom"):
                one.kill()
    with pytest.raises(Error):
        browser.new_page()
    assert crashed == ["browser"]
    assert chromium.living() is not browser
    chromium.living().new_page().close()
    crashed.clear()
