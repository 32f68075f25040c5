"""The figures printed in public papers: real figures, each cited, not part of the sample."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from pcp_data.sample.common import DEFINITIONS, PUBLISHED_FIGURES

MEASURES = DEFINITIONS / "west_yorkshire" / "published_measures.csv"


def header() -> list[str]:
    """Return the columns of the published figures template."""
    with PUBLISHED_FIGURES.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def rows() -> Iterator[list[str]]:
    """Yield every figure, with the measure that the definitions name for it."""
    named = _measures()
    columns = header()
    measure = columns.index("Measure")
    with PUBLISHED_FIGURES.open(encoding="utf-8", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            row[measure] = row[measure] or named.get(row[0], "")
            yield row


def _measures() -> dict[str, str]:
    if not MEASURES.exists():
        return {}
    with MEASURES.open(encoding="utf-8", newline="") as file:
        return {row["figure_id"]: row["measure_id"] for row in csv.DictReader(file)}
