"""Charts are read as specifications, and their sentences as text."""

from __future__ import annotations

import pandas as pd
import pytest

from pcp_data.charts import areas, lines, sentences
from pcp_data.charts.drawn import drawn
from pcp_data.charts.sparkline import sparkline
from pcp_data.charts.theme import DARK, LIGHT


def series(values, *, status="final", area="Leeds", first="2022-01-31"):
    ends = pd.date_range(first, periods=len(values), freq="ME")
    return pd.DataFrame(
        {
            "area_name": area,
            "period_start": ends - pd.offsets.MonthBegin(12),
            "period_end": ends,
            "value": values,
            "denominator": None,
            "status": status,
        }
    )


NOTES = pd.DataFrame(
    {
        "starts": pd.to_datetime(["2022-02-01", "2022-03-01"]),
        "ends": pd.to_datetime([None, "2022-04-30"]),
        "kind": ["series_break", "event"],
        "note": ["Recording changed.", "A pilot."],
        "mark": ["1", "2"],
    }
)


def marks(chart) -> list[str]:
    layers = chart.to_dict()["layer"]
    return [one["mark"] if isinstance(one["mark"], str) else one["mark"]["type"] for one in layers]


def test_the_baseline_is_a_dashed_line_with_its_name():
    chart = lines.twelve_month_chart(
        series([5.0, 6.0]), unit="offences", baseline=9.0, baseline_label="Baseline: 2019"
    ).to_dict()
    rule = next(one for one in chart["layer"] if one["mark"]["type"] == "rule")
    assert rule["mark"]["strokeDash"]
    assert rule["mark"]["color"] == LIGHT.second
    said = [row.get("label") for rows in chart["datasets"].values() for row in rows]
    assert "Baseline: 2019" in said


def heights(values, **chosen) -> dict[str, float]:
    """Return how far below its point (above it, if less than nought) each label stands."""
    spec = lines.twelve_month_chart(series(values), unit="%", decimals=1, **chosen).to_dict()
    texts = [one for one in spec["layer"] if one["mark"]["type"] == "text"]
    return {one["encoding"]["text"]["field"]: one["mark"]["dy"] for one in texts}


def test_labels_stand_on_the_side_where_the_line_is_not():
    risen, fallen = [70.0, 70.5, 71.0, 74.0], [65.0, 75.0, 79.0, 72.0]
    assert heights(risen, baseline=72.0)["value_words"] < 0
    assert heights(fallen, baseline=72.0)["value_words"] > 0
    assert heights(risen, baseline=72.0)["label"] < 0
    assert heights([78.0, 77.0, 70.0, 66.0], baseline=75.0)["label"] > 0


def test_a_label_has_no_place_below_the_lowest_value():
    assert heights([80.0, 75.0, 70.0])["value_words"] < 0


@pytest.mark.parametrize("values", [[], [None, None]])
def test_a_chart_without_values_still_has_its_baseline(values):
    for unit in ("%", "offences"):
        chart = lines.twelve_month_chart(series(values), unit=unit, baseline=9.0)
        assert "rule" in marks(chart)


def test_a_break_is_a_line_and_an_event_is_a_band_each_with_its_number():
    chart = lines.twelve_month_chart(series([5.0, 6.0, 4.0]), unit="offences", notes=NOTES)
    assert marks(chart)[:3] == ["rect", "rule", "text"]


def test_provisional_values_are_dashed():
    data = series([5.0, 6.0, 4.0])
    data.loc[2, "status"] = "provisional"
    spec = lines.twelve_month_chart(data, unit="offences").to_dict()
    dashed = [one for one in spec["layer"] if one["mark"].get("strokeDash")]
    assert len(dashed) == 1
    rows = spec["datasets"][dashed[0]["data"]["name"]]
    assert [row["value"] for row in rows] == [6.0, 4.0]


def test_a_missing_value_stays_missing_and_is_never_nought():
    spec = lines.trend_chart(series([5.0, None, 4.0]), unit="offences").to_dict()
    rows = max(spec["datasets"].values(), key=len)
    assert [row["value"] for row in rows] == [5.0, None, 4.0]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_colours_are_those_of_the_palette_and_no_title_is_in_the_image(palette):
    spec = lines.trend_chart(series([5.0, 6.0]), unit="offences", palette=palette).to_dict()
    assert "title" not in spec
    assert spec["layer"][0]["mark"]["color"] == palette.main


def test_counts_start_from_nought_and_percentages_need_not():
    count = lines.trend_chart(series([50.0, 60.0]), unit="offences").to_dict()
    share = lines.trend_chart(series([50.0, 60.0]), unit="%", decimals=1).to_dict()
    assert count["layer"][0]["encoding"]["y"]["scale"]["domain"][0] == 0
    assert share["layer"][0]["encoding"]["y"]["scale"]["zero"] is False


def test_limits_and_signals_are_drawn_where_there_are_any():
    data = series([5.0, 6.0])
    limits = pd.DataFrame(
        {
            "segment": 1,
            "period_end": data["period_end"],
            "lower_limit": 2.0,
            "centre": 5.0,
            "upper_limit": 8.0,
        }
    )
    signals = data.assign(rule="above the upper limit")
    found = marks(lines.trend_chart(data, unit="offences", limits=limits, signals=signals))
    assert found[0] == "area"
    assert found[-1] == "point"


def test_small_multiples_give_one_chart_for_each_area():
    data = pd.concat([series([5.0, 6.0], area="Leeds"), series([1.0, 2.0], area="Wakefield")])
    found = lines.small_multiples(data, unit="offences", baselines={"Leeds": 7.0})
    assert list(found) == ["Leeds", "Wakefield"]
    assert "rule" in marks(found["Leeds"])
    assert "rule" not in marks(found["Wakefield"])


def test_bars_start_from_nought_and_keep_their_order():
    data = pd.DataFrame({"area_name": ["Leeds", "Bradford"], "value": [12.0, 30.0]})
    spec = areas.district_bars(data, unit="offences", focus=["Leeds"]).to_dict()
    bars = spec["layer"][0]
    assert bars["mark"]["type"] == "bar"
    assert bars["encoding"]["x"]["scale"]["domain"][0] == 0
    assert bars["encoding"]["y"]["sort"] == ["Leeds", "Bradford"]
    assert bars["encoding"]["color"]["condition"]["value"] == LIGHT.main


def test_samples_show_their_intervals():
    data = pd.DataFrame({"area_name": ["Leeds"], "value": [80.0], "lower": [75.0], "upper": [84.0]})
    spec = areas.dot_interval(data, unit="%", reference=78.0).to_dict()
    assert spec["layer"][0]["encoding"]["x2"]["field"] == "upper"
    assert [one["mark"]["type"] for one in spec["layer"]] == [
        "rule", "rule", "point", "text", "text",
    ]  # fmt: skip


def test_charts_can_be_drawn_outside_the_browser():
    vl_convert = pytest.importorskip("vl_convert")
    chart = lines.twelve_month_chart(series([5.0, 6.0]), unit="offences", notes=NOTES)
    assert vl_convert.vegalite_to_svg(chart.to_json()).startswith("<svg")


def test_a_small_trend_breaks_where_a_value_is_missing():
    picture = sparkline([1.0, None, 3.0, 4.0], "Trend", baseline=2.0)
    assert picture.startswith('<img class="spark"')
    assert picture.count("M") >= 3
    assert sparkline([1.0], "Trend") == ""


def test_a_value_between_missing_ones_is_a_dot_that_can_be_seen():
    picture = sparkline([1.0, None, 3.0, None, 2.0, 4.0], "Trend")
    assert picture.count("h.1") == 3
    assert "lone" in picture and "L" in picture


def test_the_range_of_quarters_names_quarters_and_not_their_last_months():
    ends = pd.to_datetime(["2017-06-30", "2017-09-30"])
    data = pd.DataFrame(
        {
            "period_start": pd.to_datetime(["2017-04-01", "2017-07-01"]),
            "period_end": ends,
            "value": [4.0, 7.0],
        }
    )
    said = sentences.trend_sentence(data, title="Homicide", area="Leeds", unit="offences")
    assert said == (
        "Homicide in Leeds: 7 offences in July to September 2017. Since April to June 2017 it has "
        "been between 4 (April to June 2017) and 7 (July to September 2017)."
    )


@pytest.mark.parametrize(
    ("finding", "stands"),
    [
        ("lower", "20.0% below the baseline"),
        ("no clear change", "with no clear change from the baseline"),
        ("shared months", "beside the baseline"),
        (None, "beside the baseline"),
    ],
)
def test_the_sentence_says_the_figure_its_baseline_and_the_range(finding, stands):
    said = sentences.twelve_month_sentence(
        series([12000.0, 9000.0, 10000.0]),
        title="Robbery",
        area="Leeds",
        unit="offences",
        baseline=12500.0,
        baseline_period="12 months to June 2019",
        finding=finding,
    )
    assert said == (
        f"Robbery in Leeds: 10,000 offences in the 12 months to March 2022, {stands} "
        "(12,500 in the 12 months to June 2019). Since the 12 months to January 2022 it "
        "has been between 9,000 (12 months to February 2022) and 12,000 (12 months to January "
        "2022)."
    )


def test_a_change_between_percentages_is_said_in_points_and_over_a_break_not_at_all():
    def said(finding: str) -> str:
        return sentences.twelve_month_sentence(
            series([70.0, 74.5]), title="Satisfaction", area="Leeds", unit="%", decimals=1,
            baseline=72.0, finding=finding, is_broken=finding == "recording changed",
        )  # fmt: skip

    assert "February 2022, 2.5 percentage points above the baseline (72.0%)" in said("higher")
    broken = said("recording changed")
    assert f"beside the baseline (72.0%). {sentences.BROKEN}" in broken
    assert "points" not in broken and "above" not in broken


def test_small_multiples_stand_beside_the_first_shown_without_calling_it_a_change():
    months = pd.to_datetime(["2022-01-31", "2023-01-31"])
    data = pd.DataFrame(
        {
            "area_name": ["Leeds", "Leeds", "Kirklees"],
            "period_end": [*months, months[1]],
            "value": [120.0, 130.0, 1500.0],
        }
    )
    said = sentences.small_multiples_sentence(
        data, title="Robbery", unit="offences", areas=["Leeds", "Kirklees"], is_broken=True
    )
    assert said == (
        "Robbery by district, offences: in the 12 months to January 2023 and, in brackets, the "
        "12 months to January 2022: Leeds 130 (120) and Kirklees 1,500 (not available). "
        f"{sentences.BROKEN}"
    )


def test_highest_and_lowest_are_named():
    data = pd.DataFrame({"area_name": ["Leeds", "Bradford"], "value": [12.0, 30.0]})
    said = sentences.areas_sentence(
        data, title="Robbery", unit="offences", period="12 months to March 2022"
    )
    assert said == (
        "Robbery in the 12 months to March 2022: highest in Bradford (30 offences), lowest in "
        "Leeds (12 offences)."
    )


def test_an_order_that_could_be_chance_is_called_so():
    data = pd.DataFrame(
        {
            "area_name": ["Leeds", "Bradford"],
            "value": [76.0, 75.0],
            "lower": [74.0, 73.0],
            "upper": [78.0, 77.0],
        }
    )
    said = sentences.areas_sentence(
        data, title="Satisfaction", unit="%", decimals=1, period="12 months to March 2022"
    )
    assert said.endswith("Their 95% intervals all overlap, so the order could be chance.")


def test_a_drawn_chart_says_the_same_with_each_table_sent_once():
    data = series([5.0, None, 4.0])
    spec = drawn(lines.trend_chart(data, unit="offences", notes=NOTES, baseline=3.0))
    whole = lines.trend_chart(data, unit="offences", notes=NOTES, baseline=3.0).to_dict()
    assert [one["mark"] for one in spec["layer"]] == [one["mark"] for one in whole["layer"]]
    assert len(spec["datasets"]) == len(whole["datasets"])
    named = {one["data"]["name"] for one in spec["layer"]}
    assert named == set(spec["datasets"])
