"""What the Data page says: sources and when they are due, coverage, files and refused rows.

Rows are those of queries/pages/data_*.sql. Nothing here draws or reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from pcp_data import words

STATUS_WORDS = {
    "loaded": "Loaded",
    "superseded": "Replaced by a later release",
    "refused": "Refused",
    "duplicate": "The same as another file",
    "unrecognised": "Not recognised, passed over",
}
UNDATED_YEAR = 1900  # what has no date of its own, such as boundaries, is filed under it
MOST_REASONS = 200  # by rows; more would be a list that nobody reads
STATES = ("covered", "partly", "not covered")


@dataclass(frozen=True)
class Due:
    """When the next release of a source is due; `is_overdue` is None where nothing is known."""

    day: date | None
    is_overdue: bool | None
    said: str


def next_due(row: dict, today: date) -> Due:
    """Return when the release after the last one loaded is due, and whether it is late by today.

    The next release covers `release_every_months` more months and comes `release_lag_days` after
    their end.
    """
    every, lag = row["release_every_months"], row["release_lag_days"]
    if every is None or lag is None:
        return Due(None, None, "No fixed date")
    if row["last_period"] is None:
        return Due(None, None, "Nothing loaded yet")
    end = words.as_date(row["last_period"])
    months = end.year * 12 + end.month - 1 + int(every)
    next_end = words.month_end(f"{months // 12:04d}-{months % 12 + 1:02d}")
    day = next_end + timedelta(days=int(lag))
    if today > day:
        late = words.plural((today - day).days, "day")
        return Due(day, True, f"Overdue: was due {words.uk_date(day)}, {late} ago")
    return Due(day, False, f"Due {words.uk_date(day)}")


def kind_of_data(row: dict) -> str:
    """Return whether the rows of a source are made up, real or both."""
    if row["has_sample"] and row["has_real"]:
        return "Real and made up"
    if row["has_sample"]:
        return "Made up"
    return "Real" if row["has_real"] else "Nothing loaded"


def sources_table(rows: Sequence[dict], today: date) -> pd.DataFrame:
    """Return the sources of data_scope.py as people read them, those with data first."""
    return pd.DataFrame(
        [
            {
                "Source": row["title"],
                "Publisher": row["publisher"],
                "Data": kind_of_data(row),
                "Measures": row["gives"],
                "Period": _months(row["first_period"], row["last_period"]),
                "Next release": next_due(row, today).said,
                "Provisional": _provisional(row),
                "Files": words.number(row["files_loaded"]),
                "Rows": words.number(row["rows_loaded"]),
                "Refused": words.number(row["rows_rejected"]),
                "Replaced": words.number(row["rows_superseded"]),
            }
            for row in rows
        ]
    )


def _month(value: object) -> str:
    if value is None:
        return ""
    return "Undated" if words.as_date(value).year <= UNDATED_YEAR else words.month_name(value)


def _provisional(row: dict) -> str:
    if not row["provisional_measures"]:
        return "None"
    first, last = words.as_date(row["provisional_from"]), words.as_date(row["provisional_to"])
    measures = words.plural(int(row["provisional_measures"]), "measure")
    return f"{words.sentence_case(words.period(first, last))} ({measures})"


def headline(rows: Sequence[dict], today: date, force: str, feeding: str = "") -> str:
    """Return in a sentence how much is loaded, to when, and what is overdue.

    `feeding` says first which sources these are, where they are not all.
    """
    loaded = [row for row in rows if row["files_loaded"]]
    if not loaded:
        return (
            f"{feeding} Nothing of them is loaded." if feeding else "No file has been loaded yet."
        )
    total = sum(int(row["rows_loaded"]) for row in loaded)
    late = [row["title"] for row in loaded if next_due(row, today).is_overdue]
    files = sum(int(row["files_loaded"]) for row in loaded)
    have = (
        f"{feeding} Of these, {len(loaded):,} {'has' if len(loaded) == 1 else 'have'} data"
        if feeding
        else f"{len(loaded):,} of {words.plural(len(rows), 'source')} have data that {force} can "
        "be measured or compared with"
    )
    said = f"{have}: {words.plural(total, 'row')} in {words.plural(files, 'file')}. "
    if not late:
        return f"{said}No release is overdue."
    return f"{said}Overdue: {words.list_of(late)}."


def reality(info: dict) -> str:
    """Return whether what is loaded is made up or real, in a sentence."""
    if info["has_sample"] and info["has_real"]:
        return "Some files are made-up sample data and others are real; no figure mixes the two."
    if info["has_sample"]:
        return (
            "Everything but the figures printed in public papers is made-up sample data, which "
            "shows what the dashboard does and must not be quoted."
        )
    return "All of it is real: no sample data are loaded."


def files_table(rows: Sequence[dict]) -> pd.DataFrame:
    """Return every file that the build looked at, with what became of its rows."""
    return pd.DataFrame([file_words(row) for row in rows])


def file_words(row: dict) -> dict[str, object]:
    """Return a file in words, by the name of each column."""
    return {
        "File": row["file_name"],
        "Source": row["source_title"] or "Not known",
        "What became of it": STATUS_WORDS.get(row["status"], row["status"]),
        "From": _month(row["period_start"]),
        "To": _month(row["period_end"]),
        "Rows read": int(row["rows_read"]),
        "Loaded": int(row["rows_loaded"]),
        "Refused": int(row["rows_rejected"]),
        "Replaced": int(row["rows_superseded"]),
        "Data": "Made up" if row["is_sample"] else "Real",
        "Released": _day(row["release_date"]),
        "Message": messages(row),
        "SHA-256": row["sha256"],
    }


def file_period(row: dict) -> str:
    """Return the months of a file, from and to; nothing where it has none."""
    return _months(row["period_start"], row["period_end"])


def _months(start: object, end: object) -> str:
    first, last = _month(start), _month(end)
    return first if first == last else f"{first} to {last}"


def _day(value: object) -> str:
    return "" if value is None else words.uk_date(value)


def messages(row: dict) -> str:
    """Return what the build said of a file, its warnings included."""
    said = (row["message"], *(row["warnings"] or ()))
    return "; ".join(one.replace("\n", "; ") for one in said if one)


def files_sentence(rows: Sequence[dict]) -> str:
    """Return what became of the files and of their rows, which add up."""
    counted = [
        f"{count:,} {words_of[:1].lower()}{words_of[1:]}"
        for status, words_of in STATUS_WORDS.items()
        if (count := sum(row["status"] == status for row in rows))
    ]
    totals = {
        name: sum(int(row[f"rows_{name}"]) for row in rows)
        for name in ("read", "loaded", "rejected", "superseded")
    }
    return (
        f"{words.plural(len(rows), 'file')}: {words.list_of(counted)}. "
        f"{totals['read']:,} rows read = {totals['loaded']:,} loaded + {totals['rejected']:,} "
        f"refused + {totals['superseded']:,} replaced."
    )


def refused_sentence(rows: Sequence[dict], files: Sequence[dict]) -> str:
    """Return how many rows were refused one by one, and how many with the whole of their file.

    `rows` are those of queries/pages/data_rejected.sql, `files` those of data_files.sql.
    """
    single = int(rows[0]["single_in_all"]) if rows else 0
    whole = sum(int(file["rows_rejected"]) for file in files) - single
    said = "No row was refused."
    if single:
        said = (
            f"{words.plural(single, 'row')} {'was' if single == 1 else 'were'} refused. Each is "
            "kept with its file, line, reason and text, so that whoever sent it can correct it."
        )
    elif whole > 0:
        said = "No single row was refused."
    if whole > 0:
        said += f" Files refused whole hold another {words.plural(whole, 'row')}: see Files."
    return said


def reasons_left_out(rows: Sequence[dict]) -> str:
    """Return that only the largest reasons are listed and how to get all; nothing if all are."""
    if not rows or int(rows[0]["reasons_in_all"]) <= len(rows):
        return ""
    return (
        f"The {len(rows):,} reasons with most rows are listed, of "
        f"{int(rows[0]['reasons_in_all']):,} in all. To get every refused row with its reason, use "
        "the command check with --refused on the files."
    )


def replaced_table(rows: Sequence[dict]) -> pd.DataFrame:
    """Return which release took the place of which."""
    return pd.DataFrame(
        [
            {
                "File": row["file_name"],
                "Replaced by": row["replaced_by"] or "",
                "Source": row["source_title"] or "",
                "Period": words.sentence_case(words.period(row["period_start"], row["period_end"])),
                "Rows replaced": int(row["rows"]),
            }
            for row in rows
        ]
    )


def rejected_table(rows: Sequence[dict]) -> pd.DataFrame:
    """Return why rows were refused, by file and reason."""
    return pd.DataFrame(
        [
            {
                "File": row["file_name"],
                "Rows": words.number(row["rows"]),
                "First line": "" if row["first_line"] is None else words.number(row["first_line"]),
                "Reason (an example in full)": row["example"],
            }
            for row in rows
        ]
    )


def coverage_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the coverage grid in words: one row per source, area and run of months."""
    return pd.DataFrame(
        {
            "Source": rows["source_title"],
            "Area": rows["area_name"],
            "Coverage": [words.sentence_case(one) for one in rows["state"]],
            "From": [words.month_name(one) for one in rows["period_start"]],
            "To": [words.month_name(one) for one in rows["period_end"]],
            "Months": rows["months"],
            "Data": ["Made up" if one else "Real" for one in rows["is_sample"]],
        }
    )


def coverage_sentence(rows: pd.DataFrame, area: str) -> str:
    """Return over which months each source covers an area, gaps included."""
    said = []
    for title, part in rows.groupby("source_title", sort=False):
        gaps = int(part.loc[part["state"].eq("not covered"), "months"].sum())
        span = (
            f"{title} from {words.month_name(part['period_start'].min())} to "
            f"{words.month_name(part['period_end'].max())}"
        )
        said.append(f"{span} with {words.plural(gaps, 'month')} missing" if gaps else span)
    if not said:
        return f"No source covers {area} by month."
    return f"{area} is covered by {'; '.join(said)}."


def district_sentence(rows: pd.DataFrame, title: str) -> str:
    """Return which areas a source covers whole, and which with gaps or in part."""
    groups: dict[str, list[str]] = {"covered": [], "partly": [], "not covered": []}
    for area, part in rows.groupby("area_name", sort=False):
        states = set(part["state"])
        worst = next(one for one in reversed(STATES) if one in states)
        groups[worst].append(str(area))
    ways = {"covered": "without a gap", "partly": "in part", "not covered": "with months missing"}
    said = [f"{ways[state]}: {words.list_of(names)}" for state, names in groups.items() if names]
    span = words.period(rows["period_start"].min(), rows["period_end"].max())
    return f"{title}, {span}: {'; '.join(said)}."
