"""What the choices of the filter bar leave of the data: sources, files, areas, figures, notes.

Data and its workbook take their rows from here, so that both are narrowed alike. A priority or
theme leaves the sources that can give its measures, districts what is of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pcp_data import words
from pcp_data.query import Row
from pcp_data.screens import papers_view
from pcp_data.screens.data_view import MOST_REASONS
from pcp_data.screens.plan_rows import choices_in_words, is_wanted
from pcp_data.view import View

NO_BOTH = "No measure of this Plan has both this priority and this theme."


@dataclass(frozen=True)
class Scope:
    """The measures of a view, and the sources that can give them.

    `ranks` are the places of a source in the measures' order of preference. `of` names the
    priority and the theme; where it is empty neither is chosen, and no source is left out.
    """

    measures: frozenset[str]
    ranks: Mapping[str, tuple[int, ...]]
    of: str

    def has(self, row: Row) -> bool:
        """Return whether a row is of a source that is not left out."""
        return not self.of or row["source_id"] in self.ranks

    def given(self, source_id: str) -> str:
        """Return how many of the measures a source can give, and as which choice."""
        ranks = self.ranks.get(source_id, ())
        first, later = sum(rank == 1 for rank in ranks), sum(rank > 1 for rank in ranks)
        said = [f"first choice of {first:,}"] * bool(first)
        said += [f"later choice of {later:,}"] * bool(later)
        return words.sentence_case(", ".join(said)) or "None"


def scope(view: View) -> Scope:
    """Return the measures of the Plan that priority and theme leave, with their sources."""
    filters = view.filters
    given = {
        place["measure_id"]: place["source_preference"] or ()
        for place in view.fetch("data_measures")
        if place["plan_id"] == filters.plan and is_wanted(place, filters)
    }
    ranks = defaultdict(list)
    for names in given.values():
        for rank, name in enumerate(names, 1):
            ranks[name].append(rank)
    return Scope(
        frozenset(given),
        {name: tuple(found) for name, found in ranks.items()},
        " with ".join(choices_in_words(view)),
    )


def sources(view: View) -> list[dict]:
    """Return the sources, each with what it `gives` and its months that may still change."""
    chosen, provisional = scope(view), defaultdict(list)
    for row in view.fetch("data_provisional"):
        if not chosen.of or row["measure_id"] in chosen.measures:
            provisional[row["source_id"]].append(row)
    return [
        {
            **row,
            "gives": chosen.given(row["source_id"]),
            "provisional_from": min((one["provisional_from"] for one in found), default=None),
            "provisional_to": max((one["provisional_to"] for one in found), default=None),
            "provisional_measures": len(found),
        }
        for row in view.fetch("data_sources")
        if chosen.has(row)
        for found in [provisional[row["source_id"]]]
    ]


def feeding(view: View) -> str:
    """Return how many sources feed the priority and theme; nothing where neither is chosen."""
    chosen = scope(view)
    if not chosen.of:
        return ""
    if not chosen.measures:
        return NO_BOTH
    every, feed = len(view.fetch("data_sources")), len(chosen.ranks)
    known = {row["measure_id"] for row in view.fetch("data_measures") if row["source_preference"]}
    unknown = len(chosen.measures - known)
    said = (
        f"{feed or 'None'} of {words.plural(every, 'source')} "
        f"{'feeds' if feed < 2 else 'feed'} the {words.plural(len(chosen.measures), 'measure')} "
        f"of {chosen.of}."
    )
    return f"{said} For {unknown:,} of them no source is agreed yet." if unknown else said


def files(view: View) -> list[Row]:
    """Return the files of the sources in view."""
    chosen = scope(view)
    return [row for row in view.fetch("data_files") if chosen.has(row)]


def unknown_files(view: View) -> str:
    """Return how many files are left out as nobody knows their source; nothing if none is."""
    count = sum(row["source_id"] is None for row in view.fetch("data_files"))
    if not count or not scope(view).of:
        return ""
    left = "is left out, as its source is" if count == 1 else "are left out, as their source is"
    return f"{words.plural(count, 'file')} {left} not known."


def replaced(view: View) -> list[Row]:
    """Return the releases of the sources in view that others replaced."""
    chosen = scope(view)
    return [row for row in view.fetch("data_replaced") if chosen.has(row)]


def source_ids(view: View) -> list[str] | None:
    """Return the sources in view as a query's parameter, None for every one."""
    chosen = scope(view)
    return sorted(chosen.ranks) if chosen.of else None


def rejected(view: View) -> tuple[Row, ...]:
    """Return the reasons for which rows of the sources in view were refused."""
    return view.fetch("data_rejected", most=MOST_REASONS, sources=source_ids(view))


def coverage(view: View) -> pd.DataFrame:
    """Return the runs of months of the sources and districts in view."""
    chosen, rows = scope(view), view.rows("data_coverage")
    wanted = pd.Series(True, index=rows.index)
    if chosen.of:
        wanted &= rows["source_id"].isin(list(chosen.ranks))
    if view.filters.districts:
        wanted &= rows["area_code"].isin(view.area_codes)
    return rows[wanted]


def published(view: View) -> list[Row]:
    """Return the printed figures on the measures and the districts in view."""
    chosen = scope(view)
    return [
        row
        for row in view.fetch("data_published")
        if (not chosen.of or row["measure_id"] in chosen.measures)
        and (not view.filters.districts or row["area_code"] in view.area_codes)
    ]


def notes(view: View) -> list[dict]:
    """Return the notes on the measures and areas in view, naming no other measure.

    A note on the force, or on no area, is on each of its districts too.
    """
    chosen, titles = scope(view), {one.id: one.title for one in view.choices.measures}
    areas = {None, view.choices.home.id, *view.area_codes}
    found = []
    for row in view.fetch("data_notes"):
        ids = chosen.measures.intersection(row["measure_ids"])
        if view.filters.districts and row["area_code"] not in areas:
            continue
        if not chosen.of or row["is_general"]:
            found.append(dict(row))
        elif ids:
            found.append({**row, "measures": sorted(titles[one] for one in ids)})
    return found


def measures_note(view: View) -> str:
    """Return whose measures they are that a source is said to give."""
    plan, chosen = view.choices.plan(view.filters.plan).title, scope(view)
    return (
        f"Measures are those of {f'{chosen.of} in {plan}' if chosen.of else plan}, whose figures "
        "come from the first choice that has them."
    )


def on(view: View) -> str:
    """Return what printed figures and notes are narrowed to, as in " on Leeds", or nothing."""
    said = [words.list_of(view.filters.districts)] if view.filters.districts else []
    chosen = scope(view)
    said += [f"measures of {chosen.of}"] if chosen.of else []
    return f" on {' and on '.join(said)}" if said else ""


def giving(view: View) -> set[str]:
    """Return the sources that can give any measure at all."""
    return {name for row in view.fetch("data_measures") for name in row["source_preference"] or ()}


def in_words(view: View) -> str:
    """Return what the page and its workbook are narrowed to, and the months they ask about."""
    chosen, filters = scope(view), view.filters
    plan = view.choices.plan(filters.plan).title
    said = [f"Sources of the measures of {chosen.of} ({plan})" if chosen.of else "Every source"]
    if filters.districts:
        said.append(f"coverage, published figures and notes of {words.list_of(filters.districts)}")
    said.append(words.twelve_months_to(filters.period_end))
    if filters.compare_end:
        said.append(f"beside the {words.twelve_months_to(filters.compare_end)}")
    said += papers_view.in_words(view.params)
    return f"{'; '.join(said)}."
