"""What stands on a page is what a query written here gives, for several filters.

Districts, Crime and ASB, What changed and Briefing have their own such tests beside the others
of the page.
"""

from __future__ import annotations

import html
import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from streamlit.testing.v1 import AppTest

from pcp_data.page_list import page_entry
from tests.test_pages import open_page

HOME = "E23000010"
LEEDS, KIRKLEES, BRADFORD = "E08000035", "E08000034", "E08000032"
TITLE = "title"


@pytest.fixture(autouse=True)
def build(sample_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))


def opened(file: str, **query: object) -> AppTest:
    at = open_page(page_entry(file).path, **query)
    assert not at.exception
    return at


def rows_on(at: AppTest) -> list[dict[str, str]]:
    """Return every row of every table of words: its cells by heading, its first as the title."""
    found = []
    for element in at.get("html"):
        for row in re.findall(r"<tr.*?</tr>", element.proto.body, flags=re.DOTALL):
            head = re.search(r"<th scope=\"?row\"?>(?:<a[^>]*>)?(.*?)<", row)
            cells = re.findall(r'<td[^>]*data-label="([^"]+)"[^>]*>(.*?)</td>', row, flags=re.S)
            cells = {name: plain(cell) for name, cell in cells}
            title = head[1] if head else next(iter(cells.values()), "")
            found.append({TITLE: html.unescape(title)} | cells)
    return found


def plain(markup: str) -> str:
    """Return markup as the words in it."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def printed(value: float, decimals: int, unit: str = "") -> str:
    """Return a number as a reader is shown it, rounded half away from zero."""
    exact = Decimal(repr(round(float(value), 9)))
    text = f"{exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):,}"
    return f"{text}%" if unit == "%" else text


@pytest.mark.parametrize(
    ("plan", "month", "district", "area"),
    [
        ("2021-24", "2023-01", None, HOME),
        ("2021-24", "2022-09", "Leeds", LEEDS),
        ("2016-21", "2021-03", None, HOME),
        ("2024-28", "2024-03", "Bradford", BRADFORD),
    ],
)
def test_overview_shows_the_figures_baselines_and_verdicts_of_the_view(
    sample, plan, month, district, area
):
    at = opened("overview", plan=plan, month=month, **({"district": district} if district else {}))
    shown = {row[TITLE]: row for row in rows_on(at) if "Latest 12 months" in row}
    wanted = sample.execute(
        "select title, value, baseline_value, verdict, unit, decimals from baseline_comparison "
        "inner join measure using (measure_id) where plan_id = $plan and area_code = $area "
        "and period_end = last_day(cast($month || '-01' as date)) and value is not null",
        {"plan": plan, "area": area, "month": month},
    ).fetchall()
    assert len(wanted) >= 5
    for title, value, baseline, verdict, unit, decimals in wanted:
        row = shown[title]
        assert row["Latest 12 months"].startswith(printed(value, decimals, unit)), title
        if baseline is not None:
            assert row["Baseline"].startswith(printed(baseline, decimals, unit)), title
        assert row["Verdict"].lower().startswith(verdict), title


@pytest.mark.parametrize(
    ("measure", "codes", "month", "district", "area"),
    [
        ("personal_robbery", ["34B"], "2024-03", None, None),
        ("personal_robbery", ["34B"], "2021-08", "Leeds", LEEDS),
        ("theft_from_person", ["39"], "2023-01", "Kirklees", KIRKLEES),
    ],
)
def test_a_measure_shows_the_sum_of_its_rows(sample, measure, codes, month, district, area):
    place = {"district": district} if district else {}
    at = opened("measure", measure=measure, month=month, **place)
    tiles = next(one.proto.body for one in at.get("html") if 'pcp-tiles"' in one.proto.body)
    found = sample.execute(
        "select sum(offences) from crime where source_id = 'force_crime' "
        "and force_code = 'E23000010' and offence_code in $codes and ($area is null or "
        "area_code = $area) and month between last_day(cast($month || '-01' as date)) "
        "- interval 12 month and last_day(cast($month || '-01' as date))",
        {"codes": codes, "area": area, "month": month},
    ).fetchone()[0]
    assert plain(re.search(r"<strong>(.*?)</strong>", tiles)[1]).startswith(f"{found:,} ")


@pytest.mark.parametrize(
    ("place", "areas"),
    [({}, None), ({"district": "Leeds"}, [LEEDS]), ({"district": "Kirklees"}, [KIRKLEES])],
)
def test_roads_shows_the_people_counted_by_calendar_year(sample, place, areas):
    shown = {
        row["Calendar year"]: row
        for row in rows_on(opened("roads", month="2023-12", **place))
        if "All casualties" in row and "Calendar year" in row
    }
    wanted = sample.execute(
        "select year(date), sum(if(severity = 'fatal', 1, adjusted_serious)), "
        "count(*) filter (severity in ('fatal', 'serious')), count(*) filter "
        "(severity = 'fatal'), count(*) from casualty where force_code = 'E23000010' "
        "and ($areas is null or area_code in $areas) group by all order by all",
        {"areas": areas},
    ).fetchall()
    assert len(wanted) == 6
    for year, adjusted, recorded, killed, total in wanted:
        row = shown[str(year)]
        assert row["Killed or seriously injured, adjusted"] == printed(adjusted, 0)
        assert row["Killed or seriously injured, as recorded"] == f"{recorded:,}"
        assert row["Killed"] == f"{killed:,}"
        assert row["All casualties"] == f"{total:,}"


@pytest.mark.parametrize(
    ("month", "district", "area"),
    [("2024-03", None, HOME), ("2023-01", "Leeds", LEEDS), ("2022-06", "Kirklees", KIRKLEES)],
)
def test_victims_shows_satisfied_of_surveyed(sample, month, district, area):
    at = opened("victims", month=month, **({"district": district} if district else {}))
    shown = {row[TITLE]: row for row in rows_on(at) if "Latest 12 months" in row}
    groups = {
        "Victim satisfaction": "All victims",
        "Victim satisfaction: residential burglary": "Residential burglary",
        "Victim satisfaction: domestic abuse": "Domestic abuse",
    }
    for title, group in groups.items():
        satisfied, surveyed = sample.execute(
            "select sum(satisfied), sum(surveyed) from victim_satisfaction where "
            "area_code = $area and victim_group = $group and period_end between "
            "last_day(cast($month || '-01' as date)) - interval 12 month + interval 1 day "
            "and last_day(cast($month || '-01' as date))",
            {"area": area, "group": group, "month": month},
        ).fetchone()
        said = f"{printed(100 * satisfied / surveyed, 1)}% of {surveyed:,.0f} surveyed"
        assert shown[title]["Latest 12 months"].startswith(said), title


@pytest.mark.parametrize(
    ("query", "where"),
    [
        (
            {"only.source_id": "force_crime", "only.offence_code": "34B"},
            "source_id = 'force_crime' and offence_code = '34B'",
        ),
        (
            {"only.source_id": "force_crime", "from.month": "2022-04-01", "to.month": "2023-03-31"},
            "source_id = 'force_crime' and month between date '2022-04-01' and date '2023-03-31'",
        ),
        (
            {"only.source_id": "force_crime", "only.knife": "yes"},
            "source_id = 'force_crime' and knife",
        ),
    ],
)
def test_explore_shows_the_sums_by_district(sample, query, where):
    at = opened("explore", table="crime", by="area_name", sum="offences", **query)
    table = at.dataframe[0].value
    shown = dict(zip(table["Area"], table["Offences"], strict=True))
    wanted = sample.execute(
        f"select area_name, sum(offences)::bigint from crime inner join area using (area_code) "
        f"where {where} group by all"
    ).fetchall()
    assert len(wanted) >= 5
    assert {name: int(shown[name]) for name, _ in wanted} == dict(wanted)


def test_data_shows_the_rows_of_each_source(sample):
    shown = {row[TITLE]: row for row in rows_on(opened("data")) if "Replaced" in row}
    wanted = sample.execute(
        "select title, count(*), sum(rows_loaded)::bigint, sum(rows_rejected)::bigint "
        "from source_file inner join source using (source_id) group by all"
    ).fetchall()
    assert len(wanted) >= 9
    for title, files, loaded, refused in wanted:
        row = shown[title]
        found = (row["Files"], row["Rows"], row["Refused"])
        assert found == (f"{files:,}", f"{loaded:,}", f"{refused:,}"), title


@pytest.mark.parametrize("plan", ["2016-21", "2021-24", "2024-28"])
def test_about_shows_each_measure_of_the_plan_once(sample, plan):
    shown = [row[TITLE] for row in rows_on(opened("about", plan=plan)) if "Between Plans" in row]
    wanted = sample.execute(
        "select title from plan_measure inner join measure using (measure_id) "
        "where plan_id = ? and parent_measure_id is null",
        [plan],
    ).fetchall()
    assert sorted(shown) == sorted(title for (title,) in wanted)
