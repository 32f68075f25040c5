"""Serve the dashboard and look at it with a real browser."""

from __future__ import annotations

import contextlib
import os
import re
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

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    Request,
    WebSocket,
    expect,
)
from playwright.sync_api import TimeoutError as TooLong
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None)
# Without a sandbox, as continuous integration runs as root; without shared memory, which is small.
SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
WIDE, NARROW = 1440, 400
HEIGHT = 1000
# Limits are for a machine on which something hangs: a slow one only takes longer.
LONGEST_START_SECONDS = 120
LONGEST_END_SECONDS = 60
LONGEST_WAIT_MS = 120_000
LONGEST_MEASURE_MS = 30_000
STARTS = 3
READY = "You can now view your Streamlit app"
# What of the browser has crashed since the test began.
crashed: list[str] = []
LARGEST_MESSAGE_ON_A_RUN = 100_000
# Whether the page has been written whole, each part of it has been drawn by the browser (which
# fetches the code of a kind of part when first it is used, and shows a grey bar until then), no
# font or movement is under way, and since this was first asked nothing has changed for a while.
QUIET = """
turn => {
    const all = (where, test) => [...document.querySelectorAll(where)].every(test);
    const app = document.querySelector('.stApp')?.dataset;
    const done = app?.testScriptState === 'notRunning'
        && app.testConnectionState === 'CONNECTED'
        && document.querySelector('h1')
        && document.querySelector('[data-testid=stSidebar] [data-testid=stPageLink-NavLink]')
        && !document.querySelector('[data-stale="true"], [data-testid^=stSkeleton]')
        && all('[data-testid=stPageLink-NavLink]', one => one.textContent)
        && all('.stVegaLiteChart', one => !one.clientWidth || one.querySelector('canvas, svg'))
        && document.fonts.status === 'loaded'
        && document.getAnimations().every(one =>
            one.playState !== 'running' || one.effect.getComputedTiming().endTime === Infinity);
    const seen = window.pcpSeen ??= {};
    if (!seen.watch) {
        seen.watch = new MutationObserver(() => { seen.changed = true; });
        seen.watch.observe(document, {
            attributes: true, childList: true, characterData: true, subtree: true,
        });
    }
    const main = document.querySelector('.stMain');
    const shape = [innerWidth, main?.clientWidth, main?.scrollWidth, main?.scrollHeight].join();
    const since = performance.now();
    if (!done || seen.changed || seen.shape !== shape || seen.turn !== turn) {
        Object.assign(seen, {changed: false, shape, turn, since, frames: 0});
    }
    seen.frames += 1;
    return seen.frames > 12 && since - seen.since > 200;
}
"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
STATE = """
() => ({
    app: {...document.querySelector('.stApp')?.dataset},
    stale: document.querySelectorAll('[data-stale="true"]').length,
    grey: document.querySelectorAll('[data-testid^=stSkeleton]').length,
    links: document.querySelectorAll('[data-testid=stPageLink-NavLink]').length,
    fonts: document.fonts.status,
    seen: {...window.pcpSeen},
    words: document.body.innerText.slice(0, 500),
})
"""
# On a link into the site Streamlit's own script asks below the page's address first where its
# server is, then above it; the browser reports the first answer as an error.
LOOKING_FOR_ITS_SERVER = ("/_stcore/health", "/_stcore/host-config")


@contextlib.contextmanager
def serving(database: Path, log: Path) -> Iterator[str]:
    """Run the dashboard on a free port while the block runs; yields its address."""
    process, address = _started(database, log)
    try:
        yield address
    finally:
        process.terminate()
        process.wait(timeout=LONGEST_END_SECONDS)


def _started(database: Path, log: Path) -> tuple[subprocess.Popen, str]:
    """Return a server that answers, and its address; a port may be taken while it starts."""
    for _ in range(STARTS):
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
        if _is_healthy(f"http://localhost:{port}", process, log):
            return process, f"http://localhost:{port}"
        process.kill()
        process.wait()
    raise AssertionError(f"The dashboard did not start: {log.read_text(encoding='utf-8')[-2000:]}")


def _is_healthy(address: str, process: subprocess.Popen, log: Path) -> bool:
    """Return whether it came to answer, itself and not another that has the port."""
    until = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if READY in log.read_text(encoding="utf-8"):
            with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).close()
                return True
        time.sleep(0.1)
    return False


class Chromium:
    """The browser of a worker: launched when it is first wanted, and anew if it has died.

    It keeps a context, as a new one has to fetch and compile Streamlit's program anew, which takes
    longer than to show most pages.
    """

    def __init__(self, driver: Playwright) -> None:
        """Begin without a browser."""
        self._driver = driver
        self._opened: Browser | None = None
        self._kept: BrowserContext | None = None

    def living(self) -> Browser:
        """Return a browser that answers."""
        if self._opened is None or not self._opened.is_connected():
            self._opened = self._driver.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
            self._opened.on("disconnected", lambda _: crashed.append("browser"))
            self._kept = None
        return self._opened

    def kept(self) -> BrowserContext:
        """Return the context that is kept, with nothing stored in it by a page."""
        browser = self.living()
        if self._kept is None:
            self._kept = browser.new_context()
        self._kept.set_storage_state({"cookies": [], "origins": []})
        return self._kept

    def clear(self) -> None:
        """Close the pages of the context that is kept."""
        for page in self._kept.pages if self._kept else ():
            page.close()

    def close(self) -> None:
        """End the browser, if there is one."""
        if self._opened is not None:
            self._opened.close()


class Visit:
    """One person's visit, with what went wrong in it."""

    def __init__(
        self, context: BrowserContext, address: str, width: int = WIDE, scheme: str = "light"
    ) -> None:
        """Open an empty window; `scheme` is light or dark."""
        self.address = address
        self.context = context
        self.context.set_default_timeout(LONGEST_WAIT_MS)
        self.page: Page = context.new_page()
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme=scheme)
        self.errors: list[str] = []
        self.outside: list[str] = []
        self._run, self._turn = "", 0
        self.page.on("crash", lambda page: crashed.append(page.url))
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._asked)
        self.page.on("websocket", self._connected)

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

    def _connected(self, line: WebSocket) -> None:
        line.on("framesent", self._sent)
        line.on("framereceived", self._received)

    def _sent(self, message: bytes | str) -> None:
        if _kind(BackMsg, message) == "rerun_script":
            self._run = "asked for"

    def _received(self, message: bytes | str) -> None:
        kind = _kind(ForwardMsg, message)
        if kind == "new_session":
            self._run = "begun"
        elif kind == "script_finished" and self._run == "begun":
            self._run = "done"

    def open(self, place: str = "") -> Page:
        """Open a page by its address below the dashboard's, and wait until it has been drawn."""
        self._run = ""
        self.page.goto(f"{self.address}/{place}")
        return self.settle()

    def settle(self) -> Page:
        """Wait until the server has answered what was asked last, and the browser has drawn it."""
        until = time.monotonic() + LONGEST_WAIT_MS / 1000
        with contextlib.suppress(TooLong):
            while time.monotonic() < until:
                self._turn += 1
                self.page.wait_for_function(QUIET, arg=self._turn)
                if self._run == "done":
                    return self.page
        state = self.page.evaluate(STATE)
        raise AssertionError(f"Never still: run {self._run!r}, errors {self.errors}, {state}")

    def resize(self, width: int) -> Page:
        """Change the width of the window, and wait until the page has been drawn anew."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.wait_for_function("width => innerWidth === width", arg=width)
        return self.settle()

    def comes_to(self, measured: str, wanted: object) -> bool:
        """Return whether what a script measures comes to be as wanted; it is asked for a while."""
        is_so = f"wanted => JSON.stringify(({measured})()) === JSON.stringify(wanted)"
        with contextlib.suppress(TooLong):
            self.page.wait_for_function(is_so, arg=wanted, timeout=LONGEST_MEASURE_MS)
            return True
        return False

    def links(self) -> Locator:
        """Return the links of the side bar."""
        side = self.page.get_by_test_id("stSidebar")
        return side.get_by_test_id("stPageLink-NavLink")

    def words(self) -> str:
        """Return what stands in the main part of the page."""
        return self.page.locator(".stMain").inner_text()

    def box(self, label: str) -> Locator:
        """Return the field of a choice by its label."""
        return self.page.get_by_role("combobox", name=label, exact=True)

    def reach(self, part: Locator) -> Locator:
        """Bring a part of the page into the window; a list that is open closes on scrolling."""
        part.scroll_into_view_if_needed()
        self.page.evaluate(TWO_FRAMES)
        return part

    def click_mark(self, chart: str, said: str, address: str) -> None:
        """Click the first mark that says this on the chart of this key, until the address has it.

        No tooltip is in the way. `address` is a pattern of what the click leads to.
        """
        self.page.mouse.move(0, 0)
        expect(self.page.locator("#vg-tooltip-element.visible")).to_have_count(0)
        marks = f"[class*='st-key-{chart}'] path[aria-label*='{said}']"
        self.reach(self.page.locator(marks).first).click()
        expect(self.page).to_have_url(re.compile(address))
        self.settle()

    def choose(self, label: str, option: str) -> Page:
        """Make a choice as a person does: type some of it, and click what is offered."""
        self.reach(self.box(label)).click()
        self.box(label).fill(option)
        self.page.get_by_role("option", name=option, exact=True).click()
        return self.settle()

    def expect_chosen(self, label: str, option: str) -> None:
        """Wait until a choice shows this as chosen."""
        expect(self.box(label)).to_have_value(option)

    def chosen(self, label: str) -> str:
        """Return what a choice shows as chosen."""
        return self.box(label).input_value()


def _kind(message: type[BackMsg | ForwardMsg], text: bytes | str) -> str | None:
    """Return what a message between browser and server is on; none of the large ones matters."""
    if isinstance(text, str) or len(text) > LARGEST_MESSAGE_ON_A_RUN:
        return None
    return message.FromString(text).WhichOneof("type")
