"""What pages read, cached by build: a new build is a new key, so nothing here can go stale."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pcp_data import database
from pcp_data.choices import choices_from_rows
from pcp_data.filters import Choices
from pcp_data.query import query

KEPT_RESULTS = 2000


def rows(reader: database.Reader, name: str, /, **params: object) -> pd.DataFrame:
    """Return the rows of a page query; lists may be given as tuples."""
    frozen = tuple((key, _frozen(value)) for key, value in sorted(params.items()))
    return _cached_rows(reader, (reader.build_id, str(reader.path)), name, frozen)


def choices(reader: database.Reader) -> Choices:
    """Return what can be chosen in this build."""
    return _cached_choices(reader, (reader.build_id, str(reader.path)))


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, (list, set, pd.Series)) else value


@st.cache_data(max_entries=KEPT_RESULTS, show_spinner=False)
def _cached_rows(
    _reader: database.Reader, build: tuple[str, str], name: str, params: tuple
) -> pd.DataFrame:
    thawed = {key: list(value) if isinstance(value, tuple) else value for key, value in params}
    return query(name, _reader, **thawed)


@st.cache_resource(max_entries=8, show_spinner=False)
def _cached_choices(_reader: database.Reader, build: tuple[str, str]) -> Choices:
    return choices_from_rows(query("choices", _reader))
