"""What pages read, cached by build: a new build is a new key, so nothing here can go stale."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar

import pandas as pd
import streamlit as st

from pcp_data import database, query, statistics
from pcp_data.choices import choices_from_rows
from pcp_data.filters import Choices
from pcp_data.ui.kept import Kept

T = TypeVar("T")
KEPT_RESULTS, KEPT_MAKINGS = 2000, 100
ANSWERS: Kept = Kept(KEPT_RESULTS)
MAKINGS: Kept = Kept(KEPT_MAKINGS)  # fewer, as a Plan's rows of every district take a megabyte


def rows(reader: database.Reader, name: str, /, **params: object) -> pd.DataFrame:
    """Return the rows of a page query; lists may be given as tuples."""
    return _cached_rows(reader, build(reader), name, _frozen(params))


def fetch(reader: database.Reader, name: str, /, **params: object) -> tuple[query.Row, ...]:
    """Return the rows of a page query to read only, the same ones for everybody."""
    asked = _frozen(params)
    return ANSWERS.get(
        (build(reader), name, asked), lambda: query.fetch(name, reader, **_thawed(asked))
    )


def held(reader: database.Reader, name: str, /, **equal: object) -> tuple[query.Row, ...]:
    """Return the rows of a page query with these values, the same ones for everybody."""
    key = (build(reader), name, *equal.items())
    return ANSWERS.get(key, lambda: query.held(name, reader, **equal))


def once(reader: database.Reader, key: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` returns, made once for all who ask this build under the same key."""
    return MAKINGS.get((build(reader), key), make)


@dataclass(frozen=True)
class Known:
    """What every page needs of a build: what can be chosen, build_info, and titles of sources."""

    choices: Choices
    info: query.Row
    sources: Mapping[str, str]


@lru_cache(maxsize=4)
def known(reader: database.Reader) -> Known:
    """Return what every page needs, asked once of each build: another build is another reader."""
    statistics.import_ahead()  # or the first to compare two periods would wait for it
    return Known(
        choices_from_rows(query.query("choices", reader)),
        query.fetch("build_info", reader)[0],
        MappingProxyType(
            {one["source_id"]: one["title"] for one in query.fetch("sources", reader)}
        ),
    )


def build(reader: database.Reader) -> tuple[str, str]:
    """Return what tells one build from another, without keeping it open."""
    return reader.build_id, str(reader.path)


def _frozen(params: dict[str, object]) -> tuple:
    lists = (list, set, pd.Series)
    return tuple(
        (key, tuple(value) if isinstance(value, lists) else value)
        for key, value in sorted(params.items())
    )


def _thawed(params: tuple) -> dict[str, object]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in params}


@st.cache_data(max_entries=KEPT_RESULTS, show_spinner=False)
def _cached_rows(
    _reader: database.Reader, build: tuple[str, str], name: str, params: tuple
) -> pd.DataFrame:
    return query.query(name, _reader, **_thawed(params))
