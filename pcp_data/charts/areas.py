"""Values of several areas beside each other: bars for counts and rates, dots for samples.

Data are frames with `area_name` and `value`, and `lower` and `upper` where there is an interval.
"""

from __future__ import annotations

from collections.abc import Collection

import altair as alt
import pandas as pd

from pcp_data import words
from pcp_data.charts.theme import LIGHT, Palette, finish

ROW_HEIGHT, TALL_ROW, DOT_AXIS = 34, 40, 46
ROOM_FOR_LABELS = 1.2
# A long name breaks at a space, so that on a narrow screen it leaves room for the chart.
IN_TWO_LINES = (
    "length(datum.label) > 28 ? split(replace(datum.label, regexp('^(.{12,26}) '), '$1~'), '~') "
    ": datum.label"
)


def district_bars(
    data: pd.DataFrame,
    *,
    unit: str,
    decimals: int = 0,
    focus: Collection[str] = (),
    tall: bool = False,
    of: str = "Area",
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """Return horizontal bars from zero with their values, in the order of the data.

    `tall` makes the rows those of `dot_interval`, to stand beside one; `of` says what the rows are
    where they are no areas. Areas in `focus` have the
    strong colour and the others the quiet one; with no focus all have the strong one. Intervals
    are drawn where `lower` and `upper` are there.
    """
    shown = _labelled(data, unit, decimals, focus)
    y = _rows(shown)
    room = ROOM_FOR_LABELS * shown["value"].max() if len(shown) else 1
    scale = alt.Scale(domain=[0, float(room)])
    x = alt.X("value", type="quantitative", axis=None, scale=scale)
    base = alt.Chart(shown).encode(y=y, x=x, tooltip=_tips(of))
    colour = alt.condition(alt.datum.in_focus, alt.value(palette.main), alt.value(palette.muted))
    layers = [base.mark_bar(size=20).encode(color=colour), *_intervals(shown, y, palette)]
    chart = _with_labels(layers, base, palette, dx=6, align="left")
    row = TALL_ROW if tall else ROW_HEIGHT
    return finish(chart.properties(height=max(len(shown), 1) * row), palette)


def dot_interval(
    data: pd.DataFrame,
    *,
    unit: str,
    decimals: int = 1,
    focus: Collection[str] = (),
    reference: float | None = None,
    of: str = "Area",
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """Return dots with their 95% intervals, and a dashed line at `reference` if given.

    `of` says what the rows are where they are no areas.
    """
    shown = _labelled(data, unit, decimals, focus)
    y = _rows(shown)
    title = "Per cent" if unit == "%" else words.sentence_case(unit)
    axis = alt.Axis(title=title, tickCount=6, domain=False)
    x = alt.X("value", type="quantitative", axis=axis, scale=alt.Scale(zero=False, nice=True))
    base = alt.Chart(shown).encode(y=y, x=x, tooltip=_tips(of))
    colour = alt.condition(alt.datum.in_focus, alt.value(palette.main), alt.value(palette.muted))
    layers = [*_intervals(shown, y, palette)]
    if reference is not None:
        line = pd.DataFrame({"value": [reference]})
        layers.append(
            alt.Chart(line)
            .mark_rule(color=palette.second, strokeDash=[6, 4], strokeWidth=1.8)
            .encode(x=alt.X("value", type="quantitative"))
        )
    layers.append(base.mark_point(size=110, filled=True, opacity=1).encode(color=colour))
    chart = _with_labels(layers, base, palette, dy=-13, align="center", halo=True)
    return finish(chart.properties(height=max(len(shown), 1) * TALL_ROW + DOT_AXIS), palette)


def _labelled(data: pd.DataFrame, unit: str, decimals: int, focus: Collection[str]) -> pd.DataFrame:
    shown = data[data["value"].notna()]
    return shown.assign(
        value_words=[words.with_unit(value, unit, decimals) for value in shown["value"]],
        label=[words.bare(value, unit, decimals) for value in shown["value"]],
        in_focus=[not focus or name in focus for name in shown["area_name"]],
    )


def _rows(shown: pd.DataFrame) -> alt.Y:
    axis = alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        labelPadding=8,
        labelLimit=240,
        labelFontSize=13,
        labelExpr=IN_TWO_LINES,
    )
    return alt.Y("area_name", type="nominal", sort=list(shown["area_name"]), axis=axis)


def _tips(of: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("area_name", type="nominal", title=of),
        alt.Tooltip("value_words", type="nominal", title="Value"),
    ]


def _intervals(shown: pd.DataFrame, y: alt.Y, palette: Palette) -> list[alt.Chart]:
    if "lower" not in shown or shown["lower"].isna().all():
        return []
    rule = alt.Chart(shown).mark_rule(color=palette.quiet_text, strokeWidth=2.2)
    return [rule.encode(y=y, x=alt.X("lower", type="quantitative"), x2=alt.X2("upper"))]


def _with_labels(
    layers: list[alt.Chart],
    base: alt.Chart,
    palette: Palette,
    *,
    halo: bool = False,
    **place: object,
) -> alt.LayerChart:
    """Return the layers with each value in words, on a `halo` where it may lie on a line."""
    labelled = base.encode(text=alt.Text("label", type="nominal"))
    style = {"fontSize": 13, "fontWeight": "bold", **place}
    under = [labelled.mark_text(stroke=palette.background, strokeWidth=4, **style)] if halo else []
    return alt.layer(*layers, *under, labelled.mark_text(color=palette.text, **style))
