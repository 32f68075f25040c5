"""The workbook of each page, from its link alone: one function per page gives its tables.

They read the same queries as the page and use the same pure modules, so that a workbook cannot
say anything that the page does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from pcp_data import words
from pcp_data.briefing.companion import briefing
from pcp_data.export import page_explore
from pcp_data.export.book import Book, ExportTable
from pcp_data.export.page_about import about, data
from pcp_data.export.page_areas import district_page
from pcp_data.export.page_changed import changed_page
from pcp_data.export.page_crime import crime_and_asb
from pcp_data.export.page_measure import measure
from pcp_data.export.page_overview import overview
from pcp_data.export.page_roads import road_page
from pcp_data.export.page_victims import victims
from pcp_data.filters import BASELINE, NAMES
from pcp_data.page_list import HOME, page_entry
from pcp_data.problems import DataProblem, Problem
from pcp_data.screens import about_view, data_scope
from pcp_data.view import View

EXPORTS: dict[str, Callable[[View], Sequence[ExportTable]]] = {
    "overview": overview,
    "what_changed": changed_page,
    "measure": measure,
    "districts": district_page,
    "crime_and_asb": crime_and_asb,
    "roads": road_page,
    "victims": victims,
    "explore": page_explore.explore,
    "briefing": briefing,
    "data": data,
    "about": about,
}
# A page whose choices are its own says them itself.
FILTERS_IN_WORDS = {
    "explore": page_explore.in_words,
    "data": data_scope.in_words,
    "about": about_view.view_in_words,
}
NOTHING_COMPARED = ("about", "data", "explore")
PARAMETERS = {"explore": page_explore.params}


def book(view: View, *, charts: bool = False, host: str = "") -> Book:
    """Return the workbook of a page's view. `host` is the address of the dashboard, if known.

    Raises:
        DataProblem: the page has nothing to take away as a workbook.
    """
    if view.file not in EXPORTS:
        raise DataProblem(
            Problem(
                view.file, "a page without a workbook", f"one of {', '.join(EXPORTS)}",
                "Use the link of one of these pages.",
            )
        )  # fmt: skip
    contact = next(iter(view.fetch("contact")), None)
    entry = page_entry(view.file)
    return Book(
        title=f"{view.choices.home.title}: {entry.title}",
        question=entry.question,
        filters=in_words(view),
        as_at=words.as_date(view.info["as_at"]),
        built_at=view.info["built_at"],
        baseline=_baseline(view),
        sources=_sources(view),
        is_sample=view.is_sample,
        link=f"{host.rstrip('/')}{link(view)}",
        tables=EXPORTS[view.file](view),
        publisher=contact["publisher"] if contact else "",
        contact=_contact(contact),
        notes=_notes(view),
        charts=charts,
    )


def link(view: View) -> str:
    """Return the address of a view, from the dashboard's own address on."""
    place = "" if view.file == HOME.file else view.file
    return f"/{place}?{query_string(view)}"


def query_string(view: View) -> str:
    """Return what stands after the question mark in the link of a view."""
    if view.file in PARAMETERS:
        return urlencode(PARAMETERS[view.file](view), doseq=True)
    own = {name: value for name, value in view.params.items() if name not in NAMES}
    return urlencode(view.filters.to_query() | own, doseq=True)


def in_words(view: View) -> str:
    """Return the filters of a view in words."""
    if view.file in FILTERS_IN_WORDS:
        return FILTERS_IN_WORDS[view.file](view)
    return f"{view.filters.in_words(view.choices)}."


def _baseline(view: View) -> str:
    if view.file in NOTHING_COMPARED:
        return "None: nothing here is compared with a baseline."
    if view.filters.compare == BASELINE:
        return (
            "Each measure's own, as its Plan prints it: the tables give its first and last day. "
            "Where the Plan prints none, the previous 12 months are compared with."
        )
    return f"Figures are compared with {view.filters.compared_with()}."


def _sources(view: View) -> list[str]:
    rows = view.fetch("export_sources")
    return [f"{row['title']} ({row['publisher']}). {row['licence']}" for row in rows]


def _contact(contact: dict | None) -> str:
    if contact is None:
        return ""
    said = [f"{contact['name']}, {contact['organisation']}"]
    said += [one for one in (contact["email"], contact["web"]) if one]
    return f"{', '.join(said)}. {contact['challenge']}"


def _notes(view: View) -> list[str]:
    built = (
        f"Made from the build of {words.uk_date(view.info['built_at'])} "
        f"(build {view.info['build_id']}), "
        f"figures to {words.month_name(view.info['latest_month'])}."
    )
    if view.file in NOTHING_COMPARED:
        return [built, *view.notices]
    return [
        built,
        "Verdicts allow for chance (95% intervals): a change smaller than chance would give is "
        "called no clear change. A measure that the Plan only monitors is not judged.",
        "Change in a percentage is in percentage points. Percent change from nothing is not "
        "available.",
        *view.notices,
    ]
