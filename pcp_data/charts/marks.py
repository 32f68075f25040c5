"""What stands beside the values on a chart over time: baselines, limits, notes, intervals."""

from __future__ import annotations

import altair as alt
import pandas as pd

from pcp_data import words
from pcp_data.charts.placing import LEFT, RIGHT
from pcp_data.charts.theme import Palette

# Pixels to the middle of a name from its level, and of a last value, which is larger, from it.
ABOVE, BELOW = -12, 11
END_ABOVE, END_BELOW = -13, 14


def across(place: float) -> tuple[str, int, object]:
    """Return how text stands at a part of the width: aligned, moved aside, and from where."""
    if place in (LEFT, RIGHT):
        return ("left", 4, 0) if place == LEFT else ("right", -4, "width")
    return "center", 0, {"expr": f"width * {place}"}


def interval_layers(data: pd.DataFrame, palette: Palette) -> list[alt.Chart]:
    """Return a band between `lower` and `upper`; nothing where the data have none."""
    if "lower" not in data or data["lower"].isna().all():
        return []
    band = alt.Chart(data).mark_area(color=palette.main, opacity=0.16)
    return [
        band.encode(
            x=alt.X("period_end", type="temporal"),
            y=alt.Y("lower", type="quantitative"),
            y2=alt.Y2("upper"),
        )
    ]


def level_layers(
    value: float,
    label: str,
    colour: str,
    palette: Palette,
    *,
    place: float = LEFT,
    below: bool = False,
) -> list[alt.Chart]:
    """Return a dashed line at one value with its label, if any, at a place on it or below it."""
    data = pd.DataFrame({"value": [value], "label": [label]})
    base = alt.Chart(data).encode(y=alt.Y("value", type="quantitative"))
    rule = base.mark_rule(color=colour, strokeDash=[6, 4], strokeWidth=1.8)
    if not label:
        return [rule]
    align, dx, x = across(place)
    base = base.encode(x=alt.value(x), text=alt.Text("label", type="nominal"))
    style = {"align": align, "dx": dx, "dy": BELOW if below else ABOVE}
    halo = base.mark_text(stroke=palette.background, strokeWidth=4, **style)
    return [rule, halo, base.mark_text(color=palette.text, **style)]


def limit_layers(limits: pd.DataFrame, palette: Palette) -> list[alt.Chart]:
    """Return the band between the control limits of each segment, and its centre line."""
    x = alt.X("period_end", type="temporal")
    base = alt.Chart(limits).encode(x=x, detail=alt.Detail("segment", type="nominal"))
    band = base.mark_area(color=palette.band, opacity=0.75, interpolate="step").encode(
        y=alt.Y("lower_limit", type="quantitative"), y2=alt.Y2("upper_limit")
    )
    centre = base.mark_line(color=palette.muted, strokeWidth=1.2, interpolate="step").encode(
        y=alt.Y("centre", type="quantitative")
    )
    return [band, centre]


def signal_layer(signals: pd.DataFrame, unit: str, decimals: int, palette: Palette) -> alt.Chart:
    """Return a diamond on each unusual value, which says why when pointed at."""
    shown = signals.assign(
        period_words=[words.month_name(end) for end in signals["period_end"]],
        value_words=[words.with_unit(value, unit, decimals) for value in signals["value"]],
    )
    return (
        alt.Chart(shown)
        .mark_point(size=190, filled=True, opacity=1, shape="diamond", color=palette.second)
        .encode(
            x=alt.X("period_end", type="temporal"),
            y=alt.Y("value", type="quantitative"),
            tooltip=[
                alt.Tooltip("period_words", type="nominal", title="Month"),
                alt.Tooltip("value_words", type="nominal", title="Value"),
                alt.Tooltip("rule", type="nominal", title="Unusual because"),
            ],
        )
    )


def note_layers(notes: pd.DataFrame | None, palette: Palette) -> list[alt.Chart]:
    """Return bands for what lasted, rules for what began, each with its number at the top."""
    if notes is None or not len(notes):
        return []
    lasting = notes[notes["kind"].eq("event") & notes["ends"].notna()]
    begun = notes.drop(lasting.index)
    tips = [alt.Tooltip("note", type="nominal", title="Note")]
    band = (
        alt.Chart(lasting)
        .mark_rect(color=palette.band, opacity=0.6)
        .encode(x=alt.X("starts", type="temporal"), x2=alt.X2("ends"), tooltip=tips)
    )
    rule = (
        alt.Chart(begun)
        .mark_rule(color=palette.quiet_text, strokeDash=[2, 3], strokeWidth=1.6)
        .encode(x=alt.X("starts", type="temporal"), tooltip=tips)
    )
    number = (
        alt.Chart(notes)
        .mark_text(align="left", dx=3, dy=-8, color=palette.quiet_text, fontWeight="bold")
        .encode(
            x=alt.X("starts", type="temporal"),
            y=alt.value("height"),
            text=alt.Text("mark", type="nominal"),
            tooltip=tips,
        )
    )
    found = [(band, lasting), (rule, begun), (number, notes)]
    return [layer for layer, rows in found if len(rows)]
