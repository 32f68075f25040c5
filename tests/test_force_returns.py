"""The force's returns, surveys and published figures: what stands in the tables afterwards."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcp_data.build import build
from tests.support.returns import AS_AT, HOME, Loaded, defined_database, write_csv, write_workbook


def header(names: str) -> list[str]:
    return names.split(",")


WEST = "West Yorkshire"
LEEDS, BRADFORD = "E08000035", "E08000032"
CRIME = header(
    "Force,Month,District,Offence code,Knife enabled,Victim under 25,Outcome group,Offences"
)
ASB = header("Force,Month,District,ASB type,Incidents")
SATISFACTION = header("Force,Start,End,Area,Victim group,Satisfied,Surveyed,Percent")
INDICATOR = header("Measure,Area,Start,End,Numerator,Denominator,Value,Status")
SURVEY = header("Survey ID,Survey,Start,End,Area,Question,Answer,Respondents,Base,Percent")
PUBLISHED = header(
    "Figure,Topic,Title,Breakdown,Measure,Area,Start,End,Period,Compare start,Compare end,Value,"
    "Decimals,Unit,Statistic,Qualifier,Document,Section,Note"
)
JAN = dt.date(2024, 1, 1)
SPAN = JAN, dt.date(2024, 1, 31)
YEAR_BEFORE = dt.date(2023, 1, 1), dt.date(2023, 1, 31)
NONE = (None, None, None)
ANSWER, CASE_FILES = "999_average_answer_time", "case_files_accepted_first_time"
ADMISSIONS = "hospital_admissions_sharp_object"
QUESTION = "How safe do you feel in your neighbourhood?"
PLACES = {"Leeds": LEEDS, "Bradford": BRADFORD, "Not known": None}
OUTCOMES = {"Outcomes 1 to 8": "outcomes_1_8", "Other outcome": "other", "No outcome yet": "none"}
FLAGS = {"Yes": True, "No": False, "Not known": None}


@pytest.fixture(scope="module")
def defined(tmp_path_factory) -> Path:
    return defined_database(tmp_path_factory.mktemp("defined") / "defined.duckdb")


@pytest.fixture
def load(defined, tmp_path):
    """Return a function that reads files into a database of their own."""
    opened = []

    def read(*paths: Path, as_at: dt.date = AS_AT) -> Loaded:
        copy = tmp_path / f"copy{len(opened)}.duckdb"
        shutil.copy(defined, copy)
        opened.append(Loaded(copy, paths, as_at))
        return opened[-1]

    yield read
    for loaded in opened:
        loaded.close()


def both(tmp_path: Path, rows: list) -> tuple[Path, Path]:
    return write_csv(tmp_path / "in.csv", rows), write_workbook(tmp_path / "in.xlsx", rows)


def crime_row(month=JAN, district="Leeds", code="28E", count=5, **more) -> list:
    said = {"knife": "No", "young": "No", "outcome": "No outcome yet"} | more
    return [WEST, month, district, code, said["knife"], said["young"], said["outcome"], count]


EXPECTED = {
    "crime": (
        "crime",
        [
            CRIME,
            crime_row(),
            crime_row(district="Not known", code="37/2", count="1,204", knife="Yes",
                      young="Not known", outcome="Outcomes 1 to 8"),
        ],
        [
            ("force_crime", HOME, JAN, 1, LEEDS, None, "28E", False, False, "none", 5),
            ("force_crime", HOME, JAN, 1, None, None, "37.2", True, None, "outcomes_1_8", 1204),
        ],
    ),
    "asb": (
        "asb",
        [ASB, [WEST, JAN, "Leeds ", "Personal", 12], [WEST, JAN, "Not known", "Not stated", 0]],
        [
            ("force_asb", HOME, JAN, 1, LEEDS, None, "personal", 12),
            ("force_asb", HOME, JAN, 1, None, None, "not stated", 0),
        ],
    ),
    "satisfaction": (
        "victim_satisfaction",
        [
            SATISFACTION,
            [WEST, *SPAN, WEST, "All victims", 33, 40, ""],
            [WEST, *SPAN, "Leeds", "All victims", "[c]", "[c]", "[c]"],
            [WEST, *SPAN, "Bradford", "all  victims", "", 200, 71],
        ],
        [
            ("force_satisfaction", HOME, *SPAN, BRADFORD, "All victims", 142, 200, 71, "final"),
            ("force_satisfaction", HOME, *SPAN, LEEDS, "All victims", *NONE, "suppressed"),
            ("force_satisfaction", HOME, *SPAN, HOME, "All victims", 33, 40, 82.5, "final"),
        ],
    ),
    "indicator": (
        "indicator",
        [
            INDICATOR,
            [ANSWER, WEST, *SPAN, 512000, 64000, "", "provisional"],
            ["Case files accepted first time", WEST, *SPAN, 629, 1000, 0.629, ""],
            [CASE_FILES, "Leeds", *SPAN, "", "", "62.9%", ""],
            [ADMISSIONS, WEST, *SPAN, "", "", 20, "final"],
            [ADMISSIONS, "Leeds", *SPAN, "", "", "[c]", ""],
            [ANSWER, "Most similar forces average", *SPAN, "", "", 9, ""],
        ],
        [
            ("force_indicator", ANSWER, HOME, *SPAN, 512000, 64000, 8, "provisional"),
            ("force_indicator", ANSWER, f"PEER:{HOME}", *SPAN, None, None, 9, "final"),
            ("force_indicator", CASE_FILES, LEEDS, *SPAN, None, None, 62.9, "final"),
            ("force_indicator", CASE_FILES, HOME, *SPAN, 629, 1000, 62.9, "final"),
            ("force_indicator", ADMISSIONS, LEEDS, *SPAN, *NONE, "suppressed"),
            ("force_indicator", ADMISSIONS, HOME, *SPAN, 20, None, 20, "final"),
        ],
    ),
    "survey": (
        "survey_result",
        [
            SURVEY,
            ["Your Views", "Your Views", *SPAN, "Leeds", QUESTION, "safe", 825, 1000, ""],
            ["your_views", "Your Views", *SPAN, "Leeds", QUESTION, "Unsafe", "", 1000, 17.5],
        ],
        [
            ("survey", "your_views", "Your Views", *SPAN, LEEDS, QUESTION, "Safe",
             825, 1000, 82.5, "final"),
            ("survey", "your_views", "Your Views", *SPAN, LEEDS, QUESTION, "Unsafe",
             None, 1000, 17.5, "final"),
        ],
    ),
    "published": (
        "published_figure",
        [
            PUBLISHED,
            ["NC-1", "asb", "Incidents", "", "asb_incidents", WEST, *SPAN, "January", "", "",
             "12,345", "", "count", "value", "", "A paper", "2.1", ""],
            ["NC-2", "asb", "Incidents", "All", "", "North East region", *SPAN, "", *YEAR_BEFORE,
             "-4.50", "", "percent", "percent change", "nearly", "A paper", "", "As printed"],
        ],
        [
            ("NC-1", "published", "asb_incidents", HOME, WEST, "asb", "Incidents", None, *SPAN,
             "January", None, None, 12345, 0, "count", "value", "exact", "A paper", "2.1", None),
            ("NC-2", "published", None, None, "North East region", "asb", "Incidents", "All",
             *SPAN, None, *YEAR_BEFORE, -4.5, 2, "percent", "percent_change", "nearly", "A paper",
             "not given", "As printed"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", EXPECTED)
def test_a_return_gives_the_same_rows_as_csv_and_as_a_workbook(kind, load, tmp_path) -> None:
    table, rows, expected = EXPECTED[kind]
    for path in both(tmp_path, rows):
        loaded = load(path)
        assert loaded.rejected() == []
        assert sorted(loaded.table(table), key=str) == sorted(expected, key=str), path.name


MONTHS = [dt.date(2023, number, 1) for number in range(1, 13)]
WAYS = ["%Y-%m", "%b-%y", "%d/%m/%Y", "%B %Y", "%Y-%m-%d", "%m/%Y", "%d-%b-%Y", "%Y%m"]
CELL = st.tuples(
    st.sampled_from(MONTHS),
    st.sampled_from(list(PLACES)),
    st.sampled_from(["28E", "34B", "4.10", "4.1", "37.2", "1/4.1/4.10/4.2"]),
    st.sampled_from(list(FLAGS)),
    st.sampled_from(list(FLAGS)),
    st.sampled_from(list(OUTCOMES)),
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dictionaries(CELL, st.integers(0, 5000), min_size=1, max_size=25),
    st.lists(st.sampled_from(WAYS), min_size=1, max_size=8),
)
def test_any_crime_return_loads_as_plain_python_reads_it(load, tmp_path, cells, ways) -> None:
    """Months are written in a way of its own in each row of the CSV, as dates in the workbook."""
    lines, dated, expected = [CRIME], [CRIME], Counter()
    for (cell, count), way in zip(cells.items(), itertools.cycle(ways), strict=False):
        month, place, code, knife, young, outcome = cell
        rest = [place, code, knife, young, outcome]
        lines.append([WEST, month.strftime(way), *rest, f"{count:,}"])
        dated.append([WEST, month, *rest, count])
        key = (month, PLACES[place], code, FLAGS[knife], FLAGS[young], OUTCOMES[outcome])
        expected[key] += count
    for path in (
        write_csv(tmp_path / "any.csv", lines),
        write_workbook(tmp_path / "any.xlsx", dated),
    ):
        found = load(path).rows(
            "select month, area_code, offence_code, knife, victim_under_25, outcome_group, offences"
            " from crime"
        )
        assert {row[:-1]: row[-1] for row in found} == dict(expected)


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2023-01", "2023-01-01"),
        ("Jan-23", "2023-01-01"),
        ("31/01/2023", "2023-01-01"),
        ("January 2023", "2023-01-01"),
        ("Sept 2023", "2023-09-01"),
        ("44927", "2023-01-01"),
        ("2023-01-31 00:00:00", "2023-01-01"),
        ("01/02/23", "2023-02-01"),
        ("02/13/2023", None),
        ("Jan", None),
        ("2023", None),
        ("0023-01-01", None),
        ("30/02/2023", None),
    ],
)
def test_a_month_is_read_in_uk_order_or_not_at_all(written, month, load, tmp_path) -> None:
    loaded = load(write_csv(tmp_path / "in.csv", [CRIME, crime_row(month=written)]))
    found = [row[0].isoformat() for row in loaded.rows("select month from crime")]
    assert found == ([month] if month else [])


def test_the_future_is_judged_by_the_as_at_date(load, tmp_path) -> None:
    path = write_csv(tmp_path / "in.csv", [CRIME, crime_row(month="2024-02")])
    reasons = {
        as_at: [reason for _, reason in load(path, as_at=as_at).rejected()]
        for as_at in (dt.date(2024, 1, 31), dt.date(2024, 2, 28), dt.date(2024, 2, 29))
    }
    future, not_over, over = reasons.values()
    assert future == ["Month '2024-02' is in the future: expected a month up to January 2024"]
    assert not_over == ["Month '2024-02' is not over: a month can be sent once it has ended"]
    assert over == []


@pytest.mark.parametrize(
    "title",
    [["Release date: 20/02/2024"], ["Release date", dt.date(2024, 2, 20)], ["Released 2024-02-20"]],
)
def test_the_release_date_may_stand_above_the_header(title, load, tmp_path) -> None:
    path = write_workbook(tmp_path / "in.xlsx", [["Crime return"], title, CRIME, crime_row()])
    assert load(path).release_dates == {1: dt.date(2024, 2, 20)}


def test_a_release_date_of_a_row_comes_before_that_of_the_title(load, tmp_path) -> None:
    rows = [["Release date: 20/02/2024"], [*CRIME, "Release date"], [*crime_row(), "21/02/2024"]]
    path = write_workbook(tmp_path / "in.xlsx", rows)
    assert load(path).release_dates == {1: dt.date(2024, 2, 21)}


def test_every_fault_of_a_row_is_named_with_what_was_found_and_expected(load, tmp_path) -> None:
    rows = [CRIME, crime_row("soon", "Total", "04-Aug", -1, knife="perhaps", outcome="")]
    (found,) = load(write_csv(tmp_path / "in.csv", rows)).rejected()
    assert found == (
        2,
        "Month 'soon' is not a month: write it as 2023-01; "
        "District 'Total' is a total and no district: its rows would be counted twice; "
        "Offence code '04-Aug' is a date: a spreadsheet has changed a code such as 4/8. Make the "
        "column text and enter the code again; "
        "Knife enabled 'perhaps' is not one of Yes, No and Not known; "
        "Outcome group is empty: write one of the three groups; "
        "Offences '-1' is negative: expected 0 or more",
    )


def test_rows_outside_the_force_do_not_count_as_coverage(load, tmp_path) -> None:
    rows = [CRIME, crime_row(), crime_row(district="Barnsley")]
    loaded = load(write_csv(tmp_path / "in.csv", rows))
    assert loaded.rows("select districts, rows from slice") == [([LEEDS], 2)]


def test_two_returns_in_one_workbook_are_kept_apart(load, tmp_path) -> None:
    crime = write_csv(tmp_path / "crime.csv", [CRIME, crime_row()])
    asb = write_csv(tmp_path / "asb.csv", [ASB, [WEST, JAN, "Leeds", "Personal", 7]])
    loaded = load(crime, asb)
    assert loaded.rows("select sum(offences) from crime") == [(5,)]
    assert loaded.rows("select sum(incidents) from asb") == [(7,)]


def test_a_place_of_two_areas_is_refused_by_name_and_taken_by_code(load, tmp_path) -> None:
    """Wiltshire is a police force and a district."""
    rows = [
        INDICATOR,
        [ANSWER, "Wiltshire", *SPAN, "", "", 9, ""],
        [ANSWER, "E06000054", *SPAN, "", "", 9, ""],
    ]
    loaded = load(write_csv(tmp_path / "in.csv", rows))
    assert [line for line, _ in loaded.rejected()] == [2]
    assert loaded.rows("select area_code from indicator") == [("E06000054",)]


NASTY = (
    ["1e999", "-1e999", "9" * 400, "99999", "00000", "''", "x'); drop table crime;--", "[c] [p]"]
    + ["%", "%%", "-%", "1,2,3", "[c", "[]", "0x1F", "1_000", "NaN", "infinity", "31/12/9999"]
    + ["29/02/2023", "0000-00-00", "-2023-01", "Jan-99", "{}", "{0}", "a|b", "é\u0301", "\u00a0"]
    + ["🙂", "=1+1", "(5)", "1e-320", "٣", "½", ";", "; ", "\u2212", "Infinity%", "1e308%"]
)


@pytest.mark.parametrize("kind", EXPECTED)
def test_no_cell_whatever_it_holds_stops_the_reading_or_loses_a_row(kind, load, tmp_path) -> None:
    """Each column in turn holds each of the odd texts, in a row that is right but for it."""
    table, rows, _ = EXPECTED[kind]
    lines = [
        [text if place == column else cell for place, cell in enumerate(rows[1])]
        for column in range(len(rows[0]))
        for text in NASTY
    ]
    loaded = load(write_csv(tmp_path / "in.csv", [rows[0], *lines]))
    (outcome,) = loaded.outcomes
    assert outcome["rows_read"] == len(lines)
    assert outcome["rows_rejected"] == len(loaded.rejected())
    assert loaded.rows(f"select count(*) from {table}") == [(outcome["rows_loaded"],)]
    for name in ("numerator", "denominator", "value", "percent", "respondents", "base"):
        if name in {row[0] for row in loaded.rows(f"describe {table}")}:
            odd = f"select count(*) from {table} where isinf({name}) or isnan({name})"
            assert loaded.rows(odd) == [(0,)]


def test_a_weighted_percentage_of_a_survey_stands_as_printed(tmp_path) -> None:
    """Counts give 82.5 and 50.0 per cent; 80.1 is printed for one, nothing but 60 for another."""
    cells = ["your_views", "Your Views", *SPAN]
    rows = [
        SURVEY,
        [*cells, "Leeds", QUESTION, "Safe", 825, 1000, 80.1],
        [*cells, "Bradford", QUESTION, "Safe", 50, 100, ""],
        [*cells, "Kirklees", QUESTION, "Safe", "", 200, 60],
        [*cells, "Wakefield", QUESTION, "Safe", "", "", 70],
    ]
    write_csv(tmp_path / "survey.csv", rows)
    database = tmp_path / "pcp.duckdb"
    build([tmp_path / "survey.csv"], database, as_at=AS_AT)
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.execute(
            "select area_name, value, denominator from measure_value"
            " inner join area using (area_code)"
            " where measure_id = 'feel_safe_in_neighbourhood' order by all"
        ).fetchall()
    expected = [("Bradford", 50, 100), ("Kirklees", 60, 200), ("Leeds", 80.1, 1000)]
    assert found == [pytest.approx(row) for row in [*expected, ("Wakefield", 70, None)]]


def test_a_quarter_that_overlaps_months_is_said_to_be_left_out(tmp_path) -> None:
    firsts = [dt.date(2023, month, 1) for month in (1, 2, *range(4, 13))]
    months = [(day, (day.replace(day=28) + dt.timedelta(4)).replace(day=1)) for day in firsts]
    rows = [
        [WEST, start, after - dt.timedelta(1), WEST, "All victims", 80, 100, ""]
        for start, after in [*months, (dt.date(2023, 1, 1), dt.date(2023, 4, 1))]
    ]
    write_csv(tmp_path / "satisfaction.csv", [SATISFACTION, *rows])
    database = tmp_path / "pcp.duckdb"
    build([tmp_path / "satisfaction.csv"], database, as_at=AS_AT)
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.execute(
            "select missing_because from twelve_months where measure_id = 'victim_satisfaction'"
            " and period_end in (date '2023-02-28', date '2023-12-31') order by period_end"
        ).fetchall()
    said = ["Only 2 of its 12 months have figures.", "Only 11 of its 12 months have figures."]
    left_out = " A longer period overlaps them and is left out."
    assert found == [(said[0],), (said[1] + left_out,)]
