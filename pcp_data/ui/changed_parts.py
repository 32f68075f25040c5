"""The sections of the What changed page, each a function that places one part of it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pcp_data import words
from pcp_data.charts import lines
from pcp_data.charts.sparkline import sparkline
from pcp_data.screens import measure_view, moves, what_changed
from pcp_data.screens.moves import Move
from pcp_data.screens.what_changed import Signal
from pcp_data.ui import clicks, parts
from pcp_data.ui.grid import grid_markup, quiet
from pcp_data.ui.picker import picker
from pcp_data.ui.set_up import PageState
from pcp_data.verdicts import verdict_html

SHOWN_FIRST = 8


def signal_table(state: PageState, found: Sequence[Signal]) -> None:
    """Place the unusual months: new ones, then those that have been unusual for longer."""
    new = [one for one in found if one.is_new]
    longer = [one for one in found if not one.is_new]
    parts.heading("New this month")
    if new:
        parts.html(_signal_grid(state, new))
        if what_changed.NEITHER in [one.meaning for one in found]:
            parts.source_line(what_changed.NEITHER_SAYS)
    else:
        parts.html('<p class="pcp-note">Nothing that was not unusual the month before.</p>')
    if longer:
        parts.heading("Unusual for longer")
        parts.html(_signal_grid(state, longer[:SHOWN_FIRST]))
    if len(longer) > SHOWN_FIRST:
        rest = len(longer) - SHOWN_FIRST
        others = _signal_grid(state, longer[SHOWN_FIRST:])
        parts.folded(f"Show the other {words.plural(rest, 'signal')}", others)
    parts.download(pd.DataFrame(what_changed.signal_rows(found)), "unusual-months")


def _signal_grid(state: PageState, found: Sequence[Signal]) -> str:
    rows = [
        [
            parts.linked(one.title, measure_link(state, one.measure_id, one.area))
            + quiet(one.area),
            parts.text(words.sentence_case(one.reason)) + quiet(_detail(one)),
            verdict_html(one.meaning),
            parts.text(one.since) if one.since else "<strong>New</strong>",
            _trend(one),
        ]
        for one in found
    ]
    heads = ["Measure", "What is unusual", "What it means", "Since when", "Last 24 months"]
    title = "Unusual months, the most unusual first"
    return grid_markup(heads, rows, title=title, css="signals")


def _detail(one: Signal) -> str:
    season = "Adjusted for season." if one.detail else ""
    late = f"Latest month: {words.month_name(one.month)}." if one.is_late else ""
    return " ".join(said for said in (season, late, one.caveat) if said)


def _trend(one: Signal) -> str:
    return sparkline(one.trend, parts.text(f"{one.title}, {one.area}: the last 24 months"))


def measure_link(state: PageState, measure_id: str, area: str) -> str:
    """Return the address of a measure in the district of a row, or in the whole force."""
    chosen = (area,) if area in {one.title for one in state.choices.districts} else ()
    return state.link("measure", measure=measure_id, districts=chosen)


def control_chart(state: PageState, rows: Sequence[dict], found: Sequence[Signal]) -> None:
    """Place a choice of series, unusual ones first, and the control chart of the one chosen."""
    by_name = {f"{row['measure_id']},{row['area_name']}": row for row in rows}
    unusual = {f"{one.measure_id},{one.area}": one for one in found}
    titles = {
        name: f"{by_name[name]['title']}, {by_name[name]['area_name']}"
        for name in dict.fromkeys([*unusual, *by_name])
    }
    tip = "Unusual ones first, then every other series that can be charted."
    chosen = picker("what_changed", "chart", "Control chart of", titles, tip=tip)
    row = by_name[chosen]
    said = (
        unusual[chosen].sentence
        if chosen in unusual
        else f"{row['title']} in {row['area_name']}: nothing unusual in "
        f"{words.month_name(row['period_end'])}"
    )
    _draw(state, row, said)
    parts.html(
        '<p class="pcp-facts">'
        f"{parts.linked('Everything on this measure', _link_of(state, row))}</p>"
    )


def _link_of(state: PageState, row: dict) -> str:
    return measure_link(state, row["measure_id"], row["area_name"])


def _draw(state: PageState, row: dict, said: str) -> None:
    params = {
        "measure": row["measure_id"],
        "area": row["area_code"],
        "period_end": state.filters.period_end,
    }
    style = {"unit": row["unit"], "decimals": int(row["decimals"])}
    limits = state.rows("measure_limits", **params)
    series = state.rows(
        "measure_series",
        measure=row["measure_id"],
        areas=[row["area_code"]],
        period_end=state.filters.period_end,
    )
    notes = state.rows(
        "measure_notes",
        measure=row["measure_id"],
        areas=[state.choices.home.id, row["area_code"]],
    )
    unusual = state.rows("measure_signals", **params).drop_duplicates("period_end")
    parts.chart(
        lines.trend_chart(
            series,
            **style,
            limits=limits,
            signals=unusual,
            notes=measure_view.within(measure_view.numbered(notes), series),
            palette=parts.palette(),
        ),
        f"{said}.",
        measure_view.series_table(series, **style),
        _caption(row, unusual),
        key="control-chart",
        click=clicks.month(state, series),
    )


def _caption(row: dict, unusual: pd.DataFrame) -> str:
    season = ", adjusted for season" if row["is_seasonally_adjusted"] else ""
    return (
        f"Shaded: what chance and the usual ups and downs would give{season}; limits since "
        f"{words.month_name(row['segment_start'])} rest on "
        f"{words.plural(int(row['points']), 'month')} · "
        f"Diamonds: {words.plural(len(unusual), 'unusual month')}"
    )


def largest_moves(state: PageState) -> None:
    """Place the changes beyond chance: against what the view compares with, and a year before."""
    filters, rows = state.filters, moves.move_rows(state)
    for kind in moves.kinds(filters):
        found = moves.moves(rows, kind)
        parts.heading(_move_heading(kind, filters))
        parts.sentence(moves.sentence(found, moves.tested_count(rows, kind), kind))
        if found:
            _move_tables(state, found, kind)


def _move_heading(kind: str, filters: object) -> str:
    if kind == "chosen":
        return f"Against the {words.twelve_months_to(filters.compare_end)}"
    return "Against the Plan’s baseline" if kind == "baseline" else "Against the 12 months before"


def _move_tables(state: PageState, found: Sequence[Move], kind: str) -> None:
    parts.html(_move_grid(state, found[:SHOWN_FIRST]))
    if len(found) > SHOWN_FIRST:
        rest = len(found) - SHOWN_FIRST
        others = _move_grid(state, found[SHOWN_FIRST:])
        parts.folded(f"Show the other {words.plural(rest, 'change')}", others)
    parts.download(pd.DataFrame(moves.in_words(found)), f"largest-moves-{kind}")


def _move_grid(state: PageState, found: Sequence[Move]) -> str:
    rows = [
        [
            parts.linked(one.title, measure_link(state, one.measure_id, one.area))
            + quiet(one.area),
            parts.text(words.sentence_case(one.reason)) + quiet(one.caveat),
            parts.text(one.interval),
            verdict_html(one.verdict),
        ]
        for one in found
    ]
    heads = ["Measure", "What changed", "95% interval of the change", "Verdict"]
    title = "Largest changes, the most certain first"
    return grid_markup(heads, rows, title=title, css="moves")


def rules(state: PageState) -> None:
    """Place the rules that make a month unusual, and where they differ from other tools."""
    rule = state.fetch("spc_rule")[0]
    parts.heading("A month is unusual when it meets one of these rules")
    parts.html(_list(what_changed.rules(rule), "ol"))
    parts.heading("How the limits are worked out")
    parts.html(_list(what_changed.method(rule), "ul"))
    parts.heading("Where we differ from other tools")
    parts.html(_list(what_changed.differences(rule), "ul"))


def _list(lines_: Sequence[str], tag: str) -> str:
    items = "".join(f"<li>{parts.text(one)}</li>" for one in lines_)
    return f'<{tag} class="pcp-list">{items}</{tag}>'


def uncharted(plan_rows: Sequence[dict], rows: Sequence[dict]) -> None:
    """Place the measures of the view that have no control chart, and why."""
    with_figures, without = what_changed.uncharted(plan_rows, rows)
    lines_ = []
    if with_figures:
        lines_.append(
            "With figures, but not monthly, too few, or none in the last 12 months: "
            f"{words.list_of(with_figures)}."
        )
    if without:
        lines_.append(f"Without figures: {words.list_of(without)}.")
    said = _list(lines_ or ["Every measure of this view is charted."], "ul")
    parts.folded("Measures that cannot be charted month by month", said)
