"""Look into text files: how they are encoded, their first rows, whether they break off."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from pathlib import Path

PREVIEW_ROWS = 40
PREVIEW_BYTES = 256 * 1024
# What stays in the processor's cache is hashed a third faster.
CHUNK_BYTES = 256 * 1024

# A cell of any length is a fault of its row, never of the program that reads it.
csv.field_size_limit(2**31 - 1)


def printable(name: str) -> str:
    """Return a file's name with � for what is no text: bytes in no known code, line ends."""
    return "".join("�" if "\ud800" <= c <= "\udfff" or c < " " else c for c in name)


def is_text(name: str) -> bool:
    """Say whether a path can be written in UTF-8; on Linux a name may be any bytes."""
    return not any("\ud800" <= c <= "\udfff" for c in name)


def to_utf8(path: Path, encoding: str, workspace: Path) -> Path:
    """Write a copy of a text file in UTF-8 and return where; what cannot be read becomes �."""
    workspace.mkdir(parents=True, exist_ok=True)
    target = workspace / "converted.csv"
    with (
        path.open(encoding=encoding, errors="replace", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as sink,
    ):
        while text := source.read(CHUNK_BYTES):
            sink.write(text)
    return target


def _head(path: Path) -> str:
    with path.open("rb") as stream:
        return stream.read(PREVIEW_BYTES).decode("utf-8-sig", errors="ignore")


def delimiter(path: Path) -> str:
    """Return the separator that the first lines use most: comma, semicolon or tab."""
    first = "\n".join(_head(path).splitlines()[:PREVIEW_ROWS])
    return max(",;\t", key=first.count)


def preview(path: Path, encoding: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    """Return the first rows of a CSV, as trimmed cells."""
    with path.open("rb") as stream:
        text = stream.read(PREVIEW_BYTES).decode(encoding, errors="ignore")
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(tuple(cell.strip() for cell in row))
            if len(rows) == PREVIEW_ROWS:
                break
    except csv.Error:
        return tuple(rows)
    return tuple(rows)


def is_cut_off(path: Path, delimiter: str, preview: tuple[tuple[str, ...], ...]) -> bool:
    """Say whether the last row has fewer cells than the widest one and no line end."""
    width = max((len(row) for row in preview), default=0)
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 65536))
        tail = stream.read()
    if width < 2 or not tail or tail.endswith((b"\n", b"\r")):
        return False
    last = re.split(rb"\r\n|\n|\r", tail)[-1].decode("utf-8", errors="ignore")
    cells = next(csv.reader([last], delimiter=delimiter), [])
    return len(cells) < width


def lines_in(path: Path) -> int:
    """Return the number of lines with anything on them, whatever their quotation marks."""
    with path.open("rb") as stream:
        return sum(1 for line in stream if line.strip())


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest_and_encoding(path: Path) -> tuple[str, str | None]:
    """Return the SHA-256 and the encoding (utf-8, utf-16, cp1252), or None for what is no text."""
    digest = hashlib.sha256()
    ascii_only = True
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            digest.update(chunk)
            ascii_only = ascii_only and chunk.isascii()
    return digest.hexdigest(), _encoding(path, ascii_only)


def _encoding(path: Path, ascii_only: bool) -> str | None:
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in head:
        return None
    if ascii_only:
        return "utf-8"
    try:
        with path.open(encoding="utf-8") as text:
            while text.read(CHUNK_BYTES):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
