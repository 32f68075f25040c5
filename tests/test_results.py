"""Every result view agrees, row by row, with a slow calculation of its own in plain Python.

Small made-up worlds go through the real build, from files; what is in the normalised tables then is
worked out a second time (tests/support/slow) and compared with what the views say.
"""

from __future__ import annotations

import datetime as dt
import math
from contextlib import closing

import duckdb
import pytest

from pcp_data.build import build
from tests.support.slow import charting, comparing, figures, reconciling, tables
from tests.support.small_world import DEFINITIONS, World

AS_AT = dt.date(2021, 1, 31)
SEEDS = (1, 2, 3, 4)
MORE_SEEDS = tuple(range(5, 13))


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
    assert_alike(pairs, numbers, ("direction", "verdict", "baseline_source_id"))
    for key, one, other in pairs:
        assert one["has_caveat"] == (other["caveat"] is not None), (key, one, other["caveat"])
        for note in one["breaks"]:
            assert note in other["caveat"], (key, note, other["caveat"])
        assert_limits(key, one["limits"], (other["lower_limit"], other["upper_limit"]))


def assert_limits(key: tuple, one: tuple | None, other: tuple) -> None:
    for mine, theirs in zip(one or (None, None), other, strict=True):
        if mine is None or theirs is None:
            assert mine is theirs, (key, one, other)
        else:
            assert math.isclose(mine, theirs, rel_tol=1e-6, abs_tol=1e-6), (key, one, other)


def test_worlds_have_every_verdict_and_every_kind_of_gap(world):
    verdicts = {row["verdict"] for row in world.view("baseline_comparison")}
    assert {"not judged", "no clear change"} <= verdicts
    assert verdicts & {"better", "worse"}
    windows = world.view("twelve_months")
    assert {row["basis"] for row in windows} == {None, "computed", "published"}
    assert any(row["status"] == "suppressed" for row in windows)


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


def test_reconciliation_sets_our_rounded_number_beside_the_printed_one(world):
    slow = list(reconciling.reconciliations(world.tables, world.values, world.windows))
    pairs = paired(slow, world.view("reconciliation"), "figure_id")
    assert_alike(pairs, ("published", "computed", "difference"), ("agrees",))
    assert sum(row["computed"] is not None for _, row, _ in pairs) >= 10
