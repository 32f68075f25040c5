"""The maps of the Districts page: the districts by their rate, and small areas by their counts."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from pcp_data import words
from pcp_data.charts import maps
from pcp_data.screens import hot_spots
from pcp_data.ui import clicks, parts
from pcp_data.ui.district_parts import DistrictData
from pcp_data.ui.picker import picker
from pcp_data.ui.set_up import PageState

NO_PLACES = (
    "No street-level data with places is loaded for this month or before, so there is no map. "
    "Add street-level files of data.police.uk and build the database again."
)

NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
BOUNDARIES = "Boundaries: Office for National Statistics, Open Government Licence v3.0"


def maps_of(data: DistrictData) -> None:
    """Place both maps side by side, or say why there is none."""
    state = data.state
    categories = state.fetch("small_area_categories", period_end=state.filters.period_end)
    shapes = _shapes(data)
    is_near = hot_spots.are_near(categories, state.filters)
    if not is_near and shapes.empty:
        _nothing(state, categories)
        return
    left, right = st.columns(2, gap="large")
    rows = pd.DataFrame(columns=["area_code", "longitude", "latitude", "geometry", "district"])
    with right:
        parts.heading("Small areas by incidents")
        if is_near:
            chosen = _category(categories)
            rows = _rows(state, chosen)
        else:
            _nothing(state, categories)
    with left:
        parts.heading("Districts by rate" if data.style.kind == "count" else "Districts")
        _districts(data, rows, shapes)
    if is_near:
        with right:
            _small_areas(state, rows, chosen)


def _nothing(state: PageState, categories: list[dict]) -> None:
    """Say why there is no map, and offer the newest month before that has one."""
    if not categories:
        parts.empty_state(NO_PLACES)
        return
    end = categories[0]["period_end"]
    month = f"{end:%Y-%m}"
    known = month in state.choices.months
    parts.empty_state(
        f"The street-level data before this month end with {words.month_name(end)}, so there is "
        "no map of these 12 months.",
        state.link("districts", month=month) if known else None,
        f"Show {words.month_name(end)}",
    )


def _category(categories: list[dict]) -> dict:
    """Place the choice of category, which stands in the link, and return its row."""
    by_name = {row["category"]: row for row in categories}
    options = {name: name for name in by_name}
    return by_name[picker("districts", "category", "Category of incident", options)]


def _rows(state: PageState, chosen: dict) -> pd.DataFrame:
    return state.rows(
        "small_area_map",
        areas=state.district_codes,
        category=chosen["category"],
        period_end=chosen["period_end"],
    )


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the areas that can be drawn: those with a boundary or a point."""
    return rows[rows["longitude"].notna() | rows["geometry"].notna()]


def _shapes(data: DistrictData) -> pd.Series:
    """Return the boundaries of the districts themselves, by district, where all were supplied."""
    codes = data.state.district_codes
    found = data.state.rows("boundaries", areas=codes).set_index("area_code")["geometry"]
    return found if len(found) == len(codes) else found.iloc[0:0]


def _districts(data: DistrictData, rows: pd.DataFrame, shapes: pd.Series) -> None:
    """Place the map of the districts, or of their small areas in the colour of their district."""
    latest = data.latest[data.latest["compared"].notna()]
    by_code = latest.set_index("area_code")["compared"]
    placed = _placed(rows)
    placed = placed.assign(compared=placed["area_code"].map(by_code))
    placed = placed[placed["compared"].notna()]
    if latest.empty or (placed.empty and shapes.empty):
        parts.empty_state(f"There are no figures by district for the {data.period}.")
        return
    middle = placed.groupby("area_code")[["longitude", "latitude"]].mean()
    if len(shapes):
        middle = pd.DataFrame({code: _middle(shape) for code, shape in shapes.items()}).T
    labels = latest[["area_code", "area_name", "compared"]].join(middle, on="area_code")
    labels = labels[labels["longitude"].notna()]
    labels = labels.assign(
        district=labels["area_name"],
        label=[data.style.short(value) for value in labels["compared"]],
    )
    said = words.list_of(
        [f"{row.area_name} {data.style.short(row.compared)}" for row in labels.itertuples()]
    )
    unit = "" if data.style.unit == "%" else f" {data.style.unit}"
    parts.sentence(f"{data.measure['title']}{unit} in the {data.period}: {said}.")
    columns = ["longitude", "latitude", "geometry", "district", "compared"]
    picture = maps.district_map(
        placed[columns] if shapes.empty else _whole(latest, shapes)[columns],
        labels[["longitude", "latitude", "area_name", "district", "label"]],
        palette=parts.palette(),
    )
    alt = f"Map of the districts: {data.measure['title']}, {said}"
    click = clicks.district(data.state, "district")
    parts.draw(picture, alt, key="chart-district-map", click=click)
    is_shaped = len(shapes) or placed["geometry"].notna().any()
    drawn = [BOUNDARIES] if is_shaped else []
    parts.source_line("The same figures are in the first table of this page", *drawn, click=click)


def _how_drawn(placed: pd.DataFrame) -> str:
    if placed["geometry"].isna().all():
        return "Each dot is a small area, at the middle of its published points"
    return f"Grey: none · {BOUNDARIES}"


def _middle(geometry: str) -> dict[str, float]:
    """Return the middle of a boundary: of the westmost and eastmost, southmost and northmost."""
    found = [float(one) for one in NUMBER.findall(geometry)]
    places = {"longitude": found[::2], "latitude": found[1::2]}
    return {name: (min(ends) + max(ends)) / 2 for name, ends in places.items()}


def _whole(latest: pd.DataFrame, shapes: pd.Series) -> pd.DataFrame:
    """Return one row per district with its own boundary."""
    whole = latest.assign(geometry=latest["area_code"].map(shapes), district=latest["area_name"])
    return whole.assign(longitude=None, latitude=None)


def _small_areas(state: PageState, rows: pd.DataFrame, chosen: dict) -> None:
    """Place the map of small areas with their counts in bands."""
    if state.filters.districts:
        rows = rows[rows["district"].isin(state.filters.districts)]
    placed, bands = hot_spots.with_bands(_placed(rows))
    if placed["band"].isna().all():
        parts.empty_state("No such incident has a place in these districts.")
        return
    period = hot_spots.period_words(chosen["months_present"], chosen["period_end"])
    parts.chart(
        maps.small_area_map(placed, bands, palette=parts.palette()),
        hot_spots.sentence(placed, chosen["category"], period),
        hot_spots.table(placed),
        f"Source: data.police.uk, street-level crime · {_how_drawn(placed)}",
        key=f"small-areas-{chosen['category'].lower().replace(' ', '-')}",
        click=clicks.district(state, "district"),
    )
    note = " ".join(hot_spots.notes(is_sample=chosen["is_sample"]))
    parts.html(f'<p class="pcp-note">{parts.text(note)}</p>')
