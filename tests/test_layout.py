"""How tables and columns are laid out: for paper, a wide screen and a telephone."""

from __future__ import annotations

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from pcp_data.screens import measure_view
from pcp_data.ui.room import room_key, room_style

STYLE = Path(__file__).parents[1] / "pcp_data" / "ui" / "style.css"


def markup(script: str) -> str:
    """Return the markup that some lines of a page place."""
    page = AppTest.from_string(script, default_timeout=60).run()
    assert not page.exception
    return "".join(one.proto.body for one in page.get("html"))


def classes(found: str) -> list[str]:
    cells = re.findall(r"<td data-label=\"\w+\"(?: class=(\w+))?>", found)
    return cells


def test_on_a_telephone_numbers_and_short_words_stand_two_beside_each_other():
    found = markup(
        """
import pandas as pd
from pcp_data.ui import parts
rows = {"Area": ["Leeds"], "Offences": ["9,641"], "Since": ["June 2019"], "Note": ["w " * 20]}
parts.text_table(pd.DataFrame(rows), title="Areas", key="areas", numeric=["Offences"])
"""
    )
    assert classes(found) == ["half", "num", "half", ""]
    assert "pcp-figures" not in found


def test_a_table_of_figures_is_as_wide_as_its_figures_need():
    found = markup(
        """
import pandas as pd
from pcp_data.ui import parts
rows = {"Year": ["2023"], "Killed": ["57"]}
parts.text_table(pd.DataFrame(rows), title="Years", key="years", numeric=["Killed"])
"""
    )
    assert 'class="pcp-grid pcp-slim pcp-figures"' in found


def test_tags_do_not_count_as_words_of_a_cell():
    found = markup(
        """
from pcp_data.ui.grid import grid
from pcp_data.ui.parts import linked
rows = [["Leeds", linked("New", "/a/long/address/of/some/page"), "words " * 9]]
grid(["Area", "Since", "Why"], rows, title="Unusual")
"""
    )
    assert classes(found) == ["half", ""]


def test_places_in_plans_have_no_empty_columns():
    row = {
        "plan_title": "Plan",
        "priority_title": "Safer places",
        "aim": "increase",
        "baseline_end": None,
        "baseline_label": None,
        "parent_title": None,
        "status": "continue",
        "recommendation": "Keep.",
        "note": None,
    }
    table = measure_view.places_table([row])
    assert list(table.columns) == [
        "Plan", "Priority", "Aim", "Baseline", "What became of it", "Recommendation",
    ]  # fmt: skip


def test_paper_is_wide_enough_for_tables_so_cards_are_for_screens_only():
    style = STYLE.read_text(encoding="utf-8")
    cards = re.search(r"@media ([^{]*max-width: 760px[^{]*)\{", style).group(1)
    assert cards.strip() == "screen and (max-width: 760px)"


def test_a_long_figure_has_a_line_of_its_own_on_a_telephone():
    found = markup(
        """
import pandas as pd
from pcp_data.ui import parts
rows = {"Area": ["Leeds"], "95% interval": ["48.8% to 57.5%"]}
parts.text_table(pd.DataFrame(rows), title="A", key="a", numeric=["95% interval"])
"""
    )
    assert '<td data-label="95% interval" class="num long">' in found
    assert ".pcp-cards td.num.long { grid-column: 1 / -1; }" in STYLE.read_text(encoding="utf-8")


def test_the_place_of_a_chart_has_its_height_before_it_is_drawn():
    assert room_key("trend", {"height": 296}) == "trend-room300"
    assert room_key("map", {}) == "map-room300"
    assert room_key("long", {"height": 2000}) == "long-room500"
    for pixels in (130, 300, 500):
        assert f"[class$=room{pixels}]" in room_style()
        assert f"{{--pcp-room:{pixels}px}}" in room_style()
    assert "min-height: var(--pcp-room" in STYLE.read_text(encoding="utf-8")


def test_with_several_districts_a_telephone_shows_value_change_and_verdict_of_each():
    sheet = STYLE.read_text(encoding="utf-8")
    assert ".several td.num:nth-of-type(2), .several td.num:nth-of-type(4)" in sheet
