"""Crime and ASB: parts that add up, victims under 25, and ASB beside its linked crimes."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pcp_data import sql, words
from pcp_data.charts import crime as crime_charts
from pcp_data.screens import crime

ROOT = Path(__file__).parents[1]
PAGE = str(ROOT / "pages" / "crime_and_asb.py")
FORCE, LEEDS, BRADFORD = "E23000010", "E08000035", "E08000032"
ALL = [FORCE]


@pytest.fixture(scope="module")
def copied(sample_database, tmp_path_factory) -> Path:
    """Return a copy of the sample database: DuckDB opens one file in one way per process."""
    target = tmp_path_factory.mktemp("crime") / "pcp.duckdb"
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


def frame(at: AppTest, column: str, title: str | None = None) -> pd.DataFrame:
    """Return the first table that has a column, and a measure of that name if one is given."""
    for one in at.dataframe:
        table = one.value
        if column in table.columns and (title is None or title in set(table["Measure"])):
            return table
    raise AssertionError(f"no table with {column}")


VIEWS = [
    ({}, ALL, date(2024, 3, 31)),
    ({"district": "Leeds", "month": "2023-01"}, [LEEDS], date(2023, 1, 31)),
    ({"district": ["Leeds", "Bradford"], "month": "2021-06"}, [LEEDS, BRADFORD], date(2021, 6, 30)),
]
PART_CODES = {
    "Personal robbery": ["34B"],
    "Theft from person": ["39"],
    "Theft of motor vehicle": ["48", "37.2"],
    "Theft from motor vehicle": ["45"],
    "Vehicle interference": ["126"],
}


def counted(sample, codes: list[str], areas: list[str], end: date) -> int:
    """Count the rows themselves; a force's are those that it recorded, wherever they were."""
    where = "force_code" if areas == ALL else "area_code"
    return int(
        sample.execute(
            f"select sum(offences) from crime where source_id = 'force_crime' and {where} in $areas"
            " and offence_code in $codes and month <= $end and month > $end - interval 12 month",
            {"areas": areas, "codes": codes, "end": end},
        ).fetchone()[0]
    )


@pytest.mark.parametrize(("query", "areas", "end"), VIEWS)
def test_the_parts_equal_a_count_of_the_rows_themselves(sample_view, sample, query, areas, end):
    table = frame(sample_view(**query), "Share in per cent")
    by_part = dict(zip(table["Part"], table["Offences"], strict=True))
    assert set(by_part) == {*PART_CODES, "Residential burglary"}
    for part, codes in PART_CODES.items():
        assert by_part[part] == counted(sample, codes, areas, end)


@pytest.mark.parametrize(("query", "areas", "end"), VIEWS)
def test_the_parts_add_up_to_neighbourhood_crime(sample_view, sample, query, areas, end):
    table = frame(sample_view(**query), "Share in per cent")
    (total,) = sample.execute(
        "select sum(value) from twelve_months where measure_id = 'neighbourhood_crime' "
        "and area_code in $areas and period_end = $end",
        {"areas": areas, "end": end},
    ).fetchone()
    assert table["Offences"].sum() == total
    assert table["Share in per cent"].sum() == pytest.approx(100, abs=0.4)


@pytest.mark.parametrize(("query", "areas", "end"), VIEWS)
def test_asb_types_equal_a_count_of_the_rows_themselves(sample_view, sample, query, areas, end):
    table = frame(sample_view(**query), "Number", "Nuisance")
    last = table.groupby("Measure").tail(1)
    where = "force_code" if areas == ALL else "area_code"
    expected = sample.execute(
        "select asb_type, sum(incidents) from asb where source_id = 'force_asb' "
        f"and {where} in $areas and month <= $end and month > $end - interval 12 month "
        "group by asb_type",
        {"areas": areas, "end": end},
    ).fetchall()
    shown = {
        name.lower(): number for name, number in zip(last["Measure"], last["Number"], strict=True)
    }
    assert shown == {name: float(number) for name, number in expected}


def test_asb_is_never_added_to_crimes(sample_view):
    text = said(sample_view())
    assert "never added to crimes" in text
    assert "ASB incidents, which are not crimes and are counted apart" in text


def test_the_recording_change_is_marked_and_its_note_is_on_the_page(sample_view):
    text = said(sample_view())
    assert "As an index: 100 in the 12 months to December 2021" in text
    assert "these figures cannot tell which" in text


def test_most_serious_violence_is_flagged_as_not_settled(sample_view):
    assert "Most serious violence: Definition to be confirmed by the force" in said(sample_view())


def test_outcomes_are_not_called_positive(sample_view):
    text = said(sample_view())
    assert "outcomes 1 to 8" in text
    assert "positive outcome" not in text.lower()


def test_figures_of_the_force_alone_are_missing_for_a_district_and_not_zero(sample_view):
    text = said(sample_view(district="Leeds"))
    row = re.search(r"Hospital admissions.*?</tr>", text, flags=re.S).group()
    assert "no figures for Leeds" in row


def test_a_month_before_any_whole_year_says_so(sample_view):
    text = said(sample_view(month="2019-05"))
    assert "Not every part of neighbourhood crime has a figure" in text


def test_a_plan_without_these_measures_still_shows_the_figures(sample_view):
    text = said(sample_view(plan="2016-21"))
    assert "nothing here is judged against it" in text
    assert "What it is made of" in text


def panels(values: dict[str, list[float]], first: str = "2021-10-31") -> pd.DataFrame:
    rows = []
    for name, series in values.items():
        for end, value in zip(
            pd.date_range(first, periods=len(series), freq="ME"), series, strict=True
        ):
            rows.append(
                {
                    "measure_id": name,
                    "area_name": name,
                    "short_title": name,
                    "unit": "offences",
                    "decimals": 0,
                    "period_start": end - pd.offsets.MonthBegin(12),
                    "period_end": end,
                    "value": value,
                    "status": "final",
                }
            )
    return pd.DataFrame(rows)


def test_the_index_starts_with_the_last_twelve_months_before_the_break():
    data = panels({"asb": [100, 90, 80, 60], "public order": [50, 50, 50, 60]})
    base = crime.index_base(data, date(2022, 1, 1))
    assert base == pd.Timestamp("2021-12-31")
    found = crime.indexed(data, base)
    assert list(found["index"].round(6)) == [125, 112.5, 100, 75, 100, 100, 100, 120]


def test_without_a_break_the_index_starts_with_the_first_month_of_all():
    data = panels({"asb": [100, 90], "public order": [50, 50]})
    assert crime.index_base(data, None) == pd.Timestamp("2021-10-31")
    assert crime.index_base(data, date(2030, 1, 1)) == pd.Timestamp("2021-10-31")


def test_there_is_no_index_of_one_month_or_of_one_series():
    notes = pd.DataFrame({"kind": [], "starts": pd.to_datetime([]), "measure_ids": []})
    two = panels({"asb": [100, 90], "public order": [50, 50]})
    end = date(2021, 11, 30)
    assert crime.index_base_of(two, notes, end) == pd.Timestamp("2021-10-31")
    assert crime.index_base_of(two[two["period_end"] > "2021-11-01"], notes, end) is None
    assert crime.index_base_of(two[two["measure_id"].eq("asb")], notes, end) is None


def test_there_is_no_index_of_series_that_have_no_figure_at_its_start():
    data = panels({"asb": [0, 90, 80, 60]})
    assert crime.indexed(data, pd.Timestamp("2021-10-31")).empty


def test_the_index_sentence_claims_no_cause():
    data = panels({"asb": [100, 90, 80, 60], "public order": [50, 50, 50, 60]})
    base = pd.Timestamp("2021-12-31")
    found = crime.indexed(data, base)
    text = crime.index_sentence(found, base, "Leeds", "Recording changed.")
    assert text == (
        "In Leeds in the 12 months to January 2022, where those to December 2021 are 100: asb 75.0 "
        "and public order 120.0. Recording changed. So a fall in one beside a rise in another "
        "may be a change of recording, a change in what happened, or both: these figures cannot "
        "tell which."
    )


def test_a_share_needs_every_part_and_the_whole():
    rows = pd.DataFrame(
        {
            "measure_id": ["neighbourhood_crime", "a", "b"],
            "short_title": ["Neighbourhood crime", "A", "B"],
            "value": [10.0, 7.0, 3.0],
        }
    )
    assert list(crime.shares(rows, ["a", "b"])["share"]) == [70, 30]
    assert crime.shares(rows, ["a", "b", "c"]).empty
    assert crime.shares(rows.iloc[1:], ["a", "b"]).empty


def test_under_25_pairs_a_measure_with_its_whole():
    rows = pd.DataFrame(
        {
            "measure_id": ["knife_crime", "knife_crime_under_25", "robbery_under_25"],
            "short_title": ["Knife crime", "Knife crime, under 25", "Robbery, under 25"],
            "unit": "offences",
            "value": [200.0, 50.0, 10.0],
        }
    )
    found = crime.under_25(rows)
    assert list(found["title"]) == ["Knife crime"]
    assert found.iloc[0]["share"] == 25
    assert found.iloc[0]["lower"] == pytest.approx(19.5, abs=0.1)  # Wilson, by hand
    assert found.iloc[0]["upper"] == pytest.approx(31.4, abs=0.1)


def test_panels_have_one_time_axis_and_each_starts_at_zero():
    found = crime_charts.stacked_panels(panels({"asb": [100, 90], "public order": [5, 6]}))
    specs = [chart.to_dict() for chart in found.values()]
    scales = [layer["encoding"] for spec in specs for layer in spec["layer"][:1]]
    assert len({str(one["x"]["scale"]) for one in scales}) == 1
    assert all(one["y"]["scale"]["domain"][0] == 0 for one in scales)


def test_the_names_of_index_lines_do_not_touch():
    placed = crime_charts.spread([100.0, 100.5, 99.0, 140.0], 5)
    ordered = sorted(placed)
    gaps = [high - low for low, high in zip(ordered, ordered[1:], strict=False)]
    assert min(gaps) >= 5 - 1e-9
    assert placed.index(max(placed)) == 3


def test_index_lines_have_names_and_no_legend():
    data = panels({"asb": [100, 90, 80, 60], "public order": [50, 50, 50, 60]})
    found = crime.indexed(data, pd.Timestamp("2021-12-31"))
    spec = crime_charts.index_lines(found).to_dict()
    text = str(spec["datasets"])
    assert "asb 75.0" in text
    assert "public order 120.0" in text
    colours = [
        layer["encoding"]["color"] for layer in spec["layer"] if "color" in layer["encoding"]
    ]
    assert all(one["legend"] is None for one in colours)


def test_a_sentence_on_many_panels_names_the_whole_and_those_furthest_from_a_year_before():
    steps = {"whole": 900, "a": 10, "b": -300, "c": 0, "d": 200, "e": 50}
    data = panels({name: [1000] * 12 + [1000 + step] for name, step in steps.items()})
    end = words.month_name
    assert crime.panels_sentence(data, "Offences", end, total="whole") == (
        "Offences in October 2022: whole 1,900 (1,000 a year before). Of its parts, furthest from "
        "a year before: b 700 (1,000 a year before) and d 1,200 (1,000 a year before)."
    )
    assert crime.panels_sentence(data, "Numbers", end) == (
        "Of 6 numbers in October 2022, furthest from a year before: whole 1,900 (1,000 a year "
        "before) and b 700 (1,000 a year before)."
    )


def test_a_sentence_on_few_panels_names_them_all():
    data = panels({name: [10] * 12 + [11] for name in "abcd"})
    said = crime.panels_sentence(data, "Offences", words.month_name)
    assert said.count("11 (10 a year before)") == 4


def test_each_subject_is_a_tab_that_a_link_can_open(sample_view):
    page = sample_view(tab="asb")
    assert [tab.label for tab in page.tabs] == [
        "Neighbourhood crime",
        "Serious violence",
        "ASB and linked crimes",
        "Recording changes and caveats",
    ]
    assert not page.exception


@pytest.mark.parametrize(
    ("shown", "ends"),
    [("2023-12-31", [2022, 2023]), ("2024-12-31", [2024]), ("2025-12-31", [2025])],
)
def test_what_stands_beside_a_figure_is_of_its_source_and_as_real(shown, ends):
    con = duckdb.connect()
    con.execute(
        """
        create table yearly_figure as
        select
            'asb_incidents' as measure_id, 'ASB' as title, 'ASB' as short_title, 'asb' as topic,
            'incidents' as unit, 0 as decimals, 1 as scale, 'sum' as aggregation, 'A' as area_code,
            make_date(year, 1, 1) as period_start, make_date(year, 12, 31) as period_end,
            5.0 as value, 5.0 as numerator, null::double as denominator, 'final' as status,
            case when year < 2025 then 'force_asb' else 'police_uk' end as source_id,
            source_id as source_title, year < 2024 as is_sample
        from range(2022, 2026) as years (year)
        """
    )
    asked = {"measures": ["asb_incidents"], "areas": ["A"], "period_end": shown}
    found = con.execute(sql.text("pages/crime_series"), asked).df()
    assert [end.year for end in found["period_end"]] == ends
