"""The coverage section of the Data page: months asked for, sources and districts over time."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext

import pandas as pd

from pcp_data import words
from pcp_data.charts.coverage import coverage_chart
from pcp_data.filters import Option
from pcp_data.screens import data_months, data_scope, data_view
from pcp_data.ui import clicks, parts
from pcp_data.ui.data_parts import nothing
from pcp_data.ui.picker import picker
from pcp_data.ui.set_up import PageState


def coverage(state: PageState) -> None:
    """Place the coverage grid: every source by area, then one source by district."""
    rows = data_scope.coverage(state)
    _months(state)
    if rows.empty:
        where = words.list_of([area.title for area in state.areas])
        nothing(state, f"None of the sources shown covers {where} by month.")
        return
    titles = dict(zip(rows["source_id"], rows["source_title"], strict=True))
    pairs = [state.areas[first : first + 2] for first in range(0, len(state.areas), 2)]
    for pair in pairs:
        columns = parts.level(f"coverage-{pair[0].id}", 5) if len(pairs) > 1 or pair[1:] else ()
        for place, area in enumerate(pair):
            with columns[place] if columns else nullcontext():
                _every(state, rows[rows["area_code"].eq(area.id)], area, titles)
    parts.heading("One source, by district")
    chosen = titles[picker("data", "source", "Source", titles)]
    one = rows[rows["source_title"].eq(chosen)]
    parts.chart(
        coverage_chart(one, spans=data_months.shaded(state), palette=parts.palette()),
        data_view.district_sentence(one, chosen),
        data_view.coverage_table(one),
        data_months.shaded_words(state),
        key="coverage-districts",
        click=clicks.district(state),
    )


def _months(state: PageState) -> None:
    """Place whether the 12 months shown, and those compared with, are there."""
    table = data_months.months_table(state)
    if table.empty:
        return
    baselines = data_months.BASELINES if state.filters.compare_end is None else None
    parts.heading(f"The 12 months shown{'' if baselines else ', and those compared with'}")
    parts.sentence(" ".join(data_months.months_said(table, state)))
    parts.text_table(table, title="Months covered", key="months-covered")
    parts.source_line(data_months.IN_PART, baselines)


def _every(state: PageState, rows: pd.DataFrame, area: Option, titles: Mapping[str, str]) -> None:
    """Place what every source covers of one area."""
    parts.heading(f"Every source, {area.title}")
    if rows.empty:
        parts.empty_state(f"None of the sources shown covers {area.title} by month.")
        return
    parts.chart(
        coverage_chart(
            rows, rows="source_title", spans=data_months.shaded(state), palette=parts.palette()
        ),
        data_view.coverage_sentence(rows, area.title),
        data_view.coverage_table(rows),
        "Thick bar: covered · Half bar: partly (some parts of the source only) · "
        f"Thin line: not covered · {data_months.shaded_words(state)}",
        key=f"coverage-{area.title.lower().replace(' ', '-')}",
        click=clicks.choice(
            "source", titles, "Select a source in the chart to see it by district", "source_title"
        ),
    )
