"""Calculate the result views once, at build time, so that no page scans raw rows."""

from __future__ import annotations

import duckdb

from pcp_data import sql, statistics
from pcp_data.problems import DataProblem, Problem

# In the order in which each builds on the ones before it.
RESULTS = (
    "observation",
    "coverage",
    "coverage_run",
    "rejected_reason",
    "road_casualty_month",
    "road_twelve_months",
    "ready_figure",
    "counted_figure",
    "measure_value",
    "twelve_months",
    "measure_reach",
    "measure_break",
    "survey_wave",
    "plan_place",
    "measure_summary",
    "measure_part",
    "measure_file",
    "area_residents",
    "yearly_figure",
    "baseline_comparison",
    "plan_figure",
    "measure_trend",
    "spc_rule",
    "control_chart",
    "signal",
    "chart_point",
    "reconciliation",
    "asb_type_value",
    "small_area",
    "small_area_twelve_months",
)
CHECKS = {
    "one_figure": "more than one figure for the same measure, area and period",
    "whole_counts": "a file whose rows do not add up: read is not loaded + rejected + superseded",
}


def make_results(connection: duckdb.DuckDBPyConnection) -> None:
    """Make a table of every result view and check the whole.

    Raises:
        DataProblem: a check found something; the build must not be published.
    """
    connection.execute(sql.text("build/breaks_between"))
    statistics.register(connection)
    try:
        for name in RESULTS:
            connection.execute(f"create table {name} as {sql.text(name)}")
    finally:
        statistics.unregister(connection)
    problems = [
        Problem("The new database", f"{words} ({row})", "none", "Nothing was published.")
        for name, words in CHECKS.items()
        for row in connection.execute(sql.text(f"build/check_{name}")).fetchmany(5)
    ]
    if problems:
        raise DataProblem(problems)
