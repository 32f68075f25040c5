"""Where the names of points can stand so that they lie on no line, no dot and no other name."""

from __future__ import annotations

from collections.abc import Sequence

# Of a narrow screen and of a wide one, as a chart is as wide as its reader's.
WIDTHS = (300, 1000)
LETTER, HEIGHT, DOT = 7.4, 16, 7
# Where the middle of a name stands beside its dot, as parts of its width and in pixels, best first.
ABOVE, BELOW, RIGHT, LEFT = "above", "below", "right", "left"
AWAY = {ABOVE: (0, 0, -15), BELOW: (0, 0, 17), RIGHT: (0.5, 12, 0), LEFT: (-0.5, -12, 0)}
STYLES = {
    ABOVE: {"align": "center", "dy": -15},
    BELOW: {"align": "center", "dy": 17},
    RIGHT: {"align": "left", "dx": 12, "baseline": "middle"},
    LEFT: {"align": "right", "dx": -12, "baseline": "middle"},
}
OUTSIDE, ON_NAME, ON_DOT, ON_LINE = 50, 20, 20, 3

Spot = tuple[float, float]
Box = tuple[float, float, float, float]


def places(
    names: Sequence[str], points: Sequence[Spot], lines: Sequence[Sequence[Spot]], height: float
) -> list[str]:
    """Return for each name the place beside its point where it is least in the way.

    `points` and the corners of `lines` are parts of the picture's width and height, from its
    left and its top; `height` is in pixels.
    """
    found: list[str] = []
    for name, point in zip(names, points, strict=True):
        costs = {place: 0 for place in AWAY}
        for width in WIDTHS:
            dots = [(x * width, y * height) for x, y in points if (x, y) != point]
            boxes = [
                box(one, place, at, width, height)
                for one, at, place in zip(names, points, found, strict=False)
            ]
            drawn = [[(x * width, y * height) for x, y in line] for line in lines]
            for place in AWAY:
                here = box(name, place, point, width, height)
                costs[place] += _cost(here, boxes, dots, drawn, width)
        found.append(min(costs, key=lambda place: (costs[place], list(AWAY).index(place))))
    return found


def box(name: str, place: str, point: Spot, width: float, height: float) -> Box:
    """Return the left, top, right and bottom that a name takes beside its point, in pixels."""
    share, aside, down = AWAY[place]
    wide = len(name) * LETTER
    x, y = point[0] * width + share * wide + aside, point[1] * height + down
    return x - wide / 2, y - HEIGHT / 2, x + wide / 2, y + HEIGHT / 2


def _cost(
    here: Box, boxes: Sequence[Box], dots: Sequence[Spot], lines: Sequence, width: float
) -> int:
    cost = OUTSIDE * (here[0] < 0 or here[2] > width)
    cost += ON_NAME * sum(_overlap(here, one) for one in boxes)
    cost += ON_DOT * sum(_overlap(here, (x - DOT, y - DOT, x + DOT, y + DOT)) for x, y in dots)
    return cost + ON_LINE * sum(_crosses(here, line) for line in lines)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _crosses(here: Box, line: Sequence[Spot]) -> bool:
    """Return whether a line of short steps goes through a box."""
    return any(
        x1 <= here[2] and x2 >= here[0] and min(y1, y2) <= here[3] and max(y1, y2) >= here[1]
        for (x1, y1), (x2, y2) in zip(line, line[1:], strict=False)
    )
