"""What the Roads page says, from the rows of queries/pages/road_*.sql.

Casualties are people, collisions are events; nothing here adds one to the other. Figures are
"adjusted" (serious injuries as if injury-based recording had always been used: sums of
probabilities, rounded only where they are shown) or "recorded".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pcp_data import words
from pcp_data.statistics import count_interval, rate

ADJUSTED, RECORDED = "adjusted", "recorded"
BASES = {ADJUSTED: "Adjusted (compares over time)", RECORDED: "As recorded"}
VALUE_OF = {ADJUSTED: "adjusted_killed_or_serious", RECORDED: "killed_or_serious"}
NAME_OF = {ADJUSTED: "adjusted", RECORDED: "as recorded"}
SERIOUS_OF = {ADJUSTED: "adjusted_serious", RECORDED: "serious"}
AGES = ("0 to 15", "16 to 24", "25 to 59", "60 and over", "not known")
RATE_PER = 100_000
SMALL = 10
KSI = "killed or seriously injured"


@dataclass(frozen=True)
class Baseline:
    """Twelve months to compare with, by the name the papers give them."""

    label: str
    start: date
    end: date
    value: float | None

    @property
    def short(self) -> str:
        """Return whose baseline it is, for a chart: "Vision Zero baseline"."""
        whose = self.label.partition("(")[2].rstrip(")")
        return f"{whose or self.label} baseline"


def of_unit(series: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return the twelve-month rows of one unit: "casualty" or "collision"."""
    return series[series["unit"].eq(unit)]


def usable_basis(casualties: pd.DataFrame, wanted: str) -> str:
    """Return the basis to show: as recorded where the files have no severity adjustment."""
    has_adjustment = len(casualties) and pd.notna(casualties.iloc[-1][VALUE_OF[ADJUSTED]])
    return wanted if has_adjustment or wanted == RECORDED else RECORDED


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


def baselines(rows: Sequence[dict], casualties: pd.DataFrame, basis: str) -> list[Baseline]:
    """Return the baselines that the Plans print, with the figure of the areas shown.

    Those that end after the period shown are left out: nothing is compared with what came later.
    """
    last = casualties["period_end"].max()
    values = dict(zip(casualties["period_end"], casualties[VALUE_OF[basis]], strict=True))
    return [
        Baseline(
            baseline_name(row["label"], row["plans"]),
            words.as_date(row["baseline_start"]),
            words.as_date(row["baseline_end"]),
            _known(values.get(pd.Timestamp(row["baseline_end"]))),
        )
        for row in rows
        if pd.Timestamp(row["baseline_end"]) <= last
    ]


def baseline_name(label: str, plans: Sequence[str]) -> str:
    """Return "Year to April 2022 (2021-24 Plan)"; a label that says whose it is stays as it is."""
    return label if "(" in label else f"{label} ({words.list_of(list(plans))} Plan)"


def _known(value: float | None) -> float | None:
    return None if words.is_missing(value) else float(value)


def calendar_years(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the twelve-month rows that are calendar years, with the year as text."""
    ends = pd.to_datetime(rows["period_end"])
    years = rows[ends.dt.month.eq(12)]
    return years.assign(year=[str(end.year) for end in pd.to_datetime(years["period_end"])])


def narrowed(people: pd.DataFrame, *, mode: str, age_group: str) -> pd.DataFrame:
    """Return the people of one mode of travel and one age group; an empty text is all."""
    if mode:
        people = people[people["mode"].eq(mode)]
    return people[people["age_group"].eq(age_group)] if age_group else people


def ordered(values: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the values in the order known, those not in it before "not known" at the end."""
    place = {value: index for index, value in enumerate(known)}
    return sorted(set(values), key=lambda one: (one == "not known", place.get(one, 99), one))


def breakdown(people: pd.DataFrame, by: str, basis: str) -> pd.DataFrame:
    """Return people killed or seriously injured by `by`, for the period shown and that before.

    Modes come largest first, ages and sexes in their own order. `value` is unrounded.
    """
    counted = people.assign(
        value=people["killed"] + people[SERIOUS_OF[basis]],
        casualties=people["killed"] + people["serious"] + people["slight"],
    )
    columns = ["value", "killed", "casualties"]
    shown, before = (
        counted[counted["period"].eq(period)].groupby(by)[columns].sum()
        for period in ("shown", "before")
    )
    found = shown.join(before[["value"]].rename(columns={"value": "before"}), how="outer").fillna(0)
    if by == "mode":
        names = found.sort_values("value", ascending=False).index
        names = sorted(names, key=lambda one: one in ("other", "not known"))
    else:
        names = ordered(found.index, AGES)
    found = found.loc[names].rename_axis(by).reset_index()
    return found.assign(area_name=[words.sentence_case(name) for name in found[by]])


def severities(people: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Return the people of the period shown by severity, as adjusted or as recorded."""
    shown = people[people["period"].eq("shown")]
    killed, serious = float(shown["killed"].sum()), float(shown[SERIOUS_OF[basis]].sum())
    everybody = float(shown[["killed", "serious", "slight"]].sum().sum())
    return pd.DataFrame(
        {
            "area_name": ["Killed", "Seriously injured", "Slightly injured"],
            "value": [killed, serious, everybody - killed - serious],
        }
    )


def only(*chosen: str) -> str:
    """Return " (pedestrian, 0 to 15 only)" for what a breakdown is narrowed to; nothing for all."""
    named = [one for one in chosen if one]
    return f" ({', '.join(named)} only)" if named else ""


def breakdown_sentence(
    found: pd.DataFrame, what: str, basis: str, period_end: date, narrowed_to: str = ""
) -> str:
    """Return the largest group and its share, and which groups are too small to read much into."""
    period = words.twelve_months_to(period_end)
    total = found["value"].sum()
    if not total:
        return f"Nobody was {KSI} in the {period}{narrowed_to}."
    top = found.loc[found["value"].idxmax()]
    said = (
        f"By {what}, in the {period}{narrowed_to}: of {words.number(total)} people {KSI} "
        f"({NAME_OF[basis]}), the largest group is {top.area_name.lower()}, "
        f"{words.number(top.value)} ({words.percent(100 * top.value / total)})."
    )
    small = found[found["value"].gt(0) & found["value"].lt(SMALL)]
    if len(small):
        names = words.list_of([name.lower() for name in small["area_name"]])
        said += f" Numbers under {SMALL} ({names}) go up and down by chance."
    return said


def rates(districts: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Return people per 100,000 residents with 95% intervals, null where residents are unknown."""
    found = rate(
        districts[VALUE_OF[basis]].to_numpy(float),
        districts["residents"].to_numpy(float),
        per=RATE_PER,
    )
    return districts.assign(
        events=districts[VALUE_OF[basis]], value=found.value, lower=found.lower, upper=found.upper
    )


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


def killed_by_year(casualties: pd.DataFrame) -> pd.DataFrame:
    """Return people killed by calendar year with the 95% interval of a yearly number."""
    years = calendar_years(casualties)
    lower, upper = count_interval(years["fatal"].to_numpy(float))
    return years.assign(
        area_name=years["year"],
        value=years["fatal"].astype(float),
        lower=np.asarray(lower),
        upper=np.asarray(upper),
    )


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


def notes_only_on(notes: pd.DataFrame, measures: Sequence[str]) -> list[str]:
    """Return the notes that are on these measures and on no other."""
    return [row.note for row in notes.itertuples() if set(row.measure_ids) <= set(measures)]


def severity_series(collisions: pd.DataFrame) -> pd.DataFrame:
    """Return twelve-month collisions as one series for each severity of the worst injury."""
    names = {"fatal": "Fatal", "serious": "Serious, as recorded", "slight": "Slight, as recorded"}
    return pd.concat(
        [
            collisions.assign(area_name=title, value=collisions[name].astype(float), status="final")
            for name, title in names.items()
        ]
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
            f"{words.number(one.value)} in the {words.twelve_months_to(one.end)} "
            f"(baseline “{one.label}”)"
            for one in known
        ]
        said += f", beside {words.list_of(beside)}"
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
