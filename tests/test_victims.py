"""Satisfaction and surveys: shares on their bases, each survey by itself, as the data give them."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import pytest

from pcp_data.build import build
from pcp_data.database import open_current
from pcp_data.query import query
from pcp_data.screens import satisfaction, surveys
from pcp_data.screens.overview import Line
from pcp_data.screens.surveys import Bases
from pcp_data.statistics import wilson_interval
from pcp_data.verdicts import BETTER
from tests.support import tiny_database
from tests.support.real_files import SAMPLE
from tests.support.returns import write_csv
from tests.test_pages import open_page, words_on

FORCE, CALDERDALE = "E23000010", "E08000033"
PAGE = "pages/victims.py"
BASES = Bases(hide=30, grey=100)


@pytest.fixture
def reader(sample_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    return open_current(sample_database)


def answers(*rows: tuple) -> pd.DataFrame:
    """Return survey answers: (year, answer, respondents, base), asked once a year."""
    made = [
        {
            "survey_id": "views",
            "survey_title": "Views",
            "period_start": pd.Timestamp(year, 1, 1),
            "period_end": pd.Timestamp(year, 12, 31),
            "area_code": FORCE,
            "area_name": "West Yorkshire",
            "area_type": "force",
            "question": "What concerns you?",
            "answer": answer,
            "respondents": respondents,
            "base": base,
            "percent": 100 * respondents / base if base == base else 40.0,
            "status": "final",
            "break_since": None,
        }
        for year, answer, respondents, base in rows
    ]
    frame = pd.DataFrame(made)
    return surveys.survey_rows(frame.astype({"respondents": float, "base": float}), BASES)


@pytest.mark.parametrize(
    ("base", "hidden", "small"),
    [(29, True, False), (30, False, True), (99, False, True), (100, False, False)],
)
def test_a_share_is_hidden_under_30_and_marked_under_100(base, hidden, small):
    row = answers((2023, "Burglary", 12, base)).iloc[0]
    assert (row["is_hidden"], row["is_small"]) == (hidden, small)
    assert pd.isna(row["value"]) == pd.isna(row["lower"]) == hidden
    assert pd.isna(row["respondents"]) == hidden


def test_a_base_that_is_not_given_hides_nothing_and_has_no_interval():
    row = answers((2023, "Burglary", float("nan"), float("nan"))).iloc[0]
    assert not row["is_hidden"] and not row["is_small"]
    assert row["value"] == 40.0 and pd.isna(row["lower"])
    note = surveys.notes(answers((2023, "Burglary", float("nan"), float("nan"))), BASES)
    assert note == ["No counts given, so no interval"]


def test_the_interval_is_wilsons():
    row = answers((2023, "Burglary", 80, 200)).iloc[0]
    lower, upper = wilson_interval(80, 200)
    assert (row["lower"], row["upper"]) == pytest.approx((100 * lower, 100 * upper))
    assert surveys.share(row["value"], row["lower"], row["upper"]) == (
        "40.0% (95% interval 33.5% to 46.9%)"
    )


def test_two_waves_differ_only_where_chance_would_not_do_it():
    def said(now: tuple, then: tuple, **changes: object) -> str:
        rows = answers((2023, "Burglary", *now), (2022, "Burglary", *then)).assign(**changes)
        waves = (rows[rows["period_end"].dt.year.eq(year)] for year in (2023, 2022))
        return surveys.wave_sentence(*waves)

    large = ((1200, 2000), (1000, 2000))
    assert said((82, 200), (80, 200)).endswith("That is no clear change from 2022 (40.0%).")
    assert said(*large).endswith("That is 10.0 percentage points above 2022 (50.0%).")
    assert said((60, 90), (30, 90)).endswith("too few people were asked to judge.")
    assert said(*large, respondents=float("nan")).endswith("cannot be told from chance.")
    broken = said(*large, break_since="Asked online now.")
    assert broken.endswith("the way of asking changed in between. Asked online now.")
    assert "above" not in broken


def test_the_question_with_the_most_answers_comes_first():
    rows = answers((2023, "Burglary", 80, 200), (2023, "Speeding", 90, 200))
    safe = answers((2023, "Safe", 90, 200)).assign(question="How safe?")
    assert surveys.questions(pd.concat([safe, rows])) == ["What concerns you?", "How safe?"]


def test_a_note_on_several_surveys_is_general_and_said_once():
    notes = pd.DataFrame(
        {"survey_id": ["a", "a", "b", None], "note": ["Online", "Differ", "Differ", "Online"]}
    )
    assert surveys.general_notes(notes)["note"].tolist() == ["Differ"]
    assert surveys.own_notes(notes, "a")["note"].tolist() == ["Online"]


def line(**more: object) -> Line:
    facts = {"measure_id": "m", "title": "M", "area": "Leeds", "unit": "%", "is_part": False}
    return Line(**facts, verdict=BETTER, value="72.0%", trend=(1.0, 2.0), **more)


def test_a_line_on_few_people_says_so_and_shows_no_trend():
    marked = satisfaction.with_base(line(), 99, BASES)
    assert marked.value == "72.0% of 99 surveyed"
    assert "read with care" in marked.caveats[0]
    assert satisfaction.with_base(line(), 4120, BASES).value == "72.0% of 4,120 surveyed"


@pytest.mark.parametrize(
    ("area", "end"),
    [(FORCE, date(2023, 1, 31)), (FORCE, date(2024, 3, 31)), (CALDERDALE, date(2022, 4, 30))],
)
def test_satisfaction_is_what_the_return_adds_up_to(reader, area, end):
    rows = query("satisfaction_groups", reader, areas=[area], ends=[end])
    found = satisfaction.shown(rows, BASES).set_index("group")
    start = date(end.year - 1 + end.month // 12, end.month % 12 + 1, 1)
    direct = (
        reader.cursor()
        .execute(
            """
            select victim_group, sum(satisfied), sum(surveyed)
            from victim_satisfaction
            where area_code = ? and period_start >= ? and period_end <= ?
            group by victim_group
            """,
            [area, start, end],
        )
        .fetchall()
    )
    assert len(direct) == len(found)
    for group, satisfied, surveyed in direct:
        assert found.loc[group, "denominator"] == surveyed
        assert found.loc[group, "value"] == pytest.approx(100 * satisfied / surveyed)
        assert found.loc[group, "lower"] == pytest.approx(
            100 * float(wilson_interval(satisfied, surveyed)[0])
        )


def test_the_page_shows_satisfaction_with_its_base_and_interval(reader):
    said = words_on(open_page(PAGE, month="2024-03"))
    assert "75.8% (95% interval 74.4% to 77.1%) of the 4,120 victims surveyed" in said
    assert "of 949 surveyed" in said
    assert "percentage points" in said


def test_the_verdict_is_the_views_and_a_series_break_takes_it_away(reader):
    said = words_on(open_page(PAGE, plan="2021-24", month="2024-03"))
    row = said[said.index('measure=victim_satisfaction"') :][:2500]
    assert "Not judged" in row and "changed how it deals with satisfaction" in row


def test_surveys_stand_by_themselves_with_the_note_on_comparing_them(reader):
    said = words_on(open_page(PAGE))
    heads = [
        "What the public say",
        "Your Views",
        "#Tell Tracy",
        "Voice of West Yorkshire",
        "Crime Survey for England and Wales",
    ]
    places = [said.index(f'<h2 class="pcp-section">{head}</h2>') for head in heads]
    assert places == sorted(places)
    assert "never one series" in said and "not robust by district" in said
    assert "No national figures to compare with" in said
    assert "7.7% in the most similar forces average" in said


def test_a_wave_that_had_not_ended_by_the_month_is_not_shown(reader):
    said = words_on(open_page(PAGE, month="2022-12"))
    assert "In 2022," in said and "In 2023," not in said
    assert '<h2 class="pcp-section">Crime Survey' not in said


def test_the_answers_on_the_page_are_those_of_the_survey(reader):
    said = words_on(open_page(PAGE, month="2024-03", district="Leeds"))
    respondents, base = (
        reader.cursor()
        .execute(
            """
            select respondents, base from survey_result
            where survey_id = 'your_views' and area_code = 'E08000035'
                and question = 'What concerns you most?' and period_end = date '2023-12-31'
            order by percent desc limit 1
            """
        )
        .fetchone()
    )
    assert f"In 2023, {100 * respondents / base:.1f}%" in said
    assert f"of {base:,.0f} people asked in Leeds" in said
    assert "Not asked by district: shown for West Yorkshire" in said


def test_a_question_is_chosen_in_the_link_and_by_the_reader(reader):
    question = "How safe do you feel in your neighbourhood?"
    at = open_page(PAGE, **{"your_views-question": question})
    assert "said “Safe”, the most frequent answer" in words_on(at)
    box = at.selectbox(key="victims:pick:your_views-question")
    assert box.value == question
    box.select("What concerns you most?").run()
    assert not at.exception
    assert "said “Dangerous driving and speeding”" in words_on(at)


def test_a_plan_without_satisfaction_says_so_and_still_shows_the_figures(reader):
    said = words_on(open_page(PAGE, plan="2024-28"))
    assert "has no measure of this" in said
    assert re.search(
        r"In \w[\w ]+ in the 12 months .* satisfaction was highest among victims of", said
    )


def test_without_figures_the_page_says_where_they_would_come_from(tmp_path, monkeypatch):
    path = tiny_database.make(tmp_path / "tiny.duckdb", sample=False)
    monkeypatch.setenv("PCP_DATABASE", str(path))
    said = words_on(open_page(PAGE))
    assert "There are no satisfaction figures for these 12 months" in said
    assert "No survey of the public with answers to show had ended by this month." in said


def test_months_in_which_too_few_were_asked_are_held_back_and_in_no_control_chart(reader):
    asked = {"areas": [FORCE, CALDERDALE], "period_end": date(2024, 3, 31)}
    measure = "victim_satisfaction_personal_robbery"
    months = query("measure_series", reader, measure=measure, **asked)
    few = months["denominator"].lt(BASES.hide)
    assert few.any() and not few.all()
    held = (
        months.loc[few, ["value", "numerator"]].isna()
        & months.loc[few, ["status"]].eq("suppressed").to_numpy()
    )
    assert held.all(axis=None)
    assert months.loc[~few, "value"].notna().all()
    limits = query("export_limits", reader, measures=[measure], **asked)
    assert len(limits) and limits["denominator"].ge(BASES.hide).all()


def test_no_made_up_baseline_stands_beside_a_real_figure(tmp_path, monkeypatch):
    head = ("Force", "Start", "End", "Area", "Victim group", "Satisfied", "Surveyed")
    year = (date(2023, 4, 1), date(2024, 3, 31))
    real = ("West Yorkshire", *year, "West Yorkshire", "Personal robbery", 81, 100)
    made_up = next(SAMPLE.rglob("*atisfaction*"))
    files = [write_csv(tmp_path / "real.csv", [head, real]), made_up]
    build(files, tmp_path / "mixed.duckdb", as_at=date(2024, 4, 30))
    monkeypatch.setenv("PCP_DATABASE", str(tmp_path / "mixed.duckdb"))
    chosen = {"plan": "2021-24", "month": "2024-03"}
    at = open_page(PAGE, **chosen, **{"victims-of": "victim_satisfaction_personal_robbery"})
    assert not at.exception
    (said,) = re.findall(r"Personal robbery in West Yorkshire: [^<]*", words_on(at))
    assert said.startswith("Personal robbery in West Yorkshire: 81.0%"), said
    assert "beside" not in said
