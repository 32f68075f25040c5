"""Values over time: monthly, over twelve months, and small ones for several areas.

Data are frames with `period_start`, `period_end`, `value` and `status`, one row per period; a
null value breaks the line. `notes` are frames with `mark`, `starts`, `ends`, `kind`, `note`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import altair as alt
import pandas as pd

from pcp_data import words
from pcp_data.charts import placing
from pcp_data.charts.marks import (
    END_ABOVE,
    END_BELOW,
    interval_layers,
    level_layers,
    limit_layers,
    note_layers,
    signal_layer,
)
from pcp_data.charts.placing import LEFT, Frame, end_label, level_label, scale_ends
from pcp_data.charts.theme import LIGHT, Palette, finish

TALL, SMALL = 300, 130
PROVISIONAL = "provisional"
ROOM_ON_TOP = 1.12


def twelve_month_chart(
    data: pd.DataFrame,
    *,
    unit: str,
    decimals: int = 0,
    baseline: float | None = None,
    baseline_label: str = "Baseline",
    notes: pd.DataFrame | None = None,
    palette: Palette = LIGHT,
    height: int = TALL,
    width: int | None = None,
) -> alt.LayerChart:
    """Return the line of twelve-month values with its baseline, notes and last value labelled.

    Where the data have `lower` and `upper` (a sample), the interval is a band behind the line.
    `height` and `width` are in pixels; a chart without a width is as wide as the screen lets it be.
    """
    bounds = [data[one] for one in ("lower", "upper") if one in data]
    ends = [baseline, *(one for part in bounds for one in part)]
    frame = _frame(unit, data["value"], ends, height, placing.widths_of(width))
    layers = [*note_layers(notes, palette), *interval_layers(data, palette)]
    end = _end(data, unit, decimals, frame, baseline)
    layers += _baseline(data, baseline, baseline_label, frame, end, palette)
    layers += _line(data, unit, decimals, palette, points=False, frame=frame, end=end)
    return finish(alt.layer(*layers, height=height, width=width or alt.Undefined), palette)


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
    height: int = TALL,
    width: int | None = None,
) -> alt.LayerChart:
    """Return the line of single periods (months, quarters, years), each with its point.

    `limits` has `segment`, `period_end`, `lower_limit`, `centre` and `upper_limit` per period;
    `signals` has `period_end`, `value` and `rule` for each unusual value, which gets a diamond.
    `height` and `width` are those of `twelve_month_chart`.
    """
    layers = [*note_layers(notes, palette)]
    if limits is not None and len(limits):
        layers += limit_layers(limits, palette)
    ends = limits[["lower_limit", "upper_limit"]].to_numpy().ravel() if limits is not None else ()
    frame = _frame(unit, data["value"], [baseline, *ends], height, placing.widths_of(width))
    end = _end(data, unit, decimals, frame, baseline)
    layers += _baseline(data, baseline, baseline_label, frame, end, palette)
    layers += _line(data, unit, decimals, palette, points=True, frame=frame, end=end)
    if signals is not None and len(signals):
        layers.append(signal_layer(signals, unit, decimals, palette))
    return finish(alt.layer(*layers, height=height, width=width or alt.Undefined), palette)


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
    shared = [*data["value"], *baselines.values()] if shared_scale else []
    found = {}
    for name, part in data.groupby("area_name", sort=False):
        layers = []
        if baselines.get(name) is not None:
            layers += level_layers(baselines[name], "", palette.second, palette)
        ends = [baselines.get(name), *shared]
        frame = _frame(unit, part["value"], ends, SMALL, placing.SMALL)
        end = _end(part, unit, decimals, frame, baselines.get(name), small=True)
        style = {"points": False, "small": True, "end": end}
        layers += _line(part, unit, decimals, palette, frame=frame, **style)
        found[str(name)] = finish(alt.layer(*layers, height=SMALL), palette)
    return found


def _frame(
    unit: str,
    values: pd.Series,
    others: Iterable[float | None],
    height: int = TALL,
    widths: tuple[int, ...] = placing.ON_SCREENS,
) -> Frame | None:
    """Return the scale, from zero but for percentages; None where there are no values."""
    ends = scale_ends(values, others, zero=unit != "%", room=ROOM_ON_TOP)
    return Frame(*ends, height, widths) if ends else None


def _baseline(
    data: pd.DataFrame,
    value: float | None,
    label: str,
    frame: Frame | None,
    end: tuple[float, bool] | None,
    palette: Palette,
) -> list[alt.Chart]:
    if value is None:
        return []
    place, is_below = LEFT, False
    if frame:
        ends = [end] if end else []
        place, is_below = level_label([data["value"]], value, label, frame, ends=ends)
    return level_layers(value, label, palette.second, palette, place=place, below=is_below)


def _x(small: bool) -> alt.X:
    # As a plain dictionary: Altair copies the hundred empty settings of an Axis again and again.
    axis = {
        "format": "%Y" if small else "%b %Y",
        "tickCount": {"interval": "year", "step": 1} if small else 8,
        "labelOverlap": True,
        "grid": False,
        "title": None,
    }
    return alt.X("period_end", type="temporal", axis=axis)


def _y(unit: str, frame: Frame | None, ticks: int, decimals: int, *, zero: bool) -> alt.Y:
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
    scale = {"zero": zero, "nice": frame is None}
    if frame:
        scale["domain"] = [frame.low, frame.high]
    return alt.Y("value", type="quantitative", axis=axis, scale=scale)


def _step(decimals: int) -> float:
    return 10.0**-decimals


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
    frame: Frame | None = None,
    small: bool = False,
    end: tuple[float, bool] | None = None,
) -> list[alt.Chart]:
    ticks = 2 if small else 5
    shown = with_words(data, unit, decimals)
    if small:
        shown = shown.assign(
            value_words=[words.bare(one, unit, decimals) for one in shown["value"]]
        )
    x, y = _x(small), _y("" if small else unit, frame, ticks, decimals, zero=unit != "%")
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
    return [*layers, *_last_value(shown, x, y, palette, end)]


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


def _end(
    data: pd.DataFrame,
    unit: str,
    decimals: int,
    frame: Frame | None,
    level: float | None,
    *,
    small: bool = False,
) -> tuple[float, bool] | None:
    """Return where the label of the last value stands, clear of the line that leads to it."""
    known = data["value"].dropna()
    if known.empty or frame is None:
        return None
    label = (words.bare if small else words.with_unit)(known.iloc[-1], unit, decimals)
    return end_label(data["value"], label, frame, [] if level is None else [level])


def _last_value(
    shown: pd.DataFrame, x: alt.X, y: alt.Y, palette: Palette, end: tuple[float, bool] | None
) -> list[alt.Chart]:
    """Return the last value's dot and, at `end`, its label."""
    if end is None:
        return []
    height, is_below = end
    last = shown[shown["value"].notna()].tail(1)
    dot = alt.Chart(last).encode(x=x, y=y)
    beside = last if height == last["value"].iloc[0] else last.assign(value=height)
    base = alt.Chart(beside).encode(x=x, y=y)
    down = END_BELOW if is_below else END_ABOVE
    place = {"align": "right", "dy": down, "fontWeight": "bold", "fontSize": 13}
    text = alt.Text("value_words", type="nominal")
    halo = base.mark_text(stroke=palette.background, strokeWidth=4, **place).encode(text=text)
    label = base.mark_text(color=palette.text, **place).encode(text=text)
    return [dot.mark_point(size=70, filled=True, color=palette.main, opacity=1), halo, label]
