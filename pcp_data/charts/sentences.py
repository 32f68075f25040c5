"""What each chart shows, written from its data. Directions only: never causes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from pcp_data import words
from pcp_data.comparisons import HIGHER, LEVEL, LOWER

BROKEN = "Recording changed in between, so the two are not like for like."


def twelve_month_sentence(
    data: pd.DataFrame,
    *,
    title: str,
    area: str,
    unit: str,
    decimals: int = 0,
    baseline: float | None = None,
    baseline_period: str = "",
    finding: str | None = None,
    is_broken: bool = False,
    versus: str = "the baseline",
) -> str:
    """Return the latest twelve-month value, beside its baseline, and the range it moved in.

    `versus` says what the baseline is where it is another. `finding` is what may be said of the
    change, as in pcp_data.comparisons: without one the two stand beside each other. `is_broken`:
    recording changed between the two, which the sentence then says.
    """
    known = data[data["value"].notna()]
    if known.empty:
        return f"{title} in {area}: there is no complete twelve-month figure."
    last = known.iloc[-1]
    said = (
        f"{title} in {area}: {words.with_unit(last.value, unit, decimals)} in the "
        f"{words.twelve_months_to(last.period_end)}"
    )
    if baseline is not None:
        said += f", {_against(last.value, baseline, unit, finding)} {versus} "
        said += f"({words.bare(baseline, unit, decimals)}"
        said += f" in the {baseline_period})" if baseline_period else ")"
    said += f". {BROKEN}" if is_broken else "."
    if len(known) < 2:
        return said
    return f"{said} {_range(known, unit, decimals, _twelve_months, 'the ')}"


def trend_sentence(
    data: pd.DataFrame, *, title: str, area: str, unit: str, decimals: int = 0
) -> str:
    """Return the latest single period and the range since the start."""
    known = data[data["value"].notna()]
    if known.empty:
        is_held = "status" in data and data["status"].eq("suppressed").any()
        why = "each is of too few to be shown" if is_held else "there are no figures"
        return f"{title} in {area}: {why}."
    last = known.iloc[-1]
    period = words.period(last.period_start, last.period_end)
    said = f"{title} in {area}: {words.with_unit(last.value, unit, decimals)} in {period}."
    if len(known) < 2:
        return said
    return f"{said} {_range(known, unit, decimals, _period, '')}"


def areas_sentence(
    data: pd.DataFrame, *, title: str, unit: str, decimals: int = 0, period: str
) -> str:
    """Return which area has the highest and which the lowest value."""
    known = data[data["value"].notna()]
    if known.empty:
        return f"{title}: there are no figures by district for the {period}."
    high, low = known.loc[known["value"].idxmax()], known.loc[known["value"].idxmin()]
    if len(known) == 1 or high.value == low.value:
        names = words.list_of(list(known["area_name"]))
        return f"{title} in the {period}: {names}, {words.with_unit(high.value, unit, decimals)}."
    said = (
        f"{title} in the {period}: highest in {high.area_name} "
        f"({words.with_unit(high.value, unit, decimals)}), lowest in {low.area_name} "
        f"({words.with_unit(low.value, unit, decimals)})."
    )
    if "lower" in known and known["lower"].max() < known["upper"].min():
        said += " Their 95% intervals all overlap, so the order could be chance."
    return said


def small_multiples_sentence(
    data: pd.DataFrame,
    *,
    title: str,
    unit: str,
    decimals: int = 0,
    areas: Sequence[str],
    is_broken: bool = False,
) -> str:
    """Return each area's latest twelve-month value beside its first shown, in brackets.

    Chance is not allowed for here, so nothing is called a change.
    """
    first, last = data["period_end"].min(), data["period_end"].max()
    if data.empty or first == last:
        return f"{title} by district: there is no trend to show."
    values = data.set_index(["area_name", "period_end"])["value"]
    said = [
        f"{area} {words.bare(values.get((area, last)), unit, decimals)} "
        f"({words.bare(values.get((area, first)), unit, decimals)})"
        for area in areas
    ]
    counted = "" if unit == "%" else f", {unit}"
    return (
        f"{title} by district{counted}: in the {words.twelve_months_to(last)} and, in brackets, "
        f"the {words.twelve_months_to(first)}: {words.list_of(said)}."
        f"{f' {BROKEN}' if is_broken else ''}"
    )


def _against(value: float, baseline: float, unit: str, finding: str | None) -> str:
    """Return how a value stands to its baseline: by how much only where it is beyond chance."""
    if finding == LEVEL:
        return "with no clear change from"
    if finding not in (HIGHER, LOWER) or (unit != "%" and baseline == 0):
        return "beside"
    change = value - baseline
    size = abs(change if unit == "%" else 100 * change / baseline)
    amount = words.points(size).lstrip("+") if unit == "%" else words.percent(size)
    return f"{amount} {'above' if change > 0 else 'below'}"


def _twelve_months(row: pd.Series) -> str:
    return words.twelve_months_to(row["period_end"])


def _period(row: pd.Series) -> str:
    return words.period(row["period_start"], row["period_end"])


def _range(
    known: pd.DataFrame, unit: str, decimals: int, name: Callable[[pd.Series], str], the: str
) -> str:
    high, low = known.loc[known["value"].idxmax()], known.loc[known["value"].idxmin()]
    return (
        f"Since {the}{name(known.iloc[0])} it has been between "
        f"{words.bare(low.value, unit, decimals)} ({name(low)}) and "
        f"{words.bare(high.value, unit, decimals)} ({name(high)})."
    )
