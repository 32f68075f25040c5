"""What several test modules share."""

from __future__ import annotations

import datetime as dt
import os
import time
from contextlib import closing
from pathlib import Path

import pytest

from pcp_data.build import build
from pcp_data.database import open_current

SAMPLE_AS_AT = dt.date(2024, 4, 30)
LONGEST_BUILD_SECONDS = 240


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory) -> Path:
    """Return the path of the database built from sample_data, once however many workers run."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    folder = shared / "sample_database"
    database = folder / "pcp.duckdb"
    try:
        folder.mkdir()
    except FileExistsError:
        _wait_for(folder / "finished")
    else:
        try:
            build([Path(__file__).parents[1] / "sample_data"], database, as_at=SAMPLE_AS_AT)
        finally:
            (folder / "finished").touch()
    if not database.exists():
        pytest.fail("the sample data could not be built: see the test that built them")
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
