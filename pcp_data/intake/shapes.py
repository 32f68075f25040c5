"""Turn boundary files (GeoJSON or TopoJSON, as the ONS publishes them) into a plain table.

The table has one row per area: its code, its name, and its shape as GeoJSON in longitude and
latitude, to four decimals (about 10 metres), with outer rings clockwise as the maps need them.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

HEADER = ("Boundary code", "Boundary name", "Boundary shape")
CODE = re.compile(r"[A-Z]\d{8}")
DECIMALS = 4
LARGEST_BYTES = 300 * 1024**2

Ring = list[tuple[float, float]]


class UnreadableShapes(Exception):
    """The file says that it holds boundaries, and breaks the rules of its own format."""


def to_csv(path: Path, workspace: Path) -> Path | None:
    """Write the areas of a boundary file as CSV and return where; None for anything else.

    Raises:
        UnreadableShapes: a boundary file whose parts do not fit together.
    """
    try:
        return _to_csv(path, workspace)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise UnreadableShapes(f"{type(error).__name__}: {error}") from error


def _to_csv(path: Path, workspace: Path) -> Path | None:
    features = _features(path)
    if features is None:
        return None
    workspace.mkdir(parents=True, exist_ok=True)
    target = workspace / "boundaries.csv"
    with target.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink)
        writer.writerow(HEADER)
        for properties, polygons in features:
            code, name = _named(properties)
            writer.writerow((code, name, _geometry(polygons)))
    return target


def _features(path: Path) -> Iterator[tuple[dict, list[list[Ring]]]] | None:
    """Return (properties, polygons) of every area, None when the file is no boundary file."""
    with path.open("rb") as stream:
        start = stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{") or path.stat().st_size > LARGEST_BYTES:
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if found.get("type") == "FeatureCollection" and isinstance(found.get("features"), list):
        return _of_geojson(found)
    if found.get("type") == "Topology" and isinstance(found.get("objects"), dict):
        return _of_topojson(found)
    return None


def _of_geojson(found: dict) -> Iterator[tuple[dict, list[list[Ring]]]]:
    for feature in found["features"]:
        geometry = feature.get("geometry") or {}
        coordinates = geometry.get("coordinates") or []
        polygons = [coordinates] if geometry.get("type") == "Polygon" else coordinates
        known = geometry.get("type") in ("Polygon", "MultiPolygon")
        yield _properties(feature), polygons if known else []


def _of_topojson(found: dict) -> Iterator[tuple[dict, list[list[Ring]]]]:
    """Join the shared arcs back into rings (TopoJSON format specification, 2.1.4)."""
    arcs = [_arc(arc, found.get("transform")) for arc in found.get("arcs", [])]
    for collection in found["objects"].values():
        for geometry in collection.get("geometries", [collection]):
            numbered = geometry.get("arcs") or []
            polygons = [numbered] if geometry.get("type") == "Polygon" else numbered
            known = geometry.get("type") in ("Polygon", "MultiPolygon")
            yield (
                _properties(geometry),
                [[_joined(ring, arcs) for ring in polygon] for polygon in polygons]
                if known
                else [],
            )


def _arc(points: list, transform: dict | None) -> Ring:
    if transform is None:
        return [(point[0], point[1]) for point in points]
    (across, up), (left, bottom) = transform["scale"], transform["translate"]
    found, x, y = [], 0, 0
    for point in points:
        x, y = x + point[0], y + point[1]
        found.append((x * across + left, y * up + bottom))
    return found


def _joined(numbers: list[int], arcs: list[Ring]) -> Ring:
    """Return one ring; ~n stands for arc n walked backwards, and joins repeat their point."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _properties(feature: dict) -> dict:
    return {**(feature.get("properties") or {}), "id": feature.get("id")}


def _named(properties: dict) -> tuple[str, str]:
    """Return the ONS code, from a key such as LSOA11CD before any other, and the name beside it."""
    codes = [
        key
        for key, value in properties.items()
        if isinstance(value, str) and CODE.fullmatch(value.strip())
    ]
    codes.sort(key=lambda key: not key.upper().endswith("CD"))
    if not codes:
        return "", ""
    name = properties.get(re.sub("CD$", "NM", codes[0], flags=re.IGNORECASE)) or ""
    return properties[codes[0]].strip(), str(name)


def _geometry(polygons: list[list[Ring]]) -> str:
    """Return the shape as text; empty where it is none or not in longitude and latitude."""
    found = []
    for polygon in polygons:
        rings = [ring for ring in map(_rounded, polygon) if len(ring) > 3]
        if not all(abs(x) <= 180 and abs(y) <= 90 for ring in rings for x, y in ring):
            return ""
        if rings:
            found.append([_wound(ring, clockwise=place == 0) for place, ring in enumerate(rings)])
    if not found:
        return ""
    return json.dumps({"type": "MultiPolygon", "coordinates": found}, separators=(",", ":"))


def _rounded(ring: list) -> Ring:
    """Return the ring to four decimals, without points that then fall together."""
    found: Ring = []
    for point in ring:
        here = (round(point[0], DECIMALS), round(point[1], DECIMALS))
        if not found or here != found[-1]:
            found.append(here)
    return found


def _wound(ring: Ring, *, clockwise: bool) -> Ring:
    """Return the ring walked in the direction asked for (by the sign of its area)."""
    pairs = zip(ring, ring[1:], strict=False)
    area = sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairs)
    return ring if (area > 0) == clockwise else ring[::-1]
