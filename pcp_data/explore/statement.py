"""From a question to a statement: names from the catalogue, values as parameters.

The SQL is in queries/explore; here its pieces in braces are put in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pcp_data import sql
from pcp_data.explore.catalogue import LOOK_UPS, SAMPLE, Field, Share, Source
from pcp_data.explore.names import ROWS, VALUE
from pcp_data.explore.question import PAGE_ROWS, TWELVE, Question
from pcp_data.sql import identifier, literal

MOST_GROUPS = 10_000
KEPT = "told_"  # before the name of a column, as in queries/explore/held.sql
MEASURES_OWN = ("l_measure_id.aggregation", "l_measure_id.scale")
BY_FORCE = ("force_code", "force_name")
BY_FILE = {"file_id", "file_name", "slice_id"}
# Attributes that not every file has: where it has not, none counted does not mean none there.
SAID_BY_FILE = {
    "knife": "has_knife",
    "victim_under_25": "has_under_25",
    "outcome_group": "has_outcome",
}
FORMULAS = {
    "ksi": "(t.severity in ('fatal', 'serious'))::integer",
    "adjusted_ksi": "case when t.severity = 'fatal' then 1 else t.adjusted_serious end",
}
SPANS = {"group_counted": "spans_counted", "group_ready": "spans_ready"}
OWN = ""  # each row's own period
BUCKETS = {
    OWN: ("row_start", "row_end"),
    "month": ("date_trunc('month', row_start)", "last_day(row_start)"),
    TWELVE: ("date_trunc('month', row_start)", "last_day(row_start)"),
    "quarter": (
        "date_trunc('quarter', row_start)",
        "last_day(date_trunc('quarter', row_start) + interval 2 month)",
    ),
    "calendar-year": (
        "date_trunc('year', row_start)",
        "last_day(date_trunc('year', row_start) + interval 11 month)",
    ),
    "financial-year": (
        "date_trunc('year', row_start - interval 3 month) + interval 3 month",
        "last_day(date_trunc('year', row_start - interval 3 month) + interval 14 month)",
    ),
}


@dataclass(frozen=True)
class Statement:
    """A statement with the values of its parameters."""

    text: str
    params: dict[str, object]


def column(field: Field) -> str:
    """Return a column of the table or of a look-up joined to it."""
    if field.look_up is None:
        return f"t.{identifier(field.name)}"
    return (
        f"{identifier('l_' + field.look_up)}.{identifier(LOOK_UPS[field.look_up].adds[field.name])}"
    )


def _from(source: Source, names: Sequence[str], codes: Sequence[str] = ()) -> str:
    """Return the table with the look-ups that these columns need, and no others."""
    needed = {source.by_name[name].look_up for name in names} | set(codes)
    joins = [
        f"left join {identifier(LOOK_UPS[code].table)} as {identifier('l_' + code)} "
        f"on {identifier('l_' + code)}.{identifier(LOOK_UPS[code].key)} = t.{identifier(code)}"
        for code in sorted(needed - {None})
    ]
    table = f"({_held(source, source.share)})" if source.share else identifier(source.name)
    return " ".join([f"{table} as t", *joins])


def _held(source: Source, share: Share) -> str:
    """Return the table without the shares of too few people asked."""
    is_small = "is_share and asked < hide_below_base"
    told = [one for one in share.told if one in source.by_name]
    return sql.text("explore/held").format(
        hidden=", ".join(
            f"case when {is_small} then null else {identifier(one)} end as {identifier(one)}"
            for one in told
        ),
        kept=", ".join(f"{identifier(one)} as {identifier(KEPT + one)}" for one in told),
        asked=f"t.{identifier(share.asked)}",
        is_share=sql.text("explore/is_share") if "measure_id" in source.by_name else "true",
        table=identifier(source.name),
        settings=sql.text("pages/settings"),
    )


def _where(question: Question, source: Source) -> tuple[str, dict[str, object]]:
    parts, params = [], {}
    for place, one in enumerate(question.cuts):
        name = column(source.by_name[one.column])
        parts.append(_ended(source, name, place) if one.until else f"{name} in $cut{place}")
        params[f"cut{place}"] = one.until or list(one.among)
    for place, one in enumerate(question.conditions):
        name = column(source.by_name[one.column])
        known = [value for value in one.only if value is not None]
        if one.only:
            wanted = [f"{name} in $only{place}"] if known else []
            wanted += [f"{name} is null"] if len(known) < len(one.only) else []
            parts.append(f"({' or '.join(wanted)})")
            params |= {f"only{place}": known} if known else {}
        for end, sign, value in (("from", ">=", one.least), ("to", "<=", one.most)):
            if value is not None:
                whole_day = name + "::date" if source.by_name[one.column].kind == "time" else name
                parts.append(f"{whole_day} {sign} ${end}{place}")
                params[f"{end}{place}"] = value
        if one.has:
            parts.append(f"contains(lower({name}::varchar), lower($has{place}))")
            params[f"has{place}"] = one.has
    return " and ".join(parts) or "true", params


def _ended(source: Source, last: str, place: int) -> str:
    """Return that a row's period had ended, in the way that takes the least time on many rows."""
    before = (
        f" - to_months(t.{identifier(source.nature.months)} - 1)" if source.nature.months else ""
    )
    return f"{last} <= $cut{place}{before}"


def _conditioned(question: Question) -> list[str]:
    return [one.column for one in question.conditions if one.is_set]


def rows(question: Question, source: Source, *, whole: bool = False) -> Statement:
    """Return the statement for one page of the table's rows, or for all of them."""
    where, params = _where(question, source)
    text = sql.text("explore/rows").format(
        columns=", ".join(f"{column(one)} as {identifier(one.name)}" for one in source.fields),
        source=_from(source, [one.name for one in source.fields]),
        conditions=where,
    )
    limits = {
        "row_limit": None if whole else PAGE_ROWS,
        "row_offset": 0 if whole else (question.page - 1) * PAGE_ROWS,
    }
    return Statement(text, params | limits)


def count(question: Question, source: Source) -> Statement:
    """Return the statement for the number of rows that meet the conditions."""
    where, params = _where(question, source)
    text = sql.text("explore/count").format(
        source=_from(source, _conditioned(question)), conditions=where
    )
    return Statement(text, params)


def values(source: Source, name: str, most: int) -> Statement:
    """Return the statement for the values of a column."""
    text = sql.text("explore/values").format(
        column=column(source.by_name[name]), source=_from(source, [name])
    )
    return Statement(text, {"row_limit": most})


def bounds(source: Source, name: str) -> Statement:
    """Return the statement for the least and the greatest value of a column."""
    text = sql.text("explore/bounds").format(
        column=column(source.by_name[name]), source=_from(source, [name])
    )
    return Statement(text, {})


def keys(question: Question, source: Source) -> tuple[str, ...]:
    """Return the columns to group by: those asked for and those that must be kept apart.

    A count of rows is of any kind of row, so that only what would double figures stays apart.
    """
    apart = source.nature.apart
    if question.sum == ROWS and not source.nature.is_counted:
        apart = ()
    found = [
        one
        for one in apart
        if one not in question.by
        and (source.by_name[one].look_up not in question.by or one == SAMPLE)
    ]
    return (*question.by, *found)


def groups(question: Question, source: Source, *, most: int = MOST_GROUPS + 1) -> Statement:
    """Return the statement for the groups."""
    nature, by = source.nature, keys(question, source)
    span = source.span
    if nature.ready and span:
        name = "group_ready"
    elif question.period:
        name = "group_counted" if nature.is_counted else "group_spans"
    else:
        name = "group_plain"
    where, params = _where(question, source)
    codes = ["measure_id"] if nature.ready and nature.ready.aggregation is None else []
    pieces = _pieces(question, source, by, name) | {
        "source": _from(source, [*by, *_conditioned(question)], codes),
        "conditions": where,
    }
    extra = {"part": source.name} if name == "group_counted" else {}
    return Statement(
        sql.text(f"explore/{name}").format_map(pieces), params | extra | {"row_limit": most}
    )


def _pieces(question: Question, source: Source, by: Sequence[str], name: str) -> dict[str, str]:
    listed = ", ".join(map(identifier, by))
    selected = [f"{column(source.by_name[one])} as {identifier(one)}" for one in by]
    bucket = BUCKETS[question.period]
    pieces = {
        "columns": ", ".join(selected) or "'All' as everything",
        "keys": listed or "everything",
        "amount": _amount(question, source),
        "bucket_start": f"({bucket[0]})",
        "bucket_end": f"({bucket[1]})",
    }
    pieces |= _span(source) if source.span else {"starts": "null::date", "ends": "null::date"}
    if name == "group_counted":
        pieces |= _counted(question, by) | {"covered_conditions": _covered(question, source)}
    if name == "group_ready":
        pieces |= _ready(question, source, by)
    if name in SPANS:
        rolling = "_rolling" if question.period == TWELVE else ""
        pieces["spans"] = sql.text(f"explore/{SPANS[name]}{rolling}").format_map(pieces)
    return pieces


def _amount(question: Question, source: Source) -> str:
    amount = question.sum or source.amounts[0]
    return "1" if amount in (ROWS, VALUE) else FORMULAS.get(amount, f"t.{identifier(amount)}")


def _span(source: Source) -> dict[str, str]:
    first, last = (f"t.{identifier(one)}" for one in source.span)
    if source.nature.months:
        last = f"last_day({first} + to_months(t.{identifier(source.nature.months)} - 1))"
    return {"starts": first, "ends": last}


def _same(left: str, right: str, by: Sequence[str]) -> str:
    pairs = [
        f"{left}.{identifier(one)} is not distinct from {right}.{identifier(one)}" for one in by
    ]
    return " and ".join(pairs)


def _counted(question: Question, by: Sequence[str]) -> dict[str, str]:
    rolling = question.period == TWELVE
    ours = "grouped.period_start = present.period_start and grouped.period_end = present.period_end"
    by_force = any(one in by for one in BY_FORCE)
    return {
        "scope": "t.force_code" if by_force else literal(""),
        "key_columns": ", ".join(f"each_key.{identifier(one)}" for one in by),
        "same_keys": _same("each_key", "grouped", by),
        "whole_or_same": "true" if rolling else ours,
        "window": "present.months_present = 12" if rolling else "true",
    }


def _covered(question: Question, source: Source) -> str:
    """Return which covered periods count: a month that the reader filtered out is not present.

    Which files cover what is not known by file, so a choice of files leaves nothing covered.
    """
    start, end = source.span
    asked = {*question.by, *_conditioned(question)}
    parts = [f"coverage.{has}" for name, has in SAID_BY_FILE.items() if name in asked]
    parts += [
        f"coverage.period_end <= $cut{place}"
        for place, one in enumerate(question.cuts)
        if one.until
    ]
    for place, one in enumerate(question.conditions):
        if one.is_set and one.column in BY_FILE:
            return "false"
        if one.column != start:
            continue
        if one.only or one.has:
            return "false"
        # A day within a month does not make the month whole; the first of a month stands for it.
        last = "period_start" if source.nature.months else "period_end"
        parts += [f"coverage.period_start >= $from{place}"] if one.least is not None else []
        parts += [f"coverage.{last} <= $to{place}"] if one.most is not None else []
    return " and ".join(parts) or "true"


def _ready(question: Question, source: Source, by: Sequence[str]) -> dict[str, str]:
    ready, rolling = source.nature.ready, question.period == TWELVE
    return {
        "numerator": f"t.{identifier(KEPT + ready.numerator)}",
        "denominator": f"t.{identifier(ready.denominator)}",
        "value": f"t.{identifier(KEPT + ready.value)}",
        "aggregation": literal(ready.aggregation) if ready.aggregation else MEASURES_OWN[0],
        "scale": str(ready.scale) if ready.scale else MEASURES_OWN[1],
        "status": "t.status" if "status" in source.by_name else literal("final"),
        "same_keys": _same("span", "sited", by),
        "window": "months_present = 12" if rolling else "true",
    }
