"""Which months a source covers, as bars over time: full, half or a thin line."""

from __future__ import annotations

import altair as alt
import pandas as pd

from pcp_data import words
from pcp_data.charts.theme import LIGHT, Palette, finish

ROW_HEIGHT, AXIS, SPAN_LINE = 52, 25, 16
THICKNESS = {"covered": 16, "partly": 8, "not covered": 2}


def coverage_chart(
    data: pd.DataFrame,
    *,
    rows: str = "area_name",
    spans: pd.DataFrame | None = None,
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """Return one row per `rows` with a bar for each run of months in the same `state`.

    The state is told by thickness as well as by colour. `data` has `state`, `period_start`,
    `period_end` and `months`. `spans`, which have the same two days, are shaded from top to bottom,
    each with its `name`.
    """
    shown = data.assign(
        starts=pd.to_datetime(data["period_start"]),
        ends=pd.to_datetime(data["period_end"]) + pd.Timedelta(days=1),
        state_words=[words.sentence_case(one) for one in data["state"]],
        from_words=[words.month_name(one) for one in data["period_start"]],
        to_words=[words.month_name(one) for one in data["period_end"]],
    )
    names = list(dict.fromkeys(shown[rows]))
    top = SPAN_LINE * (0 if spans is None else len(spans))
    bottom = top + max(len(names), 1) * ROW_HEIGHT
    y = alt.Y(
        rows,
        type="nominal",
        sort=names,
        axis=None,
        scale=alt.Scale(domain=names, range=[top, bottom]),
    )
    colours = dict(zip(THICKNESS, (palette.main, palette.second, palette.muted), strict=True))
    layers = _shaded(spans, palette) if top else []
    drawn_as = _encoding(rows, y)
    layers += [
        alt.Chart(shown[shown["state"].eq(state)])
        .mark_bar(size=size, color=colours[state])
        .encode(**drawn_as)
        for state, size in THICKNESS.items()
        if shown["state"].eq(state).any()
    ]
    layers.append(_labels(names, rows, y, palette))
    return finish(alt.layer(*layers).properties(height=bottom + AXIS), palette)


def _shaded(spans: pd.DataFrame, palette: Palette) -> list[alt.Chart]:
    """Return the shading of the spans, then their names: a line for each, so that none meet."""
    data = spans.assign(
        starts=pd.to_datetime(spans["period_start"]),
        ends=pd.to_datetime(spans["period_end"]) + pd.Timedelta(days=1),
        months_words=[words.twelve_months_to(one) for one in spans["period_end"]],
        line=[(place + 0.5) * SPAN_LINE for place in range(len(spans))],
    )
    base = alt.Chart(data)
    band = base.mark_rect(color=palette.band, stroke=palette.background).encode(
        x=_x("starts"),
        x2=alt.X2("ends"),
        tooltip=[alt.Tooltip("months_words", type="nominal", title="Shaded")],
    )
    names = base.mark_text(align="right", dx=-3, fontSize=12, color=palette.text).encode(
        x=_x("ends"),
        y=alt.Y("line", type="quantitative", scale=None, axis=None),
        text=alt.Text("name", type="nominal"),
    )
    return [band, names]


def _x(name: str) -> alt.X:
    axis = alt.Axis(title=None, format="%b %Y", tickCount=8, labelOverlap=True)
    return alt.X(name, type="temporal", axis=axis)


def _labels(names: list[str], rows: str, y: alt.Y, palette: Palette) -> alt.Chart:
    """Return the names above their bars, where a long one costs the chart no width."""
    return (
        alt.Chart(pd.DataFrame({rows: names}))
        .mark_text(align="left", dy=-17, fontSize=13, color=palette.text)
        .encode(y=y, x=alt.value(0), text=alt.Text(rows, type="nominal"))
    )


def _encoding(rows: str, y: alt.Y) -> dict[str, object]:
    """Return how the bars of every state are placed, and what each says under the pointer."""
    return {
        "y": y,
        "x": _x("starts"),
        "x2": alt.X2("ends"),
        "tooltip": [
            alt.Tooltip(rows, type="nominal", title="Row"),
            alt.Tooltip("state_words", type="nominal", title="Coverage"),
            alt.Tooltip("from_words", type="nominal", title="From"),
            alt.Tooltip("to_words", type="nominal", title="To"),
            alt.Tooltip("months", type="quantitative", title="Months", format=",d"),
        ],
    }
