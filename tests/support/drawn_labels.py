"""Where the words of a drawn chart lie, worked out from its picture alone: on a line or clear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import vl_convert

# A letter of Arial is on average this part of its size wide, and stands so far over its foot.
WIDE, WIDE_BOLD, HIGH = 0.47, 0.56, 0.72
LINE = 1.9  # half a line, and room to see that a label does not touch it
Box = tuple[float, float, float, float]
Point = tuple[float, float]


def touched(spec: dict) -> list[str]:
    """Return the words of a chart that lie on one of its lines, or on other words."""
    words, lines = _parts(vl_convert.vegalite_to_svg(spec))
    on_lines = [said for said, box in words.items() if any(_cross(box, line) for line in lines)]
    on_words = [
        f"{one} and {other}"
        for one, first in words.items()
        for other, second in words.items()
        if one < other and _overlap(first, second)
    ]
    return on_lines + on_words


def _parts(svg: str) -> tuple[dict[str, Box], list[tuple[Point, Point]]]:
    words, lines = {}, []
    for element, (x, y), kind in _walk(ElementTree.fromstring(svg)):
        tag = element.tag.rpartition("}")[2]
        if tag == "text" and kind == "mark-text":
            words["".join(element.itertext())] = _box(element, x, y)
        elif tag == "line" and kind == "mark-rule":
            lines.append(((x, y), (x + _number(element, "x2"), y + _number(element, "y2"))))
        elif tag == "path" and kind == "mark-line":
            lines += _steps(element.get("d"), x, y)
    return words, lines


def _walk(element: ElementTree.Element, at: Point = (0, 0), kind: str = "") -> Iterator[tuple]:
    """Return each element with where it stands and the kind of mark it is part of."""
    moved = re.match(r"translate\(([-\d.e]+),\s*([-\d.e]+)\)", element.get("transform", ""))
    at = (at[0] + float(moved[1]), at[1] + float(moved[2])) if moved else at
    yield element, at, kind
    own = element.get("class", "")
    kind = own.partition(" ")[0] if "role-mark" in own else kind if own == "" else ""
    for child in element:
        yield from _walk(child, at, kind)


def _number(element: ElementTree.Element, name: str) -> float:
    return float(element.get(name, "0"))


def _box(element: ElementTree.Element, x: float, y: float) -> Box:
    size = float(element.get("font-size").removesuffix("px"))
    share = WIDE_BOLD if element.get("font-weight") == "bold" else WIDE
    width = share * size * len("".join(element.itertext()))
    left = x - width * {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor", "start")]
    return left, y - HIGH * size, left + width, y


def _steps(path: str, x: float, y: float) -> list[tuple[Point, Point]]:
    found, last = [], None
    for move, right, down in re.findall(r"([ML])([-\d.e]+),([-\d.e]+)", path):
        point = (x + float(right), y + float(down))
        if move == "L":
            found.append((last, point))
        last = point
    return found


def _overlap(one: Box, other: Box) -> bool:
    return all(one[side] < other[side + 2] and other[side] < one[side + 2] for side in (0, 1))


def _cross(box: Box, line: tuple[Point, Point]) -> bool:
    """Return whether a line goes through a box with some room round it."""
    (x, y), (far_x, far_y) = line
    begins, ends = 0.0, 1.0
    for step, low, high in (
        (far_x - x, box[0] - LINE - x, box[2] + LINE - x),
        (far_y - y, box[1] - LINE - y, box[3] + LINE - y),
    ):
        if step == 0:
            if not low < 0 < high:
                return False
            continue
        near, far = sorted((low / step, high / step))
        begins, ends = max(begins, near), min(ends, far)
    return begins < ends
