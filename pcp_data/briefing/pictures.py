"""The charts of a briefing: those of the pages, and as pictures with the banner inside."""

from __future__ import annotations

import json
from functools import partial

import altair as alt
import pandas as pd

from pcp_data.briefing.blocks import Picture
from pcp_data.briefing.figures import Figure
from pcp_data.briefing.names import subject
from pcp_data.briefing.phrases import name_of
from pcp_data.charts.lines import trend_chart, twelve_month_chart
from pcp_data.charts.placing import AROUND
from pcp_data.charts.sentences import twelve_month_sentence
from pcp_data.charts.theme import FONT

BANNER = "Illustrative figures: made-up sample data. Do not quote or publish."
WIDTH, NARROW, HEIGHT, SCALE = 620, 275, 110, 3
DOCUMENT_FONT = "Arial, Liberation Sans, sans-serif"


def trend_picture(figure: Figure, trends: pd.DataFrame) -> Picture | None:
    """Return the 12-month line of a figure with its baseline; None with nothing to draw."""
    data = trends[trends["measure_id"].eq(figure.measure_id)]
    data = data[data["period_end"].le(pd.Timestamp(figure.end))]
    if data["value"].notna().sum() < 2:
        return None
    data = data[data["value"].notna().cummax()]  # an empty beginning would only be narrower
    side = figure.against
    label = "Baseline," if side.kind == "baseline" else "Compared with the"
    dashed = f"{label} {side.period}" if side.is_made else ""
    shown = {"unit": figure.unit, "decimals": figure.decimals}
    # Labels are placed for the height that the document draws, which is without the axis.
    size = {"height": HEIGHT + AROUND}
    chart = twelve_month_chart
    if not _is_monthly(data):
        # Figures that come once a year are points: a line of months between them would be empty.
        chart, data = trend_chart, data[data["value"].notna()]
    draw = partial(
        chart, data, baseline=side.value,
        baseline_label=dashed, **shown, **size,
    )  # fmt: skip
    says = twelve_month_sentence(
        data,
        title=subject(figure.title),
        area=figure.area,
        baseline=side.value if side.is_clear else None,
        baseline_period="" if side.kind == "chosen" else side.period if side.is_made else "",
        finding=side.finding,
        versus=name_of(side),
        **shown,
    )
    title = f"{subject(figure.title)} in {figure.area}: 12 months to each month"
    return Picture(title, f"Line chart. {says}", draw, dashed)


def _is_monthly(data: pd.DataFrame) -> bool:
    known = data["value"].notna()
    return bool((known & known.shift(fill_value=False)).any())


def png(picture: Picture, *, is_sample: bool, is_narrow: bool = False) -> bytes:
    """Return a chart as a PNG, with the banner inside it while figures are made up."""
    import vl_convert

    drawn = specification(picture, is_sample=is_sample, is_narrow=is_narrow)
    return vl_convert.vegalite_to_png(drawn, scale=SCALE)


def specification(picture: Picture, *, is_sample: bool, is_narrow: bool = False) -> dict:
    """Return what a picture is drawn from, in the document's font, as wide as text or a column."""
    # A small chart has no room for the name of its dashed line: it stands in the caption.
    drawn = picture.draw(
        **({"width": NARROW, "baseline_label": ""} if is_narrow else {"width": WIDTH})
    )
    chart = drawn.properties(height=HEIGHT)
    if is_sample:
        chart = chart.properties(title=_banner())
    # The page's first font is not on every machine, and a missing one is replaced silently.
    return json.loads(json.dumps(chart.to_dict()).replace(json.dumps(FONT)[1:-1], DOCUMENT_FONT))


def _banner() -> alt.TitleParams:
    return alt.TitleParams(
        text=BANNER, anchor="start", orient="bottom", fontSize=10, fontWeight="normal",
        color="#4A5460", offset=8,
    )  # fmt: skip
