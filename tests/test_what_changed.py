"""What changed: unusual months and the largest moves, beside what separate queries give."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from pathlib import Path
from statistics import fmean

import pytest

from pcp_data.database import open_current
from pcp_data.query import query, records
from pcp_data.screens import beside, moves, what_changed
from pcp_data.screens.charted import charted
from pcp_data.view import view_of_link
from tests.test_pages import open_page, words_on

PAGE = "pages/what_changed.py"
FORCE = "E23000010"
ROW = {
    "measure_id": "personal_robbery",
    "title": "Personal robbery",
    "unit": "offences",
    "decimals": 0,
    "area_code": "E08000035",
    "area_name": "Leeds",
    "area_order": 2,
    "period_end": dt.date(2023, 1, 31),
    "value": 112.0,
    "lower_limit": 40.0,
    "centre": 70.2,
    "upper_limit": 98.4,
    "is_seasonally_adjusted": True,
    "is_trial": False,
    "status": "final",
    "segment_start": dt.date(2021, 4, 1),
    "points": 22,
    "distance": 1.5,
    "rule": "above the upper limit",
    "improvement": False,
    "since": dt.date(2023, 1, 31),
    "trend": [60.0, 80.0, 112.0],
    "is_in_plan": True,
}
MONTH = dt.date(2023, 1, 31)


@pytest.fixture
def reader(sample_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    return open_current(sample_database)


def one(**changes) -> what_changed.Signal:
    return what_changed.signals([ROW | changes], MONTH)[0]


def test_a_signal_says_measure_place_value_month_and_limit():
    assert one().sentence == (
        "Personal robbery in Leeds: 112 offences in January 2023, above the upper limit of 98; "
        "seasonally adjusted"
    )


def test_a_run_is_told_with_the_average_of_the_month():
    said = one(rule="7 months in a row above the average").reason
    assert said == (
        "112 offences in January 2023, 7 months in a row above the average "
        "(the average for the month is 70)"
    )


def test_a_limit_that_would_read_like_the_value_has_one_more_decimal():
    assert (
        "99 offences in January 2023, above the upper limit of 98.6"
        in one(value=99.0, upper_limit=98.6).reason
    )


def test_direction_is_applied_last():
    assert one().meaning.word == "concern"
    assert one(improvement=True).meaning.word == "improvement"
    assert one(improvement=None).meaning.word == "not judged"


def test_provisional_months_and_trial_limits_carry_a_caveat():
    said = one(status="provisional", is_trial=True, points=3).caveat
    assert "Provisional" in said
    assert "only 3 months since counting began afresh in April 2021" in said


def test_new_signals_come_first_then_those_of_the_plan_then_final_ones_then_the_force():
    rows = [
        ROW | {"title": "other", "is_in_plan": False, "distance": 9.0},
        ROW | {"title": "unsettled", "status": "provisional", "distance": 9.0},
        ROW | {"title": "old", "since": dt.date(2022, 10, 31), "area_order": 1, "distance": 9.0},
        ROW | {"title": "district", "area_order": 5, "distance": 3.0},
        ROW | {"title": "force", "area_order": 1, "distance": 1.1},
        ROW | {"title": "usual", "rule": None},
    ]
    found = what_changed.signals(rows, MONTH)
    assert [signal.title for signal in found] == [
        "force", "district", "unsettled", "other", "old",
    ]  # fmt: skip
    assert [signal.is_new for signal in found] == [True] * 4 + [False]


def test_a_series_that_ends_earlier_is_named_with_its_month():
    rows = [ROW, ROW | {"title": "Injury collisions", "period_end": dt.date(2022, 12, 31)}]
    said = what_changed.late_sentence(rows, MONTH)
    assert "Injury collisions (December 2022)" in said
    assert "Personal robbery" not in said


def test_the_rules_are_printed_from_the_constants_that_the_database_used(reader):
    rule = records(query("spc_rule", reader))[0]
    printed = " ".join(
        [*what_changed.rules(rule), *what_changed.method(rule), *what_changed.differences(rule)]
    )
    for constant in ("2.66", "3.267", "two thirds", "7 months in a row", "6 rises", "2 of 3"):
        assert constant in printed
    assert "8 months in a row" in " ".join(what_changed.rules(rule | {"run_length": 8}))
    assert "fewer than 24 months" in " ".join(
        what_changed.differences(rule | {"points_for_firm_limits": 24})
    )
    sql = Path(__file__).parents[1] / "queries"
    for name in ("control_chart.sql", "signal.sql"):
        code = re.sub(r"--.*", "", (sql / name).read_text(encoding="utf-8"))
        assert not re.search(r"\b(2\.66|3\.267|36|30)\b", code), "constants stand in spc_rule only"


def test_an_event_starts_and_ends_a_segment_as_a_recording_change_does(reader):
    starts = """
        select distinct segment_start from control_chart
        where measure_id = ? and area_code = ? order by 1
    """

    def found(measure):
        rows = reader.cursor().execute(starts, [measure, FORCE]).fetchall()
        return [f"{row[0]:%Y-%m}" for row in rows]

    assert found("personal_robbery") == ["2018-07", "2020-03", "2021-04"]
    assert found("asb_incidents") == [
        "2018-07", "2020-03", "2021-04", "2022-01", "2023-01", "2023-04",
    ]  # fmt: skip


def slow_factors(months: list[tuple], event: tuple[str, str]) -> dict[int, float]:
    """Seasonal factors again, month by month; `months` are (date, value, segment)."""
    segments = defaultdict(list)
    for day, value, segment in months:
        segments[segment].append((day, value))
    centred, every = defaultdict(list), defaultdict(list)
    for points in segments.values():
        values = [value for _, value in points]
        averages = {}
        for place in range(6, len(points) - 6):
            first, second = values[place - 6 : place + 6], values[place - 5 : place + 7]
            averages[place] = (fmean(first) + fmean(second)) / 2
        if not averages and len(points) == 12:
            averages = {None: fmean(values)}
        if not averages or event[0] <= f"{points[0][0]:%Y-%m}" <= event[1]:
            continue
        for place, (day, value) in enumerate(points):
            nearest = None if None in averages else min(averages, key=lambda one: abs(one - place))
            every[day.month].append(value / averages[nearest])
            if place in averages:
                centred[day.month].append(value / averages[place])
    ratios = {
        month: fmean(centred[month] if len(centred[month]) >= 2 else every[month])
        for month in range(1, 13)
    }
    mean = fmean(ratios.values())
    return {month: ratio / mean for month, ratio in ratios.items()}


@pytest.mark.parametrize(
    ("measure", "event"),
    [("personal_robbery", ("2020-03", "2021-03")), ("knife_crime", ("2020-03", "2021-03"))],
)
def test_seasonal_factors_agree_with_a_second_calculation(reader, measure, event):
    rows = (
        reader.cursor()
        .execute(
            """
            select period_start, value, segment, seasonal_factor from control_chart
            where measure_id = ? and area_code = ? order by period_start
            """,
            [measure, FORCE],
        )
        .fetchall()
    )
    expected = slow_factors([row[:3] for row in rows], event)
    for day, _, _, factor in rows:
        assert factor == pytest.approx(expected[day.month], abs=1e-9)


def test_signals_in_a_row_name_the_first_of_them(reader):
    rows = (
        reader.cursor()
        .execute(
            """
            select measure_id, area_code, segment, is_high, period_end, since
            from signal order by measure_id, area_code, segment, period_end
            """
        )
        .fetchall()
    )
    known = {(*row[:4], row[4].year * 12 + row[4].month) for row in rows}
    for *key, end, since in rows:
        month = end.year * 12 + end.month
        while (*key, month - 1) in known:
            month -= 1
        assert since.year * 12 + since.month == month


@pytest.mark.parametrize(
    ("month", "district", "priority"),
    [
        ("2024-03", None, None),
        ("2023-01", "Leeds", None),
        ("2023-11", "Bradford", "safer-places-and-thriving-communities"),
    ],
)
def test_the_table_shows_the_signals_that_the_view_has(reader, month, district, priority):
    chosen = {"plan": "2021-24", "month": month}
    chosen |= {"district": district} if district else {}
    chosen |= {"priority": priority} if priority else {}
    at = open_page(PAGE, **chosen)
    assert not at.exception
    shown = re.findall(
        r"<th scope=row><a [^>]*>([^<]+)</a><small>([^<]+)</small></th>"
        r'<td data-label="What is unusual">(-?−?[\d,.]+)',
        words_on(at),
    )
    expected = (
        reader.cursor()
        .execute(
            """
            with charted as (
                select measure_id, area_code, max(period_end) as period_end
                from control_chart
                where period_end between
                    last_day($end::date - interval 11 month) and $end::date
                group by all
            )
            select measure.title, area.area_name, value, unit, decimals
            from charted
            inner join signal using (measure_id, area_code, period_end)
            inner join measure using (measure_id)
            inner join area using (area_code)
            where
                (area_name = $district or ($district is null and (
                    area_code = $force or parent_code = $force and area_type = 'district')))
                and (
                    measure_id in (
                        select p.measure_id from plan_measure as p
                        where p.plan_id = '2021-24'
                            and ($priority is null or p.priority_id = $priority))
                    or ($priority is null and measure_id not in (
                        select p.measure_id from plan_measure as p)))
            """,
            {"end": _end(month), "district": district, "priority": priority, "force": FORCE},
        )
        .fetchall()
    )
    assert len(shown) == len(expected) > 0
    values = {(title, area): value for title, area, value in shown}
    for title, area, value, _, decimals in expected:
        printed = float(values[title.replace("'", "&#x27;"), area].replace(",", "").rstrip("."))
        assert printed == pytest.approx(value, abs=0.5 * 10**-decimals + 1e-9)


def _end(month: str) -> dt.date:
    start = dt.date.fromisoformat(f"{month}-01")
    return (start + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)


def test_moves_have_the_limits_and_the_verdicts_of_the_view(reader):
    rows = [
        row
        for district in ("", "&district=Leeds")
        for row in moves.move_rows(view_of_link(f"?plan=2021-24&month=2023-01{district}", reader))
    ]
    view = {
        (row[0], row[1], row[2]): row[3:]
        for row in reader.cursor()
        .execute(
            """
            select measure_id, area_code, judged_on, lower_limit, upper_limit, verdict, period_end
            from baseline_comparison
            where plan_id = '2021-24' and lower_limit is not null
            """
        )
        .fetchall()
        if row[6] == dt.date(2023, 1, 31)
    }
    compared = 0
    found = {
        (one.measure_id, one.area_code, one.kind): one for one in moves.moves(rows, "baseline")
    }
    for row in rows:
        key = (row["measure_id"], row["area_code"], row["kind"])
        if key in view and row["period_end"] == dt.date(2023, 1, 31):
            lower, upper, verdict, _ = view[key]
            assert row["lower"] == pytest.approx(lower, rel=1e-9)
            assert row["upper"] == pytest.approx(upper, rel=1e-9)
            if row["kind"] == "baseline":
                assert (verdict in ("better", "worse")) == (
                    key in found and found[key].verdict.word != "not judged"
                )
                if key in found and verdict != "not judged":
                    assert found[key].verdict.word == verdict
            compared += 1
    assert compared > 10


def test_nothing_that_chance_could_give_is_a_move(reader):
    rows = moves.move_rows(view_of_link("?plan=2021-24&month=2024-03", reader))
    shown = {(one.measure_id, one.kind) for kind in moves.KINDS for one in moves.moves(rows, kind)}
    told = [row for row in rows if row["lower"] is not None]
    by_chance = {
        (row["measure_id"], row["kind"]) for row in told if row["lower"] <= 0 <= row["upper"]
    }
    assert by_chance
    assert not shown & by_chance


def test_a_change_over_a_recording_change_is_shown_without_a_verdict(reader):
    rows = moves.move_rows(view_of_link("?plan=2021-24&month=2022-12", reader))
    asb = next(one for one in moves.moves(rows, "previous") if one.measure_id == "asb_incidents")
    assert asb.verdict.word == "not judged"
    assert "Recording changed" in asb.caveat
    assert "beside 40,584 in" in asb.reason and "down" not in asb.reason
    found = moves.moves(rows, "previous")
    over = [one.measure_id for one in found if not one.is_change]
    assert sorted(over) == ["asb_incidents", "ksi_unadjusted"]
    said = moves.sentence(found, moves.tested_count(rows, "previous"), "previous")
    assert said.endswith(
        "2 figures differ, but recording changed in between, so they are not called changes."
    )


@pytest.mark.parametrize(
    ("starts", "because"),
    [(dt.date(2018, 7, 1), None), (dt.date(2017, 7, 1), beside.NOTHING)],
)
def test_a_baseline_of_more_than_twelve_months_is_not_its_last_twelve(reader, starts, because):
    place = {"baseline_start": starts, "baseline_end": dt.date(2019, 6, 30)}
    view = view_of_link("?plan=2021-24&month=2023-01", reader)
    rows = beside.beside(view, ["personal_robbery"], [FORCE], {"personal_robbery": place})
    found = next(row for row in rows if row["kind"] == "baseline")
    assert found["because"] == because
    assert (found["compare_value"] is None) == (because is not None)


def test_moves_that_are_judged_come_first_and_the_most_certain_of_them_first(reader):
    rows = moves.move_rows(view_of_link("?plan=2021-24&month=2023-01", reader))
    found = moves.moves(rows, "baseline")
    judged = [one.at_least for one in found if one.verdict.word != "not judged"]
    assert judged == sorted(judged, reverse=True)
    words_of = [one.verdict.word == "not judged" for one in found]
    assert words_of == sorted(words_of)


def test_a_view_with_nothing_to_chart_offers_the_way_back(reader):
    at = open_page(PAGE, plan="2016-21", month="2018-08", priority="support-victims-and-witnesses")
    assert not at.exception
    said = words_on(at)
    assert "Show every priority" in said or "with monthly figures" in said


def test_the_page_compares_with_any_twelve_months(reader):
    said = words_on(open_page(PAGE, plan="2021-24", month="2024-03", compare="2020-01"))
    assert "Against the 12 months to January 2020" in said
    said = words_on(open_page(PAGE, plan="2021-24", month="2024-03", compare="previous"))
    assert "Against the Plan" not in said
    assert "Against the 12 months before" in said


def test_a_measure_that_the_plan_only_monitors_has_no_better_direction(reader):
    aims = "select measure_id, aim from plan_measure where plan_id = '2024-28'"
    monitored = {
        measure for measure, aim in reader.cursor().execute(aims).fetchall() if aim == "monitor"
    }
    found = charted(view_of_link("what_changed?plan=2024-28&month=2024-03", reader), [FORCE])
    judged = {row["measure_id"] for row in found if row["improvement"] is not None}
    unusual = {row["measure_id"] for row in found if row["rule"]}
    assert judged and unusual & monitored
    assert not judged & monitored


def test_whoever_has_chosen_districts_is_not_asked_to_choose_them(reader):
    asked = "Choose districts above to see theirs."
    assert asked in words_on(open_page(PAGE, month="2024-03"))
    assert asked not in words_on(open_page(PAGE, month="2024-03", district="Leeds"))
