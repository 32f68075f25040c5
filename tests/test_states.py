"""Each page in each state, opened in each way: no exception, and the sentence that belongs there.

The sentences are those a reader goes by: what is shown and of whom, or why there is nothing and
the way back. That the numbers in them are right is tested page by page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pcp_data.page_list import PAGES, page_entry

ROOT = Path(__file__).parents[1]
FILES = [page.file for page in PAGES]
LONGEST_RUN_SECONDS = 240
MADE_UP = "Illustrative figures. This dashboard is showing made-up sample data."
ALL_REAL = "All of it is real: no sample data are loaded."
NO_BOTH = "No measure of this Plan has both this priority and this theme."
EVERY = "Show every priority and theme"
STREET, ROADS = "Street-level crime and anti-social behaviour", "road casualty statistics (STATS19)"
BOTH = {
    "plan": "2024-28",
    "priority": "policing-in-west-yorkshire",
    "theme": "men-and-boys",
}
FIRST = {"month": "2018-07"}
Query = Mapping[str, str]


def alone(file: str, query: Query) -> AppTest:
    """Open a page on its own, as nothing else has run."""
    return _run(_start(ROOT / page_entry(file).path), query)


def through_the_app(file: str, query: Query) -> AppTest:
    """Open a page by its link, which runs app.py."""
    at = _start(ROOT / "app.py")
    at.switch_page(page_entry(file).path)
    return _run(at, query)


def after_another_page(file: str, query: Query) -> AppTest:
    """Open a page from another one."""
    at = through_the_app("data" if file == "about" else "about", query)
    assert not at.exception
    at.switch_page(page_entry(file).path)
    return _run(at, query)


def _start(script: Path) -> AppTest:
    return AppTest.from_file(str(script), default_timeout=LONGEST_RUN_SECONDS)


def _run(at: AppTest, query: Query) -> AppTest:
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


WAYS = pytest.mark.parametrize("way", [alone, through_the_app, after_another_page])
Way = Callable[[str, Query], AppTest]


def said(at: AppTest) -> str:
    """Return what a page says without its markup, side bar included."""
    kinds = ("html", "markdown", "title", "info", "warning", "button")
    bodies = [
        getattr(one.proto, "body", "") or getattr(one.proto, "label", "") or str(one.value)
        for kind in kinds
        for one in at.get(kind)
    ]
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", " ".join(bodies), flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


def links_on(at: AppTest) -> str:
    """Return the addresses that a page's own markup leads to."""
    bodies = " ".join(one.proto.body for one in at.get("html"))
    return " ".join(html.unescape(one) for one in re.findall(r'href="([^"]+)"', bodies))


def assert_says(at: AppTest, file: str, sentence: str) -> str:
    """Assert that a page runs whole and has its title and this sentence; return what it says."""
    assert not at.exception
    found = said(at)
    assert page_entry(file).title in found
    assert re.search(sentence, found), f"{sentence!r} is not in: {found[:3000]}"
    return found


FULL = {
    "overview": "In the 12 months to March 2024, of 31 measures compared with the Plan’s baseline, "
    r"\d+ are better",
    "what_changed": r"In March 2024, \d+ of \d+ measures with monthly figures in West Yorkshire "
    "and its districts are unusual",
    "measure": r"Victim satisfaction in West Yorkshire: [\d.]+% in the 12 months to March 2024, "
    r"beside the baseline .+ Recording changed in between",
    "districts": "In the 12 months to March 2024 .+ had the highest rate of neighbourhood crime",
    "crime_and_asb": r"In West Yorkshire in the 12 months to March 2024: [\d,]+ neighbourhood "
    r"crimes, [\d,]+ knife crimes and [\d,]+ ASB incidents, which are not crimes",
    "roads": r"In the 12 months to December 2023, [\d,]+ people were killed or seriously injured "
    "on the roads of West Yorkshire",
    "victims": r"In the 12 months to March 2024, [\d.]+% \(95% interval [\d.]+% to [\d.]+%\) of "
    r"the [\d,]+ victims surveyed in West Yorkshire were satisfied with the police\.",
    "explore": r"Recorded crime All rows [\d,]+ rows in all\. You see rows 1 to 200\.",
    "briefing": "Neighbourhood crime: briefing for the Community Outcomes Meeting West Yorkshire. "
    "12 months to March 2024",
    "data": r"\d of 12 sources have data .+ Everything but the figures printed in public papers "
    "is made-up sample data",
    "about": "This dashboard shows how West Yorkshire is doing against its Police and Crime Plans, "
    "with figures to March 2024. Everything but the figures printed in public papers is made-up",
}
IN_LEEDS = FULL | {
    "overview": "Plan 2021-2024; Leeds; 12 months to March 2024; .+ " + FULL["overview"],
    "what_changed": r"In March 2024, \d+ of \d+ measures with monthly figures in Leeds are unusual",
    "measure": r"Victim satisfaction in Leeds: [\d.]+% in the 12 months to March 2024, "
    r"beside the baseline .+ Recording changed in between",
    "crime_and_asb": FULL["crime_and_asb"].replace("West Yorkshire", "Leeds"),
    "roads": FULL["roads"].replace("West Yorkshire", "Leeds"),
    "victims": FULL["victims"].replace("West Yorkshire", "Leeds"),
    "explore": r"Anti-social behaviour incidents Rows of Leeds The choices in the filter bar leave "
    r"\d+ of [\d,]+ rows: [\d,]+ are left out\. Show all [\d,]+ \d+ rows meet these choices\.",
    "briefing": FULL["briefing"].replace("West Yorkshire", "Leeds"),
    "about": r"Data as at .+ /about\?\S*district=Leeds\S* “Districts”, .+ change nothing "
    "here: they go with you to the next page. " + FULL["about"],
    "data": r"coverage, published figures and notes of Leeds; 12 months to March 2024\. Data as at "
    r".+ /data\?\S*district=Leeds\S* " + FULL["data"] + ".+Every source, Leeds Leeds is covered by",
}
# What to ask of a page so that nothing is left, what it then says, and the way back: the words
# of the link or button, and where the link leads.
NOTHING = {
    "overview": (BOTH, f"{NO_BOTH} {EVERY}", r"/\?plan=2024-28&month=2024-03"),
    "what_changed": (
        BOTH,
        "No measure of this view has enough monthly figures to chart in the 12 months to March "
        "2024. Show every priority, theme and district",
        r"/what_changed\?plan=2024-28&month=2024-03",
    ),
    "measure": (
        BOTH,
        f"{NO_BOTH} The one shown is another one. {EVERY}",
        r"/measure\?plan=2024-28&month=2024-03",
    ),
    "districts": (BOTH, f"{NO_BOTH} {EVERY}", r"/districts\?plan=2024-28&month=2024-03"),
    "crime_and_asb": (
        FIRST,
        "There is no figure on neighbourhood crime, serious violence or anti-social behaviour for "
        "the 12 months to July 2018 in West Yorkshire. They come from the force’s returns; the "
        "Data page says what is loaded. Show every district in the 12 months to March 2024",
        r"/crime_and_asb\?plan=2021-24&month=2024-03",
    ),
    "roads": (
        FIRST,
        "There are no whole 12 months of road casualty figures up to this month for this area. "
        ".+ Show the latest month and every district",
        r"/roads\?plan=2021-24&month=2024-03",
    ),
    "victims": (
        FIRST,
        "There are no satisfaction figures for these 12 months in this area. .+ Show the latest "
        "month and the whole force",
        r"/victims\?plan=2021-24&month=2024-03",
    ),
    "explore": (
        {"table": "crime", "has.offence_name": "no such offence"},
        "No row of Recorded crime meets these conditions. .+ Remove the conditions$",
        None,
    ),
    "briefing": (
        BOTH,
        f"{NO_BOTH} {EVERY}.+There are no figures on policing in West Yorkshire: Men and Boys in "
        "West Yorkshire for the 12 months to March 2024.",
        r"/briefing\?plan=2024-28&month=2024-03",
    ),
    "data": (BOTH, f"{NO_BOTH} Show every source", r"/data\?plan=2024-28&month=2024-03"),
    "about": ({"search": "no such measure"}, "No measure matches. Clear the search", None),
}
# Only what anybody can download: street-level crime and road casualties, no returns, no residents.
PUBLIC = {
    "overview": r"of 31 measures compared with the Plan’s baseline, .*30 have no figures\..+They "
    "would come from: Victim satisfaction return of the police force",
    "what_changed": r"In March 2024, \d+ of \d+ measures with monthly figures .+ Burglary "
    r"\(data\.police\.uk\)",
    "measure": r"Anti-social behaviour incidents in West Yorkshire: \d+ incidents in the 12 months "
    rf"to March 2024\..+Source: {STREET}",
    "districts": r"Theft from person in the 12 months to March 2024: from \d+ in \w+ to \d+ in "
    rf"\w+\. No number of residents is loaded, so there are no rates.+Source: {STREET}",
    "crime_and_asb": r"In West Yorkshire in the 12 months to March 2024: \d+ ASB incidents, which "
    rf"are not crimes.+Source: {STREET}",
    "roads": FULL["roads"] + r".+Source: Department for Transport " + re.escape(ROADS),
    "victims": "There are no satisfaction figures for these 12 months in this area. They come from "
    "the force’s victim satisfaction return",
    "explore": r"Recorded crime All rows [\d,]+ rows in all\.",
    "briefing": "12 months to March 2024.+Without figures for this period: neighbourhood crime, "
    rf"residential burglary.+{STREET} \(data\.police\.uk \(Home Office\)\), as published",
    "data": rf"2 of 12 sources have data .+{ALL_REAL}.+{STREET} data\.police\.uk \(Home Office\) "
    "Real",
    "about": rf"with figures to March 2024\. {ALL_REAL}",
}
PUBLISHED = {
    "overview": PUBLIC["overview"],
    "what_changed": r"In December 2024, none of \d measures with monthly figures",
    "measure": r"Homicide in West Yorkshire: 28 offences in the 12 months to March 2018\..+Source: "
    "Police recorded crime open data, by police force area",
    "districts": r"Killed or seriously injured on the roads, adjusted in the 12 months to December "
    r"2024: from 459 in Leeds to \d+ in \w+\..+Source: Road casualty statistics \(STATS19\)",
    "crime_and_asb": "There is no figure on neighbourhood crime, serious violence or "
    "anti-social behaviour for the 12 months to December 2024 in West Yorkshire. Some end with the "
    "12 months to March 2018.",
    "roads": "In the 12 months to December 2024, 1,318 people were killed or seriously injured on "
    "the roads of West Yorkshire .+Source: Department for Transport " + re.escape(ROADS),
    "victims": PUBLIC["victims"],
    "explore": r"Recorded crime All rows [\d,]+ rows in all\.",
    "briefing": "There are no figures on neighbourhood crime in West Yorkshire for the 12 months "
    r"to December 2024; those held end in March 2018\.",
    "data": rf"3 of 12 sources have data .+{ALL_REAL}.+Police recorded crime open data, by police "
    "force area Home Office Real",
    "about": rf"with figures to December 2024\. {ALL_REAL}",
}


@WAYS
@pytest.mark.parametrize("file", FILES)
def test_a_full_page_says_what_it_shows(sample_database, monkeypatch, file, way: Way):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    found = assert_says(way(file, {}), file, FULL[file])
    assert MADE_UP in found
    assert "Made-up sample data Figures to March 2024" in found


@WAYS
@pytest.mark.parametrize("file", FILES)
def test_a_page_of_one_district_says_so(sample_database, monkeypatch, file, way: Way):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    query = {"table": "asb"} if file == "explore" else {}
    found = assert_says(way(file, {"district": "Leeds"} | query), file, IN_LEEDS[file])
    assert MADE_UP in found


@WAYS
@pytest.mark.parametrize("file", FILES)
def test_a_page_of_nothing_says_so_and_offers_the_way_back(
    sample_database, monkeypatch, file, way: Way
):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    query, sentence, back = NOTHING[file]
    at = way(file, query)
    assert_says(at, file, sentence)
    assert back is None or re.search(rf"(^| ){back}( |$)", links_on(at)), back


@WAYS
@pytest.mark.parametrize("file", FILES)
def test_a_page_without_a_database_says_what_to_do(tmp_path, monkeypatch, file, way: Way):
    monkeypatch.setenv("PCP_DATABASE", str(tmp_path / "none.duckdb"))
    found = assert_says(way(file, {}), file, "There is no database yet.")
    assert "To make one from the sample data, run `python -m pcp_data start`" in found
    assert "from your own files, run `python -m pcp_data build FOLDER`" in found
    assert MADE_UP not in found


@WAYS
@pytest.mark.parametrize("file", FILES)
def test_a_page_of_public_files_alone_calls_nothing_made_up(
    public_database, monkeypatch, file, way: Way
):
    monkeypatch.setenv("PCP_DATABASE", str(public_database))
    assert_real(assert_says(way(file, {}), file, PUBLIC[file]))


@pytest.mark.real
@WAYS
@pytest.mark.parametrize("file", FILES)
def test_a_page_of_published_files_alone_calls_nothing_made_up(
    published_database, monkeypatch, file, way: Way
):
    monkeypatch.setenv("PCP_DATABASE", str(published_database))
    assert_real(assert_says(way(file, {}), file, PUBLISHED[file]))


def assert_real(found: str) -> None:
    """Assert that nothing on a page takes real figures for made-up ones."""
    assert "Real data Figures to" in found
    assert not re.search("illustrative|made-up (sample|figures)", found, flags=re.IGNORECASE)
