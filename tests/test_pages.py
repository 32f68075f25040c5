"""What all pages share: the filter bar, the view carried along, comparisons, notices."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from pcp_data.database import open_current
from pcp_data.page_list import HOME, PAGES
from pcp_data.ui.filter_bar import LABELS
from tests.support import tiny_database

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> Path:
    return tiny_database.make(tmp_path_factory.mktemp("tiny") / "tiny.duckdb")


@pytest.fixture
def database(tiny, monkeypatch) -> Path:
    monkeypatch.setenv("PCP_DATABASE", str(tiny))
    return tiny


@pytest.fixture
def real_build(sample_database, monkeypatch) -> Path:
    """Have the pages read the database built from the sample data."""
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    return sample_database


def open_page(file: str, **query: object) -> AppTest:
    at = AppTest.from_file(str(ROOT / file), default_timeout=240)
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


def words_on(at: AppTest) -> str:
    """Return everything a page says on a screen, in order: not the link that is on paper."""
    kinds = ("html", "markdown", "title", "info", "warning")
    found = []
    for kind in kinds:
        for element in at.get(kind):
            proto = element.proto
            found.append(getattr(proto, "body", "") or getattr(element, "value", ""))
    said = " ".join(str(one) for one in found)
    return re.sub(r'<p class="pcp-print">.*?</p>', "", said, flags=re.DOTALL)


@pytest.mark.parametrize("compare", ["previous", "2021-03"])
@pytest.mark.parametrize("file", ["data", "about", "explore"])
def test_a_page_of_two_districts_compares_with_what_the_reader_picks(real_build, file, compare):
    """All other pages are opened so by test_export_screens, for their rows."""
    assert not open_page(
        f"pages/{file}.py", district=["Leeds", "Bradford"], compare=compare
    ).exception


def test_a_choice_with_nothing_in_it_says_so_and_offers_the_way_back(database):
    at = open_page(
        HOME.path,
        priority="supporting-victims-and-witnesses",
        theme="safety-of-women-and-girls",
    )
    said = words_on(at)
    assert "No measure of this Plan has both this priority and this theme." in said
    assert "Show every priority and theme" in said


def test_the_view_is_carried_to_the_next_page(database):
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=240)
    at.query_params["month"] = "2022-06"
    at.query_params["district"] = "Kirklees"
    at.run().switch_page("pages/measure.py").run()
    assert at.selectbox(key="measure:month").value == "2022-06"
    assert at.multiselect(key="measure:districts").value == ["Kirklees"]


def test_a_choice_goes_to_the_link_and_narrows_the_others(database):
    at = open_page(HOME.path, priority="safer-places-and-thriving-communities")
    at.selectbox(key="overview:plan").select("2016-21").run()
    assert not at.exception
    assert at.query_params["plan"] == "2016-21"
    assert "priority" not in at.query_params
    assert at.selectbox(key="overview:priority").options == [
        "All priorities",
        "Tackle crime and anti-social behaviour",
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
def test_every_page_has_the_same_filter_bar(database, page):
    at = open_page(page.path)
    placed = {
        one.key.partition(":")[2]: one.label
        for one in (*at.selectbox, *at.multiselect)
        if one.key.startswith(f"{page.file}:")
    }
    assert {name: placed.get(name) for name in LABELS} == LABELS


def test_nonsense_in_a_link_is_said_and_goes_when_a_choice_is_made(database):
    at = open_page(HOME.path, month="nonsense")
    assert len(at.warning) == 1
    assert "Months are written like 2023-01" in at.warning[0].value
    at.selectbox(key="overview:month").select("2022-12").run()
    assert not at.warning


def test_a_database_of_another_version_shows_no_figures_and_says_what_to_do(tmp_path, monkeypatch):
    path = tiny_database.make(tmp_path / "other.duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute("update build_info set definitions_digest = 'of-another-version'")
    monkeypatch.setenv("PCP_DATABASE", str(path))
    said = words_on(open_page("pages/overview.py"))
    assert "was built by another version of this dashboard" in said
    assert "Run `python -m pcp_data build`: it reads the same folders again." in said
    assert "<table" not in said


def test_the_overview_counts_its_verdicts_in_a_sentence(database):
    said = words_on(open_page(HOME.path, plan="2021-24", month="2023-03"))
    assert "of 7 measures compared with the Plan’s baseline" in said
    assert "1 has no figures. Parts of a measure, set in below it, are not counted." in said
    assert "They would come from" in said or "No source of data has been agreed" in said


def test_a_part_stands_under_its_parent(database):
    said = words_on(open_page(HOME.path))
    assert said.index("Neighbourhood crime") < said.index("Residential burglary")
    assert '<tr class="part"><th scope="row"><a href="/measure?plan=2021-24' in said


def test_a_measure_says_its_definition_baseline_and_published_figures(database):
    said = words_on(open_page("pages/measure.py", measure="residential_burglary"))
    assert "Residential burglary as recorded." in said
    assert "12 months to June 2019" in said
    assert "Panel report (June 2023)" in said


def test_a_measure_without_figures_says_so(database):
    at = open_page("pages/measure.py", measure="early_guilty_pleas")
    assert not at.exception
    assert "There is no complete 12 months of figures for this area." in words_on(at)


def test_real_data_have_no_banner(tmp_path, monkeypatch):
    real = tiny_database.make(tmp_path / "real.duckdb", sample=False)
    monkeypatch.setenv("PCP_DATABASE", str(real))
    assert "Illustrative figures" not in words_on(open_page(HOME.path))


def test_the_overview_shows_what_the_view_says(sample_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    said = words_on(open_page(HOME.path, plan="2021-24", month="2023-01"))
    cursor = open_current(sample_database).cursor()
    value, baseline, percent = cursor.execute(
        """
        select value, baseline_value, percent_change_on_baseline
        from baseline_comparison
        where plan_id = '2021-24' and measure_id = 'neighbourhood_crime'
            and area_code = 'E23000010' and period_end = date '2023-01-31'
        """
    ).fetchone()
    row = said[said.index("measure=neighbourhood_crime") :]
    assert row.index(f"{int(value):,}") < row.index(f"{int(baseline):,}")
    assert f"−{abs(percent):.1f}%" in row
    assert "33,154" in row and "49,162" in row
