"""Explore: any question a link can hold, answered as a direct query would answer it."""

from __future__ import annotations

import time
from datetime import date
from urllib.parse import parse_qs, urlencode

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pcp_data.database import open_current
from pcp_data.explore import answer, shown, statement
from pcp_data.explore.question import from_params
from pcp_data.export import job


@pytest.fixture(scope="session")
def reader(sample_database):
    return open_current(sample_database)


@pytest.fixture(scope="session")
def sources(reader):
    return answer.sources(reader)


def groups(reader, sources, link):
    question, notices = from_params(parse_qs(link), sources)
    assert notices == ()
    return answer.groups(reader, question, sources[question.table]).rows


def test_every_table_has_a_sentence_and_can_be_read(reader, sources):
    for name, source in sources.items():
        assert source.about.startswith("One row"), name
        question, _ = from_params({"table": [name]}, sources)
        answer.frame(reader, statement.rows(question, source))


def test_every_column_can_be_grouped_by_in_every_table(reader, sources):
    for name, source in sources.items():
        for field in source.categories:
            link = urlencode({"table": name, "by": field.name})
            groups(reader, sources, link)


def test_sums_by_year_and_district_equal_a_direct_query(reader, sources, sample):
    rows = groups(
        reader, sources,
        "table=crime&only.source_id=force_crime&only.offence_code=34B&by=area_code"
        "&period=calendar-year&sum=offences",
    )  # fmt: skip
    found = {
        (row.area_code, row.period_start.year): row.value
        for row in rows.itertuples()
        if isinstance(row.area_code, str) and not row.is_incomplete
    }
    expected = sample.execute(
        "select area_code, year(month), sum(offences) from crime where offence_code = '34B' "
        "and source_id = 'force_crime' and area_code is not null and year(month) in ("
        "select year(month) from crime where source_id = 'force_crime' group by year(month) "
        "having count(distinct month) = 12) group by all"
    ).fetchall()
    assert found and found == {(area, year): total for area, year, total in expected}


def test_a_year_with_months_missing_has_no_figure_and_says_how_many_it_has(reader, sources):
    question, _ = from_params(
        parse_qs("table=crime&only.source_id=force_crime&period=financial-year"), sources
    )
    source = sources["crime"]
    found = answer.groups(reader, question, source)
    table = shown.group_table(found, question, source)
    partial = table[table["Months present"] < 12]
    assert len(partial) and partial["Sum of offences"].isna().all()
    for row in partial.itertuples():
        assert row.Mark == f"[incomplete: {row[3]} of 12 months]"
    whole = table[table["Months present"] == 12]
    assert len(whole) and whole["Sum of offences"].notna().all() and not whole["Mark"].any()
    assert not table["Period"].str.contains("12 months to").any()
    assert set(table["Source"]) == {"Monthly crime return of the police force"}
    drawn = shown.for_chart(found, question, source).dropna(subset=["value"])
    assert set(drawn["period"]) == set(whole["Period"])


def test_rolling_12_months_equal_the_views_and_need_all_12(reader, sources, sample):
    rows = groups(
        reader, sources,
        "table=measure_value&only.measure_id=neighbourhood_crime"
        "&only.measure_id=victim_satisfaction&by=measure_id&by=area_code&period=12-months",
    )  # fmt: skip
    expected = sample.execute(
        "select measure_id, area_code, period_end, value from twelve_months where value is not "
        "null and measure_id in ('neighbourhood_crime', 'victim_satisfaction')"
    ).fetchall()
    found = {
        (row.measure_id, row.area_code, row.period_end.date()): row.value
        for row in rows.itertuples()
        if row.value == row.value
    }
    assert len(found) == len(expected) > 100
    for measure, area, end, value in expected:
        assert found[measure, area, end] == pytest.approx(value)


def test_a_month_filtered_out_leaves_no_12_months_with_it(reader, sources):
    rows = groups(
        reader, sources,
        "table=crime&only.source_id=force_crime&from.month=2022-04-01&to.month=2023-03-01"
        "&period=12-months",
    )  # fmt: skip
    assert [str(one.date()) for one in rows["period_end"]] == ["2023-03-31"]


def test_nothing_recorded_in_a_covered_month_is_zero(reader, sources):
    rows = groups(
        reader, sources, "table=crime&only.offence_code=1&by=area_name&period=month&sum=offences"
    )
    assert (rows["value"] == 0).any()
    assert rows["value"].notna().all()


def test_sources_are_never_added_up_and_a_force_never_to_its_districts(reader, sources):
    rows = groups(reader, sources, "table=crime&sum=offences")
    assert rows["source_id"].is_unique and len(rows) > 1
    rows = groups(reader, sources, "table=population&sum=residents&only.year=2021")
    assert sorted(rows["area_type"]) == ["district", "force"]


def test_percentages_are_pooled_and_suppressed_ones_stay_so(reader, sources):
    rows = groups(reader, sources, "table=indicator&period=quarter")
    suppressed = rows[rows["is_suppressed"]]
    assert len(suppressed) and suppressed["value"].isna().all()
    rows = groups(
        reader, sources, "table=victim_satisfaction&by=victim_group&period=financial-year"
    )
    whole = rows[rows["value"].notna() & (rows["rows"] > 1)]
    assert (whole["value"] - 100 * whole["numerator"] / whole["denominator"]).abs().max() < 1e-9


def test_groups_of_different_sources_are_not_ranked(reader, sources):
    question, _ = from_params(parse_qs("table=crime&period=financial-year"), sources)
    found = answer.groups(reader, question, sources["crime"])
    assert found.rows["source_id"].nunique() == 2
    said = shown.sentence(shown.for_chart(found, question, sources["crime"]), "Sum of offences")
    assert "largest" not in said and "cannot be compared" in said


def test_rows_are_shown_in_words_and_dates_without_a_time(reader, sources):
    question, source = from_params({"table": ["crime"]}, sources)[0], sources["crime"]
    table = shown.row_table(answer.frame(reader, statement.rows(question, source)), source)
    assert {type(day) for day in table["Month"]} == {date}
    assert set(table["Knife"]) <= {"Yes", "No", "Not stated"}
    assert not table["Small area (LSOA) code"].isna().any()


NAMES = [
    *("table", "by", "period", "sum", "page", "filter", "only.month", "from.month"),
    *("to.offences", "has.offence_code", "only.knife", "only.1; drop table crime"),
    *('has.x"y', "from.", "only.a"),
]
VALUES = [
    *("crime", "asb", "measure_value", "offence_code", "month", "12-months", "offences", "rows"),
    *("2022-01-01", "(none)", "yes", "-1", "1e9", "'; drop table crime; --", '"'),
]
NONSENSE = st.dictionaries(
    st.sampled_from(NAMES),
    st.lists(st.text(max_size=12) | st.sampled_from(VALUES), min_size=1, max_size=2),
    max_size=6,
)


def test_no_link_breaks_the_page_or_reaches_the_statement(reader, sources):
    @settings(max_examples=60, deadline=None)
    @given(params=NONSENSE)
    def holds(params):
        question, _ = from_params(params, sources)
        source = sources[question.table]
        assert answer.total(reader, question, source) >= 0
        if question.is_grouped:
            answer.groups(reader, question, source)
        else:
            answer.frame(reader, statement.rows(question, source))
        again, notices = from_params(parse_qs(urlencode(question.to_params(), doseq=True)), sources)
        assert (again, notices) == (question, ())

    holds()


def test_a_large_export_runs_apart_and_can_be_stopped(reader):
    link = "explore?table=asb"
    one = job.start(link, "asb.xlsx", reader.path)
    until = time.monotonic() + 60
    while one.is_running and time.monotonic() < until:
        time.sleep(0.1)
    assert one.is_done, one.trouble
    assert one.rows > 0
    assert "ASB" in openpyxl.load_workbook(one.path, read_only=True).sheetnames
    other = job.start("explore?table=crime", "crime.xlsx", reader.path)
    other.cancel()
    assert not other.is_done and not other.is_running
