"""What stands beside a figure in a workbook: marks, verdict, source, rate, base and interval."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from pcp_data import words
from pcp_data.database import open_current
from pcp_data.export import front, pages, workbook
from pcp_data.view import view_of_link
from tests.support import workbook_rules
from tests.support.screen_tables import Workbook
from tests.support.slow import chance

# The first has provisional figures and recording changes, the second a Plan without baselines.
LINKS = [
    "plan=2021-24&month=2024-03&district=Leeds",
    "plan=2016-21&month=2021-03&measure=victim_satisfaction",
    "plan=2021-24&month=2023-06&measure=neighbourhood_crime",
]
FIGURES = """
    select m.title, a.area_name, t.period_end, t.*, s.title as source_title,
        r.residents, m.unit, m.minimum_base
    from twelve_months t join measure m using (measure_id) join area a using (area_code)
    left join source s using (source_id)
    left join area_residents r on r.area_code = t.area_code and r.is_sample = t.is_sample
        and r.from_day <= t.period_end and r.to_day > t.period_end
"""
VERDICTS = """
    select m.title, a.area_name, c.priority_id, c.verdict, c.caveat,
        case c.judged_on when 'baseline' then c.baseline_break else c.previous_break end as break
    from baseline_comparison c join measure m using (measure_id) join area a using (area_code)
    where c.plan_id = $plan and c.period_end = $end
"""


@pytest.fixture(scope="module")
def reader(sample_database):
    return open_current(sample_database)


def records(sample, sql: str, **params: object) -> list[dict[str, object]]:
    cursor = sample.execute(sql, params)
    names = [one[0] for one in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.fixture(scope="module")
def figures(sample) -> dict[tuple, dict[str, object]]:
    """Return everything on every 12 months, by title, area and end."""
    rows = records(sample, FIGURES)
    return {(row["title"], row["area_name"], row["period_end"]): row for row in rows}


def made(tmp_path, reader, link: str) -> Workbook:
    path = tmp_path / "book.xlsx"
    workbook.write_workbook(pages.book(view_of_link(link, reader)), path)
    return Workbook(path)


def known(book: Workbook, figures: dict) -> Iterator[tuple[dict, dict]]:
    """Yield every row of a sheet that gives a 12-month figure of a measure, with what is known."""
    for rows in book.sheets.values():
        for row in rows:
            value = row.get("Latest 12 months", row.get("Value"))
            if isinstance(value, float) and {"Measure", "Area", "12 months to"} <= set(row):
                yield row, figures[row["Measure"], row["Area"], _last_day(row["12 months to"])]


def _last_day(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def near(shown: object, exact: float, decimals: int = 1) -> bool:
    return isinstance(shown, float) and abs(shown - exact) <= 0.5 * 10**-decimals + 1e-6


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("page", ["overview", "measure", "districts", "victims", "briefing"])
def test_source_mark_period_rate_base_and_interval_are_those_of_the_figure(
    tmp_path, reader, figures, page, link
):
    seen = 0
    for row, figure in known(made(tmp_path, reader, f"{page}?{link}"), figures):
        seen += 1
        assert row.get("Source", figure["source_title"]) == figure["source_title"], row
        assert ("[p]" in row.get("Marks", "")) == (figure["status"] == "provisional"), row
        if "12 months from" in row:
            assert _day(row["12 months from"]) == figure["period_start"], row
        for side in ("Baseline", "Previous 12 months"):
            change = row.get(f"{side}: change", row.get(f"Change on {side.lower()}"))
            assert isinstance(change, float) or not isinstance(row.get(side), float), row
        if isinstance(row.get("Per 1,000 residents"), float):
            rate = 1000 * figure["value"] / figure["residents"]
            assert near(row["Per 1,000 residents"], rate), row
        if isinstance(row.get("Base"), float):
            assert row["Base"] == figure["denominator"]
            limits = chance.wilson(figure["numerator"], figure["denominator"])
            ends = (row["95% interval from"], row["95% interval to"])
            assert all(near(end, 100 * limit) for end, limit in zip(ends, limits, strict=True)), row
    assert seen


def _day(cell: object) -> object:
    return cell.date() if isinstance(cell, dt.datetime) else cell


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("page", ["overview", "measure", "districts", "briefing"])
def test_the_verdict_and_the_mark_of_a_recording_change_are_those_of_the_plan(
    tmp_path, reader, sample, page, link
):
    view = view_of_link(f"{page}?{link}", reader)
    rows = records(sample, VERDICTS, plan=view.filters.plan, end=view.filters.period_end)
    judged: dict[tuple, list[dict]] = {}
    for row in rows:
        judged.setdefault((row["title"], row["area_name"]), []).append(row)
    seen = 0
    for sheet in made(tmp_path, reader, f"{page}?{link}").sheets.values():
        for row in sheet:
            found = judged.get((row.get("Measure"), row.get("Area")))
            if not found or not isinstance(row.get("Latest 12 months"), float):
                continue
            if "Verdict" not in row or _last_day(row["12 months to"]) != view.filters.period_end:
                continue
            seen += 1
            assert row["Verdict"].lower() in {one["verdict"] for one in found}, row
            assert row["Caveat"] in {one["caveat"] or "[z]" for one in found}, row
            if page == "briefing":
                assert ("[b]" in row["Marks"]) in {bool(one["break"]) for one in found}, row
    assert seen or page == "briefing"


def test_the_cover_has_the_day_that_data_are_judged_by_the_day_of_the_build_and_the_licence(
    tmp_path, reader
):
    view = view_of_link("overview?plan=2021-24", reader)
    path = tmp_path / "book.xlsx"
    workbook.write_workbook(pages.book(view, host="https://example.org"), path)
    said = workbook_rules.cover_text(path).splitlines()
    as_at, built = (words.uk_date(view.info[name]) for name in ("as_at", "built_at"))
    assert as_at != built
    assert f"Data as at {as_at}." in said
    assert f"Figures as published on {built}." in said
    assert front.LICENCE in said
    assert f"https://example.org{pages.link(view)}" in said
