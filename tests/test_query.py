"""Rows that a page fetches are shared by all sessions: nobody can change one."""

from __future__ import annotations

from itertools import product

import pytest

from pcp_data.database import open_current
from pcp_data.view import view_of_link
from pcp_data.words import month_end

ALL = {
    "about_measures": (),
    "data_files": (),
    "plan_places": (),
    "plan_trends": (),
}


@pytest.mark.parametrize(("name", "asked"), ALL.items(), ids=ALL)
def test_a_fetched_row_cannot_be_changed(sample_database, name, asked):
    view = view_of_link("overview", open_current(sample_database))
    given = {"plan": view.filters.plan, "areas": view.area_codes}
    rows = view.fetch(name, **{key: given[key] for key in asked})
    assert rows
    with pytest.raises(TypeError):
        rows[0]["title"] = "another"
    for row in rows:
        hash(tuple(row.values()))  # a list within a row has no hash, as it can be changed


def test_rows_in_memory_are_those_that_duckdb_finds(sample_database):
    reader = open_current(sample_database)
    view = view_of_link("overview", reader)
    asked = "from plan_figure where plan_id = ? and area_code = ? and period_end = ?"
    found = 0
    for plan, area, month in product(
        ("2016-21", "2021-24"), view.everywhere[:3], ("2018-07", "2023-01", "2024-03")
    ):
        given = {"plan_id": plan, "area_code": area, "period_end": month_end(month)}
        rows = reader.cursor().execute(asked, list(given.values())).fetchall()
        names = [one[0] for one in reader.cursor().execute("describe plan_figure").fetchall()]
        held = view.held("plan_figures", **given)
        assert [tuple(row[name] for name in names) for row in held] == rows
        found += len(rows)
    assert found > 500
    assert view.held("plan_figures", **given | {"period_end": month_end("1999-01")}) == ()


def test_a_row_in_memory_cannot_be_changed(sample_database):
    view = view_of_link("overview", open_current(sample_database))
    end = view.filters.period_end
    (row, *_) = view.held("plan_compared", area_code=view.choices.home.id, compare_end=end)
    with pytest.raises(TypeError):
        row["compare_value"] = 0


def test_a_query_that_does_not_keep_its_rows_together_cannot_be_held(sample_database):
    view = view_of_link("overview", open_current(sample_database))
    with pytest.raises(ValueError, match="does not keep rows of the same measure_id together"):
        view.held("plan_compared", measure_id="personal_robbery")
