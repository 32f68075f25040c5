"""The screens, in order: the one place to add a page.

`question` is what the page answers; it stands under the title and in the README.
"""

from __future__ import annotations

from dataclasses import dataclass

PRODUCT = "Police and Crime Plan dashboard"


@dataclass(frozen=True)
class PageEntry:
    """One screen: its file in pages/, its title, the question it answers, and its group."""

    file: str
    title: str
    question: str
    group: str

    @property
    def path(self) -> str:
        """Return the file as Streamlit wants it, from the folder of app.py."""
        return f"pages/{self.file}.py"


PAGES: tuple[PageEntry, ...] = (
    PageEntry("overview", "Overview", "Is the Plan on course?", "The Plan"),
    PageEntry("what_changed", "What changed", "What is unusual this month?", "The Plan"),
    PageEntry("measure", "Measure", "Everything on one measure", "The Plan"),
    PageEntry("districts", "Districts", "How do the districts differ?", "By subject"),
    PageEntry(
        "crime_and_asb",
        "Crime and ASB",
        "How are neighbourhood crime, serious violence and anti-social behaviour (ASB) moving?",
        "By subject",
    ),
    PageEntry(
        "roads",
        "Roads",
        "How many people are hurt on the roads, who are they, and where?",
        "By subject",
    ),
    PageEntry(
        "victims",
        "Victims and the public",
        "How satisfied are victims, and what do the public say is their concern?",
        "By subject",
    ),
    PageEntry(
        "explore",
        "Explore and export",
        "What is in any table, filtered and grouped as you like?",
        "Take away",
    ),
    PageEntry(
        "briefing",
        "Briefing",
        "What should this meeting know, and what should it ask?",
        "Take away",
    ),
    PageEntry(
        "data",
        "Data",
        "What is loaded, from where, to when, and what is overdue?",
        "About the data",
    ),
    PageEntry(
        "about", "About", "What does each measure mean, and whom do I ask?", "About the data"
    ),
)
HOME = PAGES[0]


def page_entry(file: str) -> PageEntry:
    """Return the entry of a page by its file name without ending; KeyError if there is none."""
    return {page.file: page for page in PAGES}[file]
