"""ASB incidents beside the crimes linked to them: apart in panels, and as an index."""

from __future__ import annotations

import altair as alt
import pandas as pd

from pcp_data import words
from pcp_data.charts.lines import note_layers, with_words
from pcp_data.charts.theme import LIGHT, Palette, finish

PANEL_HEIGHT, INDEX_HEIGHT = 110, 340
AXIS_ROOM = 52  # so that the panels' time axes stand exactly under each other
LABEL_GAP = 0.075  # of the height, so that the names at the ends of lines do not touch


def stacked_panels(
    data: pd.DataFrame, *, notes: pd.DataFrame | None = None, palette: Palette = LIGHT
) -> dict[str, alt.LayerChart]:
    """Return one wide, low chart per `area_name`, all over the same time, each from zero.

    Separate charts with separate scales: what they count may not be added up.
    """
    domain = [data["period_end"].min().isoformat(), data["period_end"].max().isoformat()]
    x = alt.X(
        "period_end",
        type="temporal",
        axis=alt.Axis(format="%b %Y", tickCount=8, labelOverlap=True, grid=False, title=None),
        scale=alt.Scale(domain=domain),
    )
    found = {}
    for name, part in data.groupby("area_name", sort=False):
        unit = part["unit"].iloc[0]
        shown = with_words(part, unit, 0)
        base = alt.Chart(shown).encode(x=x, y=_count(unit, part["value"].max()))
        layers = [
            *note_layers(notes, palette),
            base.mark_line(color=palette.main, strokeWidth=2.2),
            base.mark_point(size=120, opacity=0, filled=True).encode(tooltip=_tips()),
            *_last(shown, x, unit, palette),
        ]
        found[str(name)] = finish(alt.layer(*layers).properties(height=PANEL_HEIGHT), palette)
    return found


def _count(unit: str, top: float) -> alt.Y:
    axis = alt.Axis(
        title=None, format=",d", tickCount=3, domain=False, minExtent=AXIS_ROOM, tickMinStep=1
    )
    return alt.Y(
        "value",
        type="quantitative",
        axis=axis,
        scale=alt.Scale(domain=[0, float(top) * 1.25 or 1.0], nice=False),
    )


def _tips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("period_words", type="nominal", title="Period"),
        alt.Tooltip("value_words", type="nominal", title="Value"),
    ]


def _last(shown: pd.DataFrame, x: alt.X, unit: str, palette: Palette) -> list[alt.Chart]:
    base = alt.Chart(shown.tail(1)).encode(x=x, y=_count(unit, shown["value"].max()))
    label = base.mark_text(
        align="right", dy=-13, fontWeight="bold", fontSize=13, color=palette.text
    )
    return [
        base.mark_point(size=70, filled=True, color=palette.main, opacity=1),
        label.encode(text=alt.Text("value_words", type="nominal")),
    ]


def index_lines(
    data: pd.DataFrame, *, notes: pd.DataFrame | None = None, palette: Palette = LIGHT
) -> alt.LayerChart:
    """Return up to four lines on one scale, 100 in the base period, each named at its end.

    `data` is from `crime.indexed`; the order of its measures gives their colours.
    """
    names = list(dict.fromkeys(data["area_name"]))
    colours = list(palette.categories[: len(names)])
    shown = data.assign(
        period_words=[words.twelve_months_to(end) for end in data["period_end"]],
        index_words=[words.number(one, 1) for one in data["index"]],
    )
    x = alt.X(
        "period_end",
        type="temporal",
        axis=alt.Axis(format="%b %Y", tickCount=8, labelOverlap=True, grid=False, title=None),
    )
    colour = alt.Color(
        "area_name",
        type="nominal",
        scale=alt.Scale(domain=names, range=colours),
        legend=None,
    )
    level = alt.Chart(pd.DataFrame({"index": [100]})).mark_rule(
        color=palette.muted, strokeWidth=1.2
    )
    base = alt.Chart(shown).encode(x=x, y=_index())
    layers = [
        *note_layers(notes, palette),
        level.encode(y=_index()),
        base.mark_line(strokeWidth=2.4).encode(color=colour),
        base.mark_point(size=120, opacity=0, filled=True).encode(
            tooltip=[
                alt.Tooltip("area_name", type="nominal", title="Measure"),
                alt.Tooltip("period_words", type="nominal", title="Period"),
                alt.Tooltip("index_words", type="nominal", title="Index"),
            ]
        ),
        *_names(shown, x, colour, palette),
    ]
    return finish(alt.layer(*layers).properties(height=INDEX_HEIGHT), palette)


def _index() -> alt.Y:
    axis = alt.Axis(
        title="Index",
        domain=False,
        tickCount=6,
        titleAnchor="end",
        titleAngle=0,
        titleAlign="left",
        titleX=0,
        titleY=-12,
    )
    return alt.Y("index", type="quantitative", axis=axis, scale=alt.Scale(zero=False, nice=True))


def _names(shown: pd.DataFrame, x: alt.X, colour: alt.Color, palette: Palette) -> list[alt.Chart]:
    """Return each line's name at its end, in the colour of text behind a dash in its own."""
    last = shown[shown["period_end"].eq(shown["period_end"].max())]
    span = max(float(shown["index"].max() - shown["index"].min()), 1.0)
    placed = last.assign(
        index=spread(last["index"].tolist(), span * LABEL_GAP),
        label=[f"{row.area_name} {row.index_words}" for row in last.itertuples()],
        dash="\N{EM DASH}",
    )
    base = alt.Chart(placed).encode(x=x, y=_index())
    style = {"align": "left", "fontSize": 13, "fontWeight": "bold"}
    dash = base.mark_text(dx=6, **style).encode(color=colour, text=alt.Text("dash", type="nominal"))
    name = base.mark_text(dx=23, color=palette.text, **style)
    return [dash, name.encode(text=alt.Text("label", type="nominal"))]


def spread(values: list[float], gap: float) -> list[float]:
    """Return places for labels in the same order, near the values and at least `gap` apart."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    found = list(values)
    for low, high in zip(order, order[1:], strict=False):
        found[high] = max(found[high], found[low] + gap)
    shift = sum(a - b for a, b in zip(found, values, strict=True)) / max(len(values), 1)
    return [one - shift for one in found]
