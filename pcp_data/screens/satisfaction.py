"""Victim satisfaction by crime type: in words, on its base, against baseline and the year before.

Rows are those of queries/pages/satisfaction_groups.sql. Areas are never added up: the force's
figure and each district's come from the return as they stand.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pcp_data import words
from pcp_data.screens.overview import Line
from pcp_data.screens.surveys import Bases, notes, share, with_intervals


def shown(rows: pd.DataFrame, bases: Bases) -> pd.DataFrame:
    """Return the rows with intervals, hidden where too few were asked, and a short `group`."""
    found = with_intervals(rows, "numerator", "denominator", bases)
    return found.assign(group=[group_name(title) for title in rows["title"]])


def group_name(title: str) -> str:
    """Return "Domestic abuse" for "Victim satisfaction: domestic abuse"; "All victims" for all."""
    _, colon, group = title.partition(": ")
    return words.sentence_case(group) if colon else "All victims"


def at(rows: pd.DataFrame, end: date, area: str) -> pd.DataFrame:
    """Return the groups of one area in the 12 months to `end` that have a base or a value."""
    here = rows[rows["period_end"].eq(pd.Timestamp(end)) & rows["area_code"].eq(area)]
    return here[here["denominator"].notna() | here["value"].notna()]


def ranked(here: pd.DataFrame) -> pd.DataFrame:
    """Return the groups by their share, highest first, after all victims together."""
    ordered = here.sort_values("value", ascending=False, na_position="last")
    return ordered.sort_values("group", key=lambda names: names.ne("All victims"), kind="stable")


def with_base(line: Line, base: float | None, bases: Bases) -> Line:
    """Return a line of the Overview with its base, marked where few were surveyed."""
    if line.missing or words.is_missing(base):
        return line
    line = line._replace(value=f"{line.value} of {words.number(base)} surveyed")
    if not bases.marks(base):
        return line
    return line._replace(caveats=(base_caveat(base, bases), *line.caveats), trend=())


def base_caveat(base: float | None, bases: Bases) -> str:
    """Return what to know of a share on so few people, nothing where they are enough."""
    if bases.hides(base):
        return f"Fewer than {bases.hide} people were surveyed, so it is not shown."
    if bases.marks(base):
        return f"Fewer than {bases.grey} people were surveyed: read with care."
    return ""


def headline(here: pd.DataFrame, end: date) -> str:
    """Return the satisfaction of all victims, or of the largest group, with interval and base."""
    known = here[here["value"].notna()]
    if known.empty:
        return f"There is no satisfaction figure to show for the {words.twelve_months_to(end)}."
    all_of_them = known[known["group"].eq("All victims")]
    row = (all_of_them if len(all_of_them) else known).iloc[0]
    who = "victims" if row.group == "All victims" else f"victims of {row.group.lower()}"
    base = "" if words.is_missing(row.denominator) else f"{words.number(row.denominator)} "
    return (
        f"In the {words.twelve_months_to(end)}, {share(row.value, row.lower, row.upper)} of the "
        f"{base}{who} surveyed in {row.area_name} were satisfied with the police."
    )


def groups_sentence(here: pd.DataFrame, end: date) -> str:
    """Return the groups with the highest and the lowest share, and whether intervals overlap."""
    known = here[here["value"].notna() & here["group"].ne("All victims")]
    if len(known) < 2:
        return headline(here, end)
    high, low = known.loc[known["value"].idxmax()], known.loc[known["value"].idxmin()]
    said = (
        f"In {high.area_name} in the {words.twelve_months_to(end)} "
        "satisfaction was highest among victims of "
        f"{high.group.lower()} ({words.percent(high.value)}) and lowest among victims of "
        f"{low.group.lower()} ({words.percent(low.value)})."
    )
    if words.is_missing(high.lower) or words.is_missing(low.upper):
        return said
    if low.upper >= high.lower:
        return f"{said} Their 95% intervals overlap, so chance could have set them apart."
    return f"{said} Their 95% intervals do not overlap."


def districts_sentence(rows: pd.DataFrame, group: str, end: date) -> str:
    """Return the range over the districts, and whether chance could have set them apart."""
    known = rows[rows["value"].notna()]
    if known.empty:
        return f"{group}: no district has enough people surveyed in the 12 months."
    high, low = known.loc[known["value"].idxmax()], known.loc[known["value"].idxmin()]
    said = (
        f"{group}, {words.twelve_months_to(end)}: from {words.percent(low.value)} in "
        f"{low.area_name} to {words.percent(high.value)} in {high.area_name}."
    )
    if len(known) > 1 and low.upper >= high.lower:
        said += " Their 95% intervals overlap, so chance could have set them apart."
    return said


def table(rows: pd.DataFrame, bases: Bases) -> pd.DataFrame:
    """Return satisfaction as people read it: share, interval, base and why one is missing."""
    return pd.DataFrame(
        {
            "Victims": rows["group"],
            "Area": rows["area_name"],
            "Period": [
                words.sentence_case(words.twelve_months_to(end)) for end in rows["period_end"]
            ],
            "Satisfied, per cent": words.rounded(rows["value"], 1),
            "95% interval, from": words.rounded(rows["lower"], 1),
            "95% interval, to": words.rounded(rows["upper"], 1),
            "People surveyed": rows["denominator"],
            "Note": notes(rows, bases),
        }
    )


def trend_sentence(
    series: pd.DataFrame, baseline: float | None, label: str, is_broken: bool
) -> str:
    """Return the latest share beside the baseline; says so where the way of asking changed."""
    last = series[series["value"].notna()].iloc[-1]
    said = (
        f"{last.group} in {last.area_name}: {share(last.value, last.lower, last.upper)} satisfied "
        f"in the {words.twelve_months_to(last.period_end)}"
    )
    if baseline is not None:
        said += f", beside {words.percent(baseline)} ({label[:1].lower()}{label[1:]})"
    said += "."
    if is_broken:
        said += " The marked changes mean that figures before and after are not like for like."
    return said
