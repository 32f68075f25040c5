"""What the Roads page says in sentences, written from its figures. Never a cause, nor a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from pcp_data import words
from pcp_data.screens.roads import ADJUSTED, KSI, NAME_OF, RECORDED, SMALL, VALUE_OF, Baseline
from pcp_data.statistics import count_interval


def period_note(chosen: date, shown: date) -> str:
    """Return, where the road data end before the month chosen, what is shown instead."""
    if shown >= chosen:
        return ""
    return (
        f"Road casualty data come later than crime data and end here with "
        f"{words.month_name(shown)}. This page shows the {words.twelve_months_to(shown)}, the "
        f"latest whole 12 months up to {words.month_name(chosen)}."
    )


def headline(casualties: pd.DataFrame, collisions: pd.DataFrame, place: str, basis: str) -> str:
    """Return what the latest twelve months were, people first, then collisions."""
    last = casualties.iloc[-1]
    people, recorded = words.number(last[VALUE_OF[basis]]), words.number(last[VALUE_OF[RECORDED]])
    how = NAME_OF[basis]
    if basis == ADJUSTED:
        how += "; as recorded the same" if people == recorded else f"; {recorded} as recorded"
    said = (
        f"In the {words.twelve_months_to(last.period_end)}, {people} people were {KSI} on the "
        f"roads of {place} ({how}), {words.number(last.fatal)} of them killed."
    )
    same = collisions[collisions["period_end"].eq(last.period_end)]
    if len(same):
        said += f" There were {words.number(same.iloc[0].total)} collisions with an injury."
    return said


def breakdown_sentence(
    found: pd.DataFrame, what: str, basis: str, period_end: date, narrowed_to: str = ""
) -> str:
    """Return the largest group and its share, and which groups are too small to read much into."""
    period = words.twelve_months_to(period_end)
    total = found["value"].sum()
    if not total:
        return f"Nobody was {KSI} in the {period}{narrowed_to}."
    top = found["value"].max()
    names = [name.lower() for name in found.loc[found["value"].eq(top), "area_name"]]
    is_one = len(names) == 1
    said = (
        f"By {what}, in the {period}{narrowed_to}: of {words.number(total)} people {KSI} "
        f"({NAME_OF[basis]}), the largest group{' is' if is_one else 's are'} "
        f"{words.list_of(names)}, {words.number(top)}{'' if is_one else ' each'} "
        f"({words.percent(100 * top / total)})."
    )
    small = found[found["value"].gt(0) & found["value"].lt(SMALL)]
    if len(small):
        names = words.list_of([name.lower() for name in small["area_name"]])
        said += f" Numbers under {SMALL} ({names}) go up and down by chance."
    return said


def rates_sentence(found: pd.DataFrame, period_end: date) -> str:
    """Return the highest and the lowest rate, and whether chance could have set them apart."""
    period = words.twelve_months_to(period_end)
    known = found[found["value"].notna()]
    if known.empty:
        return f"There are no resident numbers, so the {period} are shown as counts."
    high, low = known.loc[known["value"].idxmax()], known.loc[known["value"].idxmin()]
    if len(known) == 1:
        return (
            f"In {high.area_name}, {_per(high.value)} in the {period} "
            f"(95% interval {words.number(high.lower, 1)} to {words.number(high.upper, 1)})."
        )
    said = (
        f"In the {period} the rate was highest in {high.area_name} ({_per(high.value)}) and "
        f"lowest in {low.area_name} ({words.number(low.value, 1)})."
    )
    if low.upper >= high.lower:
        return f"{said} Their 95% intervals overlap, so chance could have set them apart."
    return f"{said} Where intervals overlap, districts cannot be ranked."


def _per(value: float) -> str:
    return f"{words.number(value, 1)} people {KSI} per 100,000 residents"


def killed_sentence(casualties: pd.DataFrame, place: str) -> str:
    """Return how many were killed, with its interval; never a verdict, the numbers are small."""
    last = casualties.iloc[-1]
    lower, upper = count_interval(float(last.fatal))
    people = words.with_unit(float(last.fatal), "people")
    were = "was" if last.fatal == 1 else "were"
    return (
        f"{words.sentence_case(people)} {were} killed in {place} in the "
        f"{words.twelve_months_to(last.period_end)} (95% interval {words.number(float(lower))} to "
        f"{words.number(float(upper))}). Numbers this small move by chance from one year to the "
        "next, so no verdict is given."
    )


def collision_sentence(collisions: pd.DataFrame, place: str) -> str:
    """Return how many injury collisions there were, by the worst injury in them."""
    last = collisions.iloc[-1]
    return (
        f"In the {words.twelve_months_to(last.period_end)} there were {words.number(last.total)} "
        f"collisions with an injury in {place}: {words.number(last.fatal)} fatal, "
        f"{words.number(last.serious)} serious and {words.number(last.slight)} slight, by the "
        "worst injury in each as recorded."
    )


def over_time_sentence(
    casualties: pd.DataFrame, found: Sequence[Baseline], place: str, basis: str
) -> str:
    """Return the latest twelve months beside each baseline, without calling it a change."""
    last = casualties.iloc[-1]
    said = (
        f"{words.number(last[VALUE_OF[basis]])} people {KSI} ({NAME_OF[basis]}) in {place} in the "
        f"{words.twelve_months_to(last.period_end)}"
    )
    known = [one for one in found if one.value is not None]
    if known:
        beside = [
            f"{words.number(one.value)} in the {words.twelve_months_to(one.end)}, the {one.short}"
            for one in known
        ]
        said += f", beside {'; and '.join(beside)}"
    return f"{said}."


def severity_sentence(
    found: pd.DataFrame, basis: str, period_end: date, narrowed_to: str = ""
) -> str:
    """Return the people hurt by severity."""
    killed, serious, slight = (words.number(value) for value in found["value"])
    return (
        f"By severity, in the {words.twelve_months_to(period_end)}{narrowed_to}: {killed} killed, "
        f"{serious} seriously and {slight} slightly injured ({NAME_OF[basis]})."
    )
