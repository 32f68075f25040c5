"""What victims and the public say: satisfaction on its base, and survey answers by wave."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pcp_data import words
from pcp_data.briefing import phrases as say
from pcp_data.briefing.blocks import Grid
from pcp_data.briefing.figures import Comparison, Figure
from pcp_data.briefing.names import victims_of
from pcp_data.screens.surveys import Bases, share, since, survey_rows, wave_name
from pcp_data.statistics import wilson_interval


def satisfaction_sentence(found: Sequence[Figure]) -> str:
    """Return for whom satisfaction moved on the 12 months before by more than chance would give."""
    groups: dict[str, list[Figure]] = {"down": [], "up": [], "level": []}
    for one in found:
        if one.previous.can_tell:
            up = say.is_up(one, one.previous)
            way = ("up" if up else "down") if one.previous.is_clear else "level"
            groups[way].append(one)
    if not any(groups.values()):
        return _why_none(found)
    parts = [
        f"{way} among {words.list_of([_group(one) for one in those])}"
        for way, those in (("lower", groups["down"]), ("higher", groups["up"]))
        if those
    ]
    level = [victims_of(one.title) for one in groups["level"]]
    if not parts:
        return (
            "Compared with the 12 months before, there is no clear change in satisfaction among "
            f"{words.list_of(_once(level))}."
        )
    said = f"Compared with the 12 months before, satisfaction is {words.list_of(parts)}"
    return (
        f"{said}, with no clear change among {words.list_of(_once(level))}."
        if level
        else f"{said}."
    )


def _why_none(found: Sequence[Figure]) -> str:
    """Return why satisfaction is judged for no group, though its changes may be in the table."""
    made = [one.previous for one in found if one.previous.is_made]
    if not made:
        return "No group of victims has a figure for the 12 months before to compare with."
    broken = [one for one in made if one.series_break]
    reasons = ["recording changed in between"] if broken else []
    if len(broken) < len(made):
        reasons.append("the numbers asked are too small or not given")
    why = " or ".join(reasons)
    return f"Changes in satisfaction on the 12 months before are not judged: {why}."


def _group(figure: Figure) -> str:
    change = words.points(figure.previous.points)
    return f"{victims_of(figure.title)} ({change}, to {say.amount(figure)})"


def _once(names: Sequence[str]) -> list[str]:
    """Return "victims of a", "b" and "c" for a list that says "victims of" once."""
    return [names[0], *(one.removeprefix("victims of ") for one in names[1:])] if names else []


def satisfaction_grid(found: Sequence[Figure], title: str) -> Grid:
    """Return satisfaction by group of victims, each with its interval and base."""
    against = found[0].main
    versus = {"baseline": "baseline", "previous": "baseline"}.get(against, "comparison")
    has_versus = any(_versus(one, versus).end is not None for one in found)
    rows = []
    for one in found:
        side = _versus(one, versus)
        rows.append(
            (
                words.sentence_case(victims_of(one.title).removeprefix("victims of ")),
                words.percent(one.value),
                _interval(one),
                words.number(one.denominator),
                *([say.clear_change(one, side)] if has_versus else []),
                say.change_cell(one, one.previous),
                _on_previous(one),
            )
        )
    columns = (
        "Victims of", "Satisfied", "95% interval", "Surveyed",
        *([f"Change on {versus}"] if has_versus else []),
        "Change on 12 months before", "Verdict on 12 months before",
    )  # fmt: skip
    widths = (0.22, 0.095, 0.155, 0.1, *([0.145, 0.145] if has_versus else [0.25]), 0.145)
    return Grid(title, columns, tuple(rows), widths, numeric=tuple(range(1, len(columns) - 1)))


def _versus(figure: Figure, versus: str) -> Comparison:
    return figure.sides["chosen" if versus == "comparison" else "baseline"]


def _interval(figure: Figure) -> str:
    if not figure.denominator:
        return words.NOT_AVAILABLE
    lower, upper = wilson_interval(figure.numerator, figure.denominator)
    return f"{words.number(100 * float(lower), 1)}% to {words.number(100 * float(upper), 1)}%"


def _on_previous(figure: Figure) -> str:
    return words.sentence_case(figure.previous.verdict)


def survey_sentences(rows: pd.DataFrame, wanted: Sequence[str], bases: Bases) -> list[str]:
    """Return what the latest wave of each survey says to each answer wanted, by its base.

    Rows are those of queries/pages/survey_answers.sql in one area; an answer that no loaded wave
    has, or that too few people gave, is left out.
    """
    if rows.empty:
        return []
    shown = survey_rows(rows, bases)
    found = [_answer(shown, *(part.strip() for part in one.split("|"))) for one in wanted]
    return [one for one in found if one]


def _answer(rows: pd.DataFrame, survey: str, question: str, answer: str) -> str:
    mine = rows[
        rows["survey_id"].eq(survey) & rows["question"].eq(question) & rows["answer"].eq(answer)
    ].sort_values("period_end", ascending=False)
    mine = mine[mine["value"].notna()]
    if mine.empty:
        return ""
    now = mine.iloc[0]
    base = f"{words.number(now.base)} " if not words.is_missing(now.base) else ""
    said = (
        f"{now.survey_title}, {wave_name(mine.iloc[[0]])}: asked “{question}”, "
        f"{share(now.value, now.lower, now.upper)} of the {base}people asked in {now.area_name} "
        f"said “{answer}”."
    )
    if len(mine) < 2:
        return said
    return f"{said} {since(now, mine.iloc[1], wave_name(mine.iloc[[1]]))}"
