"""People hurt on the roads and collisions: counted twice, kept apart, and shown as counted."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pcp_data import sql
from pcp_data.charts import roads as charts
from pcp_data.database import open_current
from pcp_data.query import query
from pcp_data.screens import road_sentences, road_tables, roads
from pcp_data.statistics import rate
from tests.test_pages import open_page, words_on

FORCE, BRADFORD, LEEDS = "E23000010", "E08000032", "E08000035"
PAGE = "pages/roads.py"
# Printed in the report to the Police and Crime Panel of June 2023, which the sample reproduces.
PANEL = {
    "2019": (741, 1004, 3618),
    "2020": (583, 791, 2757),
    "2021": (1040, 1082, 3896),
    "2022": (1264, 1264, 4371),
}


@pytest.fixture
def reader(sample_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    return open_current(sample_database)


def months_of(end: date) -> tuple[date, date]:
    return date(end.year - 1 + end.month // 12, end.month % 12 + 1, 1), end


def slow_count(reader, areas: list[str], end: date) -> dict[str, float]:
    """Count people one by one, as somebody with the files and a pencil would."""
    first, last = months_of(end)
    found = {"killed": 0, "recorded": 0, "adjusted": 0.0, "total": 0}
    rows = (
        reader.cursor()
        .execute("select date, force_code, area_code, severity, adjusted_serious from casualty")
        .fetchall()
    )
    for day, force, area, severity, adjusted in rows:
        if not first <= day <= last or not {force, area} & set(areas):
            continue
        found["total"] += 1
        if severity == "fatal":
            found["killed"] += 1
        if severity in ("fatal", "serious"):
            found["recorded"] += 1
        found["adjusted"] += 1 if severity == "fatal" else adjusted
    return found


@pytest.mark.parametrize(
    ("areas", "end"),
    [
        ([FORCE], date(2022, 12, 31)),
        ([FORCE], date(2021, 4, 30)),
        ([BRADFORD], date(2019, 2, 28)),
        ([BRADFORD, LEEDS], date(2023, 12, 31)),
    ],
)
def test_twelve_months_of_people_are_those_counted_one_by_one(reader, areas, end):
    series = query("road_series", reader, areas=areas, period_end=end)
    last = roads.of_unit(series, "casualty").iloc[-1]
    slow = slow_count(reader, areas, end)
    assert last["period_end"].date() == end
    assert last["fatal"] == slow["killed"]
    assert last["killed_or_serious"] == slow["recorded"]
    assert last["adjusted_killed_or_serious"] == pytest.approx(slow["adjusted"])
    assert last["total"] == slow["total"]


def test_the_calendar_years_are_those_of_the_panel_report(reader):
    series = query("road_series", reader, areas=[FORCE], period_end=date(2024, 3, 31))
    people = road_tables.casualty_years_table(roads.of_unit(series, "casualty"))
    events = road_tables.collision_years_table(roads.of_unit(series, "collision"))
    rows = zip(people.itertuples(index=False), events.itertuples(index=False), strict=True)
    found = {person[0]: (person[2], person[1], event[1]) for person, event in rows}
    assert {year: found[year] for year in PANEL} == PANEL


@pytest.mark.parametrize(("column", "value"), [("mode", "pedestrian"), ("age_group", "0 to 15")])
def test_a_breakdown_is_what_a_direct_query_gives(reader, column, value):
    people = query("road_people", reader, areas=[LEEDS], period_end=date(2020, 12, 31))
    found = roads.breakdown(people, column, roads.ADJUSTED).set_index(column).loc[value]
    direct = (
        reader.cursor()
        .execute(
            f"""
        select
            sum(case when severity = 'fatal' then 1 else adjusted_serious end),
            count(*) filter (where severity = 'fatal'),
            count(*)
        from casualty
        where area_code = 'E08000035' and year(date) = 2020 and {column} = ?
        """,
            [value],
        )
        .fetchone()
    )
    assert (found["value"], found["killed"], found["casualties"]) == pytest.approx(direct)


def test_parts_of_a_breakdown_add_up_to_the_whole(reader):
    end = date(2023, 12, 31)
    people = query("road_people", reader, areas=[FORCE], period_end=end)
    last = query("road_series", reader, areas=[FORCE], period_end=end)
    whole = roads.of_unit(last, "casualty").iloc[-1]
    for by in ("mode", "age_group", "sex"):
        parts = roads.breakdown(people, by, roads.ADJUSTED)
        assert parts["value"].sum() == pytest.approx(whole["adjusted_killed_or_serious"])
        assert parts["casualties"].sum() == whole["total"]
    assert roads.severities(people, roads.RECORDED)["value"].tolist() == [
        whole["fatal"],
        whole["serious"],
        whole["slight"],
    ]


@pytest.mark.parametrize(
    ("end", "before_end"),
    [(date(2018, 12, 31), None), (date(2019, 6, 30), None), (date(2019, 12, 31), "2018-12-31")],
)
def test_the_12_months_before_are_counted_only_where_they_are_whole(reader, end, before_end):
    people = query("road_people", reader, areas=[FORCE], period_end=end)
    series = query("road_series", reader, areas=[FORCE], period_end=end)
    casualties = roads.of_unit(series, "casualty")
    is_known = roads.has_before(casualties, roads.ADJUSTED)
    found = roads.breakdown(people, "sex", roads.ADJUSTED, is_before_known=is_known)["before"]
    if before_end is None:
        assert found.isna().all() and len(found) == 2
    else:
        then = casualties.set_index("period_end").loc[before_end]
        assert found.sum() == pytest.approx(then["adjusted_killed_or_serious"])


@pytest.mark.parametrize(("end", "year"), [(date(2020, 5, 31), 2019), (date(2020, 6, 30), 2020)])
def test_rates_use_the_residents_that_the_districts_page_uses(reader, end, year):
    here = query("road_districts", reader, areas=[BRADFORD, LEEDS], period_end=end)
    there = query(
        "district_series", reader, measure="ksi_adjusted", areas=[BRADFORD, LEEDS], period_end=end
    )
    there = there[there["period_end"].eq(pd.Timestamp(end))]
    assert here["residents"].tolist() == there["residents"].tolist()
    assert here["residents_year"].tolist() == [year, year]


def test_made_up_figures_stand_beside_no_real_ones(reader):
    series = query("road_series", reader, areas=[FORCE], period_end=date(2023, 12, 31))
    casualties = roads.of_unit(series, "casualty")
    mixed = casualties.assign(is_sample=casualties["period_end"] < pd.Timestamp("2023-12-31"))
    rows = query("road_baselines", reader).to_dict("records")
    assert roads.has_before(casualties, roads.RECORDED)
    assert not roads.has_before(mixed, roads.RECORDED)
    assert all(one.value for one in roads.baselines(rows, casualties, roads.RECORDED))
    found = roads.baselines(rows, mixed, roads.RECORDED)
    assert not any(one.value for one in found)
    killed = road_tables.baseline_table(found, mixed)["Killed"].tolist()
    assert killed[0] != "Not available" and set(killed[1:]) == {"Not available"}


# A small world: one area, months from January 2020, with one slight injury in each.
def windows(months: int, *, sample: int = 0, without_adjustment: int = 0, gap: int = 0) -> list:
    con = duckdb.connect()
    for table in ("casualty", "collision"):
        con.execute(sql.text(f"tables/{table}"))
    con.execute(
        """
        create table coverage (
            source_id varchar, part varchar, area_code varchar, period_start date,
            has_adjustment boolean, is_sample boolean
        )
        """
    )
    for place in range(months):
        month = date(2020 + place // 12, place % 12 + 1, 1)
        if place + 1 != gap:
            con.execute(
                "insert into coverage values ('stats19', 'casualty', 'A', ?, ?, ?)",
                [month, place >= without_adjustment, place < sample],
            )
        con.execute(
            """
            insert into casualty by name
            select ? as collision_id, '1' as casualty_reference, 'stats19' as source_id,
                1 as file_id, 1 as slice_id, ?::date as date, 'A' as force_code,
                'slight' as severity, 0.25 as adjusted_serious, 0.75 as adjusted_slight
            """,
            [str(place), month],
        )
    for name in ("road_casualty_month", "road_twelve_months"):
        con.execute(f"create table {name} as {sql.text(name)}")
    rows = con.execute(
        "select period_end, slight, adjusted_killed_or_serious from road_twelve_months order by 1"
    ).fetchall()
    con.close()
    return rows


def test_twelve_months_need_twelve_months():
    assert windows(11) == []
    assert windows(12) == [(date(2020, 12, 31), 12, 3.0)]
    assert [row[0] for row in windows(24, gap=12)] == [date(2021, 12, 31)]


def test_a_window_that_mixes_made_up_and_real_months_is_left_out():
    assert windows(14, sample=14) and not windows(14, sample=2)[:-1]
    assert [row[0] for row in windows(14, sample=2)] == [date(2021, 2, 28)]


def test_without_adjustment_in_every_month_there_is_no_adjusted_figure():
    assert windows(13, without_adjustment=1) == [
        (date(2020, 12, 31), 12, None),
        (date(2021, 1, 31), 12, 3.0),
    ]


def test_figures_are_as_recorded_where_the_files_have_no_adjustment():
    rows = pd.DataFrame({"adjusted_killed_or_serious": [float("nan")], "killed_or_serious": [5]})
    assert roads.usable_basis(rows, roads.ADJUSTED) == roads.RECORDED
    assert roads.usable_basis(rows.assign(adjusted_killed_or_serious=6.5), "adjusted") == "adjusted"


def test_a_district_without_residents_has_no_rate():
    districts = pd.DataFrame(
        {
            "area_name": ["Leeds", "Bradford"],
            "killed_or_serious": [458, 299],
            "residents": [820_450, None],
        }
    )
    found = roads.rates(districts, roads.RECORDED)
    expected = rate(458, 820_450, per=100_000)
    assert found["value"].iloc[0] == pytest.approx(float(expected.value))
    assert found["lower"].iloc[0] == pytest.approx(float(expected.lower))
    assert pd.isna(found["value"].iloc[1])


def test_groups_that_are_equal_are_both_the_largest():
    found = pd.DataFrame({"area_name": ["Female", "Male", "Not known"], "value": [12.0, 12.0, 1.0]})
    said = road_sentences.breakdown_sentence(found, "sex", roads.RECORDED, date(2023, 5, 31))
    assert "the largest groups are female and male, 12 each (48.0%)" in said


def test_a_baseline_is_named_and_none_is_taken_from_later():
    assert roads.baseline_name("Year to April 2022", ["2021-24"]) == (
        "Year to April 2022 (2021-24 Plan)"
    )
    series = pd.DataFrame(
        {
            "period_end": pd.to_datetime(["2022-04-30", "2022-11-30"]),
            "killed_or_serious": [9, 8],
            "is_sample": [False, False],
        }
    )
    rows = [
        {
            "label": "Calendar year 2022 (Vision Zero)",
            "plans": ["2024-28"],
            "baseline_start": date(2022, 1, 1),
            "baseline_end": date(2022, 12, 31),
        },
        {
            "label": "Year to April 2022",
            "plans": ["2021-24"],
            "baseline_start": date(2021, 5, 1),
            "baseline_end": date(2022, 4, 30),
        },
    ]
    (found,) = roads.baselines(rows, series, roads.RECORDED)
    assert (found.value, found.short) == (9.0, "2021-24 Plan baseline")


def test_a_month_end_that_is_missing_breaks_the_line():
    rows = pd.DataFrame(
        {"period_end": pd.to_datetime(["2022-12-31", "2023-03-31"]), "fatal": [60.0, 57.0]}
    )
    found = roads.with_gaps(rows)
    assert found["fatal"].isna().tolist() == [False, True, True, False]
    assert found["period_start"].dt.date.tolist()[1:3] == [date(2022, 2, 1), date(2022, 3, 1)]


@pytest.mark.parametrize(
    ("adjusted", "recorded", "names"),
    [
        ([1318.0], [1318], {"Adjusted and as recorded"}),
        ([1318.4, 1290.0], [1318, 1290], {"Adjusted and as recorded"}),
        ([1318.0, 1400.0], [1310, 1290], {"Adjusted", "As recorded"}),
        ([1041.4, 1249.0], [772, 1249], {"Adjusted", "As recorded"}),
    ],
)
def test_lines_that_are_one_have_one_name_and_a_single_month_is_a_dot(adjusted, recorded, names):
    ends = pd.date_range("2022-11-30", periods=len(adjusted), freq="ME")
    rows = pd.DataFrame(
        {
            "period_start": ends,
            "period_end": ends,
            "adjusted_killed_or_serious": adjusted,
            "killed_or_serious": recorded,
        }
    )
    spec = charts.basis_chart(rows).to_dict()
    labels = {one["label"] for data in spec["datasets"].values() for one in data if "label" in one}
    assert {one for one in labels if not one[0].isdigit()} == names
    seen = [
        one for one in spec["layer"] if one["mark"]["type"] == "point" and one["mark"]["opacity"]
    ]
    assert seen


def test_rates_of_road_casualties_say_what_they_are_per_on_both_pages():
    assert "per 100,000" in roads.rate_note("casualties")
    assert roads.rate_note("offences") == ""
    assert "per 1,000" in roads.PER_100_000 and roads.RATE_PER == 100_000


def test_the_chart_starts_at_zero_and_names_its_lines():
    ends = pd.to_datetime(["2022-11-30", "2022-12-31"])
    rows = pd.DataFrame(
        {
            "period_start": ends,
            "period_end": ends,
            "adjusted_killed_or_serious": [1041.4, 1249.0],
            "killed_or_serious": [772, 1249],
        }
    )
    spec = charts.basis_chart(rows, baselines=[("Vision Zero baseline", 1264.0)]).to_dict()
    labels = [
        one["label"] for data in spec["datasets"].values() for one in data if one.get("label")
    ]
    assert {"Adjusted", "As recorded", "1,249"} <= set(labels)
    assert "Vision Zero baseline: 1,264" in labels
    lines = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    assert [line["mark"].get("strokeDash") for line in lines] == [[5, 4], None]
    assert lines[0]["encoding"]["y"]["scale"]["domain"][0] == 0


def test_the_page_says_where_road_data_end(reader):
    said = words_on(open_page(PAGE, month="2024-03"))
    assert "end here with December 2023" in said
    assert "the latest whole 12 months up to March 2024" in said
    assert "1,249 people were killed or seriously injured on the roads of West Yorkshire" in said
    assert "end here with" not in words_on(open_page(PAGE, month="2023-06"))


def test_the_page_keeps_people_and_events_apart(reader):
    said = words_on(open_page(PAGE))
    people, events = said.split("Injury collisions (events)")
    assert "Killed or seriously injured (casualties)" in people
    assert "measure=injury_collisions" not in people
    assert "measure=ksi_adjusted" not in events and "measure=ksi_unadjusted" not in events


def test_the_page_names_both_baselines_and_judges_by_the_view(reader):
    said = words_on(open_page(PAGE, plan="2024-28", month="2023-12"))
    assert "Baseline: Calendar year 2022 (Vision Zero)" in said
    assert "Baseline: Year to April 2022 (2021-24 Plan)" in said
    (verdict,) = (
        reader.cursor()
        .execute(
            """
        select verdict from baseline_comparison
        where plan_id = '2024-28' and measure_id = 'ksi_adjusted'
            and area_code = 'E23000010' and period_end = date '2023-12-31'
        """
        )
        .fetchone()
    )
    row = said[said.index("measure=ksi_adjusted") : said.index("measure=ksi_unadjusted")]
    assert f"<span>{verdict.capitalize()}</span>" in row


def test_killed_are_shown_without_a_verdict(reader):
    said = words_on(open_page(PAGE, district="Calderdale", month="2023-12"))
    assert "5 people were killed in Calderdale" in said
    assert "no verdict is given" in said


def test_districts_chosen_are_added_up_and_say_so(reader):
    said = words_on(open_page(PAGE, district=["Leeds", "Bradford"], month="2023-12"))
    assert "757 people were killed or seriously injured on the roads of Bradford and Leeds" in said


def test_a_choice_of_mode_and_age_comes_from_the_link(reader):
    said = words_on(open_page(PAGE, mode="pedestrian", age="0 to 15"))
    assert "By sex, in the 12 months to December 2023 (pedestrian, 0 to 15 only)" in said
    assert "(nonsense" not in words_on(open_page(PAGE, mode="nonsense"))


def test_as_recorded_is_a_choice_that_goes_to_the_link(reader):
    at = open_page(PAGE, month="2019-12")
    assert "1,004 people were killed or seriously injured" in words_on(at)
    at.selectbox(key="roads:pick:basis").select(roads.RECORDED).run()
    assert not at.exception
    assert at.query_params["basis"] in (roads.RECORDED, [roads.RECORDED])
    assert "741 people were killed or seriously injured" in words_on(at)


def test_collisions_are_shown_where_people_hurt_are_missing(sample_database, tmp_path, monkeypatch):
    copy = Path(shutil.copyfile(sample_database.resolve(), tmp_path / "collisions.duckdb"))
    with closing(duckdb.connect(str(copy))) as connection:
        connection.execute("delete from road_twelve_months where unit = 'casualty'")
    monkeypatch.setenv("PCP_DATABASE", str(copy))
    said = words_on(open_page(PAGE))
    assert "no whole 12 months of casualties, only of collisions" in said
    assert "4,214 collisions with an injury in West Yorkshire" in said


def test_a_month_too_early_says_so_and_offers_the_way_back(reader):
    said = words_on(open_page(PAGE, month="2018-08"))
    assert "There are no whole 12 months of road casualty figures" in said
    assert "Show the latest month and every district" in said
