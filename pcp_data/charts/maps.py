"""Maps without tiles: small areas as their boundaries or, without those, as points.

Every map is drawn from the data alone, so that it works with no connection. Boundaries are
GeoJSON geometries whose outer rings run clockwise, as the drawing library wants them.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence

import altair as alt
import pandas as pd

from pcp_data.charts.theme import LIGHT, Palette, finish

HEIGHT = 440
# Light to dark on a light page, dark to light on a dark one: more always stands out more.
STEPS = ("#ADD1F1", "#6BACE6", "#2073BC", "#12436D", "#092135")
DARK_STEPS = ("#12436D", "#2073BC", "#6BACE6", "#ADD1F1", "#E6F2FC")
SIZES = (18, 40, 75, 125, 190)


def steps(palette: Palette) -> tuple[str, ...]:
    """Return five colours from few to many for this page."""
    return DARK_STEPS if palette.name == "dark" else STEPS


def small_area_map(
    data: pd.DataFrame, bands: Sequence[str], *, palette: Palette = LIGHT
) -> alt.LayerChart:
    """Return the small areas coloured by `band`, one of `bands` in order, or none at all.

    `data` has lsoa_name, district, longitude, latitude, band, words and geometry (GeoJSON text or
    null). Where every area with a band has a geometry shapes are drawn, else points, which grow
    with their band, so that colour is not needed to read them.
    """
    if _has_shapes(data):
        layers = [_shapes(data, bands, palette)]
    else:
        layers = [_background(data, palette), _points(data[data["band"].notna()], bands, palette)]
    return _finished(layers, palette)


def district_map(
    data: pd.DataFrame, labels: pd.DataFrame, *, palette: Palette = LIGHT
) -> alt.LayerChart:
    """Return the small areas coloured by their district's figure, with its name and figure on it.

    `data` has longitude, latitude, geometry, district and compared; `labels` has longitude,
    latitude, area_name and label.
    """
    colour = alt.Color(
        "compared",
        type="quantitative",
        scale=alt.Scale(range=list(steps(palette)[:4])),
        legend=None,
    )
    if _has_shapes(data):
        mark = alt.Chart(_features(data, ("district", "compared"))).mark_geoshape(
            stroke=palette.background, strokeWidth=0.3
        )
        layer = mark.encode(color=_inside("compared", colour))
    else:
        mark = alt.Chart(data[["longitude", "latitude", "district", "compared"]])
        layer = mark.mark_circle(size=26, opacity=1).encode(*_place(), color=colour)
    return _finished([layer, *_labels(labels, palette)], palette)


def _finished(layers: Sequence[alt.Chart], palette: Palette) -> alt.LayerChart:
    picture = alt.layer(*layers).project(type="mercator").properties(height=HEIGHT)
    return finish(picture, palette)


def _has_shapes(data: pd.DataFrame) -> bool:
    return data["geometry"].notna().any() and data["geometry"].notna().mean() >= 0.9


def _place() -> tuple[alt.Longitude, alt.Latitude]:
    return (
        alt.Longitude("longitude", type="quantitative"),
        alt.Latitude("latitude", type="quantitative"),
    )


def _features(data: pd.DataFrame, fields: Sequence[str]) -> alt.UrlData:
    """Return the areas as GeoJSON features with the fields as their properties.

    They travel as one text: as values, the library would copy and check every co-ordinate
    whenever the chart is touched, which takes seconds.
    """
    rows = data[data["geometry"].notna()]
    plain = rows[list(fields)].astype(object).where(rows[list(fields)].notna(), None)
    found = [
        f'{{"type":"Feature","geometry":{geometry},"properties":{json.dumps(properties)},'
        f'"district":{json.dumps(properties["district"])}}}'  # where a click looks for it
        for geometry, properties in zip(rows["geometry"], plain.to_dict("records"), strict=True)
    ]
    text = base64.b64encode(f"[{','.join(found)}]".encode()).decode()
    return alt.UrlData(
        url=f"data:application/json;base64,{text}", format=alt.JsonDataFormat(type="json")
    )


def _inside(field: str, channel: alt.Color) -> alt.Color:
    """Return the channel reading a feature's property instead of a column."""
    channel = channel.copy()
    channel.shorthand = alt.Undefined
    channel.field = f"properties.{field}"
    return channel


def _band_colour(bands: Sequence[str], palette: Palette) -> alt.Color:
    return alt.Color(
        "band",
        type="ordinal",
        sort=list(bands),
        scale=alt.Scale(domain=list(bands), range=list(steps(palette)[: len(bands)])),
        legend=_legend(palette),
    )


def _legend(palette: Palette) -> alt.Legend:
    return alt.Legend(
        title="Incidents in 12 months",
        orient="top",
        direction="horizontal",
        columns=3,
        labelColor=palette.text,
        titleColor=palette.quiet_text,
        labelFontSize=13,
        symbolType="circle",
        symbolStrokeWidth=0.5,
    )


def _shapes(data: pd.DataFrame, bands: Sequence[str], palette: Palette) -> alt.Chart:
    features = _features(data, ("lsoa_name", "district", "band", "words"))
    colour = _inside("band", _band_colour(bands, palette))
    shape = alt.Chart(features).mark_geoshape(
        stroke=palette.background, strokeWidth=0.4, invalid=None
    )
    return shape.encode(
        color=alt.condition("datum.properties.band == null", alt.value(palette.band), colour),
        tooltip=_tips("properties."),
    )


def _background(data: pd.DataFrame, palette: Palette) -> alt.Chart:
    """Return every area as a faint dot, so that the shape of the place can be made out."""
    every = alt.Chart(data[["longitude", "latitude"]])
    return every.mark_circle(size=9, color=palette.muted, opacity=0.35).encode(*_place())


def _points(data: pd.DataFrame, bands: Sequence[str], palette: Palette) -> alt.Chart:
    size = alt.Size(
        "band",
        type="ordinal",
        sort=list(bands),
        scale=alt.Scale(domain=list(bands), range=list(SIZES[: len(bands)])),
        legend=_legend(palette),
    )
    columns = ["longitude", "latitude", "lsoa_name", "district", "band", "words"]
    mark = alt.Chart(data[columns]).mark_circle(
        opacity=0.95, stroke=palette.background, strokeWidth=0.5
    )
    return mark.encode(*_place(), size=size, color=_band_colour(bands, palette), tooltip=_tips(""))


def _tips(prefix: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(field=f"{prefix}lsoa_name", type="nominal", title="Small area"),
        alt.Tooltip(field=f"{prefix}district", type="nominal", title="District"),
        alt.Tooltip(field=f"{prefix}words", type="nominal", title="Incidents"),
    ]


def _labels(labels: pd.DataFrame, palette: Palette) -> list[alt.Chart]:
    """Return name and figure of each district, on a halo that keeps them readable."""
    found = []
    for field, dy, size in (("area_name", -9, 14), ("label", 9, 14)):
        base = alt.Chart(labels).encode(*_place(), text=alt.Text(field, type="nominal"))
        style = {"dy": dy, "fontSize": size, "fontWeight": "bold"}
        halo = base.mark_text(stroke=palette.background, strokeWidth=5, **style)
        found += [halo, base.mark_text(color=palette.text, **style)]
    return found
