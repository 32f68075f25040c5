"""What the Data page says of the published papers: their figures beside ours, and the notes.

Rows are those of queries/pages/data_published.sql and data_notes.sql. Nothing here draws or reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pcp_data import words
from pcp_data.screens.measure_view import KINDS, note_dates

Params = Mapping[str, Iterable[str]]
AGREEMENT = ("Agrees", "Differs", "Cannot be compared")
CHANGE_STATISTICS = ("percent_change", "share")


def agreement_of(value: object, computed: object) -> str:
    """Return whether a printed figure agrees with the computed one."""
    if value is None or words.is_missing(value) or computed is None:
        return AGREEMENT[2]
    return AGREEMENT[0] if value else AGREEMENT[1]


def published_table(rows: Iterable[dict]) -> pd.DataFrame:
    """Return printed figures beside computed ones, with what the papers say against themselves."""
    return pd.DataFrame(
        [
            {
                "Figure": row["figure_id"],
                "What": ", ".join(
                    one for one in (row["title"], row["breakdown"], row["area_name"]) if one
                ),
                "Period": row["period_label"]
                or words.sentence_case(words.period(row["period_start"], row["period_end"])),
                "Printed": _printed(row["published"], row),
                "Computed here": _printed(row["computed"], row),
                "Difference": _printed(row["difference"], row),
                "Agreement": agreement_of(row["agrees"], row["computed"]),
                "Note": row["note"] or "",
                "Where": f"{row['document']}, {row['section']}",
            }
            for row in rows
        ]
    )


def _printed(value: float | None, row: dict) -> str:
    if value is None:
        return ""
    if row["statistic"] in CHANGE_STATISTICS or row["unit"] == "%":
        return words.percent(value, row["decimals"])
    return words.number(value, row["decimals"])


def published_sentence(table: pd.DataFrame, on: str = "") -> str:
    """Return how many printed figures agree, differ, and cannot be compared.

    `on` says what they are on where they are not all, as in " on Leeds".
    """
    if table.empty:
        if on:
            return f"No figure is printed in public papers{on}."
        return "No figures from published papers are loaded."
    agree, differ, neither = (int(table["Agreement"].eq(one).sum()) for one in AGREEMENT)
    return (
        f"Of {words.plural(len(table), 'figure')} printed in public papers{on}, {agree:,} "
        f"{'agrees' if agree == 1 else 'agree'} with what is computed here, {differ:,} "
        f"{'differs' if differ == 1 else 'differ'} and {neither:,} cannot be compared (no data "
        "for the period, no measure of ours, or not printed as an exact figure)."
    )


def notes_table(rows: Sequence[dict]) -> pd.DataFrame:
    """Return the data notes as people read them."""
    return pd.DataFrame(
        [
            {
                "Kind": KINDS.get(row["kind"], row["kind"]),
                "Dates": note_dates(row),
                "Note": row["note"],
                "Measures": measures_of(row),
                "Area": row["area_name"] or "Everywhere",
                "Source": row["source"],
                "Id": row["note_id"].partition("/")[0],
            }
            for row in rows
        ]
    )


def measures_of(row: dict) -> str:
    """Return the measures that a note on the data bears on, in words."""
    if row["measures"]:
        return "; ".join(row["measures"])
    return "All measures" if row["is_general"] else "A printed figure that is no measure here"


def slug(value: str) -> str:
    """Return how a link names an agreement or a kind of note."""
    return value.lower().replace(" ", "-")


def picked_figures(rows: Sequence[dict], params: Params) -> list[dict]:
    """Return the printed figures that a link to the page picks by agreement and search."""
    return _picked(rows, published_table(rows), "Agreement", ("agreement", "figure"), params)


def picked_notes(rows: Sequence[dict], params: Params) -> list[dict]:
    """Return the notes that a link to the page picks by kind and search."""
    return _picked(rows, notes_table(rows), "Kind", ("kind", "note"), params)


def _picked(
    rows: Sequence[dict], table: pd.DataFrame, column: str, names: Sequence[str], params: Params
) -> list[dict]:
    if table.empty:
        return []
    value, search = (next(iter(params.get(name, ())), "").strip() for name in names)
    is_value = table[column].map(slug).eq(value.lower())
    found = matching(table[is_value] if is_value.any() else table, search)
    return [rows[place] for place in found.index]


def in_words(params: Params) -> list[str]:
    """Return what a link picks of the figures and the notes, in words."""
    figures = [next(iter(params.get(name, ())), "").strip() for name in ("agreement", "figure")]
    notes = [next(iter(params.get(name, ())), "").strip() for name in ("kind", "note")]
    return [
        f"{what} {' with '.join(f'“{one}”' for one in found if one)}"
        for what, found in (("printed figures", figures), ("notes", notes))
        if any(found)
    ]


def matching(table: pd.DataFrame, search: str) -> pd.DataFrame:
    """Return the rows that hold every word of a search, in any column, ignoring case."""
    wanted = search.lower().split()
    lines = (" ".join(map(str, row)).lower() for row in table.itertuples(index=False))
    return table.loc[[all(word in line for word in wanted) for line in lines]]
