"""The sample data: repeatable, marked, small, and equal to every figure in the public papers.

The recount below reads the files that ship, with the csv module and openpyxl only: it knows
nothing of the generator or of the dashboard's own calculations.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import math
import tomllib
import zipfile
from collections import Counter, defaultdict
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pcp_data.sample.__main__ import main
from pcp_data.sample.calibrate import fit_months
from pcp_data.sample.common import chance, deal, split

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sample_data"
DEFINITIONS = ROOT / "pcp_data" / "definitions"
MARKER = "PCP-SAMPLE-DATA"
LARGEST = 10_000_000

RESIDENTIAL_BURGLARY = {"28E", "28F", "28G", "28H", "29A"}
THEFT_OF = {"48", "37.2"}
VEHICLE_OFFENCES = THEFT_OF | {"45", "126"}
NEIGHBOURHOOD = RESIDENTIAL_BURGLARY | VEHICLE_OFFENCES | {"34B", "39"}
MOST_SERIOUS = {"1", "4.1", "4.2", "4.10", "2", "4.4", "4.6", "37.1", "5D", "5E"}
CODES = {
    "residential_burglary": RESIDENTIAL_BURGLARY,
    "personal_robbery": {"34B"},
    "robbery": {"34A", "34B"},
    "theft_from_person": {"39"},
    "vehicle_offences": VEHICLE_OFFENCES,
    "theft_of_motor_vehicle": THEFT_OF,
    "theft_from_motor_vehicle": {"45"},
    "vehicle_interference": {"126"},
    "neighbourhood_crime": NEIGHBOURHOOD,
    "most_serious_violence": MOST_SERIOUS,
}
SURVEY_ANSWERS = {
    "feel_safe_in_neighbourhood": ("How safe do you feel in your neighbourhood?", "Safe"),
    "concerned_for_safety_of_women_and_girls": (
        "What concerns you most?",
        "Safety of women and girls",
    ),
    "perceived_risk_household_crime": (
        "How likely are you to be a victim of household crime in the next 12 months?",
        "Likely",
    ),
    "perceived_risk_personal_crime": (
        "How likely are you to be a victim of personal crime in the next 12 months?",
        "Likely",
    ),
}


@cache
def text_tables(name: str) -> list[list[dict[str, str]]]:
    """Every CSV table of a sample file, as dictionaries."""
    path = SAMPLE / name
    if path.suffix == ".csv":
        contents = [path.read_bytes()]
    else:
        with zipfile.ZipFile(path) as archive:
            contents = [archive.read(member) for member in archive.namelist()]
    return [list(csv.DictReader(io.StringIO(c.decode("utf-8")))) for c in contents]


def workbook_table(name: str) -> list[tuple[object, ...]]:
    """Every row of a workbook's first sheet; the file is not kept open."""
    book = load_workbook(io.BytesIO((SAMPLE / name).read_bytes()), read_only=True)
    return list(book.worksheets[0].iter_rows(values_only=True))


@cache
def workbook_rows(name: str) -> list[dict[str, object]]:
    """The rows of a workbook whose header stands on row 3."""
    rows = workbook_table(name)
    return [dict(zip(rows[2], row, strict=True)) for row in rows[3:]]


@cache
def crime_rows() -> tuple[tuple[str, str, bool, bool, str, int], ...]:
    """(month, code, knife, under 25, outcome, offences) of every row of every crime return."""
    rows: list[dict] = []
    for path in sorted(SAMPLE.glob("crime-return-*")):
        if path.suffix == ".xlsx":
            rows += workbook_rows(path.name)
        else:
            rows += [row for table in text_tables(path.name) for row in table]
    assert {row["Force"] for row in rows} == {"West Yorkshire"}
    return tuple(
        (
            row["Month"],
            row["Offence code"],
            row["Knife enabled"] == "Yes",
            row["Victim under 25"] == "Yes",
            row["Outcome group"],
            int(row["Offences"]),
        )
        for row in rows
    )


def crimes(measure: str, start: str, end: str) -> int:
    """Offences of a measure between two days, both at the ends of months."""
    base = measure.removesuffix("_under_25")
    total = 0
    for month, code, knife, young, outcome, offences in crime_rows():
        if not start[:7] <= month <= end[:7]:
            continue
        if measure.endswith("_under_25") and not young:
            continue
        if base.startswith("knife_") and not knife:
            continue
        if base == "neighbourhood_crime_outcomes":
            wanted = code in NEIGHBOURHOOD and outcome == "Outcomes 1 to 8"
        elif base == "knife_crime":
            wanted = True
        else:
            wanted = code in CODES[base.removeprefix("knife_")]
        total += offences * wanted
    return total


def asb(start: str, end: str) -> int:
    (rows,) = text_tables("asb-return-2018-07-to-2024-03.csv")
    return sum(int(r["Incidents"]) for r in rows if start[:7] <= r["Month"] <= end[:7])


@cache
def roads() -> tuple[Counter, Counter, dict]:
    """Collisions by year; killed or seriously injured by year; the adjusted number by year."""
    collisions, casualties, _ = text_tables("road-casualty-statistics-2018-to-2023.zip")
    ksi: Counter = Counter()
    adjusted: dict[str, Fraction] = defaultdict(Fraction)
    for row in casualties:
        year = row["collision_year"]
        ksi[year] += row["casualty_severity"] in ("1", "2")
        adjusted[year] += row["casualty_severity"] == "1"
        adjusted[year] += Fraction(row["casualty_adjusted_severity_serious"])
    by_year = Counter(row["date"][6:] for row in collisions)
    return by_year, ksi, adjusted


def satisfaction(measure: str, start: str, end: str) -> Fraction:
    group = measure.removeprefix("victim_satisfaction_").replace("_", " ").capitalize()
    (rows,) = text_tables("victim-satisfaction-return-2018-07-to-2024-03.csv")
    kept = [
        row
        for row in rows
        if row["Area"] == "West Yorkshire"
        and row["Victim group"] == group
        and start <= row["Start"]
        and row["End"] <= end
    ]
    assert len(kept) == 12
    return Fraction(
        100 * sum(int(r["Satisfied"]) for r in kept), sum(int(r["Surveyed"]) for r in kept)
    )


def survey(measure: str, area: str, start: str, end: str) -> Fraction:
    question, answer = SURVEY_ANSWERS[measure]
    (rows,) = text_tables("survey-results.csv")
    (row,) = (
        r
        for r in rows
        if (r["Question"], r["Answer"], r["Area"]) == (question, answer, area)
        and (r["Start"], r["End"]) == (start, end)
    )
    if row["Percent"]:
        return Fraction(row["Percent"])
    return Fraction(100 * int(row["Respondents"]), int(row["Base"]))


def indicator(measure: str, area: str, start: str, end: str) -> Fraction:
    (row,) = (
        r
        for r in workbook_rows("indicator-return-quarterly.xlsx")
        if (r["Measure"], r["Area"]) == (measure, area)
        and (r["Start"].date().isoformat(), r["End"].date().isoformat()) == (start, end)
    )
    return Fraction(str(row["Value"]))


def value(measure: str, area: str, start: str, end: str) -> Fraction:
    """A measure's value, recounted from the sample files."""
    if measure == "asb_incidents":
        return Fraction(asb(start, end))
    if measure in ("injury_collisions", "ksi_unadjusted", "ksi_adjusted"):
        which = ("injury_collisions", "ksi_unadjusted", "ksi_adjusted").index(measure)
        return Fraction(roads()[which][start[:4]])
    if measure.startswith("victim_satisfaction"):
        return satisfaction(measure, start, end)
    if measure in SURVEY_ANSWERS:
        return survey(measure, area, start, end)
    if measure == "neighbourhood_crime_outcome_rate":
        part = crimes("neighbourhood_crime_outcomes", start, end)
        return Fraction(100 * part, crimes("neighbourhood_crime", start, end))
    if measure.removesuffix("_under_25") in ("hospital_admissions_sharp_object",):
        return indicator(measure, area, start, end)
    if measure in ("999_average_answer_time", "case_files_accepted_first_time"):
        return indicator(measure, area, start, end)
    return Fraction(crimes(measure, start, end))


def rounded(number: Fraction, decimals: int) -> Fraction:
    """The number rounded half away from zero."""
    scaled = abs(number) * 10**decimals
    return Fraction(math.floor(scaled + Fraction(1, 2)), 10**decimals) * (1 if number >= 0 else -1)


def golden() -> list[dict[str, str]]:
    with (ROOT / "tests" / "golden_figures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", golden(), ids=lambda row: row["figure_id"])
def test_a_slow_recount_of_the_files_gives_every_figure_of_the_papers(row):
    latest = value(row["measure_id"], row["area_name"], row["period_start"], row["period_end"])
    if row["statistic"] != "value":
        before = value(
            row["measure_id"], row["area_name"], row["compare_start"], row["compare_end"]
        )
        latest -= before
        if row["statistic"] == "percent_change":
            latest = 100 * latest / before
    assert rounded(latest, int(row["decimals"])) == Fraction(row["expected"])


def test_the_golden_figures_are_all_there():
    assert len(golden()) == 220


def test_asb_from_may_2021_to_april_2022_is_what_the_monthly_figures_add_up_to():
    assert asb("2021-05-01", "2022-04-30") == 33883


def test_the_latest_year_is_as_far_below_its_baseline_as_the_annual_report_says():
    latest = crimes("neighbourhood_crime", "2023-04-01", "2024-03-31")
    baseline = crimes("neighbourhood_crime", "2018-07-01", "2019-06-30")
    assert baseline - latest > 12_000
    assert rounded(Fraction(100 * (latest - baseline), baseline), 0) == -26


def test_road_casualties_of_early_2023_changed_as_the_panel_report_says():
    collisions, casualties, _ = text_tables("road-casualty-statistics-2018-to-2023.zip")
    place = {row["collision_index"]: row["local_authority_ons_district"] for row in collisions}
    day = {row["collision_index"]: row["date"] for row in collisions}
    found: Counter = Counter()
    for row in casualties:
        key = row["collision_index"]
        if row["casualty_severity"] in ("1", "2") and day[key][3:5] in ("01", "02", "03"):
            found[day[key][6:], "all"] += 1
            found[day[key][6:], place[key]] += 1
    for area, change in (("all", 8), ("E08000034", -21), ("E08000035", -8)):
        before, after = found["2022", area], found["2023", area]
        assert rounded(Fraction(100 * (after - before), before), 0) == change, area


def test_adjusted_and_unadjusted_agree_from_2022():
    _, ksi, adjusted = roads()
    assert ksi["2022"] == adjusted["2022"]
    assert ksi["2023"] == adjusted["2023"]


@pytest.fixture(scope="module")
def made_again(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    assert main([str(folder)]) == 0
    return folder


def contents(path: Path) -> dict[str, bytes]:
    """What a file says: the members of a ZIP or workbook, whose compression may differ.

    With their dates, which a generator that looks at the clock would not give twice.
    """
    if path.suffix not in (".zip", ".xlsx"):
        return {path.name: path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {f"{one.filename} {one.date_time}": archive.read(one) for one in archive.infolist()}


def test_the_shipped_files_are_what_the_generator_makes(made_again):
    shipped = {path.name for path in SAMPLE.iterdir()}
    assert shipped == {path.name for path in made_again.iterdir()}
    for name in sorted(shipped - {"manifest.csv"}):
        assert contents(SAMPLE / name) == contents(made_again / name), name


def manifest() -> dict[str, str]:
    with (SAMPLE / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["sha256"] for row in csv.DictReader(file)}


def test_the_manifest_names_every_sample_file_with_its_checksum():
    expected = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in SAMPLE.iterdir()
        if path.name not in ("manifest.csv", "published_figures.csv", "README.md")
    }
    assert manifest() == expected


def test_the_sample_is_small():
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < LARGEST


def test_every_table_of_the_sample_carries_the_marker():
    for name in manifest():
        if name.endswith(".xlsx"):
            assert str(workbook_table(name)[0][0]).startswith(MARKER), name
            continue
        for table in text_tables(name):
            assert any(column.startswith(MARKER) for column in table[0]), name


def test_published_figures_are_real_and_carry_no_marker():
    text = (SAMPLE / "published_figures.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert MARKER not in text
    assert len(rows) == 472
    assert all(row["Document"] and row["Section"] for row in rows)


def test_the_readme_says_what_is_made_up_and_how_the_street_files_are_thinned():
    text = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert "made up" in text
    assert "One in 40" in text


def test_street_files_name_their_thinning_in_the_marker_and_use_known_small_areas():
    with (DEFINITIONS / "common" / "lsoa_district.csv").open(encoding="utf-8", newline="") as file:
        names = {row["lsoa_code"]: row["lsoa_name"] for row in csv.DictReader(file)}
    tables = text_tables("street-level-crime-2022-04-to-2024-03.zip")
    assert len(tables) == 24
    for table in tables:
        assert f"{MARKER}: made-up figures, one in 40" in table[0]
        for row in table:
            assert names.get(row["LSOA code"], "") == row["LSOA name"]
            assert bool(row["Crime ID"]) == (row["Crime type"] != "Anti-social behaviour")


def test_every_month_and_district_has_crime():
    months = Counter(row[0] for row in crime_rows())
    assert len(months) == 69
    assert (min(months), max(months)) == ("2018-07", "2024-03")
    for table in text_tables("crime-return-2019-20-to-2021-22.zip"):
        found = {(row["Month"], row["District"]) for row in table}
        districts = {"Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield"}
        assert {m for m, _ in found} == {m for m, d in found if d in districts}
        assert all((m, d) in found for m, _ in found for d in districts)


def test_every_indicator_is_a_measure_that_takes_it_from_the_indicator_return():
    (monthly,) = text_tables("indicator-return-monthly.csv")
    rows = [*monthly, *workbook_rows("indicator-return-quarterly.xlsx")]
    for measure in sorted({str(row["Measure"]) for row in rows}):
        path = DEFINITIONS / "west_yorkshire" / "measures" / f"{measure}.toml"
        sources = tomllib.loads(path.read_text(encoding="utf-8"))["sources"]
        assert "force_indicator" in {source["source"] for source in sources}, measure


def test_every_measure_that_a_plan_takes_from_your_views_has_the_figures_of_its_answers(sample):
    (rows,) = text_tables("survey-results.csv")
    asked = {(row["Question"], row["Answer"]) for row in rows if row["Survey ID"] == "your_views"}
    for path in (DEFINITIONS / "west_yorkshire" / "measures").glob("*.toml"):
        measure = tomllib.loads(path.read_text(encoding="utf-8"))
        places = measure.get("places", ())
        if not any(place.get("metric_text") == "Your Views Survey" for place in places):
            continue
        (item,) = measure["sources"][0]["figures"]
        _, question, answer = item.removeprefix("survey: ").split(" | ")
        assert (question, answer) in asked
        found = sample.execute(
            "select value from twelve_months where measure_id = ? and area_code = 'E23000010' "
            "and period_end = '2023-12-31'",
            [measure["id"]],
        ).fetchall()
        (row,) = (
            row
            for row in rows
            if (row["Question"], row["Answer"], row["Area"], row["End"])
            == (question, answer, "West Yorkshire", "2023-12-31")
        )
        assert found == [(pytest.approx(100 * int(row["Respondents"]) / int(row["Base"])),)]


def test_satisfaction_of_the_force_is_that_of_its_districts_together():
    (rows,) = text_tables("victim-satisfaction-return-2018-07-to-2024-03.csv")
    pooled: Counter = Counter()
    for row in rows:
        sign = 1 if row["Area"] == "West Yorkshire" else -1
        for column in ("Satisfied", "Surveyed"):
            pooled[row["Start"], row["Victim group"], column] += sign * int(row[column])
    assert not any(pooled.values())


def test_dates_in_the_workbook_are_real_dates():
    row = workbook_rows("indicator-return-quarterly.xlsx")[0]
    assert isinstance(row["Start"], dt.datetime)


def test_overlapping_windows_are_met_at_once():
    windows = {(0, 11): 120, (6, 17): 300, (15, 20): 90}
    counts = fit_months([10.0] * 24, windows)
    assert {w: sum(counts[w[0] : w[1] + 1]) for w in windows} == windows
    assert min(counts) >= 0


def test_splitting_and_dealing_lose_nothing():
    parts = split(10, {"a": 1, "b": 1, "c": 1})
    assert sorted(parts.values()) == [3, 3, 4]
    hands = deal({"x": 4, "y": 6}, [3, 0, 7], chance("test"))
    assert [sum(hand.values()) for hand in hands] == [3, 0, 7]
    assert sum(hand.get("x", 0) for hand in hands) == 4


def test_wrong_usage_is_said(capsys):
    assert main(["--help-me"]) == 2
    assert "Usage" in capsys.readouterr().out
