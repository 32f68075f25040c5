"""What a build or a check did, file by file, and how the command line says it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pcp_data.words import month_name, plural

NOT_REFUSED = ("loaded", "superseded", "duplicate")
STATUS = {
    "superseded": "replaced by another file",
    "duplicate": "the same as another file",
}
NOT_KNOWN = "its columns are not those of any kind of file listed in README"
MANY = 20  # more refused rows than are listed one by one


@dataclass(frozen=True)
class FileReport:
    """One input file. rows_read = rows_loaded + rows_rejected + rows_superseded always."""

    file_name: str
    status: str  # loaded, superseded, refused, duplicate, unrecognised
    source: str | None = None
    forces: tuple[str, ...] = ()
    period_start: datetime.date | None = None
    period_end: datetime.date | None = None
    rows_read: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    rows_superseded: int = 0
    unread_parts: int = 0
    seconds: float = 0.0
    message: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Return whether the file, or any row or part of it, is not accepted."""
        return self.status not in NOT_REFUSED or self.rows_rejected > 0 or self.unread_parts > 0


@dataclass(frozen=True)
class Replacement:
    """One release that took the place of another."""

    newer: str
    older: str
    rows: int


@dataclass(frozen=True)
class BuildReport:
    """A finished build: its files in the order read, what replaced what, and where it stands."""

    database: Path
    seconds: float
    files: tuple[FileReport, ...]
    replacements: tuple[Replacement, ...] = ()
    notes: tuple[str, ...] = field(default=())


def build_lines(report: BuildReport) -> Iterator[str]:
    """Return what `build` prints at its end."""
    known = [file for file in report.files if file.status != "unrecognised"]
    yield from (file_line(file) for file in known)
    for replaced in report.replacements:
        yield replaced_line(replaced)
    for file in known:
        yield from (f"Warning: {warning_line(file, warning)}" for warning in file.warnings)
    yield from unrecognised_lines(report.files)
    if any(file.rows_rejected for file in known):
        yield "Every refused row, with its reason, is on the Data page under Refused rows."
    yield from report.notes
    yield totals_line(known, report.seconds)
    yield f"Current build: {report.database}"


def warning_line(file: FileReport, warning: str) -> str:
    """Return a warning with its file; one of a part of the file names that itself."""
    return warning if warning.startswith(file.file_name) else f"{file.file_name}: {warning}"


def replaced_line(replaced: Replacement) -> str:
    """Return what to say of a release that was replaced, also by another table of its file."""
    rows = plural(replaced.rows, "row")
    if replaced.newer == replaced.older:
        return f"{replaced.newer} gives the same months more than once, and one stands: {rows} less"
    return f"{replaced.newer} replaces {replaced.older}: {rows}"


def check_lines(files: list[FileReport]) -> Iterator[str]:
    """Return what `check` prints."""
    for file in files:
        yield file_line(file)
        yield from (f"    Warning: {warning}" for warning in file.warnings)
    refused = sum(file.refused for file in files)
    if not files:
        yield "Nothing to read: hidden files, READMEs and manifests are passed over."
    elif refused:
        if sum(file.rows_rejected for file in files) > MANY:
            yield "To get every refused row with its reason and text, add --refused FILE.csv."
        yield f"{plural(refused, 'file')} of {len(files):,} would be refused, whole or in part."
    else:
        yield "Nothing would be refused."


def file_line(file: FileReport) -> str:
    """Return the line on one file, and below it what was wrong with it."""
    if file.status == "unrecognised":
        return f"{file.file_name}: not recognised: {file.message or NOT_KNOWN}"
    parts = [
        file.source or "",
        force_words(file.forces),
        period_words(file.period_start, file.period_end),
        f"{file.rows_read:,} read",
        f"{file.rows_loaded:,} loaded",
        f"{file.rows_rejected:,} rejected",
        f"{file.rows_superseded:,} superseded",
        f"{file.seconds:.1f} s",
    ]
    status = "" if file.status == "loaded" else f"{STATUS.get(file.status, file.status)}; "
    line = f"{file.file_name}: {status}{', '.join(part for part in parts if part)}"
    said = list((file.message or "").splitlines())
    if not said and file.source and not file.rows_read:
        said = ["It has a header and no row below it."]
    return "\n    ".join([line, *said])


def unrecognised_lines(files: tuple[FileReport, ...]) -> Iterator[str]:
    """Return what to say of the files passed over."""
    for file in files:
        if file.status == "unrecognised":
            yield f"Passed over: {file.file_name}: {file.message or NOT_KNOWN}"


def totals_line(files: list[FileReport], seconds: float) -> str:
    """Return the sums over all files read."""
    read, loaded, rejected, superseded = (
        sum(getattr(file, f"rows_{what}") for file in files)
        for what in ("read", "loaded", "rejected", "superseded")
    )
    return (
        f"{plural(len(files), 'file')}: {read:,} read, {loaded:,} loaded, {rejected:,} rejected, "
        f"{superseded:,} superseded, {seconds:.1f} s"
    )


def force_words(forces: tuple[str, ...]) -> str:
    """Return up to three forces by name, else how many."""
    forces = tuple(force for force in forces if force)
    return ", ".join(forces) if len(forces) <= 3 else f"{len(forces)} forces"


def period_words(start: datetime.date | None, end: datetime.date | None) -> str:
    """Return the months covered, such as "January 2023 to March 2024"."""
    if start is None or end is None:
        return ""
    first, last = month_name(start), month_name(end)
    return first if first == last else f"{first} to {last}"
