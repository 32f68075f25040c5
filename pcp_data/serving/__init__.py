"""What the server does beside Streamlit's own work, on the way to the browser.

Streamlit's document is empty until its program has come, some two megabytes in sixty files, and
cannot be replaced by a setting. Here it gets words and a bar that say so from the first moment
on, and the program is sent at a quarter of its size.
"""

from __future__ import annotations

import gzip
import html
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.middleware import Middleware

from pcp_data.page_list import HOME, PRODUCT

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]

HERE = Path(__file__).parent
SHELL = (
    HERE.joinpath("shell.html")
    .read_text(encoding="utf-8")
    .replace("PRODUCT", html.escape(PRODUCT))
    .replace("SCRIPT", HERE.joinpath("shell.js").read_text(encoding="utf-8"))
    .replace("HOME_PAGE", HOME.file)
)
# What is replaced in Streamlit's document; what stands nowhere in it changes nothing.
CHANGES = {
    '<html lang="en">': '<html lang="en-GB">',
    "<title>Streamlit</title>": f"<title>{html.escape(PRODUCT)}</title>",
    "<body>": f"<body>{SHELL}",
}
DOCUMENT, PROGRAM = (b"text/html",), (b"text/javascript", b"application/javascript", b"text/css")
# What Streamlit would say and be asked of its own document does not hold of the changed one: it
# may not pass for that of an earlier release, and is wanted as it is, to be compressed afterwards.
UNCHANGED = {b"etag", b"last-modified"}
OF_ANOTHER_TEXT = {b"if-none-match", b"if-modified-since", b"accept-encoding"}
MOST_FILES = 400


class HomeByName:
    """Leads from the home page's own name to its address, which is that of the dashboard."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or not scope["path"].endswith(f"/{HOME.file}"):
            await self._app(scope, receive, send)
            return
        # Relative, so that it holds under a base path and behind a proxy.
        query = scope["query_string"]
        place = b"./?" + query if query else b"./"
        head: Headers = [(b"location", place), (b"cache-control", b"no-cache")]
        await send({"type": "http.response.start", "status": 307, "headers": head})
        await send({"type": "http.response.body", "body": b""})


class FirstWords:
    """Puts the words of loading into the document and compresses the program's files."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        packed = b"gzip" in _header(scope["headers"], b"accept-encoding")
        if b"text/html" in _header(scope["headers"], b"accept"):
            asked = [one for one in scope["headers"] if one[0] not in OF_ANOTHER_TEXT]
            scope = {**scope, "headers": asked}
        await self._app(scope, receive, _Rewriting(send, packed).send)


class _Rewriting:
    """One answer on its way: held back while it is one to rewrite, and otherwise passed on."""

    def __init__(self, send: Send, packed: bool) -> None:
        self._send, self._packed = send, packed
        self._start: Message | None = None
        self._parts: list[bytes] = []

    async def send(self, message: Message) -> None:
        """Pass a message on, or keep it until the whole answer is there."""
        if message["type"] == "http.response.start" and self._is_ours(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._parts.append(message.get("body", b""))
            if not message.get("more_body"):
                await self._whole(self._start, b"".join(self._parts))

    def _is_ours(self, start: Message) -> bool:
        kind, head = _header(start["headers"], b"content-type"), start["headers"]
        whole = start["status"] == 200 and not _header(head, b"content-encoding")
        return whole and kind.startswith(DOCUMENT + (PROGRAM if self._packed else ()))

    async def _whole(self, start: Message, body: bytes) -> None:
        head, dropped = start["headers"], {b"content-length"}
        more: Headers = []
        if _header(head, b"content-type").startswith(DOCUMENT):
            body, dropped = with_first_words(body), dropped | UNCHANGED
        if self._packed:
            body = _compressed(body)
            more = [(b"content-encoding", b"gzip"), (b"vary", b"Accept-Encoding")]
        more.append((b"content-length", str(len(body)).encode()))
        kept = [one for one in head if one[0].lower() not in dropped]
        await self._send({**start, "headers": kept + more})
        await self._send({"type": "http.response.body", "body": body})


def with_first_words(document: bytes) -> bytes:
    """Return Streamlit's document with the words that are there before its program is."""
    text = document.decode("utf-8")
    for found, wanted in CHANGES.items():
        text = text.replace(found, wanted, 1)
    return text.encode("utf-8")


@lru_cache(MOST_FILES)
def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


def _header(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bytes:
    return next((value for key, value in headers if key.lower() == name), b"")


MIDDLEWARE = [Middleware(HomeByName), Middleware(FirstWords)]
