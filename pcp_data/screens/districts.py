"""What the Districts page says: rates with their intervals, what can be told apart.

Rows are those of queries/pages/district_series.sql. Nothing here draws or reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pcp_data import words
from pcp_data.statistics import rate, wilson_interval

RATE_UNIT = "per 1,000 residents"
NO_DIFFERENCE = "cannot be told apart"
# An empty column arrives as one of nulls that compare with nothing: numbers are made of them all.
NUMBERS = ("value", "numerator", "denominator", "residents", "population_year")


@dataclass(frozen=True)
class Style:
    """How the compared figure of a measure is written. `kind`: count, share or value.

    Counts are compared as rates, shares as they are; a value came without its parts, so that
    nothing can be said of chance.
    """

    kind: str
    unit: str
    decimals: int

    def words(self, value: float) -> str:
        """Return the compared figure with its unit."""
        return words.with_unit(value, self.unit, self.decimals)

    def short(self, value: float) -> str:
        """Return the compared figure without its unit, but with a per cent sign."""
        return words.bare(value, self.unit, self.decimals)


def chosen_measure(offered: Sequence[dict], wanted: str | None) -> str | None:
    """Return the wanted measure, else the first to compare districts by.

    That is the first with figures by district, neighbourhood crime and other counts before the
    rest, as they give rates; where nothing has figures, the first of all.
    """
    if wanted:
        return wanted
    first = sorted(
        offered,
        key=lambda row: (
            not row["has_figures"],
            row["topic"] != "neighbourhood_crime",
            row["unit"] == "%",
        ),
    )
    return first[0]["measure_id"] if first else None


def with_rates(series: pd.DataFrame, measure: dict) -> pd.DataFrame:
    """Return the series with what is compared (`compared`), its 95% interval and its limits.

    For counts that is the rate per 1,000 residents (`lower`, `upper` by Byar or exact Poisson);
    for shares the share with Wilson's interval; else the value, without an interval.
    """
    series = series.assign(**{name: _floats(series[name]) for name in NUMBERS})
    kind = kind_of(series, measure)
    if kind == "count":
        found = rate(series["value"], series["residents"])
        return series.assign(compared=found.value, lower=found.lower, upper=found.upper)
    if kind == "share":
        lower, upper = wilson_interval(series["numerator"], series["denominator"])
        scale = measure["scale"]
        return series.assign(compared=series["value"], lower=lower * scale, upper=upper * scale)
    return series.assign(compared=series["value"], lower=np.nan, upper=np.nan)


def _floats(column: pd.Series) -> np.ndarray:
    return pd.to_numeric(column).to_numpy(dtype=float, na_value=np.nan)


def kind_of(series: pd.DataFrame, measure: dict) -> str:
    """Return what kind of figure a measure gives by area: count, share or value."""
    if measure["aggregation"] == "sum" and measure["unit"] != "%":
        return "count"
    whole = series["numerator"].notna() & series["denominator"].gt(0)
    is_share = measure["unit"] == "%" and (whole | series["value"].isna()).all() and whole.any()
    between = series.loc[whole, "numerator"].between(0, series.loc[whole, "denominator"])
    return "share" if is_share and between.all() else "value"


def style_of(series: pd.DataFrame, measure: dict) -> Style:
    """Return how the compared figure is written; rates get as many decimals as they need.

    The series is one of `with_rates`.
    """
    kind = kind_of(series, measure)
    if kind != "count":
        return Style(kind, measure["unit"], int(measure["decimals"]))
    districts = series.loc[series["area_type"].eq("district")]
    highest = districts["compared"].max()
    return Style(kind, RATE_UNIT, 1 if not highest < 10 else 2 if highest >= 1 else 3)


def at(series: pd.DataFrame, period_end: date, area_type: str = "district") -> pd.DataFrame:
    """Return the areas of a type that have a figure at a month-end, the highest first."""
    now = series["period_end"].eq(pd.Timestamp(period_end)) & series["area_type"].eq(area_type)
    known = series[now & series["value"].notna()]
    return known.sort_values(["compared", "value"], ascending=False, kind="stable")


def apart(latest: pd.DataFrame) -> dict[str, str]:
    """Return, for each area, which others are lower, higher, or cannot be told apart from it.

    Two areas are told apart where their 95% intervals do not overlap: the cautious rule, and the
    one that a reader can check on the chart.
    """
    rows = list(latest[latest["lower"].notna()].itertuples())
    return {one.area_name: _apart(one, rows) for one in rows}


def _apart(one: object, rows: Sequence[object]) -> str:
    above = [other.area_name for other in rows if other.upper < one.lower]
    below = [other.area_name for other in rows if other.lower > one.upper]
    same = [
        other.area_name
        for other in rows
        if other is not one and other.area_name not in (*above, *below)
    ]
    said = [f"higher than {words.list_of(above)}"] if above else []
    said += [f"lower than {words.list_of(below)}"] if below else []
    said += [f"{NO_DIFFERENCE} from {words.list_of(same)}"] if same else []
    return words.sentence_case("; ".join(said))


def ranking_sentence(latest: pd.DataFrame, title: str, style: Style, period: str) -> str:
    """Return who is highest and who lowest, naming all that cannot be told apart from them."""
    known = latest[latest["compared"].notna()]
    if known.empty:
        return _counts_sentence(latest[latest["value"].notna()], title, period)
    if len(known) < 2 or known["lower"].isna().any():
        return _plain_sentence(known, title, style, period)
    rows = list(known.itertuples())
    top = [one for one in rows if one.upper >= rows[0].lower]
    bottom = [one for one in rows if one.lower <= rows[-1].upper]
    what = (
        f"rate of {words.inside(title)}"
        if style.kind == "count"
        else f"figure for {words.inside(title)}"
    )
    if not _are_apart(rows):
        return (
            f"{title} in the {period}: the districts {NO_DIFFERENCE}, as their 95% intervals "
            f"overlap ({_range(rows, style)})."
        )
    if _are_apart(top) or _are_apart(bottom) or any(one in bottom for one in top):
        ends = f"{_end(top[:1], 'highest', what, style)}, and {_low(bottom[-1:], style)}"
        return (
            f"In the {period} {ends}. {_unsure(rows[0], top)} {_unsure(rows[-1], bottom)}".strip()
        )
    return f"In the {period} {_end(top, 'highest', what, style)}, and {_low(bottom, style)}."


def _are_apart(rows: Sequence[object]) -> bool:
    """Return whether any two of the areas can be told apart: their intervals do not overlap."""
    return max(one.lower for one in rows) > min(one.upper for one in rows)


def _unsure(end: object, rows: Sequence[object]) -> str:
    """Return, as a sentence, which areas cannot be told apart from the one at an end, if any."""
    names = [one.area_name for one in rows if one.area_name != end.area_name]
    return f"{end.area_name} {NO_DIFFERENCE} from {words.list_of(names)}." if names else ""


def _range(rows: Sequence[object], style: Style) -> str:
    return f"{style.short(rows[-1].compared)} to {style.words(rows[0].compared)}"


def _end(top: Sequence[object], end: str, what: str, style: Style) -> str:
    if len(top) == 1:
        one = top[0]
        return f"{one.area_name} had the {end} {what}, {style.words(one.compared)}"
    names = words.list_of([one.area_name for one in top])
    return f"{names} had the {end} {what} ({_range(top, style)}) and {NO_DIFFERENCE}"


def _low(bottom: Sequence[object], style: Style) -> str:
    names = words.list_of([one.area_name for one in bottom])
    if len(bottom) == 1:
        return f"{names} the lowest, {style.short(bottom[0].compared)}"
    low, high = style.short(bottom[-1].compared), style.short(bottom[0].compared)
    return f"{names} the lowest ({low} to {high}); these {NO_DIFFERENCE} from each other"


def _counts_sentence(counted: pd.DataFrame, title: str, period: str) -> str:
    """Return what can be said without rates, which need the number of residents."""
    if counted.empty:
        return f"{title}: there are no figures by district for the {period}."
    rows = counted.sort_values("value", ascending=False, kind="stable")
    named = [f"{words.number(row.value)} in {row.area_name}" for row in rows.itertuples()]
    span = named[0] if len(named) == 1 else f"from {named[0]} to {named[-1]}"
    return (
        f"{title} in the {period}: {span}. No number of residents is loaded, so there are no "
        "rates, and the districts are not ranked."
    )


def _plain_sentence(known: pd.DataFrame, title: str, style: Style, period: str) -> str:
    named = [f"{one.area_name} {style.short(one.compared)}" for one in known.itertuples()]
    said = f"{title} in the {period}: {words.list_of(named)}"
    if style.kind == "value" and len(known) > 1:
        said += ". These figures came without their counts, so chance cannot be allowed for"
    return f"{said}."


def population_words(latest: pd.DataFrame) -> str:
    """Return which population estimate the rates use: "Residents: mid-2023 estimates"."""
    years = sorted({int(year) for year in latest["population_year"].dropna()})
    if not years:
        return "No population estimate is loaded, so there are no rates"
    return f"Residents: mid-{words.list_of([str(year) for year in years])} estimates"
