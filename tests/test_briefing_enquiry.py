"""A line of enquiry is raised by figures that say so in the tables of the same workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from pcp_data.database import open_current
from pcp_data.export import pages, workbook
from pcp_data.view import view_of_link
from tests.support.screen_tables import Workbook

WORSE = "Worse than what the Plan compares with"
LOSING = "Better than the Plan compares with, but worse than the year before"
UNUSUAL = "A month outside the usual range"
BEHIND = "A district worse than the year before where the force is not"
AHEAD = "A district better than the year before where the force is not"
VICTIMS = "Victims less satisfied than the year before"
LINKS = [
    "plan=2021-24&month=2023-01&meeting=police-and-crime-panel&subject=plan",
    "plan=2021-24&month=2023-03",
    "plan=2021-24&month=2021-06&meeting=performance-scrutiny&subject=victims",
    "plan=2021-24&month=2022-08&subject=anti-social-behaviour",
    "plan=2016-21&month=2020-03&meeting=police-and-crime-panel&subject=plan",
    "plan=2021-24&month=2023-06&subject=roads",
]


@pytest.fixture(scope="module")
def books(sample_database, tmp_path_factory) -> dict[str, dict[str, list[dict]]]:
    """Return the sheets of each briefing's workbook."""
    reader, found = open_current(sample_database), {}
    for link in LINKS:
        path = tmp_path_factory.mktemp("briefings") / "book.xlsx"
        workbook.write_workbook(pages.book(view_of_link(f"briefing?{link}", reader)), path)
        found[link] = Workbook(path).sheets
    return found


def raised(sheets: dict[str, list[dict]], rule: str) -> list[str]:
    """Return the figures that raised a line by a rule."""
    return [row["Raised by"] for row in sheets.get("Lines of enquiry", []) if row["Rule"] == rule]


def figures(sheets: dict[str, list[dict]]) -> Iterator[dict]:
    """Return the figures of the briefing's own area."""
    return (row for row in sheets["Measures"] if isinstance(row["Latest 12 months"], float))


def heads(rows: Iterator[dict]) -> set[str]:
    return {plain(row["Measure"]) for row in rows}


def plain(title: str) -> str:
    """Return a title as neither a table nor a sentence sets it off."""
    return re.sub(r"[:,]| after\b", "", title.lower())


def named(said: str) -> str:
    """Return the measure that a figure in words begins with."""
    return plain(said.partition(": ")[0])


@pytest.mark.parametrize("link", LINKS)
def test_the_measures_asked_about_are_those_judged_so(books, link):
    sheets = books[link]
    worse = heads(row for row in figures(sheets) if row["Verdict"] == "Worse")
    losing = heads(
        row
        for row in figures(sheets)
        if (row["Verdict"], row["Verdict on previous 12 months"]) == ("Better", "Worse")
    )
    assert {named(one) for one in raised(sheets, WORSE)} <= worse
    assert bool(raised(sheets, WORSE)) == bool(worse)
    assert {named(one) for one in raised(sheets, LOSING)} <= losing
    assert bool(raised(sheets, LOSING)) == bool(losing)


@pytest.mark.parametrize("link", LINKS)
def test_only_new_concerns_are_asked_about_as_unusual_months(books, link):
    sheets = books[link]
    new = [
        row
        for row in sheets.get("Unusual months", [])
        if (row["Means"], row["New this month"]) == ("Concern", "Yes")
    ]
    said = raised(sheets, UNUSUAL)
    assert len(said) == min(len(new), 3)
    for one in said:
        assert any(row["Area"] in one and row["Why it is unusual"] in one for row in new), one


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize(("rule", "verdict"), [(BEHIND, "Worse"), (AHEAD, "Better")])
def test_a_district_is_asked_about_where_the_force_does_not_go_its_way(books, link, rule, verdict):
    rows = books[link].get("Districts", [])
    of_force = {row["Measure"]: row for row in rows if row["Area"] == "West Yorkshire"}
    apart = {
        plain(f"{row['Measure']} in {row['Area']}")
        for row in rows
        if row["Verdict on previous 12 months"] == verdict
        and row["Measure"] in of_force
        and of_force[row["Measure"]]["Verdict on previous 12 months"] != verdict
    }
    assert {named(one) for one in raised(books[link], rule)} <= apart


def test_every_rule_on_verdicts_and_districts_is_raised_by_one_of_these_briefings(books):
    for rule in (WORSE, LOSING, UNUSUAL, BEHIND):
        assert any(raised(sheets, rule) for sheets in books.values()), rule


def test_victims_are_asked_about_where_fewer_are_satisfied(books):
    for sheets in books.values():
        assert all(" below the 12 months before" in one for one in raised(sheets, VICTIMS))
