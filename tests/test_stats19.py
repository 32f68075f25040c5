"""Road casualties: real files agree with an independent count, and releases never count twice."""

import csv
import datetime as dt
import io
import zipfile
from collections import Counter
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from pcp_data import build

REAL = Path(__file__).parents[1].parent / "shared" / "real_data" / "stats19"
WEST_YORKSHIRE_2024 = REAL / "west-yorkshire-2024.zip"
AS_AT = dt.date(2026, 1, 31)
KSI_2024 = {
    "E08000035": 459,
    "E08000032": 323,
    "E08000036": 209,
    "E08000034": 192,
    "E08000033": 135,
}

real = [
    pytest.mark.real,
    pytest.mark.skipif(not REAL.is_dir(), reason="the real road files are not here"),
]

COLLISION = {
    "collision_index": "2023131000001",
    "police_force": "13",
    "collision_severity": "3",
    "date": "24/06/2023",
    "local_authority_ons_district": "E08000035",
}
CASUALTY = {
    "collision_index": "2023131000001",
    "vehicle_reference": "1",
    "casualty_reference": "1",
    "casualty_class": "1",
    "casualty_severity": "3",
    "casualty_type": "9",
    "age_of_casualty": "34",
}
VEHICLE = {
    "collision_index": "2023131000001",
    "vehicle_reference": "1",
    "vehicle_type": "9",
    "escooter_flag": "0",
}
# Fewer than three people a month are a sample of rows, which gives no figures.
OTHERS = [{"casualty_reference": "2"}, {"casualty_reference": "3"}]
LOOK_UP = {
    "accident_index": "2023131000001",
    "Vehicle_Reference": "1",
    "Casualty_Reference": "1",
    "Adjusted_Serious": "0.25",
    "Adjusted_Slight": "0.75",
}


def text_of(defaults, rows):
    """Return CSV text: each row says only what differs from the defaults."""
    sink = io.StringIO()
    writer = csv.DictWriter(sink, list(defaults), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**defaults, **row} for row in rows)
    return sink.getvalue()


class Built:
    """A folder of files and the database built from it."""

    def __init__(self, folder):
        self.folder = folder / "files"
        self.folder.mkdir()
        self.database = folder / "pcp.duckdb"

    def put(self, name, defaults, *rows):
        (self.folder / name).write_text(text_of(defaults, rows), encoding="utf-8")

    def build(self, *folders):
        return build.build(folders or [self.folder], self.database, as_at=AS_AT)

    def ask(self, query):
        with closing(duckdb.connect(str(self.database), read_only=True)) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def built(tmp_path):
    return Built(tmp_path)


@pytest.fixture(scope="module")
def west_yorkshire(tmp_path_factory):
    made = Built(tmp_path_factory.mktemp("west_yorkshire"))
    made.report = made.build(WEST_YORKSHIRE_2024)
    return made


def real_rows(member):
    with (
        zipfile.ZipFile(WEST_YORKSHIRE_2024) as archive,
        archive.open(member) as stream,
        io.TextIOWrapper(stream, encoding="utf-8-sig", newline="") as text,
    ):
        return list(csv.DictReader(text))


class TestWestYorkshire2024:
    pytestmark = real

    def test_every_row_is_accounted_for(self, west_yorkshire):
        (file,) = west_yorkshire.report.files
        rows = sum(
            len(real_rows(name)) for name in ("accidents.csv", "casualties.csv", "vehicles.csv")
        )
        assert file.rows_read == rows
        assert (file.rows_loaded, file.rows_rejected, file.rows_superseded) == (rows, 0, 0)

    def test_the_totals_are_those_published(self, west_yorkshire):
        assert west_yorkshire.ask("select count(*) from collision") == [(4060,)]
        severities = dict(
            west_yorkshire.ask("select severity, count(*) from casualty group by all")
        )
        assert severities == {"fatal": 40, "serious": 1278, "slight": 5240 - 40 - 1278}

    def test_killed_and_seriously_injured_by_district_agree_with_a_count_by_hand(
        self, west_yorkshire
    ):
        district = {
            row["collision_index"]: row["local_authority_ons_district"]
            for row in real_rows("accidents.csv")
        }
        by_hand = Counter(
            district[row["collision_index"]]
            for row in real_rows("casualties.csv")
            if row["casualty_severity"] in ("1", "2")
        )
        loaded = west_yorkshire.ask(
            "select area_code, count(*) from casualty"
            " where severity in ('fatal', 'serious') group by all"
        )
        assert dict(loaded) == dict(by_hand) == KSI_2024

    def test_the_measure_shows_the_same(self, west_yorkshire):
        for measure in ("ksi_unadjusted", "ksi_adjusted"):
            values = west_yorkshire.ask(
                "select area_code, value from twelve_months"
                f" where measure_id = '{measure}' and period_end = date '2024-12-31'"
            )
            assert dict(values) == {**KSI_2024, "E23000010": 1318}

    def test_casualties_by_month_agree_with_a_count_by_hand(self, west_yorkshire):
        day = {row["collision_index"]: row["date"] for row in real_rows("accidents.csv")}
        by_hand = Counter(
            int(day[row["collision_index"]].split("/")[1]) for row in real_rows("casualties.csv")
        )
        loaded = west_yorkshire.ask("select month(date), count(*) from casualty group by all")
        assert dict(loaded) == dict(by_hand)

    def test_people_on_e_scooters_are_told_by_the_vehicle(self, west_yorkshire):
        scooters = {
            (row["collision_index"], row["vehicle_reference"])
            for row in real_rows("vehicles.csv")
            if row["escooter_flag"] == "1"
        }
        by_hand = sum(
            (row["collision_index"], row["vehicle_reference"]) in scooters
            and row["casualty_class"] != "3"
            for row in real_rows("casualties.csv")
        )
        assert west_yorkshire.ask("select count(*) from casualty where mode = 'e-scooter'") == [
            (by_hand,)
        ]


class TestEveryLayout:
    pytestmark = real

    @pytest.mark.parametrize(
        ("name", "table"),
        [
            ("accidents-first-generation-sample.csv", "collision"),
            ("accidents_sample_raw.e244bfb.csv", "collision"),
            ("accidents_sample_raw.csv", "collision"),
            ("dft-road-casualty-statistics-collision-2022.csv", "collision"),
            ("casualties_sample_raw.csv", "casualty"),
            ("vehicles_sample_raw.csv", "vehicle"),
        ],
    )
    def test_loads_whole(self, built, name, table):
        with (REAL / name).open(encoding="utf-8-sig", newline="") as text:
            rows = sum(1 for _ in csv.DictReader(text))
        (file,) = built.build(REAL / name).files
        assert (file.rows_read, file.rows_loaded, file.rows_rejected) == (rows, rows, 0)
        assert built.ask(f"select count(*) from {table}") == [(rows,)]

    def test_words_and_iso_dates_of_the_first_one_are_understood(self, built):
        path = REAL / "accidents-first-generation-sample.csv"
        built.build(path)
        with path.open(encoding="utf-8-sig", newline="") as text:
            rows = list(csv.DictReader(text))
        by_hand = Counter(
            (row["Date"][:4], row["Accident_Severity"].lower())
            for row in rows
            if row["Police_Force"] == "West Yorkshire"
        )
        loaded = built.ask(
            "select year(date)::varchar, severity, count(*) from collision"
            " where force_code = 'E23000010' group by all"
        )
        assert {row[:2]: row[2] for row in loaded} == dict(by_hand)


def test_a_casualty_takes_date_force_and_district_from_its_collision(built):
    built.put("a casualties.csv", CASUALTY, {}, {"casualty_reference": "2"})
    built.put("b collisions.csv", COLLISION, {})
    built.build()
    assert built.ask("select distinct date, force_code, area_code from casualty") == [
        (dt.date(2023, 6, 24), "E23000010", "E08000035")
    ]


def test_a_casualty_without_its_collision_is_kept_and_counts_nowhere(built):
    built.put("collisions.csv", COLLISION, {})
    built.put("casualties.csv", CASUALTY, {}, {"collision_index": "2023131000099"})
    built.build()
    assert built.ask("select collision_id from casualty where date is null") == [("2023131000099",)]
    assert built.ask("select rows from file_warning where warning like '%no file read%'") == [(1,)]


def test_its_collision_arriving_later_places_a_casualty_of_an_earlier_build(built):
    built.put("casualties.csv", CASUALTY, {})
    built.build()
    built.put("collisions.csv", COLLISION, {})
    built.build()
    assert built.ask("select force_code, area_code from casualty") == [("E23000010", "E08000035")]
    assert built.ask("select force_code from slice where part = 'casualty'") == [("E23000010",)]


def test_a_collision_going_away_takes_the_place_of_its_casualties_with_it(built):
    built.put("casualties.csv", CASUALTY, {})
    built.put("collisions.csv", COLLISION, {})
    built.build()
    (built.folder / "collisions.csv").unlink()
    built.build()
    assert built.ask("select date, force_code, area_code from casualty") == [(None, None, None)]


def test_a_later_release_replaces_the_force_and_year_in_each_table(built):
    for name in ("provisional", "validated"):
        extra = [{"casualty_reference": "2"}] if name == "validated" else []
        built.put(f"{name} collisions.csv", COLLISION, {})
        built.put(f"{name} casualties.csv", CASUALTY, {}, *extra)
        built.put(f"{name} vehicles.csv", VEHICLE, {})
    report = built.build()
    superseded = {file.file_name: file.rows_superseded for file in report.files}
    assert superseded == {
        "provisional casualties.csv": 1,
        "provisional collisions.csv": 1,
        "provisional vehicles.csv": 1,
        "validated casualties.csv": 0,
        "validated collisions.csv": 0,
        "validated vehicles.csv": 0,
    }
    counts = built.ask(
        "select (select count(*) from collision), (select count(*) from casualty),"
        " (select count(*) from vehicle)"
    )
    assert counts == [(1, 2, 1)]


def test_another_force_or_year_is_not_replaced(built):
    built.put("1.csv", COLLISION, {}, {"collision_index": "2023141000001", "police_force": "14"})
    built.put("2.csv", COLLISION, {"date": "25/06/2023"})
    built.put("3.csv", COLLISION, {"collision_index": "2022131000001", "date": "25/06/2022"})
    built.build()
    rows = built.ask("select collision_id, date, force_code from collision order by all")
    assert rows == [
        ("2022131000001", dt.date(2022, 6, 25), "E23000010"),
        ("2023131000001", dt.date(2023, 6, 25), "E23000010"),
        ("2023141000001", dt.date(2023, 6, 24), "E23000011"),
    ]


def test_a_table_twice_in_one_zip_is_loaded_once(built):
    text = text_of(COLLISION, [{}, {"collision_index": "2023131000002"}])
    with zipfile.ZipFile(built.folder / "both.zip", "w") as archive:
        archive.writestr("collisions.csv", text)
        archive.writestr("copy of collisions.csv", text)
    (file,) = built.build().files
    assert (file.rows_read, file.rows_loaded, file.rows_superseded) == (4, 2, 2)
    assert built.ask("select count(*) from collision") == [(2,)]


def test_a_year_in_two_tables_of_one_zip_is_one_release(built):
    with zipfile.ZipFile(built.folder / "halves.zip", "w") as archive:
        archive.writestr("first.csv", text_of(COLLISION, [{}]))
        other = {"collision_index": "2023131000002", "local_authority_ons_district": "E08000036"}
        archive.writestr(
            "second.csv", text_of(COLLISION, [other, {**other, "collision_index": "2023131000003"}])
        )
    built.build()
    assert built.ask("select count(*) from collision") == [(3,)]
    assert built.ask("select rows, districts from slice") == [(3, ["E08000035", "E08000036"])]


def test_separate_adjustments_are_given_to_casualties_that_bring_none(built):
    built.put("collisions.csv", COLLISION, {})
    built.put(
        "casualties.csv",
        CASUALTY,
        {},
        {"casualty_reference": "2", "casualty_severity": "1"},
        {"vehicle_reference": "2"},
    )
    built.put("look-up.csv", LOOK_UP, {}, {"Vehicle_Reference": "2", "Adjusted_Serious": "0.5"})
    built.build()
    rows = built.ask(
        "select vehicle_reference, casualty_reference, adjusted_serious from casualty order by all"
    )
    assert rows == [("1", "1", 0.25), ("1", "2", 0.0), ("2", "1", 0.5)]
    june = built.ask(
        "select value from measure_value where measure_id = 'ksi_adjusted'"
        " and area_code = 'E08000035' and period_start = date '2023-06-01'"
    )
    assert june == [(1.75,)]


def test_adjustments_in_the_file_itself_come_before_a_look_up(built):
    own = {**CASUALTY, "casualty_adjusted_severity_serious": "0.125"}
    built.put("collisions.csv", COLLISION, {})
    built.put("casualties.csv", own, {})
    built.put("look-up.csv", LOOK_UP, {})
    built.build()
    assert built.ask("select adjusted_serious from casualty") == [(0.125,)]


def test_without_any_adjustment_the_adjusted_measure_has_no_figure(built):
    built.put("collisions.csv", COLLISION, {})
    built.put("casualties.csv", CASUALTY, {"casualty_severity": "2"}, *OTHERS)
    built.build()
    found = built.ask(
        "select measure_id, value from measure_value where measure_id like 'ksi%'"
        " and area_code = 'E08000035'"
    )
    assert found == [("ksi_unadjusted", 1.0)]


AGES = {
    ("0", "1"): "0 to 15",
    ("15", "3"): "0 to 15",
    ("16", "4"): "16 to 24",
    ("24", "5"): "16 to 24",
    ("25", "5"): "25 to 59",
    ("59", "9"): "25 to 59",
    ("60", "9"): "60 and over",
    ("102", "11"): "60 and over",
    ("-1", "2"): "0 to 15",
    ("-1", "-1"): None,
    ("130", "-1"): None,
}


def test_ages_fall_in_groups_with_children_up_to_fifteen(built):
    rows = [
        {"casualty_reference": str(number), "age_of_casualty": age, "age_band_of_casualty": band}
        for number, (age, band) in enumerate(AGES)
    ]
    built.put("casualties.csv", {**CASUALTY, "age_band_of_casualty": ""}, *rows)
    built.build()
    found = built.ask("select age_group from casualty order by casualty_reference::integer")
    assert [group for (group,) in found] == list(AGES.values())


def test_what_is_missing_stays_missing(built):
    full = {**COLLISION, "speed_limit": "-1", "lsoa_of_accident_location": "-1", "longitude": ""}
    built.put("collisions.csv", {**full, "latitude": ""}, {})
    built.build()
    assert built.ask("select speed_limit, lsoa_code, longitude, latitude from collision") == [
        (None, None, None, None)
    ]


def test_the_highway_authority_is_not_the_district(built):
    wider = {**COLLISION, "local_authority_highway": "E08000036", "lsoa_of_accident_location": "-1"}
    built.put("collisions.csv", wider, {"local_authority_ons_district": "-1"})
    built.build()
    assert built.ask("select area_code, force_code from collision") == [(None, "E23000010")]
