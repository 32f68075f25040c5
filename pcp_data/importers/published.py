"""Figures printed in public papers, to set beside those that are worked out here."""

from __future__ import annotations

from pcp_data.intake.formats import Format
from pcp_data.intake.loading import Batch, Load
from pcp_data.intake.title_rows import about

PUBLISHED = Format(
    format_id="published",
    source_id="published",
    version=1,
    columns={
        "figure": ("Figure", "Figure id"),
        "topic": ("Topic",),
        "title": ("Title",),
        "breakdown": ("Breakdown",),
        "measure": ("Measure",),
        "area": ("Area",),
        "starts": ("Start", "Period start"),
        "ends": ("End", "Period end"),
        "period": ("Period", "Period label"),
        "compare_starts": ("Compare start",),
        "compare_ends": ("Compare end",),
        "value": ("Value",),
        "decimals": ("Decimals",),
        "unit": ("Unit",),
        "statistic": ("Statistic",),
        "qualifier": ("Qualifier",),
        "document": ("Document",),
        "section": ("Section",),
        "note": ("Note", "Notes"),
        "release_date": ("Release date",),
    },
    required=(
        "figure",
        "topic",
        "title",
        "area",
        "starts",
        "ends",
        "value",
        "unit",
        "statistic",
        "document",
    ),
    tables=("published_figure",),
    about=about,
)

FORMATS = (PUBLISHED,)


def read(batch: Batch, load: Load) -> None:
    """Bring published figures into the database."""
    load.run(batch)
