"""What every part of the generator shares: months, districts, chance, and exact splitting."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

SEED = "West Yorkshire sample 1"
MARKER = "PCP-SAMPLE-DATA"
MARKER_HEADER = f"{MARKER}: made-up figures"

FORCE = "West Yorkshire"
DISTRICTS = ("Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield")
DISTRICT_CODES = {
    "Bradford": "E08000032",
    "Calderdale": "E08000033",
    "Kirklees": "E08000034",
    "Leeds": "E08000035",
    "Wakefield": "E08000036",
}
NOT_KNOWN = "Not known"

DEFINITIONS = Path(__file__).parents[1] / "definitions"
PUBLISHED_FIGURES = Path(__file__).with_name("published_figures.csv")

_FIRST_YEAR, _FIRST_MONTH = 2018, 7
MONTH_COUNT = 69  # July 2018 to March 2024


def month_start(index: int) -> dt.date:
    """Return the first day of month `index`; 0 is July 2018."""
    months = _FIRST_YEAR * 12 + _FIRST_MONTH - 1 + index
    return dt.date(months // 12, months % 12 + 1, 1)


def month_end(index: int) -> dt.date:
    """Return the last day of month `index`."""
    return month_start(index + 1) - dt.timedelta(days=1)


def month_index(day: dt.date) -> int:
    """Return the index of the month that `day` lies in."""
    return (day.year - _FIRST_YEAR) * 12 + day.month - _FIRST_MONTH


def month_text(index: int) -> str:
    """Return `2018-07` for month 0."""
    return month_start(index).strftime("%Y-%m")


def financial_year(index: int) -> int:
    """Return 0 for 2018/19, 1 for 2019/20 and so on."""
    day = month_start(index)
    return day.year - (day.month < 4) - 2018


def year_months(year: int) -> range:
    """Return the months of financial year `year` (0 is 2018/19, from July)."""
    return range(max(0, year * 12 - 3), year * 12 + 9)


def chance(*names: object) -> random.Random:
    """Return a source of chance of its own for a part, so that parts do not disturb each other."""
    return random.Random("/".join(str(name) for name in (SEED, *names)))


def split(total: int, weights: Mapping[Key, float]) -> dict[Key, int]:
    """Return whole numbers in proportion to `weights` that add up to `total`.

    What rounding down leaves goes to the largest remainders.
    """
    whole = sum(weights.values())
    if total == 0 or whole <= 0:
        return dict.fromkeys(weights, 0)
    exact = {key: total * weight / whole for key, weight in weights.items()}
    parts = {key: int(value) for key, value in exact.items()}
    order = sorted(weights, key=lambda key: parts[key] - exact[key])
    for key in order[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


def deal(
    labels: Mapping[Key, int], hands: Sequence[int], random_: random.Random
) -> list[dict[Key, int]]:
    """Return for each hand how many of each label it was dealt.

    The deck holds every label as often as stated and is shuffled: both the labels and the hands
    come out exactly, with the noise that chance would give.
    """
    deck = [label for label, count in labels.items() for _ in range(count)]
    if len(deck) != sum(hands):
        raise ValueError(f"{len(deck)} cards cannot fill hands of {sum(hands)}")
    random_.shuffle(deck)
    dealt, start = [], 0
    for size in hands:
        hand: dict[Key, int] = {}
        for label in deck[start : start + size]:
            hand[label] = hand.get(label, 0) + 1
        dealt.append(hand)
        start += size
    return dealt


def targets() -> dict[tuple[str, str, str], float]:
    """Return published values by (measure, first day, last day), for the home force."""
    with PUBLISHED_FIGURES.open(encoding="utf-8", newline="") as file:
        return {
            (row["Measure"], row["Start"], row["End"]): float(row["Value"])
            for row in csv.DictReader(file)
            if row["Measure"] and row["Statistic"] == "value" and row["Area"] == FORCE
        }
