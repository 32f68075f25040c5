"""What the Roads page says, from the rows of queries/pages/road_*.sql.

Casualties are people, collisions are events; nothing here adds one to the other. Figures are
"adjusted" (serious injuries as if injury-based recording had always been used: sums of
probabilities, rounded only where they are shown) or "recorded".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pcp_data import words
from pcp_data.statistics import count_interval, rate

ADJUSTED, RECORDED = "adjusted", "recorded"
BASES = {ADJUSTED: "Adjusted (compares over time)", RECORDED: "As recorded"}
VALUE_OF = {ADJUSTED: "adjusted_killed_or_serious", RECORDED: "killed_or_serious"}
DATA_NAMES = {True: "Made up", False: "Real"}
NAME_OF = {ADJUSTED: "adjusted", RECORDED: "as recorded"}
SERIOUS_OF = {ADJUSTED: "adjusted_serious", RECORDED: "serious"}
AGES = ("0 to 15", "16 to 24", "25 to 59", "60 and over", "not known")
RATE_PER = 100_000
PER_100_000 = (
    "Per 100,000 residents, as is usual for road casualties; the Districts page gives every "
    "measure per 1,000"
)
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


def rate_note(unit: str) -> str:
    """Return why a rate per 1,000 residents is not that of the Roads page; else nothing."""
    if unit != "casualties":
        return ""
    return "Per 1,000 residents, as every measure here; the Roads page gives casualties per 100,000"


def of_unit(series: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return the twelve-month rows of one unit: "casualty" or "collision"."""
    return series[series["unit"].eq(unit)]


def with_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of one unit with an empty row for each month-end between that is missing.

    A line on a chart breaks at an empty row, and would run straight over one that is not there.
    """
    ends = pd.to_datetime(rows["period_end"])
    every = pd.date_range(ends.min(), ends.max(), freq="ME")
    whole = rows.assign(period_end=ends).set_index("period_end").reindex(every)
    whole = whole.rename_axis("period_end").reset_index()
    starts = whole["period_end"] - pd.DateOffset(months=12) + pd.offsets.MonthEnd(0)
    return whole.assign(period_start=starts + pd.Timedelta(days=1))


def usable_basis(casualties: pd.DataFrame, wanted: str) -> str:
    """Return the basis to show: as recorded where the files have no severity adjustment."""
    has_adjustment = len(casualties) and pd.notna(casualties.iloc[-1][VALUE_OF[ADJUSTED]])
    return wanted if has_adjustment or wanted == RECORDED else RECORDED


def baselines(rows: Sequence[dict], casualties: pd.DataFrame, basis: str) -> list[Baseline]:
    """Return the baselines that the Plans print, with the figure of the areas shown.

    Those that end after the period shown are left out: nothing is compared with what came later.
    Made-up figures are none beside real ones.
    """
    last = casualties["period_end"].max()
    like = like_latest(casualties)
    values = dict(zip(like["period_end"], like[VALUE_OF[basis]], strict=True))
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


@dataclass(frozen=True)
class Who:
    """One way to tell people hurt apart, of which one group can be chosen.

    `name` is that of the choice in a link, `column` that of the rows, `label` that of the choice
    on the screen, `every` what it says where no group is chosen.
    """

    name: str
    column: str
    heading: str
    label: str
    every: str

    def groups(self, people: pd.DataFrame) -> list[str]:
        """Return the groups there are, in their order."""
        return ordered(people[self.column], AGES)


WHO = (
    Who("mode", "mode", "Mode of travel", "How they travelled", "Every mode"),
    Who("age", "age_group", "Age group", "Age group", "Every age"),
    Who("sex", "sex", "Sex", "Sex", "Everybody"),
)


@dataclass(frozen=True)
class Narrowed:
    """The people hurt, and the group chosen in each column where one is."""

    people: pd.DataFrame
    chosen: Mapping[str, str]

    def but(self, column: str = "") -> tuple[pd.DataFrame, str]:
        """Return the people of the groups chosen in all columns but this, and which those are.

        The words are " (pedestrian, 0 to 15 only)", nothing for all.
        """
        found, named = self.people, []
        for name, group in self.chosen.items():
            if name != column:
                found = found[found[name].eq(group)]
                named.append(group)
        return found, f" ({', '.join(named)} only)" if named else ""

    def focus(self, column: str) -> list[str]:
        """Return the group chosen in a column as a chart names it; nothing for all."""
        return [words.sentence_case(self.chosen[column])] if column in self.chosen else []


def narrowed(people: pd.DataFrame, asked: Mapping[str, str]) -> Narrowed:
    """Return the people with the groups that a link asks for by name; those unknown are not."""
    chosen = {}
    for who in WHO:
        wanted = asked.get(who.name, "").strip().lower()
        for group in who.groups(people):
            if group.lower() == wanted:
                chosen[who.column] = group
    return Narrowed(people, chosen)


def ordered(values: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the values in the order known, those not in it before "not known" at the end."""
    place = {value: index for index, value in enumerate(known)}
    return sorted(set(values), key=lambda one: (one == "not known", place.get(one, 99), one))


def has_before(casualties: pd.DataFrame, basis: str) -> bool:
    """Return whether the 12 months before those shown are whole, in every area, on this basis.

    Made-up figures are none beside real ones.
    """
    like = like_latest(casualties)
    before = like["period_end"].max() - pd.DateOffset(years=1) + pd.offsets.MonthEnd(0)
    return bool(like.loc[like["period_end"].eq(before), VALUE_OF[basis]].notna().any())


def is_mixed(rows: pd.DataFrame) -> bool:
    """Return whether some of the rows are made up and others real."""
    return rows["is_sample"].nunique() > 1


def kinds_note(rows: pd.DataFrame) -> list[str]:
    """Return which figures of a chart are made up and which are real, where it has both.

    As in ["Made up: 12 months to June 2018 up to 12 months to June 2023", "Real: 12 months to …"].
    """
    if not is_mixed(rows):
        return []
    turns = rows["is_sample"].ne(rows["is_sample"].shift()).cumsum()
    said = []
    for _, run in rows.groupby(turns):
        ends = dict.fromkeys(words.twelve_months_to(end) for end in run["period_end"].iloc[[0, -1]])
        said.append(f"{DATA_NAMES[run.iloc[0]['is_sample']]}: {' up to '.join(ends)}")
    return said


def like_latest(casualties: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are made up, or real, as the latest is."""
    return casualties[casualties["is_sample"].eq(casualties.iloc[-1]["is_sample"])]


def breakdown(
    people: pd.DataFrame, by: str, basis: str, *, is_before_known: bool = True
) -> pd.DataFrame:
    """Return people killed or seriously injured by `by`, for the period shown and that before.

    Modes come largest first, ages and sexes in their own order. `value` is unrounded. Without a
    whole period before, none is counted: some months of it are no figure for 12, and no months
    are not nobody.
    """
    if not is_before_known:
        people = people[people["period"].eq("shown")]
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
    if not is_before_known:
        found["before"] = np.nan
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


def killed_by_year(casualties: pd.DataFrame) -> pd.DataFrame:
    """Return people killed by calendar year with the 95% interval of a yearly number.

    Where some years are made up and others real, each is named with which.
    """
    years = calendar_years(casualties)
    lower, upper = count_interval(years["fatal"].to_numpy(float))
    names = years["year"]
    if is_mixed(years):
        kinds = years["is_sample"].map(DATA_NAMES).str.lower()
        names = names + " (" + kinds + ")"
    return years.assign(
        area_name=names,
        value=years["fatal"].astype(float),
        lower=np.asarray(lower),
        upper=np.asarray(upper),
    )


def notes_only_on(notes: pd.DataFrame, measures: Sequence[str]) -> list[str]:
    """Return the notes that are on these measures and on no other."""
    return [row.note for row in notes.itertuples() if set(row.measure_ids) <= set(measures)]


def severity_series(collisions: pd.DataFrame) -> pd.DataFrame:
    """Return twelve-month collisions as one series for each severity of the worst injury."""
    collisions = with_gaps(collisions)
    names = {"fatal": "Fatal", "serious": "Serious, as recorded", "slight": "Slight, as recorded"}
    return pd.concat(
        [
            collisions.assign(area_name=title, value=collisions[name].astype(float), status="final")
            for name, title in names.items()
        ]
    )
