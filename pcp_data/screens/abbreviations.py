"""Abbreviations in texts that are quoted as printed, spelled out after them from the glossary."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

NAMED = re.compile(r"(?P<name>.+) \((?P<short>[A-Z]{2,})\)")
SHORT = re.compile(r"[A-Z]{2,}[0-9]*")
WORD = re.compile(r"\b[A-Z]{2,}[0-9]*\b")


def abbreviations(terms: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return what each abbreviation of the glossary stands for.

    A term is either "Local Criminal Justice Board (LCJB)" or "PEEL", whose meaning then begins
    with what it stands for, up to the first full stop or colon.
    """
    found = {}
    for one in terms:
        if named := NAMED.fullmatch(one["term"]):
            found[named["short"]] = named["name"]
        elif SHORT.fullmatch(one["term"]):
            found[one["term"]] = re.split(r"[.:]", one["meaning"])[0]
    return found


def spelled_out(text: str, known: Mapping[str, str]) -> str:
    """Return a text with its abbreviations explained behind it, as it is where it has none."""
    used = [one for one in dict.fromkeys(WORD.findall(text)) if one in known]
    said = "; ".join(f"{one}: {known[one]}" for one in used)
    return f"{text} ({said})" if said else text
