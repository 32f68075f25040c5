"""What is in the database, in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pcp_data import database
from pcp_data.query import fetch
from pcp_data.report import period_words
from pcp_data.words import month_name, plural, uk_date


def lines(path: Path) -> Iterator[str]:
    """Return what `info` prints: when built, from what, made-up or real, and each source.

    Raises:
        DataProblem: there is no database.
    """
    reader = database.open_current(path)
    (build,) = fetch("info_build", reader)
    yield f"Database: {path}"
    yield f"Current build: {reader.path}"
    yield (
        f"Built {uk_date(build['built_at'])} at {build['built_at']:%H:%M} UTC, "
        f"as at {uk_date(build['as_at'])}, for {build['home_force_name']}, by version "
        f"{build['product_version']} with the definitions of {build['definitions_folder']}"
    )
    yield f"From {', '.join(build['folders'])}"
    yield kind_words(build["has_sample"], build["has_real"])
    if build["latest_month"]:
        yield f"Latest month: {month_name(build['latest_month'])}"
    yield from (source_line(row) for row in fetch("info_source", reader))


def kind_words(has_sample: bool, has_real: bool) -> str:
    """Say whether figures are made up, real, or some of each."""
    if has_sample and has_real:
        return "Some figures are MADE UP (sample data), some are real. None mixes the two."
    if has_sample:
        return "All figures are MADE UP (sample data), but for those quoted from public papers."
    return "All figures are real."


def source_line(row: dict[str, object]) -> str:
    """Return the line on one source."""
    if row["title"] is None:
        return f"Of no known kind, passed over: {plural(row['files'], 'file')}"
    refused = f" ({row['files_refused']:,} refused)" if row["files_refused"] else ""
    parts = [
        "made up" if row["is_sample"] else "real",
        period_words(row["period_start"], row["period_end"]),
        f"{plural(row['files'], 'file')}{refused}",
        f"{row['rows_read']:,} rows read",
        f"{row['rows_loaded']:,} loaded",
        f"{row['rows_rejected']:,} rejected",
        f"{row['rows_superseded']:,} superseded",
    ]
    return f"{row['title']}: {', '.join(part for part in parts if part)}"
