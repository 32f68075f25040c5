"""Explore: any question a link can hold, answered as a direct query would answer it."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import openpyxl
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pcp_data.database import open_current
from pcp_data.explore import answer, notes, shown, statement
from pcp_data.explore.examples import examples
from pcp_data.explore.question import from_params
from pcp_data.export import job
from tests.support.explored import asked, groups

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def reader(sample_database):
    return open_current(sample_database)


@pytest.fixture(scope="session")
def sources(reader):
    return answer.sources(reader)


def test_every_table_has_a_sentence_and_can_be_read(reader, sources):
    for name, source in sources.items():
        assert source.about.startswith("One row"), name
        question, _ = from_params({"table": [name]}, sources)
        found = answer.frame(reader, statement.rows(question, source))
        pyarrow.Table.from_pandas(shown.row_table(found, source))  # as the browser gets it


def test_every_column_can_be_grouped_by_in_every_table_and_is_shown(reader, sources):
    for name, source in sources.items():
        for field in source.categories:
            found, question, _ = asked(
                reader, sources, urlencode({"table": name, "by": field.name})
            )
            table = shown.group_table(found, question, source)
            pyarrow.Table.from_pandas(table)
            data = shown.for_chart(found, question, source)
            assert len(data) == len(table) == len(found.rows), (name, field.name)


@pytest.mark.parametrize(
    "link",
    ["table=twelve_months&by=months_present", "table=stats19_code&by=value",
     "table=measure_value&by=period_end", "table=source_file&by=force_codes"],
)  # fmt: skip
def test_a_column_that_nothing_can_be_grouped_by_is_refused_with_a_reason(sources, link):
    question, notices = from_params(parse_qs(link), sources)
    assert not question.is_grouped
    assert len(notices) == 1 and "not a column to group by" in notices[0]


def test_months_are_called_by_their_names_and_stay_dates_to_sort_by(reader, sources):
    link = "table=crime&only.month=2018-07-01&from.month=2018-07-01&to.month=2018-08-05&by=month"
    found, question, source = asked(reader, sources, link)
    assert question.in_words(source).startswith(
        "Month is July 2018, month from July 2018, month to 5 August 2018"
    )
    assert set(shown.key_words(found, "month", source)) == {"July 2018"}
    assert [one.title for one in source.fields if one.is_month] == ["Month"]


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
    assert len(partial) and partial["Offences"].isna().all()
    for present, said in zip(partial["Months present"], partial["Mark"], strict=True):
        assert said == f"[incomplete: {present} of 12 months]"
    whole = table[table["Months present"] == 12]
    assert len(whole) and whole["Offences"].notna().all() and not whole["Mark"].any()
    assert not table["Period"].str.contains("12 months to").any()
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
    assert set(table["Knife used or threatened"]) <= {"Yes", "No", "Not stated"}
    assert set(table["Source"]) == {"Monthly crime return of the police force"}
    assert not set(table) & {"Source ID", "File ID", "Slice ID"}
    assert not table["Small area (LSOA) code"].isna().any()


def test_every_table_of_analysts_stands_before_the_working_ones(sources):
    titles = [one.title for one in sources.values()]
    working = [title.endswith("(working table)") for title in titles]
    assert titles[0] == "Recorded crime"
    assert any(working) and working == sorted(working)
    for one in sources.values():
        heads = [field.title for field in one.fields]
        assert len(heads) == len(set(heads)), one.name


def test_five_questions_of_an_analyst_equal_queries_written_by_hand(reader, sources, sample):
    def table(link):
        question, _ = from_params(parse_qs(link), sources)
        source = sources[question.table]
        return shown.group_table(answer.groups(reader, question, source), question, source)

    burglary = table(
        "table=crime&only.offence_subgroup=Domestic+burglary&by=area_name&period=financial-year"
    )
    found = burglary.set_index(["Area", "Period"])["Offences"]
    for area, year, total in sample.execute(
        "select area_name, year(month - interval 3 month), sum(offences) from crime join area "
        "using (area_code) where source_id = 'force_crime' and offence_code in ('28E', '28F', "
        "'28G', '28H', '29A') and month >= '2019-04-01' group by all"
    ).fetchall():
        assert found[area, f"Financial year {year}/{(year + 1) % 100}"] == total
    assert len(found.dropna()) == 6 * 5, "five districts and the place not known, five whole years"

    asb = table("table=asb&only.area_name=Leeds&only.source_id=force_asb&period=12-months")
    total = sample.execute(
        "select sum(incidents) from asb where area_code = 'E08000035' and source_id = 'force_asb' "
        "and month between '2022-02-01' and '2023-01-31'"
    ).fetchone()[0]
    assert asb.set_index("Period")["Incidents"]["12 months to January 2023"] == total

    satisfied = table(
        "table=victim_satisfaction&only.area_name=West+Yorkshire&by=victim_group"
        "&period=financial-year"
    ).set_index(["Victim group", "Period"])
    for group, above, below in sample.execute(
        "select victim_group, sum(satisfied), sum(surveyed) from victim_satisfaction where "
        "area_code = 'E23000010' and period_start >= '2022-04-01' and period_end <= '2023-03-31' "
        "group by all"
    ).fetchall():
        row = satisfied.loc[(group, "Financial year 2022/23")]
        assert (row["Satisfied"], row["People asked"]) == (above, below)
        assert row["Per cent satisfied"] == pytest.approx(100 * above / below, abs=0.005)
        assert row["95% interval from"] < row["Per cent satisfied"] < row["to"]

    knife = table("table=crime&only.knife=yes&by=offence_name").set_index("Offence")["Offences"]
    assert dict(knife) == dict(
        sample.execute(
            "select offence_name, sum(offences) from crime join offence using (offence_code) "
            "where knife group by all"
        ).fetchall()
    )

    ksi = table("table=casualty&by=mode&period=calendar-year&sum=adjusted_ksi")
    found = ksi.set_index(["Way of travelling", "Period"])[
        "Killed or seriously injured (KSI), adjusted"
    ]
    for mode, year, total in sample.execute(
        "select mode, year(date), count(*) filter (severity = 'fatal') + sum(adjusted_serious) "
        "from casualty group by all"
    ).fetchall():
        name = mode[:1].upper() + mode[1:]
        assert found[name, f"Calendar year {year}"] == pytest.approx(total, abs=0.005)


@pytest.mark.parametrize(
    "link",
    [
        "table=asb&by=area_name&by=asb_type&only.area_name=Leeds&only.area_name=(none)",
        "table=asb&by=asb_type&period=calendar-year&filter=asb_type&page=3",
        "table=crime&only.source_id=force_crime&by=knife&by=outcome_group",
        "table=victim_satisfaction&by=victim_group&period=calendar-year&only.area_type=force",
        "table=casualty&by=age&from.age=80",
        "table=crime&by=month&from.month=2023-06-01&only.source_id=force_crime",
    ],
)
def test_the_question_of_one_group_alone_has_its_figures_and_no_others(reader, sources, link):
    found, question, source = asked(reader, sources, link)
    data = shown.for_chart(found, question, source)
    alone = shown.alone(found, question, source, data["series"])
    assert set(alone) == set(data["series"]) and len(alone) > 1
    for name, one in alone.items():
        again = answer.groups(reader, one, source)
        figures = shown.for_chart(again, one, source)["value"].dropna()
        expected = data[data["series"].eq(name)]["value"].dropna()
        assert sorted(figures) == pytest.approx(sorted(expected)), name
        written = parse_qs(urlencode(one.to_params(), doseq=True))
        assert from_params(written, sources) == (one, ()) and one.page == 1


@pytest.mark.parametrize(
    "link", ["table=asb&only.source_id=force_asb&period=month", "table=collision&by=longitude",
             "table=casualty&by=severity&sum=adjusted_ksi"],
)  # fmt: skip
def test_no_group_is_shown_alone_where_no_condition_could_say_which(reader, sources, link):
    found, question, source = asked(reader, sources, link)
    series = shown.for_chart(found, question, source)["series"]
    assert shown.alone(found, question, source, series.head(20)) == {}


def test_the_examples_ask_what_this_database_can_answer(reader, sources):
    listed = examples(sources)
    assert len(listed) == 5
    for title, example in listed:
        link = parse_qs(urlencode(example.to_params(), doseq=True))
        assert from_params(link, sources) == (example, ()), title
        found = answer.groups(reader, example, sources[example.table])
        assert found.rows["value"].notna().any(), title


def test_a_share_of_too_few_people_is_hidden_as_on_every_page(reader, sources):
    question, _ = from_params(parse_qs("table=victim_satisfaction&by=area_name&period=month"),
                              sources)  # fmt: skip
    source = sources["victim_satisfaction"]
    table = shown.group_table(answer.groups(reader, question, source), question, source)
    few = table[table["People asked"] < 30]
    assert len(few) and few[["Per cent satisfied", "Satisfied", "to"]].isna().all().all()
    assert set(few["Mark"]) == {"[x] too few people asked"}
    assert table[table["People asked"] >= 30]["Per cent satisfied"].notna().all()


def test_made_up_street_rows_are_said_to_be_thinned_beside_their_figures(reader, sources):
    for link, is_thinned in (
        ("table=asb&period=financial-year", True),
        ("table=asb&only.source_id=force_asb&period=financial-year", False),
        ("table=measure_value&only.measure_id=public_burglary", True),
    ):
        question, _ = from_params(parse_qs(link + "&by=source_id"), sources)
        source = sources[question.table]
        said = notes.of_groups(answer.groups(reader, question, source), question, source)
        assert (notes.THINNED in said) == is_thinned, link


def page(database, monkeypatch, link):
    monkeypatch.setenv("PCP_DATABASE", str(database))
    at = AppTest.from_file(str(ROOT / "pages" / "explore.py"), default_timeout=240)
    for name, values in parse_qs(link).items():
        at.query_params[name] = values
    at.run()
    assert not at.exception
    return at


def said_on(at):
    """Return what the page says, without the link that stands on paper only."""
    said = " ".join(one.proto.body for one in at.get("html"))
    return re.sub(r'<p class="pcp-print">.*?</p>', "", said, flags=re.DOTALL)


def test_choices_and_sentences_show_titles_and_the_link_keeps_short_names(
    sample_database, monkeypatch
):
    at = page(
        sample_database, monkeypatch,
        "table=crime&only.source_id=force_crime&only.knife=yes&by=source_id&period=financial-year",
    )  # fmt: skip
    by_label = {one.label: one for one in at.multiselect}
    title = "Monthly crime return of the police force"
    assert title in by_label["Source"].options and "force_crime" not in by_label["Source"].options
    assert f"Source is {title}; knife used or threatened is yes" in said_on(at)
    assert "force_crime" not in said_on(at)
    assert "Source ID" not in by_label["Filter by"].options
    assert at.query_params["only.source_id"] in ("force_crime", ["force_crime"])


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("table=crime&only.offence_name=Nothing+of+the+kind", "No row of Recorded crime meets"),
        ("table=area_member", "has no rows"),
        ("table=no_such_table", "is not a table here"),
        ("table=crime&by=no_such_column", "is not a column of Recorded crime"),
        ("table=crime&period=fortnight", "is not a period here"),
        ("table=crime&from.month=2023-01-01&period=12-months&to.month=2023-06-01", "without a gap"),
        ("table=casualty&only.severity=fatal&sum=adjusted_ksi", "Remove the filter on severity"),
    ],
)
def test_what_cannot_be_answered_is_said_in_words(sample_database, monkeypatch, link, said):
    at = page(sample_database, monkeypatch, link)
    assert said in " ".join([said_on(at), *(one.value for one in at.warning)])


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
    until = time.monotonic() + 240
    while one.is_running and time.monotonic() < until:
        time.sleep(0.1)
    assert one.is_done, one.trouble
    assert one.rows > 0
    sheets = openpyxl.load_workbook(one.path, read_only=True).sheetnames
    assert "Anti-social behaviour incidents" in sheets
    other = job.start("explore?table=crime", "crime.xlsx", reader.path)
    other.cancel()
    assert not other.is_done and not other.is_running
