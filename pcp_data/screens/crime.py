"""What the Crime and ASB page says: parts and their shares, victims under 25, shifts.

Rows are those of queries/pages/crime_series.sql and crime_months.sql. Nothing here draws or reads.
Anti-social behaviour (ASB) incidents are calls for service: they stand beside crimes and are
never added to them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from pcp_data import words
from pcp_data.statistics import wilson_interval

TOTAL, RATE = "neighbourhood_crime", "neighbourhood_crime_outcome_rate"
OUTCOME_MEASURES = (RATE, "neighbourhood_crime_outcomes")
ASB, LINKED = "asb_incidents", ("public_order", "criminal_damage", "harassment")
LINKED_TOGETHER = "asb_linked_crimes"
TOPICS = {"neighbourhood": "neighbourhood_crime", "violence": "serious_violence", "asb": "asb"}
UNDER_25, UNSETTLED = "_under_25", "to be confirmed"
SAID_IN_FULL, MOST_SAID = 4, 2  # panels that a sentence names
OUTCOMES = (
    "Outcomes 1 to 8 are a charge or summons, cautions, offences taken into consideration, the "
    "death of the offender, penalty notices, cannabis warnings and community resolutions. The "
    "rate sets the outcomes of 12 months against the crimes recorded in the same 12 months. "
    "National guidance favours no outcome over another, and recent months rise later as cases end."
)
NEVER_ADDED = (
    "ASB incidents are calls for service, not crimes. They are never added to crimes: one event "
    "may be both."
)


def is_under_25(measure_id: str) -> bool:
    """Return whether a measure counts only those with victims under 25."""
    return measure_id.endswith(UNDER_25)


def whole_of(measure_id: str) -> str:
    """Return the measure that one of victims under 25 is a share of; any other is its own."""
    return measure_id.removesuffix(UNDER_25)


def latest(series: pd.DataFrame, period_end: date) -> pd.DataFrame:
    """Return the rows of the month shown."""
    return series[series["period_end"].eq(pd.Timestamp(period_end))]


def value_of(rows: pd.DataFrame, measure_id: str) -> float | None:
    """Return a measure's value among rows of one month, None where there is none."""
    found = rows.loc[rows["measure_id"].eq(measure_id), "value"]
    return float(found.iloc[0]) if len(found) else None


HEADLINE = {
    TOTAL: "neighbourhood crimes",
    "knife_crime": "knife crimes",
    ASB: "ASB incidents, which are not crimes and are counted apart",
}


def headline(rows: pd.DataFrame, measures: Sequence[str], area: str, period: str) -> str | None:
    """Return the page in a sentence: what was recorded of each kind, None where nothing is.

    Where none of the kinds is among the measures shown, those are said themselves.
    """
    known = [row for row in rows.to_dict("records") if row["measure_id"] in measures]
    values = {row["measure_id"]: row["value"] for row in known}
    kinds = [
        f"{words.number(values[one])} {kind}" for one, kind in HEADLINE.items() if one in values
    ]
    said = words.list_of(kinds) or _by_name(known)
    return f"In {area} in the {period}: {said}." if said else None


def _by_name(rows: Sequence[Mapping]) -> str:
    said = [
        f"{words.inside(row['short_title'])} "
        f"({words.with_unit(row['value'], row['unit'], int(row['decimals']))})"
        for row in rows
    ]
    more = len(said) - SAID_IN_FULL
    return words.listed([*said[:SAID_IN_FULL], f"{more} more below"] if more > 1 else said)


def shares(rows: pd.DataFrame, parts: Sequence[str], total: str = TOTAL) -> pd.DataFrame:
    """Return the parts with `value` and `share` (per cent of the total), the largest first.

    Empty unless the total and every part are there: a share of a part total would be wrong.
    """
    whole = value_of(rows, total)
    found = rows[rows["measure_id"].isin(parts)].sort_values("value", ascending=False)
    if not whole or len(found) < len(parts):
        return found.iloc[0:0].assign(share=[])
    return found.assign(share=100 * found["value"] / whole, area_name=found["short_title"])


def shares_sentence(found: pd.DataFrame, whole: float, area: str, period: str) -> str:
    """Return which part is the largest and what all of it comes to."""
    top = found.iloc[0]
    return (
        f"Neighbourhood crime in {area}, {words.number(whole)} offences in the {period}: the "
        f"largest part is {words.inside(top.short_title)}, {words.number(top.value)} "
        f"({words.percent(top.share)}), the smallest {words.inside(found.iloc[-1].short_title)}, "
        f"{words.number(found.iloc[-1].value)} ({words.percent(found.iloc[-1].share)})."
    )


def shares_table(found: pd.DataFrame) -> pd.DataFrame:
    """Return the parts with their number and share."""
    return pd.DataFrame(
        {
            "Part": list(found["short_title"]),
            "Offences": words.rounded(found["value"]),
            "Share in per cent": words.rounded(found["share"], 1),
        }
    )


def as_panels(series: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """Return the series in the order of the measures, named for small multiples."""
    rank = {measure: place for place, measure in enumerate(order)}
    known = series[series["measure_id"].isin(order)]
    place = known["measure_id"].map(rank)
    ordered = known.assign(place=place, area_name=known["short_title"])
    return ordered.sort_values(["place", "period_end"], kind="stable")


def since(series: pd.DataFrame, period_end: date, years: int = 5) -> pd.DataFrame:
    """Return the rows of the last years up to the month shown."""
    return series[series["period_end"] > pd.Timestamp(period_end) - pd.DateOffset(years=years)]


def panels_sentence(
    panels: pd.DataFrame, what: str, name: object, *, total: str | None = None
) -> str:
    """Return the latest value of each panel beside that of a year before.

    `name` says a period's end in words; `total` is the measure that the others are parts of.
    Of more than a few panels only the total and those furthest from a year before, by number,
    are said: the charts hold the others. Chance is not allowed for here, so nothing is called
    a change.
    """
    found = [_beside_a_year_before(part) for _, part in panels.groupby("area_name", sort=False)]
    if not found:
        return f"{what}: no figures."
    period = name(panels["period_end"].max())
    when = f"{what} in {period}"
    ranked = sorted((one for one in found if one[0] != total), key=lambda one: -one[1])
    if len(found) <= SAID_IN_FULL or ranked[MOST_SAID - 1][1] == 0:
        return f"{when}: {words.list_of([one[2] for one in found])}."
    furthest = words.list_of([one[2] for one in ranked[:MOST_SAID]])
    whole = next((one[2] for one in found if one[0] == total), None)
    if whole:
        return f"{when}: {whole}. Of its parts, furthest from a year before: {furthest}."
    return f"Of {len(found)} numbers in {period}, furthest from a year before: {furthest}."


def _beside_a_year_before(part: pd.DataFrame) -> tuple[str, float, str]:
    """Return a panel's measure, how far it is from a year before, and both figures in words."""
    now = part.iloc[-1]
    before = part[part["period_end"].eq(_year_before(now.period_end))]
    named = words.inside(now.area_name)
    named += ":" if named[-1].isdigit() else ""  # "under 25: 802"
    said = f"{named} {words.number(now.value, int(now.decimals))}"
    if before.empty:
        return now.get("measure_id", ""), 0.0, said
    then = before.iloc[0].value
    away = abs(now.value - then)
    said += f" ({words.number(then, int(now.decimals))} a year before)"
    return now.get("measure_id", ""), float(away) if pd.notna(away) else 0.0, said


def _year_before(end: pd.Timestamp) -> pd.Timestamp:
    return (end - pd.DateOffset(years=1)) + pd.offsets.MonthEnd(0)


def panels_table(panels: pd.DataFrame) -> pd.DataFrame:
    """Return the series of all panels as one table."""
    return pd.DataFrame(
        {
            "Measure": list(panels["area_name"]),
            "Period": [
                words.sentence_case(words.period(start, end))
                for start, end in zip(panels["period_start"], panels["period_end"], strict=True)
            ],
            "Number": words.rounded(panels["value"], 1),
            "Status": [words.sentence_case(status) for status in panels["status"]],
        }
    )


def under_25(rows: pd.DataFrame) -> pd.DataFrame:
    """Return each measure that is also counted for victims under 25, with their share.

    `share` is in per cent, `lower` and `upper` its Wilson interval.
    """
    by_id = {row["measure_id"]: row for row in rows.to_dict("records")}
    found = []
    for name, young in by_id.items():
        every = by_id.get(whole_of(name))
        if not is_under_25(name) or every is None or not every["value"]:
            continue
        lower, upper = wilson_interval(young["value"], every["value"])
        found.append(
            {
                "title": every["short_title"],
                "unit": every["unit"],
                "every": every["value"],
                "young": young["value"],
                "share": 100 * young["value"] / every["value"],
                "lower": 100 * float(lower),
                "upper": 100 * float(upper),
            }
        )
    columns = ["title", "unit", "every", "young", "share", "lower", "upper"]
    return pd.DataFrame(found, columns=columns).sort_values("every", ascending=False)


def under_25_table(found: pd.DataFrame) -> pd.DataFrame:
    """Return victims under 25 in words, beside all."""
    return pd.DataFrame(
        {
            "Measure": list(found["title"]),
            "Counted in": [words.sentence_case(unit) for unit in found["unit"]],
            "All": [words.number(value) for value in found["every"]],
            "Under 25": [words.number(value) for value in found["young"]],
            "Share": [words.percent(value) for value in found["share"]],
            "95% interval": [
                f"{words.percent(row.lower)} to {words.percent(row.upper)}"
                for row in found.itertuples()
            ],
        }
    )


def under_25_sentence(found: pd.DataFrame, area: str, period: str) -> str:
    """Return the share of victims under 25 in each measure."""
    named = [f"{words.inside(row.title)} {words.percent(row.share)}" for row in found.itertuples()]
    return f"Share of victims under 25 in {area} in the {period}: {words.list_of(named)}."


def index_base(panels: pd.DataFrame, break_starts: date | None) -> pd.Timestamp | None:
    """Return the month-end that is 100: the last before the recording change, else the first.

    All series must have it, None where there is no such month.
    """
    ends = panels.groupby("period_end")["measure_id"].nunique()
    whole = ends.index[ends == panels["measure_id"].nunique()]
    if not len(whole):
        return None
    is_inside = break_starts is not None and pd.Timestamp(break_starts) < whole.max()
    before = whole[whole < pd.Timestamp(break_starts)] if is_inside else whole[:1]
    return before.max() if len(before) else whole.min()


def index_base_of(
    panels: pd.DataFrame, notes: pd.DataFrame, period_end: date
) -> pd.Timestamp | None:
    """Return the month-end that is 100 on the page and in its workbook.

    `notes` are those of queries/pages/topic_notes.sql: the first recording change of ASB up to
    the month shown counts. None for fewer than two series or months, or where they share none.
    """
    first = first_break(notes, period_end)
    base = index_base(panels, None if first is None else first["starts"])
    few = min(panels["measure_id"].nunique(), panels["period_end"].nunique())
    return None if few < 2 else base


def first_break(notes: pd.DataFrame, period_end: date) -> pd.Series | None:
    """Return the first recording change of ASB up to the month shown, None where there is none."""
    is_break = notes["kind"].eq("series_break") & (notes["starts"] <= pd.Timestamp(period_end))
    breaks = notes[is_break & notes["measure_ids"].map(lambda ids: ASB in list(ids))]
    return breaks.iloc[0] if len(breaks) else None


def indexed(panels: pd.DataFrame, base: pd.Timestamp) -> pd.DataFrame:
    """Return the series with `index`: 100 in the 12 months to `base`."""
    at_base = panels[panels["period_end"].eq(base) & panels["value"].gt(0)]
    by_measure = at_base.set_index("measure_id")["value"]
    known = panels[panels["measure_id"].isin(by_measure.index)]
    return known.assign(
        index=100 * known["value"] / known["measure_id"].map(by_measure).astype(float)
    )


def index_sentence(found: pd.DataFrame, base: pd.Timestamp, area: str, note: str | None) -> str:
    """Return where each series stands to the base, and what a recording change leaves open.

    Chance is not allowed for here, so nothing is called a change. `note` says what changed in
    recording after the base, None where nothing did.
    """
    end = found["period_end"].max()
    last = found[found["period_end"].eq(end)]
    if end <= base or last.empty:
        return f"There are no later figures to set against the {words.twelve_months_to(base)}."
    named = [
        f"{words.inside(row['area_name'])} {words.number(row['index'], 1)}"
        for row in last.to_dict("records")
    ]
    said = (
        f"In {area} in the {words.twelve_months_to(end)}, where those to "
        f"{words.month_name(base)} are 100: {words.list_of(named)}."
    )
    if not note:
        return said
    return (
        f"{said} {note} So a fall in one beside a rise in another may be a change of recording, a "
        "change in what happened, or both: these figures cannot tell which."
    )


def index_table(found: pd.DataFrame) -> pd.DataFrame:
    """Return the indexed series with the figures behind them."""
    table = panels_table(found)
    table["Index"] = words.rounded(found["index"], 1)
    return table


def type_panels(types: pd.DataFrame) -> pd.DataFrame:
    """Return the types of ASB named for small multiples, the most frequent first."""
    last = types[types["period_end"].eq(types["period_end"].max())]
    order = last.sort_values("value", ascending=False)["asb_type"].tolist()
    rank = {name: place for place, name in enumerate(order)}
    named = types.assign(
        area_name=[words.sentence_case(name) for name in types["asb_type"]],
        place=types["asb_type"].map(rank),
        decimals=0,
    )
    return named.sort_values(["place", "period_end"], kind="stable")


def rate_sentence(rows: pd.DataFrame, area: str, period: str) -> str | None:
    """Return the latest rate of outcomes 1 to 8 with its interval, None where there is none."""
    found = rows[rows["measure_id"].eq(RATE)]
    if found.empty or not found.iloc[0]["denominator"] > 0:
        return None
    row = found.iloc[0]
    lower, upper = wilson_interval(row["numerator"], row["denominator"])
    provisional = " It is provisional." if row["status"] == "provisional" else ""
    return (
        f"In {area}, {words.number(row['numerator'])} outcomes 1 to 8 were recorded in the "
        f"{period} for {words.number(row['denominator'])} neighbourhood crimes: "
        f"{words.percent(row['value'])} (95% interval {words.percent(100 * float(lower))} to "
        f"{words.percent(100 * float(upper))}).{provisional}"
    )
