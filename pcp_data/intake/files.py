"""Find input files and turn each into tables of UTF-8 text on disk, whatever they came as."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from pcp_data.intake import archives, shapes, sheets, texts
from pcp_data.problems import Problem, is_of_the_machine

SAMPLE_MARKER = "PCP-SAMPLE-DATA"
PASSED_OVER = re.compile(r"^(\.|~\$|readme|manifest\.csv$)", re.IGNORECASE)
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
    rows; `cut_off` says that the last row is shorter than the rest and ends without a line end;
    `place` is its order in its file; `is_repeat` says that a member of the same ZIP before it is
    the same.
    """

    name: str
    csv_path: Path
    delimiter: str
    preview: tuple[tuple[str, ...], ...]
    size: int
    cut_off: bool = False
    from_sheet: bool = False
    place: int = 0
    is_repeat: bool = False


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
            name = texts.printable(path.relative_to(base).as_posix())
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
            return Opened(texts.digest_of(file.path), problems=(_empty(file.name),))
        if magic in (ZIP_MAGIC, OLE_MAGIC):
            return _open_packed(file, workspace, magic)
        return _open_text_file(file, workspace)
    except OSError as error:
        if is_of_the_machine(error):
            raise
        problem = Problem(
            file.name,
            f"a file that could not be read ({error.strerror or error})",
            "a file this account may read",
            "Check that it is not open elsewhere and that you have the right to read it.",
        )
        return Opened("", problems=(problem,))


def _open_text_file(file: InputFile, workspace: Path) -> Opened:
    digest, encoding = texts.digest_and_encoding(file.path)
    if encoding is None:
        return Opened(digest, problems=(_binary(file.name),))
    try:
        shapes_csv = shapes.to_csv(file.path, workspace) if encoding == "utf-8" else None
    except shapes.UnreadableShapes as error:
        return Opened(digest, problems=(_broken_shapes(file.name, str(error)),))
    table, warnings = _text_table(shapes_csv or file.path, file.name, encoding, workspace)
    return Opened(digest, (table,), (), warnings, _marked([table]))


def _open_packed(file: InputFile, workspace: Path, magic: bytes) -> Opened:
    digest = texts.digest_of(file.path)
    try:
        if magic == OLE_MAGIC or _is_spreadsheet(file.path):
            tables, problems, warnings = _sheet_tables(file.path, file.name, workspace)
        else:
            tables, problems, warnings = _archive_tables(file, workspace)
    except archives.UNPACKING as error:
        if isinstance(error, OSError):
            raise
        return Opened(digest, problems=(archives.damaged(file.name, str(error)),))
    placed = tuple(replace(table, place=place) for place, table in enumerate(tables, start=1))
    return Opened(digest, placed, tuple(problems), tuple(warnings), _marked(tables))


def _is_spreadsheet(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return any(name in SPREADSHEET_MEMBERS for name in archive.namelist())


def _archive_tables(
    file: InputFile, workspace: Path
) -> tuple[list[Table], list[Problem], list[str]]:
    tables: list[Table] = []
    problems: list[Problem] = []
    warnings: list[str] = []
    seen: set[str] = set()
    with zipfile.ZipFile(file.path) as archive:
        members = [m for m in archive.infolist() if not m.is_dir()]
        members.sort(key=lambda member: natural_key(member.filename))
        members = [m for m in members if not _is_passed_over(Path(m.filename))]
        too_large = archives.bomb(file.name, members)
        if too_large:
            return [], [too_large], []
        for number, member in enumerate(members):
            where = f"{file.name} › {member.filename}"
            target = workspace / f"{number}.member"
            fault = archives.extract(archive, member, target, where)
            if fault:
                problems.append(fault)
                continue
            opened = _open_member(target, where, workspace / f"{number}")
            is_repeat = opened.sha256 in seen
            seen.add(opened.sha256)
            tables += [replace(table, is_repeat=is_repeat) for table in opened.tables]
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


def _sheet_tables(
    path: Path, name: str, workspace: Path
) -> tuple[list[Table], list[Problem], list[str]]:
    try:
        written = sheets.to_csv(path, workspace)
    except sheets.UnreadableWorkbook as error:
        return [], [archives.damaged(name, str(error))], []
    tables = [
        Table(
            f"{name} › {title}",
            csv_path,
            ",",
            texts.preview(csv_path, "utf-8", ","),
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
    if encoding != "utf-8" or not texts.is_text(str(path)):
        csv_path = texts.to_utf8(path, encoding, workspace)
    if encoding != "utf-8":
        words = {"cp1252": "Windows-1252", "utf-16": "UTF-16"}[encoding]
        warnings = (f"The text is {words}, not UTF-8; it was converted.",)
    delimiter = texts.delimiter(csv_path)
    preview = texts.preview(csv_path, "utf-8-sig", delimiter)
    size = csv_path.stat().st_size
    cut_off = texts.is_cut_off(csv_path, delimiter, preview)
    return Table(name, csv_path, delimiter, preview, size, cut_off), warnings


def _marked(tables: Iterable[Table]) -> bool:
    return any(SAMPLE_MARKER in cell for table in tables for row in table.preview for cell in row)


def _empty(name: str) -> Problem:
    return Problem(name, "an empty file", "a file with data in it", "Ask for it to be sent again.")


def _broken_shapes(name: str, detail: str) -> Problem:
    return Problem(
        name,
        f"boundaries whose parts do not fit together ({detail})",
        "GeoJSON or TopoJSON as the ONS publishes it",
        "Fetch it again.",
    )


def _binary(name: str) -> Problem:
    return Problem(
        name,
        "a file that is neither text, a workbook nor a ZIP",
        "CSV, XLSX, XLS, ODS or a ZIP of these",
        "Save it as one of these and try again.",
    )
