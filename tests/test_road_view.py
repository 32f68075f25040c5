"""What Roads and its workbook show of a priority, a theme, a group of people, and of real years.

The database is built from files in which the years to 2022 are made up and 2023 is real, with
definitions in which collisions stand in one theme and people hurt in another.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pcp_data.build import build
from pcp_data.database import open_current
from pcp_data.export import pages, workbook
from pcp_data.intake.files import SAMPLE_MARKER
from pcp_data.view import view_of_link
from tests.support.real_files import SAMPLE
from tests.support.screen_tables import Workbook
from tests.test_pages import open_page, words_on

PAGE = "pages/roads.py"
ROOT = Path(__file__).parents[1]
WEST_YORKSHIRE = ROOT / "pcp_data" / "definitions" / "west_yorkshire"
LAST_MADE_UP = 2022
EVENTS, PEOPLE = "equality-diversity-and-inclusion", "early-intervention-and-prevention"
NEITHER = "safety-of-women-and-girls"
THEMES = {"injury_collisions": EVENTS, "ksi_adjusted": PEOPLE, "ksi_unadjusted": PEOPLE}
ON_PEOPLE = (
    "Killed or seriously injured (casualties)",
    "Who was hurt, and how they travelled",
    "people were killed or seriously injured",
    "Killed (casualties)",
    "measure=ksi_adjusted",
)
ON_EVENTS = ("Injury collisions (events)", "collisions with an injury", "measure=injury_collisions")


@pytest.fixture(scope="module")
def mixed(tmp_path_factory) -> Path:
    """Return a database with made-up and real years, and road measures in two themes."""
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "files").mkdir()
    with zipfile.ZipFile(SAMPLE / "road-casualty-statistics-2018-to-2023.zip") as files:
        for name in files.namelist():
            if "vehicle" not in name:
                _write_by_kind(folder / "files", name, files.read(name).decode("utf-8-sig"))
    definitions = shutil.copytree(WEST_YORKSHIRE, folder / "definitions")
    for measure, theme in THEMES.items():
        path = definitions / "measures" / f"{measure}.toml"
        place = 'plan = "2021-24"\n'
        path.write_text(path.read_text().replace(place, f'{place}themes = ["{theme}"]\n'))
    build([folder / "files"], folder / "pcp.duckdb", definitions=definitions)
    return folder / "pcp.duckdb"


def _write_by_kind(folder: Path, name: str, text: str) -> None:
    """Write the made-up years to one file as they are, and 2023 to another without the mark."""
    head, *rows = csv.reader(io.StringIO(text))
    year = head.index("collision_year")
    kept = [place for place, title in enumerate(head) if SAMPLE_MARKER not in title]
    made_up = [head, *(row for row in rows if int(row[year]) <= LAST_MADE_UP)]
    real = [head, *(row for row in rows if int(row[year]) > LAST_MADE_UP)]
    real = [[row[place] for place in kept] for row in real]
    for kind, lines in (("a", made_up), ("b", real)):
        with (folder / f"{kind}-{name}").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)


@pytest.fixture
def said(mixed, monkeypatch) -> Callable[..., str]:
    """Return what gives the words of the page for choices."""
    monkeypatch.setenv("PCP_DATABASE", str(mixed))

    def words(**choices: object) -> str:
        at = open_page(PAGE, plan="2021-24", **choices)
        assert not at.exception
        return words_on(at)

    return words


@pytest.fixture
def book(mixed, tmp_path) -> Callable[[str], Workbook]:
    """Return what gives the workbook of the page for a query."""

    def made(query: str) -> Workbook:
        path = tmp_path / "book.xlsx"
        view = view_of_link(f"roads?plan=2021-24&{query}", open_current(mixed))
        workbook.write_workbook(pages.book(view), path)
        return Workbook(path)

    return made


def rows(database: Path, sql: str) -> list[tuple]:
    """Return the rows of a separate query."""
    return open_current(database).cursor().execute(sql).fetchall()


def test_a_theme_without_road_measures_shows_nothing_but_the_way_back(said, mixed):
    words = said(theme=NEITHER)
    why = "Police and Crime Plan 2021-2024 has no measure of people hurt on the roads or of "
    why += "collisions in the theme Safety of Women and Girls."
    assert why in words
    assert re.search(r'href="/roads\?plan=2021-24&amp;month=\d{4}-\d\d">Show every prio', words)
    assert not [one for one in (*ON_PEOPLE, *ON_EVENTS, "Recording changes,") if one in words]
    view = view_of_link(f"roads?plan=2021-24&theme={NEITHER}", open_current(mixed))
    tables = [(table.sheet, table.rows, table.notes) for table in pages.book(view).tables]
    assert tables == [("Not in this view", [], (why,))]


def test_a_theme_of_collisions_alone_shows_no_people(said, book, mixed):
    words = said(theme=EVENTS)
    assert not [one for one in ON_PEOPLE if one in words]
    assert "Injury collisions (events)" in words
    assert "measure=injury_collisions" in words
    ((count,),) = rows(mixed, "select count(*) from collision where year(date) = 2023")
    assert f"there were {count:,} collisions with an injury" in words
    assert "KSI" not in words.partition("Recording changes, events and caveats")[2]
    made = book(f"theme={EVENTS}").sheets
    assert set(made) == {
        "Collisions", "Collisions 12 months", "Collisions by year", "Changes and caveats"
    }  # fmt: skip
    assert {row["Measures"] for row in made["Changes and caveats"]} == {"Injury collisions"}


def test_a_theme_of_people_alone_shows_no_collisions(said, book):
    words = said(theme=PEOPLE)
    assert not [one for one in ON_EVENTS if one in words]
    assert all(one in words for one in ON_PEOPLE)
    made = book(f"theme={PEOPLE}").sheets
    assert not [name for name in made if "ollision" in name]
    assert {"Casualties", "Baselines", "Districts", "Severity", "Killed by year"} <= set(made)
    assert all("ollision" not in row["Measures"] for row in made["Changes and caveats"])


def test_a_theme_of_collisions_alone_says_where_they_end_and_when_there_are_none(said):
    assert "There are no whole 12 months of road casualty figures" in said(
        theme=EVENTS, month="2018-03"
    )


@pytest.mark.parametrize(
    ("plan", "priority", "is_in"),
    [
        ("2021-24", "safer-places-and-thriving-communities", True),
        ("2021-24", "responding-to-multiple-and-complex-needs", False),
        ("2016-21", "support-victims-and-witnesses", False),
        ("2016-21", "", True),
    ],
)
def test_a_priority_narrows_the_page_as_a_theme_does(
    sample_database, monkeypatch, plan, priority, is_in
):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    chosen = {"priority": priority} if priority else {}
    words = words_on(open_page(PAGE, plan=plan, **chosen))
    assert ("has no measure of people hurt on the roads or of collisions in" in words) != is_in
    assert ("Injury collisions (events)" in words) == is_in
    assert ("people were killed or seriously injured" in words) == is_in
    if not priority:
        assert "has no measure of this, so nothing here is judged against it" in words


def test_each_year_and_each_12_months_is_marked_made_up_or_real_where_there_are_both(
    said, book, mixed
):
    words = said()
    for title in ("Casualties by calendar year", "Collisions by calendar year"):
        table = words[words.index(f">{title}</caption>") :].partition("</table>")[0]
        cells = [re.findall(r"<td[^>]*>([^<]*)</td>", row) for row in table.split("<tr>")[2:]]
        assert {row[0]: row[1] for row in cells} == {
            str(year): "Made up" if year <= LAST_MADE_UP else "Real" for year in range(2018, 2024)
        }
    assert "Made up: 12 months to December 2018 up to 12 months to December 2022" in words
    assert "Real: 12 months to December 2023" in words
    made = book("").sheets
    for sheet, day in (("Casualties 12 months", "To"), ("Collisions 12 months", "To")):
        marks = {row[day].strftime("%Y-%m"): row["Data"] for row in made[sheet]}
        assert marks == {
            one: "Made up" if one < "2023" else "Real"
            for (one,) in rows(
                mixed,
                "select strftime(day, '%Y-%m') from generate_series(timestamp '2018-12-01', "
                "timestamp '2023-12-01', interval 1 month) as t(day) "
                "where day <= '2022-12-01' or day = '2023-12-01'",
            )
        }
    for sheet in ("Casualties by year", "Collisions by year", "Killed by year"):
        assert [row["Data"] for row in made[sheet]] == ["Made up"] * 5 + ["Real"]


def test_no_row_is_marked_where_all_are_made_up(sample_database, monkeypatch):
    monkeypatch.setenv("PCP_DATABASE", str(sample_database))
    words = words_on(open_page(PAGE))
    table = words[words.index(">Casualties by calendar year</caption>") :].partition("</table>")[0]
    assert "Data" not in table and "Made up" not in table


@pytest.mark.parametrize(
    ("column", "sheet", "narrowing"),
    [
        ("mode", "Mode of travel", "age_group = '16 to 24' and sex = 'male'"),
        ("age_group", "Age group", "mode = 'pedestrian' and sex = 'male'"),
        ("sex", "Sex", "mode = 'pedestrian' and age_group = '16 to 24'"),
    ],
)
def test_groups_are_of_those_chosen_in_the_others_and_stay_whole(
    book, said, mixed, column, sheet, narrowing
):
    chosen = {"mode": "pedestrian", "age": "16 to 24", "sex": "male"}
    wanted = rows(
        mixed,
        f"""
        select {column}, count(*) filter (severity = 'fatal'),
            sum(case severity when 'fatal' then 1 else adjusted_serious end)
        from casualty where year(date) = 2023 and {narrowing} group by all
        """,
    )
    found = book("mode=Pedestrian&age=16+to+24&sex=male").sheets[sheet]
    value = "Killed or seriously injured, adjusted"
    shown = {row[sheet].lower(): (row["Killed"], row[value]) for row in found}
    assert {name: killed for name, killed, _ in wanted} == {n: pair[0] for n, pair in shown.items()}
    for name, _, people in wanted:
        assert abs(shown[name][1] - people) <= 0.5
    others = [group for name, group in chosen.items() if name != column.removesuffix("_group")]
    words = said(**chosen)
    narrowed = f"By {sheet.lower()}, in the 12 months to December 2023 ({', '.join(others)} only)"
    assert narrowed in words
