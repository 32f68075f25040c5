"""Build the database from folders of files: beside the live one, checked, and swapped in whole."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
import time
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from pcp_data import __version__, builds, define, ledger, sql, statistics
from pcp_data.code_digest import build_digest
from pcp_data.define.model import Definitions
from pcp_data.intake import files, reuse
from pcp_data.intake.files import InputFile
from pcp_data.intake.loading import Load
from pcp_data.intake.reading import Progress, read_all
from pcp_data.intake.releases import settle
from pcp_data.problems import DataProblem, Problem
from pcp_data.report import BuildReport, FileReport, Replacement
from pcp_data.results import make_results

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample_data"
MEMORY_LIMIT = "1200MB"


@dataclass(frozen=True)
class Job:
    """All that a build depends on: the database is a pure function of it."""

    folders: tuple[Path, ...]
    database: Path
    definitions_folder: Path
    as_at: dt.date
    verify: bool

    @property
    def digest(self) -> str:
        """Return what changes whenever the same files would give another database."""
        return build_digest(define.digest(self.definitions_folder))


def build(
    folders: Iterable[Path],
    database: Path,
    definitions: Path | None = None,
    as_at: dt.date | None = None,
    verify: bool = False,
    progress: Progress = lambda done, total, text: None,
) -> BuildReport:
    """Build the database and swap it in; return what became of every file.

    Without folders: those of the build before, else the sample data; without definitions
    likewise, else West Yorkshire's. Where nothing has changed since, nothing is done. A failed
    build changes nothing.

    Raises:
        DataProblem: no usable file, faulty definitions, or a check on the result failed.
    """
    started = time.monotonic()
    database = Path(database).absolute()
    workspace = builds.new_workspace(database)
    try:
        before = reuse.earlier(builds.hold(database, workspace))
        _require_place(database, before)
        job = Job(
            _folders(list(folders), before),
            database,
            _definitions(definitions, before),
            as_at or dt.date.today(),
            verify,
        )
        target, built = _renewed(job, before, workspace, progress)
    finally:
        builds.remove_workspace(workspace)
    builds.clear_litter(database)
    return BuildReport(
        target, time.monotonic() - started, built.files, built.replacements, built.notes
    )


def _renewed(
    job: Job, before: reuse.Earlier | None, workspace: Path, progress: Progress
) -> tuple[Path, _Built]:
    """Build and publish, unless the current build is just what would come of it."""
    found = files.discover(job.folders)
    known = _unchanged(job, before, found)
    standing = builds.current(job.database)
    if before and standing and _is_same(job, before, found, known):
        return standing, _nothing_new(before)
    built = _build(job, before, found, known, workspace, progress)
    return builds.publish(workspace, job.database, built.build_id), built


def _is_same(
    job: Job, before: reuse.Earlier, found: list[InputFile], known: dict[InputFile, int]
) -> bool:
    """Say whether the same files, in the same order, are judged by the same day."""
    in_order = [known.get(file) for file in found] == sorted(
        row["file_id"] for row in before.files.values()
    )
    same_folders = before.folders == tuple(str(folder) for folder in job.folders)
    return in_order and same_folders and before.as_at == job.as_at


def _require_place(database: Path, before: reuse.Earlier | None) -> None:
    """Refuse to put a database where something else stands."""
    if database.is_symlink() or not database.exists() or before is not None:
        return
    raise DataProblem(
        Problem(
            str(database),
            "a folder" if database.is_dir() else "a file that is no database of this product",
            "no file, or a database that `build` has made",
            "Move it away, or name another file with --database.",
        )
    )


def check(
    files: Iterable[Path],
    definitions: Path | None = None,
    as_at: dt.date | None = None,
    refused: Path | None = None,
) -> list[FileReport]:
    """Return what a build would make of files, changing nothing.

    With `refused` every refused row is written there as CSV, with file, line, reason and text.
    """
    job = Job(
        tuple(Path(file) for file in files),
        Path(),
        Path(definitions or define.DEFAULT).resolve(),
        as_at or dt.date.today(),
        False,
    )
    with tempfile.TemporaryDirectory(prefix="pcp-check-") as folder:
        workspace = Path(folder)
        connection = _open(workspace / "check.duckdb", workspace)
        try:
            definition = define.load(job.definitions_folder)
            _prepare(connection, definition)
            found = _discover(job)
            reports = _read(connection, job, None, found, {}, workspace, lambda *_: None)[0]
            if refused:
                ledger.write_refused(connection, refused)
            return reports
        finally:
            connection.close()


def _discover(job: Job) -> list[InputFile]:
    return files.discover(job.folders)


def _folders(named: list[Path], before: reuse.Earlier | None) -> tuple[Path, ...]:
    if named:
        return tuple(Path(folder).resolve() for folder in named)
    if before:
        return tuple(Path(folder) for folder in before.folders)
    return (SAMPLE,)


def _definitions(named: Path | None, before: reuse.Earlier | None) -> Path:
    """Return the folder named, else that of the build before: a force keeps its own Plans."""
    if named is None and before and before.definitions.is_dir():
        return before.definitions
    return Path(named or define.DEFAULT).resolve()


def _unchanged(
    job: Job, before: reuse.Earlier | None, found: list[InputFile]
) -> dict[InputFile, int]:
    """Return the files that the earlier build holds as they are now, with their earlier ids."""
    if before is None or before.digest != job.digest:
        return {}
    ids = {file: before.unchanged(file, job.verify) for file in found}
    return {file: file_id for file, file_id in ids.items() if file_id is not None}


def _nothing_new(before: reuse.Earlier) -> _Built:
    words = ("Nothing has changed since the last build: nothing was read again.",)
    with duckdb.connect(str(before.path), read_only=True) as connection:
        return _Built("", tuple(ledger.reports(connection)), (), words)


@dataclass(frozen=True)
class _Built:
    build_id: str
    files: tuple[FileReport, ...]
    replacements: tuple[Replacement, ...]
    notes: tuple[str, ...]


def _build(
    job: Job,
    before: reuse.Earlier | None,
    found: list[InputFile],
    known: dict[InputFile, int],
    workspace: Path,
    progress: Progress,
) -> _Built:
    statistics.import_ahead()
    connection = _open(workspace / "new.duckdb", workspace)
    try:
        definition = define.load(job.definitions_folder)
        _prepare(connection, definition)
        reports, replacements = _read(connection, job, before, found, known, workspace, progress)
        _require_rows(job, reports)
        progress(1, 1, "Calculating")
        connection.execute(sql.text("build/lsoa_area"))
        make_results(connection)
        connection.execute(sql.text("build/refused_note"))
        build_id = _describe(connection, job, definition)
        connection.execute("checkpoint")
    finally:
        connection.close()
    return _Built(build_id, tuple(reports), tuple(replacements), ())


def _open(path: Path, workspace: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        str(path),
        config={
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": str(workspace / "spill"),
            "preserve_insertion_order": "true",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )


def _prepare(connection: duckdb.DuckDBPyConnection, definition: Definitions) -> None:
    for name in sql.names("tables"):
        connection.execute(sql.text(f"tables/{name}"))
    define.store(definition, connection)


def _read(
    connection: duckdb.DuckDBPyConnection,
    job: Job,
    before: reuse.Earlier | None,
    found: list[InputFile],
    known: dict[InputFile, int],
    workspace: Path,
    progress: Progress,
) -> tuple[list[FileReport], list[Replacement]]:
    """Bring every file in, settle releases, and record each file; return the reports."""
    numbered = list(enumerate(found, start=1))
    kept = {
        known[file]: (number, file)
        for number, file in numbered
        if file in known and before and before.is_reusable(known[file], job.as_at)
    }
    reused = {number for number, _ in kept.values()}
    if before and kept:
        reuse.copy(connection, before, kept)
    load = Load(connection, job.as_at, reuse.next_slice(connection))
    fresh = [(number, file) for number, file in numbered if number not in reused]
    records = read_all(load, fresh, workspace / "unpacked", _sample_digests(), progress)
    ledger.record(connection, load, records, {}, {}, frozenset())
    names = {number: file.name for number, file in numbered}
    settled = settle(connection, names)
    connection.execute(sql.text("build/place_casualties"))
    duplicates = ledger.duplicates(connection)
    ledger.record(connection, load, records, settled.superseded, settled.refused, duplicates)
    ledger.account_for_reused(connection, reused, settled.superseded, settled.refused, duplicates)
    ledger.keep_refused(connection, settled.refused)
    connection.execute(sql.text("build/file_reach"))
    replacements = [
        Replacement(names[newer], names[older], rows) for newer, older, rows in settled.replacements
    ]
    return ledger.reports(connection), replacements


def _sample_digests() -> frozenset[str]:
    manifest = SAMPLE / "manifest.csv"
    if not manifest.is_file():
        return frozenset()
    lines = manifest.read_text(encoding="utf-8").splitlines()
    return frozenset(line.rsplit(",", 1)[-1] for line in lines[1:])


def _require_rows(job: Job, reports: list[FileReport]) -> None:
    if any(report.rows_loaded for report in reports):
        return
    words = ", ".join(str(folder) for folder in job.folders)
    reasons = [
        Problem(
            report.file_name,
            (report.message or "nothing that is known here").replace("\n", "; "),
            "a file of one of the known kinds",
            "Run `check` on it for the details.",
        )
        for report in reports[:20]
    ]
    nothing = Problem(
        words,
        f"no usable file among {len(reports):,}",
        "at least one file with rows that can be loaded",
        "Nothing was changed.",
    )
    raise DataProblem([nothing, *reasons])


def _describe(connection: duckdb.DuckDBPyConnection, job: Job, definition: Definitions) -> str:
    """Write build_info and return the build's id, which names its file."""
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    build_id = f"{now:%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:6]}"
    connection.execute(
        sql.text("build/build_info"),
        {
            "build_id": build_id,
            "built_at": now,
            "as_at": job.as_at,
            "home_force_code": definition.home.home_force,
            "definitions_folder": job.definitions_folder.name,
            "definitions_path": str(job.definitions_folder),
            "definitions_digest": job.digest,
            "folders": [str(folder) for folder in job.folders],
            "product_version": __version__,
            "settings": json.dumps(asdict(definition.home.settings)),
        },
    )
    return build_id
