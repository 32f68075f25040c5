"""The satisfaction sections of the Victims page, each a function that places one part of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from pcp_data import words
from pcp_data.charts import areas as area_charts
from pcp_data.charts.lines import twelve_month_chart
from pcp_data.filters import BASELINE, PREVIOUS, Option
from pcp_data.screens import measure_view, satisfaction, surveys
from pcp_data.screens.asked import Asked
from pcp_data.screens.surveys import Bases
from pcp_data.ui import clicks, parts, topic_parts
from pcp_data.ui.picker import picker
from pcp_data.ui.set_up import PageState

SOURCE = "Source: victim satisfaction return of the force"
PICKER = "victims-of"
GROUP_HINT = "Select a group in the chart to see it over time and by district"
NO_FIGURES = (
    "There are no satisfaction figures for these 12 months in this area. They come from the "
    "force’s victim satisfaction return: the Data page says which files are loaded."
)


@dataclass(frozen=True)
class SatisfactionData:
    """Satisfaction in the reader's view. `area` is the one the large charts show."""

    state: PageState
    area: Option
    bases: Bases
    rows: pd.DataFrame

    @property
    def end(self) -> date:
        """Return the last day of the twelve months shown."""
        return self.state.filters.period_end

    @property
    def here(self) -> pd.DataFrame:
        """Return the groups of victims in the area of the large charts."""
        return satisfaction.at(self.rows, self.end, self.area.id)

    def base(self, measure: str, area: str, end: object) -> float | None:
        """Return how many were surveyed in the 12 months to `end`; None where not known."""
        if end is None:
            return None
        found = self.rows[
            self.rows["measure_id"].eq(measure)
            & self.rows["area_code"].eq(area)
            & self.rows["period_end"].eq(pd.Timestamp(end))
        ]["denominator"]
        return None if found.empty or pd.isna(found.iloc[0]) else float(found.iloc[0])


def load(state: PageState, asked: Asked) -> SatisfactionData:
    """Return satisfaction for the month shown and all that it is compared with."""
    filters = state.filters
    baselines = state.rows("satisfaction_baselines", plan=filters.plan)["baseline_end"].dropna()
    ends = {filters.period_end, filters.but(compare=PREVIOUS).compare_end, filters.compare_end}
    ends |= {words.as_date(one) for one in baselines}
    everywhere = state.everywhere
    rows = state.rows(
        "satisfaction_groups",
        areas=everywhere,
        ends=sorted(end for end in ends if end is not None),
    )
    bases = surveys.bases_of(state)
    rows = satisfaction.shown(asked.satisfaction(rows), bases)
    return SatisfactionData(state, state.main_area, bases, rows)


def sections(data: SatisfactionData, notes: pd.DataFrame) -> None:
    """Place all on satisfaction, or where it would come from; `notes` are those on all groups."""
    if data.here.empty:
        parts.section("Victim satisfaction")
        parts.empty_state(
            NO_FIGURES,
            data.state.link("victims", month=data.state.choices.months[0], districts=()),
            "Show the latest month and the whole force",
        )
        return
    parts.sentence(satisfaction.headline(data.here, data.end))
    parts.section(
        "Victim satisfaction by crime type",
        "The share of victims surveyed who were satisfied with the service of the police. "
        "Changes are in percentage points.",
    )
    groups(data)
    parts.section("Victim satisfaction over time and by district")
    measure = chosen_group(data)
    over_time(data, measure)
    parts.heading("By district")
    districts(data, measure)
    if len(notes):
        topic_parts.notes_table(notes)


def groups(data: SatisfactionData) -> None:
    """Place every group of victims against baseline and the year before, then their intervals."""
    measures = list(dict.fromkeys(data.rows["measure_id"]))
    codes = {one.title: one.id for one in (data.state.choices.home, *data.state.choices.districts)}
    topic_parts.measures_table(
        data.state,
        measures,
        "Satisfaction by crime type",
        fit_line=lambda line: satisfaction.with_base(
            line, data.base(line.measure_id, codes[line.area], data.end), data.bases
        ),
    )
    if len(data.here) < 2:
        return  # one group has nothing to stand beside
    here = satisfaction.ranked(data.here).assign(area_name=lambda rows: rows["group"])
    firm = list(here.loc[~here["is_small"], "area_name"]) or [""]
    parts.chart(
        area_charts.dot_interval(
            here, unit="%", focus=firm, of="Victims of", palette=parts.palette()
        ),
        satisfaction.groups_sentence(data.here, data.end),
        satisfaction.table(data.here, data.bases),
        _caption(data, "Lines: 95% intervals", data.bases.warning(here)),
        key="satisfaction-by-crime-type",
        click=clicks.choice(PICKER, _options(data), GROUP_HINT),
    )


def _caption(data: SatisfactionData, *more: str, where: str = "") -> str:
    period = words.sentence_case(words.twelve_months_to(data.end))
    place = where or data.area.title
    return " · ".join([f"{period}, {place}", SOURCE, *(one for one in more if one)])


def chosen_group(data: SatisfactionData) -> str:
    """Place the choice of a group of victims, and return its measure."""
    with st.columns([1, 2.2])[0]:
        return picker("victims", PICKER, "Victims of", _options(data))


def _options(data: SatisfactionData) -> dict[str, str]:
    """Return the groups to choose from, by their measure."""
    found = data.here.drop_duplicates("measure_id")
    return dict(zip(found["measure_id"], found["group"], strict=True))


def over_time(data: SatisfactionData, measure: str) -> None:
    """Place the 12-month trend of one group with its intervals, baseline and series breaks."""
    series = data.state.rows(
        "measure_twelve_months", measure=measure, areas=[data.area.id], period_end=data.end
    )
    series = satisfaction.shown(series[series["denominator"].notna()].assign(title=""), data.bases)
    if series["value"].notna().sum() == 0:
        parts.empty_state("Too few people were surveyed for a trend to be shown.")
        return
    series = series.assign(group=_group(data, measure))
    notes = data.state.rows(
        "measure_notes", measure=measure, areas=[data.state.choices.home.id, data.area.id]
    )
    marked = measure_view.within(measure_view.numbered(notes), series)
    baseline, label = _baseline(data, measure)
    parts.chart(
        twelve_month_chart(
            series,
            unit="%",
            decimals=1,
            baseline=baseline,
            baseline_label=label,
            notes=marked,
            palette=parts.palette(),
        ),
        satisfaction.trend_sentence(series, baseline, label, len(marked) > 0),
        satisfaction.table(series, data.bases),
        _caption(
            data,
            "Shaded: 95% intervals",
            *(f"{one.mark}: {one.note}" for one in marked.itertuples()),
        ),
        key="satisfaction-over-time",
        click=clicks.month(data.state, series),
    )


def _group(data: SatisfactionData, measure: str) -> str:
    return data.rows.loc[data.rows["measure_id"].eq(measure), "group"].iloc[0]


def _baseline(data: SatisfactionData, measure: str) -> tuple[float | None, str]:
    rows = data.state.rows("satisfaction_baselines", plan=data.state.filters.plan)
    found = rows[rows["measure_id"].eq(measure) & rows["baseline_end"].notna()]
    if found.empty or data.state.filters.compare != BASELINE:
        return None, ""
    end = found.iloc[0]["baseline_end"]
    then = satisfaction.at(data.rows, words.as_date(end), data.area.id)
    now = data.here[data.here["measure_id"].eq(measure)]
    is_like = then["is_sample"].isin(now["is_sample"])  # no made-up baseline beside a real figure
    then = then[then["measure_id"].eq(measure) & then["value"].notna() & is_like]
    label = f"Baseline: {words.twelve_months_to(end)}"
    return (float(then.iloc[0]["value"]), label) if len(then) else (None, "")


def districts(data: SatisfactionData, measure: str) -> None:
    """Place the districts' satisfaction of one group side by side, with the force's as a line."""
    now = data.rows[
        data.rows["period_end"].eq(pd.Timestamp(data.end)) & data.rows["measure_id"].eq(measure)
    ]
    rows = now[now["area_type"].eq("district")]
    if rows.empty:
        parts.empty_state("There are no satisfaction figures by district for these 12 months.")
        return
    force = now[now["area_type"].eq("force") & now["value"].notna()]
    chosen = set(data.state.filters.districts) or set(rows["area_name"])
    firm = [name for name in rows.loc[~rows["is_small"], "area_name"] if name in chosen] or [""]
    home = data.state.choices.home.title
    parts.chart(
        area_charts.dot_interval(
            rows,
            unit="%",
            focus=firm,
            reference=float(force.iloc[0]["value"]) if len(force) else None,
            palette=parts.palette(),
        ),
        satisfaction.districts_sentence(rows, _group(data, measure), data.end),
        satisfaction.table(pd.concat([force, rows]), data.bases),
        _caption(
            data,
            f"Dashed line: {home}",
            "Lines: 95% intervals",
            data.bases.warning(rows),
            where="by district",
        ),
        key="satisfaction-by-district",
        click=clicks.district(data.state),
    )
