"""Charts of any groups that a reader puts together: lines over periods, or bars beside each other.

At most four lines in one chart, twelve small ones and twenty bars: more cannot be told apart.
"""

from __future__ import annotations

import textwrap

import altair as alt
import pandas as pd

from pcp_data import words
from pcp_data.charts.theme import LIGHT, Palette, finish

MOST_LINES, MOST_PANELS, MOST_BARS = 4, 12, 20
TALL, SMALL, ROW_HEIGHT = 320, 150, 28
ROOM = 1.15
LINE_CHARACTERS, MOST_TEXT_LINES = 20, 3
# Room for the names beyond the last point, for a plot of some 560 pixels: narrower ones are rare.
PLOT_PIXELS, CHARACTER_PIXELS, LINE_PIXELS = 560, 7.4, 17
FULL = 0.5  # a scale that would leave half of a chart empty does not begin at zero
YEAR = "toString(year(datum.value))"
YEARS = {
    "financial-year": f"toString(year(datum.value) - 1) + '/' + slice({YEAR}, 2)",
    "calendar-year": YEAR,
}
FEW_YEARS = 8


def group_lines(
    data: pd.DataFrame, *, title: str, period: str = "", palette: Palette = LIGHT
) -> alt.LayerChart:
    """Return a line for each `series` over `period_end`, named beyond its end.

    A null `value` breaks the line. `words` says each value for the tooltip. The names stand where
    no line goes, each as near to its line's end as the others let it.
    """
    names = list(dict.fromkeys(data["series"]))[:MOST_LINES]
    shown = data[data["series"].isin(names)]
    low, high = _domain(shown["value"])
    labels = _labels(shown, low, high) if len(names) > 1 else shown.head(0).assign(label="")
    x = _x(shown, period, room=_room(labels))
    y = _y(title, low, high)
    scale = alt.Scale(domain=names, range=list(palette.categories[: len(names)]))
    colour = alt.Color("series", type="nominal", legend=None, scale=scale)
    layers = _line(shown, x, y, colour)
    if len(labels):
        place = _y(title, low, high, field="label_y")
        text = alt.Text("label", type="nominal")
        style = {"align": "left", "dx": 8, "fontSize": 13, "fontWeight": "bold"}
        layers.append(
            alt.Chart(labels)
            .mark_text(baseline="middle", lineBreak="\n", **style)
            .encode(x=x, y=place, color=colour, text=text)
        )
    return finish(alt.layer(*layers).properties(height=TALL), palette)


def group_panels(
    data: pd.DataFrame, *, period: str = "", shared: bool = True, palette: Palette = LIGHT
) -> dict[str, alt.LayerChart]:
    """Return one small line chart per `series`, at most twelve, in the order of the data.

    They are `shared` in scale where their figures may be compared.
    """
    names = list(dict.fromkeys(data["series"]))[:MOST_PANELS]
    shown = data[data["series"].isin(names)]
    found = {}
    for name in names:
        part = shown[shown["series"].eq(name)]
        low, high = _domain((shown if shared else part)["value"])
        x = _x(shown if shared else part, period, ticks=3)
        colour = alt.value(palette.main)
        layers = _line(part, x, _y(None, low, high, ticks=3), colour)
        found[name] = finish(alt.layer(*layers).properties(height=SMALL), palette)
    return found


def _line(data: pd.DataFrame, x: alt.X, y: alt.Y, colour: object) -> list[alt.Chart]:
    """Return the line, with points where they are few or stand alone."""
    base = alt.Chart(data).encode(x=x, y=y, color=colour, tooltip=_tips("series"))
    layers = [base.mark_line(strokeWidth=2.4)]
    points = data[_alone(data) | (data["period_end"].nunique() <= MOST_PANELS)]
    if len(points.dropna(subset=["value"])):
        dots = alt.Chart(points).mark_point(filled=True, size=46, opacity=1)
        layers.append(dots.encode(x=x, y=y, color=colour, tooltip=_tips("series")))
    return layers


def _alone(data: pd.DataFrame) -> pd.Series:
    """Return which values have none before or after them, so that no line would show them."""
    values = data.groupby("series", sort=False)["value"]
    return data["value"].notna() & values.shift(1).isna() & values.shift(-1).isna()


def _x(data: pd.DataFrame, period: str, room: float = 0.0, ticks: int = 8) -> alt.X:
    days = pd.to_datetime(data["period_end"])
    first, last = days.min(), days.max()
    end = last + (last - first) * room if room else last
    ends = [f"{one:%Y-%m-%d}T00:00:00" for one in sorted(set(days))]
    axis = {"format": "%b %Y", "tickCount": ticks, "labelOverlap": True, "grid": False}
    if period in YEARS and len(ends) <= FEW_YEARS:
        axis |= {"values": ends, "labelExpr": YEARS[period]}
    elif room:
        starts = pd.date_range(first, last, freq="MS")
        step = max(-(-len(starts) // ticks), 1)
        axis["values"] = [f"{one:%Y-%m-%d}T00:00:00" for one in starts[::step]] or ends
    scale = alt.Scale(domain=[f"{first:%Y-%m-%d}T00:00:00", f"{end:%Y-%m-%dT%H:%M:%S}"])
    return alt.X("period_end", type="temporal", axis=alt.Axis(title=None, **axis), scale=scale)


def _y(title: str | None, low: float, high: float, ticks: int = 6, field: str = "value") -> alt.Y:
    place = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleX": 0}
    axis = alt.Axis(title=title, tickCount=ticks, domain=False, titleY=-14, **place)
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    return alt.Y(field, type="quantitative", axis=axis, scale=scale)


def _domain(values: pd.Series) -> tuple[float, float]:
    known = values.dropna()
    if known.empty:
        return 0.0, 1.0
    low, high = float(known.min()), float(known.max())
    if high <= 0:
        return low * ROOM, 0.0
    if low > FULL * high and high > low:
        return low - (high - low) * (ROOM - 1), high + (high - low) * (ROOM - 1)
    return min(low, 0.0), high * ROOM or 1.0


def _labels(shown: pd.DataFrame, low: float, high: float) -> pd.DataFrame:
    """Return `label` and `label_y` for each series, none on top of another.

    They stand at the last end of all, so that also a series that stops early is named there.
    """
    last = shown.dropna(subset=["value"]).groupby("series", sort=False).tail(1)
    if last.empty:
        return last.assign(label="", label_y=0.0)
    last = last.assign(
        label=["\n".join(_wrapped(name)) for name in last["series"]],
        period_end=shown["period_end"].max(),
    ).sort_values("value")
    unit = (high - low) / TALL
    places: list[float] = []
    before = 0
    for value, label in zip(last["value"], last["label"], strict=True):
        lines = label.count("\n") + 1
        gap = unit * LINE_PIXELS * (lines + before) / 2
        places.append(max(value, places[-1] + gap) if places else value)
        before = lines
    over = max(places[-1] - high, 0.0)
    return last.assign(label_y=[max(one - over, low) for one in places])


def _wrapped(name: str) -> list[str]:
    lines = textwrap.wrap(name, LINE_CHARACTERS) or [""]
    if len(lines) <= MOST_TEXT_LINES:
        return lines
    return [*lines[: MOST_TEXT_LINES - 1], f"{lines[MOST_TEXT_LINES - 1]} …"]


def _room(labels: pd.DataFrame) -> float:
    """Return how much wider than the data the plot must be for the names to stand in it."""
    if labels.empty:
        return 0.0
    longest = max(len(line) for one in labels["label"] for line in one.split("\n"))
    share = min((longest * CHARACTER_PIXELS + 12) / PLOT_PIXELS, FULL)
    return share / (1 - share)


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
    """Return what the groups say: the largest of the latest period, and the smallest.

    Where `is_known` is false the group is what is not stated: it is never the smallest or largest.
    """
    known = data[data["value"].notna()]
    if "is_known" in known and known["is_known"].any():
        known = known[known["is_known"].astype(bool)]
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
