"""Serve the dashboard and look at it with a real browser."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request

ROOT = Path(__file__).parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None)
# Without a sandbox, as continuous integration runs as root; without shared memory, which is small.
SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
WIDE, NARROW = 1440, 400
HEIGHT = 1000
LONGEST_START_SECONDS = 60
LONGEST_RUN_MS = 60_000
# On a link into the site Streamlit's own script asks below the page's address first where its
# server is, then above it; the browser reports the first answer as an error.
LOOKING_FOR_ITS_SERVER = ("/_stcore/health", "/_stcore/host-config")


@contextlib.contextmanager
def serving(database: Path, log: Path) -> Iterator[str]:
    """Run the dashboard on a free port while the block runs; yields its address."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"PCP_DATABASE": str(database)},
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_healthy(f"http://localhost:{port}", process, log)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_until_healthy(address: str, process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).close()
            return
        time.sleep(0.1)
    raise AssertionError(f"The dashboard did not start: {log.read_text(encoding='utf-8')[-2000:]}")


class Visit:
    """One person's visit in a browser of their own, with what went wrong in it."""

    def __init__(
        self, browser: Browser, address: str, width: int = WIDE, scheme: str = "light"
    ) -> None:
        """Open an empty window; `scheme` is light or dark."""
        self.address = address
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": HEIGHT}, color_scheme=scheme
        )
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._asked)

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def _heard(self, message: ConsoleMessage) -> None:
        place = message.location.get("url", "")
        if message.type == "error" and not place.endswith(LOOKING_FOR_ITS_SERVER):
            self.errors.append(f"{message.text} ({place})")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "localhost":
            self.outside.append(request.url)

    def open(self, place: str = "") -> Page:
        """Open a page by its address below the dashboard's, and wait until it has been drawn."""
        self.page.goto(f"{self.address}/{place}")
        return self.settle()

    def settle(self) -> Page:
        """Wait until the page has been written whole, and the browser has drawn it."""
        self.page.locator("h1").first.wait_for(timeout=LONGEST_RUN_MS)
        self.page.wait_for_timeout(200)  # a choice takes a moment to reach the server
        self.page.wait_for_function(
            "document.querySelector('.stApp').dataset.testScriptState === 'notRunning'"
            " && !document.querySelector('[data-stale=\"true\"]')",
            timeout=LONGEST_RUN_MS,
        )
        self.page.wait_for_timeout(150)
        return self.page

    def resize(self, width: int) -> Page:
        """Change the width of the window."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.wait_for_timeout(300)
        return self.page

    def words(self) -> str:
        """Return what stands in the main part of the page."""
        return self.page.locator(".stMain").inner_text()

    def box(self, label: str) -> Locator:
        """Return the field of a choice by its label."""
        return self.page.get_by_role("combobox", name=label, exact=True)

    def choose(self, label: str, option: str) -> Page:
        """Make a choice as a person does: type some of it, and click what is offered."""
        self.box(label).click()
        self.box(label).fill(option)
        self.page.get_by_role("option", name=option, exact=True).click()
        return self.settle()

    def chosen(self, label: str) -> str:
        """Return what a choice shows as chosen."""
        return self.box(label).input_value()
