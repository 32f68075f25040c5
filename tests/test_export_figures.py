"""The numbers of every sheet, worked out again in SQL of their own or in plain Python.

Both ways: no figure of a sheet is without one of the database, and none of those is left out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest

from pcp_data.database import open_current
from pcp_data.export import pages, workbook
from pcp_data.filters import BASELINE
from pcp_data.view import View, view_of_link
from tests.support.screen_tables import Workbook
from tests.support.slow import chance

HOME = "E23000010"
LINKS = [
    "plan=2021-24&month=2023-01",
    "plan=2021-24&month=2023-12&district=Leeds",
    "plan=2021-24&month=2023-01&district=Bradford&district=Leeds&compare=previous",
    "plan=2024-28&month=2023-06&theme=safety-of-women-and-girls&compare=2021-03",
    "plan=2016-21&month=2019-08",
]
WATCHED = """
    area_code in (select unnest($codes)) or ($codes = [$home]
        and area_code in (select area_code from area where parent_code = $home
            and area_type = 'district'))
"""
ROADS = """($theme is null or $theme in (
    select theme_id from measure_theme join measure using (measure_id) where topic = 'roads'))"""
THEMED = """($theme is null or measure_id in (
    select measure_id from measure_theme where theme_id = $theme))"""
PLANNED = """(select measure_id from plan_measure join measure_theme using (measure_id)
    where plan_id = $plan and theme_id = $theme)"""
# Page, sheet, the columns compared, and SQL that gives them unrounded under the same names.
SHEETS = [
    ("overview", "Trends", """
        select m.title as "Measure", a.area_name as "Area", t.period_end as "12 months to",
            t.value as "Value"
        from twelve_months t join measure m using (measure_id) join area a using (area_code)
        where t.area_code in (select unnest($codes)) and t.period_end <= $end
            and t.period_end > $end - interval 60 month
            and measure_id in (
                select measure_id from plan_measure where plan_id = $plan and ($theme is null
                    or measure_id in (select measure_id from measure_theme
                        where theme_id = $theme)))
    """),
    ("what_changed", "Unusual months", f"""
        with latest as (
            select measure_id, area_code, max(period_end) as period_end from control_chart
            where ({WATCHED}) and period_end <= $end and period_end > $end - interval 12 month
            group by all)
        select m.title as "Measure", a.area_name as "Area", c.period_end as "Month",
            c.value as "Value", c.lower_limit * c.seasonal_factor as "Lower limit",
            c.centre * c.seasonal_factor as "Average",
            c.upper_limit * c.seasonal_factor as "Upper limit", s.since as "Unusual since"
        from latest join signal s using (measure_id, area_code, period_end)
        join control_chart c using (measure_id, area_code, period_end)
        join measure m using (measure_id) join area a using (area_code)
        where exists (from plan_measure p where p.measure_id = s.measure_id and p.plan_id = $plan
                and ($theme is null or s.measure_id in
                    (select measure_id from measure_theme where theme_id = $theme)))
            or ($theme is null
                and s.measure_id not in (select measure_id from plan_measure))
    """),
    ("districts", "Over time", """
        select a.area_name as "Area", t.period_end as "12 months to", t.value as "Offences",
            1000 * t.value / r.residents as "Per 1,000 residents", r.residents as "Residents"
        from twelve_months t join area a using (area_code)
        left join area_residents r on r.area_code = t.area_code and r.is_sample = t.is_sample
            and r.from_day <= t.period_end and r.to_day > t.period_end
        where t.measure_id = $measure and t.period_end <= $end
            and (t.area_code = $home or a.parent_code = $home and a.area_type = 'district')
    """),
    ("districts", "Small areas", """
        select s.lsoa_code as "Code",
            case when coalesce(t.incidents, 0) between 1 and 4 then null
                else coalesce(t.incidents, 0) end as "Incidents"
        from small_area s left join small_area_twelve_months t
            on t.lsoa_code = s.lsoa_code and t.area_code = s.area_code
            and t.category = 'All crime' and t.period_end =
                (select max(period_end) from small_area_twelve_months where period_end <= $end)
        where s.area_code in (select area_code from area where parent_code = $home
            and area_type = 'district') and ($codes = [$home] or s.area_code in
            (select unnest($codes)))
            and exists (from small_area_twelve_months where period_end <= $end
                and period_end > $end - interval 12 month)
    """),
    ("crime_and_asb", "Months", f"""
        select m.title as "Measure", v.period_end as "To", sum(v.value) as "Value"
        from measure_value v join measure m using (measure_id)
        where v.months = 1 and v.area_code in (select unnest($codes)) and v.period_end <= $end
            and m.topic in ('neighbourhood_crime', 'serious_violence', 'asb') and {THEMED}
            and m.aggregation = 'sum' and v.value is not null
        group by all having count(*) = len($codes)
    """),
    ("crime_and_asb", "12 months", f"""
        select m.title as "Measure", t.period_end as "To",
            case when m.unit = '%' then 100 * sum(t.numerator) / sum(t.denominator)
                else sum(t.value) end as "Value"
        from twelve_months t join measure m using (measure_id)
        where t.area_code in (select unnest($codes)) and t.period_end <= $end
            and m.topic in ('neighbourhood_crime', 'serious_violence', 'asb') and {THEMED}
            and t.value is not null
        group by m.title, m.unit, t.period_end having count(*) = len($codes)
    """),
    ("crime_and_asb", "ASB by type", f"""
        select upper(asb_type[1]) || asb_type[2:] as "Measure", month as "Month",
            sum(sum(incidents)) over (
                partition by asb_type order by month rows between 11 preceding and current row)
            as "Value"
        from asb where source_id = 'force_asb' and force_code = $home
            and ($codes = [$home] or area_code in (select unnest($codes)))
            and asb_type <> 'not stated'
            and {THEMED.replace("measure_id in", "'asb_incidents' in")}
        group by asb_type, month
        qualify month <= $end and count(*) over (
            partition by asb_type order by month rows between 11 preceding and current row) = 12
    """),
    ("roads", "Casualties 12 months", f"""
        select last_day(month) as "To",
            sum(sum(1) filter (severity = 'fatal')) over year as "Killed",
            sum(sum(1) filter (severity = 'serious')) over year
                as "Seriously injured, as recorded",
            sum(sum(1)) over year as "All casualties",
            sum(sum(case severity when 'fatal' then 1 else adjusted_serious end)) over year
                as "Killed or seriously injured, adjusted"
        from (select *, date_trunc('month', date)::date as month from casualty) c
        where force_code = $home and ($codes = [$home] or area_code in (select unnest($codes)))
            and {ROADS}
        group by month
        window year as (order by month rows between 11 preceding and current row)
        qualify last_day(month) <= $end and count(*) over year = 12
    """),
    ("roads", "Collisions by year", f"""
        select year(date)::varchar as "Calendar year", count(*) as "All injury collisions",
            count(*) filter (severity = 'fatal') as "Fatal",
            count(*) filter (severity = 'serious') as "Serious, as recorded",
            count(*) filter (severity = 'slight') as "Slight, as recorded"
        from collision
        where force_code = $home and ($codes = [$home] or area_code in (select unnest($codes)))
            and year(date) < year($end + interval 1 day) and {ROADS}
        group by all
    """),
    ("roads", "Severity", f"""
        with c as (
            from casualty where date > $end - interval 12 month and date <= $end
                and force_code = $home
                and ($codes = [$home] or area_code in (select unnest($codes))))
        from (
            select 'Killed' as "Severity", count(*) as "Casualties, adjusted" from c
            where severity = 'fatal'
            union all select 'Seriously injured', sum(adjusted_serious) from c
            where severity <> 'fatal'
            union all select 'Slightly injured', sum(adjusted_slight) from c
            where severity <> 'fatal')
        where {ROADS}
    """),
    ("victims", "By district", f"""
        select case when contains(m.title, ': ') then split_part(m.title, ': ', 2)
                else 'all victims' end as "Victims",
            a.area_name as "Area", t.denominator as "People surveyed",
            case when t.denominator >= 30 then t.value end as "Satisfied (%)"
        from twelve_months t join measure m using (measure_id) join area a using (area_code)
        where t.period_end = $end and measure_id in (
                select measure_id from measure_source where source_id = 'force_satisfaction')
            and (a.area_code = $home or a.parent_code = $home and a.area_type = 'district')
            and ($theme is null or measure_id in {PLANNED})
    """),
    ("victims", "Surveys", f"""
        select survey_title as "Survey", period_end as "To", area_name as "Area",
            question as "Question", answer as "Answer", base as "People asked",
            case when base < 30 then null else percent end as "Per cent"
        from survey_result join area using (area_code)
        where period_end <= $end and ($theme is null or exists (
            select * from measure_item
            where item like 'survey: ' || survey_id || ' | ' || question || ' | %'
                and measure_id in {PLANNED}))
    """),
]  # fmt: skip
DATA = [
    ("Sources", """
        select title as "Source", coalesce(sum(rows_loaded), 0) as "Rows loaded",
            coalesce(sum(rows_rejected), 0) as "Rows refused"
        from source left join source_file using (source_id) group by title
    """),
    ("Files", """
        select sha256 as "SHA-256", rows_read as "Rows read", rows_loaded as "Loaded",
            period_start as "From"
        from source_file
    """),
    ("Published figures", """
        select figure_id as "Figure", value as "Printed", period_end as "To"
        from published_figure
    """),
    ("Coverage", """
        select source.title as "Source", sum(months) as "Months"
        from coverage_run join source using (source_id) join area using (area_code)
        where area_code = 'E23000010' or parent_code = 'E23000010' and area_type = 'district'
        group by all
    """),
]  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory, sample_database) -> Callable[[str], tuple[View, Workbook]]:
    """Return what gives the view and the workbook of a link, made once each."""
    made: dict[str, tuple[View, Workbook]] = {}

    def of(link: str) -> tuple[View, Workbook]:
        if link not in made:
            view = view_of_link(link, open_current(sample_database))
            path = tmp_path_factory.mktemp("books") / "book.xlsx"
            workbook.write_workbook(pages.book(view), path)
            made[link] = view, Workbook(path)
        return made[link]

    return of


def asked(view: View) -> dict[str, object]:
    return {
        "plan": view.filters.plan,
        "theme": view.filters.theme,
        "end": view.filters.period_end,
        "codes": view.area_codes,
        "home": HOME,
        "measure": "neighbourhood_crime",
    }


def answers(sample, sql: str, params: dict[str, object]) -> list[dict[str, object]]:
    used = {name: value for name, value in params.items() if re.search(rf"\${name}\b", sql)}
    cursor = sample.execute(sql, used)
    names = [one[0] for one in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def key_of(row: dict[str, object]) -> tuple:
    """Return what names a row: its words and its dates."""
    return tuple(
        value.lower() if isinstance(value, str) else (value.year, value.month)
        for value in row.values()
        if isinstance(value, (str, dt.date)) and not re.fullmatch(r"\[\w\]", str(value))
    )


def compare(found: list[dict[str, object]], expected: list[dict[str, object]]) -> None:
    """Hold the rows of a sheet to those of the database, both ways and number by number."""
    wanted = {key_of(row): row for row in expected}
    assert len(wanted) == len(expected)
    heads = list(expected[0])
    rows = {key_of({head: row[head] for head in heads}): row for row in found}
    assert len(rows) == len(found)
    assert set(rows) == set(wanted)
    for key, row in wanted.items():
        for head, value in row.items():
            if not isinstance(value, (str, dt.date)):
                assert same(rows[key][head], value), (key, head, rows[key][head], value)


def same(shown: object, exact: object) -> bool:
    """Return whether a cell shows a number: as rounded as it is, and shorthand for none."""
    if exact is None or exact != exact:
        return isinstance(shown, str) and bool(re.fullmatch(r"\[[cxz]\]", shown))
    if not isinstance(shown, (int, float)):
        return False
    decimals = len(repr(float(shown)).partition(".")[2].rstrip("0"))
    return abs(shown - float(exact)) <= (0.5 if not decimals else 0.05) + 1e-6


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize(("page", "sheet", "sql"), SHEETS, ids=[" ".join(s[:2]) for s in SHEETS])
def test_the_figures_of_a_sheet_equal_those_of_the_database(book, sample, page, sheet, sql, link):
    extra = "&measure=neighbourhood_crime" if page == "districts" else ""
    view, made = book(f"{page}?{link}{extra}")
    expected = answers(sample, sql, asked(view))
    if not expected:
        assert not made.sheets.get(sheet)
        return
    found = made.sheets[sheet]
    if sheet == "ASB by type":
        found = [row | {"Month": row["To"].replace(day=1)} for row in found]
    compare(found, expected)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize(
    ("page", "sheet"), [("briefing", "Notes on the data"), ("measure", "Changes and caveats")]
)
def test_every_note_stands_with_its_own_days_and_its_source(book, sample, page, sheet, link):
    _, made = book(f"{page}?{link}")
    known = {
        (row["note"], row["source"], row["starts"] or "[z]", row["ends"] or "[z]")
        for row in answers(sample, "select note, source, starts, ends from data_note", {})
    }
    found = {
        (row["Note"], row["Source"], *(_day(row[name]) for name in ("From", "To")))
        for row in made.sheets[sheet]
    }
    assert found and found <= known


def _day(cell: object) -> object:
    return cell.date() if isinstance(cell, dt.datetime) else cell


@pytest.mark.parametrize(("sheet", "sql"), DATA, ids=[one[0] for one in DATA])
def test_what_the_data_page_counts_equals_the_database(book, sample, sheet, sql):
    _, made = book("data?")
    found = made.sheets[sheet]
    if sheet == "Coverage":
        totals: dict[str, float] = {}
        for row in found:
            totals[row["Source"]] = totals.get(row["Source"], 0) + row["Months"]
        found = [{"Source": name, "Months": total} for name, total in totals.items()]
    compare(found, answers(sample, sql, {}))


@pytest.fixture(scope="module")
def windows(sample) -> dict[tuple, tuple]:
    """Return value, numerator and denominator of every 12 months, by title, area and end."""
    rows = sample.execute(
        """
        select m.title, a.area_name, t.period_end, t.value, t.numerator, t.denominator
        from twelve_months t join measure m using (measure_id) join area a using (area_code)
        """
    ).fetchall()
    return {row[:3]: row[3:] for row in rows}


COMPARED = [
    ("overview", ["Measures"]),
    ("measure", ["Against the Plan"]),
    ("districts", ["Against the Plan"]),
    ("crime_and_asb", ["Neighbourhood crime", "Serious violence", "ASB and linked crimes"]),
    ("roads", ["Casualties", "Collisions"]),
    ("victims", ["Against the Plan"]),
    ("briefing", ["Measures", "Districts", "Victims"]),
]


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize(("page", "sheets"), COMPARED, ids=[one[0] for one in COMPARED])
def test_comparisons_follow_from_the_12_months_they_name(book, windows, page, sheets, link):
    view, made = book(f"{page}?{link}")
    year_before = view.filters.period_end.replace(day=1, year=view.filters.period_end.year - 1)
    checked = 0
    for row in (one for name in sheets for one in made.sheets.get(name, ())):
        sides = dict(sides_of(row, year_before))
        now = window(windows, row, row["12 months to"])
        assert same(row["Latest 12 months"], now) or row["Latest 12 months"] in ("[c]", "[x]")
        for name, end in sides.items():
            then, percent = row[name], row.get(f"{change_of(row, name)} (%)")
            if isinstance(then, float):
                assert same(then, window(windows, row, end)), (row["Measure"], name)
            change = row[change_of(row, name)]
            if isinstance(change, float):
                exact = now - window(windows, row, end)
                assert same(change, exact), (row["Measure"], name)
                checked += 1
                if row["Unit"] != "per cent":
                    assert same(percent, 100 * exact / window(windows, row, end))
                else:
                    assert percent == "[z]"
    if (
        page not in ("briefing", "roads")
        and view.filters.compare == BASELINE
        and "2016" not in link
    ):
        assert checked


def sides_of(row: dict[str, object], year_before: dt.date):
    """Return each side that a row compares with, and the end of its 12 months."""
    for name, dated in (
        ("Baseline", ("Baseline to", "Baseline, 12 months to")),
        ("Compared with", ("Compared with 12 months to", "Compared with, 12 months to")),
        ("Previous 12 months", ("Previous 12 months, 12 months to",)),
    ):
        if name in row:
            end = next((row[one] for one in dated if one in row), year_before)
            yield name, end


def change_of(row: dict[str, object], name: str) -> str:
    """Return the heading of a change: pages and the briefing's companion have their own."""
    if f"{name}: change" in row:
        return f"{name}: change"
    return f"Change on {'comparison' if name == 'Compared with' else name.lower()}"


def window(windows: dict[tuple, tuple], row: dict[str, object], end: dt.date) -> float | None:
    """Return the 12-month value of a row's measure and area that ends in a month."""
    if isinstance(end, str):
        return None
    found = windows.get((row["Measure"], row["Area"], last_day(end)))
    return found[0] if found else None


def last_day(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


@pytest.mark.parametrize("sheet", ["Changes on baseline", "Changes on previous"])
def test_a_change_beyond_chance_has_the_interval_of_its_two_figures(book, windows, sheet):
    _, made = book(f"what_changed?{LINKS[0]}")
    rows = made.sheets[sheet]
    assert len(rows) > 10
    for row in rows:
        sides = [
            windows[row["Measure"], row["Area"], row[head]]
            for head in ("12 months to", "Compared with 12 months to")
        ]
        (now, _, _), (then, _, _) = sides
        assert same(row["Latest 12 months"], now) and same(row["Compared with"], then)
        assert same(row["Change"], now - then)
        if row["Unit"] == "per cent":
            lower, upper = (100 * one for one in chance.newcombe(*(side[1:] for side in sides)))
        else:
            lower, upper = (100 * (one - 1) for one in chance.rate_ratio(now, then))
            assert same(row["Change (%)"], 100 * (now - then) / then)
        assert same(row["95% interval from"], lower), row
        assert same(row["95% interval to"], upper), row
        assert lower > 0 or upper < 0


def test_the_parts_the_young_and_the_index_follow_from_the_12_months(book):
    _, made = book(f"crime_and_asb?{LINKS[0]}")
    end = dt.date(2023, 1, 31)
    values = {(row["Measure"], row["To"]): row["Value"] for row in made.sheets["12 months"]}
    whole = values["Neighbourhood crime", end]
    parts = made.sheets["Parts"]
    assert sum(row["Offences"] for row in parts) == whole
    assert all(same(row["Share (%)"], 100 * row["Offences"] / whole) for row in parts)
    for row in made.sheets["Victims under 25"]:
        assert same(row["Share (%)"], 100 * row["Under 25"] / row["All"])
        lower, upper = chance.wilson(row["Under 25"], row["All"])
        assert same(row["95% interval from (%)"], 100 * lower)
        assert same(row["95% interval to (%)"], 100 * upper)
    index = made.sheets["ASB index"]
    base = {row["Measure"]: row["Value"] for row in index if row["Index"] == 100}
    assert len(base) == len({row["Measure"] for row in index})
    assert all(same(row["Index"], 100 * row["Value"] / base[row["Measure"]]) for row in index)


def test_a_period_of_which_months_are_missing_has_no_figures_in_explore(book):
    link = "table=measure_value&only.measure_id=victim_satisfaction&period=financial-year"
    _, made = book(f"explore?{link}")
    ((_, rows),) = made.sheets.items()
    partial = [row for row in rows if row["Months present"] < 12]
    assert partial and len(partial) < len(rows)
    for row in rows:
        shown = [row[name] for name in ("Numerator", "Denominator", "Figure of the measure")]
        if row in partial:
            assert shown == ["[x]"] * 3
            assert row["Whole period"] == f"No: {row['Months present']:.0f} of 12 months"
        else:
            assert same(shown[2], 100 * shown[0] / shown[1])
            assert row["Whole period"] == "Yes"
