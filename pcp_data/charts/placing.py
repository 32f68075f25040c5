"""Where a label can stand on a chart over time without lying on a line.

Heights are known, widths on a screen are not: a chart is as wide as it lets it be. So labels are
placed for a narrow one, where they cover most of a line, and where it helps for a wide one.
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
CHARACTER_PIXELS = 7.4  # of the bold figures of a last value; names of levels are smaller
LEVEL_SHARE = 0.8
# How many such characters are as wide as a chart on narrow and wide screens, or as a small one.
ON_SCREENS, SMALL = (45, 90), (22,)
STEPS = 5
# Where the name of a level may stand, as parts of the width: the usual places first.
LEFT, RIGHT = 0.0, 1.0
PLACES = (LEFT, 0.5, RIGHT, 0.25, 0.375, 0.625, 0.75)
END_CHARACTERS = 15  # as wide as the label of most last values is at most


@dataclass(frozen=True)
class Frame:
    """The picture labels are placed in: the ends of its scale, its height in pixels, its widths.

    `widths` are in characters, the narrowest first.
    """

    low: float
    high: float
    height: int
    widths: tuple[int, ...] = ON_SCREENS

    def units(self, pixels: float) -> float:
        """Return how much of the scale so many pixels are."""
        return pixels * (self.high - self.low) / max(self.height - AROUND, 1)

    def points(self, label: str, count: int) -> int:
        """Return how many of the points of a line a label is as wide as, at the narrowest."""
        return max(math.ceil(count * len(label) / self.widths[0]) + 1, 2)


def widths_of(pixels: int | None) -> tuple[int, ...]:
    """Return the widths of a frame of so many pixels; those of screens where it is not known."""
    return ON_SCREENS if pixels is None else (int(pixels / CHARACTER_PIXELS),)


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

    It goes over the highest point above which it lies, or under the lowest; where it would lie on
    a level there, over that too, or under it. Of all these, the nearest to the value it names.
    """
    known = _whole(values.to_numpy(dtype=float))
    part = known[-frame.points(label, len(values)) :]
    levels, found = list(levels), []
    for edge, is_below in ((float(np.nanmax(part)), False), (float(np.nanmin(part)), True)):
        farther = [one for one in levels if (one < edge if is_below else one > edge)]
        for height in (edge, *farther):
            low, high = _band(height, is_below, frame)
            on_levels = sum(low <= one <= high for one in levels)
            is_out = low < frame.low or height > frame.high
            found.append((is_out, on_levels, abs(known[-1] - height), is_below, height))
    *_, is_below, height = min(found)
    return height, is_below


def start_label(values: pd.Series, label: str, frame: Frame, *, below: bool) -> float:
    """Return from which height a line's name stands at its start: clear over it or under it."""
    known = _whole(values.to_numpy(dtype=float))
    part = known[: frame.points(label, len(values))]
    return float(np.nanmin(part) if below else np.nanmax(part))


def _whole(values: np.ndarray) -> np.ndarray:
    """Return values from the first to the last there is, those that are missing between too."""
    there = np.flatnonzero(~np.isnan(values))
    return values[there[0] : there[-1] + 1]


def level_label(
    lines: Sequence[pd.Series],
    level: float,
    label: str,
    frame: Frame,
    *,
    ends: Iterable[tuple[float, bool]] = (),
    sides: Sequence[bool] | None = None,
) -> tuple[float, bool]:
    """Return where on a level its label is least in the way of lines, and whether below it.

    Where is a part of the width, one of PLACES: the first that is free, rather on a wide screen,
    where a label covers half as much of a line, than on a narrow one. `ends` are where the labels
    of last values stand, which it leaves free; `sides` are those to choose from, both without it.
    """
    taken = [_band(height, is_below, frame) for height, is_below in ends]
    arrays = [one.to_numpy(dtype=float) for one in lines if one.notna().any()]
    found = []
    for place in PLACES:
        spans = [_span(place, label, width) for width in frame.widths]
        if place not in (LEFT, RIGHT) and any(first < 0 or last > 1 for first, last in spans):
            continue
        parts = [[_within(one, span) for one in arrays] for span in spans]
        at_end = [
            last > 1 - END_CHARACTERS / width
            for (_, last), width in zip(spans, frame.widths, strict=True)
        ]
        for is_below in sides or _sides(parts[0], level):
            band = _band(level, is_below, frame)
            fits = band[0] >= frame.low and band[1] <= frame.high + frame.units(LINE_PIXELS)
            meets = [one for one in taken if one[0] < band[1] and band[0] < one[1]]
            crossed = sum(
                weight * _crossings(one, band)
                for weight, some in enumerate(parts, 1)
                for one in some
            )
            if meets:
                crossed += 3 * sum(at_end)
            is_out = not fits or (bool(meets) and all(at_end))
            found.append((is_out, crossed, len(found), place, is_below))
    return min(found)[3:]


def _span(place: float, label: str, width: int) -> tuple[float, float]:
    """Return from which part of a width to which the label of a level lies."""
    share = LEVEL_SHARE * len(label) / width
    begins = {LEFT: 0.0, RIGHT: 1 - share}.get(place, place - share / 2)
    return begins, begins + share


def _within(values: np.ndarray, span: tuple[float, float]) -> np.ndarray:
    """Return the points of a line in a part of its width, with one more at each side of it."""
    first, last = (part * (len(values) - 1) for part in span)
    return values[max(math.floor(first), 0) : math.ceil(last) + 1]


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
