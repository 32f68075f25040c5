"""The answer as people read it: names for columns, words for periods, groups ready for a chart."""

from __future__ import annotations

import pandas as pd

from pcp_data import words
from pcp_data.charts.groups import MOST_BARS, MOST_LINES
from pcp_data.explore.answer import Groups
from pcp_data.explore.catalogue import ROWS, Source, title_of
from pcp_data.explore.question import Question, measured

EVERYTHING = "All rows"
NOT_KNOWN = "not known"
DECIMALS = 2


def value_title(question: Question, source: Source) -> str:
    """Return the heading of the column that was asked for."""
    return words.sentence_case(measured(question, source))


def has_rows_column(question: Question, source: Source) -> bool:
    """Return whether the number of rows stands beside the sum, rather than being it."""
    return (question.sum or source.amounts[0]) != ROWS


def group_table(found: Groups, question: Question, source: Source) -> pd.DataFrame:
    """Return the groups as the page shows them: a suppressed figure is [c], not a gap."""
    rows = found.rows
    shown = {title_of(name): rows[name] for name in found.keys} or {"Group": [EVERYTHING]}
    if "period_end" in rows:
        shown["Period"] = periods(rows)
    if "months_present" in rows:
        shown["Months present"] = rows["months_present"]
    if has_rows_column(question, source):
        shown["Rows"] = rows["rows"]
    table = pd.DataFrame(shown)
    title = value_title(question, source)
    table[title] = rows["value"].astype(float).round(DECIMALS)
    if rows["is_suppressed"].any():
        suppressed = rows["is_suppressed"].astype(bool) & rows["value"].isna()
        table["Mark"] = suppressed.map({True: "[c] suppressed", False: ""})
    return table


def periods(rows: pd.DataFrame) -> list[str]:
    """Return each row's period in words."""
    return [
        words.sentence_case(words.period(start, end)) if start == start else ""
        for start, end in zip(rows["period_start"], rows["period_end"], strict=True)
    ]


def for_chart(found: Groups, question: Question) -> pd.DataFrame:
    """Return `series`, `period`, `period_end`, `value` and `words`, the largest series first.

    Columns in which every group is the same are left out of the names.
    """
    rows = found.rows
    telling = [name for name in found.keys if rows[name].nunique(dropna=False) > 1]
    texts = [rows[name].map(_text) for name in telling or list(found.keys[:1])]
    series = [" · ".join(parts) for parts in zip(*texts, strict=True)] or [EVERYTHING]
    has_periods = "period_end" in rows
    shown = pd.DataFrame(
        {
            "series": series,
            "period": periods(rows) if has_periods else "",
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


def left_out(chart: pd.DataFrame, question: Question) -> str:
    """Return a note where the chart shows only the largest groups."""
    series = chart["series"].nunique()
    most = MOST_LINES if question.period else MOST_BARS
    if series <= most:
        return ""
    return f"The chart shows the {most} largest of {series:,} groups; the table has them all"


def _text(value: object) -> str:
    return NOT_KNOWN if words.is_missing(value) else str(value)


def _number(value: float | None) -> str:
    whole = not words.is_missing(value) and float(value).is_integer()
    return words.number(value, 0 if whole else DECIMALS)
