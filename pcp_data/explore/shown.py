"""The answer as people read it: names for columns, words for periods, groups ready for a chart."""

from __future__ import annotations

import pandas as pd

from pcp_data import words
from pcp_data.charts import groups as charts
from pcp_data.charts.groups import MOST_BARS, MOST_LINES
from pcp_data.explore.answer import Groups
from pcp_data.explore.catalogue import DATE, FLAG, ROWS, TEXT, Source, group_title, title_of
from pcp_data.explore.question import Question, measured

EVERYTHING = "All rows"
NOT_STATED = "Not stated"
FLAG_WORDS = {True: "Yes", False: "No"}
DECIMALS = 2
UNLIKE = ("source_id", "source_title", "measure_id", "measure_title")
MOST_KINDS = 3


def value_title(question: Question, source: Source) -> str:
    """Return the heading of the column that was asked for."""
    return words.sentence_case(measured(question, source))


def has_rows_column(question: Question, source: Source) -> bool:
    """Return whether the number of rows stands beside the sum, rather than being it."""
    return (question.sum or source.amounts[0]) != ROWS


def group_table(found: Groups, question: Question, source: Source) -> pd.DataFrame:
    """Return the groups as the page shows them; `Mark` says why a figure is not there."""
    rows = found.rows
    shown = {group_title(name): key_words(found, name, source) for name in found.keys} or {
        "Group": [EVERYTHING] * len(rows)
    }
    if "period_end" in rows:
        shown["Period"] = periods(rows, question)
    if "months_present" in rows:
        shown["Months present"] = rows["months_present"]
    if has_rows_column(question, source):
        shown["Rows"] = rows["rows"]
    table = pd.DataFrame(shown)
    title = value_title(question, source)
    table[title] = rows["value"].astype(float).round(DECIMALS)
    marks = [mark(row) for row in rows.to_dict("records")]
    return table.assign(Mark=marks) if any(marks) else table


def row_table(rows: pd.DataFrame, source: Source) -> pd.DataFrame:
    """Return rows of a table as the page shows them: dates without a time, gaps in words."""
    shown = {}
    for one in source.fields:
        values = rows[one.name]
        if one.kind == DATE:
            values = [None if words.is_missing(day) else words.as_date(day) for day in values]
        elif one.kind == FLAG:
            values = [FLAG_WORDS.get(value, NOT_STATED) for value in _objects(values)]
        elif one.kind == TEXT:
            values = [NOT_STATED if words.is_missing(value) else value for value in values]
        shown[title_of(one.name)] = values
    return pd.DataFrame(shown)


def key_words(found: Groups, name: str, source: Source) -> list[object]:
    """Return what each group is in a column grouped by, as people read it."""
    kind, values = source.by_name[name].kind, _objects(found.rows[name])
    if kind == FLAG:
        return [FLAG_WORDS.get(value, NOT_STATED) for value in values]
    if kind == DATE:
        return [NOT_STATED if value is None else words.uk_date(value) for value in values]
    if name == "source_id":
        return [found.titles.get(value, value or NOT_STATED) for value in values]
    return [NOT_STATED if value is None else value for value in values] if kind == TEXT else values


def _objects(values: pd.Series) -> list[object]:
    return [
        None if missing else value for value, missing in zip(values, values.isna(), strict=True)
    ]


def mark(row: dict[str, object]) -> str:
    """Return why a group has no figure, or nothing where it has one."""
    if not pd.isna(row["value"]):
        return ""
    if row["is_incomplete"]:
        return f"[incomplete: {int(row['months_present'])} of {int(row['months'])} months]"
    return "[c] suppressed" if row["is_suppressed"] else "[x] not available"


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
    of the same source and measure.
    """
    rows = found.rows
    telling = [name for name in found.keys if rows[name].nunique(dropna=False) > 1]
    texts = [
        [_text(value) for value in key_words(found, name, source)]
        for name in telling or list(found.keys[:1])
    ]
    series = [" · ".join(parts) for parts in zip(*texts, strict=True)] or [EVERYTHING]
    has_periods = "period_end" in rows
    shown = pd.DataFrame(
        {
            "series": series,
            "kind": _kinds(found),
            "period": periods(rows, question) if has_periods else "",
            "period_end": rows["period_end"] if has_periods else pd.NaT,
            "value": rows["value"].astype(float),
            "words": [_number(value) for value in rows["value"]],
        }
    )
    size = shown.groupby("series")["value"].transform("max")
    order = shown.assign(size=size).sort_values(
        ["size", "series", "period_end"], ascending=[False, True, True], kind="stable"
    )
    return order.drop(columns="size").reset_index(drop=True)


def _kinds(found: Groups) -> list[str]:
    names = [found.rows[name].astype(str) for name in found.keys if name in UNLIKE]
    return [" ".join(one) for one in zip(*names, strict=True)] or [""] * len(found.rows)


def sentence(chart: pd.DataFrame, measured: str) -> str:
    """Return what the groups say; those of different sources or measures are not ranked."""
    known = chart[chart["value"].notna()]
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
    most = MOST_LINES if question.period else MOST_BARS
    if series <= most:
        return ""
    return f"The chart shows the {most} largest of {series:,} groups; the table has them all"


def _text(value: object) -> str:
    return NOT_STATED if words.is_missing(value) else str(value)


def _number(value: float | None) -> str:
    whole = not words.is_missing(value) and float(value).is_integer()
    return words.number(value, 0 if whole else DECIMALS)
