"""How districts changed since another 12 months, as the Plan's table has it. Nothing here draws."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from pcp_data import words
from pcp_data.comparisons import BROKEN, EARLIER, FEW, HIGHER, LEVEL, LOWER, SHARED, UNCOUNTED
from pcp_data.filters import Filters
from pcp_data.query import records
from pcp_data.screens.plan_rows import plan_rows, with_comparison
from pcp_data.view import View

SAYS = {
    HIGHER: "Higher",
    LOWER: "Lower",
    LEVEL: "No clear change",
    FEW: "Too few to judge",
    UNCOUNTED: "Chance cannot be allowed for",
    EARLIER: "Not judged: it came before",
    SHARED: "Not judged: the periods share months",
    BROKEN: "Not judged: recording changed in between",
}
IN_A_SENTENCE = (
    (HIGHER, "higher in"),
    (LOWER, "lower in"),
    (LEVEL, "no clear change in"),
    (FEW, "too few to judge in"),
    (UNCOUNTED, "not tested for chance in"),
    (EARLIER, "not judged, as the figure came before, in"),
    (SHARED, "not judged, as the periods share months, in"),
    (BROKEN, "not judged, as recording changed in between, in"),
)
NO_FIGURE = "There is no 12-month figure."
NO_BASELINE = "There is no baseline to compare with, so this is since the 12 months before."


def change_rows(view: View, measure: dict, series: pd.DataFrame) -> list[dict]:
    """Return a measure's rows of the Plan's table in the force and each district, judged.

    A measure in no priority of the Plan has no baseline there and no aim: it is set against the
    12 months before, or those chosen. `series` are rows of queries/pages/district_series.sql.
    """
    rows = plan_rows(view, measure=measure["measure_id"], areas=view.everywhere)
    if rows:
        return [row for row in rows if row["priority_id"] == rows[0]["priority_id"]]
    end = view.filters.period_end
    now = records(series[series["period_end"].eq(pd.Timestamp(end))])
    then = view.filters.compare_end or view.filters.year_before
    rows = [
        {**measure, **row, "aim": None}
        | {name: words.as_date(row[name]) for name in ("period_start", "period_end")}
        for row in now
    ]
    return with_comparison(view, rows, then)


def changes(rows: Sequence[dict]) -> pd.DataFrame:
    """Return each area's change since the period it is judged on, with its 95% interval.

    Columns: area_name, area_type, now, then, change, compared (per cent, or percentage points for
    a percentage), lower, upper, finding, says (the finding, or why there is none) and note (of a
    recording change in between). All are of one period: see `side_of`.
    """
    side = side_of(rows)
    return pd.DataFrame(
        [_change(row, side) for row in rows],
        columns=[
            *("area_name", "area_type", "now", "then", "change", "compared"),
            *("lower", "upper", "finding", "says", "note"),
        ],
    )


def side_of(rows: Sequence[dict]) -> str | None:
    """Return what the areas are judged on: "baseline" where any has one, else what they have."""
    sides = [row["judged_on"] for row in rows if row["judged_on"]]
    return "baseline" if "baseline" in sides else next(iter(sides), None)


def versus(rows: Sequence[dict], filters: Filters) -> str:
    """Return the 12 months that the areas are judged on, in words."""
    side, previous = side_of(rows), filters.year_before
    ends: dict[str | None, date | None] = {
        "previous": previous,
        "baseline": rows[0].get("baseline_end") if rows else None,
        "compare": rows[0].get("compare_end") if rows else None,
    }
    return words.twelve_months_to(ends.get(side) or filters.compare_end or previous)


def _change(row: dict, side: str | None) -> dict:
    found = {"area_name": row["area_name"], "area_type": row["area_type"], "now": row["value"]}
    if side is None or row["judged_on"] != side:
        return found | {"says": row["caveat"] or NO_FIGURE}
    is_share = row["unit"] == "%"
    upper = row["upper_limit"]
    return found | {
        "then": row[f"{side}_value"],
        "change": row[f"change_on_{side}"],
        "compared": row[f"{'point' if is_share else 'percent'}_change_on_{side}"],
        "lower": row["lower_limit"],
        # From nothing there is no upper end to a change in per cent.
        "upper": None if upper is None or np.isinf(upper) else upper,
        "finding": row["finding"],
        "says": SAYS[row["finding"]],
        "note": row[f"{side}_break"] if row["finding"] == BROKEN else None,
    }


def change_sentence(found: pd.DataFrame, title: str, versus: str) -> str:
    """Return in which districts the figure is clearly higher or lower, and where it is not."""
    known = found[found["finding"].notna() & found["area_type"].eq("district")]
    if known.empty:
        return f"{title}: no district can be compared with the {versus}."
    said = []
    for finding, text in IN_A_SENTENCE:
        names = list(known.loc[known["finding"].eq(finding), "area_name"])
        said += [f"{text} {words.list_of(names)}"] if names else []
    whole = f"{title} compared with the {versus}: {'; '.join(said)}."
    return " ".join([whole, *known["note"].dropna().unique()])
