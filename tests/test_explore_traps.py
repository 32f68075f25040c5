"""Explore where a careless sum would mislead: gaps, made-up beside real, flags not given, bases."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs

import pandas as pd
import pytest

from pcp_data.build import build
from pcp_data.charts import groups as charts
from pcp_data.database import open_current
from pcp_data.explore import answer, notes, shown
from pcp_data.explore.question import PART_OF_ADJUSTED, from_params
from tests.support.explored import asked
from tests.support.returns import write_csv

HEAD = ("Force", "Month", "District", "Offence code", "Knife enabled", "Victim under 25",
        "Outcome group", "Offences")  # fmt: skip
DISTRICTS = ("Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield")
ASB_HEAD = ("Force", "Month", "District", "ASB type", "Incidents")
MISSING, WITHOUT_FLAG = "2022-06", "2022-09"
MARK = "PCP-SAMPLE-DATA: made-up figures"


def returns(months, extra=()):
    rows = []
    for month in months:
        flag = "Not known" if month == WITHOUT_FLAG else "No"
        for place, district in enumerate(DISTRICTS, 1):
            row = ("West Yorkshire", month, district, "34B", flag, "No", "No outcome yet", place)
            rows.append((*row, *extra))
            if flag == "No" and month.endswith("2"):
                knife = (*row[:4], "Yes", *row[5:7], 1)
                rows.append((*knife, *extra))
    return rows


def incidents():
    """West Yorkshire's of 2021 and 2022, South Yorkshire's of 2021 only."""
    places = {
        "West Yorkshire": (DISTRICTS, (2021, 2022)),
        "South Yorkshire": (("Barnsley", "Doncaster", "Rotherham", "Sheffield"), (2021,)),
    }
    return [
        (force, f"{year}-{month:02}", district, "nuisance", 1)
        for force, (districts, years) in places.items()
        for year in years
        for month in range(1, 13)
        for district in districts
    ]


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """Real returns of 2021 and 2022 without June 2022, made-up ones of 2023."""
    folder = tmp_path_factory.mktemp("explore_traps")
    (folder / "files").mkdir()
    real = [f"{year}-{month:02}" for year in (2021, 2022) for month in range(1, 13)]
    real.remove(MISSING)
    write_csv(folder / "files" / "real.csv", [HEAD, *returns(real)])
    made_up = [f"2023-{month:02}" for month in range(1, 13)]
    write_csv(folder / "files" / "made_up.csv", [(*HEAD, MARK), *returns(made_up, ("",))])
    write_csv(folder / "files" / "asb.csv", [ASB_HEAD, *incidents()])
    path = folder / "traps.duckdb"
    build([folder / "files"], path, as_at=dt.date(2024, 4, 30))
    return open_current(path)


@pytest.fixture(scope="module")
def sources(reader):
    return answer.sources(reader)


def test_rolling_12_months_need_every_month_and_never_bridge_made_up_and_real(reader, sources):
    found, *_ = asked(reader, sources, "table=crime&period=12-months")
    ends = {(str(row.period_end.date()), bool(row.is_sample)) for row in found.rows.itertuples()}
    whole_2021 = {("2021-12-31", False)} | {
        (str(dt.date(2022, month, 1) + pd.offsets.MonthEnd(0))[:10], False) for month in range(1, 6)
    }
    assert ends == whole_2021 | {("2023-12-31", True)}


def test_each_force_is_whole_by_its_own_months_and_not_by_those_of_others(reader, sources):
    found, *_ = asked(reader, sources, "table=asb&by=force_name&period=calendar-year")
    values = {
        (row.force_name, row.period_start.year): row.value
        for row in found.rows.itertuples()
        if pd.notna(row.value)
    }
    assert values == {
        ("West Yorkshire", 2021): 60,
        ("West Yorkshire", 2022): 60,
        ("South Yorkshire", 2021): 48,
    }
    together, *_ = asked(reader, sources, "table=asb&period=calendar-year")
    known = together.rows[together.rows["value"].notna()]
    assert [(row.period_start.year, row.value) for row in known.itertuples()] == [(2021, 108)]


def test_made_up_and_real_figures_are_never_added_up(reader, sources):
    found, question, source = asked(reader, sources, "table=crime&sum=offences")
    assert sorted(found.rows["is_sample"]) == [False, True]
    said = " ".join(notes.of_groups(found, question, source))
    assert "made-up and real figures are never mixed" in said
    sentence = shown.sentence(shown.for_chart(found, question, source), "Offences")
    assert "largest" not in sentence


def test_a_month_whose_file_does_not_give_the_flag_has_no_zero(reader, sources):
    found, *_ = asked(reader, sources, "table=crime&only.knife=yes&period=month")
    values = {str(row.period_end.date()): row.value for row in found.rows.itertuples()}
    assert values["2022-02-28"] == 5
    assert values["2022-08-31"] == 0
    assert "2022-09-30" not in values or pd.isna(values["2022-09-30"])
    found, *_ = asked(reader, sources, "table=crime&by=knife&period=month")
    month = found.rows[found.rows["period_end"].eq(pd.Timestamp("2022-09-30"))]
    assert month[month["knife"].eq(True)]["value"].isna().all()


def test_a_missing_month_breaks_the_line_instead_of_being_drawn_over(reader, sources):
    found, question, source = asked(reader, sources, "table=crime&period=month")
    data = shown.for_chart(found, question, source)
    real = data[data["series"].eq("No")].sort_values("period_end")
    around = real[real["period_end"].between("2022-05-31", "2022-07-31")]
    assert [pd.notna(value) for value in around["value"]] == [True, False, True]


def test_an_adjusted_figure_is_refused_where_severity_is_filtered(sources):
    question, notices = from_params(
        parse_qs("table=casualty&only.severity=serious&sum=adjusted_ksi&by=mode"), sources
    )
    assert notices == (PART_OF_ADJUSTED,)
    assert question.sum == ""


@pytest.mark.parametrize(
    "link",
    [
        "table=victim_satisfaction&sum=percent",
        "table=survey_result&sum=percent",
        "table=measure_value&sum=value&sum=numerator",
        "table=twelve_months&sum=value",
        "table=published_figure&sum=value",
        "table=crime&sum=months",
        "table=casualty&sum=age",
    ],
)
def test_what_must_not_be_added_is_refused_with_a_reason(sources, link):
    question, notices = from_params(parse_qs(link), sources)
    assert question.sum == ""
    assert len(notices) == 1 and "not a figure that can be added up" in notices[0]


def test_lines_end_before_their_names_and_no_name_covers_another():
    ends = pd.to_datetime(["2021-03-31", "2022-03-31", "2023-03-31"])
    # The last one brings the scale down to zero, where the other three end close together.
    long = "Monthly return of the police force"
    values = {"Leeds": 100.0, long: 99.0, "Kirklees": 98.0, "Wakefield": 1.0}
    frame = {"period": "", "period_end": ends, "words": ""}
    data = pd.concat(
        pd.DataFrame({"series": name, "value": value, **frame}) for name, value in values.items()
    )
    spec = charts.group_lines(data, title="Offences", period="financial-year").to_dict()
    text = next(one for one in spec["layer"] if one["mark"]["type"] == "text")
    labels = pd.DataFrame(spec["datasets"][text["data"]["name"]])
    assert text["mark"]["align"] == "left" and text["mark"]["dx"] > 0
    assert pd.to_datetime(labels["period_end"]).eq(ends[-1]).all()
    low, high = text["encoding"]["y"]["scale"]["domain"]
    pixels = labels["label_y"].sort_values() * charts.TALL / (high - low)
    lines = labels.loc[pixels.index, "label"].str.count("\n") + 1
    needed = (lines + lines.shift(1)) / 2 * charts.LINE_PIXELS
    assert (pixels.diff().iloc[1:] >= needed.iloc[1:] - 1e-6).all()
    last = pd.Timestamp(text["encoding"]["x"]["scale"]["domain"][1])
    assert (last - ends[-1]) > (ends[-1] - ends[0]) * 0.1


def test_one_line_needs_no_name_and_has_the_whole_width():
    ends = pd.to_datetime(["2021-03-31", "2022-03-31"])
    data = pd.DataFrame({"series": "All", "period": "", "period_end": ends, "value": [1.0, 2.0],
                         "words": ""})  # fmt: skip
    spec = charts.group_lines(data, title="Offences").to_dict()
    assert "text" not in [one["mark"]["type"] for one in spec["layer"]]
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"][1].startswith("2022-03-31")
