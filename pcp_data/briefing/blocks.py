"""What a briefing is made of, before it is Word, a screen or a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

import altair as alt


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `kind`: text, lead (the headline), note (small)."""

    text: str
    kind: str = "text"


@dataclass(frozen=True)
class Bullets:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True)
class Grid:
    """A table of ready words. `numeric` are columns set right; `widths` are shares of the page.

    `parts` are the rows that are parts of the row above them.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numeric: tuple[int, ...] = ()
    parts: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Picture:
    """A chart with its text alternative. `draw` makes it, as only what is shown is drawn.

    `dashed` says what its dashed line is, for where the chart is too small to name it.
    """

    title: str
    alt: str
    draw: Callable[..., alt.TopLevelMixin]
    dashed: str = ""


@dataclass(frozen=True)
class Box:
    """An empty box for the officer to write in."""

    title: str
    columns: tuple[str, ...] = ()
    rows: int = 1


Block = Paragraph | Bullets | Heading | Grid | Picture | Box


@dataclass(frozen=True)
class Section:
    """One part of a briefing under its heading."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Briefing:
    """A whole briefing. `published` is the day of the build that every figure comes from."""

    title: str
    subtitle: str
    meeting: str
    period: str
    published: date
    built_at: datetime
    build_id: str
    is_sample: bool
    publisher: str
    contact: str
    link: str
    sections: tuple[Section, ...] = field(default_factory=tuple)
