"""The largest changes between two periods of 12 months, only those that chance would not give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from pcp_data import words
from pcp_data.comparisons import BROKEN, PROVISIONAL, TOLD, verdict_on, with_findings
from pcp_data.filters import BASELINE, PREVIOUS, Filters
from pcp_data.query import Row
from pcp_data.screens.beside import beside
from pcp_data.screens.plan_rows import is_wanted
from pcp_data.verdicts import UNJUDGED, Verdict, verdict_of
from pcp_data.view import View

KINDS = {
    "baseline": "the Plan’s baseline",
    "previous": "the 12 months before",
    "chosen": "the 12 months chosen",
}


def kinds(filters: Filters) -> list[str]:
    """Return the kinds of comparison of a view: what it compares with, then the year before."""
    if filters.compare == PREVIOUS:
        return ["previous"]
    return ["baseline" if filters.compare == BASELINE else "chosen", "previous"]


@dataclass(frozen=True)
class Move:
    """One difference that is beyond chance, in words. `at_least` is the nearer end of its interval.

    `row` is what it was made from, with its figures as numbers.
    """

    measure_id: str
    title: str
    area_code: str
    area: str
    kind: str
    value: str
    then: str
    change: str
    at_least: float
    versus: str
    period: str
    interval: str
    verdict: Verdict
    caveat: str
    is_up: bool
    row: dict[str, object] = field(repr=False, compare=False)

    @property
    def sentence(self) -> str:
        """Return the whole of it, fit to stand alone in a paper."""
        return f"{self.title} in {self.area}: {self.reason}"

    @property
    def is_change(self) -> bool:
        """Return whether it may be called a change: recording did not change in between."""
        return self.row["finding"] != BROKEN

    @property
    def reason(self) -> str:
        """Return the figure, the change and what it is compared with."""
        if not self.is_change:
            return f"{self.value} in the {self.period}, beside {self.then} in {self.versus}"
        way = "up" if self.is_up else "down"
        return (
            f"{self.value} in the {self.period}, {way} {self.change} from {self.then} in "
            f"{self.versus}"
        )


def move_rows(view: View) -> list[dict]:
    """Return the latest figures of a view's measures beside those that they may be set against."""
    places: dict[str, Row] = {}
    for place in view.grouped("plan_places", "plan_id").get(view.filters.plan, ()):
        if is_wanted(place, view.filters):
            places.setdefault(place["measure_id"], place)
    asked = kinds(view.filters)
    made = [
        row
        for row in beside(view, list(places), view.area_codes, places)
        if row["kind"] in asked
        and row["because"] is None
        and row["compare_end"] != row["period_end"]
    ]
    return sorted(with_findings(made), key=lambda row: (row["area_order"], row["title"]))


def moves(rows: Sequence[dict], kind: str) -> list[Move]:
    """Return the differences of one kind that are beyond chance, the largest first.

    Judged ones come before those that are not judged (a monitored measure, a series break).
    Ranked by the nearer end of the interval, so that a large change of small numbers, which is
    less certain, does not stand above a certain one.
    """
    found = [_move(row) for row in rows if row["kind"] == kind and row["is_beyond_chance"]]
    return sorted(found, key=lambda one: (one.verdict is UNJUDGED, -one.at_least))


def tested_count(rows: Sequence[dict], kind: str) -> int:
    """Return of how many comparisons of a kind it can be told whether chance gave them."""
    return sum(row["kind"] == kind and row["finding"] in TOLD for row in rows)


def _move(row: dict) -> Move:
    is_up = row["value"] > row["compare_value"]
    period = words.twelve_months_to(row["compare_end"])
    versus = f"the {period}" if row["kind"] != "baseline" else f"the baseline, the {period}"
    return Move(
        measure_id=row["measure_id"],
        title=row["title"],
        area_code=row["area_code"],
        area=row["area_name"],
        kind=row["kind"],
        value=words.with_unit(row["value"], row["unit"], row["decimals"]),
        then=words.bare(row["compare_value"], row["unit"], row["decimals"]),
        change=_change(row),
        at_least=row["lower"] if is_up else -row["upper"],
        versus=versus,
        period=words.twelve_months_to(row["period_end"]),
        interval="" if row["finding"] == BROKEN else _interval(row),
        verdict=verdict_of(verdict_on(row["finding"], row["aim"], row["better"])),
        caveat=_caveat(row),
        is_up=is_up,
        row=row,
    )


def _change(row: dict) -> str:
    """Return the size of a change without its sign: "12.3% (1,234)", "4.2 percentage points"."""
    change = abs(row["value"] - row["compare_value"])
    if row["unit"] == "%":
        return words.points(change).lstrip("+")
    amount = words.number(change, row["decimals"])
    if not row["compare_value"]:
        return amount
    return f"{words.percent(100 * change / row['compare_value'])} ({amount})"


def _interval(row: dict) -> str:
    unit = " points" if row["unit"] == "%" else "%"
    lower = words.signed(row["lower"], 1)
    if row["upper"] == np.inf:
        return f"{lower}{unit} or more"
    return f"{lower}{unit} to {words.signed(row['upper'], 1)}{unit}"


def _caveat(row: dict) -> str:
    said = [row["series_break"] or ""]
    if not row["series_break"] and row["aim"] == "monitor":
        said.append("The Plan only monitors this measure.")
    if row["status"] == "provisional":
        said.append(PROVISIONAL)
    return " ".join(one for one in said if one)


def sentence(found: Sequence[Move], tested: int, kind: str) -> str:
    """Return how many of the comparisons are beyond chance, and how they are judged."""
    changed = [one for one in found if one.is_change]
    broken = len(found) - len(changed)
    rest = f" {_over_breaks(broken)}" if broken else ""
    if not tested:
        return f"Nothing can be compared with {KINDS[kind]} in this view.{rest}"
    what = f"{words.plural(tested, 'figure')} that can be compared with {KINDS[kind]}"
    if not changed:
        return f"None of {what} changed by more than chance would give.{rest}"
    tally = [
        f"{count:,} {word}"
        for word in ("better", "worse", "not judged")
        if (count := sum(one.verdict.word == word for one in changed))
    ]
    return (
        f"{len(changed):,} of {what} changed by more than chance would give: "
        f"{words.list_of(tally)}.{rest}"
    )


def _over_breaks(count: int) -> str:
    if count == 1:
        return "One figure differs, but recording changed in between, so it is not called a change."
    return (
        f"{count:,} figures differ, but recording changed in between, so they are not called "
        "changes."
    )


def in_words(found: Sequence[Move]) -> list[dict[str, str]]:
    """Return the moves as a table for the download and for papers."""
    return [
        {
            "Measure": one.title,
            "Area": one.area,
            "Latest 12 months": f"{one.value} ({one.period})",
            "Compared with": f"{one.then} ({one.versus})",
            "Change": f"{'Up' if one.is_up else 'Down'} {one.change}"
            if one.is_change
            else "Not called a change",
            "95% interval of the change": one.interval,
            "Verdict": words.sentence_case(one.verdict.word),
            "Caveat": one.caveat,
        }
        for one in found
    ]
