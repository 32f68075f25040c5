"""What is in the database, in words, for the command `info`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pcp_data import database
from pcp_data.query import query, records
from pcp_data.report import period_words
from pcp_data.words import month_name, plural, uk_date


def lines(path: Path) -> Iterator[str]:
    """Return what to print on the database at a path; DataProblem if there is none."""
    reader = database.open_current(path)
    (build,) = records(query("info_build", reader))
    yield f"Database: {path}"
    yield f"Current build: {reader.path}"
    yield (
        f"Built on {uk_date(build['built_at'])} at {build['built_at']:%H:%M} UTC by version "
        f"{build['product_version']}, with the definitions of {build['definitions_folder']}"
    )
    yield f"Months are in the future after: {uk_date(build['as_at'])}"
    yield f"From: {', '.join(build['folders'])}"
    yield f"Home force: {build['home_force_name']}"
    yield f"Plan shown first: {build['default_plan_id']}"
    yield f"Latest month: {month_name(build['latest_month'])}"
    yield kind_line(build["has_sample"], build["has_real"])
    yield ""
    yield from (source_line(row) for row in records(query("info_source", reader)))


def kind_line(has_sample: bool, has_real: bool) -> str:
    """Return whether the figures are made up or real."""
    if has_sample and has_real:
        return "Figures: some made up (sample data), some real; never mixed in one figure"
    return f"Figures: {'made up (sample data)' if has_sample else 'real'}"


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
