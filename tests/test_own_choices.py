"""What a page lets its reader choose beside the filter bar stands in the link, and only there."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pcp_data.page_list import HOME
from tests.test_pages import ROOT, open_page, words_on

DATA, ABOUT, CHANGED = "pages/data.py", "pages/about.py", "pages/what_changed.py"


@pytest.fixture(autouse=True)
def build(sample_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))


def open_tab(at: AppTest) -> str:
    """Return the title of the tab that the page opens."""
    (tabs,) = at.get("tab_container")
    return tabs.children[tabs.proto.tab_container.default_tab_index].label


def open_tables(at: AppTest) -> set[str]:
    """Return the names of the tables of figures that are open."""
    boxes = [one for one in at.expander if one.label == "Show these figures as a table"]
    return {one.proto.id.rpartition("figures-")[2] for one in boxes if one.proto.expanded}


@pytest.mark.parametrize(
    ("file", "tab", "title"),
    [
        (DATA, "refused", "Refused rows"),
        (DATA, "PUBLISHED", "Published figures"),
        (ABOUT, "words", "Words used"),
        (ABOUT, "accessibility", "Accessibility"),
    ],
)
def test_a_link_opens_the_tab_that_it_names(file, tab, title):
    at = open_page(file, tab=tab)
    assert not at.exception
    assert open_tab(at) == title
    assert not at.warning


def test_without_a_tab_in_the_link_the_first_one_is_open():
    assert open_tab(open_page(DATA)) == "Coverage"
    assert open_tab(open_page(ABOUT)) == "Measures"


def test_a_tab_that_is_not_there_is_said():
    at = open_page(DATA, tab="<b>nonsense</b>")
    assert open_tab(at) == "Coverage"
    (notice,) = [one.value for one in at.warning]
    assert "“<b>nonsense</b>”, which is not a tab here. You see “Coverage”." in notice


def test_a_search_goes_to_the_link_and_comes_from_it():
    at = open_page(DATA, tab="notes")
    at.text_input(key="data:search:note").set_value("Bradford ").run()
    assert at.query_params["note"] == "Bradford"
    assert at.query_params["tab"] == "notes"
    again = open_page(DATA, tab="notes", note="Bradford")
    assert again.text_input(key="data:search:note").value == "Bradford"
    assert words_on(again) == words_on(at)


def test_a_search_that_is_cleared_leaves_the_link():
    at = open_page(ABOUT, search="robbery")
    at.text_input(key="about:search:search").set_value("").run()
    assert "search" not in at.query_params


def test_choices_as_the_page_starts_are_not_in_the_link():
    at = open_page(ABOUT)
    for name in ("every", "parts"):
        at.checkbox(key=f"about:{name}").check().run()
        assert at.query_params[name] == "yes"
    for name in ("every", "parts"):
        at.checkbox(key=f"about:{name}").uncheck().run()
    assert not {"every", "parts"} & set(at.query_params)


def test_a_link_can_ask_for_every_plan_whatever_plan_it_has():
    at = open_page(ABOUT, plan="2021-24", every="yes", parts="YES")
    assert at.checkbox(key="about:every").value
    assert at.checkbox(key="about:parts").value


@pytest.mark.parametrize(("name", "label"), [("every", "Every Plan"), ("parts", "Show parts")])
def test_a_choice_that_is_not_there_is_said(name, label):
    (notice,) = open_page(ABOUT, **{name: "nonsense"}).warning
    assert f"“nonsense”, which is not a choice of “{label}" in notice.value


def test_the_series_of_the_control_chart_is_in_the_link():
    at = open_page(CHANGED, month="2023-01")
    at.selectbox(key="what_changed:pick:chart").select_index(3).run()
    chosen = at.query_params["chart"]
    assert chosen.endswith(tuple(at.multiselect(key="what_changed:districts").options))
    again = open_page(CHANGED, month="2023-01", chart=chosen.upper())
    assert again.selectbox(key="what_changed:pick:chart").value == chosen
    assert words_on(again) == words_on(at)


def test_choices_of_a_page_do_not_go_along_to_another():
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=240).run()
    at.switch_page(DATA)
    at.query_params["tab"] = "files"
    at.run()
    assert open_tab(at) == "Files"
    at.switch_page(ABOUT).run()
    assert not at.exception
    assert open_tab(at) == "Measures"
    at.switch_page(HOME.path).run()
    assert not at.exception
    assert not at.warning


def test_the_link_opens_the_tables_that_it_names():
    at = open_page("pages/crime_and_asb.py", tables=["outcome-rate", "asb-index"])
    assert not at.exception
    assert open_tables(at) == {"outcome-rate", "asb-index"}
    assert not open_tables(open_page("pages/crime_and_asb.py"))


def test_an_open_table_stays_open_when_another_measure_is_chosen():
    at = open_page("pages/measure.py", measure="personal_robbery", tables="district-trends")
    assert open_tables(at) == {"district-trends"}
    at.query_params["measure"] = "residential_burglary"
    assert open_tables(at.run()) == {"district-trends"}


def test_the_name_of_a_table_that_no_page_can_have_is_said_and_written_as_text():
    (notice,) = open_page("pages/crime_and_asb.py", tables="<b>nonsense</b>").warning
    assert "“<b>nonsense</b>”, which is not a table here." in notice.value
