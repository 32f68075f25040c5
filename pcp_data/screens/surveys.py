"""Shares of people asked: what may be shown on their base, their intervals, and how they compare.

A share is hidden on a very small base and marked on a small one. Different surveys ask different
people different questions, so nothing here compares one survey with another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pcp_data import words
from pcp_data.statistics import newcombe_interval, wilson_interval
from pcp_data.view import View

PEER = "peer_group"


@dataclass(frozen=True)
class Bases:
    """The number of people asked under which a share is hidden, and under which it is marked."""

    hide: int = 30
    grey: int = 100

    def hides(self, base: float | None) -> bool:
        """Return whether a share on this base is not shown; an unknown base hides nothing."""
        return not words.is_missing(base) and base < self.hide

    def marks(self, base: float | None) -> bool:
        """Return whether a share on this base is shown with a warning."""
        return not words.is_missing(base) and self.hide <= base < self.grey

    def warning(self, rows: pd.DataFrame) -> str:
        """Return the rule as a sentence where it touches one of the rows, else nothing."""
        if not (rows["is_small"] | rows["is_hidden"]).any():
            return ""
        return (
            f"Shares of fewer than {self.grey} people asked are paler, and of fewer than "
            f"{self.hide} not shown"
        )


def bases_of(view: View) -> Bases:
    """Return the numbers of people under which this build hides and marks shares."""
    settings = view.fetch("settings")[0]
    return Bases(settings["hide_below_base"], settings["grey_below_base"])


def with_intervals(rows: pd.DataFrame, satisfied: str, base: str, bases: Bases) -> pd.DataFrame:
    """Return the rows with `lower` and `upper` (95%, Wilson, per cent), `is_hidden`, `is_small`.

    A hidden share loses its value, interval and count. Without counts there is no interval.
    """
    asked = rows[base].to_numpy(float)
    known = ~np.isnan(asked) & ~np.isnan(rows[satisfied].to_numpy(float)) & (asked > 0)
    lower, upper = wilson_interval(
        np.where(known, rows[satisfied].to_numpy(float), 0), np.where(known, asked, np.nan)
    )
    hidden = np.array([bases.hides(one) for one in asked], dtype=bool)
    found = rows.assign(
        lower=np.where(hidden, np.nan, 100 * lower),
        upper=np.where(hidden, np.nan, 100 * upper),
        is_hidden=hidden,
        is_small=[bases.marks(one) for one in asked],
        value=rows["value"].astype(float).mask(hidden),
    )
    return found.assign(**{satisfied: rows[satisfied].astype(float).mask(hidden)})


def share(value: float | None, lower: float | None, upper: float | None) -> str:
    """Return "72.4% (95% interval 71.1% to 73.7%)", without the interval where there is none."""
    if words.is_missing(value):
        return words.NOT_AVAILABLE
    if words.is_missing(lower):
        return words.percent(value)
    return f"{words.percent(value)} (95% interval {words.percent(lower)} to {words.percent(upper)})"


def base_words(base: float | None) -> str:
    """Return how many were asked: "4,120", or that it is not given."""
    return "not given" if words.is_missing(base) else words.number(base)


def survey_rows(rows: pd.DataFrame, bases: Bases) -> pd.DataFrame:
    """Return survey answers with intervals; `percent` becomes `value`."""
    return with_intervals(rows.assign(value=rows["percent"]), "respondents", "base", bases)


def questions(rows: pd.DataFrame) -> list[str]:
    """Return the questions of a survey, the one with the most answers to choose from first."""
    answers = rows.groupby("question")["answer"].nunique()
    return sorted(answers.index, key=lambda one: (-answers[one], one))


def latest_wave(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the last wave there is."""
    return rows[rows["period_end"].eq(rows["period_end"].max())]


def wave_name(rows: pd.DataFrame) -> str:
    """Return the wave of one row in words: "2023" for a calendar year, else its period."""
    first = rows.iloc[0]
    start, end = words.as_date(first["period_start"]), words.as_date(first["period_end"])
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(end.year)
    return words.period(start, end)


def wave_names(rows: pd.DataFrame) -> list[str]:
    """Return the wave of each row in words."""
    return [wave_name(rows.iloc[[place]]) for place in range(len(rows))]


def top_answer(rows: pd.DataFrame) -> pd.Series | None:
    """Return the answer most people gave in the rows of one wave and area, None if none shows."""
    known = rows[rows["value"].notna()]
    return None if known.empty else known.loc[known["value"].idxmax()]


def concern_sentence(rows: pd.DataFrame) -> str:
    """Return, for one survey in one area, the most frequent answer in its latest wave."""
    wave = latest_wave(rows)
    question = questions(wave)[0]
    top = top_answer(wave[wave["question"].eq(question)])
    if top is None:
        return ""
    return (
        f"{top.survey_title} ({wave_name(wave)}, {top.area_name}): asked “{question}”, the most "
        f"frequent answer was {top.answer.lower()}, {share(top.value, top.lower, top.upper)} of "
        f"{base_words(top.base)} people."
    )


def wave_sentence(now: pd.DataFrame, before: pd.DataFrame) -> str:
    """Return the top answer of a wave, and whether it differs from the wave before by chance.

    Both hold one survey, one question and one area.
    """
    top = top_answer(now)
    if top is None:
        return "Too few people were asked for any share to be shown."
    said = (
        f"In {wave_name(now)}, {share(top.value, top.lower, top.upper)} of "
        f"{base_words(top.base)} people asked in {top.area_name} said “{top.answer}”, the most "
        "frequent answer."
    )
    then = before[before["answer"].eq(top.answer) & before["value"].notna()]
    if then.empty:
        return said
    return f"{said} {since(top, then.iloc[0], wave_name(before))}"


def since(now: pd.Series, then: pd.Series, wave: str) -> str:
    """Return how a share stands to that of the wave before: how far only if beyond chance.

    Both are of one survey, question, answer and area.
    """
    before = f"{wave} ({words.percent(then.value)})"
    if why := _why_not(now, then):
        return f"It is not compared with {before}: {why}"
    lower, upper = newcombe_interval(now.respondents, now.base, then.respondents, then.base)
    if not (lower > 0 or upper < 0):
        return f"That is no clear change from {before}."
    change = words.points(abs(now.value - then.value)).lstrip("+")
    return f"That is {change} {'above' if lower > 0 else 'below'} {before}."


def _why_not(now: pd.Series, then: pd.Series) -> str:
    if not words.is_missing(now.break_since):
        return f"the way of asking changed in between. {now.break_since}"
    counts = (now.respondents, now.base, then.respondents, then.base)
    if any(words.is_missing(one) for one in counts):
        return "without counts, a real change cannot be told from chance."
    return "too few people were asked to judge." if now.is_small or then.is_small else ""


def general_notes(notes: pd.DataFrame) -> pd.DataFrame:
    """Return the notes that are on more than one survey, each once."""
    of_surveys = notes[notes["survey_id"].notna()]
    general = of_surveys[of_surveys.duplicated("note", keep=False)]
    return general.drop_duplicates("note")


def own_notes(notes: pd.DataFrame, survey_id: str) -> pd.DataFrame:
    """Return the notes that are on one survey only."""
    return notes[
        notes["survey_id"].eq(survey_id) & ~notes["note"].isin(general_notes(notes)["note"])
    ]


def answers_table(rows: pd.DataFrame, bases: Bases) -> pd.DataFrame:
    """Return answers with their bases and intervals, rounded once; hidden ones say so."""
    return pd.DataFrame(
        {
            "Wave": wave_names(rows),
            "Area": rows["area_name"],
            "Question": rows["question"],
            "Answer": rows["answer"],
            "Per cent": words.rounded(rows["value"], 1),
            "95% interval, from": words.rounded(rows["lower"], 1),
            "95% interval, to": words.rounded(rows["upper"], 1),
            "People asked": rows["base"],
            "Note": notes(rows, bases),
        }
    )


def notes(rows: pd.DataFrame, bases: Bases, base: str = "base") -> list[str]:
    """Return for each row why its share is hidden, marked, or has no interval."""
    found = []
    for row in rows.itertuples():
        if row.is_hidden:
            found.append(f"Fewer than {bases.hide} people asked: not shown")
        elif row.is_small:
            found.append(f"Fewer than {bases.grey} people asked: read with care")
        elif words.is_missing(row.value):
            found.append("Suppressed" if row.status == "suppressed" else "Not available")
        elif words.is_missing(row.lower):
            found.append("No counts given, so no interval")
        else:
            found.append("")
    return found


def districts_sentence(rows: pd.DataFrame, answer: str) -> str:
    """Return the range of one answer over the districts, and whether chance could explain it."""
    known = rows[rows["value"].notna()]
    if known.empty:
        return f"“{answer}”: too few people were asked in each district."
    high, low = known.loc[known["value"].idxmax()], known.loc[known["value"].idxmin()]
    said = (
        f"“{answer}”, {wave_name(rows)}: from {words.percent(low.value)} in {low.area_name} to "
        f"{words.percent(high.value)} in {high.area_name}."
    )
    if words.is_missing(low.upper) or words.is_missing(high.lower) or len(known) == 1:
        return said
    if low.upper >= high.lower:
        return f"{said} Their 95% intervals overlap, so chance could have set them apart."
    return f"{said} Their 95% intervals do not overlap."


def peers_sentence(rows: pd.DataFrame) -> str:
    """Return one answer in each area, side by side, without calling one better."""
    known = rows[rows["value"].notna()]
    beside = [f"{words.percent(row.value)} in {_area(row)}" for row in known.itertuples()]
    return f"{wave_name(rows)}: {words.list_of(beside)}." if beside else "No figure is given."


def _area(row: object) -> str:
    return "the " + row.area_name.lower() if row.area_type == PEER else row.area_name
