"""How numbers stand in tables that can be sorted: thousands separators, and even decimals."""

from __future__ import annotations

import pandas as pd
import streamlit as st

MOST_DECIMALS = 4


def number_columns(data: pd.DataFrame) -> dict[str, object]:
    """Return column settings for every column of numbers; years are left as they are."""
    found = {}
    for name in data.columns:
        column = data[name]
        is_number = pd.api.types.is_numeric_dtype(column)
        if not is_number or pd.api.types.is_bool_dtype(column) or "year" in str(name).lower():
            continue
        found[name] = st.column_config.NumberColumn(format=_pattern(column.dropna()))
    return found


def _pattern(column: pd.Series) -> str:
    """Return a pattern with the decimals that the rounded numbers have."""
    decimals = next(
        (
            places
            for places in range(MOST_DECIMALS)
            if (column.astype(float).round(places) == column.astype(float)).all()
        ),
        MOST_DECIMALS,
    )
    # Patterns with decimals know no thousands separator.
    is_long = decimals == 0 or (len(column) and column.abs().max() >= 1000)
    return "localized" if is_long else f"%.{decimals}f"
