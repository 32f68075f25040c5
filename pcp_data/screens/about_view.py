"""What the About page says: every measure of every Plan, and how the figures are made.

Rows are those of queries/pages/about_*.sql. Nothing here draws or reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pcp_data import words
from pcp_data.filters import Choices, Filters
from pcp_data.screens.measure_view import AIMS, STATUSES, baseline
from pcp_data.view import View

NO_PLAN = "In no Plan"
BECAME = {
    "follows": "It goes on as {title} in {plan}.",
    "merges": "To be merged into {title} in {plan}.",
    "moves": "To move to {title} in {plan}.",
    "extends": "It goes on, with {title} beside it in {plan}.",
}
CAME = {
    "follows": "It follows {title} of {plan}.",
    "merges": "It takes in {title} of {plan}.",
    "moves": "It receives {title} of {plan}.",
    "extends": "It stands beside {title} of {plan}.",
}
OWN = ("search", "every", "parts")  # how the link names what is asked beside the filter bar
BETTER = {"lower": "lower is better", "higher": "higher is better", "neutral": "neither way better"}


# Heading and text; what stands in braces comes from the settings and the rules in force.
METHOD = (
    (
        "Twelve months",
        "Most figures are over 12 months, so that the season does not matter. All 12 months "
        "must be there, from one source; otherwise there is no figure, and the page says why. "
        "Rates and averages are worked out from the sums of their parts, never as the average "
        "of 12 monthly rates.",
    ),
    (
        "Baselines",
        "Each Plan prints its own, and they differ by measure. The one used is always named. "
        "Where a Plan prints none, the 12 months before are compared instead, and the page "
        "says so.",
    ),
    (
        "Verdicts",
        "Better or worse follow the aim of the Plan, not the direction of the figure: up is "
        "good for satisfaction and bad for burglary. A measure that the Plan only monitors is "
        "not judged, nor is a change across a recording change, between periods that share "
        "months, on too few events, or without counts.",
    ),
    (
        "Chance",
        "A change smaller than chance would give is called no clear change. Counts: the exact "
        "conditional 95% interval of the ratio of the two counts. Percentages: Newcombe’s 95% "
        "interval of their difference. Survey and satisfaction percentages have Wilson’s 95% "
        "interval. The intervals say nothing of causes.",
    ),
    (
        "Unusual months",
        "Control charts of monthly figures, with limits {limit_factor} times the "
        "average change from month to month. The page What changed prints all rules.",
    ),
    (
        "Small numbers",
        "Percentages on fewer than {grey_below_base} answers are shown in grey "
        "and not judged; on fewer than {hide_below_base} they are not shown.",
    ),
    (
        "Rounding",
        "Everything is worked out unrounded and rounded once, half away from zero, as in the "
        "published papers: −37.35 becomes −37.4.",
    ),
    (
        "Missing, zero and suppressed",
        "They are three different things here. Zero means that it was counted and there were none.",
    ),
    (
        "Most similar forces",
        "The average of the group is the plain mean of its forces’ rates, the force itself "
        "included, as His Majesty’s Inspectorate works it out.",
    ),
    (
        "Provisional months",
        "The latest months of some measures still change, because outcomes and returns arrive "
        "late. They are marked provisional.",
    ),
    (
        "Sample data",
        "A fresh copy shows made-up data, so that there is something to look at. They agree "
        "with the printed figures of the public papers and are made up in between. A banner "
        "says so on every page and every export; no figure mixes made-up and real data.",
    ),
)


@dataclass(frozen=True)
class Entry:
    """One place of a measure in a Plan (or a measure in none), in words."""

    measure_id: str
    title: str
    plan: str
    priority_id: str | None
    priority: str
    themes: tuple[str, ...]
    register_id: str
    part_of: str
    indicator: str
    definition: str
    aim: str
    baseline: str
    owner: str
    source_in_plan: str
    sources: str
    status: str
    history: tuple[str, ...]
    has_figures: bool

    @property
    def text(self) -> str:
        """Return everything that a search looks at, in lower case."""
        parts = (
            self.title, self.plan, self.priority, self.register_id, self.measure_id, self.part_of,
            self.indicator, self.definition, self.aim, self.baseline, self.owner,
            self.source_in_plan, self.sources, self.status, *self.history,
        )  # fmt: skip
        return " ".join(parts).lower()


@dataclass(frozen=True)
class Asked:
    """What the page asks of the measures beside the filter bar."""

    search: str = ""
    every_plan: bool = False
    with_parts: bool = False


def asked(params: Mapping[str, Iterable[str]]) -> Asked:
    """Return what a link to the page asks beside the filter bar."""
    wanted, every, parts = (next(iter(params.get(name, ())), "").strip() for name in OWN)
    return Asked(wanted, every.lower() == "yes", parts.lower() == "yes")


def entries(rows: Sequence[dict], links: Sequence[dict]) -> list[Entry]:
    """Return every measure of every Plan in the Plans' order, then those in none."""
    places: dict[str, list[dict]] = {}
    for row in rows:
        places.setdefault(row["measure_id"], []).append(row)
    return [_entry(row, links, places[row["measure_id"]]) for row in rows]


def _entry(row: dict, links: Sequence[dict], places: Sequence[dict]) -> Entry:
    in_plan = row["plan_id"] is not None
    return Entry(
        measure_id=row["measure_id"],
        title=row["title"],
        plan=row["plan_id"] or NO_PLAN,
        priority_id=row["priority_id"],
        priority=row["priority_title"] or "",
        themes=tuple(row["themes"] or ()),
        register_id=row["register_id"] or "",
        part_of=row["parent_title"] or "",
        indicator=row["indicator"] or row["metric_text"] or "",
        definition=row["definition"],
        aim=AIMS.get(row["aim"], "") if in_plan else words.sentence_case(BETTER[row["better"]]),
        baseline=baseline(row) if in_plan else "",
        owner=row["owner"],
        source_in_plan=row["source_owner"] or "",
        sources="; then ".join(row["source_titles"] or ()) or "None agreed yet",
        status=STATUSES.get(row["status"], "") if in_plan else "",
        history=tuple(_history(row, links, places)),
        has_figures=bool(row["has_figures"]),
    )


def _history(row: dict, links: Sequence[dict], places: Sequence[dict]) -> list[str]:
    """Return where a measure came from and what becomes of it, then what the papers say."""
    if row["plan_id"] is None:
        return []
    own = row["register_id"]
    said, linked = [], set()
    for link in links:
        if own and link["to_register_id"] == own:
            said.append(_link(CAME, link, "from"))
            linked.add(link["from_plan"])
        if own and link["from_register_id"] == own:
            said.append(_link(BECAME, link, "to"))
            linked.add(link["to_plan"])
    others = [
        place["plan_id"]
        for place in places
        if place["plan_id"] not in (row["plan_id"], None) and place["plan_id"] not in linked
    ]
    if others:
        said.append(f"It also stands in {words.list_of(others)}.")
    if row["recommendation"]:
        said.append(f"Recommendation: {row['recommendation']}")
    if row["note"]:
        said.append(row["note"])
    return said


def _link(forms: dict[str, str], link: dict, side: str) -> str:
    said = forms[link["kind"]].format(title=link[f"{side}_title"], plan=link[f"{side}_plan"])
    return f"{said} {link['note']}" if link["note"] else said


def chosen(found: Sequence[Entry], filters: Filters, ask: Asked) -> list[Entry]:
    """Return the entries of the Plan, priority and theme that hold every word of the search.

    Every Plan's if so asked, whatever the priority and theme; a search ignores case. Parts of a
    measure (residential burglary of neighbourhood crime) stand only with parts.
    """
    wanted = ask.search.lower().split()
    return [
        one
        for one in found
        if (ask.every_plan or _is_in(one, filters))
        and (ask.with_parts or not one.part_of)
        and all(word in one.text for word in wanted)
    ]


def _is_in(one: Entry, filters: Filters) -> bool:
    return (
        one.plan == filters.plan
        and filters.priority in (None, one.priority_id)
        and (filters.theme is None or filters.theme in one.themes)
    )


def elsewhere(found: Sequence[Entry], filters: Filters, ask: Asked) -> tuple[str, Asked | None]:
    """Return, where nothing is chosen, why, and what else to ask for to see what there is."""
    parts_too = replace(ask, with_parts=True)
    if chosen(found, filters, parts_too):
        return "Only parts of other measures match here.", parts_too
    every = replace(parts_too, every_plan=True)
    others = chosen(found, filters, every) if ask.search and not ask.every_plan else ()
    if others:
        count = words.plural(len(others), "entry", "entries")
        verb = "does" if len(others) == 1 else "do"
        return f"No measure matches here, but {count} of every Plan {verb}.", every
    if ask.search:
        return "No measure matches. Clear the search.", None
    both = " and ".join(
        [f"this {name}" for name in ("priority", "theme") if getattr(filters, name)]
    )
    return f"No measure of this Plan has {'both ' * (' and ' in both)}{both}.", None


def in_words(filters: Filters, choices: Choices, ask: Asked) -> str:
    """Return which measures are listed, in words."""
    if ask.every_plan:
        said = ["Every Plan, and measures in none"]
    else:
        plan = choices.plan(filters.plan)
        said = [plan.title]
        said += [one.title for one in plan.priorities if one.id == filters.priority]
        said += [f"theme: {one.title}" for one in plan.themes if one.id == filters.theme]
    said += [f"what holds “{ask.search}”"] if ask.search else []
    said += ["parts of measures too"] if ask.with_parts else []
    return "; ".join(said)


def view_in_words(view: View) -> str:
    """Return which measures a link to the page lists, in words."""
    return f"{in_words(view.filters, view.choices, asked(view.params))}."


def headline(found: Sequence[Entry]) -> str:
    """Return how many measures there are, in how many Plans, and how many have figures."""
    entries_ = [one for one in found if one.register_id]
    plans = list(dict.fromkeys(one.plan for one in found if one.plan != NO_PLAN))
    by_plan = [f"{sum(one.plan == plan for one in entries_):,} in {plan}" for plan in plans]
    measures = {one.measure_id for one in found}
    shown = {one.measure_id for one in found if one.has_figures}
    return (
        f"{words.plural(len(entries_), 'measure')} in {words.plural(len(plans), 'Plan')} "
        f"({words.list_of(by_plan)}). With their parts, and measures that stand in no Plan, "
        f"{len(measures):,} are defined here; {len(shown):,} of them have figures."
    )


def entries_table(found: Sequence[Entry]) -> pd.DataFrame:
    """Return the entries as a table for the download."""
    return pd.DataFrame(
        [
            {
                "Measure": one.title,
                "Plan": one.plan,
                "Priority": one.priority,
                "Register id": one.register_id,
                "Part of": one.part_of,
                "Indicator in the Plan": one.indicator,
                "Definition": one.definition,
                "Aim": one.aim,
                "Baseline": one.baseline,
                "Owner": one.owner,
                "Source named in the Plan": one.source_in_plan,
                "Sources, first choice first": one.sources,
                "Recommended": one.status,
                "Between Plans": " ".join(one.history),
                "Has figures": "Yes" if one.has_figures else "No",
            }
            for one in found
        ]
    )


def meetings_table(rows: Sequence[dict]) -> pd.DataFrame:
    """Return who meets, how often, and what they need."""
    return pd.DataFrame(
        [
            {
                "Body": f"{row['body']} ({row['abbreviation']})"
                if row["abbreviation"]
                else row["body"],
                "How often": row["cadence"],
                "What it needs": row["needs"],
                "Chair": row["chair"] or "",
                "Who attends": row["attendees"] or "",
                "Plans": words.list_of((row["plans"] or "").split()),
                "Source": row["source"],
            }
            for row in rows
        ]
    )


def method(settings: dict, rule: dict) -> list[tuple[str, str]]:
    """Return how the figures are made, as pairs of a heading and its text."""
    return [(head, said.format(**settings, **rule)) for head, said in METHOD]
