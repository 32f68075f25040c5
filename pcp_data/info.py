"""What is in the database, in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pcp_data import database, sql
from pcp_data.words import month_name, plural


def lines(path: Path) -> Iterator[str]:
    """Return what `info` prints: when built, from what, made-up or real, and each source.

    Raises:
        DataProblem: there is no database.
    """
    reader = database.open_current(path)
    cursor = reader.cursor()
    built_at, as_at, force, folders, has_sample, has_real, latest = cursor.execute(
        "select built_at, as_at, home_force_name, folders, has_sample, has_real, latest_month"
        " from build_info"
    ).fetchone()
    yield f"{reader.path}"
    yield f"Built {built_at:%d %B %Y at %H:%M} UTC, as at {as_at:%d %B %Y}, for {force}"
    yield f"From {', '.join(folders)}"
    yield kind_words(has_sample, has_real)
    if latest:
        yield f"Latest month: {month_name(latest)}"
    for row in cursor.execute(sql.text("build/source_summary")).fetchall():
        yield _source_line(*row)
    refused = cursor.execute("select count(*) from source_file where status = 'refused'").fetchone()
    if refused[0]:
        yield f"{plural(refused[0], 'file')} refused; the Data page says why."


def kind_words(has_sample: bool, has_real: bool) -> str:
    """Say whether figures are made up, real, or some of each."""
    if has_sample and has_real:
        return "Some figures are MADE UP (sample data), some are real. None mixes the two."
    if has_sample:
        return "All figures are MADE UP (sample data), but for those quoted from public papers."
    return "All figures are real."


def _source_line(
    source: str, files: int, rows: int, rejected: int, first: object, last: object, sample: bool
) -> str:
    months = f"{month_name(first)} to {month_name(last)}" if first and last else "no period"
    made_up = ", made up" if sample else ""
    return (
        f"{source}: {plural(files, 'file')}, {months}, {rows:,} rows, {rejected:,} refused{made_up}"
    )
