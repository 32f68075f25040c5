"""What each meeting asks for, as data: sections, subjects, national priorities, enquiry rules.

The files stand beside the code lists; a force's own definitions folder may hold its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path
from typing import TypeVar

from pcp_data.problems import DataProblem, Problem

COMMON = Path(__file__).parents[1] / "definitions" / "common"
SECTIONS = (
    "headline", "table", "national", "unusual", "measures", "voice", "enquiry", "limits", "sources",
)  # fmt: skip
Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Meeting:
    """A meeting and what its briefing holds, in order. `detail`: every measure or exceptions."""

    id: str
    title: str
    about: str
    sections: tuple[str, ...]
    detail: str
    boxes: tuple[str, ...] = ()
    subject: str = ""
    force_only: bool = False
    national: bool = False


@dataclass(frozen=True)
class Subject:
    """A theme for a meeting: its measures, its victims' satisfaction, its survey answers.

    A survey answer is "survey | question | answer".
    """

    id: str
    title: str
    measures: tuple[str, ...]
    victims: tuple[str, ...] = ()
    surveys: tuple[str, ...] = ()


@dataclass(frozen=True)
class NationalPriority:
    """One of the national priorities for policing, with what measures it here.

    `related_only`: the measures are about something near it, not about the priority itself.
    """

    id: str
    title: str
    measures: tuple[str, ...]
    how: str
    related_only: bool = False


@dataclass(frozen=True)
class Rule:
    """A rule that raises a line of enquiry: the test it names and the question it asks."""

    id: str
    when: str
    title: str
    most: int
    asks_one: str
    asks_many: str


@dataclass(frozen=True)
class Templates:
    """Everything that can be asked for. Subjects, meetings and rules are in the files' order."""

    meetings: tuple[Meeting, ...]
    subjects: tuple[Subject, ...]
    national: tuple[NationalPriority, ...]
    rules: tuple[Rule, ...]
    most_lines: int

    def meeting(self, meeting_id: str | None) -> Meeting:
        """Return the meeting of that id, or the first."""
        return next((one for one in self.meetings if one.id == meeting_id), self.meetings[0])

    def subject(self, subject_id: str | None) -> Subject | None:
        """Return the subject of that id, None when there is none."""
        return next((one for one in self.subjects if one.id == subject_id), None)


@cache
def templates(folder: str | Path = COMMON) -> Templates:
    """Return the templates of a definitions folder, taking from the common ones what it lacks.

    Raises:
        DataProblem: a file has a key that is not known, or lacks one.
    """
    briefings, rules = (_toml(Path(folder), name) for name in ("briefings", "enquiry_rules"))
    return Templates(
        meetings=_entries(briefings, "meetings", Meeting),
        subjects=_entries(briefings, "subjects", Subject),
        national=_entries(briefings, "national_priorities", NationalPriority),
        rules=_entries(rules, "rules", Rule),
        most_lines=int(rules["most_lines"]),
    )


def _toml(folder: Path, name: str) -> dict:
    own = folder / f"{name}.toml"
    path = own if own.is_file() else COMMON / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) | {"": path}


def _entries(found: Mapping, name: str, kind: type[Entry]) -> tuple[Entry, ...]:
    return tuple(_entry(found[""], name, one, kind) for one in found.get(name, ()))


def _entry(path: Path, name: str, given: Mapping, kind: type[Entry]) -> Entry:
    known = {one.name: one.default is MISSING for one in fields(kind)}
    wrong = [*(set(given) - set(known)), *(key for key in known if known[key] and key not in given)]
    unknown = [one for one in given.get("sections", ()) if one not in SECTIONS]
    if wrong or unknown:
        raise DataProblem(
            Problem(
                f"{path.name}, {name}, {given.get('id', 'an entry without id')}",
                f"{', '.join(sorted(wrong) + unknown)} missing or not known",
                f"the keys {', '.join(known)}; sections {', '.join(SECTIONS)}",
                "Correct the file.",
            )
        )
    values = {key: tuple(one) if isinstance(one, list) else one for key, one in given.items()}
    return kind(**values)
