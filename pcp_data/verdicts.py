"""The five things that can be said of a measure, each with its word and its shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pcp_data import words
from pcp_data.charts.sparkline import data_uri, themed


@dataclass(frozen=True)
class Verdict:
    """A verdict as shown: its word, its colours on a light and a dark page, and its shape.

    Blue and orange, not green and red: the pair that colour-blind readers can tell apart.
    """

    word: str
    colours: tuple[str, str]
    shape: str
    says_one: str
    says_many: str


_CIRCLE = '<circle class="f" cx="8" cy="8" r="7.2"/>'
_MARK = 'class="m" stroke-width="2" stroke-linecap="round"'

BETTER = Verdict(
    "better",
    ("#12436D", "#6BACE6"),
    f'{_CIRCLE}<path d="M4.6 8.2l2.4 2.4 4.4-4.8" {_MARK}/>',
    "is better",
    "are better",
)
WORSE = Verdict(
    "worse",
    ("#C8470F", "#F58B55"),
    f'<path class="f" d="M8 .8l7.6 14H.4z"/><path d="M8 5.8v4.4M8 12.6v.1" {_MARK}/>',
    "is worse",
    "are worse",
)
LEVEL = Verdict(
    "no clear change",
    ("#5B6570", "#A6B0BC"),
    f'<rect class="f" x="1" y="1" width="14" height="14" rx="3"/>'
    f'<path d="M4.5 6.2h7M4.5 9.8h7" {_MARK}/>',
    "shows no clear change",
    "show no clear change",
)
UNJUDGED = Verdict(
    "not judged",
    ("#5B6570", "#A6B0BC"),
    '<circle class="r" cx="8" cy="8" r="6.2" stroke-width="1.8"/>',
    "is not judged",
    "are not judged",
)
NO_FIGURES = Verdict(
    "no figures",
    ("#5B6570", "#A6B0BC"),
    '<path class="r" d="M3 8h10" stroke-width="2" stroke-linecap="round"/>',
    "has no figures",
    "have no figures",
)
VERDICTS = (BETTER, WORSE, LEVEL, UNJUDGED, NO_FIGURES)
_BY_WORD = {verdict.word: verdict for verdict in VERDICTS}


def verdict_of(word: str | None) -> Verdict:
    """Return the verdict of a word in the views; "no figures" for none."""
    return _BY_WORD.get(word or NO_FIGURES.word, UNJUDGED)


def verdict_html(verdict: Verdict) -> str:
    """Return the shape and the word of a verdict. The word carries the meaning."""
    css = verdict.word.replace(" ", "-")
    return (
        f'<span class="pcp-verdict {css}"><img src="{_picture(verdict)}" alt="">'
        f"<span>{words.sentence_case(verdict.word)}</span></span>"
    )


@cache
def _picture(verdict: Verdict) -> str:
    light, dark = (
        f".f{{fill:{colour}}}.r{{stroke:{colour};fill:none}}.m{{stroke:{page};fill:none}}"
        for colour, page in zip(verdict.colours, ("#fff", "#11151B"), strict=True)
    )
    return data_uri(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        f"<style>{themed(light, dark)}</style>{verdict.shape}</svg>"
    )


def counts(found: Iterable[Verdict]) -> list[tuple[Verdict, int]]:
    """Return how often each verdict was found, in their fixed order, with zeros."""
    counted = Counter(found)
    return [(verdict, counted[verdict]) for verdict in VERDICTS]


def counts_in_words(found: Iterable[Verdict]) -> str:
    """Return "3 are better, 1 is worse and 2 have no figures"; nothing for zeros."""
    return words.list_of(
        [
            f"{count} {verdict.says_one if count == 1 else verdict.says_many}"
            for verdict, count in counts(found)
            if count
        ]
    )
