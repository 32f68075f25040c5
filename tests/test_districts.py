"""Districts: rates, intervals, what can be told apart, changes, the funnel, and the maps."""

from __future__ import annotations

import base64
import json
import math
import re
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pcp_data.charts import districts as district_charts
from pcp_data.charts import maps
from pcp_data.comparisons import compared
from pcp_data.intake import shapes
from pcp_data.screens import district_changes, district_tables, districts, funnel, hot_spots

ROOT = Path(__file__).parents[1]
PAGE = str(ROOT / "pages" / "districts.py")
Z = 1.959963984540054


@pytest.fixture(scope="module")
def copied(sample_database, tmp_path_factory) -> Path:
    """Return a copy of the sample database: DuckDB opens one file in one way per process."""
    target = tmp_path_factory.mktemp("districts") / "pcp.duckdb"
    return Path(shutil.copyfile(sample_database.resolve(), target))


@pytest.fixture
def sample_view(copied, monkeypatch):
    """Open the page on the sample data with the query of a link."""
    monkeypatch.setenv("PCP_DATABASE", str(copied))

    def opened(**query: object) -> AppTest:
        at = AppTest.from_file(PAGE, default_timeout=240)
        for name, value in query.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception
        return at

    return opened


def said(at: AppTest) -> str:
    return " ".join(element.proto.body for element in at.get("html"))


def grid(at: AppTest) -> list[dict[str, str]]:
    """Return the rows of the first table of the page, as it is written."""
    markup = next(e.proto.body for e in at.get("html") if "Beside the other" in e.proto.body)
    rows = re.findall(r"<tr>(.*?)</tr>", markup.partition("<tbody>")[2], flags=re.S)
    cells = r'<td data-label="(.*?)"(?: class=(?:\w+|"[^"]*"))?>(.*?)</td>'
    return [dict(re.findall(cells, row, flags=re.S)) for row in rows]


def byar(events: float) -> tuple[float, float]:
    """Return Byar's 95% interval of a count, written out from the formula."""
    low = events * (1 - 1 / (9 * events) - Z / (3 * math.sqrt(events))) ** 3
    more = events + 1
    return low, more * (1 - 1 / (9 * more) + Z / (3 * math.sqrt(more))) ** 3


@pytest.mark.parametrize(
    ("measure", "month", "codes", "year"),
    [
        ("personal_robbery", "2024-03", ["34B"], 2023),
        ("personal_robbery", "2023-05", ["34B"], 2022),
        ("personal_robbery", "2023-06", ["34B"], 2023),
        ("theft_from_person", "2019-06", ["39"], 2019),
        ("vehicle_interference", "2021-12", ["126"], 2021),
    ],
)
def test_the_table_equals_a_count_of_the_rows_themselves(
    sample_view, sample, measure, month, codes, year
):
    rows = {row["Area"]: row for row in grid(sample_view(measure=measure, month=month))}
    end = date(int(month[:4]), int(month[5:]), 1)
    for code, name in sample.execute(
        "select area_code, area_name from area where area_type = 'district' and parent_code = "
        "'E23000010'"
    ).fetchall():
        events, residents = sample.execute(
            "select (select sum(offences) from crime where source_id = 'force_crime' and "
            "area_code = $area and offence_code in $codes and month <= $end and "
            "month > $end - interval 12 month), "
            "(select residents from population where area_code = $area and year = $year)",
            {"area": code, "codes": codes, "end": end, "year": year},
        ).fetchone()
        low, high = (1000 * limit / residents for limit in byar(float(events)))
        row = rows[name]
        assert row["Offences"] == f"{events:,}"
        assert row["Residents"] == f"{residents:,} (mid-{year})"
        decimals = len(row["Per 1,000 residents"].partition(".")[2])
        assert float(row["Per 1,000 residents"]) == pytest.approx(
            1000 * events / residents, abs=0.5001 * 10**-decimals
        )
        shown = [float(one) for one in row["95% interval"].split(" to ")]
        assert shown == pytest.approx([low, high], abs=0.5001 * 10**-decimals)


def test_without_a_choice_neighbourhood_crime_is_shown(sample_view):
    at = sample_view()
    assert "rate of neighbourhood crime" in said(at)
    assert at.selectbox(key="districts:measure").value == "neighbourhood_crime"


def test_one_district_stays_beside_the_others(sample_view):
    at = sample_view(district="Leeds")
    assert {row["Area"] for row in grid(at)} >= {"Leeds", "Bradford", "West Yorkshire"}


def test_a_percentage_has_its_base_and_no_rate(sample_view):
    rows = grid(sample_view(measure="victim_satisfaction"))
    assert "Base" in rows[0]
    assert "Per 1,000 residents" not in rows[0]


def test_a_change_over_a_recording_change_says_so_and_not_better_or_worse(sample_view):
    text = said(sample_view(measure="asb_incidents", month="2022-12", compare="previous"))
    assert "not judged, as recording changed in between, in Bradford, Calderdale" in text
    assert "lower in" not in text
    assert "Recording changed: incidents with an element of crime" in text
    assert "<span>Better</span>" not in text


def test_a_measure_of_the_force_alone_says_so_and_offers_the_way_back(sample_view):
    text = said(sample_view(measure="hospital_admissions_sharp_object"))
    assert "there are no figures by district" in text
    assert "Show the first measure with figures by district" in text


def test_a_priority_and_a_theme_without_a_measure_say_so(sample_view):
    at = sample_view(
        priority="safer-places-and-thriving-communities",
        theme="early-intervention-and-prevention",
    )
    assert "No measure of this Plan has both this priority and this theme." in said(at)


def test_before_any_street_level_data_there_is_no_map_and_it_says_why(sample_view):
    assert "there is no map" in said(sample_view(month="2020-01"))


def area_row(name: str, lower: float, value: float, upper: float) -> dict:
    return {
        "area_name": name,
        "compared": value,
        "lower": lower,
        "upper": upper,
        "population_year": 2023,
    }


def test_districts_whose_intervals_overlap_are_not_ranked():
    found = pd.DataFrame(
        [
            area_row("Leeds", 9.0, 10.0, 11.0),
            area_row("Bradford", 8.5, 9.5, 10.5),
            area_row("Kirklees", 3.0, 4.0, 5.0),
        ]
    )
    told = districts.apart(found)
    assert told["Leeds"] == "Higher than Kirklees; cannot be told apart from Bradford"
    assert told["Kirklees"] == "Lower than Leeds and Bradford"
    style = districts.Style("count", districts.RATE_UNIT, 1)
    sentence = districts.ranking_sentence(found, "ASB incidents", style, "12 months to June 2023")
    assert sentence == (
        "In the 12 months to June 2023 Leeds and Bradford had the highest rate of ASB incidents "
        "(9.5 to 10.0 per 1,000 residents) and cannot be told apart, and Kirklees the lowest, 4.0."
    )


@pytest.mark.parametrize(
    ("middle", "ends"),
    [
        # Two that overlap with both ends are neither highest nor lowest.
        (
            [("Bradford", 6.0, 9.0, 12.0)],
            "Leeds cannot be told apart from Bradford. "
            "Kirklees cannot be told apart from Bradford.",
        ),
        # Both overlap with the highest, but Bradford is higher than Wakefield.
        (
            [("Bradford", 9.0, 9.5, 9.9), ("Wakefield", 8.2, 8.5, 8.8)],
            "Leeds cannot be told apart from Bradford and Wakefield.",
        ),
    ],
)
def test_no_district_is_both_highest_and_lowest_or_level_with_one_it_is_told_apart_from(
    middle, ends
):
    rows = [("Leeds", 8.0, 10.0, 12.0), *middle, ("Kirklees", 5.0, 6.0, 7.0)]
    found = pd.DataFrame([area_row(*row) for row in rows])
    style = districts.Style("count", districts.RATE_UNIT, 1)
    assert districts.ranking_sentence(found, "Robbery", style, "12 months to June 2023") == (
        "In the 12 months to June 2023 Leeds had the highest rate of robbery, 10.0 per 1,000 "
        f"residents, and Kirklees the lowest, 6.0. {ends}"
    )


def test_without_residents_the_counts_are_said_and_nobody_is_ranked():
    found = pd.DataFrame([area_row("Leeds", *[float("nan")] * 3)] * 2).assign(
        area_name=["Leeds", "Bradford"], value=[10, 1043]
    )
    style = districts.Style("count", districts.RATE_UNIT, 1)
    sentence = districts.ranking_sentence(found, "ASB incidents", style, "12 months to June 2023")
    assert sentence == (
        "ASB incidents in the 12 months to June 2023: from 1,043 in Bradford to 10 in Leeds. "
        "No number of residents is loaded, so there are no rates, and the districts are not ranked."
    )


def test_districts_that_all_overlap_have_no_highest():
    found = pd.DataFrame([area_row("Leeds", 1.0, 3.0, 5.0), area_row("Bradford", 0.5, 2.0, 4.0)])
    style = districts.Style("count", districts.RATE_UNIT, 1)
    sentence = districts.ranking_sentence(found, "Homicide", style, "12 months to June 2023")
    assert "cannot be told apart" in sentence
    assert "highest" not in sentence


def row(now: float | None, then: float | None, **more: object) -> dict:
    """Return a district's row of the Plan's table, against 12 months that the reader chose."""
    sides = {"value": now, "numerator": now, "denominator": None, "source_id": "a"}
    sides |= {f"compare_{name}": value for name, value in sides.items()}
    return compared(
        [
            sides
            | {"compare_value": then, "compare_numerator": then, "area_name": "Leeds"}
            | {"area_type": "district", "is_sample": True, "compare_is_sample": True}
            | {"period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31)}
            | {"compare_start": date(2022, 1, 1), "compare_end": date(2022, 12, 31)}
            | {"unit": "offences", "aggregation": "sum", "minimum_base": 0, "scale": 1}
            | {"aim": None, "better": "lower", "status": "final", "compare_break": None}
            | more
        ]
    )[0]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"compare_source_id": "b"}, "another source"),
        ({"compare_is_sample": False}, "mix made-up and real"),
        ({"compare_value": None}, "there is no figure for the 12 months chosen"),
    ],
)
def test_unlike_twelve_months_are_not_compared(more, reason):
    found = district_changes.changes([row(200.0, 100.0, **more)]).iloc[0]
    assert reason in found["says"]
    assert pd.isna(found["compared"])


@pytest.mark.parametrize(
    ("now", "then", "more", "says"),
    [
        (200.0, 100.0, {}, "Higher"),
        (100.0, 200.0, {}, "Lower"),
        (105.0, 100.0, {}, "No clear change"),
        (5.0, 1.0, {}, "Too few to judge"),
        (200.0, 100.0, {"compare_break": "New form."}, "Not judged: recording changed in between"),
        (200.0, 100.0, {"compare_end": date(2023, 1, 31)}, "Not judged: the periods share months"),
        (
            200.0,
            100.0,
            {"compare_start": date(2024, 1, 1), "compare_end": date(2024, 12, 31)},
            "Not judged: it came before",
        ),
    ],
)
def test_only_a_change_that_chance_would_not_give_is_called_one(now, then, more, says):
    rows = [row(now, then, **more)]
    found = district_changes.changes(rows)
    assert found.iloc[0]["says"] == says
    assert found.iloc[0]["compared"] == pytest.approx(100 * (now - then) / then)
    said = district_changes.change_sentence(found, "Robbery", "12 months to December 2022")
    assert said.removesuffix(" New form.").endswith(" in Leeds.")
    assert ("higher in" in said) == (says == "Higher")
    assert ("New form." in said) == ("recording changed" in said)


def test_a_zero_to_compare_with_gives_no_percentage():
    found = district_changes.changes([row(20.0, 0.0)])
    assert pd.isna(found.iloc[0]["compared"])
    assert found.iloc[0]["change"] == 20
    assert found.iloc[0]["says"] == "Higher"
    measure = {"unit": "offences", "decimals": 0}
    table = district_tables.change_table(found, measure, "12 months before")
    assert pd.isna(table["95% interval to"].iloc[0])


def poisson_quantile(p: float, mean: float) -> float:
    """Return the interpolated quantile: where the straight line between two sums meets p."""
    total, below, term = math.exp(-mean), 0.0, math.exp(-mean)
    count = 0
    while total < p:
        count += 1
        term *= mean / count
        below, total = total, total + term
    return count - (total - p) / (total - below)


@pytest.mark.parametrize("mean", [20.0, 60.0, 150.0])
def test_the_limits_of_the_funnel_are_poisson_quantiles(mean):
    lower, upper = funnel.limits_of(mean, 0.95)
    assert float(lower) == pytest.approx(poisson_quantile(0.025, mean), abs=0.6)
    assert float(upper) == pytest.approx(poisson_quantile(0.975, mean), abs=0.6)


def test_the_funnel_narrows_and_the_wider_limits_lie_outside():
    found = funnel.funnel(10.0, [100_000, 800_000])
    width = found["upper_95"] - found["lower_95"]
    assert width.is_monotonic_decreasing
    assert (found["upper_998"] > found["upper_95"]).all()
    assert (found["lower_998"] < found["lower_95"]).all()
    assert funnel.position(10.0, 10.0, 100_000) == "within the 95% limits"
    assert funnel.position(12.0, 10.0, 100_000) == "above the 99.8% limits"


def test_the_funnel_names_its_lines_and_its_districts():
    points = pd.DataFrame(
        {
            "area_name": ["Leeds", "Bradford"],
            "residents": [800_000, 500_000],
            "compared": [10.0, 12.0],
            "words": ["10.0", "12.0"],
            "stands": ["Within the 95% limits", "Above the 99.8% limits"],
        }
    )
    chart = district_charts.funnel_chart(
        funnel.funnel(10.5, points["residents"]), points, centre_label="West Yorkshire, 10.5"
    )
    text = json.dumps(chart.to_dict())
    for label in ("West Yorkshire, 10.5", "99.8% limits (solid) and 95% limits (dashed)"):
        assert label in text


def small_areas(counts: list[int | None], few: list[bool]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "lsoa_code": [f"E0100000{n}" for n in range(len(counts))],
            "lsoa_name": [f"Leeds 00{n}A" for n in range(len(counts))],
            "district": "Leeds",
            "longitude": -1.5,
            "latitude": 53.8,
            "incidents": counts,
            "is_few": few,
            "geometry": None,
        }
    )


def test_counts_below_five_are_only_ever_a_band():
    rows, bands = hot_spots.with_bands(small_areas([30, 6, None, 0], [False, False, True, False]))
    assert list(rows["band"]) == ["25 to 49", "5 to 9", "Fewer than 5", None]
    assert list(hot_spots.table(rows)["Incidents"]) == ["30", "6", "Fewer than 5", "0"]
    assert bands[0] == "Fewer than 5"


def test_no_count_of_one_to_four_leaves_the_database(sample_view, sample):
    at = sample_view(category="Burglary")
    table = next(frame.value for frame in at.dataframe if "Small area" in frame.value.columns)
    assert not set(table["Incidents"]) & {"1", "2", "3", "4"}
    counted = sample.execute(
        "select sum(offences) from crime where source_id = 'police_uk' and lsoa_code is not null "
        "and offence_code = 'police.uk: Burglary' and month > '2023-03-01' "
        "and force_code = 'E23000010' group by lsoa_code having sum(offences) >= 5"
    ).fetchall()
    shown = sorted(int(one) for one in table["Incidents"] if one not in ("0", "Fewer than 5"))
    assert shown == sorted(int(row[0]) for row in counted)


def test_no_category_but_its_own_counts_asb(sample):
    both = sample.execute(
        "select category, sum(incidents) from small_area_twelve_months "
        "where period_end = '2024-03-31' group by category"
    ).fetchall()
    by_category = dict(both)
    asb = by_category.pop("Anti-social behaviour")
    assert asb > 0
    assert by_category.pop("All crime") == sum(by_category.values())


def outside(spec: str) -> list[str]:
    """Return the addresses in a specification that a browser would have to fetch."""
    found = re.findall(r'https?://[^"\\]+', spec)
    return [one for one in found if not one.startswith("https://vega.github.io/schema")]


def test_a_map_of_points_needs_no_tiles_and_sizes_what_it_colours():
    rows, bands = hot_spots.with_bands(small_areas([30, 6, None, 0], [False, False, True, False]))
    spec = maps.small_area_map(rows, bands).to_dict()
    assert outside(json.dumps(spec)) == []
    points = spec["layer"][1]["encoding"]
    assert points["color"]["scale"]["domain"] == points["size"]["scale"]["domain"] == bands


SQUARE = [(-1.5, 53.8), (-1.4, 53.8), (-1.4, 53.9), (-1.5, 53.9), (-1.5, 53.8)]


def geojson(path: Path, ring: list) -> Path:
    feature = {
        "type": "Feature",
        "properties": {"LSOA21CD": "E01011264", "LSOA21NM": "Leeds 011A"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return path


def shape_in(csv_path: Path) -> list:
    row = pd.read_csv(csv_path).iloc[0]
    assert (row["Boundary code"], row["Boundary name"]) == ("E01011264", "Leeds 011A")
    return json.loads(row["Boundary shape"])["coordinates"][0][0]


@pytest.mark.parametrize("ring", [SQUARE, SQUARE[::-1]], ids=["one way", "the other way"])
def test_outer_rings_run_clockwise_however_they_came(tmp_path, ring):
    found = shape_in(shapes.to_csv(geojson(tmp_path / "a.geojson", ring), tmp_path / "out"))
    assert [tuple(point) for point in found] == SQUARE[::-1]
    assert set(map(tuple, found)) == set(SQUARE)


def test_a_topology_gives_the_same_shape_as_plain_geojson(tmp_path):
    topology = {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [-1.5, 53.8]},
        "arcs": [[[0, 0], [1, 0], [0, 1]], [[0, 0], [0, 1], [1, 0]]],
        "objects": {
            "areas": {
                "type": "GeometryCollection",
                "geometries": [
                    {
                        "type": "Polygon",
                        "arcs": [[0, -2]],
                        "properties": {"LSOA11CD": "E01011264", "LSOA11NM": "Leeds 011A"},
                    }
                ],
            }
        },
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(topology))
    found = shape_in(shapes.to_csv(path, tmp_path / "out"))
    assert set(map(tuple, found)) == set(SQUARE)
    assert len(found) == 5


def test_a_map_of_boundaries_draws_every_area_and_fetches_nothing():
    text = json.dumps({"type": "MultiPolygon", "coordinates": [[SQUARE[::-1]]]})
    rows = small_areas([30, 6], [False, False]).assign(geometry=text)
    banded, bands = hot_spots.with_bands(rows)
    spec = maps.small_area_map(banded, bands).to_dict()
    assert outside(json.dumps(spec)) == []
    url = spec["data"]["url"]
    features = json.loads(base64.b64decode(url.partition(",")[2]))
    assert [one["properties"]["band"] for one in features] == ["25 to 49", "5 to 9"]
    assert spec["projection"] == {"type": "mercator"}


def test_boundaries_alone_are_enough_for_a_map_of_the_districts(
    sample_database, tmp_path, monkeypatch
):
    database = Path(shutil.copyfile(sample_database.resolve(), tmp_path / "pcp.duckdb"))
    square = {"type": "Polygon", "coordinates": [SQUARE[::-1]]}
    with duckdb.connect(str(database)) as con:
        con.execute(
            "insert into boundary select 'boundaries', 0, 0, area_code, ? from area "
            "where area_type = 'district' and parent_code = 'E23000010'",
            [json.dumps(square)],
        )
    monkeypatch.setenv("PCP_DATABASE", str(database))
    at = AppTest.from_file(PAGE, default_timeout=240)
    at.query_params["month"] = "2020-03"  # before the street-level data begin
    at.run()
    assert not at.exception
    assert "No street-level data with places is loaded for this month or before" in said(at)
    assert "Boundaries: Office for National Statistics" in said(at)
    shown = json.loads(at.get("vega_lite_chart")[-1].proto.spec)
    assert {"type": "mercator"} in [
        shown.get("projection"),
        *(one.get("projection") for one in shown["layer"]),
    ]
