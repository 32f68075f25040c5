"""Every row of every table on screen stands whole in a row of the page's workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pcp_data.database import open_current
from pcp_data.export import pages, workbook
from pcp_data.view import parts_of_link, view_of_link
from tests.support.screen_tables import Workbook, on_screen, plain
from tests.test_pages import words_on

ROOT = Path(__file__).parents[1]
ALL = "plan=2021-24&month=2023-01"
FILTERED = [
    ALL,
    "plan=2021-24&month=2023-12&district=Leeds",
    "plan=2021-24&month=2023-01&district=Bradford&district=Leeds&compare=previous",
    "plan=2021-24&month=2023-01&theme=safety-of-women-and-girls&compare=2021-03",
    "plan=2016-21&month=2019-08",
]
LINKS = [
    *(f"{page}?{link}" for page in ("overview", "measure", "what_changed", "districts",
                                    "crime_and_asb", "roads", "victims", "briefing")
      for link in FILTERED),
    f"measure?{ALL}&measure=victim_satisfaction_da",
    f"districts?{ALL}&measure=victim_satisfaction",
    f"roads?{ALL}&basis=recorded&mode=pedestrian&age=16+to+24",
    f"briefing?{ALL}&meeting=national_measures",
    "data?", "about?", "about?plan=2016-21&every=yes&parts=yes",
    "data?plan=2021-24&priority=safer-places-and-thriving-communities&month=2023-01&"
    "compare=previous&district=Leeds&district=Calderdale",
    "explore?table=measure_value&only.measure_id=victim_satisfaction&period=financial-year",
    "explore?table=crime&only.offence_code=34B&by=area_name&period=calendar-year&sum=offences",
]  # fmt: skip
# The sheet of these has a row for each figure that raised a line, the screen one for the line.
OTHERWISE = ("Lines of enquiry", "Content that is not accessible")


@pytest.fixture(scope="module")
def same(sample) -> dict[str, str]:
    """Return the long name of what a page calls by a short one."""
    rows = sample.execute("select short_title, title from measure").fetchall()
    return {plain(short): plain(title) for short, title in rows} | {
        "victims": "victim satisfaction"
    }


def page_of(link: str) -> AppTest:
    file, params = parts_of_link(link)
    at = AppTest.from_file(str(ROOT / "pages" / f"{file}.py"), default_timeout=30)
    for name, value in params.items():
        at.query_params[name] = value
    return at.run()


@pytest.mark.parametrize("link", LINKS)
def test_every_row_on_screen_stands_in_the_workbook(
    link, tmp_path, sample_database, same, monkeypatch
):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    at = page_of(link)
    assert not at.exception
    path = tmp_path / "book.xlsx"
    workbook.write_workbook(pages.book(view_of_link(link, open_current(sample_database))), path)
    book = Workbook(path)
    shown = [table for table in on_screen(at) if table[0] not in OTHERWISE]
    assert shown or "has no measure of" in words_on(at)
    missing = [
        f"{title}: {row}" for title, rows in shown for row in rows if not book.holds(row, same)
    ]
    assert missing[:3] == []
