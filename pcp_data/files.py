"""Find input files and turn each into tables of UTF-8 text on disk, whatever they came as."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from pcp_data import sheets
from pcp_data.problems import Problem

SAMPLE_MARKER = "PCP-SAMPLE-DATA"
PASSED_OVER = re.compile(r"^(\.|~\$|readme|manifest\.csv$)", re.IGNORECASE)
PREVIEW_ROWS = 40
PREVIEW_BYTES = 256 * 1024
CHUNK_BYTES = 4 * 1024 * 1024
# A street-level archive of every force for three years unpacks to about 5 GB, at about 10 to 1.
LARGEST_UNPACKED_BYTES = 20 * 1024**3
LARGEST_RATIO = 200
RATIO_MATTERS_FROM_BYTES = 50 * 1024**2
ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SPREADSHEET_MEMBERS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


@dataclass(frozen=True)
class InputFile:
    """A file under one of the folders named, not yet looked into."""

    path: Path
    name: str
    folder_order: int
    size: int
    modified: float


@dataclass(frozen=True)
class Table:
    """One table of text: a CSV file, a member of a ZIP, or a sheet of a workbook.

    `csv_path` is UTF-8 on disk (the file itself where it was that already); `preview` its first
    rows; `cut_off` says that the last row is shorter than the rest and ends without a line end.
    """

    name: str
    csv_path: Path
    delimiter: str
    preview: tuple[tuple[str, ...], ...]
    size: int
    cut_off: bool = False
    from_sheet: bool = False


@dataclass(frozen=True)
class Opened:
    """What was found in an input file: its tables, or why there are none."""

    sha256: str
    tables: tuple[Table, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    has_marker: bool = field(default=False)


def natural_key(text: str) -> list[tuple[int, int | str]]:
    """Return a sort key that puts `return 10` after `return 9`."""
    parts = re.split(r"(\d+)", text.lower())
    return [(0, int(part)) if part.isdigit() else (1, part) for part in parts if part]


def discover(folders: Iterable[Path]) -> list[InputFile]:
    """Return every file under the folders (or the files themselves), in natural path order.

    Hidden files, office lock files, READMEs and manifests are left out.
    """
    found: list[InputFile] = []
    for order, folder in enumerate(folders):
        root = folder.resolve()
        paths = [root] if root.is_file() else [p for p in root.rglob("*") if p.is_file()]
        base = root.parent if root.is_file() else root
        wanted = [p for p in paths if not _is_passed_over(p.relative_to(base))]
        for path in sorted(wanted, key=lambda p: natural_key(p.relative_to(base).as_posix())):
            stat = path.stat()
            name = path.relative_to(base).as_posix()
            found.append(InputFile(path, name, order, stat.st_size, stat.st_mtime))
    return list({file.path: file for file in found}.values())


def _is_passed_over(relative: Path) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in relative.parts)
    return hidden or bool(PASSED_OVER.match(relative.name))


def open_all(files: list[InputFile], workspace: Path) -> Iterator[tuple[InputFile, Opened]]:
    """Yield each file with what is in it, two at a time: hashing leaves the interpreter free."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        jobs = [
            pool.submit(open_file, file, workspace / str(number))
            for number, file in enumerate(files)
        ]
        for file, job in zip(files, jobs, strict=True):
            yield file, job.result()


def open_file(file: InputFile, workspace: Path) -> Opened:
    """Return the tables of one input file; faults come back in it, never as exceptions."""
    try:
        with file.path.open("rb") as stream:
            magic = stream.read(4)
        if file.size == 0:
            return Opened(_digest(file.path), problems=(_empty(file.name),))
        if magic in (ZIP_MAGIC, OLE_MAGIC):
            return _open_packed(file, workspace, magic)
        return _open_text_file(file, workspace)
    except OSError as error:
        problem = Problem(
            file.name,
            f"a file that could not be read ({error.strerror or error})",
            "a file this account may read",
            "Check that it is not open elsewhere and that you have the right to read it.",
        )
        return Opened("", problems=(problem,))


def _open_text_file(file: InputFile, workspace: Path) -> Opened:
    digest, encoding = _digest_and_encoding(file.path)
    if encoding is None:
        return Opened(digest, problems=(_binary(file.name),))
    table, warnings = _text_table(file.path, file.name, encoding, workspace)
    return Opened(digest, (table,), (), warnings, _marked([table]))


def _open_packed(file: InputFile, workspace: Path, magic: bytes) -> Opened:
    digest = _digest(file.path)
    try:
        if magic == OLE_MAGIC or _is_spreadsheet(file.path):
            tables, problems, warnings = _sheet_tables(file.path, file.name, workspace)
        else:
            tables, problems, warnings = _archive_tables(file, workspace)
    except (zipfile.BadZipFile, EOFError) as error:
        return Opened(digest, problems=(_damaged(file.name, str(error)),))
    return Opened(digest, tuple(tables), tuple(problems), tuple(warnings), _marked(tables))


def _is_spreadsheet(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return any(name in SPREADSHEET_MEMBERS for name in archive.namelist())


def _archive_tables(
    file: InputFile, workspace: Path
) -> tuple[list[Table], list[Problem], list[str]]:
    tables: list[Table] = []
    problems: list[Problem] = []
    warnings: list[str] = []
    with zipfile.ZipFile(file.path) as archive:
        members = [m for m in archive.infolist() if not m.is_dir()]
        members = [m for m in members if not _is_passed_over(Path(m.filename))]
        too_large = _bomb(file.name, members)
        if too_large:
            return [], [too_large], []
        for number, member in enumerate(members):
            where = f"{file.name} › {member.filename}"
            target = workspace / f"{number}.member"
            fault = _extract(archive, member, target, where)
            if fault:
                problems.append(fault)
                continue
            opened = _open_member(target, where, workspace / f"{number}")
            tables += opened.tables
            problems += opened.problems
            warnings += opened.warnings
    return tables, problems, warnings


def _open_member(path: Path, where: str, workspace: Path) -> Opened:
    """Return the tables of an unpacked member; a ZIP inside a ZIP is refused."""
    size = path.stat().st_size
    member = InputFile(path, where, 0, size, 0.0)
    with path.open("rb") as stream:
        magic = stream.read(4)
    if magic == ZIP_MAGIC and not _is_spreadsheet(path):
        problem = Problem(
            where, "a ZIP inside a ZIP", "CSV files or workbooks", "Unpack it once and try again."
        )
        return Opened("", problems=(problem,))
    return open_file(member, workspace)


def _bomb(name: str, members: list[zipfile.ZipInfo]) -> Problem | None:
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


def _extract(
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
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError) as error:
        return _damaged(where, str(error))
    return None


def _sheet_tables(
    path: Path, name: str, workspace: Path
) -> tuple[list[Table], list[Problem], list[str]]:
    try:
        written = sheets.to_csv(path, workspace)
    except sheets.UnreadableWorkbook as error:
        return [], [_damaged(name, str(error))], []
    tables = [
        Table(
            f"{name} › {title}",
            csv_path,
            ",",
            _preview(csv_path, "utf-8", ","),
            csv_path.stat().st_size,
            from_sheet=True,
        )
        for title, csv_path in written
    ]
    return tables, [], []


def _text_table(
    path: Path, name: str, encoding: str, workspace: Path
) -> tuple[Table, tuple[str, ...]]:
    warnings: tuple[str, ...] = ()
    csv_path = path
    if encoding != "utf-8":
        csv_path = _to_utf8(path, encoding, workspace)
        words = {"cp1252": "Windows-1252", "utf-16": "UTF-16"}[encoding]
        warnings = (f"The text is {words}, not UTF-8; it was converted.",)
    delimiter = _delimiter(csv_path)
    preview = _preview(csv_path, "utf-8-sig", delimiter)
    size = csv_path.stat().st_size
    cut_off = _is_cut_off(csv_path, delimiter, preview)
    return Table(name, csv_path, delimiter, preview, size, cut_off), warnings


def _to_utf8(path: Path, encoding: str, workspace: Path) -> Path:
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


def _delimiter(path: Path) -> str:
    """Return the separator that the first lines use most: comma, semicolon or tab."""
    first = "\n".join(_head(path).splitlines()[:PREVIEW_ROWS])
    return max(",;\t", key=first.count)


def _preview(path: Path, encoding: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
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


def _is_cut_off(path: Path, delimiter: str, preview: tuple[tuple[str, ...], ...]) -> bool:
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


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return _digest(path)


def _digest_and_encoding(path: Path) -> tuple[str, str | None]:
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


def _marked(tables: Iterable[Table]) -> bool:
    return any(SAMPLE_MARKER in cell for table in tables for row in table.preview for cell in row)


def _empty(name: str) -> Problem:
    return Problem(name, "an empty file", "a file with data in it", "Ask for it to be sent again.")


def _binary(name: str) -> Problem:
    return Problem(
        name,
        "a file that is neither text, a workbook nor a ZIP",
        "CSV, XLSX, XLS, ODS or a ZIP of these",
        "Save it as one of these and try again.",
    )


def _damaged(name: str, detail: str) -> Problem:
    return Problem(
        name,
        f"a damaged file ({detail})",
        "a whole ZIP or workbook",
        "It may have been cut off while being copied: fetch it again.",
    )
