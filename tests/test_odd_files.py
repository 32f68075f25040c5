"""Odd input files, found by glob: adding a file and what is expected of it adds a test.

`FORMAT/NAME.expect.toml` stands beside `FORMAT/NAME.csv` (or .xlsx, .zip …). Files that only make
sense together share a folder `FORMAT/CASE/`, which is read as one folder of input.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from pcp_data import build, importers
from pcp_data.report import FileReport

ODD_FILES = Path(__file__).parent / "odd_files"
AS_AT = dt.date(2026, 11, 21)
ENDING = ".expect.toml"
KEYS = {
    "status",
    "rows_read",
    "rows_loaded",
    "rows_rejected",
    "rows_superseded",
    "reasons",
    "warnings",
}


def case_of(expectation: Path) -> Path:
    """Return the expectation itself, or its folder where files are read together."""
    alone = expectation.parent.parent == ODD_FILES
    return expectation if alone else expectation.parent


CASES = sorted({case_of(path) for path in ODD_FILES.rglob(f"*{ENDING}")})


def input_of(expectation: Path) -> Path:
    """Return the one input file that an expectation stands beside."""
    stem = expectation.name.removesuffix(ENDING)
    found = [
        path
        for path in expectation.parent.glob(f"{stem}.*")
        if path != expectation and path.stem == stem
    ]
    assert len(found) == 1, f"{expectation} stands beside {found}"
    return found[0]


def compare(report: FileReport, expectation: Path) -> None:
    """Assert that a file was read as expected, saying all that was reported."""
    expected = tomllib.loads(expectation.read_text(encoding="utf-8"))
    assert expected.keys() <= KEYS and "status" in expected, expectation
    for key in KEYS - {"reasons", "warnings"}:
        if key in expected:
            assert getattr(report, key) == expected[key], (key, report)
    for reason in expected.get("reasons", []):
        assert reason in (report.message or ""), report
    for warning in expected.get("warnings", []):
        assert any(warning in given for given in report.warnings), report
    if expected.get("warnings") == []:
        assert not report.warnings, report
    counted = report.rows_loaded + report.rows_rejected + report.rows_superseded
    assert report.rows_read == counted, report


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.relative_to(ODD_FILES).as_posix())
def test_an_odd_file_is_read_or_refused_as_expected(case: Path) -> None:
    expectations = sorted(case.glob(f"*{ENDING}")) if case.is_dir() else [case]
    reports = build.check([case if case.is_dir() else input_of(case)], as_at=AS_AT)
    by_name = {report.file_name: report for report in reports}
    for expectation in expectations:
        compare(by_name[input_of(expectation).name], expectation)


def test_every_odd_file_says_what_is_expected_of_it() -> None:
    stems = {
        path.with_name(path.name.removesuffix(ENDING)) for path in ODD_FILES.rglob(f"*{ENDING}")
    }
    alone = [
        path
        for path in ODD_FILES.rglob("*")
        if path.is_file() and not path.name.endswith(ENDING) and path.with_suffix("") not in stems
    ]
    assert alone == []


def test_every_format_has_an_odd_file() -> None:
    without = [
        f.format_id for f in importers.formats() if not any(ODD_FILES.glob(f"{f.format_id}/*"))
    ]
    assert without == []
