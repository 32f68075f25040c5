"""Every result view agrees, row by row, with a slow calculation of its own in plain Python.

Small made-up worlds go through the real build, from files; what is in the normalised tables then is
worked out a second time (tests/support/slow) and compared with what the views say.
"""

from __future__ import annotations

import datetime as dt
import math
from contextlib import closing
from fractions import Fraction
from random import Random

import duckdb
import pytest

from pcp_data.build import build
from pcp_data.comparisons import break_between, compared
from tests.support.slow import charting, comparing, figures, plan_tables, reconciling, tables
from tests.support.small_world import DEFINITIONS, World

AS_AT = dt.date(2021, 1, 31)
SEEDS = (1, 2, 3, 4)
MORE_SEEDS = (5, 6)


class Calculated:
    """A built world, and everything about it worked out slowly."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.tables = tables.read(connection)
        self.values = figures.measure_values(self.tables)
        self.windows = figures.twelve_months(self.tables, self.values)

    def view(self, name: str) -> list[dict]:
        return tables.rows(self.connection, name)


@pytest.fixture(
    scope="module",
    params=[*SEEDS, *(pytest.param(seed, marks=pytest.mark.slow) for seed in MORE_SEEDS)],
    ids=lambda seed: f"world {seed}",
)
def world(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(f"world{request.param}")
    (folder / "files").mkdir()
    World(folder / "files", request.param).write_all()
    database = folder / "pcp.duckdb"
    build([folder / "files"], database, definitions=DEFINITIONS, as_at=AS_AT)
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        yield Calculated(connection)


def keyed(rows: list[dict], *names: str) -> dict[tuple, dict]:
    found = {tuple(row[name] for name in names): row for row in rows}
    assert len(found) == len(rows), "a key comes twice"
    return found


def paired(slow: list[dict], quick: list[dict], *names: str) -> list[tuple[tuple, dict, dict]]:
    """Return the rows of both sides beside each other; a row on one side only is a fault."""
    one, other = keyed(slow, *names), keyed(quick, *names)
    assert sorted(one.keys() - other.keys(), key=str)[:5] == [], "the view lacks rows"
    assert sorted(other.keys() - one.keys(), key=str)[:5] == [], "the view has rows too many"
    assert one, "nothing to compare"
    return [(key, one[key], other[key]) for key in one]


def is_close(one: object, other: object) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(float(one), float(other), rel_tol=1e-9, abs_tol=1e-7)


def assert_alike(pairs: list[tuple], numbers: tuple[str, ...], words: tuple[str, ...]) -> None:
    wrong = [
        (key, name, slow[name], quick[name])
        for key, slow, quick in pairs
        for name, same in (
            *((name, is_close) for name in numbers),
            *((name, lambda one, other: one == other) for name in words),
        )
        if not same(slow[name], quick[name])
    ]
    assert not wrong, (len(wrong), wrong[:5])


def test_measure_value_is_one_series_without_overlaps_from_the_best_source(world):
    pairs = paired(
        world.values, world.view("measure_value"), "measure_id", "area_code", "period_start"
    )
    assert_alike(
        pairs,
        ("numerator", "denominator", "value"),
        ("period_end", "months", "source_id", "is_sample", "status", "file_id"),
    )


def test_no_two_figures_of_a_measure_and_area_overlap(world):
    last: dict[tuple, dt.date] = {}
    rows = world.view("measure_value")
    for row in sorted(rows, key=lambda row: row["period_start"]):
        series = row["measure_id"], row["area_code"]
        assert row["period_start"] > last.get(series, dt.date.min), row
        last[series] = row["period_end"]


def test_twelve_months_are_whole_and_from_one_source_or_have_no_value(world):
    pairs = paired(
        world.windows, world.view("twelve_months"), "measure_id", "area_code", "period_end"
    )
    assert_alike(
        pairs,
        ("value", "numerator", "denominator"),
        ("period_start", "months_present", "basis", "status"),
    )
    with_value = [pair for pair in pairs if pair[1]["value"] is not None]
    assert_alike(with_value, (), ("source_id", "is_sample"))


def test_a_window_without_a_value_says_why(world):
    for row in world.view("twelve_months"):
        assert (row["value"] is None) == bool(row["missing_because"]), row


def test_comparisons_changes_and_verdicts(world):
    slow = list(comparing.comparisons(world.tables, world.windows))
    keys = ("plan_id", "priority_id", "measure_id", "area_code", "period_end")
    pairs = paired(slow, world.view("baseline_comparison"), *keys)
    sides = ("previous", "baseline")
    kinds = ("change", "percent_change", "point_change")
    numbers = ("value", *(f"{side}_value" for side in sides))
    numbers += tuple(f"{kind}_on_{side}" for kind in kinds for side in sides)
    assert_alike(pairs, numbers, ("direction", "finding", "verdict", "baseline_source_id"))
    for key, one, other in pairs:
        assert one["has_caveat"] == (other["caveat"] is not None), (key, one, other["caveat"])
        for note in one["breaks"]:
            assert note in other["caveat"], (key, note, other["caveat"])
        assert_limits(key, one["limits"], (other["lower_limit"], other["upper_limit"]))


def test_the_breaks_between_two_periods_are_the_same_wherever_they_are_asked_for(world):
    random = Random(2)
    seen = set()
    for series in comparing.by_series(world.windows).values():
        known = known_breaks(world, series[0])
        for _ in range(12):
            now, then = random.choice(series), random.choice(series)
            ends = [one[end] for one in (then, now) for end in ("period_start", "period_end")]
            breaks = comparing.breaks_between(world.tables, now, then)
            found = asked_breaks(world, now, ends)
            assert found == (" ".join(sorted(breaks)) or None), (now, then)
            assert break_between(known, ends[::2], ends[1::2]) == found
            seen.add(len(breaks))
        for gone in range(4):
            unknown = [None if n == gone else end for n, end in enumerate(ends)]
            assert asked_breaks(world, now, unknown) is None, (now, unknown)
    assert {0, 1} <= seen


def asked_breaks(world, now: dict, ends: list[dt.date | None]) -> str | None:
    """Return what the database says lies between two periods, by their ends."""
    found = world.connection.execute(
        "select breaks_between(breaks, $then_start, $then_end, $now_start, $now_end)"
        " from measure_break where measure_id = $measure and area_code = $area",
        dict(zip(("then_start", "then_end", "now_start", "now_end"), ends, strict=True))
        | {"measure": now["measure_id"], "area": now["area_code"]},
    ).fetchone()
    return found and found[0]


def known_breaks(world, series: dict) -> list[tuple[dt.date, str]]:
    """Return the breaks of a series, each by its day and note."""
    return world.connection.execute(
        "select one.starts, one.note from (select unnest(breaks) as one from measure_break"
        " where measure_id = $measure and area_code = $area)",
        {"measure": series["measure_id"], "area": series["area_code"]},
    ).fetchall()


def test_a_comparison_with_any_other_twelve_months_goes_by_the_same_rules(world):
    random = Random(1)
    measures = {row["measure_id"]: row for row in world.tables["measure"]}
    windows = comparing.by_series(world.windows)
    seen = set()
    for place in world.tables["plan_measure"]:
        measure = measures[place["measure_id"]]
        for (measure_id, _), series in windows.items():
            if measure_id == place["measure_id"]:
                for _ in range(12):
                    now, then = random.choice(series), random.choice(series)
                    seen.add(assert_compared(world, place, measure, now, then))
    assert "not judged" in seen


def assert_compared(world, place: dict, measure: dict, now: dict, then: dict) -> str:
    """Assert that one comparison, either way round in time, is as worked out slowly."""
    other = comparing.like(now, then)
    breaks = comparing.breaks_between(world.tables, now, other)
    limits = comparing.limits_of(measure, now, other)
    expected = comparing.verdict(place, measure, now, other, breaks, limits)
    names = ("value", "numerator", "denominator", "source_id", "is_sample")
    names += ("period_start", "period_end")
    row = {name: now[name] for name in names} | {f"compare_{name}": then[name] for name in names}
    row |= {"status": now["status"]}
    row |= {f"compare_{name}": then[f"period_{name}"] for name in ("start", "end")}
    about = ("unit", "scale", "aggregation", "better", "minimum_base")
    row |= {name: measure[name] for name in about}
    row |= {"aim": place["aim"], "compare_break": " ".join(sorted(breaks)) or None}
    (found,) = compared([{key: as_double(value) for key, value in row.items()}])
    assert found["verdict"] == expected, row
    assert found["finding"] == comparing.finding(measure, now, other, breaks, limits), row
    assert_limits((row,), limits, (found["lower_limit"], found["upper_limit"]))
    changes = comparing.changes(measure, now, other, "compare")
    for kind in ("change", "percent_change", "point_change"):
        assert is_close(changes[f"{kind}_on_compare"], found[f"{kind}_on_compare"]), row
    return expected


def as_double(value: object) -> object:
    return float(value) if isinstance(value, Fraction) else value


def assert_limits(key: tuple, one: tuple | None, other: tuple) -> None:
    for mine, theirs in zip(one or (None, None), other, strict=True):
        if mine is None or theirs is None:
            assert mine is theirs, (key, one, other)
        else:
            assert math.isclose(mine, theirs, rel_tol=1e-6, abs_tol=1e-6), (key, one, other)


def test_a_plans_table_has_each_comparison_and_the_newest_figure_before(world):
    slow = list(plan_tables.figures(world.tables, world.values, world.windows))
    keys = ("plan_id", "priority_id", "measure_id", "area_code", "period_end")
    pairs = paired(slow, world.view("plan_figure"), *keys)
    assert_alike(pairs, ("newest_value",), ("newest_start", "newest_end"))
    comparisons = keyed(world.view("baseline_comparison"), *keys)
    assert comparisons
    for key, _, row in pairs:
        expected = comparisons.get(key, {})
        for name in row.keys() - {"newest_start", "newest_end", "newest_value", *keys}:
            assert row[name] == expected.get(name), (key, name)


def test_a_trend_has_a_place_for_every_month(world):
    slow = list(plan_tables.trends(world.windows))
    pairs = paired(slow, world.view("measure_trend"), "measure_id", "area_code")
    for key, one, other in pairs:
        assert one["first_end"] == other["first_end"], key
        assert len(one["trend"]) == len(other["trend"]), key
        assert all(map(is_close, one["trend"], other["trend"])), key


def test_worlds_have_every_verdict_and_every_kind_of_gap(world):
    verdicts = {row["verdict"] for row in world.view("baseline_comparison")}
    assert "not judged" in verdicts and len(verdicts) > 1
    assert verdicts & {"better", "worse"}
    windows = world.view("twelve_months")
    assert {row["basis"] for row in windows} == {None, "computed", "published"}
    assert any(row["status"] == "suppressed" for row in windows)


def test_a_measure_file_counts_the_figures_that_a_file_gave(world):
    expected: dict[tuple, list[dict]] = {}
    for row in world.view("measure_value"):
        key = row["measure_id"], row["area_code"], row["file_id"]
        expected.setdefault(key, []).append(row)
    found = keyed(world.view("measure_file"), "measure_id", "area_code", "file_id")
    assert found.keys() == expected.keys()
    files = keyed(world.view("source_file"), "file_id")
    sources = keyed(world.view("source"), "source_id")
    for key, row in found.items():
        figures = expected[key]
        assert row["figures"] == len(figures), key
        assert row["first_end"] == min(one["period_end"] for one in figures), key
        file, (source,) = files[key[2:]], {one["source_id"] for one in figures}
        for name in row.keys() & file.keys():
            assert row[name] == file[name], (key, name)
        for name in ("publisher", "licence"):
            assert row[name] == sources[(source,)][name], (key, name)
        assert row["source_title"] == sources[(source,)]["title"], key


def test_the_parts_of_a_measure_are_its_smallest(world):
    counted: dict[str, list[dict]] = {}
    first = {
        (row["measure_id"], row["source_id"])
        for row in world.tables["measure_source"]
        if row["preference"] == 1
    }
    for row in world.tables["measure_item"]:
        if (row["measure_id"], row["source_id"]) in first and row["part"] == "numerator":
            counted.setdefault(row["measure_id"], []).append(row)
    plain = ("knife", "victim_under_25", "outcome_group")
    items = {
        measure: {row["item"] for row in rows}
        for measure, rows in counted.items()
        if all(row["sign"] == 1 and all(row[name] is None for name in plain) for row in rows)
    }
    measures = {row["measure_id"]: row for row in world.tables["measure"]}
    expected = set()
    for whole in items:
        within = {
            part
            for part in items
            if items[part] < items[whole]
            and measures[part]["topic"] == measures[whole]["topic"]
            and {measures[one]["aggregation"] for one in (part, whole)} == {"sum"}
        }
        smallest = {one for one in within if not any(items[two] < items[one] for two in within)}
        expected |= {(whole, one) for one in smallest}
    assert {(row["measure_id"], row["part_id"]) for row in world.view("measure_part")} == expected
    assert all(
        row["title"] == measures[row["part_id"]]["title"] for row in world.view("measure_part")
    )


def test_a_survey_wave_says_how_the_way_of_asking_changed_since_the_wave_before(world):
    asked = ("survey_id", "question", "answer", "area_code")
    found = keyed(world.view("survey_wave"), *asked, "period_end")
    waves = keyed(world.tables["survey_result"], *asked, "period_end")
    assert found.keys() == waves.keys()
    reached = {(row["measure_id"], row["area_code"]) for row in world.values}
    measures: dict[str, list[str]] = {}
    for row in world.tables["measure_item"]:
        if row["source_id"] == "survey" and row["part"] == "both":
            measures.setdefault(row["item"], []).append(row["measure_id"])
    for key, row in found.items():
        assert {name: row[name] for name in waves[key].keys() & row.keys()} == {
            name: waves[key][name] for name in waves[key].keys() & row.keys()
        }
        before = [wave for other, wave in waves.items() if other[:4] == key[:4] and other < key]
        last = max(before, key=lambda wave: wave["period_end"], default=None)
        breaks = set()
        for measure in measures.get(f"survey: {key[0]} | {key[1]} | {key[2]}", ()):
            if (measure, key[3]) in reached:
                now = waves[key] | {"measure_id": measure}
                breaks |= comparing.breaks_between(world.tables, now, last)
        assert row["break_since"] == (" ".join(sorted(breaks)) or None), key


def test_a_yearly_figure_says_what_the_tables_say_of_its_measure_area_source_and_residents(world):
    keys = ("measure_id", "area_code", "period_end")
    found = keyed(world.view("yearly_figure"), *keys)
    windows = keyed(world.view("twelve_months"), *keys)
    assert found.keys() == windows.keys()
    beside = {
        name: {
            row[f"{name}_id" if name != "area" else "area_code"]: row for row in world.view(name)
        }
        for name in ("measure", "area", "source")
    }
    residents = world.view("area_residents")
    breaks = {row[:2]: row[2] for row in world.connection.execute("from measure_break").fetchall()}
    for key, row in found.items():
        window, source = windows[key], beside["source"].get(row["source_id"], {"title": None})
        assert {name: row[name] for name in window.keys() & row.keys()} == {
            name: window[name] for name in window.keys() & row.keys()
        }
        for name in row.keys() & beside["measure"][key[0]].keys():
            assert row[name] == beside["measure"][key[0]][name], (key, name)
        for name in ("area_name", "area_type", "area_order"):
            assert row[name] == beside["area"][key[1]][name], (key, name)
        assert row["source_title"] == source["title"] and row["breaks"] == breaks.get(key[:2]), key
        estimate = [
            (one["residents"], one["year"], one["is_added"])
            for one in residents
            if (one["area_code"], one["is_sample"]) == (key[1], window["is_sample"])
            and one["from_day"] <= key[2] < one["to_day"]
        ] or [(None, None, None)]
        assert [(row["residents"], row["population_year"], row["is_added"])] == estimate, key
        later = [
            end
            for measure, area, end in windows
            if (measure, area) == key[:2]
            and end > key[2]
            and windows[measure, area, end]["value"] is not None
        ]
        is_known = window["value"] is not None
        assert row["next_end"] == (min(later, default=None) if is_known else None), key


def test_control_charts_have_the_limits_of_the_definitions(world):
    quick = world.view("control_chart")
    names = ("measure_id", "area_code", "period_start")
    factors = {tuple(row[name] for name in names): row["seasonal_factor"] for row in quick}
    slow = list(charting.charts(world.tables, world.values, factors))
    pairs = paired(slow, quick, "measure_id", "area_code", "period_end")
    numbers = ("value", "adjusted_value", "centre", "lower_limit", "upper_limit")
    assert_alike(pairs, numbers, ("is_trial",))
    for _, _, row in pairs:
        assert row["is_seasonally_adjusted"] or row["seasonal_factor"] == 1


WORDS = {
    "above the upper limit": ("outside", 1),
    "below the lower limit": ("outside", -1),
    "2 of 3 months near the upper limit": ("near", 1),
    "2 of 3 months near the lower limit": ("near", -1),
    "7 months in a row above the average": ("run", 1),
    "7 months in a row below the average": ("run", -1),
    "6 rises in a row": ("trend", 1),
    "6 falls in a row": ("trend", -1),
}


def test_signals_are_the_months_that_meet_a_rule(world):
    charts = world.view("control_chart")
    names = ("measure_id", "area_code", "period_start")
    factors = {tuple(row[name] for name in names): row["seasonal_factor"] for row in charts}
    slow = list(charting.charts(world.tables, world.values, factors))
    expected = [row for row in slow if row["rule"]]
    found = [{**row, "rule": WORDS[row["rule"]]} for row in world.view("signal")]
    pairs = paired(expected, found, "measure_id", "area_code", "period_end")
    numbers = ("value", "centre", "lower_limit", "upper_limit")
    assert_alike(pairs, numbers, ("rule", "improvement"))


def test_a_chart_point_has_its_chart_its_signal_and_what_came_before(world):
    keys = ("measure_id", "area_code", "period_end")
    charts, signals = (keyed(world.view(name), *keys) for name in ("control_chart", "signal"))
    points = keyed(world.view("chart_point"), *keys)
    assert points.keys() == charts.keys() and signals.keys() <= points.keys()
    in_plans = {row["measure_id"] for row in world.tables["plan_measure"]}
    for key, point in points.items():
        chart, signal = charts[key], signals.get(key)
        series = sorted(end for measure, area, end in charts if (measure, area) == key[:2])
        assert point["next_end"] == next((end for end in series if end > key[2]), None), key
        for name in ("lower_limit", "centre", "upper_limit"):
            assert is_close(point[name], chart[name] * chart["seasonal_factor"]), key
        for name in ("value", "status", "points", "segment_start"):
            assert point[name] == chart[name], key
        for name in ("rule", "is_high", "improvement", "since"):
            assert point[name] == (signal[name] if signal else None), key
        assert point["is_in_no_plan"] == (key[0] not in in_plans), key
        since = tables.month_number(key[2]) - 24
        before = [end for end in series if end <= key[2] and tables.month_number(end) > since]
        expected = [charts[(*key[:2], end)]["value"] for end in before]
        assert point["trend"] == (expected if signal else None), key


def test_reconciliation_sets_our_rounded_number_beside_the_printed_one(world):
    slow = list(reconciling.reconciliations(world.tables, world.values, world.windows))
    pairs = paired(slow, world.view("reconciliation"), "figure_id")
    assert_alike(pairs, ("published", "computed", "difference"), ("agrees",))
    assert sum(row["computed"] is not None for _, row, _ in pairs) >= 10


# Month, district, code, knife, under 25, outcome, offences; counted for the force and for Leeds in
# knife-enabled personal robbery, or not; and why.
SPOT = [
    ("2019-01", "Leeds", "34B", "Yes", "No", "No outcome yet", 5, 5, 5, "what the measure counts"),
    ("2019-01", "Leeds", "34B", "Yes", "Yes", "Other outcome", 3, 3, 3, "of any age and outcome"),
    ("2019-01", "Leeds", "34B", "No", "No", "No outcome yet", 7, 0, 0, "no knife"),
    ("2019-01", "Leeds", "34A", "Yes", "No", "No outcome yet", 11, 0, 0, "business robbery"),
    ("2019-01", "Bradford", "34B", "Yes", "No", "Other outcome", 13, 13, 0, "another district"),
    ("2019-01", "Not known", "34B", "Yes", "No", "Other outcome", 17, 17, 0, "place not known"),
    (
        "2019-01",
        "Barnsley",
        "34B",
        "Yes",
        "No",
        "Other outcome",
        19,
        19,
        0,
        "strayed over a border",
    ),
    ("2019-12", "Leeds", "34B", "Yes", "No", "Other outcome", 23, 23, 23, "last month of the year"),
    ("2018-12", "Leeds", "34B", "Yes", "No", "Other outcome", 29, 0, 0, "the year before"),
    ("2020-01", "Leeds", "34B", "Yes", "No", "Other outcome", 31, 0, 0, "the year after"),
    ("2019-02", "Leeds", "34B", "Yes", "No", "Other outcome", 0, 0, 0, "none is a figure too"),
    ("2019-03", "Leeds", "34B", "Yes", "No", "Other outcome", -2, 0, 0, "refused: negative"),
    ("2019-03", "All", "34B", "Yes", "No", "Other outcome", 37, 0, 0, "refused: a totals row"),
    ("2019-03", "Leeds", "34B", "Yes", "No", "Sent to court", 41, 0, 0, "refused: no such outcome"),
]


def test_spot_check_each_row_is_in_or_out_for_a_reason(tmp_path):
    every_month = [
        (f"2019-{month:02}", district, "126", "No", "No", "Other outcome", 1)
        for month in range(1, 13)
        for district in ("Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield")
    ]
    header = "Month,District,Offence code,Knife enabled,Victim under 25,Outcome group,Offences"
    rows = [",".join(map(str, row[:7])) for row in [*SPOT, *every_month]]
    lines = [f"Force,{header}", *(f"West Yorkshire,{row}" for row in rows)]
    (tmp_path / "crime.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    database = tmp_path / "pcp.duckdb"
    report = build([tmp_path], database, definitions=DEFINITIONS, as_at=AS_AT)
    assert report.files[0].rows_rejected == 3
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        found = dict(
            connection.execute(
                "select area_code, value from twelve_months"
                " where measure_id = 'knife_robbery' and period_end = '2019-12-31'"
            ).fetchall()
        )
    assert found["E23000010"] == sum(row[7] for row in SPOT) == 80
    assert found["E08000035"] == sum(row[8] for row in SPOT) == 31
    assert found["E08000033"] == 0, "covered, and none recorded, is zero"
