"""One figure, one verdict: whatever judges a measure says of it what the Overview says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pcp_data.briefing.choose import from_params
from pcp_data.briefing.content import templates_of
from pcp_data.briefing.gather import gather
from pcp_data.comparisons import BROKEN, EARLIER, HIGHER, LEVEL, LOWER, SHARED
from pcp_data.database import open_current
from pcp_data.export.page_overview import overview
from pcp_data.filters import PREVIOUS
from pcp_data.query import records
from pcp_data.screens import district_changes, moves
from pcp_data.screens.overview import sections
from pcp_data.screens.plan_rows import plan_rows
from pcp_data.view import View, view_of_link

LINKS = [
    "plan=2021-24&month=2022-12",
    "plan=2021-24&month=2023-01&compare=previous",
    "plan=2021-24&month=2023-12&compare=2021-12&district=Leeds&district=Wakefield",
    "plan=2021-24&month=2023-06&compare=2022-09",
    "plan=2024-28&month=2024-03&district=Bradford",
    "plan=2016-21&month=2021-03",
    "plan=2021-24&month=2020-03&district=Leeds",
    "plan=2024-28&month=2019-12&compare=2022-12",
]


@pytest.fixture(scope="module", params=LINKS)
def view(request, sample_database) -> View:
    return view_of_link(f"overview?{request.param}", open_current(sample_database))


@pytest.fixture(scope="module")
def judged(view) -> dict[tuple[str, str], dict]:
    """Return the rows of the Overview by measure and area."""
    return {(row["measure_id"], row["area_code"]): row for row in plan_rows(view)}


def told(row: dict) -> tuple:
    """Return what is said of a row: figure, what it is judged on, finding, verdict, caveat."""
    side = row["judged_on"]
    then = row[f"{side}_value"] if side else None
    return row["value"], then, row["finding"], row["verdict"], row["caveat"]


def test_links_bring_every_finding(sample_database):
    reader, found = open_current(sample_database), set()
    for link in LINKS:
        found |= {row["finding"] for row in plan_rows(view_of_link(f"overview?{link}", reader))}
    assert {HIGHER, LOWER, LEVEL, BROKEN, EARLIER, SHARED} <= found


def test_a_change_over_a_recording_change_has_its_caveat_instead_of_a_verdict(view, judged):
    lines = {
        (line.measure_id, line.area): line
        for section in sections(list(judged.values()), {}, view.sources, view.filters)
        for line in section.lines
    }
    for row in judged.values():
        line = lines[row["measure_id"], row["area_name"]]
        if row["value"] is None:
            continue
        assert line.verdict.word == row["verdict"]
        if row["finding"] == BROKEN:
            assert line.verdict.word == "not judged"
            assert row[f"{row['judged_on']}_break"] in line.caveats[0]
        if row["aim"] == "monitor":
            assert line.verdict.word == "not judged"
        if line.previous and line.previous.change and row["previous_break"]:
            assert row["previous_break"] in line.caveats[0]


def test_a_period_before_the_one_it_is_compared_with_is_not_judged_and_says_so(view, judged):
    for row in judged.values():
        side = row["judged_on"]
        if side in (None, "previous") or row["period_end"] >= row[f"{side}_start"]:
            assert row["finding"] != EARLIER
            continue
        assert row["verdict"] == "not judged"
        assert row["finding"] in (EARLIER, BROKEN)
        if row["finding"] == EARLIER and row["aim"] != "monitor":
            assert "It came before what it is compared with" in row["caveat"]


def test_districts_says_what_the_overview_says(view, judged):
    for measure in sorted({measure for measure, _ in judged}):
        facts = view.fetch("measure_facts", measure=measure)[0]
        rows = district_changes.change_rows(
            view, facts, view.rows("district_series", **asked(view, measure))
        )
        changes = records(district_changes.changes(rows))
        for row, change in zip(rows, changes, strict=True):
            overview_row = judged.get((measure, row["area_code"]))
            if overview_row:
                assert told(row) == told(overview_row), (measure, row["area_code"])
            assert change["finding"] in (None, row["finding"])
            assert (change["says"] in ("Higher", "Lower")) == (change["finding"] in (HIGHER, LOWER))


def asked(view: View, measure: str) -> dict[str, object]:
    areas = [view.choices.home.id, *(one.id for one in view.choices.districts)]
    return {"measure": measure, "areas": areas, "period_end": view.filters.period_end}


def test_what_changed_says_what_the_overview_says(view, judged):
    rows = moves.move_rows(view)
    shown = {
        (one.measure_id, one.area_code, kind): one
        for kind in moves.KINDS
        for one in moves.moves(rows, kind)
    }
    compared = 0
    for row in rows:
        key = row["measure_id"], row["area_code"]
        other = judged[key]
        if other["judged_on"] != side_of(view, row["kind"]) or other["value"] is None:
            continue
        compared += 1
        assert (row["value"], row["compare_value"], row["finding"]) == told(other)[:3], key
        move = shown.get((*key, row["kind"]))
        assert (move is not None and move.is_change) == (other["finding"] in (HIGHER, LOWER)), key
        if move:
            assert move.verdict.word == other["verdict"], key
    assert compared > 5


def side_of(view: View, kind: str) -> str:
    """Return the name that Overview has for what another place compares with."""
    if kind == "chosen" or view.filters.compare == PREVIOUS == kind:
        return "compare"
    return kind


def test_the_briefing_says_what_the_overview_says(view, judged):
    found = templates_of(view)
    choice, _ = from_params({}, view.filters, view.choices, found)
    material = gather(view, choice, found)
    compared = 0
    for (measure, area), row in judged.items():
        figure = material.figures.get(measure, area)
        if figure is None or figure.end != view.filters.period_end:
            continue
        compared += 1
        sides = {side_of(view, kind): side for kind, side in figure.sides.items()}
        side = sides.get(row["judged_on"])
        then, finding = (side.value, side.finding) if side else (None, None)
        if row["judged_on"]:
            said = (figure.value, then, finding, figure.verdict, figure.caveat or None)
            assert said == told(row), (measure, area)
    assert compared > 5


def test_the_workbook_says_what_the_overview_says(view, judged):
    by_title = {(row["title"], row["area_name"]): row for row in judged.values()}
    for cells in sheet_rows(view):
        row = by_title[cells["Measure"], cells["Area"]]
        assert cells["Verdict"].lower() == (row["verdict"] or "no figures")
        if row["value"] is not None:
            assert cells["Caveat"] == row["caveat"]


def sheet_rows(view: View) -> Iterator[dict[str, object]]:
    table = overview(view)[0]
    for cells in table.rows:
        yield dict(zip((column.title for column in table.columns), cells, strict=True))
