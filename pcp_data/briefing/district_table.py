"""The districts of a measure, side by side with the force."""

from __future__ import annotations

from collections.abc import Sequence

from pcp_data import words
from pcp_data.briefing import names
from pcp_data.briefing import phrases as say
from pcp_data.briefing.blocks import Grid
from pcp_data.briefing.figures import Comparison, Figure
from pcp_data.briefing.gather import Material
from pcp_data.briefing.tables import versus

# Rates below the first need two decimals to be told apart; below the second they say nothing.
FINE_RATE, LEAST_RATE = 2, 0.1
COUNTED = ("offences", "incidents", "casualties", "collisions", "victims")


def district_grid(material: Material, measure_id: str) -> Grid | None:
    """Return the districts of a measure beside the force; None where fewer than two have figures.

    Changes that chance could give are called so; the table of measures has the verdicts. All
    are of one period: a district whose figures end in another month stands without.
    """
    home = material.view.choices.home.id
    codes = list(dict.fromkeys([home, material.area.id, *material.district_codes]))
    every = material.figures.of_measure(measure_id, codes)
    found = [one for one in every if one.period == every[0].period]
    if len([one for one in found if one.is_district]) < 2:
        return None
    has_versus = any(versus(one).is_made for one in found)
    has_previous = any(one.previous.is_made for one in found)
    places = rate_places(found)
    columns = (
        "Area",
        words.sentence_case(found[0].period),
        *(["Per 1,000 residents"] if places else []),
        *([f"Change on {_versus_name(found)}"] if has_versus else []),
        *(["Change on 12 months before"] if has_previous else []),
    )
    rows = [_row(one, places, _sides(one, has_versus, has_previous)) for one in found]
    for one in every:
        if one not in found:
            rows.append((one.area, *[words.NOT_AVAILABLE] * (len(columns) - 1)))
    widths = (0.25, *[0.75 / (len(columns) - 1)] * (len(columns) - 1))
    numeric = tuple(range(1, len(columns)))
    title = f"{names.subject(found[0].title)} by district"
    return Grid(title, columns, tuple(rows), widths, numeric)


def _versus_name(found: Sequence[Figure]) -> str:
    return "comparison" if found[0].main == "chosen" else "baseline"


def rate_places(found: Sequence[Figure]) -> int:
    """Return the decimals that rates per 1,000 residents need; 0 where they are not shown."""
    if found[0].unit not in COUNTED or any(one.rate is None for one in found):
        return 0
    highest = max(one.rate for one in found)
    if highest < LEAST_RATE:
        return 0
    return 1 if highest >= FINE_RATE else 2


def _sides(figure: Figure, has_versus: bool, has_previous: bool) -> list[Comparison]:
    return [
        *([versus(figure)] if has_versus else []),
        *([figure.previous] if has_previous else []),
    ]


def _row(figure: Figure, places: int, sides: Sequence[Comparison]) -> tuple[str, ...]:
    return (
        figure.area,
        say.short(figure, figure.value),
        *([words.number(figure.rate, places)] if places else []),
        *(say.clear_change(figure, side) for side in sides),
    )
