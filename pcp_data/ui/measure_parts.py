"""The sections of the Measure page, each a function that places one part of it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from pcp_data import words
from pcp_data.charts import areas as area_charts
from pcp_data.charts import lines, sentences
from pcp_data.query import records
from pcp_data.screens import measure_view
from pcp_data.screens.overview import Line, line_of
from pcp_data.screens.plan_rows import plan_rows
from pcp_data.ui import clicks, parts
from pcp_data.ui.pictures import picture
from pcp_data.ui.set_up import PageState
from pcp_data.verdicts import verdict_html

MANY_ROWS = 12
# What is further down, by the name of its place on the page.
PLACES = {
    "districts": "Districts",
    "definition": "Definition",
    "published": "Published figures",
    "files": "Source files",
}


@dataclass(frozen=True)
class MeasureData:
    """One measure in the reader's view. `code` and `area` are the area of the large charts."""

    measure: dict
    code: str
    area: str
    row: dict | None
    line: Line | None
    twelve: pd.DataFrame
    single: pd.DataFrame
    notes: pd.DataFrame
    marked: pd.DataFrame

    @property
    def style(self) -> dict:
        """Return what every chart and sentence of the measure needs to know."""
        return {"unit": self.measure["unit"], "decimals": int(self.measure["decimals"])}

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the area of the large charts."""
        return frame[frame["area_code"].eq(self.code)]

    def by_district(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the districts."""
        return frame[frame["area_type"].eq("district")]


def load(state: PageState, measure_id: str) -> MeasureData:
    """Return everything the page shows of a measure: one district chosen, or the whole force."""
    main, shared = state.main_area, {"measure": measure_id, "period_end": state.filters.period_end}
    found = plan_rows(state, measure=measure_id, areas=[main.id])
    row = found[0] if found else None
    facts = state.fetch("measure_facts", measure=measure_id)[0]
    twelve = state.rows("measure_twelve_months", areas=state.everywhere, **shared)
    notes = state.rows("measure_notes", measure=measure_id, areas=[state.choices.home.id, main.id])
    return MeasureData(
        measure=facts,
        code=main.id,
        area=main.title,
        row=row,
        line=line_of(row, {}, state.sources, state.filters) if row else None,
        twelve=measure_view.with_interval(twelve, facts),
        single=state.rows("measure_series", areas=state.everywhere, **shared),
        notes=notes,
        marked=measure_view.numbered(notes),
    )


def headline(data: MeasureData) -> None:
    """Place the latest figure, what it is compared with, and the verdict."""
    line = data.line
    if line is None:
        parts.html(
            '<p class="pcp-note">This measure stands in no priority of the Plan shown, so it '
            "has no baseline there and is not judged.</p>"
        )
        return
    if line.missing:
        parts.empty_state(line.missing)
        return
    tiles = [_tile("Latest 12 months", line.value, "")]
    if line.versus:
        tiles.append(_tile(line.versus.period, line.versus.value, _change(line.versus)))
    if line.previous:
        tiles.append(_tile(line.previous.period, line.previous.value, _change(line.previous)))
    tiles.append(
        f'<li><span class="pcp-label">Verdict</span><strong class="pcp-word">'
        f"{verdict_html(line.verdict)}</strong></li>"
    )
    caveats = "".join(f'<p class="pcp-caveat">{parts.text(one)}</p>' for one in line.caveats)
    parts.html(f'<ul class="pcp-counts pcp-tiles">{"".join(tiles)}</ul>{caveats}')


def _tile(label: str, value: str, change: str) -> str:
    amount, _, unit = value.partition(" ") if value[:1].isdigit() else (value, "", "")
    extra = f"<small>{parts.text(change)}</small>" if change else ""
    small = f" <small>{parts.text(unit)}</small>" if unit else ""
    return (
        f'<li><span class="pcp-label">{parts.text(words.sentence_case(label))}</span>'
        f"<strong>{parts.text(words.sentence_case(amount))}{small}</strong>{extra}</li>"
    )


def _change(one: object) -> str:
    if not one.change:
        return ""
    return f"Change since: {one.change}{f' ({one.detail})' if one.detail else ''}"


def twelve_months(data: MeasureData, state: PageState) -> None:
    """Place the 12-month trend with its baseline and notes."""
    series = data.of(data.twelve)
    series = series[series["period_end"] >= _first_known(series)]
    if series["value"].notna().sum() == 0:
        parts.empty_state("There is no complete 12 months of figures for this area.")
        return
    baseline, period = _baseline(data)
    parts.chart(
        picture(
            lines.twelve_month_chart,
            series,
            **data.style,
            baseline=baseline,
            baseline_label=f"Baseline: {period}",
            notes=measure_view.within(data.marked, series),
            palette=parts.palette(),
        ),
        sentences.twelve_month_sentence(
            series,
            title=data.measure["title"],
            area=data.area,
            **data.style,
            baseline=baseline,
            baseline_period=period,
            finding=_finding(data),
            is_broken=bool(data.row and data.row["baseline_break"]),
        ),
        measure_view.series_table(series, **data.style),
        _caption(series),
        key=f"{data.measure['measure_id']}-12-months",
        click=clicks.month(state, series),
    )


def _first_known(series: pd.DataFrame) -> pd.Timestamp:
    known = series.loc[series["value"].notna(), "period_end"]
    return known.min() if len(known) else pd.Timestamp.max


def _baseline(data: MeasureData) -> tuple[float | None, str]:
    if not data.row or data.row["baseline_value"] is None:
        return None, ""
    start, end = data.row["baseline_start"], data.row["baseline_end"]
    return data.row["baseline_value"], words.period(start, end)


def _finding(data: MeasureData) -> str | None:
    """Return what may be said of the change on the baseline, where that is what is judged."""
    row = data.row or {}
    return row["finding"] if row.get("judged_on") == "baseline" else None


def _caption(series: pd.DataFrame) -> str:
    sources = words.list_of(sorted(series["source_title"].dropna().unique()))
    said = f"Source: {sources}" if sources else "Source: none"
    if "lower" in series:
        said += " · Shaded: 95% interval, as this comes from a sample"
    if series["status"].eq("provisional").any():
        said += " · Dashed line and hollow points: provisional"
    return said


def single_periods(data: MeasureData, state: PageState) -> None:
    """Place the monthly (or quarterly, or yearly) trend with control limits and signals."""
    series = data.of(data.single)
    if series.empty:
        parts.empty_state("There are no figures for single months of this area.")
        return
    params = {
        "measure": data.measure["measure_id"],
        "area": data.code,
        "period_end": state.filters.period_end,
    }
    limits = state.rows("measure_limits", **params)
    signals = state.rows("measure_signals", **params).drop_duplicates("period_end")
    caption = _caption(series)
    if len(limits):
        caption += " · Shaded: the range that chance alone would give (control limits)"
        caption += ", adjusted for season" if limits["is_seasonally_adjusted"].any() else ""
    if len(signals):
        caption += f" · Diamonds: {words.plural(len(signals), 'unusual month')}"
    parts.chart(
        picture(
            lines.trend_chart,
            series,
            **data.style,
            limits=limits,
            signals=signals,
            notes=measure_view.within(data.marked, series),
            palette=parts.palette(),
        ),
        sentences.trend_sentence(series, title=data.measure["title"], area=data.area, **data.style),
        measure_view.series_table(series, **data.style),
        caption,
        key=f"{data.measure['measure_id']}-single-periods",
        name="single-periods",
        click=clicks.month(state, series),
    )


def districts(data: MeasureData, state: PageState) -> None:
    """Place the districts side by side: the latest 12 months, and their trends."""
    now = pd.Timestamp(state.filters.period_end)
    series = data.by_district(data.twelve)
    latest = series[series["period_end"].eq(now) & series["value"].notna()]
    if latest.empty:
        parts.empty_state(
            f"There are no figures by district for the "
            f"{words.twelve_months_to(state.filters.period_end)}."
        )
        return
    title, period = data.measure["title"], words.twelve_months_to(state.filters.period_end)
    draw = area_charts.dot_interval if data.measure["unit"] == "%" else area_charts.district_bars
    parts.chart(
        picture(draw, latest, **data.style, focus=state.filters.districts, palette=parts.palette()),
        sentences.areas_sentence(latest, title=title, **data.style, period=period),
        measure_view.series_table(latest, **data.style),
        "Counts follow the number of residents; rates are on the Districts page"
        if data.measure["aggregation"] == "sum"
        else None,
        key=f"{data.measure['measure_id']}-districts",
        name="districts",
        click=clicks.district(state),
    )
    _small_multiples(data, series[series["value"].notna()], state)


def _small_multiples(data: MeasureData, series: pd.DataFrame, state: PageState) -> None:
    charts = picture(lines.small_multiples, series, **data.style, palette=parts.palette())
    since = words.twelve_months_to(series["period_end"].min())
    says = sentences.small_multiples_sentence(
        series,
        title=data.measure["title"],
        **data.style,
        areas=list(charts),
        is_broken=bool(measure_view.breaks_within(data.notes, series)),
    )
    parts.sentence(says)
    for column, (name, small) in zip(st.columns(max(len(charts), 1)), charts.items(), strict=True):
        with column:
            parts.small_title(name, state.link("measure", districts=(name,)))
            alt = f"{data.measure['title']} in {name}, twelve-month figures since the {since}"
            parts.draw(small, alt, key=f"small-{name}", click=clicks.district(state))
    parts.source_line("Each district has its own scale: compare shapes, not heights")
    table = measure_view.series_table(series, **data.style)
    key = f"{data.measure['measure_id']}-district-trends"
    parts.figures(table, key=key, name="district-trends")


def definition(data: MeasureData) -> None:
    """Place the definition and the caveats."""
    pairs = "".join(
        f"<dt>{parts.text(term)}</dt><dd>{parts.text(said)}</dd>"
        for term, said in measure_view.facts(data.measure)
    )
    parts.html(f'<dl class="pcp-facts">{pairs}</dl>')


def notes(data: MeasureData) -> None:
    """Place the notes, those on the charts with their numbers."""
    rest = data.notes[~data.notes["note_id"].isin(data.marked["note_id"])]
    lines_ = measure_view.note_lines(records(data.marked) + records(rest))
    if not lines_:
        parts.empty_state("No recording change, event or caveat is on record for this measure.")
        return
    items = "".join(
        f"<tr><td>{parts.text(mark)}</td><th scope=row>{parts.text(kind)}"
        f"<small>{parts.text(dates)}</small></th><td>{parts.text(said)}</td></tr>"
        for mark, kind, dates, said in lines_
    )
    parts.html(
        '<table class="pcp-notes"><caption class="pcp-hidden">Notes</caption><thead><tr>'
        "<th scope=col>Mark</th><th scope=col>Kind</th><th scope=col>Note</th></tr></thead>"
        f"<tbody>{items}</tbody></table>"
    )


def published(data: MeasureData, rows: pd.DataFrame) -> None:
    """Place published figures beside computed ones: in full if few, in a scrolling table if not."""
    parts.sentence(measure_view.agreement(rows))
    table, key = measure_view.published_table(rows), f"{data.measure['measure_id']}-published"
    if len(table) > MANY_ROWS:
        parts.table(table, key=key)
    else:
        numeric = ("Published", "Computed here")
        parts.text_table(table, title="Published and computed", key=key, numeric=numeric)


def places(data: MeasureData, rows: list[dict], state: PageState) -> None:
    """Place the measure's places in the Plans, each with a link to its priority."""
    to_priority = [
        state.link("overview", plan=one["plan_id"], priority=one["priority_id"], theme=None)
        for one in rows
    ]
    parts.text_table(
        measure_view.places_table(rows),
        title="Places in the Plans",
        key=f"{data.measure['measure_id']}-places",
        targets={"Priority": to_priority},
    )


def files(data: MeasureData, rows: pd.DataFrame, state: PageState) -> None:
    """Place the files of the measure, each with a link to what became of it."""
    parts.text_table(
        measure_view.files_table(rows),
        title="Files",
        key=f"{data.measure['measure_id']}-files",
        targets={"File": [f"{state.link('data')}&tab=files"] * len(rows)},
    )
