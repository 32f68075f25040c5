"""Rows that a page fetches are shared by all sessions: nobody can change one."""

from __future__ import annotations

import pytest

from pcp_data.database import open_current
from pcp_data.view import view_of_link

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
