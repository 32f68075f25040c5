"""The one error type of the product: where, what was found, what was expected, what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault, in words that a person who does not program can act on."""

    where: str
    found: str
    expected: str
    action: str

    def __str__(self) -> str:
        """Return the fault as one sentence group on one line."""
        return f"{self.where}: found {self.found}. Expected {self.expected}. {self.action}"


class DataProblem(Exception):
    """All the faults of one piece of work, raised once."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        """Keep one problem or several; their order is the order of the message."""
        found = [problems] if isinstance(problems, Problem) else list(problems)
        self.problems: tuple[Problem, ...] = tuple(found)
        super().__init__("\n".join(str(problem) for problem in self.problems))


# A full disk or no more handles says nothing about the file that was being read.
OF_THE_MACHINE = {
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EMFILE", "ENFILE", "ENOMEM")
    if hasattr(errno, name)
}


def is_of_the_machine(error: Exception) -> bool:
    """Say whether an error is the machine's and no fault of a file: then the work must stop."""
    return isinstance(error, OSError) and error.errno in OF_THE_MACHINE
