"""No page tells a share of too few people asked; Explore not by a condition or a group either."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
from urllib.parse import urlencode

import openpyxl
import pandas as pd
import pytest

from pcp_data.build import build
from pcp_data.cli import main
from pcp_data.database import open_current
from pcp_data.explore import answer, statement
from pcp_data.explore.catalogue import NUMBER
from pcp_data.explore.question import from_params
from pcp_data.export import pages, workbook
from pcp_data.view import view_of_link
from tests.support.explored import groups
from tests.support.returns import write_csv
from tests.support.screen_tables import Workbook

SMALLEST = 30  # as in the definitions
FEW, ENOUGH = (20, 13), (40, 25)  # people asked and satisfied
RETURN = ("Force", "Start", "End", "Area", "Victim group", "Satisfied", "Surveyed")
SURVEY = ("Survey ID", "Survey", "Start", "End", "Area", "Question", "Answer", "Respondents",
          "Base", "Percent")  # fmt: skip
INDICATOR = ("Measure", "Area", "Start", "End", "Numerator", "Denominator", "Value")
YEAR = (dt.date(2022, 1, 1), dt.date(2022, 12, 31))


def satisfaction():
    """In Leeds too few a month and enough a year, in Bradford enough, in Wakefield from 2022 on."""
    for year in (2021, 2022):
        for month in range(1, 13):
            days = (dt.date(year, month, 1),
                    dt.date(year, month, calendar.monthrange(year, month)[1]))  # fmt: skip
            few_a_year = (2, 1) if year == 2021 else ENOUGH
            for area, (asked, yes) in {
                "Leeds": FEW, "Bradford": ENOUGH, "Wakefield": few_a_year,
                "West Yorkshire": (200, 130),
            }.items():  # fmt: skip
                yield ("West Yorkshire", *days, area, "Personal robbery", yes, asked)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    folder = tmp_path_factory.mktemp("held")
    files = folder / "files"
    files.mkdir()
    write_csv(files / "satisfaction.csv", [RETURN, *satisfaction()])
    asked = ("How safe do you feel in your neighbourhood?", "Safe")
    answers = {"Leeds": FEW, "Bradford": ENOUGH}
    write_csv(
        files / "survey.csv",
        [SURVEY, *[("your_views", "Your Views", *YEAR, area, *asked, yes, base, 100 * yes / base)
                   for area, (base, yes) in answers.items()]],
    )  # fmt: skip
    write_csv(
        files / "indicator.csv",
        [INDICATOR, *[("victim_services_satisfaction", area, *YEAR, yes, base, 100 * yes / base)
                      for area, (base, yes) in answers.items()]],
    )  # fmt: skip
    path = folder / "held.duckdb"
    build([files], path, as_at=dt.date(2023, 4, 30))
    return path


@pytest.fixture(scope="module")
def reader(database):
    return open_current(database)


@pytest.fixture(scope="module")
def sources(reader):
    return answer.sources(reader)


PREVIOUS = (
    "previous_value", "change_on_previous", "percent_change_on_previous",
    "point_change_on_previous",
)  # fmt: skip
# What is held back where these are made, so that Explore has nothing left to hold back.
TOLD = {
    "twelve_months": ("numerator", "value"),
    "baseline_comparison": (
        "numerator",
        "value",
        "baseline_value",
        "lower_limit",
        "upper_limit",
        *PREVIOUS,
    ),
    "control_chart": ("value", "adjusted_value"),
    "signal": ("value", "adjusted_value"),
}
BASES = {
    "victim_satisfaction": "surveyed", "survey_result": "base", "indicator": "denominator",
    "measure_value": "denominator", "ready_figure": "denominator", "twelve_months": "denominator",
}  # fmt: skip


def rows(reader, sources, table, **conditions):
    link = {"table": [table]} | {name: [str(value)] for name, value in conditions.items()}
    question, notices = from_params(link, sources)
    assert notices == ()
    source = sources[table]
    found = answer.frame(reader, statement.rows(question, source, whole=True))
    assert answer.total(reader, question, source) == len(found)
    return found


def numbers(source):
    told = source.share.told if source.share else TOLD[source.name]
    return [one for one in told if source.by_name[one].kind == NUMBER]


@pytest.mark.parametrize("table", BASES)
def test_a_held_share_is_in_no_row_and_no_condition_keeps_or_drops_it(reader, sources, table):
    base, told = BASES[table], numbers(sources[table])
    every = rows(reader, sources, table)
    is_few = every[base].lt(SMALLEST)
    assert is_few.any() and every.loc[~is_few, told].notna().any().all()
    assert every.loc[is_few, told].isna().all().all()
    for column in told:
        for condition in (f"from.{column}", f"to.{column}"):
            for limit in (0, 10, 30, 60, 63, 64, 90, 1000):
                kept = rows(reader, sources, table, **{condition: limit})
                assert not kept[base].lt(SMALLEST).any(), (condition, limit)
        for held in (FEW[1], 100 * FEW[1] / FEW[0]):
            for condition in (f"only.{column}", f"has.{column}"):
                kept = rows(reader, sources, table, **{condition: held})
                assert not kept[base].lt(SMALLEST).any(), condition


@pytest.mark.parametrize("table", [*BASES, "baseline_comparison", "signal", "control_chart"])
def test_no_group_list_of_values_or_least_and_greatest_tells_a_held_share(reader, sources, table):
    source = sources[table]
    every = rows(reader, sources, table)
    for column in numbers(source):
        shown = set(every[column].dropna().round(9))
        listed = answer.frame(reader, statement.values(source, column, 10_000))["value"].dropna()
        assert {round(float(one), 9) for one in listed} == shown
        least, most = answer.frame(reader, statement.bounds(source, column)).iloc[0]
        assert not shown or (least, most) == pytest.approx((min(shown), max(shown)))
        link = {"table": [table], "by": [column], "sum": [source.amounts[0]]}
        if source.can_group_by(column):
            found = groups(reader, sources, urlencode(link, doseq=True))
            assert set(found[column].dropna().round(9)) == shown
        else:
            assert from_params(link, sources)[0].by == ()


def test_enough_people_over_a_year_are_shown_though_each_month_has_too_few(reader, sources):
    link = "table=victim_satisfaction&only.area_name=Leeds&period="
    monthly, yearly = (groups(reader, sources, link + one) for one in ("month", "calendar-year"))
    assert monthly["is_small"].all() and monthly["value"].isna().all()
    assert monthly["numerator"].isna().all() and set(monthly["denominator"]) == {FEW[0]}
    assert list(yearly["value"]) == pytest.approx([65, 65]) and not yearly["is_small"].any()
    kept = groups(reader, sources, f"{link}calendar-year&from.percent=1")
    assert kept.empty


def test_a_comparison_with_too_few_people_tells_neither_them_nor_the_change(reader, sources):
    """The year with enough of them is told, as in every other table: without the change, it says
    nothing of the year before."""
    few = {"only.area_name": "Wakefield", "only.period_end": "2021-12-31"}
    found = rows(reader, sources, "baseline_comparison", **few)
    assert len(found) and found[numbers(sources["baseline_comparison"])].isna().all().all()
    assert set(found["denominator"]) == {24} and found["direction"].isna().all()
    after = few | {"only.period_end": "2022-12-31"}
    found = rows(reader, sources, "baseline_comparison", **after)
    (year,) = rows(reader, sources, "twelve_months", **after)["value"].unique()
    assert set(found["value"]) == {year} == {100 * ENOUGH[1] / ENOUGH[0]}
    assert found[list(PREVIOUS)].isna().all().all()
    alone = found[found["baseline_value"].isna()]
    judged = ["lower_limit", "upper_limit", "direction", "finding"]
    assert len(alone) and alone[judged].isna().all().all()
    shown = rows(reader, sources, "baseline_comparison", **after | {"only.area_name": "Bradford"})
    assert shown["value"].notna().all() and shown["previous_value"].notna().any()


def test_monthly_charts_and_signals_tell_no_month_of_too_few(reader, sources):
    chart = rows(reader, sources, "control_chart")
    assert not chart["area_name"].eq("Leeds").any()
    assert not rows(reader, sources, "signal")["area_name"].eq("Leeds").any()
    assert chart.loc[chart["area_name"].eq("Bradford"), "value"].notna().all()


def test_every_table_of_figures_of_measures_says_what_it_tells_of_shares(sources):
    """A table made later is held back too, or is known to tell nothing of people asked."""
    known = {"counted_figure", "published_figure", "reconciliation"}
    figures = {"value", "numerator", "percent", "trend", "respondents", "satisfied"}
    for name, source in sources.items():
        if {"measure_id", "victim_group", "survey_id"} & set(source.by_name):
            assert (
                source.is_without_small_shares or name in known or not figures & set(source.by_name)
            ), name


@pytest.mark.parametrize("ending", ["xlsx", "csv", "parquet"])
@pytest.mark.parametrize(
    ("link", "asked", "told"),
    [
        ("table=indicator", "Denominator", ("Numerator", "Value")),
        ("table=survey_result", "People asked", ("People who gave this answer", "Per cent")),
        ("table=measure_value&only.area_name=Leeds", "Denominator", ("Numerator", "Value")),
        ("table=victim_satisfaction&period=month", "People asked", ("Satisfied",)),
    ],
)
def test_no_file_from_the_command_line_tells_a_held_share(
    database, tmp_path, link, asked, told, ending
):
    to = tmp_path / f"found.{ending}"
    assert main(["export", "--view", f"explore?{link}", "--to", str(to),
                 "--database", str(database)]) == 0  # fmt: skip
    cells = _read(to)
    if ending == "parquet":
        asked = {"People asked": "base"}.get(asked, asked.lower()) if "period" not in link else (
            "denominator")  # fmt: skip
        told = {"People who gave this answer": ("respondents", "percent")}.get(
            told[0], ("numerator", "value")
        )
    is_few = pd.to_numeric(cells[asked]).lt(SMALLEST)
    assert is_few.any()
    for one in told:
        assert pd.to_numeric(cells.loc[is_few, one], errors="coerce").isna().all()


def _read(path):
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as lines:
            head, *rest = list(csv.reader(lines))
        return pd.DataFrame(rest, columns=head)
    sheet = openpyxl.load_workbook(path).worksheets[-1]
    (table,) = sheet.tables.values()
    head, *rest = [[cell.value for cell in row] for row in sheet[table.ref]]
    return pd.DataFrame(rest, columns=head)


@pytest.mark.parametrize(
    ("link", "sheet"),
    [("victims?", "By crime type"), ("briefing?meeting=performance-scrutiny&subject=victims&", "")],
)
def test_the_workbooks_of_victims_and_briefing_hold_such_a_year_back_too(
    reader, tmp_path, link, sheet
):
    path = tmp_path / "book.xlsx"
    view = view_of_link(f"{link}month=2021-12&district=Wakefield", reader)
    workbook.write_workbook(pages.book(view), path)
    rows = [row for one in Workbook(path).sheets.values() for row in one]
    rows = [row for row in rows if "12 months to" in row]
    told = [row for row in rows if row["Area"] == "Wakefield" and 50.0 in row.values()]
    assert told == []
    if sheet:
        (row,) = Workbook(path).sheets[sheet]
        assert (row["Satisfied (%)"], row["95% interval from (%)"]) == ("[c]", "[c]")
    view = view_of_link(f"{link}month=2022-12&district=Wakefield", reader)
    workbook.write_workbook(pages.book(view), path)
    shown = [row for one in Workbook(path).sheets.values() for row in one]
    assert any(row.get("Area") == "Wakefield" and 62.5 in row.values() for row in shown)
    dated = [row for row in shown if "12 months to" in row and row["Area"] == "Wakefield"]
    assert not [row for row in dated if 50.0 in row.values()]


@pytest.mark.parametrize(
    "page", ["", "what_changed?", "measure?measure=GROUP&", "districts?measure=GROUP&"]
)
@pytest.mark.parametrize("month", ["2021-12", "2022-12"])
def test_every_page_on_measures_holds_such_a_year_back(reader, tmp_path, page, month):
    group = "victim_satisfaction_personal_robbery"
    asked = urlencode({"month": month, "district": "Wakefield", "compare": "2021-12"})
    view = view_of_link(f"{page.replace('GROUP', group) or '?'}{asked}", reader)
    assert view.filters.districts == ("Wakefield",)
    workbook.write_workbook(pages.book(view), tmp_path / "book.xlsx")
    rows = [row for one in Workbook(tmp_path / "book.xlsx").sheets.values() for row in one]
    assert rows
    assert [row for row in rows if 50.0 in row.values()] == []
    if page.startswith("measure"):
        assert any(24 in row.values() and "[c]" in row.values() for row in rows)
