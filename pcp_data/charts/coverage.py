"""Which months a source covers, as bars over time: full, half or a thin line."""

from __future__ import annotations

import altair as alt
import pandas as pd

from pcp_data import words
from pcp_data.charts.theme import LIGHT, Palette, finish

ROW_HEIGHT, AXIS = 52, 25
THICKNESS = {"covered": 16, "partly": 8, "not covered": 2}


def coverage_chart(
    data: pd.DataFrame, *, rows: str = "area_name", palette: Palette = LIGHT
) -> alt.LayerChart:
    """Return one row per `rows` with a bar for each run of months in the same `state`.

    The state is told by thickness as well as by colour. `data` has `state`, `period_start`,
    `period_end` and `months`.
    """
    shown = data.assign(
        starts=pd.to_datetime(data["period_start"]),
        ends=pd.to_datetime(data["period_end"]) + pd.Timedelta(days=1),
        state_words=[words.sentence_case(one) for one in data["state"]],
        from_words=[words.month_name(one) for one in data["period_start"]],
        to_words=[words.month_name(one) for one in data["period_end"]],
    )
    names = list(dict.fromkeys(shown[rows]))
    colours = {
        "covered": palette.main,
        "partly": palette.second,
        "not covered": palette.muted,
    }
    layers = [
        _layer(shown[shown["state"].eq(state)], rows, names, size, colours[state])
        for state, size in THICKNESS.items()
        if shown["state"].eq(state).any()
    ]
    layers.append(_labels(names, rows, palette))
    height = max(len(names), 1) * ROW_HEIGHT + AXIS
    return finish(alt.layer(*layers).properties(height=height), palette)


def _y(rows: str, names: list[str]) -> alt.Y:
    return alt.Y(rows, type="nominal", sort=names, axis=None, scale=alt.Scale(domain=names))


def _labels(names: list[str], rows: str, palette: Palette) -> alt.Chart:
    """Return the names above their bars, where a long one costs the chart no width."""
    return (
        alt.Chart(pd.DataFrame({rows: names}))
        .mark_text(align="left", dy=-17, fontSize=13, color=palette.text)
        .encode(y=_y(rows, names), x=alt.value(0), text=alt.Text(rows, type="nominal"))
    )


def _layer(data: pd.DataFrame, rows: str, names: list[str], size: int, colour: str) -> alt.Chart:
    return (
        alt.Chart(data)
        .mark_bar(size=size, color=colour)
        .encode(
            y=_y(rows, names),
            x=alt.X(
                "starts",
                type="temporal",
                axis=alt.Axis(title=None, format="%b %Y", tickCount=8, labelOverlap=True),
            ),
            x2=alt.X2("ends"),
            tooltip=[
                alt.Tooltip(rows, type="nominal", title="Row"),
                alt.Tooltip("state_words", type="nominal", title="Coverage"),
                alt.Tooltip("from_words", type="nominal", title="From"),
                alt.Tooltip("to_words", type="nominal", title="To"),
                alt.Tooltip("months", type="quantitative", title="Months", format=",d"),
            ],
        )
    )
