"""The facts of the accessibility statement, read from accessibility.toml and checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pcp_data.define import read as define_read
from pcp_data.define.model import one_of, table_of
from pcp_data.problems import DataProblem, Problem

FILE = Path(__file__).with_suffix(".toml")
# Words that the model statement in the law's guidance fixes (SI 2018/952, Decision (EU) 2018/1523).
REGULATIONS = (
    "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"
)
EASS = "https://www.equalityadvisoryservice.com/"


@dataclass(frozen=True)
class Test:
    """One test that was made: what was tested, how, when, and what it found."""

    what: str
    how: str
    date: date
    found: str


@dataclass(frozen=True)
class NotTested:
    """One way of use that nobody has tested yet."""

    what: str


@dataclass(frozen=True)
class Issue:
    """One thing that is not accessible, and what to use instead."""

    where: str
    problem: str
    criterion: str
    rule: str
    whose: str
    instead: str


@dataclass(frozen=True)
class Statement:
    """All that the statement says of this product."""

    standard: str
    prepared: date
    reviewed: date
    compliance: str = one_of("fully compliant", "partially compliant", "not compliant")
    able: tuple[str, ...] = ()
    tests: tuple[Test, ...] = table_of(Test)
    not_tested: tuple[NotTested, ...] = table_of(NotTested)
    issues: tuple[Issue, ...] = table_of(Issue)


@cache
def statement(path: Path = FILE) -> Statement:
    """Return the statement; DataProblem with every fault where the file is not as it should be."""
    problems: list[Problem] = []
    table = define_read.toml_file(path, problems)
    found = define_read.value(Statement, table, path.name, problems) if table is not None else None
    if problems or found is None:
        raise DataProblem(problems)
    return found
