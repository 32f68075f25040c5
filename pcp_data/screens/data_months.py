"""Whether the 12 months shown, and those compared with, are there, source by source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pcp_data import words
from pcp_data.query import Row
from pcp_data.screens.data_scope import giving, scope
from pcp_data.screens.data_view import STATES
from pcp_data.view import View

COMPLETE, NONE = "Complete", "None"
BASELINES = "Each measure of the Plan has its own baseline, which Measure and About give"
IN_PART = "In part: only some of what the source has held, such as some of its indicators"


@dataclass(frozen=True)
class Span:
    """Twelve months of the view, and what they are there."""

    name: str
    start: date
    end: date

    @property
    def title(self) -> str:
        """Return the 12 months in words."""
        return words.sentence_case(words.twelve_months_to(self.end))


def spans(view: View) -> list[Span]:
    """Return the 12 months shown, then those compared with; a Plan's baselines are many."""
    filters = view.filters
    ends = {"Shown": filters.period_end, "Compared": filters.compare_end}
    return [Span(name, words.year_start(end), end) for name, end in ends.items() if end]


def shaded(view: View) -> pd.DataFrame:
    """Return the spans for the chart: their names with their first and last days."""
    rows = [(span.name, span.start, span.end) for span in spans(view)]
    return pd.DataFrame(rows, columns=["name", "period_start", "period_end"])


def shaded_words(view: View) -> str:
    """Return what is shaded in the chart, in words."""
    said = [f"{words.inside(span.title)} ({words.inside(span.name)})" for span in spans(view)]
    return f"Shaded: {' and '.join(said)}"


def months_table(view: View) -> pd.DataFrame:
    """Return for each source that gives measures how much of the 12 months its files cover."""
    chosen, sources = scope(view), giving(view)
    runs = defaultdict(list)
    for run in view.fetch("data_coverage"):
        runs[run["source_id"], run["area_code"]].append(run)
    return pd.DataFrame(
        [
            {"Source": row["title"]}
            | {
                span.title: _by_area(
                    {area.title: runs[row["source_id"], area.id] for area in view.areas}, span
                )
                for span in spans(view)
            }
            for row in view.fetch("data_sources")
            if row["source_id"] in sources and chosen.has(row)
        ],
        columns=["Source", *(span.title for span in spans(view))],
    )


def _by_area(runs: Mapping[str, Sequence[Row]], span: Span) -> str:
    """Return how much of the 12 months is there, area by area where that differs."""
    said = {area: _said(found, span) for area, found in runs.items()}
    if len(set(said.values())) == 1:
        return next(iter(said.values()))
    return "; ".join(f"{area}: {words.inside(one)}" for area, one in said.items())


def _said(runs: Sequence[Row], span: Span) -> str:
    """Return how many of the 12 months one area has.

    Made-up and real rows are never put together, so the fuller of the two counts.
    """
    kinds = [[run for run in runs if run["is_sample"] == kind] for kind in (False, True)]
    found = [_months(kind, span) for kind in kinds]
    whole, partly = max(found, key=lambda one: (sum(one), one[0]))
    there = whole + partly
    if whole == 12:
        return COMPLETE
    if not there:
        return NONE
    part = ", in part" if not whole else ", some in part" if partly else ""
    return f"{there} of 12 months{part}"


def _months(runs: Iterable[Row], span: Span) -> tuple[int, int]:
    """Return how many months of a span are covered whole, and how many in part."""
    counted = dict.fromkeys(STATES, 0)
    for run in runs:
        first, last = max(run["period_start"], span.start), min(run["period_end"], span.end)
        if first <= last:
            counted[run["state"]] += words.whole_months(first, last)
    return counted["covered"], counted["partly"]


def months_said(table: pd.DataFrame, view: View) -> list[str]:
    """Return for each 12 months in how many sources they are complete, there in part, not there."""
    where = words.list_of([area.title for area in view.areas])
    said = []
    for title in table.columns[1:]:
        complete, none = (int(table[title].eq(one).sum()) for one in (COMPLETE, NONE))
        rest = len(table) - complete - none
        counts = [f"complete in {complete:,} of {words.plural(len(table), 'source')}"]
        counts += [f"there in part in {rest:,}"] if rest else []
        counts += [f"not there in {none:,}"] if none else []
        said.append(f"In {where} the {words.inside(title)} are {words.list_of(counts)}.")
    return said
