"""Every figure that the public papers print and the sample is calibrated on, through the views.

tests/golden_figures.csv holds 220 figures of public papers; what is asked for is the number that a
user of the database gets, rounded as the papers round.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from pcp_data.comparisons import compared
from pcp_data.words import round_half_away

ROOT = Path(__file__).parents[1]
FACTS = ROOT.parent / "shared" / "facts" / "expected_figures.csv"
CHANGES = {"change": "change", "percent_change": "percent_change", "point_change": "point_change"}


def figures() -> list[dict[str, str]]:
    with (ROOT / "tests" / "golden_figures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FIGURES = figures()
COMPARED = [row for row in FIGURES if row["compare_end"]]


def key(row: dict[str, str]) -> str:
    return row["figure_id"]


def asked(row: dict[str, str]) -> tuple:
    return (row["measure_id"], row["area_name"])


def period_value(connection, row: dict[str, str], start: str, end: str) -> dict:
    """Return the figure of a period: of twelve_months, else of measure_value."""
    for view in ("twelve_months", "measure_value"):
        found = connection.execute(
            f"select {view}.*, measure.unit, measure.aggregation, measure.minimum_base,"
            " measure.scale,"
            f" measure.better from {view} inner join area using (area_code)"
            " inner join measure using (measure_id)"
            " where measure_id = ? and area_name = ? and area_type <> 'ward'"
            " and period_start = ? and period_end = ? and value is not null",
            [*asked(row), start, end],
        )
        names = [column[0] for column in found.description]
        rows = found.fetchall()
        assert len(rows) <= 1, rows
        if rows:
            return dict(zip(names, rows[0], strict=True))
    raise AssertionError(f"no figure for {row['figure_id']}: {asked(row)} {start} to {end}")


def printed(value: float, row: dict[str, str]) -> float:
    assert value is not None, row
    return round_half_away(value, int(row["decimals"]))


def test_there_are_220_figures_each_once():
    assert len(FIGURES) == 220
    assert len({key(row) for row in FIGURES}) == 220


def test_the_figures_are_those_of_the_papers():
    if not FACTS.is_file():
        pytest.skip("the facts are not beside this copy of the project")
    with FACTS.open(encoding="utf-8-sig", newline="") as file:
        facts = {row["figure_id"]: row for row in csv.DictReader(file)}
    assert len(facts) == 220
    for row in FIGURES:
        fact = facts[row["figure_id"]]
        assert all(fact[name] == row[name] for name in row), row["figure_id"]


@pytest.mark.parametrize("row", FIGURES, ids=key)
def test_a_printed_figure_comes_out_of_the_sample(sample, row):
    now = period_value(sample, row, row["period_start"], row["period_end"])
    if row["statistic"] == "value":
        exact = now["value"]
    else:
        then = period_value(sample, row, row["compare_start"], row["compare_end"])
        exact = {
            "change": now["value"] - then["value"],
            "point_change": now["value"] - then["value"],
            "percent_change": 100 * (now["value"] - then["value"]) / then["value"],
        }[row["statistic"]]
    assert printed(exact, row) == float(row["expected"])


@pytest.mark.parametrize("row", COMPARED, ids=key)
def test_a_printed_change_comes_out_of_a_comparison_with_any_twelve_months(sample, row):
    now = period_value(sample, row, row["period_start"], row["period_end"])
    then = period_value(sample, row, row["compare_start"], row["compare_end"])
    sides = {f"compare_{name}": value for name, value in then.items()}
    ends = {name: row[name] for name in ("compare_start", "compare_end")}
    sides |= {name: dt.date.fromisoformat(day) for name, day in ends.items()}
    (found,) = compared([{**now, **sides, "aim": "monitor", "compare_break": None}])
    assert printed(found[f"{row['statistic']}_on_compare"], row) == float(row["expected"])


def test_a_printed_change_on_a_plan_s_baseline_comes_out_of_baseline_comparison(sample):
    checked = 0
    for row in COMPARED:
        name = f"{row['statistic']}_on_baseline"
        rows = sample.execute(
            f"select {name}, caveat from baseline_comparison inner join area using (area_code)"
            " where measure_id = ? and area_name = ? and period_end = ?"
            " and baseline_start = ? and baseline_end = ?",
            [*asked(row), row["period_end"], row["compare_start"], row["compare_end"]],
        ).fetchall()
        for value, _ in rows:
            assert printed(value, row) == float(row["expected"]), row
            checked += 1
    assert checked >= 8


def test_a_printed_change_on_the_year_before_comes_out_of_baseline_comparison(sample):
    checked = 0
    for row in COMPARED:
        start, end, before = (
            dt.date.fromisoformat(row[name])
            for name in ("period_start", "period_end", "compare_end")
        )
        if before + dt.timedelta(1) != start or (end - start).days < 364:
            continue
        rows = sample.execute(
            f"select {row['statistic']}_on_previous from baseline_comparison"
            " inner join area using (area_code)"
            " where measure_id = ? and area_name = ? and period_end = ?",
            [*asked(row), row["period_end"]],
        ).fetchall()
        for (value,) in rows:
            assert printed(value, row) == float(row["expected"]), row
            checked += 1
    assert checked >= 10


def test_reconciliation_agrees_on_every_figure_of_the_papers_that_is_calibrated(sample):
    rows = sample.execute(
        "select figure_id, computed, published, agrees from reconciliation"
        " where list_contains(?, figure_id)",
        [[key(row) for row in FIGURES]],
    ).fetchall()
    assert len(rows) == 220
    expected = {key(row): float(row["expected"]) for row in FIGURES}
    for figure_id, computed, published, agrees in rows:
        assert computed == expected[figure_id], figure_id
        assert agrees == (published == computed) or agrees is None, figure_id


def test_the_papers_own_contradictions_are_shown_as_such(sample):
    rows = sample.execute(
        "select published, computed, agrees from reconciliation"
        " where measure_id = 'residential_burglary' and statistic = 'percent_change'"
        " and published in (-32.6, -45.6)"
    ).fetchall()
    assert {(published, agrees) for published, _, agrees in rows} == {(-32.6, False), (-45.6, True)}


def test_every_figure_of_the_sample_says_that_it_is_made_up(sample):
    for view in ("measure_value", "twelve_months", "baseline_comparison"):
        found = sample.execute(
            f"select count(*) from {view} where value is not null and not is_sample"
        ).fetchone()
        assert found == (0,), view
