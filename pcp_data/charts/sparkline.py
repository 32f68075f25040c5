"""The small trend line of a table row, as an SVG picture.

A page has some fifty of these. As Altair charts each would cost several milliseconds and a
canvas; as markup they cost nothing and print sharply. They are `img` elements because
Streamlit removes SVG from markup; a browser tells such a picture whether the page is dark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote

from pcp_data.charts.theme import DARK, LIGHT, Palette

WIDTH, HEIGHT, MARGIN = 120, 34, 4


def sparkline(values: Sequence[float | None], label: str, baseline: float | None = None) -> str:
    """Return an `img` of the values, broken where one is missing, with a dashed baseline.

    `label` is its text alternative and must already be safe inside HTML. Fewer than two
    values give an empty string: there is no trend to draw.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    scale = [*known, *([] if baseline is None else [baseline])]
    low, high = min(scale), max(scale)

    def y(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)

    parts = [
        f'<path class="{name}" d="{drawn}"/>'
        for name, drawn in zip(("line", "lone"), _paths(values, y), strict=True)
        if drawn
    ]
    if baseline is not None:
        parts.insert(0, f'<path class="base" d="M0 {y(baseline)}H{WIDTH}"/>')
    if values[-1] is not None:
        parts.append(f'<path class="dot" d="M{WIDTH - MARGIN} {y(values[-1])}h.01"/>')
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="none"><style>{STYLE}</style>{"".join(parts)}</svg>'
    )
    return f'<img class="spark" src="{data_uri(picture)}" alt="{label}">'


def data_uri(svg: str) -> str:
    """Return an SVG as an address that an `img` can show."""
    return f"data:image/svg+xml,{quote(svg, safe=SAFE)}"


def themed(light: str, dark: str) -> str:
    """Return style rules for a picture on a light page, and on a dark one."""
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}"


def _rules(palette: Palette) -> str:
    return f".line,.lone,.dot{{stroke:{palette.main}}}.base{{stroke:{palette.second}}}"


SAFE = " =:/.,;{}()'@-"
STYLE = (
    "path{fill:none;stroke-width:1.8;vector-effect:non-scaling-stroke}"
    ".base{stroke-dasharray:4 3;stroke-width:1.3}.dot{stroke-linecap:round;stroke-width:6}"
    ".lone{stroke-linecap:round;stroke-width:3.5}"
) + themed(_rules(LIGHT), _rules(DARK))


def _paths(values: Sequence[float | None], y: Callable[[float], float]) -> tuple[str, str]:
    """Return the line, and the values between two missing ones, which are dots of their own."""
    step = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)
    line, lone = [], []
    for place, value in enumerate(values):
        if value is None:
            continue
        at = f"{round(MARGIN + place * step, 1)} {y(value)}"
        starts = place == 0 or values[place - 1] is None
        ends = place == len(values) - 1 or values[place + 1] is None
        if starts and ends:
            lone.append(f"M{at}h.01")
        else:
            line.append(f"{'M' if starts else 'L'}{at}")
    return "".join(line), "".join(lone)
