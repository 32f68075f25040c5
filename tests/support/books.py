"""A workbook with as little in it as there can be."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pcp_data.export.book import Book, ExportTable


def small_book(*tables: ExportTable, **changes: object) -> Book:
    """Return a workbook of these tables, other than as stated only where `changes` say so."""
    known = Book(
        title="A title",
        question="A question?",
        filters="Everything.",
        as_at=dt.date(2024, 4, 30),
        built_at=dt.datetime(2024, 5, 1, 12, 30),
        baseline="None.",
        sources=["A source"],
        is_sample=False,
        link="/overview?plan=2021-24",
        tables=tables,
    )
    return replace(known, **changes)
