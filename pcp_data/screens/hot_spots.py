"""What the map of small areas says: bands of counts, and where most was recorded.

Rows are those of queries/pages/small_area_map.sql. Counts of 1 to 4 stay a band.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pcp_data import words
from pcp_data.filters import PREVIOUS, Filters

FEW = "Fewer than 5"
SNAPPED = (
    "Published points are snapped to a nearby place and are not exact, and counts of fewer than 5 "
    "are not shown. Anti-social behaviour is a category of its own and is never added to crime. "
    "Incidents whose place is not known are on no map."
)
THINNED = (
    "The street-level rows of the sample are made up and thinned to one in 40: use them to see "
    "how the map works, not to read it."
)
# The first set whose third step reaches the middle count is taken: most of the map is then told
# apart, and the steps stay round.
STEPS = ((5, 10, 25, 50), (5, 25, 50, 100), (5, 50, 100, 200), (5, 100, 200, 400))


def bands_for(incidents: pd.Series) -> tuple[int, ...]:
    """Return the lower ends of the bands from the second on, for these counts."""
    known = incidents[incidents >= 5]
    middle = known.median() if len(known) else 0
    return next((one for one in STEPS if one[2] >= middle), STEPS[-1])


def band_names(steps: tuple[int, ...]) -> list[str]:
    """Return the bands in words, the fewest first."""
    pairs = zip(steps, steps[1:], strict=False)
    return [FEW, *(f"{low} to {high - 1}" for low, high in pairs), f"{steps[-1]} or more"]


def with_bands(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the areas with their `band` (null for none) and `words`, and the bands in order."""
    steps = bands_for(rows["incidents"])
    names = band_names(steps)
    found = [
        names[0] if few else None if not count else names[sum(count >= low for low in steps)]
        for count, few in zip(rows["incidents"].fillna(0), rows["is_few"], strict=True)
    ]
    said = [
        FEW if few else words.number(count)
        for count, few in zip(rows["incidents"], rows["is_few"], strict=True)
    ]
    bands = pd.Series(found, index=rows.index, dtype=object)
    return rows.assign(band=bands, words=said), names


def sentence(rows: pd.DataFrame, category: str, period: str) -> str:
    """Return where most was recorded, and how many areas have none."""
    known = rows[rows["incidents"].ge(5)]
    areas = words.plural(len(rows), "small area")
    what = words.inside(category)
    if known.empty:
        return f"No small area of {len(rows):,} has 5 or more incidents ({what}) in the {period}."
    top = known.head(3)
    named = [f"{one.lsoa_name} ({words.number(one.incidents)})" for one in top.itertuples()]
    none = int((rows["incidents"].eq(0) & ~rows["is_few"]).sum())
    return (
        f"Of {areas}, most incidents ({what}) in the {period} were shown in "
        f"{words.list_of(named)}; {none:,} {'has' if none == 1 else 'have'} none."
    )


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return every area with its count, or its band where the count is withheld."""
    return pd.DataFrame(
        {
            "Small area": list(rows["lsoa_name"]),
            "Code": list(rows["lsoa_code"]),
            "District": list(rows["district"]),
            "Incidents": list(rows["words"]),
        }
    )


def are_near(categories: Sequence[Mapping[str, object]], filters: Filters) -> bool:
    """Return whether the newest street-level months overlap the 12 months of the page.

    `categories` are rows of queries/pages/small_area_categories.sql.
    """
    year_before = filters.but(compare=PREVIOUS).compare_end
    return bool(categories) and categories[0]["period_end"] > year_before


def notes(*, is_sample: bool) -> tuple[str, ...]:
    """Return what to know of the counts, on the page and in its workbook."""
    return (SNAPPED, THINNED) if is_sample else (SNAPPED,)


def period_words(months: int, period_end: object) -> str:
    """Return the period, saying so where not all of its months are loaded."""
    whole = words.twelve_months_to(period_end)
    if months == 12:
        return whole
    return f"{whole} (only {months} of the 12 months {'is' if months == 1 else 'are'} loaded)"
