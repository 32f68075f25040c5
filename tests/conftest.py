"""What several test modules share."""

from __future__ import annotations

import datetime as dt
import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pcp_data import define
from pcp_data.build import build
from pcp_data.database import open_current
from tests.support import real_files

SAMPLE_AS_AT = dt.date(2024, 4, 30)
PUBLISHED_AS_AT = dt.date(2026, 11, 21)
LONGEST_BUILD_SECONDS = 240


@pytest.fixture(scope="session", autouse=True)
def definitions_read_once() -> Iterator[None]:
    """Read a folder of definitions again only if a file has changed: hundreds of tests build."""
    known, load = {}, define.load

    def kept(folder: Path | None = None) -> define.Definitions:
        wanted = Path(folder or define.DEFAULT)
        files = sorted((*wanted.rglob("*"), *define.COMMON.rglob("*")))
        key = wanted, *((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files)
        if key not in known:
            known[key] = load(folder)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(define, "load", kept)
        yield


def pytest_collection_finish() -> None:
    """Leave all that is loaded by now out of searches for garbage: a tenth of the time of a run."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory) -> Path:
    """Return the path of the database built from sample_data, once however many workers run."""
    return _built_once(
        tmp_path_factory, "sample_database", lambda _: real_files.SAMPLE, SAMPLE_AS_AT
    )


@pytest.fixture(scope="session")
def public_database(tmp_path_factory) -> Path:
    """Return the path of a database of files like those that anybody can download."""
    return _built_once(tmp_path_factory, "public_database", real_files.make, SAMPLE_AS_AT)


@pytest.fixture(scope="session")
def published_database(tmp_path_factory) -> Path:
    """Return the path of a database of the publishers' own files, where they are at hand."""
    if not real_files.PUBLISHED.is_dir():
        pytest.skip("the real files are not here")
    return _built_once(tmp_path_factory, "published_database", real_files.copied, PUBLISHED_AS_AT)


def _built_once(
    factory: pytest.TempPathFactory, name: str, files: Callable[[Path], Path], as_at: dt.date
) -> Path:
    """Return a database built by the first worker that wants it; `files` writes what goes in."""
    own = factory.getbasetemp()
    folder = (own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own) / name
    database = folder / "pcp.duckdb"
    try:
        folder.mkdir()
    except FileExistsError:
        _wait_for(folder / "finished")
    else:
        try:
            build([files(folder / "files")], database, as_at=as_at)
        finally:
            (folder / "finished").touch()
    if not database.exists():
        pytest.fail(f"{name} could not be built: see the test that built it")
    return database


def _wait_for(finished: Path) -> None:
    until = time.monotonic() + LONGEST_BUILD_SECONDS
    while not finished.exists() and time.monotonic() < until:
        time.sleep(0.1)


@pytest.fixture(scope="session")
def sample(sample_database):
    """Return a connection to the sample database, open for reading as the pages open it.

    Two ways of opening one file in one process are refused.
    """
    with closing(open_current(sample_database).cursor()) as connection:
        yield connection
