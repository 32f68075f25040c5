"""Values of several areas beside each other: bars for counts and rates, dots for samples.

Data are frames with `area_name` and `value`, and `lower` and `upper` where there is an interval.
"""

from __future__ import annotations

from collections.abc import Collection

import altair as alt
import pandas as pd

from pcp_data import words
from pcp_data.charts.theme import LIGHT, Palette, finish

ROW_HEIGHT = 34
ROOM_FOR_LABELS = 1.2


def district_bars(
    data: pd.DataFrame,
    *,
    unit: str,
    decimals: int = 0,
    focus: Collection[str] = (),
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """Return horizontal bars from zero with their values, in the order of the data.

    Areas in `focus` have the strong colour and the others the quiet one; with no focus all
    have the strong one. Intervals are drawn where `lower` and `upper` are there.
    """
    shown = _labelled(data, unit, decimals, focus)
    y = _rows(shown)
    room = ROOM_FOR_LABELS * shown["value"].max() if len(shown) else 1
    scale = alt.Scale(domain=[0, float(room)])
    x = alt.X("value", type="quantitative", axis=None, scale=scale)
    base = alt.Chart(shown).encode(y=y, x=x, tooltip=_tips())
    colour = alt.condition(alt.datum.in_focus, alt.value(palette.main), alt.value(palette.muted))
    layers = [base.mark_bar(size=20).encode(color=colour), *_intervals(shown, y, palette)]
    return finish(_with_labels(layers, base, shown, palette), palette)


def dot_interval(
    data: pd.DataFrame,
    *,
    unit: str,
    decimals: int = 1,
    focus: Collection[str] = (),
    reference: float | None = None,
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """Return dots with their 95% intervals, and a dashed line at `reference` if given."""
    shown = _labelled(data, unit, decimals, focus)
    y = _rows(shown)
    title = "Per cent" if unit == "%" else words.sentence_case(unit)
    axis = alt.Axis(title=title, tickCount=6, domain=False)
    x = alt.X("value", type="quantitative", axis=axis, scale=alt.Scale(zero=False, nice=True))
    base = alt.Chart(shown).encode(y=y, x=x, tooltip=_tips())
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
    return finish(_with_labels(layers, base, shown, palette, above=True), palette)


def _labelled(data: pd.DataFrame, unit: str, decimals: int, focus: Collection[str]) -> pd.DataFrame:
    shown = data[data["value"].notna()]
    return shown.assign(
        value_words=[words.with_unit(value, unit, decimals) for value in shown["value"]],
        label=[
            words.percent(value, decimals) if unit == "%" else words.number(value, decimals)
            for value in shown["value"]
        ],
        in_focus=[not focus or name in focus for name in shown["area_name"]],
    )


def _rows(shown: pd.DataFrame) -> alt.Y:
    axis = alt.Axis(
        title=None, domain=False, ticks=False, labelPadding=8, labelLimit=240, labelFontSize=13
    )
    return alt.Y("area_name", type="nominal", sort=list(shown["area_name"]), axis=axis)


def _tips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("area_name", type="nominal", title="Area"),
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
    shown: pd.DataFrame,
    palette: Palette,
    *,
    above: bool = False,
) -> alt.LayerChart:
    place = {"dy": -13, "align": "center"} if above else {"dx": 6, "align": "left"}
    text = base.mark_text(color=palette.text, fontSize=13, fontWeight="bold", **place).encode(
        text=alt.Text("label", type="nominal")
    )
    height = max(len(shown), 1) * (ROW_HEIGHT + (14 if above else 0))
    return alt.layer(*layers, text).properties(height=height)
