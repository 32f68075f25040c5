"""Check that what the definitions name exists, and that dates and sums can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from pcp_data.define.model import (
    NO_MEASURE,
    Definitions,
    Items,
    Measure,
    MeasureSource,
    Place,
    Plan,
)
from pcp_data.problems import Problem

CRIME_SOURCES = {"police_uk", "home_office_force", "home_office_csp", "force_crime"}
ASB_SOURCES = {"police_uk", "force_asb"}
PREFIXES = {
    "stats19": ("casualty: ", "collision: "),
    "force_satisfaction": ("satisfaction: ",),
    "survey": ("survey: ",),
    "force_indicator": ("indicator: ",),
}
AGAINST = {"higher": ("decrease", "below_baseline"), "lower": ("increase",)}
ASB_ITEMS = {
    f"asb: {word}" for word in ("personal", "nuisance", "environmental", "not stated", "*")
}
ROAD_ITEMS = {
    f"casualty: {word}" for word in ("fatal", "serious", "slight", "adjusted serious")
} | {f"collision: {word}" for word in ("fatal", "serious", "slight", "all")}
FIRST, LAST = date(1990, 1, 1), date(2100, 1, 1)


def check(definitions: Definitions) -> list[Problem]:
    """Return every fault of the definitions taken together; none where they agree."""
    return [
        *_duplicates(definitions),
        *_home(definitions),
        *_plans(definitions.plans),
        *(fault for measure in definitions.measures for fault in _measure(measure, definitions)),
        *_notes(definitions),
        *_links(definitions),
    ]


def _duplicates(definitions: Definitions) -> Iterable[Problem]:
    registers = [
        place.register_id
        for measure in definitions.measures
        for place in measure.places
        if place.register_id
    ]
    seats = [
        f"{place.plan} / {place.priority} / {measure.id}"
        for measure in definitions.measures
        for place in measure.places
    ]
    groups = {
        "measure id": [measure.id for measure in definitions.measures],
        "plan id": [plan.id for plan in definitions.plans],
        "register_id": registers,
        "place in a plan": seats,
        "note_id": [note.note_id for note in definitions.notes],
        "figure_id": [figure.figure_id for figure in definitions.published_measures],
    }
    for plan in definitions.plans:
        groups[f"priority id of {plan.id}"] = [priority.id for priority in plan.priorities]
        groups[f"theme id of {plan.id}"] = [theme.id for theme in plan.themes]
    for what, names in groups.items():
        for name, times in Counter(names).items():
            if times > 1:
                yield Problem(what, f"'{name}' {times} times", "it once", "Rename or remove one.")


def _unknown(where: str, what: str, name: str | None, known: Iterable[str]) -> Iterable[Problem]:
    known = set(known)
    if name is not None and name not in known:
        few = ", ".join(sorted(known)[:12])
        yield Problem(where, f"the unknown {what} '{name}'", f"one of {few}", "Correct the name.")


def _home(definitions: Definitions) -> Iterable[Problem]:
    forces = definitions.look_ups.forces
    yield from _unknown("force.toml", "force", definitions.home.home_force, forces)
    for group in definitions.home.peer_groups:
        yield from _unknown("force.toml, peer_groups", "force", group.force, forces)
        for member in group.members:
            where = f"force.toml, peer group of {group.force}"
            yield from _unknown(where, "force", member.force, forces)
            yield from _period(where, member.starts, member.ends)


def _period(where: str, starts: date | None, ends: date | None) -> Iterable[Problem]:
    for day in (starts, ends):
        if day is not None and not FIRST <= day < LAST:
            yield Problem(where, str(day), "a date from 1990 to 2099", "Correct the date.")
    if starts and ends and ends < starts:
        found = f"an end ({ends}) before its start ({starts})"
        yield Problem(where, found, "an end after the start", "Correct the dates.")


def _plans(plans: tuple[Plan, ...]) -> Iterable[Problem]:
    titles: dict[str, str] = {}
    for plan in plans:
        yield from _period(f"plan {plan.id}", plan.starts, plan.ends)
        for theme in plan.themes:
            if titles.setdefault(theme.id, theme.title) != theme.title:
                found = f"theme '{theme.id}' with two titles"
                yield Problem(f"plan {plan.id}", found, "one title in all plans", "Use one.")
    adopted = sorted((plan for plan in plans if plan.status == "adopted"), key=lambda p: p.starts)
    for earlier, later in zip(adopted, adopted[1:], strict=False):
        if later.starts <= earlier.ends:
            found = f"{earlier.id} still in force when {later.id} starts"
            yield Problem("plans", found, "one adopted plan on any day", "Correct the dates.")


def _measure(measure: Measure, definitions: Definitions) -> Iterable[Problem]:
    where = f"measure {measure.id}"
    if not measure.id.isascii() or not measure.id.replace("_", "a").isalnum():
        yield Problem(where, f"'{measure.id}'", "lower-case letters, digits and _", "Rename it.")
    named = [source.source for source in measure.sources]
    for name in {name for name in named if named.count(name) > 1}:
        yield Problem(where, f"source '{name}' twice", "each source once", "Join the two.")
    for source in measure.sources:
        yield from _unknown(where, "source", source.source, definitions.look_ups.sources)
        yield from _source(measure, source, definitions)
    for place in measure.places:
        yield from _place(measure, place, definitions)


def _source(measure: Measure, source: MeasureSource, definitions: Definitions) -> Iterable[Problem]:
    where = f"measure {measure.id}, source {source.source}"
    if bool(source.figures) == bool(source.numerator):
        expected = "either a numerator or figures"
        yield Problem(where, "both or neither", expected, "Say what the source counts, once.")
    if source.numerator and bool(source.denominator) != (measure.aggregation in ("ratio", "mean")):
        found = f"aggregation '{measure.aggregation}' and {len(source.denominator)} denominators"
        yield Problem(where, found, "a denominator for a ratio or mean only", "Correct either.")
    for part in (*source.numerator, *source.denominator):
        yield from _conditions(where, source.source, part)
        for item in part.items:
            yield from _item(where, source.source, item, definitions)
    for item in source.figures:
        yield from _item(where, source.source, item, definitions)


def _conditions(where: str, source: str, part: Items) -> Iterable[Problem]:
    narrowed = (part.knife, part.victim_under_25, part.outcome_group) != (None, None, None)
    if narrowed and source not in ("force_crime", "police_uk"):
        expected = "conditions only where the source has them"
        yield Problem(where, "a knife, age or outcome condition", expected, "Remove it.")
    if part.sign not in (1, -1):
        yield Problem(where, f"sign {part.sign}", "1 or -1", "Correct the sign.")
    if not part.items:
        yield Problem(where, "no items", "at least one item", "List what is counted.")


def _item(where: str, source: str, item: str, definitions: Definitions) -> Iterable[Problem]:
    if source in PREFIXES:
        starts = PREFIXES[source]
        if not item.startswith(starts) or (source == "stats19" and item not in ROAD_ITEMS):
            yield Problem(where, f"'{item}'", f"an item that starts {starts[0]!r}", "Correct it.")
        elif source == "force_indicator":
            known = [measure.id for measure in definitions.measures]
            yield from _unknown(where, "measure", item.removeprefix("indicator: "), known)
    elif item.startswith("asb: ") and source in ASB_SOURCES:
        yield from _unknown(where, "ASB item", item, ASB_ITEMS)
    elif source in CRIME_SOURCES:
        yield from _unknown(where, "offence code", item, definitions.look_ups.offences)
    else:
        yield Problem(where, f"'{item}'", "an item of that source", "Correct it.")


def _place(measure: Measure, place: Place, definitions: Definitions) -> Iterable[Problem]:
    where = f"measure {measure.id}, place in {place.plan}"
    plans = {plan.id: plan for plan in definitions.plans}
    yield from _unknown(where, "plan", place.plan, plans)
    if plan := plans.get(place.plan):
        yield from _unknown(where, "priority", place.priority, [p.id for p in plan.priorities])
        for theme in place.themes:
            yield from _unknown(where, "theme", theme, [each.id for each in plan.themes])
    if place.component_of:
        yield from _component(where, measure, place, definitions)
    else:
        for name in ("register_id", "aim", "status"):
            if getattr(place, name) is None:
                found = f"no '{name}' and no 'component_of'"
                yield Problem(where, found, f"'{name}' or 'component_of'", "Add one of them.")
    yield from _aim(where, measure, place, definitions)
    yield from _baseline(where, place)


def _aim(where: str, measure: Measure, place: Place, definitions: Definitions) -> Iterable[Problem]:
    """Refuse an aim against the better direction: a component takes its parent's unless it has one.

    A share answered in time, part of a time to answer, would be called worse for rising.
    """
    aim = place.aim
    if aim is None and place.component_of:
        seat = (place.plan, place.priority, place.component_of)
        aims = {(p.plan, p.priority, m.id): p.aim for m in definitions.measures for p in m.places}
        aim = aims.get(seat)
    if aim in AGAINST.get(measure.better, ()):
        found = f"the aim '{aim}' for a measure of which {measure.better} is better"
        yield Problem(where, found, "an aim in the better direction", "Give the place its own aim.")


def _component(
    where: str, measure: Measure, place: Place, definitions: Definitions
) -> Iterable[Problem]:
    for name in ("register_id", "baseline_start", "baseline_end", "status"):
        if getattr(place, name) is not None:
            found = f"both 'component_of' and '{name}'"
            yield Problem(where, found, f"'{name}' of the parent only", f"Remove '{name}'.")
    parents = {
        other.id
        for other in definitions.measures
        for seat in other.places
        if (seat.plan, seat.priority) == (place.plan, place.priority) and seat.register_id
    } - {measure.id}
    yield from _unknown(where, "parent measure", place.component_of, parents)


def _baseline(where: str, place: Place) -> Iterable[Problem]:
    starts, ends = place.baseline_start, place.baseline_end
    yield from _period(f"{where}, baseline", starts, ends)
    if (starts is None) != (ends is None):
        yield Problem(where, "half a baseline", "baseline_start and baseline_end", "Add the other.")
    elif starts and ends and (starts.day != 1 or (ends + timedelta(days=1)).day != 1):
        expected = "whole months, such as 2018-07-01 to 2019-06-30"
        yield Problem(where, f"a baseline from {starts} to {ends}", expected, "Correct the dates.")


def _notes(definitions: Definitions) -> Iterable[Problem]:
    measures = {measure.id for measure in definitions.measures} | {NO_MEASURE}
    look_ups = definitions.look_ups
    areas = {*look_ups.forces, *look_ups.districts, definitions.home.nation}
    for note in definitions.notes:
        where = f"data_notes.csv, {note.note_id}"
        yield from _unknown(where, "measure", note.measure_id, measures)
        yield from _unknown(where, "area code", note.area_code, areas)
        yield from _period(where, note.starts, note.ends)
        if note.kind == "series_break" and note.starts is None:
            yield Problem(where, "a series break without 'starts'", "its date", "Add the date.")
    for figure in definitions.published_measures:
        where = f"published_measures.csv, {figure.figure_id}"
        yield from _unknown(where, "measure", figure.measure_id, measures - {NO_MEASURE})


def _links(definitions: Definitions) -> Iterable[Problem]:
    """Note a link that names no register entry, or does not lead to a later Plan."""
    order = {plan.id: plan.order for plan in definitions.plans}
    plans = {
        place.register_id: order.get(place.plan, 0)
        for measure in definitions.measures
        for place in measure.places
        if place.register_id
    }
    for link in definitions.measure_links:
        ends = (link.from_register_id, link.to_register_id)
        where = f"measure_links.csv, {ends[0]} to {ends[1]}"
        for name in ends:
            yield from _unknown(where, "register_id", name, plans)
        if set(ends) <= plans.keys() and plans[ends[0]] >= plans[ends[1]]:
            expected, action = "a link from an earlier Plan to a later one", "Turn it or remove it."
            yield Problem(where, "no later Plan at its end", expected, action)
