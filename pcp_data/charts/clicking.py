"""A chart whose marks can be clicked, and which mark was clicked, from what is selected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

CLICKED, LINK = "clicked", "link"
TARGETS = ("bar", "point", "circle", "geoshape")
# A line or an area is one mark: what it stands for is its first point, wherever it is clicked.
NO_TARGET = "event.item.mark.marktype !== 'line' && event.item.mark.marktype !== 'area'"
NOT_TOUCHED = "event.pointerType !== 'touch'"


def clickable(spec: dict, field: str, *, by_touch: bool = True) -> dict:
    """Return a specification from `drawn` whose marks can be clicked, each telling its `field`.

    Every click puts a value in the selection or takes it out, and changes nothing on the chart;
    `clicked` makes one value of it. With `by_touch=False` a finger only reads the chart.

    Shapes read from an address must have the field outside their properties.

    Raises:
        ValueError: no layer has this field.
    """
    units = list(_units(spec, spec.get("data", {})))
    tables = spec.get("datasets", {})
    targets = [one for one, data in units if "url" in data or field in _columns(data, tables)]
    holder = next(iter(targets), None)
    if holder is None:
        raise ValueError(f"no layer of the chart has {field}")
    there = f"event.item && event.item.datum && event.item.datum[{field!r}] && {NO_TARGET}"
    test = there if by_touch else f"{there} && {NOT_TOUCHED}"
    click = {"source": "scope", "type": "click", "filter": test}
    # One layer holds the selection, which hears the clicks on all layers of the chart.
    holder["params"] = [
        {
            "name": CLICKED,
            "select": {
                "type": "point",
                "fields": [field],
                "on": click,
                "toggle": "true",
                "clear": False,
            },
        }
    ]
    for layer in targets:
        mark = _mark(layer)
        layer["mark"] = mark | ({"cursor": "pointer"} if mark["type"] in TARGETS else {})
    return spec


def linked(spec: dict, field: str, links: Mapping[object, str]) -> dict:
    """Return a specification from `drawn` whose marks open the address of their `field`, if any.

    Raises:
        ValueError: no layer has this field.
    """
    tables = spec.get("datasets", {})
    targets = [
        (layer, data["name"])
        for layer, data in _units(spec, spec.get("data", {}))
        if field in _columns(data, tables)
    ]
    if not targets:
        raise ValueError(f"no layer of the chart has {field}")
    for name in {name for _, name in targets}:
        tables[name] = tables[name].assign(**{LINK: tables[name][field].map(links)})
    for layer, _ in targets:
        # Not as an encoding: a screen reader would be told the address with each mark.
        to = {"href": {"expr": f"datum[{LINK!r}]"}, "cursor": "pointer"}
        layer["mark"] = _mark(layer) | to
    return spec


def _mark(layer: dict) -> dict:
    return layer["mark"] if isinstance(layer["mark"], dict) else {"type": layer["mark"]}


def _units(spec: dict, data: dict) -> Iterator[tuple[dict, dict]]:
    """Return the layers of a chart, also those inside others, each with its data."""
    own = spec.get("data", data)
    if "layer" not in spec:
        yield spec, own
    for one in spec.get("layer", ()):
        yield from _units(one, own)


def _columns(data: dict, tables: Mapping[str, object]) -> Iterable[str]:
    return getattr(tables.get(data.get("name")), "columns", ())


def selected(event: Mapping | None, field: str) -> tuple[object, ...]:
    """Return the values in a chart's selection, as the browser reports it."""
    marks = (event or {}).get("selection", {}).get(CLICKED) or ()
    return tuple(one[field] for one in marks if isinstance(one, Mapping) and field in one)


def clicked(before: Iterable[object], now: Iterable[object]) -> object | None:
    """Return the value that went into the selection or out of it; None if it is not just one.

    What is selected says nothing of what is chosen, so that a choice made elsewhere in the
    meantime is not undone by an old click.
    """
    changed = set(before) ^ set(now)
    return changed.pop() if len(changed) == 1 else None
