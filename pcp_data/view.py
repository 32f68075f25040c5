"""What a page is asked to show, without the screen: for exports and whatever else reads a link."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

import pandas as pd

from pcp_data import database, words
from pcp_data.choices import choices_from_rows
from pcp_data.filters import Choices, Filters, Option, from_query
from pcp_data.page_list import HOME, PAGES
from pcp_data.problems import DataProblem, Problem
from pcp_data.query import Row, fetch, grouped, held, query

T = TypeVar("T")


@dataclass(frozen=True)
class View:
    """One page's view of one build. `params` are the parts of the link that only that page knows.

    A screen's own state has the same names, so that what works on one works on the other.
    """

    file: str
    filters: Filters
    choices: Choices
    info: Row
    reader: database.Reader
    notices: tuple[str, ...] = ()
    params: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def areas(self) -> tuple[Option, ...]:
        """Return the chosen districts, or the whole force when none is chosen."""
        chosen = [one for one in self.choices.districts if one.title in self.filters.districts]
        return tuple(chosen) or (self.choices.home,)

    @property
    def area_codes(self) -> list[str]:
        """Return the codes of the chosen areas, as a query parameter."""
        return [area.id for area in self.areas]

    @property
    def main_area(self) -> Option:
        """Return the one district chosen, else the whole force, for what is never added up."""
        return self.areas[0] if len(self.areas) == 1 else self.choices.home

    @property
    def place(self) -> str:
        """Return the chosen areas in words, as in "Bradford and Leeds together"."""
        names = words.list_of([area.title for area in self.areas])
        return f"{names} together" if len(self.areas) > 1 else names

    @property
    def district_codes(self) -> list[str]:
        """Return the codes of every district, whichever are chosen, as a query parameter."""
        return [one.id for one in self.choices.districts]

    @property
    def everywhere(self) -> list[str]:
        """Return the codes of the whole force and every district, as a query parameter."""
        return [self.choices.home.id, *self.district_codes]

    @property
    def is_sample(self) -> bool:
        """Return whether any figure of this build is made up."""
        return bool(self.info["has_sample"])

    def rows(self, name: str, /, **params: object) -> pd.DataFrame:
        """Return the rows of queries/pages/NAME.sql."""
        return query(name, self.reader, **params)

    def fetch(self, name: str, /, **params: object) -> tuple[Row, ...]:
        """Return the rows of queries/pages/NAME.sql, to read only: quicker than `rows`."""
        return fetch(name, self.reader, **params)

    def grouped(self, name: str, by: str) -> Mapping[object, tuple[Row, ...]]:
        """Return the rows of queries/pages/NAME.sql by their value in one column."""
        return grouped(name, self.reader, by)

    def held(self, name: str, /, **equal: object) -> tuple[Row, ...]:
        """Return the rows of queries/pages/NAME.sql with these values, out of those in memory."""
        return held(name, self.reader, **equal)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` returns. A screen keeps it for its build, so nobody may change it."""
        return make()

    @property
    def sources(self) -> dict[str, str]:
        """Return the titles of the sources by id."""
        return {row["source_id"]: row["title"] for row in self.fetch("sources")}


def view_of_link(link: str, reader: database.Reader) -> View:
    """Return the view that a page's link shows.

    `link` may be a whole address, a page with its query, or the query alone (of Overview).

    Raises:
        DataProblem: there is no such page, or the database has no figures.
    """
    file, params = parts_of_link(link)
    choices = choices_from_rows(query("choices", reader))
    if not choices.months:
        raise DataProblem(
            Problem(reader.path, "no figures", "a database with figures", "Add files and build it.")
        )
    filters, notices = from_query(params, choices)
    info = fetch("build_info", reader)[0]
    return View(file, filters, choices, info, reader, notices, params)


def parts_of_link(link: str) -> tuple[str, dict[str, list[str]]]:
    """Return the page's file and the parameters of a link; DataProblem for an unknown page."""
    text = link.strip()
    if "?" not in text and "=" in text.partition("#")[0]:
        text = f"?{text}"
    split = urlsplit(text)
    # Without "//" a host is read as a path; the page is the last part of it either way.
    place = split.path.rstrip("/").rpartition("/")[2]
    known = {page.file for page in PAGES}
    if place and place not in known:
        if "://" not in text:
            raise DataProblem(
                Problem(
                    link,
                    f"the page “{place}”",
                    f"one of {', '.join(page.file for page in PAGES)}",
                    "Copy the link from the address bar of the page.",
                )
            )
        place = ""  # the home page under a base path
    return place or HOME.file, parse_qs(split.query)
