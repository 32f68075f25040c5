"""Definitions: every real file loads, and every fault is refused by name."""

from __future__ import annotations

import csv
import shutil
import tomllib
from pathlib import Path

import duckdb
import pytest

from pcp_data import define
from pcp_data.problems import DataProblem

ROOT = Path(__file__).parents[1]
FACTS = ROOT.parent / "shared" / "facts"
SOUTH_YORKSHIRE = ROOT / "tests" / "definitions" / "south_yorkshire"
BAD = sorted((ROOT / "tests" / "bad_definitions").glob("*.toml"))


def rows_of(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        pytest.skip(f"{path.name} is not beside this copy of the project")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def west_yorkshire():
    return define.load()


def stored(definitions) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for table in sorted((ROOT / "queries" / "tables").glob("*.sql")):
        connection.execute(table.read_text(encoding="utf-8"))
    define.store(definitions, connection)
    return connection


@pytest.fixture(scope="module")
def database(west_yorkshire):
    connection = stored(west_yorkshire)
    yield connection
    connection.close()


def column(connection, query: str) -> list:
    return [row[0] for row in connection.execute(query).fetchall()]


def test_every_measure_of_the_register_has_its_place_aim_and_baseline(database):
    register = rows_of(FACTS / "measures_register.csv")
    found = database.execute(
        "select register_id, plan_id, aim, coalesce(baseline_start::varchar, ''),"
        " coalesce(baseline_end::varchar, ''), status, indicator from plan_measure"
        " where register_id is not null and register_id <> 'pcp24_vision_zero'"
    ).fetchall()
    expected = {
        (
            row["measure_id"],
            row["plan"],
            row["desired_direction"],
            row["baseline_start"],
            row["baseline_end"],
            row["status_2024_28"],
            row["indicator"],
        )
        for row in register
        if row["measure_id"] != "pcp24_vision_zero"
    }
    assert len(register) == 72
    assert set(found) == expected


def test_vision_zero_stands_against_the_calendar_year_2022(database):
    found = database.execute(
        "select measure_id, aim, baseline_start::varchar, baseline_end::varchar"
        " from plan_measure where register_id = 'pcp24_vision_zero'"
    ).fetchall()
    assert found == [("ksi_adjusted", "decrease", "2022-01-01", "2022-12-31")]


def test_every_golden_measure_is_defined(west_yorkshire):
    golden = {row["measure_id"] for row in rows_of(FACTS / "expected_figures.csv")}
    assert golden <= {measure.id for measure in west_yorkshire.measures}


def test_every_golden_figure_is_said_to_be_of_its_measure(west_yorkshire):
    mapped = {each.figure_id: each.measure_id for each in west_yorkshire.published_measures}
    for row in rows_of(FACTS / "expected_figures.csv"):
        assert mapped[row["figure_id"]] == row["measure_id"]


def test_every_outcome_priority_and_theme_of_the_plans_is_there(database):
    wanted = {
        (row["plan"], row["item_type"], row["item"])
        for row in rows_of(FACTS / "plans.csv")
        if row["item_type"] in ("outcome", "priority")
    }
    found = database.execute("select plan_id, kind, title from priority").fetchall()
    assert wanted <= set(found)
    themes = {
        (row["plan"], row["item"])
        for row in rows_of(FACTS / "plans.csv")
        if row["item_type"] == "cross_cutting_theme"
    }
    stored_themes = database.execute(
        "select plan_id, title from plan_theme join theme using (theme_id)"
    ).fetchall()
    assert themes <= set(stored_themes)


def test_all_43_data_notes_and_the_contradictions_are_carried(west_yorkshire):
    notes = {note.note_id.split("/")[0] for note in west_yorkshire.notes}
    assert {f"N-{number:02}" for number in range(1, 44)} <= notes
    assert {f"I-{number:02}" for number in range(1, 11)} <= notes
    assert {f"X-{number:02}" for number in range(1, 21)} <= notes


def test_series_breaks_are_dated_and_only_where_the_series_breaks(database):
    found = database.execute(
        "select starts::varchar, list(measure_id order by measure_id) from data_note"
        " where kind = 'series_break' group by starts order by starts"
    ).fetchall()
    assert [(starts, len(measures)) for starts, measures in found[:2]] == [
        ("2021-01-01", 1),
        ("2022-01-01", 1),
    ]
    assert found[0][1] == ["ksi_unadjusted"]
    assert found[1][1] == ["asb_incidents"]
    assert found[2][0] == "2023-02-01"
    assert all(measure.startswith("victim_satisfaction") for measure in found[2][1])


def test_a_component_takes_its_parents_place_aim_and_baseline(database):
    found = database.execute(
        "select parent_measure_id, aim, baseline_start::varchar, baseline_end::varchar, status"
        " from plan_measure where measure_id = 'residential_burglary' and plan_id = '2021-24'"
    ).fetchall()
    assert found == [
        ("neighbourhood_crime", "below_baseline", "2018-07-01", "2019-06-30", "continue")
    ]


def test_neighbourhood_crime_counts_exactly_what_its_parts_count(database):
    def items(*measures):
        names = ", ".join(f"'{measure}'" for measure in measures)
        query = (
            "select item from measure_item where source_id = 'force_crime'"
            f" and measure_id in ({names}) order by item"
        )
        return column(database, query)

    parts = items("residential_burglary", "personal_robbery", "theft_from_person") + items(
        "vehicle_offences"
    )
    assert sorted(parts) == items("neighbourhood_crime")
    vehicles = items("theft_of_motor_vehicle", "theft_from_motor_vehicle", "vehicle_interference")
    assert vehicles == items("vehicle_offences")


def test_street_level_measures_stand_in_no_plan(database):
    query = "select measure_id from measure_source where source_id = 'police_uk'"
    street_level = {name for name in column(database, query) if name.startswith("public_")}
    assert len(street_level) == 12
    assert street_level.isdisjoint(column(database, "select measure_id from plan_measure"))


def test_areas_are_named_as_others_rely_on(database):
    assert column(database, "select area_name from area order by area_order limit 7") == [
        "England and Wales",
        "West Yorkshire",
        "Bradford",
        "Calderdale",
        "Kirklees",
        "Leeds",
        "Wakefield",
    ]
    query = "select area_code from area where area_name = 'West Yorkshire'"
    assert column(database, query) == ["E23000010"]
    query = "select area_code from area where area_name = 'Most similar forces average'"
    assert column(database, query) == ["PEER:E23000010"]


def test_every_lsoa_lies_in_a_district_and_every_district_in_a_force(database):
    query = "select count(*) from lsoa_district anti join district using (area_code)"
    assert column(database, query) == [0]
    query = "select count(*) from district anti join force using (force_code)"
    assert column(database, query) == [0]
    query = "select count(*) from lsoa_district where area_code = 'E08000035'"
    assert column(database, query) == [482]


def test_one_stats19_number_means_one_district(database):
    query = (
        "select stats19_code from district where stats19_code is not null"
        " group by stats19_code having count(*) > 1"
    )
    assert column(database, query) == []
    query = "select stats19_code from district where force_code = 'E23000010' order by area_name"
    assert column(database, query) == ["200", "202", "203", "204", "206"]


def test_names_as_files_print_them_lead_to_forces(database):
    for name, code in (
        ("West Yorkshire Police", "E23000010"),
        ("City of London Police", "E23000034"),
        ("London, City of", "E23000034"),
        ("Devon & Cornwall Police", "E23000035"),
        ("Metropolitan Police Service", "E23000001"),
        ("British Transport Police", "X:BTP"),
    ):
        query = f"select force_code from force_alias where alias = lower('{name}')"
        assert column(database, query) == [code]


def test_offence_codes_stay_text(database):
    query = "select offence_name from offence where offence_code in ('4.1', '4.10') order by 1"
    assert column(database, query) == ["Corporate manslaughter", "Manslaughter"]


def test_one_adopted_plan_is_in_force_on_any_day_of_the_sample(database):
    for day, plan in (
        ("2018-07-31", "2016-21"),
        ("2022-03-01", "2021-24"),
        ("2024-03-31", "2021-24"),
    ):
        query = (
            "select plan_id from plan where status = 'adopted'"
            f" and date '{day}' between starts and ends"
        )
        assert column(database, query) == [plan]


def test_another_force_brings_its_own_plan_and_shares_the_code_lists():
    definitions = define.load(SOUTH_YORKSHIRE)
    connection = stored(definitions)
    assert definitions.home_force_name == "South Yorkshire"
    assert column(connection, "select plan_id from plan") == ["test-2017"]
    query = "select area_name from area order by area_order limit 6"
    assert column(connection, query)[1:3] == ["South Yorkshire", "Barnsley"]
    connection.close()


def test_the_digest_changes_with_any_file_and_only_then(tmp_path):
    folder = tmp_path / "definitions"
    shutil.copytree(SOUTH_YORKSHIRE, folder)
    before = define.digest(folder)
    assert define.digest(SOUTH_YORKSHIRE) == before
    measure = folder / "measures" / "robbery.toml"
    measure.write_text(measure.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert define.digest(folder) != before


def test_a_folder_that_is_none_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(DataProblem) as refused:
        define.load(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path}: found no force.toml. Expected a folder with force.toml."
        " Choose a folder of definitions; the README says what is in one."
    )


def test_all_faults_come_in_one_message(tmp_path):
    folder = tmp_path / "definitions"
    shutil.copytree(SOUTH_YORKSHIRE, folder)
    for name in ("robbery", "public_burglary"):
        path = folder / "measures" / f"{name}.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('better = "lower"', 'better = "down"'), encoding="utf-8")
    with pytest.raises(DataProblem) as refused:
        define.load(folder)
    assert [problem.where for problem in refused.value.problems] == [
        "public_burglary.toml, better",
        "robbery.toml, better",
    ]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_definition_is_refused_and_its_fault_is_named(path, tmp_path):
    fault = tomllib.loads(path.read_text(encoding="utf-8"))
    folder = tmp_path / "definitions"
    shutil.copytree(SOUTH_YORKSHIRE, folder)
    target = folder / fault["file"]
    text = fault["replace"].lstrip()
    if "find" in fault:
        before = target.read_text(encoding="utf-8")
        assert fault["find"] in before
        text = before.replace(fault["find"], fault["replace"])
    target.write_text(text, encoding="utf-8")
    with pytest.raises(DataProblem) as refused:
        define.load(folder)
    assert fault["expect"] in str(refused.value)
