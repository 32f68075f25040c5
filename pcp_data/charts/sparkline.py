"""The small trend line of a table row, as an SVG picture.

A page has some fifty of these. As Altair charts each would cost several milliseconds and a
canvas; as markup they cost nothing and print sharply. They are `img` elements because
Streamlit removes SVG from markup; a browser tells such a picture whether the page is dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from pcp_data.charts.theme import DARK, LIGHT, Palette

# In tenths of a pixel: places are whole numbers, which are quicker to write and shorter to send.
WIDTH, HEIGHT, MARGIN = 1200, 340, 40


def sparkline(values: Sequence[float | None], label: str, baseline: float | None = None) -> str:
    """Return an `img` of the values, broken where one is missing, with a dashed baseline.

    `label` is its text alternative and must already be safe inside HTML. Fewer than two
    values give an empty string: there is no trend to draw.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    scale = known if baseline is None else [*known, baseline]
    low, high = min(scale), max(scale)
    step = (HEIGHT - 2 * MARGIN) / (high - low) if high > low else 0.0
    bottom = HEIGHT - MARGIN if step else HEIGHT / 2
    heights = [None if one is None else int(bottom - (one - low) * step) for one in values]
    line, lone = _paths(heights)
    drawn = [("line", line), ("lone", lone)]
    if baseline is not None:
        drawn.insert(0, ("base", f"M0 {int(bottom - (baseline - low) * step)}H{WIDTH}"))
    if heights[-1] is not None:
        drawn.append(("dot", f"M{WIDTH - MARGIN} {heights[-1]}h.1"))
    paths = "".join(f"{PATH}{name}' d='{places}'/%3E" for name, places in drawn if places)
    return f'<img class="spark" src="{HEAD}{paths}{FOOT}" alt="{label}">'


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


# All of a picture but its paths, which have nothing in them that an address cannot hold.
PATH = quote("<path class='", safe=SAFE)
HEAD = data_uri(
    f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' "
    f"preserveAspectRatio='none'><style>{STYLE}</style>"
)
FOOT = quote("</svg>", safe=SAFE)


def _paths(heights: Sequence[int | None]) -> tuple[str, str]:
    """Return the line, and the values between two missing ones, which are dots of their own."""
    step = (WIDTH - 2 * MARGIN) / max(len(heights) - 1, 1)
    line, lone, run = [], [], []
    for place, height in enumerate((*heights, None)):
        if height is not None:
            run.append(f"{int(MARGIN + place * step)} {height}")
        elif run:
            (line if len(run) > 1 else lone).append(f"M{'L'.join(run)}")
            run = []
    return "".join(line), "".join(f"{dot}h.1" for dot in lone)
