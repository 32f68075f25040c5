"""Unpack ZIPs that come from outside: nothing enormous, nothing locked, names of our own."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from pathlib import Path

from pcp_data.problems import Problem, is_of_the_machine

# A street-level archive of every force for three years unpacks to about 5 GB, at about 10 to 1.
LARGEST_UNPACKED_BYTES = 20 * 1024**3
LARGEST_RATIO = 200
RATIO_MATTERS_FROM_BYTES = 50 * 1024**2
CHUNK_BYTES = 4 * 1024 * 1024
# All that the standard library raises on a ZIP that is damaged or packed in a way it cannot read.
UNPACKING = (
    zipfile.BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)


def bomb(name: str, members: list[zipfile.ZipInfo]) -> Problem | None:
    """Return a problem where the archive would unpack to something enormous."""
    total = sum(m.file_size for m in members)
    suspicious = [
        m
        for m in members
        if m.file_size > RATIO_MATTERS_FROM_BYTES
        and m.file_size > LARGEST_RATIO * max(m.compress_size, 1)
    ]
    if total <= LARGEST_UNPACKED_BYTES and not suspicious:
        return None
    return Problem(
        name,
        f"a ZIP that unpacks to {total / 1024**3:,.1f} GB from {len(members):,} files",
        f"at most {LARGEST_UNPACKED_BYTES / 1024**3:,.0f} GB, and data that packs no better than "
        f"{LARGEST_RATIO} to 1",
        "It was not unpacked. Ask whoever sent it for the CSV files themselves.",
    )


def extract(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, where: str
) -> Problem | None:
    """Unpack one member to a name of our own; return what was wrong, if anything was."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if member.flag_bits & 1:
        return Problem(where, "a member locked with a password", "an open ZIP", "Unlock it first.")
    try:
        with archive.open(member) as source, target.open("wb") as sink:
            while chunk := source.read(CHUNK_BYTES):
                sink.write(chunk)
                if sink.tell() > member.file_size:
                    raise zipfile.BadZipFile("it unpacks to more than it declares")
    except UNPACKING as error:
        if is_of_the_machine(error):
            raise
        return damaged(where, str(error))
    return None


def damaged(name: str, detail: str) -> Problem:
    """Return the problem of a ZIP or workbook that cannot be read to its end."""
    return Problem(
        name,
        f"a damaged file ({detail})",
        "a whole ZIP or workbook",
        "It may have been cut off while being copied: fetch it again.",
    )
