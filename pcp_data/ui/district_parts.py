"""The sections of the Districts page, each a function that places one part of it."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd
import streamlit as st

from pcp_data import words
from pcp_data.charts import areas as area_charts
from pcp_data.charts import districts as district_charts
from pcp_data.charts import lines, sentences
from pcp_data.filters import Option
from pcp_data.screens import district_tables, districts, roads
from pcp_data.screens.funnel import funnel, position
from pcp_data.screens.measure_view import breaks_within
from pcp_data.ui import clicks, parts, set_up
from pcp_data.ui.clicks import Click
from pcp_data.ui.set_up import PageState

TREND_YEARS = 5
TOLD = "Beside the other districts"
OVERDISPERSED = (
    "The limits show how far a district with the force’s own rate could stray by chance alone. "
    "Crime varies more between places than that, because places differ in much besides their "
    "number of residents, such as town centres, visitors and age. So more districts than "
    "expected lie outside (this is called overdispersion), and with only a few districts, being "
    "outside is a reason to look closer, not a finding."
)


@dataclass(frozen=True)
class DistrictData:
    """One measure by district in the reader's view. `series` has a row per area and month-end."""

    state: PageState
    measure: dict
    style: districts.Style
    series: pd.DataFrame
    notes: pd.DataFrame

    @property
    def period(self) -> str:
        """Return the 12 months shown, in words."""
        return words.twelve_months_to(self.state.filters.period_end)

    @property
    def latest(self) -> pd.DataFrame:
        """Return the districts at the month shown, the highest first."""
        return districts.at(self.series, self.state.filters.period_end)

    @property
    def force(self) -> pd.DataFrame:
        """Return the force at the month shown: one row or none."""
        return districts.at(self.series, self.state.filters.period_end, "force")

    @property
    def click(self) -> Click:
        """Return what a click on a district does in every chart of the page."""
        return clicks.district(self.state)

    def draw(self, picture: alt.TopLevelMixin, says: str, name: str) -> None:
        """Place a chart of districts alone, with its text alternative."""
        parts.draw(picture, says, key=self.key(name), click=self.click)

    def key(self, name: str) -> str:
        """Return the name of a download."""
        return f"{self.measure['measure_id']}-{name}"


def chosen_measure(state: PageState) -> str | None:
    """Place the filter bar with a choice of measure; return the measure to show, if any."""
    filters = state.filters
    offered = state.fetch(
        "district_measures",
        plan=filters.plan,
        priority=filters.priority,
        theme=filters.theme,
        areas=state.district_codes,
        period_end=filters.period_end,
    )
    chosen = districts.chosen_measure(offered, filters.measure)
    options = [Option(row["measure_id"], row["title"]) for row in offered]
    if chosen and chosen not in {one.id for one in options}:
        options.insert(0, Option(chosen, state.choices.title_of_measure(chosen)))
    set_up.place_filters(state, measures=options, measure=chosen)
    return chosen


def load(state: PageState, measure_id: str) -> DistrictData:
    """Return the measure's 12-month figures of the force and its districts, with their rates."""
    measure = state.fetch("measure_facts", measure=measure_id)[0]
    areas = state.everywhere
    series = state.rows(
        "district_series", measure=measure_id, areas=areas, period_end=state.filters.period_end
    )
    notes = state.rows("measure_notes", measure=measure_id, areas=areas)
    series = districts.with_rates(series, measure)
    return DistrictData(state, measure, districts.style_of(series, measure), series, notes)


def way_on(state: PageState) -> tuple[str, str]:
    """Return where a reader finds figures by district, and what the link says."""
    latest = state.choices.months[0]
    if state.filters.month != latest:
        return state.link("districts", month=latest), "Show the latest month"
    return (
        state.link("districts", measure=None),
        "Show the first measure with figures by district",
    )


def why_empty(data: DistrictData) -> str:
    """Return why there is no figure by district for the month shown."""
    title = data.measure["title"]
    known = data.series[data.series["area_type"].eq("district") & data.series["value"].notna()]
    if known.empty and len(data.force):
        home = data.state.choices.home.title
        return f"{title} comes for {home} as a whole only; there are no figures by district."
    if known.empty:
        return f"{title}: there are no whole 12 months of figures by district."
    last = words.twelve_months_to(known["period_end"].max())
    return f"{title}: figures by district end with the {last}."


def side_by_side(data: DistrictData) -> None:
    """Place counts and rates beside each other, and the table of both with what can be told."""
    latest, force, style = data.latest, data.force, data.style
    parts.sentence(districts.ranking_sentence(latest, data.measure["title"], style, data.period))
    has_rates = style.kind == "count" and latest["compared"].notna().any()
    focus, palette = data.state.filters.districts, parts.palette()
    reference = float(force["compared"].iloc[0]) if len(force) else None
    compared = latest.assign(value=latest["compared"])
    dots = area_charts.dot_interval(
        compared[["area_name", "value", "lower", "upper"]],
        unit=style.unit,
        decimals=style.decimals,
        focus=focus,
        reference=reference,
        palette=palette,
    )
    if style.kind == "count":
        left, right = st.columns(2, gap="large")
        with left:
            parts.heading(f"Number of {data.measure['unit']}")
            _counts(data, focus)
        with right:
            parts.heading("Rate per 1,000 residents")
            if has_rates:
                data.draw(dots, "Rates by district with their 95% intervals", "rates")
            else:
                parts.empty_state(
                    "No population estimates are loaded for these districts, so there are no "
                    "rates. Add the mid-year estimates of the Office for National Statistics."
                )
    else:
        data.draw(dots, "Figures by district with their 95% intervals", "shares")
    _side_by_side_source(data, has_rates)
    both = pd.concat([latest, force])
    table = district_tables.side_by_side_table(both, data.measure, style)
    parts.text_table(
        table,
        title=f"{data.measure['title']} by district, {data.period}",
        key=data.key("districts"),
        numeric=[name for name in table.columns if name not in ("Area", TOLD)],
    )


def _counts(data: DistrictData, focus: tuple[str, ...]) -> None:
    bars = area_charts.district_bars(
        data.latest[["area_name", "value"]],
        unit=data.measure["unit"],
        decimals=int(data.measure["decimals"]),
        focus=focus,
        tall=True,
        palette=parts.palette(),
    )
    data.draw(bars, f"{data.measure['title']} by district, {data.period}", "counts")


def _side_by_side_source(data: DistrictData, has_rates: bool) -> None:
    rows = pd.concat([data.latest, data.force])
    sources = words.list_of(sorted(rows["source_title"].dropna().unique()))
    lines_ = [f"Source: {sources}"]
    if data.style.kind == "count" and has_rates:
        lines_.append(districts.population_words(data.latest))
        lines_.append(roads.rate_note(data.measure["unit"]))
    has_lines = has_rates if data.style.kind == "count" else data.style.kind != "value"
    if has_lines:
        lines_.append("Lines: 95% intervals; districts whose lines overlap are not told apart")
    if len(data.force) and (has_rates or data.style.kind != "count"):
        home = data.state.choices.home.title
        figure = data.style.words(data.force["compared"].iloc[0])
        lines_.append(f"Dashed line: {home}, {figure}")
    if rows["status"].eq("provisional").any():
        lines_.append("Provisional: recent months may still change")
    parts.source_line(*lines_, click=data.click)


def trends(data: DistrictData) -> None:
    """Place a small chart of each district's 12-month figures, all on one scale."""
    series, style = data.series, data.style
    since = pd.Timestamp(data.state.filters.period_end) - pd.DateOffset(years=TREND_YEARS)
    shown = series[series["area_type"].eq("district") & (series["period_end"] > since)]
    if style.kind == "count" and shown["compared"].notna().any():
        shown = shown.assign(value=shown["compared"])
    shown = shown[shown["value"].notna()]
    if shown.groupby("area_code").size().max() < 2:
        parts.empty_state("There is one 12-month figure only, so there is no trend to show.")
        return
    charts = lines.small_multiples(
        shown, unit=style.unit, decimals=style.decimals, shared_scale=True, palette=parts.palette()
    )
    first = words.twelve_months_to(shown["period_end"].min())
    title = data.measure["title"]
    broken = breaks_within(data.notes, shown)
    parts.sentence(
        sentences.small_multiples_sentence(
            shown,
            title=title,
            unit=style.unit,
            decimals=style.decimals,
            areas=list(charts),
            is_broken=bool(broken),
        )
    )
    for column, (name, picture) in zip(st.columns(len(charts)), charts.items(), strict=True):
        with column:
            measure = data.measure["measure_id"]
            target = data.state.link("measure", measure=measure, districts=(name,))
            parts.small_title(name, target)
            data.draw(picture, f"{title} in {name} since the {first}", f"small-{name}")
    what = "Rates over twelve months" if style.kind == "count" else "Twelve-month figures"
    parts.source_line(f"{what}, all on the same scale", f"Since the {first}", *broken)
    table = district_tables.trend_table(series.loc[shown.index], data.measure, style)
    parts.figures(table, key=data.key("trends"), name="trends")


def funnel_plot(data: DistrictData) -> None:
    """Place the funnel plot, with what its limits mean."""
    latest, force = data.latest[data.latest["compared"].notna()], data.force
    if data.style.kind != "count" or latest.empty or force["compared"].isna().all():
        parts.empty_state("A funnel plot needs counts, the number of residents and a force rate.")
        return
    centre = float(force["compared"].iloc[0])
    points = latest.assign(
        words=[data.style.words(value) for value in latest["compared"]],
        stands=[
            words.sentence_case(position(row.compared, centre, row.residents))
            for row in latest.itertuples()
        ],
    )[["area_name", "residents", "compared", "words", "stands"]]
    outside = list(points.loc[points["stands"].ne("Within the 95% limits"), "area_name"])
    home = data.state.choices.home.title
    said = (
        f"{words.list_of(outside)} {'lies' if len(outside) == 1 else 'lie'} outside the limits"
        if outside
        else "No district lies outside the limits"
    )
    parts.chart(
        district_charts.funnel_chart(
            funnel(centre, latest["residents"]),
            points,
            centre_label=f"{home}, {data.style.short(centre)}",
            focus=data.state.filters.districts,
            palette=parts.palette(),
        ),
        f"{said} that chance alone would give around {home}’s rate, "
        f"{data.style.words(centre)}, in the {data.period}.",
        district_tables.funnel_table(latest, centre, data.style),
        districts.population_words(latest),
        key=data.key("funnel"),
        name="funnel",
        click=data.click,
    )
    parts.html(f'<p class="pcp-note">{parts.text(OVERDISPERSED)}</p>')
