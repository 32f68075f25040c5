"""Briefings by their links, and the parts of them that tests read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pcp_data.briefing.blocks import Briefing, Grid, Heading, Paragraph, Section
from pcp_data.briefing.content import briefing_of_view
from pcp_data.database import Reader
from pcp_data.view import view_of_link

PANEL = "briefing?plan=2021-24&month=2023-01&subject=neighbourhood-crime"
THEMES = {
    "neighbourhood crime": PANEL,
    "serious violence": "briefing?plan=2021-24&month=2022-06&subject=serious-violence",
    "victims": "briefing?plan=2021-24&month=2023-01&subject=victims",
    "roads, whose figures end early": "briefing?plan=2021-24&month=2024-03&subject=roads",
    "anti-social behaviour in Leeds": (
        "briefing?plan=2021-24&month=2024-03&subject=anti-social-behaviour&district=Leeds"
    ),
    "women and girls on the year before": (
        "briefing?plan=2021-24&month=2024-03&subject=women-and-girls&compare=previous"
    ),
    "the whole Plan for the Panel": (
        "briefing?plan=2021-24&month=2023-03&meeting=police-and-crime-panel&subject=plan"
    ),
}
ALL_THEMES = {"argvalues": list(THEMES.values()), "ids": list(THEMES)}


def pack_of(link: str, reader: Reader) -> Briefing:
    """Return the briefing of a link."""
    return briefing_of_view(view_of_link(link, reader))[0]


def section(pack: Briefing, name: str) -> Section:
    """Return one section of a briefing."""
    return next(one for one in pack.sections if one.id == name)


def grids(part: Section) -> list[Grid]:
    """Return the tables of a section."""
    return [one for one in part.blocks if isinstance(one, Grid)]


def measure_texts(pack: Briefing) -> Iterator[tuple[str, str]]:
    """Return the title and the sentences of each measure that has a heading of its own."""
    title = None
    parts = (part.blocks for part in pack.sections if part.id == "measures")
    for block in chain.from_iterable(parts):
        if isinstance(block, Heading):
            title = block.text
        elif isinstance(block, Paragraph) and title and block.kind == "text":
            if not block.text.startswith("These 12-month figures are the same"):
                yield title, block.text
            title = None
