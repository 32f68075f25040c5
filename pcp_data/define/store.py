"""Put checked definitions into the tables of a database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from typing import Any

import duckdb

from pcp_data import sql
from pcp_data.define.model import Definitions, Items, Measure, MeasureSource, Place, Settings

AREA_ORDER_OF_PEERS = 100_000

Rows = dict[str, list[dict[str, Any]]]


def store(definitions: Definitions, connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the tables of definitions and code lists, which must exist and be empty."""
    for name, file in definitions.look_ups.files.items():
        connection.execute(sql.text(f"definitions/{name}"), {"file": str(file)})
    home = definitions.home
    connection.execute(
        sql.text("definitions/area"),
        {"nation": home.nation, "nation_name": home.nation_name, "home": home.home_force},
    )
    for table, rows in chain(
        _peers(definitions).items(),
        _plans(definitions).items(),
        _measures(definitions).items(),
        _about(definitions).items(),
    ):
        insert_rows(connection, table, rows)


def insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict]) -> None:
    """Put rows (like keys, the table's columns) into a table in one statement.

    One at a time costs a second for a few hundred.
    """
    if not rows:
        return
    relation = connection.table(table)
    types = dict(zip(relation.columns, relation.types, strict=True))
    wanted = [{name: _json_type(str(types[name])) for name in rows[0]}]
    text = sql.text("definitions/rows").format(table=table)
    values = {"rows": json.dumps(rows, default=str), "shape": json.dumps(wanted)}
    connection.execute(text, values)


def _json_type(name: str) -> Any:
    return [name.removesuffix("[]")] if name.endswith("[]") else name


def _peers(definitions: Definitions) -> Rows:
    groups = definitions.home.peer_groups
    areas = [
        {
            "area_code": f"PEER:{group.force}",
            "area_name": group.title,
            "area_type": "peer_group",
            "parent_code": definitions.home.nation,
            "area_order": AREA_ORDER_OF_PEERS + number,
        }
        for number, group in enumerate(groups)
    ]
    members = [
        {
            "area_code": f"PEER:{group.force}",
            "member_code": member.force,
            "starts": member.starts,
            "ends": member.ends,
        }
        for group in groups
        for member in group.members
    ]
    return {"area": areas, "area_member": members}


def _about(definitions: Definitions) -> Rows:
    """Return what explains the figures: notes, words, meetings and whom to ask."""
    home = definitions.home
    contact = asdict(home.contact) | {"publisher": home.publisher}
    numbered = enumerate(definitions.meetings, 1)
    return {
        "data_note": [asdict(note) for note in definitions.notes],
        "term": [asdict(term) for term in definitions.glossary],
        "meeting": [asdict(one) | {"meeting_order": place} for place, one in numbered],
        "contact": [contact],
        "measure_link": [asdict(link) for link in definitions.measure_links],
    }


def _plans(definitions: Definitions) -> Rows:
    rows: Rows = {"plan": [], "priority": [], "theme": [], "plan_theme": []}
    themes: dict[str, dict[str, Any]] = {}
    for plan in definitions.plans:
        rows["plan"].append(
            {
                "plan_id": plan.id,
                "title": plan.title,
                "status": plan.status,
                "starts": plan.starts,
                "ends": plan.ends,
                "vision": plan.vision,
                "plan_order": plan.order,
                "source": plan.source,
            }
        )
        for number, priority in enumerate(plan.priorities, 1):
            row = asdict(priority) | {"plan_id": plan.id, "priority_order": number}
            row["priority_id"] = row.pop("id")
            row.pop("note")
            rows["priority"].append(row)
        for theme in plan.themes:
            row = {"theme_id": theme.id, "title": theme.title, "objective": theme.objective}
            order = {"theme_order": len(themes) + 1, "source": theme.source}
            themes.setdefault(theme.id, row | order)
            rows["plan_theme"].append({"plan_id": plan.id, "theme_id": theme.id})
    return rows | {"theme": list(themes.values())}


def _measures(definitions: Definitions) -> Rows:
    measures = definitions.measures
    places = [(measure, place) for measure in measures for place in measure.places]
    themes = sorted({(measure.id, theme) for measure, place in places for theme in place.themes})
    return {
        "measure": [_measure(measure, definitions.home.settings) for measure in measures],
        "measure_source": [
            {"measure_id": measure.id, "source_id": source.source, "preference": number}
            for measure in measures
            for number, source in enumerate(measure.sources, 1)
        ],
        "measure_item": [
            row
            for measure in measures
            for source in measure.sources
            for row in _items(measure, source)
        ],
        "measure_theme": [{"measure_id": name, "theme_id": theme} for name, theme in themes],
        "plan_measure": [_place(measure, place, places) for measure, place in places],
    }


def _measure(measure: Measure, settings: Settings) -> dict[str, Any]:
    is_asked = measure.unit == "%" and measure.minimum_base > 0
    row = asdict(measure)
    row["measure_id"] = row.pop("id")
    row["hide_below_base"] = settings.hide_below_base if is_asked else 0
    row["scale"] = 100 if measure.unit == "%" else 1
    row["source_preference"] = [source.source for source in measure.sources]
    row.pop("places")
    row.pop("sources")
    return row


def _items(measure: Measure, source: MeasureSource) -> Iterator[dict[str, Any]]:
    parts = [("numerator", part) for part in source.numerator]
    parts += [("denominator", part) for part in source.denominator]
    parts += [("both", Items(source.figures))] if source.figures else []
    for part, counted in parts:
        for item in counted.items:
            yield {
                "measure_id": measure.id,
                "source_id": source.source,
                "part": part,
                "item": item,
                "knife": counted.knife,
                "victim_under_25": counted.victim_under_25,
                "outcome_group": counted.outcome_group,
                "sign": counted.sign,
            }


def _place(measure: Measure, place: Place, places: list[tuple[Measure, Place]]) -> dict[str, Any]:
    """Return a place's row; a component takes aim, baseline and status from its parent's."""
    rule = place
    if place.component_of:
        seat = (place.plan, place.priority, place.component_of)
        rule = next(p for m, p in places if (p.plan, p.priority, m.id) == seat)
    return {
        "plan_id": place.plan,
        "priority_id": place.priority,
        "measure_id": measure.id,
        "register_id": place.register_id,
        "parent_measure_id": place.component_of,
        "indicator": place.indicator,
        "metric_text": place.metric_text,
        "source_owner": place.source_owner or rule.source_owner,
        "aim": place.aim or rule.aim,
        "target": place.target,
        "baseline_start": rule.baseline_start,
        "baseline_end": rule.baseline_end,
        "baseline_label": rule.baseline_label,
        "status": rule.status,
        "recommendation": place.recommendation,
        "note": place.note,
        "measure_order": place.order,
    }
