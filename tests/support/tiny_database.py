"""A small database with the shape of a real build, filled with made-up numbers.

The tables are made from queries/tables; the result views stand here as tables, so that pages
can be tested in states that are hard to reach with real files.
"""

from __future__ import annotations

import calendar
import math
from datetime import date, datetime
from pathlib import Path

import duckdb

from pcp_data import sql
from pcp_data.code_digest import build_digest
from pcp_data.define.store import insert_rows
from pcp_data.results import RESULTS

ROOT = Path(__file__).parents[2]
FORCE = "E23000010"
AREAS = [
    ("K04000001", "England and Wales", "nation", None, 0, 0.0),
    (FORCE, "West Yorkshire", "force", "K04000001", 1, 1.0),
    ("PEER:E23000010", "Most similar forces average", "peer_group", None, 2, 0.0),
    ("E08000032", "Bradford", "district", FORCE, 3, 0.25),
    ("E08000033", "Calderdale", "district", FORCE, 4, 0.08),
    ("E08000034", "Kirklees", "district", FORCE, 5, 0.17),
    ("E08000035", "Leeds", "district", FORCE, 6, 0.36),
    ("E08000036", "Wakefield", "district", FORCE, 7, 0.14),
]
# id, title, unit, aggregation, better, monthly level, topic
MEASURES = [
    ("neighbourhood_crime", "Neighbourhood crime", "offences", "sum", "lower", 2900),
    ("residential_burglary", "Residential burglary", "offences", "sum", "lower", 900),
    ("personal_robbery", "Personal robbery", "offences", "sum", "lower", 190),
    ("vehicle_offences", "Vehicle offences", "offences", "sum", "lower", 1400),
    ("knife_crime", "Knife-enabled crime", "offences", "sum", "lower", 120),
    ("asb_incidents", "Anti-social behaviour incidents", "incidents", "sum", "lower", 3800),
    ("homicide", "Homicide", "victims", "sum", "lower", 2),
    ("victim_satisfaction", "Victim satisfaction", "%", "ratio", "higher", 72),
    ("999_average_answer_time", "999 average answer time", "seconds", "mean", "lower", 9),
    ("early_guilty_pleas", "Early guilty pleas", "%", "ratio", "higher", None),
]
SAFER = "safer-places-and-thriving-communities"
VICTIMS = "supporting-victims-and-witnesses"
PLACES = [
    ("2021-24", VICTIMS, "victim_satisfaction", None, "increase", "2021-05-01", "2022-04-30"),
    ("2021-24", VICTIMS, "999_average_answer_time", None, "monitor", None, None),
    ("2021-24", VICTIMS, "early_guilty_pleas", None, "increase", "2021-05-01", "2022-04-30"),
    ("2021-24", SAFER, "homicide", None, "decrease", "2018-07-01", "2019-06-30"),
    ("2021-24", SAFER, "knife_crime", None, "decrease", "2018-07-01", "2019-06-30"),
    ("2021-24", SAFER, "neighbourhood_crime", None, "below_baseline", "2018-07-01", "2019-06-30"),
    (
        "2021-24",
        SAFER,
        "residential_burglary",
        "neighbourhood_crime",
        "below_baseline",
        "2018-07-01",
        "2019-06-30",
    ),
    (
        "2021-24",
        SAFER,
        "personal_robbery",
        "neighbourhood_crime",
        "below_baseline",
        "2018-07-01",
        "2019-06-30",
    ),
    (
        "2021-24",
        SAFER,
        "vehicle_offences",
        "neighbourhood_crime",
        "below_baseline",
        "2018-07-01",
        "2019-06-30",
    ),
    ("2021-24", SAFER, "asb_incidents", None, "decrease", "2021-05-01", "2022-04-30"),
    ("2016-21", "tackle-crime", "asb_incidents", None, "decrease", None, None),
]
FIRST, LAST = (2018, 7), (2023, 3)


def months() -> list[tuple[date, date]]:
    """Return the first and last day of every month of the made-up series."""
    found = []
    year, month = FIRST
    while (year, month) <= LAST:
        found.append((date(year, month, 1), date(year, month, _days(year, month))))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def make(path: Path, *, sample: bool = True) -> Path:
    """Return the path of a new tiny database made there."""
    con = duckdb.connect(str(path))
    for file in sorted((ROOT / "queries" / "tables").glob("*.sql")):
        con.execute(file.read_text(encoding="utf-8"))
    con.execute(sql.text("build/breaks_between"))
    _definitions(con)
    _results(con)
    _build_info(con, sample)
    con.close()
    return path


def _build_info(con: duckdb.DuckDBPyConnection, sample: bool) -> None:
    insert_rows(
        con,
        "build_info",
        [
            {
                "build_id": "tiny",
                "built_at": datetime(2023, 4, 20, 9, 30),
                "as_at": date(2023, 4, 20),
                "home_force_code": FORCE,
                "home_force_name": "West Yorkshire",
                "definitions_folder": "west_yorkshire",
                "definitions_path": "west_yorkshire",
                "definitions_digest": build_digest("0"),
                "folders": ["sample"],
                "product_version": "0",
                "has_sample": sample,
                "has_real": not sample,
                "latest_month": date(2023, 3, 1),
                "default_plan_id": "2021-24",
                "settings": {},
            }
        ],
    )


def _definitions(con: duckdb.DuckDBPyConnection) -> None:
    insert_rows(
        con,
        "area",
        [
            dict(
                zip(
                    ("area_code", "area_name", "area_type", "parent_code", "area_order"),
                    row[:5],
                    strict=True,
                )
            )
            for row in AREAS
        ],
    )
    insert_rows(
        con,
        "plan",
        [
            {
                "plan_id": plan,
                "title": f"Police and Crime Plan {plan[:4]} to 20{plan[5:]}",
                "status": "adopted",
                "starts": date(int(plan[:4]), 4, 1),
                "ends": date(2000 + int(plan[5:]), 3, 31),
                "vision": "Safe, just and inclusive",
                "plan_order": order,
                "source": "The Plan",
            }
            for order, plan in enumerate(("2016-21", "2021-24"), 1)
        ],
    )
    insert_rows(
        con,
        "priority",
        [
            {
                "plan_id": plan,
                "priority_id": priority,
                "kind": "priority",
                "title": title,
                "objectives": ["Reduce crime"],
                "priority_order": order,
            }
            for order, (plan, priority, title) in enumerate(
                [
                    ("2016-21", "tackle-crime", "Tackle crime and anti-social behaviour"),
                    ("2021-24", VICTIMS, "Supporting Victims and Witnesses"),
                    ("2021-24", SAFER, "Safer Places and Thriving Communities"),
                    ("2021-24", "keeping-people-safe", "Keeping People Safe"),
                ]
            )
        ],
    )
    insert_rows(
        con,
        "theme",
        [
            {
                "theme_id": "safety-of-women-and-girls",
                "title": "Safety of Women and Girls",
                "theme_order": 1,
            }
        ],
    )
    insert_rows(
        con, "plan_theme", [{"plan_id": "2021-24", "theme_id": "safety-of-women-and-girls"}]
    )
    insert_rows(
        con, "measure_theme", [{"measure_id": "homicide", "theme_id": "safety-of-women-and-girls"}]
    )
    insert_rows(
        con,
        "measure",
        [
            {
                "measure_id": one[0],
                "title": one[1],
                "short_title": one[1],
                "why_it_matters": "People should be safe.",
                "definition": f"{one[1]} as recorded.",
                "unit": one[2],
                "scale": 100 if one[2] == "%" else 1,
                "decimals": 1 if one[3] != "sum" else 0,
                "aggregation": one[3],
                "better": one[4],
                "provisional_months": 3 if one[0] == "knife_crime" else 0,
                "owner": "The force",
                "frequency": "monthly",
                "caveats": ["Recorded crime is not all crime."],
                "source_preference": ["force_crime"],
                "topic": "neighbourhood_crime",
                "minimum_base": 100 if one[0] == "victim_satisfaction" else 0,
                "hide_below_base": 30 if one[0] == "victim_satisfaction" else 0,
            }
            for one in MEASURES
        ],
    )
    insert_rows(
        con,
        "plan_measure",
        [
            {
                "plan_id": plan,
                "priority_id": priority,
                "measure_id": measure,
                "register_id": None if parent else f"pcp_{measure}",
                "parent_measure_id": parent,
                "aim": aim,
                "baseline_start": start,
                "baseline_end": end,
                "baseline_label": end and "Baseline year",
                "status": "continue",
                "measure_order": order,
                "recommendation": "Keep this measure.",
            }
            for order, (plan, priority, measure, parent, aim, start, end) in enumerate(PLACES)
        ],
    )
    insert_rows(
        con,
        "source",
        [
            {
                "source_id": "force_crime",
                "title": "Force crime return",
                "publisher": "West Yorkshire Police",
                "licence": "Internal",
            },
        ],
    )
    insert_rows(
        con,
        "source_file",
        [
            {
                "file_id": 1,
                "file_name": "crime.csv",
                "path": "sample/crime.csv",
                "sha256": "00",
                "size_bytes": 1,
                "modified": datetime(2023, 4, 19),
                "folder_order": 1,
                "source_id": "force_crime",
                "format_id": "force_crime",
                "importer_version": 1,
                "status": "loaded",
                "is_sample": True,
                "period_start": date(2018, 7, 1),
                "period_end": date(2023, 3, 31),
                "rows_read": 10,
                "rows_loaded": 10,
                "rows_rejected": 0,
                "rows_superseded": 0,
                "seconds": 0.1,
                "loaded_at": datetime(2023, 4, 20, 9, 30),
            }
        ],
    )
    insert_rows(
        con,
        "data_note",
        [
            {
                "note_id": "asb-recording",
                "measure_id": "asb_incidents",
                "area_code": FORCE,
                "starts": date(2021, 9, 1),
                "ends": date(2022, 3, 31),
                "kind": "series_break",
                "note": "Incidents with an element of crime began to be logged as crimes.",
                "source": "Panel report, June 2023",
            },
            {
                "note_id": "covid",
                "measure_id": "neighbourhood_crime",
                "area_code": FORCE,
                "starts": date(2020, 3, 23),
                "ends": date(2021, 7, 19),
                "kind": "event",
                "note": "Restrictions during the COVID-19 pandemic.",
                "source": "Panel report",
            },
        ],
    )
    insert_rows(
        con,
        "published_figure",
        [
            {
                "figure_id": "NC-001",
                "source_id": "published",
                "file_id": 1,
                "slice_id": 1,
                "measure_id": "residential_burglary",
                "area_code": FORCE,
                "area_name": "West Yorkshire",
                "topic": "neighbourhood_crime",
                "title": "Recorded offences",
                "period_start": date(2018, 7, 1),
                "period_end": date(2019, 6, 30),
                "value": 10500,
                "decimals": 0,
                "unit": "offences",
                "statistic": "value",
                "qualifier": "exact",
                "document": "Panel report (June 2023)",
                "section": "2.1",
            },
        ],
    )


def _level(measure: tuple, share: float, index: int, month: int) -> float:
    level = measure[5] * (share if measure[3] == "sum" else 0.94 + share / 8)
    fall = 1 - 0.3 * min(index, 26) / 26
    season = 1 + 0.06 * math.sin(month / 12 * 2 * math.pi)
    wobble = 1 + 0.03 * math.sin(index * 2.3 + share * 11)
    return max(level * (fall if measure[3] == "sum" else 1) * season * wobble, 0)


def _results(con: duckdb.DuckDBPyConnection) -> None:
    folder = Path(__file__).parent / "tiny_results.sql"
    con.execute(
        "create table tiny_month (measure_id varchar, area_code varchar, "
        "period_start date, period_end date, amount double, base double)"
    )
    rows, columns = [], con.table("tiny_month").columns
    for measure in (one for one in MEASURES if one[5] is not None):
        for area in (one for one in AREAS if one[5]):
            for index, (start, end) in enumerate(months()):
                level = _level(measure, area[5], index, start.month)
                base = None if measure[3] == "sum" else 400 * area[5]
                amount = round(level) if base is None else level * base
                if measure[2] == "%":
                    amount /= 100
                values = (measure[0], area[0], start, end, amount, base)
                rows.append(dict(zip(columns, values, strict=True)))
    insert_rows(con, "tiny_month", rows)
    con.execute(folder.read_text(encoding="utf-8"))
    _other_results(con)


def _other_results(con: duckdb.DuckDBPyConnection) -> None:
    """Make every other result of a build from its own SQL; over empty tables it is empty."""
    there = {row[0] for row in con.execute("select table_name from duckdb_tables()").fetchall()}
    for name in RESULTS:
        if name not in there:
            con.execute(f"create table {name} as {sql.text(name)}")
