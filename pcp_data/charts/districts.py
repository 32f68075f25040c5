"""Districts against each other: changes with their intervals, and a funnel plot."""

from __future__ import annotations

from collections.abc import Collection

import altair as alt
import pandas as pd

from pcp_data import words
from pcp_data.charts.names import STYLES, places
from pcp_data.charts.placing import AROUND, scale_ends
from pcp_data.charts.theme import LIGHT, Palette, finish
from pcp_data.comparisons import HIGHER, LOWER, TOLD

ROW_HEIGHT, FUNNEL_HEIGHT = 42, 360
LIMITS = (("95", [5, 4]), ("998", [1, 0]))
LIMITS_LABEL = "99.8% limits (solid) and 95% limits (dashed)"
CURVES = ("centre", "lower_95", "upper_95", "lower_998", "upper_998")


def change_dots(data: pd.DataFrame, *, unit: str, palette: Palette = LIGHT) -> alt.LayerChart:
    """Return each area's change as a dot with its 95% interval, and a line at no change.

    `data` has area_name, compared, lower, upper, finding and says; `unit` is "%" or "percentage
    points". What chance could give is hollow; what cannot be judged is hollow, grey and without
    an interval.
    """
    shown = data[data["compared"].notna()]
    shown = shown.assign(label=[_signed(value, unit) for value in shown["compared"]])
    shown.loc[~shown["finding"].isin(TOLD), ["lower", "upper"]] = None
    title = "Change in per cent" if unit == "%" else "Change in percentage points"
    x = alt.X("compared", type="quantitative", axis=alt.Axis(title=title, tickCount=6))
    axis = alt.Axis(title=None, domain=False, ticks=False, labelPadding=8, labelFontSize=13)
    y = alt.Y("area_name", type="nominal", sort=list(shown["area_name"]), axis=axis)
    base = alt.Chart(shown).encode(x=x, y=y, tooltip=_change_tips())
    fill = alt.condition(
        alt.FieldOneOfPredicate("finding", [HIGHER, LOWER]),
        alt.value(palette.main),
        alt.value(palette.background),
    )
    stroke = alt.condition(
        alt.FieldOneOfPredicate("finding", list(TOLD)),
        alt.value(palette.main),
        alt.value(palette.muted),
    )
    layers = [
        alt.Chart(pd.DataFrame({"compared": [0]}))
        .mark_rule(color=palette.quiet_text, strokeWidth=1.4)
        .encode(x=alt.X("compared", type="quantitative")),
        base.mark_rule(color=palette.quiet_text, strokeWidth=2).encode(
            x=alt.X("lower", type="quantitative"), x2=alt.X2("upper")
        ),
        base.mark_point(size=110, filled=True, opacity=1, strokeWidth=2).encode(
            fill=fill, stroke=stroke
        ),
        base.mark_text(dy=-13, fontSize=13, fontWeight="bold", color=palette.text).encode(
            text=alt.Text("label", type="nominal")
        ),
    ]
    height = max(len(shown), 1) * ROW_HEIGHT + 20
    return finish(alt.layer(*layers).properties(height=height), palette)


def _signed(value: float, unit: str) -> str:
    return words.signed_percent(value) if unit == "%" else words.signed(value, 1)


def _change_tips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("area_name", type="nominal", title="Area"),
        alt.Tooltip("label", type="nominal", title="Change"),
        alt.Tooltip("says", type="nominal", title="What it says"),
    ]


def funnel_chart(
    limits: pd.DataFrame,
    points: pd.DataFrame,
    *,
    centre_label: str,
    focus: Collection[str] = (),
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """Return the areas' rates against their residents, with the limits of chance round the centre.

    `limits` are from `pcp_data.screens.funnel`; `points` have area_name, residents, compared and
    words.
    """
    shown = points.assign(in_focus=[not focus or name in focus for name in points["area_name"]])
    x = alt.X(
        "residents",
        type="quantitative",
        axis=alt.Axis(title="Residents", format=",d", tickCount=6, grid=False),
        scale=alt.Scale(zero=False, nice=False),
    )
    drawn = limits[list(CURVES)].to_numpy().ravel()
    ends = scale_ends(shown["compared"], drawn, zero=False, room=1) or (0.0, 1.0)
    base = alt.Chart(shown).encode(x=x, y=_rate("compared", ends))
    colour = alt.condition(alt.datum.in_focus, alt.value(palette.main), alt.value(palette.muted))
    dots = base.mark_point(size=120, filled=True, opacity=1).encode(
        color=colour,
        tooltip=[
            alt.Tooltip("area_name", type="nominal", title="District"),
            alt.Tooltip("words", type="nominal", title="Rate"),
            alt.Tooltip("residents", type="quantitative", title="Residents", format=",d"),
            alt.Tooltip("stands", type="nominal", title="Where it stands"),
        ],
    )
    layers = [*_limit_lines(limits, x, ends, centre_label, palette), dots]
    layers += _names(shown, limits, x, ends, palette)
    return finish(alt.layer(*layers).properties(height=FUNNEL_HEIGHT), palette)


def _names(
    shown: pd.DataFrame, limits: pd.DataFrame, x: alt.X, ends: tuple[float, float], palette: Palette
) -> list[alt.Chart]:
    """Return the areas' names, each on the side of its dot where nothing else is."""
    least, most = limits["residents"].min(), limits["residents"].max()

    def spots(rows: pd.DataFrame, field: str) -> list[tuple[float, float]]:
        across = (rows["residents"] - least) / ((most - least) or 1)
        down = (ends[1] - rows[field]) / (ends[1] - ends[0])
        return list(zip(across, down, strict=True))

    points, curves = spots(shown, "compared"), [spots(limits, one) for one in CURVES]
    found = places(list(shown["area_name"]), points, curves, FUNNEL_HEIGHT - AROUND)
    layers = []
    for place, rows in shown.groupby(found, sort=True):
        base = alt.Chart(rows).encode(
            x=x, y=_rate("compared", ends), text=alt.Text("area_name", type="nominal")
        )
        style = {"fontSize": 13, "fontWeight": "bold", **STYLES[place]}
        layers.append(base.mark_text(stroke=palette.background, strokeWidth=4, **style))
        layers.append(base.mark_text(color=palette.text, **style))
    return layers


def _rate(field: str, ends: tuple[float, float]) -> alt.Y:
    axis = alt.Axis(
        title="Per 1,000 residents",
        domain=False,
        tickCount=6,
        titleAnchor="end",
        titleAngle=0,
        titleAlign="left",
        titleX=0,
        titleY=-12,
    )
    scale = alt.Scale(domain=list(ends), nice=False, zero=False)
    return alt.Y(field, type="quantitative", axis=axis, scale=scale)


def _limit_lines(
    limits: pd.DataFrame, x: alt.X, ends: tuple[float, float], centre_label: str, palette: Palette
) -> list[alt.Chart]:
    """Return the centre and the limits, each named at the left end, where they are widest apart."""
    base = alt.Chart(limits).encode(x=x)
    lines = [base.mark_line(color=palette.second, strokeWidth=2).encode(y=_rate("centre", ends))]
    for name, dash in LIMITS:
        for side in ("lower", "upper"):
            line = base.mark_line(color=palette.quiet_text, strokeDash=dash, strokeWidth=1.4)
            lines.append(line.encode(y=_rate(f"{side}_{name}", ends)))
    named = (("centre", centre_label), ("upper_998", LIMITS_LABEL))
    for field, label in named:
        base = alt.Chart(limits.head(1)).encode(x=x, y=_rate(field, ends))
        style = {"align": "left", "dx": 3, "dy": -7, "text": label}
        lines.append(base.mark_text(stroke=palette.background, strokeWidth=4, **style))
        lines.append(base.mark_text(color=palette.quiet_text, **style))
    return lines
