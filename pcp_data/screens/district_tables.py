"""The tables of the Districts page: numbers stay numbers, rounded once as they are shown."""

from __future__ import annotations

import pandas as pd

from pcp_data import words
from pcp_data.screens.districts import RATE_UNIT, Style, apart
from pcp_data.screens.funnel import position


def side_by_side_table(latest: pd.DataFrame, measure: dict, style: Style) -> pd.DataFrame:
    """Return the areas in words: figure, residents, rate with interval, and what can be told."""
    told = apart(latest[latest["area_type"].eq("district")])
    unit = "Per cent" if style.unit == "%" else words.sentence_case(measure["unit"])
    found = {"Area": list(latest["area_name"])}
    found[unit] = [words.number(value, int(measure["decimals"])) for value in latest["value"]]
    if style.kind == "count":
        found["Residents"] = [
            f"{words.number(row.residents)} (mid-{int(row.population_year)})"
            if row.residents == row.residents
            else words.sentence_case(words.NOT_AVAILABLE)
            for row in latest.itertuples()
        ]
        found[words.sentence_case(RATE_UNIT)] = [style.short(one) for one in latest["compared"]]
    if style.kind == "share":
        found["Base"] = [words.number(one) for one in latest["denominator"]]
    if style.kind != "value":
        found["95% interval"] = [
            f"{style.short(row.lower)} to {style.short(row.upper)}"
            if row.lower == row.lower
            else words.sentence_case(words.NOT_AVAILABLE)
            for row in latest.itertuples()
        ]
        found["Beside the other districts"] = [told.get(name, "") for name in latest["area_name"]]
    return pd.DataFrame(found)


def change_table(found: pd.DataFrame, measure: dict, versus: str) -> pd.DataFrame:
    """Return each area's change with its interval and what it says."""
    decimals = int(measure["decimals"])
    is_share = measure["unit"] == "%"
    table = {
        "Area": list(found["area_name"]),
        "Latest 12 months": words.rounded(found["now"], decimals),
        words.sentence_case(versus): words.rounded(found["then"], decimals),
    }
    if not is_share:
        table["Change"] = words.rounded(found["change"], decimals)
    name = "Change in percentage points" if is_share else "Change in per cent"
    return pd.DataFrame(
        table
        | {
            name: words.rounded(found["compared"], 1),
            "95% interval from": words.rounded(found["lower"], 1),
            "95% interval to": words.rounded(found["upper"], 1),
            "What it says": list(found["says"]),
        }
    )


def trend_table(series: pd.DataFrame, measure: dict, style: Style) -> pd.DataFrame:
    """Return the 12-month figures of every district over time."""
    name = words.sentence_case("per cent" if style.unit == "%" else measure["unit"])
    found = {
        "Area": list(series["area_name"]),
        "Period": [
            words.sentence_case(words.twelve_months_to(end)) for end in series["period_end"]
        ],
        name: words.rounded(series["value"], int(measure["decimals"])),
    }
    if style.kind == "count":
        found[words.sentence_case(RATE_UNIT)] = words.rounded(series["compared"], style.decimals)
    return pd.DataFrame(found)


def funnel_table(latest: pd.DataFrame, centre: float, style: Style) -> pd.DataFrame:
    """Return where each district stands against the limits of chance."""
    return pd.DataFrame(
        {
            "District": list(latest["area_name"]),
            "Residents": words.rounded(latest["residents"]),
            words.sentence_case(RATE_UNIT): words.rounded(latest["compared"], style.decimals),
            "Where it stands": [
                words.sentence_case(position(row.compared, centre, row.residents))
                for row in latest.itertuples()
            ],
        }
    )
