"""Settings: one that nothing uses would mislead whoever sets it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from pcp_data.database import open_current
from pcp_data.define.model import Settings
from pcp_data.export import pages
from pcp_data.screens import hot_spots
from pcp_data.view import view_of_link

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", [one.name for one in fields(Settings)])
def test_every_setting_is_used_outside_the_definitions(name):
    places = [ROOT / "queries", ROOT / "pcp_data", ROOT / "pages"]
    files = [
        path for place in places for ending in ("py", "sql") for path in place.rglob(f"*.{ending}")
    ]
    elsewhere = [path for path in files if path.parent != ROOT / "pcp_data" / "define"]
    assert any(name in path.read_text(encoding="utf-8") for path in elsewhere)


def test_the_workbook_of_the_map_says_what_the_page_says_of_its_counts(sample_database):
    view = view_of_link("districts?plan=2021-24", open_current(sample_database))
    found = next(one for one in pages.book(view).tables if "by small area" in one.title)
    assert found.notes == hot_spots.notes(is_sample=True)
