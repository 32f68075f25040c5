"""Where a label can stand on a chart over time without lying on a line.

Heights are known, widths are not: a chart is as wide as the reader's screen lets it be. So the
widths used here are those of a narrow one, where a label covers most of a line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

LINE_PIXELS, GAP_PIXELS = 17, 5
# What the axis below a chart and the name of the unit above it take of its height.
AROUND = 50
WIDE, NARROW = 45, 22  # characters of a label that are as wide as a chart, or as a small one
STEPS = 5
LEFT, MIDDLE, RIGHT = "left", "middle", "right"


@dataclass(frozen=True)
class Frame:
    """The picture labels are placed in: the ends of its scale, its height and its width."""

    low: float
    high: float
    height: int
    characters: int = WIDE

    def units(self, pixels: float) -> float:
        """Return how much of the scale so many pixels are."""
        return pixels * (self.high - self.low) / max(self.height - AROUND, 1)

    def points(self, label: str, count: int) -> int:
        """Return how many of the points of a line a label is as wide as."""
        return max(math.ceil(count * len(label) / self.characters) + 1, 2)


def scale_ends(
    values: pd.Series, others: Iterable[float | None], *, zero: bool, room: float
) -> tuple[float, float] | None:
    """Return round ends for a scale that holds the values and the others; None for no values.

    From zero, with `room` on top as a part of the largest; or, without `zero`, round the values.
    """
    known = [float(one) for one in (*values.dropna(), *others) if one is not None and one == one]
    if not values.notna().any():
        return None
    low, high = min(known), max(known)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0) * room or 1.0
    return _nice(low, high)


def _nice(low: float, high: float) -> tuple[float, float]:
    """Return the ends moved out to round numbers, some steps of 1, 2 or 5 apart."""
    if high <= low:
        low, high = low - 0.5, high + 0.5
    rough = (high - low) / STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(one * power for one in (1, 2, 5, 10) if one * power >= rough * (1 - 1e-9))
    # As a quotient of whole numbers, because 3 * 0.1 is not 0.3.
    whole = round(1 / step) if step < 1 else None
    ends = (math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9))
    return tuple(float(one / whole if whole else one * step) for one in ends)


def end_label(
    values: pd.Series, label: str, frame: Frame, levels: Iterable[float] = ()
) -> tuple[float, bool]:
    """Return where the label of the last value stands: from which height, and whether below it.

    It goes over the highest point above which it lies, or under the lowest: where no level is
    marked and, of both, the nearer to the value it names.
    """
    known = values.dropna().to_numpy(dtype=float)
    part = known[-frame.points(label, len(known)) :]
    found = []
    for height, is_below in ((float(part.max()), False), (float(part.min()), True)):
        low, high = _band(height, is_below, frame)
        on_levels = sum(low <= one <= high for one in levels)
        found.append((low < frame.low, on_levels, abs(known[-1] - height), is_below, height))
    *_, is_below, height = min(found)
    return height, is_below


def start_label(values: pd.Series, label: str, frame: Frame, *, below: bool) -> float:
    """Return from which height a line's name stands at its start: clear over it or under it."""
    known = values.dropna().to_numpy(dtype=float)
    part = known[: frame.points(label, len(known))]
    return float(part.min() if below else part.max())


def level_label(
    lines: Sequence[pd.Series],
    level: float,
    label: str,
    frame: Frame,
    sides: Sequence[bool] | None = None,
) -> tuple[str, bool]:
    """Return where on a level its label is least in the way of lines, and whether below it.

    `sides` are those to choose from, both without it.

    At the left if it is free there; on a wide screen, where a label covers half as much of a
    line, rather than on a narrow one. The last values' labels are left free too.
    """
    arrays = [one.to_numpy(dtype=float) for one in lines if one.notna().any()]
    found = []
    for place in (LEFT, MIDDLE, RIGHT):
        narrow = [_window(one, place, frame.points(label, len(one))) for one in arrays]
        wide = [_window(one, place, frame.points(label, len(one)) // 2) for one in arrays]
        for is_below in sides or _sides(narrow, level):
            band = _band(level, is_below, frame)
            crossed = sum(_crossings(one, band) for one in (*narrow, *wide, *wide))
            fits = band[0] >= frame.low and band[1] <= frame.high + frame.units(LINE_PIXELS)
            ends = sum(_meets_end(one, band, frame) for one in arrays) if place == RIGHT else 0
            found.append((crossed + 3 * ends + 100 * (not fits), len(found), place, is_below))
    return min(found)[2:]


def _window(values: np.ndarray, place: str, points: int) -> np.ndarray:
    start = {LEFT: 0, MIDDLE: (len(values) - points) // 2, RIGHT: len(values) - points}[place]
    return values[max(start, 0) : max(start, 0) + points]


def _sides(parts: Sequence[np.ndarray], level: float) -> tuple[bool, bool]:
    """Return both sides of a level, that on which the lines are not first."""
    known = np.concatenate([one[~np.isnan(one)] for one in parts] or [np.empty(0)])
    is_below = bool(len(known) and np.median(known) >= level)
    return (is_below, not is_below)


def _band(level: float, is_below: bool, frame: Frame) -> tuple[float, float]:
    near, far = frame.units(GAP_PIXELS), frame.units(GAP_PIXELS + LINE_PIXELS)
    return (level - far, level - near) if is_below else (level + near, level + far)


def _crossings(values: np.ndarray, band: tuple[float, float]) -> int:
    """Return how many steps of a line go through a band."""
    if len(values) < 2:
        return 0
    low, high = np.fmin(values[:-1], values[1:]), np.fmax(values[:-1], values[1:])
    return int(((high >= band[0]) & (low <= band[1])).sum())


def _meets_end(values: np.ndarray, band: tuple[float, float], frame: Frame) -> bool:
    last = values[~np.isnan(values)][-1]
    near = frame.units(GAP_PIXELS + LINE_PIXELS)
    return band[0] - near <= last <= band[1] + near
