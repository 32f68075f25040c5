"""Explore under the filter bar: each choice leaves the rows of a query by hand, and says so."""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pyarrow.parquet as parquet
import pytest
from streamlit.testing.v1 import AppTest

from pcp_data.build import build
from pcp_data.cli import main
from pcp_data.database import open_current
from pcp_data.explore import answer, statement
from pcp_data.explore.bar import CHOICES, bar
from pcp_data.explore.question import from_params
from pcp_data.export import pages
from pcp_data.export.page_explore import asked
from pcp_data.sql import identifier
from pcp_data.view import view_of_link
from tests.support.small_builds import asb, months_of

ROOT = Path(__file__).parents[1]
PLAN, PRIORITY = "2021-24", "safer-places-and-thriving-communities"
THEME, MONTH = "safety-of-women-and-girls", "2022-11"
NEWEST, LAST_DAY = "2024-03", dt.date(2022, 11, 30)
BOTH = ["Leeds", "Calderdale"]
NO_MEASURE = "plan=2024-28&priority=policing-in-west-yorkshire&theme=men-and-boys"
# When a row's period ended, for each way in which tables say it, and those of no one period.
ENDS = {
    "period_end": "period_end",
    "date": "date",
    "month": "last_day((month + to_months({months} - 1))::date)",
}
OF_NO_PERIOD = {"source_file", "measure_file", "coverage_run"}


@pytest.fixture(scope="module")
def reader(sample_database):
    return open_current(sample_database)


@pytest.fixture(scope="module")
def sources(reader):
    return answer.sources(reader)


def view_of(reader, question, **choices):
    return view_of_link(f"explore?{question}&{urlencode(choices, doseq=True)}", reader)


def by_hand(table, columns, **choices):
    """The rows that the choices leave of a table, as one would ask for them without Explore."""
    parts, params = [], {}
    if "area_code" in columns and choices.get("district"):
        parts.append(
            "area_code in (select area_code from area where area_type = 'district' "
            "and list_contains($districts, area_name))"
        )
        params["districts"] = list(choices["district"])
    if "plan_id" in columns:
        parts.append("plan_id = $plan")
        params["plan"] = choices["plan"]
    of_plan = "select measure_id from plan_measure where plan_id = $of_plan"
    has_theme = "measure_id in (select measure_id from measure_theme where theme_id = $theme)"
    for name, column, of_measure in (
        ("priority", "priority_id", f"measure_id in ({of_plan} and priority_id = $priority)"),
        ("theme", "theme_id", f"measure_id in ({of_plan}) and {has_theme}"),
    ):
        if not choices.get(name) or not {column, "measure_id"} & set(columns):
            continue
        parts.append(f"{column} = ${name}" if column in columns else of_measure)
        params |= {name: choices[name]} | (
            {} if column in columns else {"of_plan": choices["plan"]}
        )
    end = next((ENDS[one] for one in ENDS if one in columns), None)
    if end and table not in OF_NO_PERIOD and choices["month"] != NEWEST:
        parts.append(f"{end.format(months='months' if 'months' in columns else '1')} <= $last_day")
        params["last_day"] = LAST_DAY
    return f"select * from {identifier(table)} where {' and '.join(parts) or 'true'}", params


def fingerprint(cursor, columns, text, params):
    """How many rows a query gives, and a sum over what stands in them, whatever their order."""
    listed = ", ".join(map(identifier, columns))
    return cursor.execute(
        f"select count(*), sum(hash(one)::hugeint) from (select {listed} from ({text})) as one",
        params or None,
    ).fetchone()


@pytest.mark.parametrize(
    ("district", "plan", "priority", "theme", "month"),
    [
        ([], PLAN, None, None, MONTH),
        ([], PLAN, PRIORITY, None, NEWEST),
        ([], PLAN, None, THEME, MONTH),
        (["Leeds"], PLAN, None, None, NEWEST),
        (["Leeds"], PLAN, PRIORITY, None, MONTH),
        (["Leeds"], PLAN, PRIORITY, THEME, MONTH),
        ([], "2024-28", None, None, NEWEST),
        (BOTH, "2016-21", "tackle-crime-and-anti-social-behaviour", None, MONTH),
    ],
)
def test_the_rows_of_every_table_are_those_of_a_query_by_hand(
    reader, sources, sample, district, plan, priority, theme, month
):
    choices = {"district": district, "plan": plan, "month": month}
    choices |= {one: x for one, x in (("priority", priority), ("theme", theme)) if x}
    of_bar = view_of(reader, "table=crime", **choices)
    for name, source in sources.items():
        view = replace(of_bar, params={"table": [name]})
        question, _ = asked(view)
        held = source.share.told if source.share else ()
        own = [one.name for one in source.by_name.values() if not one.look_up]
        shown = [one.name for one in source.fields if not one.look_up and one.name not in held]
        rows = statement.rows(question, source, whole=True)
        expected = fingerprint(sample, shown, *by_hand(name, own, **choices))
        assert fingerprint(sample, shown, rows.text, rows.params) == expected, name
        every = sample.execute(f"select count(*) from {identifier(name)}").fetchone()[0]
        assert answer.totals(reader, question, source) == (expected[0], every), name
        is_idle = set(bar(view, question, source).idle) == set(CHOICES)
        assert not is_idle or expected[0] == every, name


def test_every_choice_makes_a_difference_somewhere(reader, sources):
    def left(**choices):
        view = view_of(reader, "table=baseline_comparison", **choices)
        question, source = asked(view)
        return answer.total(reader, question, source)

    whole = {"plan": PLAN, "month": NEWEST}
    parts = [{"district": "Leeds"}, {"priority": PRIORITY}, {"theme": THEME}, {"month": MONTH}]
    assert all(0 < left(**whole | one) < left(**whole) for one in parts)
    assert left(**whole) != left(**whole | {"plan": "2024-28"})
    assert left(**whole) == left(**whole | {"compare": "previous"})


def test_figures_published_later_than_the_newest_month_stay_until_an_earlier_one_is_chosen(
    reader, sources, sample
):
    later = "select count(*) from published_figure where period_end > date '2024-03-31'"
    assert sample.execute(later).fetchone()[0] > 0
    for month, cuts in ((NEWEST, 0), (MONTH, 1)):
        question, _ = asked(view_of(reader, "table=published_figure", month=month))
        assert len(question.cuts) == cuts


@pytest.mark.parametrize("district", [[], ["Leeds"], BOTH])
@pytest.mark.parametrize("month", [MONTH, NEWEST])
def test_groups_are_counted_from_the_rows_left_and_months_after_are_not_zero(
    reader, sources, sample, district, month
):
    question, source = asked(
        view_of(reader, "table=asb&only.source_id=force_asb&by=area_name&period=month",
                district=district, month=month)
    )  # fmt: skip
    rows = answer.groups(reader, question, source).rows
    names = rows["area_name"].astype(object).where(rows["area_name"].notna(), None)
    days = [one.date() for one in rows["period_start"]]
    found = dict(zip(zip(names, days, strict=True), rows["value"], strict=True))
    text, params = by_hand("asb", ["area_code", "month", "months"], district=district, month=month)
    expected = sample.execute(
        f"select area_name, month, sum(incidents) from ({text}) left join area using (area_code) "
        "where source_id = 'force_asb' group by all", params or None,
    ).fetchall()  # fmt: skip
    assert len(expected) >= 50
    assert {key: value for key, value in found.items() if value} == {
        (area, start): total for area, start, total in expected if total
    }
    last = LAST_DAY if month == MONTH else dt.date(2024, 3, 31)
    assert max(end.date() for end in rows["period_end"]) == last


def test_rolling_12_months_end_with_the_month_chosen(reader, sources, sample):
    question, source = asked(
        view_of(reader, "table=asb&only.source_id=force_asb&period=12-months", district="Leeds",
                month=MONTH)
    )  # fmt: skip
    rows = answer.groups(reader, question, source).rows
    last = rows[rows["period_end"].eq(rows["period_end"].max())]
    (total,) = sample.execute(
        "select sum(incidents) from asb inner join area using (area_code) where source_id = "
        "'force_asb' and area_name = 'Leeds' and month between '2021-12-01' and '2022-11-01'"
    ).fetchone()
    assert str(last["period_end"].item().date()) == "2022-11-30"
    assert last["value"].item() == total


def test_percentages_are_pooled_from_the_rows_left(reader, sources, sample):
    question, source = asked(
        view_of(reader, "table=measure_value&by=measure_id&period=calendar-year",
                district="Leeds", plan=PLAN, priority=PRIORITY, month="2022-12")
    )  # fmt: skip
    rows = answer.groups(reader, question, source).rows
    found = {
        row.measure_id: row.value
        for row in rows.itertuples()
        if row.period_start.year == 2022 and row.value == row.value
    }
    expected = dict(
        sample.execute(
            "select measure_id, value from twelve_months inner join area using (area_code) "
            "where period_end = '2022-12-31' and area_name = 'Leeds' and value is not null and "
            "measure_id in (select measure_id from plan_measure where plan_id = $plan "
            "and priority_id = $of)",
            {"plan": PLAN, "of": PRIORITY},
        ).fetchall()
    )
    assert len(found) >= 5 and found == pytest.approx(expected)


def test_a_quarter_of_which_a_month_is_to_come_is_left_out(tmp_path):
    """A quarter stands under its first month: it is left once its last one has ended."""
    file = ROOT / "tests" / "odd_files" / "home_office_csp" / "partnerships.csv"
    (tmp_path / "files").mkdir()
    later = file.read_text(encoding="utf-8").replace("2023/24,1,", "2023/24,2,")
    for name, text in (("first.csv", file.read_text(encoding="utf-8")), ("second.csv", later)):
        (tmp_path / "files" / name).write_text(text, encoding="utf-8")
    asb(tmp_path / "files" / "asb.csv", months_of(2023, 5))
    build([tmp_path / "files"], tmp_path / "quarters.duckdb", as_at=dt.date(2024, 4, 30))
    reader = open_current(tmp_path / "quarters.duckdb")
    source = answer.sources(reader)["crime"]
    found = {}
    for month in ("2023-05", "2023-06", "2023-08", "2023-09"):
        question, _ = asked(view_of(reader, "table=crime", month=month))
        rows = answer.frame(reader, statement.rows(question, source, whole=True))
        found[month] = sorted({str(one.date()) for one in rows["month"]})
    assert found == {
        "2023-05": [],
        "2023-06": ["2023-04-01"],
        "2023-08": ["2023-04-01"],
        "2023-09": ["2023-04-01", "2023-07-01"],
    }


@pytest.mark.parametrize(
    ("choice", "table", "condition"),
    [
        ({"district": "Leeds"}, "asb", "only.area_name=Bradford"),
        ({"district": "Leeds"}, "asb", "filter=area_code"),
        ({"district": "Leeds"}, "measure_value", "only.area_type=force"),
        ({"plan": "2016-21"}, "baseline_comparison", "filter=plan_id"),
        ({"plan": "2016-21"}, "baseline_comparison", "only.plan_id=2024-28"),
        ({"priority": PRIORITY}, "plan_measure", "filter=priority_id"),
        ({"priority": PRIORITY}, "measure_value", "only.measure_id=victim_satisfaction"),
        ({"theme": THEME}, "twelve_months", "filter=measure_id"),
        ({"theme": THEME}, "measure_theme", "filter=theme_id"),
        ({"month": MONTH}, "crime", "from.month=2023-05-01"),
        ({"month": MONTH}, "casualty", "filter=date"),
        ({"month": MONTH}, "twelve_months", "only.period_end=2023-12-31"),
    ],
)
def test_a_condition_on_the_column_itself_takes_the_place_of_the_choice(
    reader, choice, table, condition
):
    name = {"district": "districts"}.get(next(iter(choice)), next(iter(choice)))
    choice = {"plan": PLAN} | choice
    without, source = asked(view_of(reader, f"table={table}", **choice))
    question, _ = asked(view_of(reader, f"table={table}&{condition}", **choice))
    view = view_of(reader, f"table={table}&{condition}", **choice)
    done = bar(view, question, source)
    assert name in done.replaced and name in done.idle
    assert len(question.cuts) == len(without.cuts) - 1
    alone, _ = asked(view_of(reader, f"table={table}&{condition}", plan=choice["plan"]))
    assert answer.total(reader, question, source) == answer.total(reader, alone, source) > 0


def test_other_conditions_are_met_as_well_as_the_choices(reader):
    view = view_of(reader, "table=asb&only.source_id=force_asb&from.incidents=100",
                   district=BOTH, month=MONTH)  # fmt: skip
    question, source = asked(view)
    rows = answer.frame(reader, statement.rows(question, source, whole=True))
    assert len(rows) and rows["incidents"].ge(100).all()
    assert set(rows["area_name"]) == set(BOTH) and rows["month"].max().date() <= LAST_DAY
    assert bar(view, question, source).replaced == {}


def test_no_choice_acts_through_a_column_that_is_held_back(reader, sources):
    choices = {"district": "Leeds", "plan": PLAN, "priority": PRIORITY, "theme": THEME,
               "month": MONTH}  # fmt: skip
    for name, source in sources.items():
        question, _ = asked(view_of(reader, f"table={name}", **choices))
        told = source.share.told if source.share else ()
        assert not {one.column for one in question.cuts} & set(told), name


def test_a_link_without_choices_is_as_it_was_and_one_with_them_holds_both(reader, sources):
    question, source = asked(view_of_link("explore?table=crime&by=area_name", reader))
    assert question.cuts == () and question.in_words(source) == "Offences by area"
    view = view_of(reader, "table=asb&only.source_id=force_asb&by=area_name&period=month",
                   district=BOTH, month=MONTH, plan="2016-21", compare="previous")  # fmt: skip
    link = pages.link(view)
    again = view_of_link(link, reader)
    assert again.filters == view.filters and asked(again) == asked(view)
    assert from_params(parse_qs(link.partition("?")[2]), sources)[1] == ()
    assert pages.link(again) == link


def exported(path, link, database):
    command = ["export", "--view", f"explore?{link}", "--to", str(path), "--database", database]
    assert main(command) == 0
    return path


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("table=asb&district=Leeds&month=2022-11", "Rows of Leeds, to November 2022"),
        ("table=asb&district=Leeds&district=Calderdale&month=2022-11&by=asb_type&period=month",
         "Rows of Calderdale and Leeds, to November 2022. Incidents by kind of incident and month"),
        (f"table=measure_value&plan={PLAN}&priority={PRIORITY}&only.area_name=Leeds",
         "Rows on measures of the priority “Safer Places and Thriving Communities”, of Police and "
         "Crime Plan 2021-2024. Area is Leeds"),
        ("table=baseline_comparison&plan=2024-28&month=2022-11",
         "Rows of Police and Crime Plan 2024-2028 (as recommended), to November 2022"),
    ],
)  # fmt: skip
def test_every_file_has_the_rows_of_the_page_and_its_cover_says_what_narrows_them(
    reader, sample_database, tmp_path, link, said
):
    view = view_of_link(f"explore?{link}", reader)
    question, source = asked(view)
    (table,) = pages.book(view).tables
    rows = [tuple(one) for one in table.rows]
    left, every = answer.totals(reader, question, source)
    shown = answer.groups(reader, question, source).rows if question.is_grouped else None
    assert len(rows) == (left if shown is None else len(shown)) > 0 and left < every
    assert pages.book(view).filters == f"{source.title}. {said}."
    note = f"leave {left:,} of {every:,} rows: {every - left:,} are left out"
    assert note in table.notes[0]
    database = str(sample_database)
    with exported(tmp_path / "a.csv", link, database).open(encoding="utf-8-sig") as lines:
        assert len(list(csv.reader(lines))) == len(rows) + 1
    found = parquet.read_table(exported(tmp_path / "a.parquet", link, database))
    assert found.num_rows == len(rows)


def page(database, monkeypatch, link):
    monkeypatch.setenv("PCP_DATABASE", str(database))
    at = AppTest.from_file(str(ROOT / "pages" / "explore.py"), default_timeout=240)
    for name, values in parse_qs(link).items():
        at.query_params[name] = values
    at.run()
    assert not at.exception, link
    return at


def said_on(at):
    markup = " ".join(one.proto.body for one in at.get("html"))
    return re.sub(r"<(?!a )[^>]*>", " ", markup)


def link_called(at, said):
    """Where the link of these words leads, without the page's address."""
    (found,) = re.findall(rf'<a href="[^"?]*\?([^"]*)"[^>]*>{said}', said_on(at))
    return found.replace("&amp;", "&")


@pytest.mark.parametrize(
    ("link", "rows"),
    [
        ("table=asb&district=Leeds&month=2022-11&compare=2024-03", "Show all 2,452"),
        (f"table=twelve_months&{NO_MEASURE}", "Show all rows"),
        (f"table=baseline_comparison&filter=plan_id&{NO_MEASURE}", "Show all rows"),
        ("table=baseline_comparison&plan=2021-24&theme=safety-of-women-and-girls", "Show all"),
        ("table=plan_theme&plan=2016-21", "Show all rows"),
        ("table=crime&only.source_id=police_uk&month=2020-11", "Show all rows"),
        ("table=collision&district=Wakefield&month=2018-07&from.date=2023-01-01", "Show all"),
    ],
)
def test_what_is_left_out_is_said_and_one_click_brings_all_back(
    sample_database, monkeypatch, link, rows
):
    at = page(sample_database, monkeypatch, link)
    back = link_called(at, rows)
    table = parse_qs(link)["table"][0]
    assert f"table={table}" in back
    after = page(sample_database, monkeypatch, back)
    assert "The choices in the filter bar leave" not in said_on(after)
    assert not after.warning
    kept = [one for one in link.split("&") if one.startswith(("only.", "from."))]
    assert all(one in back for one in kept)


def test_choices_that_leave_nothing_say_so_and_of_which_rows(sample_database, monkeypatch):
    at = page(sample_database, monkeypatch, "table=plan_theme&plan=2016-21")
    said = said_on(at)
    assert "leave none of the 9 rows of Plan theme (working table)." in said
    assert "Rows of Police and Crime Plan 2016-2021" in said and not at.dataframe


@pytest.mark.parametrize(
    ("table", "idle"),
    [
        ("crime", "“Plan”, “Priority”, “Theme” and “Compared with” change nothing"),
        ("measure_value", "“Plan” and “Compared with” change nothing"),
        ("baseline_comparison", "“Compared with” changes nothing"),
        ("population", "“Plan”, “Priority”, “Theme”, “12 months to” and “Compared with” change"),
        ("source", "“Plan”, “Priority”, “Theme”, “Districts”, “12 months to” and “Compared with”"),
    ],
)
def test_the_bar_says_which_choices_change_nothing_for_the_table(
    sample_database, monkeypatch, table, idle
):
    assert idle in said_on(page(sample_database, monkeypatch, f"table={table}"))


def test_the_page_shows_the_rows_left_and_says_which_condition_takes_a_choices_place(
    sample_database, monkeypatch
):
    at = page(sample_database, monkeypatch, "table=asb&district=Leeds&month=2022-11")
    assert set(at.dataframe[0].value["Area"]) == {"Leeds"}
    assert "Rows of Leeds, to November 2022" in said_on(at)
    link = "table=asb&district=Leeds&only.area_name=Bradford&month=2022-11"
    at = page(sample_database, monkeypatch, link)
    assert set(at.dataframe[0].value["Area"]) == {"Bradford"}
    said = said_on(at)
    assert "A filter on “Area” takes the place of the districts chosen above." in said
    assert "Rows to November 2022. Area is Bradford" in said


def test_a_choice_of_the_bar_keeps_the_question_in_the_link(sample_database, monkeypatch):
    at = page(sample_database, monkeypatch, "table=asb&by=area_name&period=calendar-year")
    districts = next(one for one in at.multiselect if one.label == "Districts")
    districts.select("Leeds").run()
    assert not at.exception
    assert at.query_params["district"] in ("Leeds", ["Leeds"])
    assert at.query_params["table"] in ("asb", ["asb"])
    assert "Rows of Leeds. Incidents by area and calendar year" in said_on(at)
    by = next(one for one in at.multiselect if one.label == "Group by")
    by.unselect("area_name").run()
    assert at.query_params["district"] in ("Leeds", ["Leeds"]) and "by" not in at.query_params
    assert "Rows of Leeds. Incidents by calendar year" in said_on(at)


def test_every_table_is_shown_under_every_choice(sample_database, monkeypatch, sources):
    every = f"plan={PLAN}&priority={PRIORITY}&theme={THEME}&district=Leeds&month={MONTH}"
    for name in sources:
        said = said_on(page(sample_database, monkeypatch, f"table={name}&{every}&compare=previous"))
        assert sources[name].title in said, name


def test_every_table_is_grouped_under_every_choice(reader, sources):
    every = {"plan": PLAN, "theme": THEME, "district": BOTH, "month": MONTH}
    for name, source in sources.items():
        for field in source.categories[:3]:
            question, _ = asked(view_of(reader, f"table={name}&by={field.name}", **every))
            groups = answer.groups(reader, question, source, every=True).rows
            is_whole = not source.nature.ready  # figures that cannot be pooled make no group
            left = answer.total(reader, question, source)
            assert not is_whole or groups["rows"].sum() == left, (name, field.name)
