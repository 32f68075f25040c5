"""Data: what is loaded, due, covered, refused and reconciled, beside separate calculations."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

from pcp_data.build import build
from pcp_data.charts.coverage import ROW_HEIGHT, THICKNESS, coverage_chart
from pcp_data.charts.theme import DARK
from pcp_data.database import open_current
from pcp_data.export import page_about
from pcp_data.query import query, records
from pcp_data.screens import data_scope, data_view, papers_view
from pcp_data.view import view_of_link
from tests.test_pages import open_page, words_on

ROOT = Path(__file__).parents[1]
PAGE = "pages/data.py"
MONTHLY = {"release_every_months": 1, "release_lag_days": 21, "last_period": dt.date(2024, 3, 31)}


@pytest.fixture
def reader(sample_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    return open_current(sample_database)


@pytest.fixture(scope="module")
def odd_database(tmp_path_factory) -> Path:
    """Return a database of two ASB returns: one with refused rows, and a later release."""
    folder = tmp_path_factory.mktemp("odd")
    shutil.copy(ROOT / "tests" / "odd_files" / "force_asb" / "odd_rows.csv", folder / "1.csv")
    header = "Force,Month,District,ASB type,Incidents,Release date"
    districts = ("Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield")
    for day, count in (("01/02/2019", 5), ("01/03/2019", 6)):
        rows = [f"West Yorkshire,2019-01,{one},Personal,{count},{day}" for one in districts]
        name = f"release-{day[3:5]}.csv"
        (folder / name).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    database = folder / "built" / "pcp.duckdb"
    build([folder], database, as_at=dt.date(2024, 4, 30))
    return database


def test_the_next_release_is_one_period_and_one_delay_after_the_last():
    due = data_view.next_due(MONTHLY, dt.date(2024, 5, 21))
    assert (due.day, due.is_overdue) == (dt.date(2024, 5, 21), False)
    assert due.said == "Due 21 May 2024"


def test_a_release_is_overdue_from_the_day_after():
    due = data_view.next_due(MONTHLY, dt.date(2024, 5, 22))
    assert due.is_overdue
    assert due.said == "Overdue: was due 21 May 2024, 1 day ago"


def test_a_yearly_source_is_due_a_year_later():
    yearly = MONTHLY | {
        "release_every_months": 12,
        "release_lag_days": 275,
        "last_period": dt.date(2023, 12, 31),
    }
    assert data_view.next_due(yearly, dt.date(2024, 1, 1)).day == dt.date(2025, 10, 2)


def test_a_source_without_a_rhythm_or_without_data_is_never_overdue():
    for missing in ("release_every_months", "last_period"):
        assert data_view.next_due(MONTHLY | {missing: None}, dt.date(2030, 1, 1)).is_overdue is None


def test_a_search_finds_rows_with_every_word_in_any_column():
    table = pd.DataFrame({"a": ["Leeds robbery", "Leeds burglary"], "b": ["x", "Panel report"]})
    assert list(papers_view.matching(table, "PANEL leeds").index) == [1]
    assert len(papers_view.matching(table, "")) == 2
    assert papers_view.matching(table, "absent").empty
    assert list(papers_view.matching(table[:0], "leeds").columns) == list(table.columns)


def test_the_rows_of_all_files_add_up_on_the_page(reader):
    rows = records(query("data_files", reader))
    read, loaded, refused, replaced = (
        reader.cursor()
        .execute(
            "select sum(rows_read), sum(rows_loaded), sum(rows_rejected), sum(rows_superseded) "
            "from source_file"
        )
        .fetchone()
    )
    assert read == loaded + refused + replaced
    said = data_view.files_sentence(rows)
    assert (
        f"{read:,} rows read = {loaded:,} loaded + {refused:,} refused + {replaced:,} replaced"
        in said
    )
    assert said in words_on(open_page(PAGE))


def test_every_source_stands_with_its_last_period_and_its_rows(reader):
    rows = data_scope.sources(view_of_link("data?", reader))
    table = data_view.sources_table(rows, dt.date(2024, 4, 30))
    by_source = table.set_index("Source")
    for title, rows, last in (
        reader.cursor()
        .execute(
            """
            select title, sum(rows_loaded), max(period_end)
            from source inner join source_file using (source_id) group by title
            """
        )
        .fetchall()
    ):
        assert by_source.loc[title, "Rows"] == f"{rows:,}"
        assert by_source.loc[title, "Period"].endswith(f" to {last:%B %Y}")
    assert len(table) == reader.cursor().execute("select count(*) from source").fetchone()[0]


def test_what_is_made_up_and_what_is_real_is_said_first(reader):
    said = words_on(open_page(PAGE))
    assert "Everything but the figures printed in public papers is made-up sample data" in said
    real = {"has_sample": False, "has_real": True}
    assert data_view.reality(real) == "All of it is real: no sample data are loaded."


def slow_states(parts: list[tuple]) -> dict[tuple, str]:
    """State of each source, area and month again, from (source, part, area, start, end)."""
    there, ever = defaultdict(set), defaultdict(set)
    for source, part, area, start, end in parts:
        ever[source, area].add(part)
        month = start.year * 12 + start.month - 1
        while month <= end.year * 12 + end.month - 1:
            there[source, area, month].add(part)
            month += 1
    return {key: "covered" if found == ever[key[:2]] else "partly" for key, found in there.items()}


def test_coverage_agrees_with_a_second_calculation(reader):
    parts = (
        reader.cursor()
        .execute(
            """
            select source_id, part, area_code, period_start, period_end from coverage
            union all
            select source_id, victim_group, area_code, period_start, period_end
            from victim_satisfaction
            union all
            select source_id, survey_id, area_code, period_start, period_end from survey_result
            union all
            select source_id, measure_id, area_code, period_start, period_end from indicator
            """
        )
        .fetchall()
    )
    expected = slow_states(parts)
    found = {}
    for source, area, state, start, end in (
        reader.cursor()
        .execute("select source_id, area_code, state, period_start, period_end from coverage_run")
        .fetchall()
    ):
        month = start.year * 12 + start.month - 1
        while month <= end.year * 12 + end.month - 1:
            assert (source, area, month) not in found
            found[source, area, month] = state
            month += 1
    assert {key: state for key, state in found.items() if state != "not covered"} == expected
    assert "not covered" in set(found.values())


def test_the_coverage_chart_tells_states_by_thickness_and_leaves_out_empty_ones():
    runs = pd.DataFrame(
        {
            "area_name": ["Leeds", "Leeds"],
            "state": ["covered", "not covered"],
            "period_start": [dt.date(2023, 1, 1), dt.date(2023, 3, 1)],
            "period_end": [dt.date(2023, 2, 28), dt.date(2023, 3, 31)],
            "months": [2, 1],
        }
    )
    for palette in ({}, {"palette": DARK}):
        layers = coverage_chart(runs, **palette).to_dict()["layer"]
        *bars, labels = layers
        sizes = [layer["mark"]["size"] for layer in bars]
        assert sizes == [THICKNESS["covered"], THICKNESS["not covered"]]
        assert len({layer["mark"]["color"] for layer in bars}) == 2
        assert labels["mark"]["type"] == "text"
        # A name stands nearer to its own bar than to the one above it.
        under = -labels["mark"]["dy"] - 6.5 - THICKNESS["covered"] / 2
        over = ROW_HEIGHT + labels["mark"]["dy"] - 6.5 - THICKNESS["covered"] / 2
        assert 0 < under < over / 3


def test_coverage_is_said_in_words(reader):
    rows = query("data_coverage", reader)
    whole = rows[rows["area_type"].eq("force")]
    said = data_view.coverage_sentence(whole, "West Yorkshire")
    assert "Monthly crime return of the police force from July 2018 to March 2024" in said
    table = data_view.coverage_table(rows)
    assert len(table) == len(rows)
    assert set(table["Coverage"]) <= {"Covered", "Partly", "Not covered"}


def test_published_figures_are_counted_by_agreement_as_the_view_has_them(reader):
    table = papers_view.published_table(records(query("data_published", reader)))
    counted = dict(
        reader.cursor()
        .execute(
            """
            select case when agrees then 'Agrees' when not agrees then 'Differs'
                else 'Cannot be compared' end, count(*)
            from reconciliation group by all
            """
        )
        .fetchall()
    )
    assert table["Agreement"].value_counts().to_dict() == counted
    assert table["Agreement"].iloc[0] == "Differs", "what differs stands first"


def test_a_contradiction_of_the_papers_is_shown_with_both_figures(reader):
    table = papers_view.published_table(records(query("data_published", reader)))
    row = table[table["Figure"].eq("NC-041")].iloc[0]
    assert (row["Printed"], row["Computed here"]) == ("−32.6%", "−45.6%")
    assert row["Agreement"] == "Differs"
    assert "Contradicts the table" in row["Note"]
    notes = papers_view.notes_table(records(query("data_notes", reader)))
    assert notes["Kind"].eq("The papers disagree").any()


def test_every_note_is_listed_once_with_all_its_measures(reader):
    notes = papers_view.notes_table(records(query("data_notes", reader)))
    whole = reader.cursor().execute("select count(distinct note) from data_note").fetchone()[0]
    assert notes["Note"].nunique() == whole
    covid = notes[notes["Note"].eq("COVID-19 restrictions. Not a normal year to compare with.")]
    assert len(covid) == 1
    assert "Personal robbery" in covid.iloc[0]["Measures"]


def test_refused_rows_are_shown_by_reason_and_can_be_downloaded(odd_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(odd_database))
    reader = open_current(odd_database)
    reasons = records(query("data_rejected", reader, most=data_view.MOST_REASONS, sources=None))
    assert sum(int(row["rows"]) for row in reasons) == 5
    rows = query("data_rejected_rows", reader, most=100, sources=None)
    assert list(rows.columns) == ["file", "sheet", "line", "reason", "text_as_found"]
    assert len(rows) == 5
    assert len(query("data_rejected_rows", reader, most=2, sources=None)) == 2
    at = open_page(PAGE)
    assert not at.exception
    said = words_on(at)
    assert "5 rows were refused" in said
    assert "is a totals row" in said
    assert "Illustrative figures" not in said


def test_reasons_left_out_are_counted_and_said_on_screen_and_in_the_workbook(
    odd_database, monkeypatch
):
    monkeypatch.setenv("PCP_DATABASE", str(odd_database))
    reader = open_current(odd_database)
    every = records(query("data_rejected", reader, most=data_view.MOST_REASONS, sources=None))
    assert len(every) > 2 and data_view.reasons_left_out(every) == ""
    some = records(query("data_rejected", reader, most=2, sources=None))
    files = records(query("data_files", reader))
    assert data_view.refused_sentence(some, files) == data_view.refused_sentence(every, files)
    monkeypatch.setattr(data_scope, "MOST_REASONS", 2)
    said = data_view.reasons_left_out(some)
    assert f"The 2 reasons with most rows are listed, of {len(every)} in all" in said
    assert said in words_on(open_page(PAGE))
    tables = page_about.data(view_of_link("data", reader))
    (table,) = [one for one in tables if "refusal" in one.title]
    assert table.notes == (said,) and len(list(table.rows)) == 2


def test_rows_of_files_refused_whole_are_counted_beside_single_ones():
    files = [{"rows_rejected": 421}, {"rows_rejected": 0}]
    assert data_view.refused_sentence([{"rows": 1, "single_in_all": 1}], files).endswith(
        "Files refused whole hold another 420 rows: see Files."
    )
    assert data_view.refused_sentence([], files[1:]) == "No row was refused."
    assert data_view.refused_sentence([], files[:1]).startswith("No single row was refused.")


def test_a_replaced_release_is_named_with_what_took_its_place(odd_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(odd_database))
    row = records(query("data_replaced", open_current(odd_database)))[0]
    assert (row["file_name"], row["replaced_by"]) == ("release-02.csv", "release-03.csv")
    assert row["rows"] == 5
    said = words_on(open_page(PAGE))
    assert "release-03.csv" in said


def test_searches_and_choices_on_the_page_narrow_and_say_when_nothing_is_left(reader):
    at = open_page(PAGE)
    at.text_input(key="data:search:note").set_value("no such words").run()
    assert not at.exception
    assert "No note matches" in words_on(at)
    at.selectbox(key="data:pick:agreement").set_value("differs").run()
    counted = "select count(*) from reconciliation where not agrees"
    differs = reader.cursor().execute(counted).fetchone()[0]
    assert f"{differs} printed figures shown" in words_on(at)


def test_templates_and_commands_to_add_files_are_offered(reader):
    at = open_page(PAGE)
    labels = [button.proto.label for button in at.get("download_button")]
    assert sum(label.startswith("Download: ") for label in labels) == 6
    assert any("python -m pcp_data build FOLDER" in code.value for code in at.code)
