"""Charts of any groups that a reader puts together: lines over periods, or bars beside each other.

At most four lines and twenty bars: more cannot be told apart.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from pcp_data import words
from pcp_data.charts.theme import LIGHT, Palette, finish

MOST_LINES, MOST_BARS = 4, 20
TALL, ROW_HEIGHT = 320, 28
ROOM = 1.15


def group_lines(data: pd.DataFrame, *, title: str, palette: Palette = LIGHT) -> alt.LayerChart:
    """Return a line for each `series` over `period_end`, named at its end.

    A null `value` breaks the line. `words` says each value for the tooltip.
    """
    names = list(dict.fromkeys(data["series"]))[:MOST_LINES]
    shown = data[data["series"].isin(names)]
    x = alt.X(
        "period_end",
        type="temporal",
        axis=alt.Axis(format="%b %Y", tickCount=8, labelOverlap=True, grid=False, title=None),
    )
    y = alt.Y("value", type="quantitative", axis=alt.Axis(title=title, tickCount=6, domain=False))
    colour = alt.Color(
        "series",
        type="nominal",
        legend=None,
        scale=alt.Scale(domain=names, range=list(palette.categories[: len(names)])),
    )
    base = alt.Chart(shown).encode(x=x, y=y, color=colour, tooltip=_tips("series"))
    lone = shown[shown.groupby("series")["value"].transform("count").eq(1)]
    last = shown.dropna(subset=["value"]).groupby("series", sort=False).tail(1)
    layers = [base.mark_line(strokeWidth=2.4)]
    if len(lone.dropna(subset=["value"])):
        layers.append(alt.Chart(lone).encode(x=x, y=y, color=colour).mark_point(filled=True))
    if len(last):
        label = {"align": "right", "dy": -9, "fontSize": 13, "fontWeight": "bold"}
        text = alt.Text("series", type="nominal")
        layers.append(alt.Chart(last).encode(x=x, y=y, color=colour, text=text).mark_text(**label))
    return finish(alt.layer(*layers).properties(height=TALL), palette)


def group_bars(data: pd.DataFrame, *, palette: Palette = LIGHT) -> alt.LayerChart:
    """Return horizontal bars from zero for the rows of `series` and `value`, in their order."""
    shown = data.head(MOST_BARS)
    top = max(float(shown["value"].max()), 0.0) * ROOM or 1.0
    x = alt.X(
        "value",
        type="quantitative",
        axis=None,
        scale=alt.Scale(domain=[min(float(shown["value"].min()), 0.0), top]),
    )
    axis = alt.Axis(title=None, domain=False, ticks=False, labelLimit=320, labelPadding=8)
    y = alt.Y("series", type="nominal", sort=list(shown["series"]), axis=axis)
    base = alt.Chart(shown).encode(x=x, y=y, tooltip=_tips("series"))
    bars = base.mark_bar(size=18, color=palette.main)
    names = base.mark_text(align="left", dx=6, color=palette.text, fontSize=13).encode(
        text=alt.Text("words", type="nominal")
    )
    height = max(len(shown), 1) * ROW_HEIGHT
    return finish(alt.layer(bars, names).properties(height=height), palette)


def _tips(name: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(name, type="nominal", title="Group"),
        alt.Tooltip("period", type="nominal", title="Period"),
        alt.Tooltip("words", type="nominal", title="Value"),
    ]


def sentence(data: pd.DataFrame, measured: str) -> str:
    """Return what the groups say: the largest of the latest period, and the smallest."""
    known = data[data["value"].notna()]
    if known.empty:
        return "No group has a figure: what is needed for it is not all loaded."
    latest = known[known["period_end"].eq(known["period_end"].max())] if (
        known["period_end"].notna().any()) else known  # fmt: skip
    when = f" ({latest.iloc[0]['period']})" if latest.iloc[0]["period"] else ""
    high, low = latest.loc[latest["value"].idxmax()], latest.loc[latest["value"].idxmin()]
    said = f"{words.sentence_case(measured)}{when}: "
    if len(latest) == 1:
        return f"{said}{high['series']}, {high['words']}."
    return (
        f"{said}the largest of {words.plural(len(latest), 'group')} is {high['series']}, "
        f"{high['words']}, the smallest {low['series']}, {low['words']}."
    )
