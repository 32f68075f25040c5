"""What the What changed page says of unusual months: each signal with its reason, ranked.

Rows are those of queries/pages/changed_signals.sql and spc_rule.sql. Nothing here draws or reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pcp_data import words
from pcp_data.verdicts import BETTER, UNJUDGED, WORSE, Verdict

IMPROVEMENT = replace(
    BETTER, word="improvement", says_one="is an improvement", says_many="are improvements"
)
CONCERN = replace(WORSE, word="concern", says_one="is a concern", says_many="are concerns")
NEITHER = replace(
    UNJUDGED,
    word="not judged",
    says_one="is of a measure with no better direction",
    says_many="are of measures with no better direction",
)
NEITHER_SAYS = (
    "Not judged: neither more nor less of it is better in itself, or the Plan only watches it."
)
MEANINGS = (CONCERN, IMPROVEMENT, NEITHER)
LIMIT_RULES = {"above the upper limit": "upper_limit", "below the lower limit": "lower_limit"}


@dataclass(frozen=True)
class Signal:
    """One unusual month of a measure in an area, in words. `since` is empty where it is new.

    `row` is what it was made from, with its figures as numbers.
    """

    measure_id: str
    title: str
    area_code: str
    area: str
    month: date
    is_late: bool
    reason: str
    detail: str
    meaning: Verdict
    is_new: bool
    since: str
    caveat: str
    trend: tuple[float | None, ...]
    unit: str
    distance: float
    row: dict[str, object] = field(repr=False, compare=False)

    @property
    def sentence(self) -> str:
        """Return the whole of it, fit to stand alone in a paper."""
        return f"{self.title} in {self.area}: {self.reason}{self.detail}"


def signals(rows: Sequence[dict], month: date) -> list[Signal]:
    """Return the unusual months, new ones first.

    Among them, measures of the Plan stand before others, final months before provisional ones,
    the whole force before its districts, and then the most unusual first: concerns and
    improvements are ranked alike. `month` is the one shown: a series that ends before it is late.
    """
    unusual = [row for row in rows if row["rule"]]
    first = min((row["area_order"] for row in unusual), default=0)
    found = [(_rank(row, first), _signal(row, month)) for row in unusual]
    ranked = sorted(found, key=lambda one: (not one[1].is_new, *one[0], -one[1].distance))
    return [signal for _, signal in ranked]


def _rank(row: dict, first: int) -> tuple[bool, bool, bool]:
    is_provisional = row["status"] == "provisional"
    return (not row["is_in_plan"], is_provisional, row["area_order"] != first)


def _signal(row: dict, month: date) -> Signal:
    end, since = words.as_date(row["period_end"]), words.as_date(row["since"])
    return Signal(
        measure_id=row["measure_id"],
        title=row["title"],
        area_code=row["area_code"],
        area=row["area_name"],
        month=end,
        is_late=(end.year, end.month) != (month.year, month.month),
        reason=reason(row),
        detail="; seasonally adjusted" if row["is_seasonally_adjusted"] else "",
        meaning=meaning(row["improvement"]),
        is_new=since == end,
        since="" if since == end else words.month_name(since),
        caveat=_caveat(row),
        trend=row["trend"] or (),
        unit=row["unit"],
        distance=float(row["distance"] or 0),
        row=row,
    )


def meaning(improvement: bool | None) -> Verdict:
    """Return whether a signal is an improvement, a concern, or of a measure without direction."""
    if improvement is None:
        return NEITHER
    return IMPROVEMENT if improvement else CONCERN


def reason(row: dict) -> str:
    """Return in plain English why a month is unusual, with its value and what is usual."""
    value = words.with_unit(row["value"], row["unit"], row["decimals"])
    said = f"{value} in {words.month_name(row['period_end'])}"
    if row["rule"] in LIMIT_RULES:
        return f"{said}, {row['rule']} of {_beside(row, LIMIT_RULES[row['rule']])}"
    usual = f"the average for the month is {_beside(row, 'centre')}"
    return f"{said}, {row['rule']} ({usual})"


def _beside(row: dict, name: str) -> str:
    """Return a limit with one more decimal where it would read the same as the value."""
    decimals = row["decimals"]
    value, limit = row["value"], row[name]
    if words.round_half_away(value, decimals) == words.round_half_away(limit, decimals):
        decimals += 1
    return words.bare(limit, row["unit"], decimals)


def _caveat(row: dict) -> str:
    said = []
    if row["status"] == "provisional":
        said.append("Provisional: the month may still change, and the signal with it.")
    if row["is_trial"]:
        start = words.month_name(row["segment_start"])
        points = words.plural(int(row["points"]), "month")
        said.append(f"Trial limits: only {points} since counting began afresh in {start}.")
    return " ".join(said)


def headline(rows: Sequence[dict], found: Sequence[Signal], month: date, areas: str) -> str:
    """Return in a sentence how much is unusual, and how much of it is new."""
    if not rows:
        return f"No measure of this view has monthly figures to chart for {areas}."
    measures = len({row["measure_id"] for row in rows})
    what = f"{words.plural(measures, 'measure')} with monthly figures in {areas}"
    alone = what.replace("1 ", "the one ", 1) if measures == 1 else ""
    when = words.month_name(month)
    if not found:
        inside = f"{alone} is within" if alone else f"none of {what} is outside"
        return f"In {when}, {inside} its usual range."
    unusual = len({one.measure_id for one in found})
    said = f"In {when}, {alone or f'{unusual:,} of {what}'} {_is(unusual)} unusual"
    if len(found) > unusual:
        said += f" ({words.plural(len(found), 'signal')} in all)"
    new = sum(one.is_new for one in found)
    return f"{said}: {words.list_of(meanings(found))}. {_new(new, len(found))}"


def meanings(found: Sequence[Signal]) -> list[str]:
    """Return how many signals mean what, in words; what all of them mean is said of all."""
    several = [pair for pair in counts(found) if pair[1]]
    parts = []
    for one, count in several:
        whole = {1: "it", 2: "both"}.get(count, f"all {count:,}")
        amount = whole if len(several) == 1 else f"{count:,}"
        parts.append(f"{amount} {one.says_one if count == 1 else one.says_many}")
    return parts


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _new(new: int, total: int) -> str:
    if new == 0 and total == 1:
        return "It is not new: it was unusual the month before."
    if new == 0:
        return "None is new: all were unusual the month before."
    if new == total:
        return "All are new this month." if new > 1 else "It is new this month."
    others = "the other was" if total - new == 1 else "the others were"
    return f"Of these, {new:,} {_is(new)} new this month; {others} unusual the month before too."


def counts(found: Sequence[Signal]) -> list[tuple[Verdict, int]]:
    """Return how many signals have each meaning, concerns first, with zeros."""
    return [(one, sum(signal.meaning is one for signal in found)) for one in MEANINGS]


def late_sentence(rows: Sequence[dict], month: date) -> str:
    """Return which measures end before the month shown and are judged at their own last month."""
    late: dict[str, set[str]] = {}
    for row in rows:
        end = words.as_date(row["period_end"])
        if (end.year, end.month) != (month.year, month.month):
            late.setdefault(words.month_name(end), set()).add(row["title"])
    if not late:
        return ""
    parts = [f"{words.listed(sorted(titles))} ({when})" for when, titles in late.items()]
    return (
        "Judged at their own latest month, as their figures end before "
        f"{words.month_name(month)}: {'; '.join(parts)}."
    )


def uncharted(plan_rows: Sequence[dict], rows: Sequence[dict]) -> tuple[list[str], list[str]]:
    """Return the measures of the Plan without a chart: those with figures, and those without.

    `plan_rows` are those of queries/pages/plan_measures.sql.
    """
    charted = {row["measure_id"] for row in rows}
    left = [row for row in plan_rows if row["measure_id"] not in charted]
    with_figures = [row["title"] for row in left if row["has_figures"]]
    return with_figures, [row["title"] for row in left if not row["has_figures"]]


def signal_rows(found: Sequence[Signal]) -> list[dict[str, str]]:
    """Return the signals as a table for the download and for papers."""
    return [
        {
            "Measure": one.title,
            "Area": one.area,
            "Month": words.month_name(one.month),
            "Why it is unusual": words.sentence_case(f"{one.reason}{one.detail}"),
            "Means": words.sentence_case(one.meaning.word),
            "Since": one.since or "New this month",
            "Caveat": one.caveat,
        }
        for one in found
    ]


def rules(rule: dict) -> list[str]:
    """Return the rules that make a month unusual, with the constants that the database used."""
    return [
        "Outside the limits: the month is above the upper or below the lower limit.",
        f"{rule['near_points']} of {rule['near_window']} months near a limit: that many lie more "
        f"than {_share(rule['warning_share'])} of the way from the average to the same limit, the "
        f"latest among them, and all {rule['near_window']} are on the same side of the average.",
        f"{rule['run_length']} months in a row on the same side of the average.",
        f"{rule['trend_length']} rises, or {rule['trend_length']} falls, in a row.",
    ]


def _share(share: float) -> str:
    return "two thirds" if abs(share - 2 / 3) < 1e-9 else words.percent(100 * share, 0)


def method(rule: dict) -> list[str]:
    """Return how average and limits are worked out, with the constants that were used."""
    return [
        f"Each monthly series has an average and limits {rule['limit_factor']} times the average "
        "change from month to month on either side of it (an XmR chart). Changes of "
        f"{rule['range_factor']} times that average or more are left out of it once, and the "
        "limits worked out again.",
        "Within the limits, a month is what chance and the usual ups and downs would give. A "
        "signal says that something is unusual, and not why.",
        "Where several rules are met, the first of the list is named.",
        "Limits use all months since the last break, also those after the month shown.",
    ]


def differences(rule: dict) -> list[str]:
    """Return where the charts differ from other tools, NHS England's templates above all."""
    firm = rule["points_for_firm_limits"]
    return [
        "Season: counts that average at least "
        f"{rule['mean_for_season']} a month over at least {rule['points_for_season']} months are "
        "adjusted for season first. Each month is divided by its seasonal factor: the average "
        "ratio of that calendar month to the 12-month moving average around it. The limits shown "
        "are multiplied by the factor again, so that they stand beside the value as recorded. "
        "Charts of the values as recorded would call every busy season unusual.",
        "Breaks: a recording change, a gap, a change of source, and the beginning and end of a "
        "documented event such as the pandemic each start a new set of limits. With fewer than "
        f"{firm} months they are called trial limits.",
        "The lower limit of a count is never below 0.",
        f"Counts that average under {rule['smallest_mean']} a month, such as homicides, have no "
        "chart: limits mean nothing for them.",
        "Sums of 12 months are never charted this way: they overlap, and would always seem to "
        "shift.",
    ]
