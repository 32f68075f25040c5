"""The survey sections of the Victims page: each survey by itself, never one series."""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
import pandas as pd
import streamlit as st

from pcp_data import words
from pcp_data.charts import areas as area_charts
from pcp_data.screens import surveys
from pcp_data.screens.asked import Asked
from pcp_data.screens.surveys import Bases
from pcp_data.ui import clicks, parts, topic_parts
from pcp_data.ui.clicks import Click
from pcp_data.ui.picker import picker
from pcp_data.ui.set_up import PageState

INTERVALS = "Lines: 95% intervals"
ANSWER_HINT = "Select an answer in the chart to see it by district"


def load(state: PageState, asked: Asked) -> pd.DataFrame:
    """Return every answer up to the month shown to what is asked, with districts and peers."""
    home = state.choices.home.id
    areas = [home, f"PEER:{home}", *(one.id for one in state.choices.districts)]
    rows = state.rows("survey_answers", areas=areas, period_end=state.filters.period_end)
    return surveys.survey_rows(asked.answers(rows), surveys.bases_of(state))


def sections(rows: pd.DataFrame, notes: pd.DataFrame, state: PageState) -> None:
    """Place what the public say, and each survey after it, most recent wave first."""
    parts.section(
        "What the public say",
        "Surveys that had ended by the month shown. Each asks different people different "
        "questions, so they are shown one by one and never as one series.",
    )
    if rows.empty:
        parts.empty_state("No survey of the public with answers to show had ended by this month.")
    concerns(rows, notes, state)
    for one in own_surveys(rows):
        parts.section(one.iloc[0]["survey_title"])
        survey(one, notes, state)
    for one in shared_surveys(rows):
        parts.section(
            one.iloc[0]["survey_title"],
            "A national survey, for the force as a whole: a second view to read beside the others.",
        )
        shared(one, notes, state)


def own_surveys(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the surveys of the area itself, most recent wave first."""
    return _apart(rows, has_peers=False)


def shared_surveys(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the surveys that give similar forces as well, such as the Crime Survey."""
    return _apart(rows, has_peers=True)


def _apart(rows: pd.DataFrame, *, has_peers: bool) -> list[pd.DataFrame]:
    found = [part for _, part in rows.groupby("survey_id", sort=False)]
    found = [part for part in found if part["area_type"].eq(surveys.PEER).any() == has_peers]
    return sorted(found, key=lambda part: part["period_end"].max(), reverse=True)


def _in_area(survey: pd.DataFrame, state: PageState) -> tuple[pd.DataFrame, str]:
    """Return the answers of the area shown, or of the force where it was not asked by district."""
    area = state.main_area
    found = survey[survey["area_code"].eq(area.id)]
    if len(found) or area.id == state.choices.home.id:
        return found, ""
    home = state.choices.home
    return (
        survey[survey["area_code"].eq(home.id)],
        f"Not asked by district: shown for {home.title}",
    )


def concerns(rows: pd.DataFrame, notes: pd.DataFrame, state: PageState) -> None:
    """Place the most frequent answer to each survey's widest question, and what they share."""
    said = [
        surveys.concern_sentence(_in_area(survey, state)[0])
        for survey in own_surveys(rows)
        if len(_in_area(survey, state)[0])
    ]
    items = [f"<li>{parts.text(one)}</li>" for one in said if one]
    if not items:
        return
    parts.html(f'<ul class="pcp-sentence">{"".join(items)}</ul>')
    if len(items) > 1:
        parts.source_line(
            "Each survey asked different people a different question: these are not to be ranked "
            "against each other"
        )
    general = surveys.general_notes(notes)
    if len(general):
        topic_parts.notes_table(general)


def survey(rows: pd.DataFrame, notes: pd.DataFrame, state: PageState) -> None:
    """Place one survey: a question, its answers in the latest wave, earlier waves, districts."""
    bases, survey_id = surveys.bases_of(state), rows.iloc[0]["survey_id"]
    here, instead = _in_area(rows, state)
    left, right = parts.level(survey_id, 5)
    with left:
        asked = {one: one for one in surveys.questions(rows)}
        name = f"{survey_id}-question"
        question = picker("victims", name, "Question", asked, ends=[_answer_of(survey_id)])
    here = here[here["question"].eq(question)]
    if here.empty:
        parts.empty_state("This question was not asked in this area.")
        return
    wave = surveys.latest_wave(here)
    before = surveys.latest_wave(here[here["period_end"] < wave["period_end"].max()])
    by_district = rows[rows["question"].eq(question) & rows["area_type"].eq("district")]
    answers = {one: one for one in wave["answer"]}
    click = clicks.choice(_answer_of(survey_id), answers, ANSWER_HINT)
    with left if len(by_district) else st.container():
        _answers(wave, before, here, bases, instead, click if len(by_district) else None)
    if len(by_district):
        with right:
            _districts(by_district, answers, state, bases, survey_id)
    _notes(notes, survey_id)


def _answer_of(survey_id: str) -> str:
    """Return the name of the choice of an answer to see by district."""
    return f"{survey_id}-answer"


def _answers(
    wave: pd.DataFrame,
    before: pd.DataFrame,
    here: pd.DataFrame,
    bases: Bases,
    instead: str,
    click: Click | None,
) -> None:
    shown = wave.assign(area_name=wave["answer"])
    firm = list(shown.loc[~shown["is_small"], "answer"]) or [""]
    parts.chart(
        area_charts.dot_interval(shown, unit="%", focus=firm, of="Answer", palette=parts.palette()),
        surveys.wave_sentence(wave, before),
        surveys.answers_table(here, bases),
        _caption(wave, instead, INTERVALS, bases.warning(here)),
        key=f"{wave.iloc[0]['survey_id']}-answers",
        click=click,
    )


def _caption(wave: pd.DataFrame, *more: str) -> str:
    first = wave.iloc[0]
    period = words.period(first["period_start"], first["period_end"])
    said = [f"{first['survey_title']}, {period}, {first['area_name']}"]
    said.append(f"People asked: {surveys.base_words(first['base'])}")
    return " · ".join([*said, *(one for one in more if one)])


def _districts(
    rows: pd.DataFrame, answers: dict[str, str], state: PageState, bases: Bases, survey_id: str
) -> None:
    answer = picker("victims", _answer_of(survey_id), "Answer, by district", answers)
    rows = surveys.latest_wave(rows[rows["answer"].eq(answer)])
    if rows.empty:
        parts.empty_state("There are no figures by district for this answer.")
        return
    chosen = set(state.filters.districts) or set(rows["area_name"])
    firm = [name for name in rows.loc[~rows["is_small"], "area_name"] if name in chosen] or [""]
    parts.chart(
        area_charts.dot_interval(rows, unit="%", focus=firm, palette=parts.palette()),
        surveys.districts_sentence(rows, answer),
        surveys.answers_table(rows, bases),
        _caption_of_districts(rows, bases),
        key=f"{survey_id}-districts",
        click=clicks.district(state),
    )


def _caption_of_districts(rows: pd.DataFrame, bases: Bases) -> str:
    said = [f"{rows.iloc[0]['survey_title']}, {surveys.wave_name(rows)}", INTERVALS]
    return " · ".join([*said, *([bases.warning(rows)] if bases.warning(rows) else [])])


def shared(rows: pd.DataFrame, notes: pd.DataFrame, state: PageState) -> None:
    """Place a survey of many areas: each question with the force beside its most similar."""
    bases, survey_id = surveys.bases_of(state), rows.iloc[0]["survey_id"]
    wave = surveys.latest_wave(rows)
    asked = list(dict.fromkeys(zip(wave["question"], wave["answer"], strict=True)))
    columns = st.columns(min(len(asked), 2), gap="large")
    for place, (question, answer) in enumerate(asked):
        part = wave[wave["question"].eq(question) & wave["answer"].eq(answer)]
        with columns[place % len(columns)]:
            parts.heading(f"{question} “{answer}”")
            parts.chart(
                _draw(part)(part, unit="%", decimals=1, palette=parts.palette()),
                surveys.peers_sentence(part),
                surveys.answers_table(part, bases),
                _caption(part.head(1), "Given without counts, so without intervals")
                if part["lower"].isna().all()
                else _caption(part.head(1), INTERVALS),
                key=f"{survey_id}-{place}",
            )
    _notes(notes, survey_id)


def _draw(rows: pd.DataFrame) -> Callable[..., alt.LayerChart]:
    """Return dots where there are intervals; without them bars, whose lengths are from zero."""
    return area_charts.dot_interval if rows["lower"].notna().any() else area_charts.district_bars


def _notes(notes: pd.DataFrame, survey_id: str) -> None:
    found = surveys.own_notes(notes, survey_id)
    if len(found):
        topic_parts.notes_table(found)
