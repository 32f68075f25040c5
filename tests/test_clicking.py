"""Clicks on charts: what a click chooses, that it is forgotten, and that charts can be clicked."""

from __future__ import annotations

import base64
import json

import pandas as pd
import pytest

from pcp_data.charts import areas, lines, maps
from pcp_data.charts.clicking import CLICKED, clickable, clicked, linked, selected
from pcp_data.charts.drawn import drawn
from tests.test_pages import open_page

DISTRICTS = pd.DataFrame({"area_name": ["Bradford", "Leeds"], "value": [3.0, 5.0]})
SHAPE = '{"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1],[0,0]]]}'
AREAS = pd.DataFrame(
    {
        "longitude": [0.0],
        "latitude": [1.0],
        "geometry": [SHAPE],
        "lsoa_name": ["Leeds 001A"],
        "district": ["Leeds"],
        "band": ["1 to 4"],
        "words": ["fewer than 5"],
        "compared": [2.0],
    }
)


def event(*names: str) -> dict:
    """Return what the browser reports when these marks are in the selection."""
    return {"selection": {CLICKED: [{"area_name": name} for name in names]}}


def params(spec: dict) -> list[dict]:
    """Return every selection of a chart, wherever it stands."""
    found = list(spec.get("params", ()))
    for layer in spec.get("layer", ()):
        found += params(layer)
    return found


def test_the_first_click_is_the_mark_that_came_into_the_selection():
    assert clicked(selected(None, "area_name"), selected(event("Leeds"), "area_name")) == "Leeds"


def test_a_second_click_on_the_same_mark_is_that_mark_again():
    assert clicked(("Leeds",), selected(event(), "area_name")) == "Leeds"


def test_a_click_on_another_mark_is_the_other_mark():
    assert clicked(("Leeds",), selected(event("Leeds", "Bradford"), "area_name")) == "Bradford"


def test_a_run_without_a_click_is_none():
    assert clicked(("Leeds",), ("Leeds",)) is None
    assert clicked((), ()) is None


def test_a_selection_lost_with_its_page_is_no_click():
    assert clicked(("Leeds", "Bradford"), ()) is None


@pytest.mark.parametrize("nothing", [{}, {"selection": {CLICKED: {}}}, {"selection": {}}])
def test_an_empty_selection_has_no_marks(nothing):
    assert selected(nothing, "area_name") == ()


def test_a_mark_without_the_field_is_no_mark():
    assert selected({"selection": {CLICKED: [{"other": 1}]}}, "area_name") == ()


def test_a_chart_has_one_selection_and_shows_where_it_can_be_clicked():
    spec = clickable(drawn(areas.district_bars(DISTRICTS, unit="offences")), "area_name")
    (found,) = params(spec)
    assert found["select"]["fields"] == ["area_name"]
    assert found["select"]["toggle"] == "true"
    bars = [one for one in spec["layer"] if one["mark"]["type"] == "bar"]
    assert [one["mark"]["cursor"] for one in bars] == ["pointer"]
    assert all("cursor" not in one["mark"] for one in spec["layer"] if one not in bars)


def test_a_line_is_no_target_since_it_would_stand_for_its_first_point():
    rows = pd.DataFrame(
        {
            "period_start": pd.to_datetime(["2023-01-01", "2023-02-01"]),
            "period_end": pd.to_datetime(["2023-01-31", "2023-02-28"]),
            "value": [1.0, 2.0],
            "status": "final",
        }
    )
    chart = drawn(lines.trend_chart(rows, unit="offences"))
    spec = clickable(chart, "period_words", by_touch=False)
    (found,) = params(spec)
    test = found["select"]["on"]["filter"]
    assert "'line'" in test and "'area'" in test and "pointerType !== 'touch'" in test
    marks = {one["mark"]["type"]: one["mark"] for one in spec["layer"]}
    assert "cursor" not in marks["line"]
    assert marks["point"]["cursor"] == "pointer"


def test_an_unusual_month_can_be_clicked_like_any_other():
    month = {"period_start": [pd.Timestamp("2023-01-01")], "period_end": pd.Timestamp("2023-01-31")}
    rows = pd.DataFrame(month | {"value": [9.0], "status": "final"})
    signals = rows.assign(rule="above the upper limit")
    chart = drawn(lines.trend_chart(rows, unit="offences", signals=signals))
    spec = clickable(chart, "period_words", by_touch=False)
    (diamond,) = [one for one in spec["layer"] if one["mark"].get("shape") == "diamond"]
    assert diamond["mark"]["cursor"] == "pointer"
    table = spec["datasets"][diamond["data"]["name"]]
    assert list(table["period_words"]) == ["January 2023"]


@pytest.mark.parametrize("draw", ["small_area_map", "district_map"])
def test_shapes_have_their_district_where_a_click_looks_for_it(draw):
    labels = AREAS.assign(area_name="Leeds", label="2.0")
    picture = (
        maps.small_area_map(AREAS, ["1 to 4"])
        if draw == "small_area_map"
        else maps.district_map(AREAS, labels)
    )
    spec = clickable(drawn(picture), "district")
    assert len(params(spec)) == 1
    shapes = next(one for one in spec["layer"] if "url" in one.get("data", spec.get("data", {})))
    assert shapes["mark"]["cursor"] == "pointer"
    address = shapes.get("data", spec.get("data", {}))["url"]
    text = base64.b64decode(address.partition(",")[2])
    assert [one["district"] for one in json.loads(text)] == ["Leeds"]


def test_a_chart_without_the_field_is_refused():
    with pytest.raises(ValueError, match="no layer of the chart has month"):
        clickable(drawn(areas.district_bars(DISTRICTS, unit="offences")), "month")


def test_marks_that_are_links_have_their_own_address_and_no_selection():
    links = {"Leeds": "/measure?measure=one"}
    spec = linked(drawn(areas.district_bars(DISTRICTS, unit="offences")), "area_name", links)
    assert params(spec) == []
    (table,) = spec["datasets"].values()
    assert dict(zip(table["area_name"], table["link"].fillna(""), strict=True)) == {
        "Bradford": "",
        "Leeds": "/measure?measure=one",
    }
    bar = next(one["mark"] for one in spec["layer"] if one["mark"]["type"] == "bar")
    assert (bar["href"], bar["cursor"]) == ({"expr": "datum['link']"}, "pointer")
    with pytest.raises(ValueError, match="no layer of the chart has month"):
        linked(drawn(areas.district_bars(DISTRICTS, unit="offences")), "month", links)


def test_the_charts_of_districts_on_the_pages_can_be_clicked(sample_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    for file in ("pages/districts.py", "pages/measure.py"):
        charts = open_page(file, measure="residential_burglary").get("vega_lite_chart")
        found = [json.loads(one.proto.spec) for one in charts]
        fields = [one["select"]["fields"] for spec in found for one in params(spec)]
        assert ["area_name"] in fields
        assert all(len(params(spec)) <= 1 for spec in found)
