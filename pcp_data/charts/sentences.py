"""What each chart shows, written from its data. Directions only: never causes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from pcp_data import words

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
    is_broken: bool = False,
    versus: str = "the baseline",
) -> str:
    """Return the latest twelve-month value, beside its baseline, and the range it moved in.

    `versus` says what the baseline is where it is another. `is_broken`: recording changed between
    the two, which the sentence then says.
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
        said += (
            f", {_against(last.value, baseline, unit, versus)} ({_short(baseline, unit, decimals)}"
        )
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
        return f"{title} in {area}: there are no figures."
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
    data: pd.DataFrame, *, title: str, since: str, areas: Sequence[str], is_broken: bool = False
) -> str:
    """Return in which areas the latest twelve-month value is above or below the first shown."""
    groups: dict[str, list[str]] = {"higher": [], "lower": [], "level": []}
    for area in areas:
        values = data.loc[data["area_name"].eq(area), "value"].dropna()
        if len(values) > 1:
            change = values.iloc[-1] - values.iloc[0]
            groups["higher" if change > 0 else "lower" if change < 0 else "level"].append(area)
    said = [f"{way} in {words.list_of(names)}" for way, names in groups.items() if names]
    if not said:
        return f"{title} by district: there is no trend to show."
    end = f" {BROKEN}" if is_broken else ""
    return (
        f"{title} by district, before allowing for chance: compared with the {since}, "
        f"{words.list_of(said)}.{end}"
    )


def _against(value: float, baseline: float, unit: str, versus: str) -> str:
    change = value - baseline
    if unit != "%" and baseline == 0:
        return f"where {versus} was nil"
    size = abs(change if unit == "%" else 100 * change / baseline)
    if words.round_half_away(size, 1) == 0:
        return f"the same, to one decimal place, as {versus}"
    amount = words.points(size).lstrip("+") if unit == "%" else words.percent(size)
    return f"{amount} {'above' if change > 0 else 'below'} {versus}"


def _short(value: float, unit: str, decimals: int) -> str:
    return words.percent(value, decimals) if unit == "%" else words.number(value, decimals)


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
        f"{_short(low.value, unit, decimals)} ({name(low)}) and "
        f"{_short(high.value, unit, decimals)} ({name(high)})."
    )
