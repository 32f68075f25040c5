"""The answer as people read it: names for columns, words for periods, groups ready for a chart."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from pcp_data import words
from pcp_data.charts import groups as charts
from pcp_data.charts.groups import MOST_BARS, MOST_PANELS
from pcp_data.explore import names
from pcp_data.explore.answer import Groups
from pcp_data.explore.catalogue import DATE, FLAG, SAMPLE, TEXT, WHOLE, Source
from pcp_data.explore.question import ADJUSTED, SEVERITY, Condition, Question, measured
from pcp_data.statistics import wilson_interval

EVERYTHING = "All rows"
DECIMALS = 2
UNLIKE = ("source_id", "source_title", "measure_id", "measure_title", SAMPLE)
MOST_KINDS = 3
LONGER_STEP = 1.5  # months, quarters and years are not all equally long
PARTLY = "[partly loaded]"


def value_title(question: Question, source: Source) -> str:
    """Return the heading of the column that was asked for."""
    return measured(question, source)


def group_table(found: Groups, question: Question, source: Source) -> pd.DataFrame:
    """Return the groups as the page shows them; `Mark` says why a figure is not there.

    A column kept apart in which all groups are alike is left out.
    """
    rows = found.rows
    listed = [one for one in found.keys if one not in found.same]
    shown = {names.column(one): key_words(found, one, source) for one in listed} or {
        "Group": [EVERYTHING] * len(rows)
    }
    if "period_end" in rows:
        shown["Period"] = periods(rows, question)
    if "months_present" in rows and (rows["months_present"] != rows["months"]).any():
        shown["Months present"] = rows["months_present"]
    table = pd.DataFrame(shown | parts(found, source))
    table[value_title(question, source)] = rows["value"].astype(float).round(DECIMALS)
    if source.name in names.PARTS:
        lower, upper = intervals(rows)
        table["95% interval from"], table["to"] = lower.round(1), upper.round(1)
    elif "measure_id" in rows:
        table["Unit"] = [source.titles.units.get(one, "") for one in rows["measure_id"]]
    marks = [mark(row) for row in rows.to_dict("records")]
    return table.assign(Mark=marks) if any(marks) else table


def parts(found: Groups, source: Source) -> dict[str, pd.Series]:
    """Return what each share is of: the people asked and those who said so, where known.

    Those of a period of which months are missing, or of a suppressed share, are left out with it.
    """
    if "numerator" not in found.rows or found.rows["denominator"].isna().all():
        return {}
    above, below = names.PARTS.get(source.name, ("Numerator", "Denominator"))
    is_shown = ~(found.rows["is_incomplete"] | found.rows["is_suppressed"].fillna(False))
    pair = {above: found.rows["numerator"], below: found.rows["denominator"]}
    return {title: values.where(is_shown) for title, values in pair.items()}


def intervals(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return the 95% intervals (Wilson, in per cent) of shares whose parts are known."""
    above, below = (rows[name].astype(float) for name in ("numerator", "denominator"))
    known = above.notna() & below.gt(0) & rows["value"].notna()
    lower, upper = wilson_interval(above.where(known, 0), below.where(known))
    return pd.Series(100 * lower, index=rows.index), pd.Series(100 * upper, index=rows.index)


def row_table(rows: pd.DataFrame, source: Source) -> pd.DataFrame:
    """Return rows of a table as the page shows them: dates without a time, ids by their titles."""
    shown = {}
    for one in source.fields:
        values = rows[one.name]
        if one.kind == DATE:
            values = [None if words.is_missing(day) else words.as_date(day) for day in values]
        elif one.kind in (FLAG, TEXT):
            values = [source.in_words(one.name, value) for value in _objects(values)]
        shown[one.title] = values
    return pd.DataFrame(shown)


def key_words(found: Groups, name: str, source: Source) -> list[object]:
    """Return what each group is in a column grouped by, as people read it."""
    field, values = source.by_name[name], _objects(found.rows[name])
    if field.kind == DATE:
        return [names.NOT_STATED if one is None else field.day_in_words(one) for one in values]
    if field.kind in (FLAG, TEXT):
        return [source.in_words(name, value) for value in values]
    return values


def _objects(values: pd.Series) -> list[object]:
    """Return values as Python has them: a column that can be empty gives yes and no as numpy's."""
    gaps = values.isna()
    return [
        None if missing else value for value, missing in zip(values.tolist(), gaps, strict=True)
    ]


def mark(row: dict[str, object]) -> str:
    """Return why a group has no figure, or nothing where it has one."""
    if not pd.isna(row["value"]):
        return PARTLY if _is_partly_loaded(row) else ""
    if row["is_incomplete"]:
        return f"[incomplete: {int(row['months_present'])} of {int(row['months'])} months]"
    if row.get("is_small"):
        return "[x] too few people asked"
    return "[c] suppressed" if row["is_suppressed"] else "[x] not available"


def _is_partly_loaded(row: dict[str, object]) -> bool:
    present = row.get("months_present")
    return not words.is_missing(present) and present < row["months"]


def periods(rows: pd.DataFrame, question: Question) -> list[str]:
    """Return each row's period in words."""
    return [
        _period(start, end, question.period) if start == start else ""
        for start, end in zip(rows["period_start"], rows["period_end"], strict=True)
    ]


def _period(start: object, end: object, kind: str) -> str:
    """Return a year by its name, which does not claim that all its months are there."""
    first, last = words.as_date(start), words.as_date(end)
    if words.whole_months(first, last) == 12:
        if kind == "financial-year" and first.month == 4:
            return f"Financial year {first.year}/{last.year % 100:02}"
        if kind == "calendar-year" and first.month == 1:
            return f"Calendar year {first.year}"
    return words.sentence_case(words.period(first, last))


def for_chart(found: Groups, question: Question, source: Source) -> pd.DataFrame:
    """Return `series`, `kind`, `period`, `period_end`, `value`, `words`, the largest series first.

    Columns in which every group is the same are left out of the names. Groups of one `kind` are
    of the same source and measure. `is_known` tells a group from what is not stated. A gap in the
    periods has a row without a value, so that no line is drawn over it.
    """
    rows = found.rows
    chosen, series = _series(found, source)
    has_periods = "period_end" in rows
    shown = pd.DataFrame(
        {
            "series": series,
            "kind": _kinds(found),
            "is_known": ~rows[chosen].isna().any(axis=1) if chosen else True,
            "period": periods(rows, question) if has_periods else "",
            "period_end": rows["period_end"] if has_periods else pd.NaT,
            "value": rows["value"].astype(float),
            "is_small": rows["is_small"],
            "words": [_number(value) for value in rows["value"]],
        }
    )
    if question.period:
        shown = with_gaps(shown)
    size = shown.groupby("series")["value"].transform("max")
    order = shown.assign(size=size).sort_values(
        ["size", "series", "period_end"], ascending=[False, True, True], kind="stable"
    )
    return order.drop(columns="size").reset_index(drop=True)


def _series(found: Groups, source: Source) -> tuple[list[str], list[str]]:
    """Return the columns that tell the groups apart, and the name of each row's series."""
    telling = [name for name in found.keys if found.rows[name].nunique(dropna=False) > 1]
    if "area_name" in telling and "area_type" in found.apart:
        telling = [name for name in telling if name != "area_type"]
    chosen = telling or list(found.keys[:1])
    texts = [[_text(value) for value in key_words(found, name, source)] for name in chosen]
    series = [" · ".join(some) for some in zip(*texts, strict=True)]
    return chosen, series or [EVERYTHING] * len(found.rows)


def alone(
    found: Groups, question: Question, source: Source, names_of_series: Collection[str]
) -> dict[str, Question]:
    """Return the question that shows one series by itself, by the name of each of these series.

    There is none where a condition could not say which rows it has, or would undo the figure.
    """
    chosen, series = _series(found, source)
    is_of_part = question.sum in ADJUSTED and SEVERITY in chosen
    unfit = any(source.by_name[one].kind not in (TEXT, FLAG, WHOLE, DATE) for one in chosen)
    if len(set(series)) < 2 or is_of_part or unfit:
        return {}
    others = [one for one in question.conditions if one.column not in chosen]
    named, asked = pd.Series(series, index=found.rows.index), {}
    for name in dict.fromkeys(names_of_series):
        of_series = [_only(found.rows[named.eq(name)], one, source) for one in chosen]
        asked[name] = question.but(conditions=(*others, *of_series), page=1)
    return asked


def _only(rows: pd.DataFrame, name: str, source: Source) -> Condition:
    """Return the condition that a column has one of the values it has in these rows."""
    as_python = {DATE: words.as_date, WHOLE: int}.get(source.by_name[name].kind, lambda one: one)
    values = dict.fromkeys(_objects(rows[name]))
    return Condition(name, tuple(None if one is None else as_python(one) for one in values))


def with_gaps(shown: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with one without a value wherever a period of a series is missing."""
    ordered = shown.sort_values(["series", "period_end"], kind="stable")
    ends = ordered.groupby("series")["period_end"]
    steps = (ends.shift(-1) - ordered["period_end"]).dt.days
    usual = steps.groupby(ordered["series"]).transform("min")
    broken = ordered[steps > usual * LONGER_STEP]
    if broken.empty:
        return shown
    empty = broken.assign(
        period_end=broken["period_end"] + pd.Timedelta(days=1), value=float("nan"), words=""
    )
    return pd.concat([shown, empty], ignore_index=True)


def _kinds(found: Groups) -> list[str]:
    unlike = [map(str, found.rows[name]) for name in found.keys if name in UNLIKE]
    return [" ".join(one) for one in zip(*unlike, strict=True)] or [""] * len(found.rows)


def sentence(chart: pd.DataFrame, measured: str) -> str:
    """Return what the groups say; those of different sources or measures are not ranked."""
    known = chart[chart["value"].notna()]
    if known.empty and chart["is_small"].any():
        return "Too few people were asked for any share to be shown. Choose a longer period."
    kinds = known["kind"].nunique()
    if kinds <= 1:
        return charts.sentence(latest(known), measured)
    if kinds > MOST_KINDS:
        return (
            f"{words.sentence_case(measured)}: {kinds:,} different measures or sources, which "
            "cannot be compared with each other. The table has each of them."
        )
    said = [
        charts.sentence(latest(some), measured) for _, some in known.groupby("kind", sort=False)
    ]
    return f"{' '.join(said)} Different sources or measures cannot be compared with each other."


def latest(chart: pd.DataFrame) -> pd.DataFrame:
    """Return the groups with a figure for the latest period, and for no period unlike it."""
    known = chart[chart["value"].notna()]
    if known.empty or known["period_end"].isna().all():
        return known
    last = known[known["period_end"].eq(known["period_end"].max())]
    return last[last["period"].eq(last["period"].iloc[0])]


def left_out(chart: pd.DataFrame, question: Question) -> str:
    """Return a note where the chart shows only the largest groups."""
    series = chart["series"].nunique()
    most = MOST_PANELS if question.period else MOST_BARS
    if series <= most:
        return ""
    return f"The chart shows the {most} largest of {series:,} groups; the table has them all."


def _text(value: object) -> str:
    return names.NOT_STATED if words.is_missing(value) else str(value)


def _number(value: float | None) -> str:
    whole = not words.is_missing(value) and float(value).is_integer()
    return words.number(value, 0 if whole else DECIMALS)
