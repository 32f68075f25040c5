"""How a briefing names measures inside its sentences, and whose words it quotes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from pcp_data import words

SATISFACTION, SATISFACTION_AFTER = "Victim satisfaction: ", "Victim satisfaction after "


def in_text(title: str) -> str:
    """Return a title as it stands inside a sentence: "theft of motor vehicle", "ASB incidents"."""
    title = spoken(title)
    first, _, rest = title.partition(" ")
    if not first[1:].islower() or rest[:1].isupper():
        return title
    return title[:1].lower() + title[1:]


def spoken(title: str) -> str:
    """Return a title without the colon that a sentence would stumble over."""
    return title.replace(SATISFACTION, SATISFACTION_AFTER, 1)


def subject(title: str) -> str:
    """Return a title that the sentence goes on from: one with a comma in it needs a second."""
    return f"{title}," if ", " in title else title


def victims_of(title: str) -> str:
    """Return "victims of theft from person" for the title of a satisfaction measure."""
    _, colon, group = title.partition(": ")
    return f"victims of {in_text(group)}" if colon else "victims"


def together(titles: Sequence[str], root: str = "") -> str:
    """Return several measures in few words: "vehicle offences and 2 measures under it".

    `root` is the title of the measure that all others are parts of, where there is one.
    """
    others = len(titles) - 1
    if others < 2:
        return words.listed([in_text(one) for one in titles])
    if root:
        return f"{in_text(root)} and {others} measures under it"
    groups = {one.partition(": ")[0] for one in titles}
    if len(groups) == 1 and all(": " in one for one in titles):
        return f"{others + 1} measures of {in_text(groups.pop())}"
    return f"{in_text(titles[0])} and {others} other measures"


def root_of(measures: Collection[str], parents: dict[str, str]) -> str:
    """Return the measure that all the others are parts of, at any depth; empty without one."""
    for one in measures:
        if all(other == one or one in _above(other, parents) for other in measures):
            return one
    return ""


def _above(measure: str, parents: dict[str, str]) -> set[str]:
    found: set[str] = set()
    while (measure := parents.get(measure) or "") and measure not in found:
        found.add(measure)
    return found


def quoted(note: str, source: str | None, when: str = "") -> str:
    """Return a note as the words of its source, so that a briefing claims nothing itself."""
    if not source:
        return note
    about = f", {when if when.startswith('from') else f'on {when}'}" if when else ""
    if source.startswith("Worked out"):
        return f"{note} ({source}{about})"
    return f"According to {source}{about}: {note}"


def from_definition(caveat: str, whose: str = "the measure") -> str:
    """Return a caveat that comes from the definition of a measure, with where it comes from."""
    return f"Definition of {whose}: {caveat}"


def months(starts: date | None, ends: date | None) -> str:
    """Return the months that a note is on: "March 2020 to March 2021", empty without any."""
    if starts is None:
        return ""
    if ends is None:
        return f"from {words.month_name(starts)}"
    first, last = words.month_name(starts), words.month_name(ends)
    return first if first == last else f"{first} to {last}"
