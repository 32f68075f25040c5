"""One server and one browser for all tests of a worker; every test is skipped without Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.support.screen import CHROMIUM, LONGEST_WAIT_MS, Chromium, Visit, crashed, serving

expect.set_options(timeout=LONGEST_WAIT_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            # Once more if the browser crashed, which a page of ours cannot be blamed for the first
            # time; never for what a test says or for a wait that was too long.
            item.add_marker(pytest.mark.flaky(reruns=1, condition=lambda: bool(crashed)))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as driver:
        found = Chromium(driver)
        yield found
        found.close()


@pytest.fixture
def browser(chromium) -> Browser:
    crashed.clear()
    return chromium.living()


@pytest.fixture(scope="session")
def address(chromium, sample_database, tmp_path_factory) -> Iterator[str]:
    """Yield where the sample dashboard is served."""
    with serving(sample_database, tmp_path_factory.mktemp("server") / "log.txt") as found:
        yield found


@pytest.fixture
def visit(chromium, browser, address) -> Iterator[Callable[..., Visit]]:
    """Return a function that begins a visit; all visits end with the test.

    The first of a test is by somebody who has been here before, any other (and one that is `new`)
    by somebody who has not.
    """
    own: list[BrowserContext] = []
    visits = 0

    def begin(*, new: bool = False, **how: object) -> Visit:
        nonlocal visits
        visits += 1
        if new or visits > 1:
            own.append(browser.new_context())
            return Visit(own[-1], address, **how)
        return Visit(chromium.kept(), address, **how)

    yield begin
    chromium.clear()
    for context in own:
        context.close()
