"""The tables of the Roads page: figures rounded once, with the unit in every heading."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pcp_data import words
from pcp_data.screens.roads import (
    ADJUSTED,
    DATA_NAMES,
    KSI,
    NAME_OF,
    RECORDED,
    VALUE_OF,
    Baseline,
    calendar_years,
    is_mixed,
    like_latest,
)

DATA = "Data"


def _marked(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the table with which rows are made up and which are real, where there are both."""
    if is_mixed(rows):
        table.insert(1, DATA, [DATA_NAMES[one] for one in rows["is_sample"]])
    return table.reset_index(drop=True)


def baseline_table(found: Sequence[Baseline], rows: pd.DataFrame) -> pd.DataFrame:
    """Return the latest twelve months beside each baseline, adjusted and as recorded, in words."""
    rows = like_latest(rows)
    last = rows.iloc[-1]
    lines = [_baseline_line(f"Latest: {words.twelve_months_to(last.period_end)}", last)]
    for one in found:
        then = rows[rows["period_end"].eq(pd.Timestamp(one.end))]
        period = words.sentence_case(words.period(one.start, one.end))
        name = one.label if str(one.end.year) in one.label else f"{one.label}: {period}"
        lines.append(_baseline_line(f"Baseline: {name}", then.iloc[0] if len(then) else None))
    return pd.DataFrame(lines)


def _baseline_line(name: str, row: pd.Series | None) -> dict[str, str]:
    def said(column: str) -> str:
        found = words.NOT_AVAILABLE if row is None else words.number(row[column])
        return words.sentence_case(found)

    return {
        "Period": name,
        f"{words.sentence_case(KSI)}, adjusted": said(VALUE_OF[ADJUSTED]),
        f"{words.sentence_case(KSI)}, as recorded": said(VALUE_OF[RECORDED]),
        "Killed": said("fatal"),
    }


def casualty_years_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return people by calendar year: numbers rounded once, missing ones left empty."""
    years = calendar_years(rows)
    table = pd.DataFrame(
        {
            "Calendar year": years["year"],
            f"{words.sentence_case(KSI)}, adjusted": words.rounded(years[VALUE_OF[ADJUSTED]]),
            f"{words.sentence_case(KSI)}, as recorded": words.rounded(years[VALUE_OF[RECORDED]]),
            "Killed": words.rounded(years["fatal"]),
            "All casualties": words.rounded(years["total"]),
        }
    )
    return _marked(table, years)


def collision_years_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return collisions by calendar year and the worst injury in them."""
    years = calendar_years(rows)
    table = pd.DataFrame(
        {
            "Calendar year": years["year"],
            "All injury collisions": words.rounded(years["total"]),
            "Fatal": words.rounded(years["fatal"]),
            "Serious, as recorded": words.rounded(years["serious"]),
            "Slight, as recorded": words.rounded(years["slight"]),
        }
    )
    return _marked(table, years)


def breakdown_table(found: pd.DataFrame, heading: str, basis: str) -> pd.DataFrame:
    """Return a breakdown as people read it, rounded once."""
    ksi = f"{words.sentence_case(KSI)}, {NAME_OF[basis]}"
    return pd.DataFrame(
        {
            heading: found["area_name"],
            ksi: words.rounded(found["value"]),
            f"{ksi}, 12 months before": words.rounded(found["before"]),
            "Killed": words.rounded(found["killed"]),
            "All casualties": words.rounded(found["casualties"]),
        }
    )


def rates_table(found: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Return the districts' rates as people read them."""
    return pd.DataFrame(
        {
            "District": found["area_name"],
            f"{words.sentence_case(KSI)}, {NAME_OF[basis]}": words.rounded(found["events"]),
            "Killed": words.rounded(found["fatal"]),
            "All casualties": words.rounded(found["total"]),
            "Residents": words.rounded(found["residents"]),
            "Estimate for": words.rounded(found["residents_year"]),
            "Rate per 100,000 residents": words.rounded(found["value"], 1),
            "95% interval, from": words.rounded(found["lower"], 1),
            "95% interval, to": words.rounded(found["upper"], 1),
        }
    )


def killed_table(found: pd.DataFrame) -> pd.DataFrame:
    """Return people killed by calendar year with its interval, rounded once."""
    table = pd.DataFrame(
        {
            "Calendar year": found["year"],
            "Killed": words.rounded(found["value"]),
            "95% interval, from": words.rounded(found["lower"]),
            "95% interval, to": words.rounded(found["upper"]),
        }
    )
    return _marked(table, found)


def rolling_table(casualties: pd.DataFrame) -> pd.DataFrame:
    """Return people over every twelve months, adjusted and as recorded, rounded once."""
    table = pd.DataFrame(
        {
            "Period": [
                words.sentence_case(words.twelve_months_to(end)) for end in casualties["period_end"]
            ],
            f"{words.sentence_case(KSI)}, adjusted": words.rounded(casualties[VALUE_OF[ADJUSTED]]),
            f"{words.sentence_case(KSI)}, as recorded": words.rounded(
                casualties[VALUE_OF[RECORDED]]
            ),
            "Killed": words.rounded(casualties["fatal"]),
        }
    )
    return _marked(table, casualties)


def severity_table(found: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Return people by severity, rounded once."""
    return pd.DataFrame(
        {
            "Severity": found["area_name"],
            f"Casualties, {NAME_OF[basis]}": words.rounded(found["value"]),
        }
    )


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of numbers as text with thousands separators, for setting as markup."""
    return table.map(
        lambda one: one if isinstance(one, str) else words.sentence_case(words.number(one, 0))
    )
