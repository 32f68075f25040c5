"""Values over time: monthly, over twelve months, and small ones for several areas.

Data are frames with `period_start`, `period_end`, `value` and `status`, one row per period; a
null value breaks the line. `notes` are frames with `number`, `starts`, `ends`, `kind`, `note`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import altair as alt
import pandas as pd

from pcp_data import words
from pcp_data.charts.marks import (
    interval_layers,
    level_layers,
    limit_layers,
    note_layers,
    signal_layer,
)
from pcp_data.charts.theme import LIGHT, Palette, finish

TALL, SMALL = 300, 130
PROVISIONAL = "provisional"
ROOM_ON_TOP = 1.12
# About how many characters of a label are as wide as a chart, which part of it a baseline's label
# takes, and how much of its height a label needs.
LINE_CHARACTERS, BASELINE_PART, LABEL_ROOM = 80, 4, 0.12


def twelve_month_chart(
    data: pd.DataFrame,
    *,
    unit: str,
    decimals: int = 0,
    baseline: float | None = None,
    baseline_label: str = "Baseline",
    notes: pd.DataFrame | None = None,
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """Return the line of twelve-month values with its baseline, notes and last value labelled.

    Where the data have `lower` and `upper` (a sample), the interval is a band behind the line.
    """
    layers = [*note_layers(notes, palette), *interval_layers(data, palette)]
    if baseline is not None:
        below = _starts_above(data["value"], baseline, _lowest(unit, data["value"]))
        layers += level_layers(baseline, baseline_label, palette.second, palette, below=below)
    domain = _room(unit, data["value"], [baseline])
    layers += _line(data, unit, decimals, palette, points=False, domain=domain)
    return finish(alt.layer(*layers, height=TALL), palette)


def trend_chart(
    data: pd.DataFrame,
    *,
    unit: str,
    decimals: int = 0,
    baseline: float | None = None,
    baseline_label: str = "Baseline",
    limits: pd.DataFrame | None = None,
    signals: pd.DataFrame | None = None,
    notes: pd.DataFrame | None = None,
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """Return the line of single periods (months, quarters, years), each with its point.

    `limits` has `segment`, `period_end`, `lower_limit`, `centre` and `upper_limit` per period;
    `signals` has `period_end`, `value` and `rule` for each unusual value, which gets a diamond.
    """
    layers = [*note_layers(notes, palette)]
    if limits is not None and len(limits):
        layers += limit_layers(limits, palette)
    if baseline is not None:
        below = _starts_above(data["value"], baseline, _lowest(unit, data["value"]))
        layers += level_layers(baseline, baseline_label, palette.second, palette, below=below)
    tops = limits["upper_limit"] if limits is not None else ()
    domain = _room(unit, data["value"], [baseline, *tops])
    layers += _line(data, unit, decimals, palette, points=True, domain=domain)
    if signals is not None and len(signals):
        layers.append(signal_layer(signals, unit, decimals, palette))
    return finish(alt.layer(*layers, height=TALL), palette)


def small_multiples(
    data: pd.DataFrame,
    *,
    unit: str,
    decimals: int = 0,
    baselines: Mapping[str, float] | None = None,
    shared_scale: bool = False,
    palette: Palette = LIGHT,
) -> dict[str, alt.LayerChart]:
    """Return one small line chart per `area_name`, in the order of the data.

    Separate charts, so that a page can set them beside each other or below each other.
    """
    baselines = baselines or {}
    top = max([data["value"].max(), *baselines.values()]) if len(data) else None
    found = {}
    for name, part in data.groupby("area_name", sort=False):
        layers = []
        if baselines.get(name) is not None:
            layers += level_layers(baselines[name], "", palette.second, palette)
        domain = _room(unit, part["value"], [top if shared_scale else None, baselines.get(name)])
        layers += _line(part, unit, decimals, palette, points=False, domain=domain, small=True)
        found[str(name)] = finish(alt.layer(*layers, height=SMALL), palette)
    return found


def _room(
    unit: str, values: pd.Series, others: Iterable[float | None]
) -> tuple[float, float] | None:
    """Return a scale from zero with room for labels on top; None leaves it to the data."""
    if unit == "%" or not len(values.dropna()):
        return None
    tops = [values.max(), *(one for one in others if one is not None and one == one)]
    low = min(values.min(), 0)
    return float(low), float(max(tops)) * ROOM_ON_TOP or 1.0


def _starts_above(values: pd.Series, level: float, low: float) -> bool:
    """Return whether a line begins above a level whose label has room below it."""
    found = values.dropna()
    if found.empty:
        return False
    first = found.head(max(len(found) // BASELINE_PART, 1))
    return bool(first.median() >= level) and _has_room(level, low, max(found.max(), level))


def _comes_down(values: pd.Series, label: str, low: float) -> bool:
    """Return whether a line comes to its last value from above, where a label would lie on it."""
    found = values.dropna()
    last = found.iloc[-1]
    before = found.tail(max(round(len(found) * len(label) / LINE_CHARACTERS), 2)).iloc[:-1]
    if before.empty or before.max() - last <= last - before.min():
        return False
    return _has_room(last, low, found.max())


def _has_room(value: float, low: float, high: float) -> bool:
    """Return whether a label below a value stays clear of the axis."""
    return value - low > LABEL_ROOM * (high - low)


def _lowest(unit: str, values: pd.Series) -> float:
    """Return about where the scale begins: that of percentages not at zero."""
    return float(values.min()) if unit == "%" else min(float(values.min()), 0.0)


def _x(ticks: int = 8) -> alt.X:
    # As a plain dictionary: Altair copies the hundred empty settings of an Axis again and again.
    axis = {
        "format": "%b %Y",
        "tickCount": ticks,
        "labelOverlap": True,
        "grid": False,
        "title": None,
    }
    return alt.X("period_end", type="temporal", axis=axis)


def _y(
    unit: str, domain: tuple[float, float] | None, ticks: int, decimals: int, *, zero: bool
) -> alt.Y:
    title = "Per cent" if unit == "%" else words.sentence_case(unit) or None
    pattern = ",d" if decimals == 0 and unit != "%" else ",~f"
    axis = {
        "title": title,
        "format": pattern,
        "tickCount": ticks,
        "domain": False,
        "titleAnchor": "end",
        "titleAngle": 0,
        "titleAlign": "left",
        "titleX": 0,
        "titleY": -12,
        "tickMinStep": _step(decimals),
    }
    scale = {"zero": zero, "nice": True}
    if domain:
        scale = {"domain": list(domain), "nice": True}
    return alt.Y("value", type="quantitative", axis=axis, scale=scale)


def _step(decimals: int) -> float:
    return 10.0**-decimals


def _short(value: float | None, unit: str, decimals: int) -> str:
    return words.percent(value, decimals) if unit == "%" else words.number(value, decimals)


def _tips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("period_words", type="nominal", title="Period"),
        alt.Tooltip("value_words", type="nominal", title="Value"),
        alt.Tooltip("status", type="nominal", title="Status"),
    ]


def with_words(data: pd.DataFrame, unit: str, decimals: int) -> pd.DataFrame:
    """Return the data with `period_words` and `value_words` for tooltips and labels."""
    return data.assign(
        period_words=[
            words.period(start, end)
            for start, end in zip(data["period_start"], data["period_end"], strict=True)
        ],
        value_words=[words.with_unit(value, unit, decimals) for value in data["value"]],
    )


def _line(
    data: pd.DataFrame,
    unit: str,
    decimals: int,
    palette: Palette,
    *,
    points: bool,
    domain: tuple[float, float] | None = None,
    small: bool = False,
) -> list[alt.Chart]:
    ticks = 2 if small else 5
    shown = with_words(data, unit, decimals)
    if small:
        shown = shown.assign(value_words=[_short(one, unit, decimals) for one in shown["value"]])
    x, y = _x(ticks + 3), _y("" if small else unit, domain, ticks, decimals, zero=unit != "%")
    final, provisional = _split(shown)
    # A layer without rows would be a picture without a name to a screen reader.
    layers = [_path(final, x, y, palette)] if len(final) else []
    if len(provisional):
        layers.append(_path(provisional, x, y, palette, dash=[5, 4]))
    dots = alt.Chart(shown).encode(x=x, y=y, tooltip=_tips())
    if points:
        fill = alt.condition(
            alt.datum.status == PROVISIONAL, alt.value(palette.background), alt.value(palette.main)
        )
        layers.append(
            dots.mark_point(size=34, filled=True, stroke=palette.main, opacity=1).encode(fill=fill)
        )
    else:
        layers.append(dots.mark_point(size=120, opacity=0, filled=True))
    return [*layers, *_last_value(shown, x, y, palette, _lowest(unit, data["value"]))]


def _split(shown: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the final part of a series, and the provisional end with the point before it."""
    is_provisional = shown["status"].eq(PROVISIONAL).to_numpy()
    if not is_provisional.any():
        return shown, shown.iloc[0:0]
    first = int(is_provisional.argmax())
    return shown.iloc[:first], shown.iloc[max(first - 1, 0) :]


def _path(
    data: pd.DataFrame, x: alt.X, y: alt.Y, palette: Palette, dash: list[int] | None = None
) -> alt.Chart:
    style = {"strokeDash": dash} if dash else {}
    return alt.Chart(data).mark_line(color=palette.main, strokeWidth=2.2, **style).encode(x=x, y=y)


def _last_value(
    shown: pd.DataFrame, x: alt.X, y: alt.Y, palette: Palette, low: float
) -> list[alt.Chart]:
    last = shown[shown["value"].notna()].tail(1)
    if last.empty:
        return []
    base = alt.Chart(last).encode(x=x, y=y)
    dot = base.mark_point(size=70, filled=True, color=palette.main, opacity=1)
    is_below = _comes_down(shown["value"], last["value_words"].iloc[0], low)
    away = 16 if is_below else -14
    place = {"align": "right", "dy": away, "fontWeight": "bold", "fontSize": 13}
    text = alt.Text("value_words", type="nominal")
    halo = base.mark_text(stroke=palette.background, strokeWidth=4, **place).encode(text=text)
    label = base.mark_text(color=palette.text, **place).encode(text=text)
    return [dot, halo, label]
