"""The headline's tallies: how many measures are better or worse, and which stand out."""

from __future__ import annotations

from collections.abc import Sequence

from pcp_data import words
from pcp_data.briefing.figures import Comparison, Figure
from pcp_data.briefing.names import in_text
from pcp_data.briefing.phrases import NAMES, change_rank, is_up, judged_side, name_of
from pcp_data.comparisons import LEVEL
from pcp_data.verdicts import counts_in_words, verdict_of

MOST_NAMED = 4
JUDGED = ("better", "worse", LEVEL)


def verdicts_sentence(found: Sequence[Figure], against: str, period: str) -> str:
    """Return the counts by verdict as one sentence."""
    what = words.plural(len(found), "measure")
    late = any(one.period != period for one in found)
    when = f"{period} (or the latest 12 months before)" if late else period
    return (
        f"Of the {what} with figures for the {when}, compared with {against}, "
        f"{counts_in_words(verdict_of(one.verdict) for one in found)}."
    )


def others_sentence(found: Sequence[Figure]) -> str:
    """Return how the other measures are judged on both comparisons, naming those that are worse."""
    judged = [one for one in found if one.verdict in JUDGED and one.against.is_made]
    before = [one for one in found if one.previous.verdict in JUDGED]
    if not judged and not before:
        return _unjudged(found)
    said = []
    if level := _all_level(found, judged, before):
        return level
    if judged:
        versus = name_of(judged[0].against)
        said.append(_tally([one.verdict for one in judged], versus, _worse_names(judged)))
    if before and not (judged and judged[0].main == "previous"):
        said.append(_tally([one.previous.verdict for one in before], NAMES["previous"]))
    some = " that can be judged" if len(before or judged) < len(found) else ""
    return f"Of the other measures{some}, {'; '.join(said)}."


def _all_level(found: Sequence[Figure], judged: Sequence[Figure], before: Sequence[Figure]) -> str:
    """Return that no other measure moved, where none did; empty otherwise."""
    verdicts = {one.verdict for one in judged} | {one.previous.verdict for one in before}
    if verdicts != {LEVEL} or len(judged) not in (0, len(found)) or len(before) != len(found):
        return ""
    sides = [name_of(judged[0].against)] if judged else []
    sides += [NAMES["previous"]] if NAMES["previous"] not in sides else []
    none = {1: "The other measure shows no", 2: "Neither of the other measures shows a"}.get(
        len(found), f"None of the {len(found)} other measures shows a"
    )
    return f"{none} clear change from {words.list_of(sides, 'or')}."


def _unjudged(found: Sequence[Figure]) -> str:
    """Return which measures that no Plan judges moved by more than chance would give."""
    moved = [one for one in found if one.previous.is_clear]
    if not any(one.previous.can_tell for one in found):
        return "No other measure can be compared with the 12 months before."
    if not moved:
        return "No other measure shows a clear change from the 12 months before."
    ranked = sorted(moved, key=lambda one: -change_rank(one.previous))
    names = [f"{in_text(one.title)} ({_moved(one, one.previous)})" for one in ranked]
    return f"Compared with the 12 months before, clear changes are in {words.listed(names)}."


def _worse_names(judged: Sequence[Figure]) -> str:
    worse = [one for one in judged if one.verdict == "worse"]
    if not 0 < len(worse) < len(judged):
        return ""
    if len(worse) > MOST_NAMED:
        return f" (most of all {named(_distinct(worse)[:MOST_NAMED], brackets=False)})"
    return f" ({named(worse, brackets=False)})"


def _tally(verdicts: Sequence[str], versus: str, worse_names: str = "") -> str:
    """Return "6 are better than the baseline and 1 is worse", or "all 7 are worse than it"."""
    parts = []
    for word in JUDGED:
        count = verdicts.count(word)
        if not count:
            continue
        whole = {1: "1", 2: "both"}.get(count, f"all {count}")
        verb = verdict_of(word).says_one if count == 1 else verdict_of(word).says_many
        said = f"{whole if count == len(verdicts) else count} {verb}"
        if not parts:
            said += f" {'from' if word == JUDGED[-1] else 'than'} {versus}"
        parts.append(said + (worse_names if word == "worse" else ""))
    return words.list_of(parts)


def worse_sentence(found: Sequence[Figure]) -> str:
    """Return the measures that are worse, the largest change first."""
    worse = [one for one in found if one.verdict == "worse"]
    if not worse:
        return "No measure is worse than what it is compared with."
    if len(worse) == 1:
        return f"The one that is worse is {named(worse)}."
    if len(worse) > MOST_NAMED:
        return f"The largest changes for the worse are in {named(_distinct(worse)[:MOST_NAMED])}."
    return f"Those that are worse are {named(worse)}."


def named(found: Sequence[Figure], *, brackets: bool = True) -> str:
    """Return measures with their change, the largest first: "theft of motor vehicle (up 17.6%)"."""
    moved = [(in_text(one.title), _moved(one, judged_side(one))) for one in _ranked(found)]
    form = "{} ({})" if brackets else "{}, {}"
    return words.listed([form.format(name, change) if change else name for name, change in moved])


def _ranked(found: Sequence[Figure]) -> list[Figure]:
    return sorted(found, key=lambda one: -change_rank(judged_side(one)))


def _distinct(found: Sequence[Figure]) -> list[Figure]:
    """Return measures without those of the same figures, such as casualties as recorded."""
    kept = {(one.value, one.unit, judged_side(one).value): one for one in reversed(found)}
    return _ranked(list(kept.values()))


def _moved(figure: Figure, side: Comparison) -> str:
    if not side.is_clear:
        return ""
    way = "up" if is_up(figure, side) else "down"
    change = words.points(abs(side.points)).lstrip("+") if side.points is not None else None
    if change is None and side.percent is not None:
        change = words.percent(abs(side.percent))
    return f"{way} {change or words.number(abs(side.change), figure.decimals)}"
