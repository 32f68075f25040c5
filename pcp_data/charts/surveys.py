"""Shares of people asked, over time: the line inside the range that its sample allows."""

from __future__ import annotations

import altair as alt
import pandas as pd

from pcp_data import words
from pcp_data.charts.lines import TALL, level_layers, note_layers
from pcp_data.charts.theme import LIGHT, Palette, finish


def share_trend_chart(
    data: pd.DataFrame,
    *,
    baseline: float | None = None,
    baseline_label: str = "Baseline",
    notes: pd.DataFrame | None = None,
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """Return twelve-month shares with their 95% intervals as a band, baseline and notes.

    `data` has `period_end`, `value`, `lower` and `upper` in per cent, and `denominator`; a
    hidden share is null and breaks the line.
    """
    shown = data.assign(
        period_words=[words.twelve_months_to(end) for end in data["period_end"]],
        value_words=[words.percent(value) for value in data["value"]],
        interval=[
            f"{words.percent(low)} to {words.percent(high)}"
            for low, high in zip(data["lower"], data["upper"], strict=True)
        ],
        asked=[words.number(base) for base in data["denominator"]],
    )
    x = alt.X(
        "period_end",
        type="temporal",
        axis=alt.Axis(format="%b %Y", tickCount=8, labelOverlap=True, grid=False, title=None),
    )
    layers = [*note_layers(notes, palette)]
    scale, axis = _scale(shown, baseline), _axis()
    layers.append(_band(shown, x, scale, axis, palette))
    if baseline is not None:
        layers += level_layers(baseline, baseline_label, palette.second, palette)
    y = alt.Y("value", type="quantitative", axis=axis, scale=scale)
    layers += _line(shown, x, y, palette)
    return finish(alt.layer(*layers).properties(height=TALL), palette)


def _scale(shown: pd.DataFrame, baseline: float | None) -> alt.Scale:
    """Return a scale around the data: a share need not start at zero, as it is no bar."""
    known = [*shown["lower"].dropna(), *shown["upper"].dropna(), *shown["value"].dropna()]
    known += [] if baseline is None else [baseline]
    low, high = (min(known), max(known)) if known else (0.0, 100.0)
    domain = [max(float(low) - 2, 0.0), min(float(high) + 2, 100.0)]
    return alt.Scale(domain=domain, nice=True, zero=False)


def _axis() -> alt.Axis:
    return alt.Axis(
        title="Per cent satisfied",
        format=",~f",
        tickCount=5,
        domain=False,
        titleAnchor="end",
        titleAngle=0,
        titleAlign="left",
        titleX=0,
        titleY=-12,
    )


def _band(
    shown: pd.DataFrame, x: alt.X, scale: alt.Scale, axis: alt.Axis, palette: Palette
) -> alt.Chart:
    low = alt.Y("lower", type="quantitative", axis=axis, scale=scale)
    return (
        alt.Chart(shown[shown["lower"].notna()])
        .mark_area(color=palette.band, opacity=0.8)
        .encode(x=x, y=low, y2=alt.Y2("upper"))
    )


def _line(shown: pd.DataFrame, x: alt.X, y: alt.Y, palette: Palette) -> list[alt.Chart]:
    tips = [
        alt.Tooltip("period_words", type="nominal", title="Period"),
        alt.Tooltip("value_words", type="nominal", title="Satisfied"),
        alt.Tooltip("interval", type="nominal", title="95% interval"),
        alt.Tooltip("asked", type="nominal", title="People surveyed"),
    ]
    base = alt.Chart(shown).encode(x=x, y=y)
    last = alt.Chart(shown[shown["value"].notna()].tail(1)).encode(x=x, y=y)
    return [
        base.mark_line(color=palette.main, strokeWidth=2.2),
        base.mark_point(size=120, opacity=0, filled=True).encode(tooltip=tips),
        last.mark_point(size=70, filled=True, color=palette.main, opacity=1),
        last.mark_text(
            align="right", dy=-14, fontWeight="bold", fontSize=13, color=palette.text
        ).encode(text=alt.Text("value_words", type="nominal")),
    ]
