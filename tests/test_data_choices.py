"""What the filter bar leaves on Data and in its workbook, beside separate SQL and a slow count."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs

import pandas as pd
import pytest
from lxml import html

from pcp_data.charts.coverage import coverage_chart
from pcp_data.charts.theme import DARK
from pcp_data.database import open_current
from pcp_data.export import pages
from pcp_data.screens import data_months, data_scope
from pcp_data.view import view_of_link
from tests.test_pages import open_page, words_on

PAGE = "pages/data.py"
SAFER = "plan=2021-24&priority=safer-places-and-thriving-communities"
WOMEN = "plan=2021-24&theme=safety-of-women-and-girls"
VICTIMS = "plan=2016-21&priority=support-victims-and-witnesses"
PEOPLE = (
    "plan=2021-24&priority=keeping-people-safe-and-building-resilience"
    "&theme=safety-of-women-and-girls"
)
BOTH = "plan=2024-28&priority=policing-in-west-yorkshire&theme=safety-of-women-and-girls"
NARROW = [SAFER, WOMEN, VICTIMS, PEOPLE]
AREAS = ["", "&district=Leeds", "&district=Leeds&district=Calderdale"]


@pytest.fixture
def reader(sample_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    return open_current(sample_database)


def answer(reader, sql: str, link: str) -> list[tuple]:
    """Return the rows of separate SQL about what a link asks for."""
    asked = parse_qs(link)
    given = {
        "plan": asked.get("plan", ["2021-24"])[0],
        "priority": asked.get("priority", [None])[0],
        "theme": asked.get("theme", [None])[0],
        "areas": asked.get("district", []),
    }
    used = {name: value for name, value in given.items() if f"${name}" in sql}
    return reader.cursor().execute(sql, used).fetchall()


MEASURES = """
    select distinct p.measure_id from plan_measure p
    left join measure_theme t on t.measure_id = p.measure_id and t.theme_id = $theme
    where p.plan_id = $plan and ($priority is null or p.priority_id = $priority)
        and ($theme is null or t.theme_id is not null)
"""
SOURCES = f"""
    select s.title, count(*) filter (m.preference = 1), count(*) filter (m.preference > 1)
    from measure_source m join source s using (source_id)
    where m.measure_id in ({MEASURES}) group by s.title
"""


def workbook_of(reader, link: str) -> dict[str, list[dict]]:
    """Return the tables of the page's workbook by sheet, each row by its columns."""
    book = pages.book(view_of_link(f"data?{link}", reader))
    return {
        one.sheet: [
            dict(zip([column.title for column in one.columns], row, strict=True))
            for row in one.rows
        ]
        for one in book.tables
    }


def table_on(at, title: str) -> list[dict[str, str]]:
    """Return the rows of a table on the page, by the words of its headings."""
    for element in at.get("html"):
        if f">{title}</caption>" in element.proto.body:
            (table,) = html.fromstring(f"<div>{element.proto.body}</div>").iter("table")
            heads = [cell.text_content() for cell in table.find("thead").iter("th")]
            return [
                dict(zip(heads, [" ".join(c.itertext()) for c in row], strict=True))
                for row in table.find("tbody")
            ]
    return []


def opened(link: str):
    at = open_page(PAGE, **parse_qs(link))
    assert not at.exception
    return at


@pytest.mark.parametrize("link", NARROW)
def test_a_priority_or_theme_leaves_the_sources_that_feed_its_measures(reader, link):
    expected = {title: (first, later) for title, first, later in answer(reader, SOURCES, link)}
    at = opened(link)
    rows = table_on(at, "Sources of data")
    assert {row["Source"] for row in rows} == set(expected)
    for row in rows:
        first, later = expected[row["Source"]]
        said = [f"first choice of {first}"] * bool(first) + [f"later choice of {later}"] * bool(
            later
        )
        assert row["Measures"].lower() == ", ".join(said)
    count, measures = len(expected), len(answer(reader, MEASURES, link))
    feed = "sources feeds" if count == 1 else "sources feed"
    measures_in_words = f"{measures} measure{'s' * (measures > 1)}"
    assert f"{count} of 12 {feed} the {measures_in_words} of the " in words_on(at)
    assert "Show every source" in words_on(at)
    book = workbook_of(reader, link)
    assert {row["Source"] for row in book["Sources"]} == set(expected)


@pytest.mark.parametrize("link", NARROW)
def test_files_coverage_and_months_are_those_of_the_same_sources(reader, link):
    files = f"""
        select f.file_name from source_file f
        where f.source_id in (
            select source_id from measure_source where measure_id in ({MEASURES})
        )
    """
    expected = {name for (name,) in answer(reader, files, link)}
    at = opened(link)
    book = workbook_of(reader, link)
    on_page = {row["File and checksum (SHA-256)"].split()[0] for row in table_on(at, "Files")}
    assert on_page == expected == {row["File"] for row in book.get("Files", ())}
    titles = {title for title, *_ in answer(reader, SOURCES, link)}
    assert {row["Source"] for row in table_on(at, "Months covered")} == titles
    assert {row["Source"] for row in book.get("Coverage", ())} <= titles


def test_neither_priority_nor_theme_leaves_every_source_and_counts_those_of_the_plan(reader):
    for plan in ("2016-21", "2024-28"):
        link = f"plan={plan}"
        expected = {title: first for title, first, _ in answer(reader, SOURCES, link)}
        rows = table_on(opened(link), "Sources of data")
        assert len(rows) == 12
        for row in rows:
            first = expected.get(row["Source"], 0)
            assert (f"First choice of {first}" in row["Measures"]) == bool(first)
            assert (row["Measures"] == "None") == (row["Source"] not in expected)


@pytest.mark.parametrize("areas", AREAS)
@pytest.mark.parametrize("link", ["plan=2021-24", SAFER, WOMEN])
def test_printed_figures_and_notes_are_on_the_measures_and_the_districts(reader, link, areas):
    narrow = "priority" in link or "theme" in link
    on_measure = f"measure_id in ({MEASURES})" if narrow else "true"
    in_area = "area_name in (select unnest($areas))" if areas else "true"
    figures = answer(
        reader,
        f"select figure_id from published_figure where {on_measure} and {in_area}",
        link + areas,
    )
    book = workbook_of(reader, link + areas)
    expected = {name for (name,) in figures}
    assert {row["Figure"] for row in book.get("Published figures", ())} == expected
    rows = table_on(opened(link + areas), "Printed figures")
    assert len(rows) == len(expected)
    assert all(any(f" {name}: " in row["What"] for row in rows) for name in list(expected)[:20])
    notes = answer(
        reader,
        "select distinct note from data_note left join area using (area_code) "
        f"where ({on_measure} or measure_id is null) and (area_code is null or "
        f"area_type = 'force' or {in_area})",
        link + areas,
    )
    found = {row["Note"] for row in book.get("Data notes", ())}
    assert found == {note for (note,) in notes}
    if narrow:
        titles = answer(reader, f"select title from measure where measure_id in ({MEASURES})", link)
        named = {one for row in book["Data notes"] for one in row["Measures"].split("; ")}
        assert named <= {title for (title,) in titles}


@pytest.mark.parametrize("areas", AREAS)
def test_coverage_is_that_of_the_districts_chosen(reader, areas):
    names = parse_qs(areas).get("district") or [
        "West Yorkshire", "Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield",
    ]  # fmt: skip
    book = workbook_of(reader, areas)
    assert {row["Area"] for row in book["Coverage"]} == set(names)
    said = words_on(opened(areas))
    for name in ("West Yorkshire", "Leeds", "Calderdale", "Wakefield"):
        shown = name in (names if areas else ["West Yorkshire"])
        assert (f"Every source, {name}" in said) == shown
        assert (f"{name} is covered by " in said) == shown


def slow_months(reader, source: str, area: str, end: str) -> str:
    """Say how many of 12 months a source has of an area: month by month, from its own files."""
    last = dt.date.fromisoformat(f"{end}-01")
    months = [(last.year * 12 + last.month - 1 - back) for back in range(11, -1, -1)]
    states = []
    for month in months:
        day = dt.date(month // 12, month % 12 + 1, 1)
        states += reader.cursor().execute(
            "select state from coverage_run join source using (source_id) "
            "join area using (area_code) where title = $source and area_name = $area "
            "and $day between period_start and period_end and state <> 'not covered'",
            {"source": source, "area": area, "day": day},
        ).fetchall()  # fmt: skip
    there, partly = len(states), states.count(("partly",))
    if there == 12 and not partly:
        return "Complete"
    part = "" if not partly else ", in part" if partly == there else ", some in part"
    return f"{there} of 12 months{part}" if there else "None"


@pytest.mark.parametrize(
    "link",
    [
        "month=2023-01",
        "month=2023-01&compare=previous",
        f"{SAFER}&month=2024-03&compare=2021-09&district=Leeds",
        "plan=2024-28&month=2022-02&compare=2019-01&district=Bradford",
    ],
)
def test_the_months_of_each_source_agree_with_a_count_month_by_month(reader, link):
    view = view_of_link(f"data?{link}", reader)
    table = data_months.months_table(view)
    ends = [view.filters.period_end, view.filters.compare_end]
    assert list(table.columns[1:]) == [f"12 months to {one:%B %Y}" for one in ends if one]
    for row in table.to_dict("records"):
        for end in filter(None, ends):
            said = slow_months(reader, row["Source"], view.areas[0].title, f"{end:%Y-%m}")
            assert row[f"12 months to {end:%B %Y}"] == said
    assert workbook_of(reader, link)["12 months"] == table.to_dict("records")
    shown = table_on(opened(link), "Months covered")
    assert shown == table.to_dict("records")


def test_districts_that_differ_are_said_one_by_one():
    days = {"period_start": dt.date(2022, 7, 1), "period_end": dt.date(2023, 3, 31)}
    runs = {"A": [days | {"state": "covered", "is_sample": False}], "B": []}
    span = data_months.Span("Shown", dt.date(2022, 4, 1), dt.date(2023, 3, 31))
    assert data_months._by_area(runs, span) == "A: 9 of 12 months; B: none"


def test_the_plans_baseline_has_no_one_period_and_that_is_said(reader):
    at = opened("month=2023-01")
    said = words_on(at)
    assert "Each measure of the Plan has its own baseline" in said
    assert list(table_on(at, "Months covered")[0]) == ["Source", "12 months to January 2023"]
    compared = words_on(opened("month=2023-01&compare=previous"))
    assert "Each measure of the Plan has its own baseline" not in compared
    assert "12 months to January 2022 (compared)" in compared


@pytest.mark.parametrize("palette", [{}, {"palette": DARK}])
def test_the_chart_shades_the_months_asked_for_each_with_its_name(palette):
    runs = pd.DataFrame(
        {
            "area_name": ["Leeds"],
            "state": ["covered"],
            "period_start": [dt.date(2020, 1, 1)],
            "period_end": [dt.date(2023, 3, 31)],
            "months": [39],
        }
    )
    spans = pd.DataFrame(
        {
            "name": ["Shown", "Compared"],
            "period_start": [dt.date(2022, 4, 1), dt.date(2021, 4, 1)],
            "period_end": [dt.date(2023, 3, 31), dt.date(2022, 3, 31)],
        }
    )
    plain = coverage_chart(runs, **palette).to_dict()
    spec = coverage_chart(runs, spans=spans, **palette).to_dict()
    band, names, *rest = spec["layer"]
    assert band["mark"]["type"] == "rect" and names["mark"]["type"] == "text"
    assert len(rest) == len(plain["layer"])
    (data,) = [rows for rows in spec["datasets"].values() if "line" in rows[0]]
    assert [(row["name"], row["starts"][:10], row["ends"][:10]) for row in data] == [
        ("Shown", "2022-04-01", "2023-04-01"),
        ("Compared", "2021-04-01", "2022-04-01"),
    ]
    assert len({row["line"] for row in data}) == 2, "names never meet"
    bars = rest[0]["encoding"]["y"]["scale"]["range"]
    assert max(row["line"] for row in data) < bars[0]


def test_what_has_nothing_says_so_and_offers_the_way_back(reader):
    said = words_on(opened(BOTH))
    assert "No measure of this Plan has both this priority and this theme." in said
    assert 'href="/data?plan=2024-28&amp;month=2024-03">Show every source</a>' in said
    book = workbook_of(reader, BOTH)
    assert list(book) == ["Sources"] and book["Sources"] == []
    said = words_on(opened(f"{VICTIMS}&district=Wakefield"))
    assert (
        "No figure is printed in public papers on Wakefield and on measures of the priority "
        "Support victims and witnesses." in said
    )
    assert "Show every source and district" in said


def test_the_cover_and_paper_say_what_is_left(reader):
    for link, said in (
        (f"{SAFER}&district=Leeds&month=2023-01&compare=previous",
         "Sources of the measures of the priority Safer Places and Thriving Communities (Police "
         "and Crime Plan 2021-2024); coverage, published figures and notes of Leeds; 12 months to "
         "January 2023; beside the 12 months to January 2022."),
        ("month=2023-01", "Every source; 12 months to January 2023."),
    ):  # fmt: skip
        assert pages.in_words(view_of_link(f"data?{link}", reader)) == said
        at = opened(link)
        paper = [one.proto.body for one in at.get("html") if '"pcp-print"' in one.proto.body]
        assert said in html.fromstring(paper[0]).text_content()


def test_what_is_picked_and_searched_for_is_what_the_workbook_has(reader):
    link = "agreement=differs&figure=burglary&kind=series-break&note=crash"
    at, book = opened(link), workbook_of(reader, link)
    differing = answer(
        reader,
        "select figure_id from reconciliation where not agrees and "
        "concat(title, breakdown, note) ilike '%burglary%'",
        "",
    )
    found = {row["Figure"] for row in book["Published figures"]}
    assert found and found == {name for (name,) in differing}
    assert len(table_on(at, "Printed figures")) == len(found)
    (note,) = book["Data notes"]
    assert "CRASH" in note["Note"] and note["Kind"] == "Series break"
    assert len(table_on(at, "Notes")) == 1
    said = "printed figures “differs” with “burglary”; notes “series-break” with “crash”."
    assert pages.in_words(view_of_link(f"data?{link}", reader)).endswith(said)
    nonsense = workbook_of(reader, "agreement=nonsense")
    assert len(nonsense["Published figures"]) == 472


def test_files_of_no_known_source_are_left_out_and_counted(reader, monkeypatch):
    view = view_of_link(f"data?{SAFER}", reader)
    assert data_scope.unknown_files(view) == ""
    strange = type(view).fetch

    def fetch(self, name, /, **params):
        rows = strange(self, name, **params)
        return (*rows, {"source_id": None}) if name == "data_files" else rows

    monkeypatch.setattr(type(view), "fetch", fetch)
    assert data_scope.unknown_files(view) == "1 file is left out, as its source is not known."
    assert len(data_scope.files(view)) == 9
    every = view_of_link("data?", reader)
    assert data_scope.unknown_files(every) == "" and len(data_scope.files(every)) == 14


def test_every_printed_figure_and_note_stands_in_a_table_that_prints(reader):
    at = opened("")
    count = reader.cursor().execute("select count(*) from published_figure").fetchone()[0]
    assert count > 100 and len(table_on(at, "Printed figures")) == count
    (box,) = [one.proto.body for one in at.get("html") if 'class="pcp-long"' in one.proto.body]
    assert 'tabindex="0"' in box and 'aria-label="Printed figures"' in box
    assert len(table_on(at, "Files")) == 13
    frames = [set(one.value.columns) for one in at.dataframe]
    assert all({"Coverage", "Months"} <= columns for columns in frames), "only those of charts"


def test_real_files_say_what_of_the_months_is_there(published_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(published_database))
    reader = open_current(published_database)
    link = "month=2024-12&compare=2018-03"
    at = opened(link)
    found = {row["Source"]: row for row in table_on(at, "Months covered")}
    for source, row in found.items():
        for month in ("2024-12", "2018-03"):
            end = dt.date.fromisoformat(f"{month}-01")
            title = f"12 months to {end:%B %Y}"
            assert row[title] == slow_months(reader, source, "West Yorkshire", month)
    roads = found["Road casualty statistics (STATS19)"]
    assert roads["12 months to December 2024"] == "Complete"
    offences = found["Police recorded crime open data, by police force area"]
    assert offences["12 months to March 2018"] == "Complete"
    assert offences["12 months to December 2024"] == "None"
    narrowed = words_on(opened(f"{SAFER}&district=Leeds"))
    assert "of 12 sources feed the 25 measures of the priority Safer Places" in narrowed
