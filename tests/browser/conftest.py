"""One server and one browser for all tests of a worker; every test is skipped without Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.support.screen import CHROMIUM, LONGEST_WAIT_MS, SWITCHES, Visit, serving

expect.set_options(timeout=LONGEST_WAIT_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def address(browser, sample_database, tmp_path_factory) -> Iterator[str]:
    """Yield where the sample dashboard is served."""
    with serving(sample_database, tmp_path_factory.mktemp("server") / "log.txt") as found:
        yield found


@pytest.fixture
def visit(browser, address) -> Iterator[Callable[..., Visit]]:
    """Return a function that begins a visit; all visits end with the test."""
    begun: list[Visit] = []

    def begin(**how: object) -> Visit:
        begun.append(Visit(browser, address, **how))
        return begun[-1]

    yield begin
    for one in begun:
        one.context.close()
