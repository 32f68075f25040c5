"""Road casualties over time: adjusted and as recorded on one chart, as both are people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import altair as alt
import pandas as pd

from pcp_data import words
from pcp_data.charts.lines import ROOM_ON_TOP, TALL
from pcp_data.charts.marks import ABOVE, BELOW, END_ABOVE, END_BELOW, across, note_layers
from pcp_data.charts.placing import (
    LINE_PIXELS,
    Frame,
    end_label,
    level_label,
    scale_ends,
    start_label,
)
from pcp_data.charts.theme import LIGHT, Palette, finish

HEIGHT = TALL + 30
BOTH = "Adjusted and as recorded"
COLUMNS = {
    "adjusted_killed_or_serious": "Adjusted",
    "killed_or_serious": "As recorded",
}


def basis_chart(
    casualties: pd.DataFrame,
    *,
    baselines: Sequence[tuple[str, float]] = (),
    notes: pd.DataFrame | None = None,
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """Return twelve-month casualties, adjusted (solid) and as recorded (dashed), from zero.

    A month-end without a figure is an empty row, which breaks the lines.
    `baselines` are labels with their values, each a marked line. Lines are labelled directly,
    at their first month, where the two are furthest apart.
    """
    shown = _long(casualties)
    levels = [value for _, value in baselines]
    ends = scale_ends(shown["value"], levels, zero=True, room=ROOM_ON_TOP) or (0.0, 1.0)
    frame = Frame(*ends, HEIGHT)
    x, y = _axes(ends)
    named = _named_at_end(shown, frame, levels)
    layers = note_layers(notes, palette)
    layers += _baselines(baselines, shown, frame, named.values(), palette)
    for name, colour, dash in (
        ("As recorded", palette.third, [5, 4]),
        ("Adjusted", palette.main, []),
    ):
        rows = shown[shown["basis"].eq(name)]
        if len(rows):
            layers += _series(rows, x, y, colour, dash, palette)
            if name in named:
                layers += _end(rows, x, y, colour, named[name], palette)
    layers += _names(shown, x, y, frame, palette)
    return finish(alt.layer(*layers).properties(height=HEIGHT), palette)


def _axes(ends: tuple[float, float]) -> tuple[alt.X, alt.Y]:
    people = alt.Axis(
        title="Casualties (people)",
        format=",d",
        tickCount=5,
        domain=False,
        titleAnchor="end",
        titleAngle=0,
        titleAlign="left",
        titleX=0,
        titleY=-12,
    )
    months = alt.Axis(format="%b %Y", tickCount=8, labelOverlap=True, grid=False, title=None)
    scale = alt.Scale(domain=list(ends), nice=False)
    return (
        alt.X("period_end", type="temporal", axis=months),
        alt.Y("value", type="quantitative", axis=people, scale=scale),
    )


def _long(casualties: pd.DataFrame) -> pd.DataFrame:
    parts = [
        casualties[["period_start", "period_end"]].assign(
            basis=name, value=casualties[column].astype(float)
        )
        for column, name in COLUMNS.items()
    ]
    rows = pd.concat([part for part in parts if part["value"].notna().any()])
    return rows.assign(
        period_words=[words.twelve_months_to(end) for end in rows["period_end"]],
        value_words=[
            f"{words.number(value)} people, {basis.lower()}"
            for value, basis in zip(rows["value"], rows["basis"], strict=True)
        ],
    )


def _series(
    rows: pd.DataFrame, x: alt.X, y: alt.Y, colour: str, dash: list[int], palette: Palette
) -> list[alt.Chart]:
    tips = [
        alt.Tooltip("period_words", type="nominal", title="Period"),
        alt.Tooltip("value_words", type="nominal", title="Killed or seriously injured"),
    ]
    base = alt.Chart(rows).encode(x=x, y=y)
    style = {"strokeDash": dash} if dash else {}
    return [
        base.mark_line(color=colour, strokeWidth=2.4, **style),
        base.mark_point(size=120, opacity=0, filled=True).encode(tooltip=tips),
    ]


def _names(
    shown: pd.DataFrame, x: alt.X, y: alt.Y, frame: Frame, palette: Palette
) -> list[alt.Chart]:
    """Return the lines' names under their starts, where the two lines are furthest apart.

    Two lines that are one have one name for both; where two only begin together, the name of
    the adjusted one stands above.
    """
    known = shown[shown["value"].notna()]
    series = dict(list(known.groupby("basis", sort=False)["value"]))
    firsts = [one.iloc[0] for one in series.values()]
    begin_together = len(firsts) > 1 and abs(firsts[0] - firsts[1]) < frame.units(2 * LINE_PIXELS)
    if begin_together and len({tuple(one.map(words.number)) for one in series.values()}) == 1:
        series = {BOTH: next(iter(series.values()))}
    layers = []
    for name, values in series.items():
        below = not (begin_together and name == "Adjusted")
        height = start_label(values, name, frame, below=below)
        at = pd.DataFrame(
            {"period_end": [known["period_end"].min()], "value": [height], "label": [name]}
        )
        style = {"dx": 4, "dy": 14 if below else -11, "fontWeight": "bold", "fontSize": 13}
        layers += _text(alt.Chart(at).encode(x=x, y=y), palette, align="left", **style)
    return layers


def _text(base: alt.Chart, palette: Palette, **style: object) -> list[alt.Chart]:
    """Return the label on a halo of the page's colour, readable where it crosses a line."""
    labelled = base.encode(text=alt.Text("label", type="nominal"))
    halo = labelled.mark_text(stroke=palette.background, strokeWidth=4, **style)
    return [halo, labelled.mark_text(color=palette.text, **style)]


def _named_at_end(
    shown: pd.DataFrame, frame: Frame, levels: list[float]
) -> dict[str, tuple[float, bool]]:
    """Return where the last value of each line is labelled: of one of them where the two meet."""
    known = {name: rows["value"] for name, rows in shown.groupby("basis")}
    last = {name: words.number(values.dropna().iloc[-1]) for name, values in known.items()}
    if len(set(last.values())) == 1 and "Adjusted" in last:
        last = {"Adjusted": last["Adjusted"]}
    return {name: end_label(known[name], said, frame, levels) for name, said in last.items()}


def _end(
    rows: pd.DataFrame,
    x: alt.X,
    y: alt.Y,
    colour: str,
    end: tuple[float, bool],
    palette: Palette,
) -> list[alt.Chart]:
    """Return a dot on the last value, which alone shows a line of one month, and its label."""
    height, is_below = end
    last = rows[rows["value"].notna()].tail(1)
    label = words.number(last.iloc[0]["value"])
    named = alt.Chart(last.assign(label=label, value=height)).encode(x=x, y=y)
    dot = alt.Chart(last).mark_point(size=70, filled=True, color=colour, opacity=1)
    down = END_BELOW if is_below else END_ABOVE
    style = {"align": "right", "dy": down, "fontWeight": "bold", "fontSize": 13}
    return [dot.encode(x=x, y=y), *_text(named, palette, **style)]


def _baselines(
    baselines: Sequence[tuple[str, float]],
    shown: pd.DataFrame,
    frame: Frame,
    ends: Iterable[tuple[float, bool]],
    palette: Palette,
) -> list[alt.Chart]:
    """Return dashed lines with their names: that of the highest above it, others below."""
    series = [rows["value"] for _, rows in shown.groupby("basis")]
    found = []
    for number, (label, value) in enumerate(sorted(baselines, key=lambda one: -one[1])):
        said = f"{label}: {words.number(value)}"
        data = pd.DataFrame({"value": [value], "label": [said]})
        base = alt.Chart(data).encode(y=alt.Y("value", type="quantitative"))
        rule = base.mark_rule(color=palette.second, strokeDash=[6, 4], strokeWidth=1.8)
        place, _ = level_label(series, value, said, frame, ends=ends, sides=[number > 0])
        align, dx, x = across(place)
        down = ABOVE if number == 0 else BELOW + 15 * (number - 1)
        named = base.encode(x=alt.value(x))
        found += [rule, *_text(named, palette, align=align, dx=dx, dy=down)]
    return found
