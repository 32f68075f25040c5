"""What a folder of definitions says, as frozen values: plans, measures, notes, people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

AIMS = ("increase", "decrease", "maintain", "below_baseline", "monitor")
STATUSES = ("continue", "merge", "move", "retire", "new", "not_assessed")
NO_MEASURE = "no_measure"
TOPICS = (
    "neighbourhood_crime",
    "serious_violence",
    "asb",
    "roads",
    "victims",
    "public",
    "criminal_justice",
    "vulnerability",
    "demand",
    "workforce",
    "cyber",
    "inspection",
    "other",
)


def one_of(*words: str) -> object:
    """Return a field that must hold one of the given words."""
    return field(metadata={"one_of": words})


def maybe_one_of(*words: str) -> object:
    """Return a field that may be left out, else holds one of the given words."""
    return field(default=None, metadata={"one_of": words})


def table_of(kind: type) -> object:
    """Return a field that holds a list of the given kind, empty where left out."""
    return field(default=(), metadata={"table_of": kind})


def filled_table_of(kind: type) -> object:
    """Return a field that must hold at least one of the given kind."""
    return field(metadata={"table_of": kind})


@dataclass(frozen=True)
class Items:
    """What is counted: items of a source, and the conditions that narrow them."""

    items: tuple[str, ...]
    knife: bool | None = None
    victim_under_25: bool | None = None
    outcome_group: str | None = maybe_one_of("outcomes_1_8", "other", "none")
    sign: int = 1


@dataclass(frozen=True)
class MeasureSource:
    """How one source gives a measure: by counting, or as figures that bring their own base."""

    source: str
    numerator: tuple[Items, ...] = table_of(Items)
    denominator: tuple[Items, ...] = table_of(Items)
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A measure's place in a Plan: a register entry, or a component of one.

    A component takes aim, baseline and status from its parent; it may state another aim.
    """

    plan: str
    priority: str
    register_id: str | None = None
    component_of: str | None = None
    aim: str | None = maybe_one_of(*AIMS)
    target: float | None = None
    baseline_start: date | None = None
    baseline_end: date | None = None
    baseline_label: str | None = None
    status: str | None = maybe_one_of(*STATUSES)
    indicator: str | None = None
    metric_text: str | None = None
    source_owner: str | None = None
    recommendation: str | None = None
    note: str | None = None
    themes: tuple[str, ...] = ()
    order: int = 1000


@dataclass(frozen=True)
class Measure:
    """One measure, whether or not there are data for it."""

    id: str
    title: str
    short_title: str
    why_it_matters: str
    definition: str
    unit: str
    owner: str
    topic: str = one_of(*TOPICS)
    aggregation: str = one_of("sum", "ratio", "mean", "latest")
    better: str = one_of("lower", "higher", "neutral")
    frequency: str = one_of("monthly", "quarterly", "yearly", "irregular")
    sources: tuple[MeasureSource, ...] = filled_table_of(MeasureSource)
    decimals: int = 0
    provisional_months: int = 0
    caveats: tuple[str, ...] = ()
    minimum_base: int = 0
    places: tuple[Place, ...] = table_of(Place)


@dataclass(frozen=True)
class Priority:
    """A priority, outcome, theme heading or other grouping of a Plan."""

    id: str
    title: str
    kind: str = one_of("priority", "outcome", "theme", "other")
    objectives: tuple[str, ...] = ()
    anticipated_outcomes: tuple[str, ...] = ()
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Theme:
    """A theme that cuts across a Plan."""

    id: str
    title: str
    objective: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Plan:
    """A Police and Crime Plan, with its priorities and themes in order."""

    id: str
    title: str
    starts: date
    ends: date
    source: str
    order: int
    status: str = one_of("adopted", "recommended")
    priorities: tuple[Priority, ...] = filled_table_of(Priority)
    vision: str | None = None
    note: str | None = None
    themes: tuple[Theme, ...] = table_of(Theme)


@dataclass(frozen=True)
class Member:
    """A force in a peer group, from and to when (open where left out)."""

    force: str
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class PeerGroup:
    """Forces with which one force is compared."""

    force: str
    title: str
    note: str
    members: tuple[Member, ...] = table_of(Member)


@dataclass(frozen=True)
class Contact:
    """Whom to ask about the figures, and how to challenge one."""

    name: str
    organisation: str
    challenge: str
    email: str | None = None
    web: str | None = None


@dataclass(frozen=True)
class Settings:
    """Choices that apply to every page; each may be left out."""

    hide_below_base: int = 30
    grey_below_base: int = 100


@dataclass(frozen=True)
class Home:
    """What force.toml holds: the home force, its people, its peers and the settings."""

    home_force: str
    publisher: str
    contact: Contact
    nation: str = "K04000001"
    nation_name: str = "England and Wales"
    settings: Settings = field(default=Settings(), metadata={"one": Settings})
    peer_groups: tuple[PeerGroup, ...] = table_of(PeerGroup)


@dataclass(frozen=True)
class DataNote:
    """A caveat, event, series break or contradiction.

    A blank measure means every measure; NO_MEASURE, that the note is on printed figures of
    which no measure is defined.
    """

    note_id: str
    note: str
    source: str
    kind: str = one_of("caveat", "event", "series_break", "contradiction")
    measure_id: str | None = None
    area_code: str | None = None
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Meeting:
    """A body that receives figures, how often it meets, and what it needs."""

    body: str
    kind: str
    cadence: str
    needs: str
    source: str
    abbreviation: str | None = None
    chair: str | None = None
    attendees: str | None = None
    plans: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Term:
    """A word of the field, and what it means here."""

    term: str
    meaning: str


@dataclass(frozen=True)
class PublishedMeasure:
    """Which measure of ours a figure printed in a public paper is of."""

    figure_id: str
    measure_id: str


@dataclass(frozen=True)
class MeasureLink:
    """What a measure of one Plan became in a later one: the entries by their register ids.

    `follows`: it goes on, perhaps defined anew; `merges` or `moves`: into another measure or
    another place; `extends`: it goes on, and the later one stands beside it.
    """

    from_register_id: str
    to_register_id: str
    source: str
    kind: str = one_of("follows", "merges", "moves", "extends")
    note: str | None = None


@dataclass(frozen=True)
class LookUps:
    """The code lists in use: where each file is, and the codes that checks need."""

    files: dict[str, Path]
    forces: dict[str, str]
    districts: dict[str, str]
    offences: frozenset[str]
    sources: frozenset[str]


@dataclass(frozen=True)
class Definitions:
    """Everything that a folder of definitions says, checked."""

    folder: Path
    home: Home
    look_ups: LookUps
    plans: tuple[Plan, ...]
    measures: tuple[Measure, ...]
    notes: tuple[DataNote, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    glossary: tuple[Term, ...] = ()
    published_measures: tuple[PublishedMeasure, ...] = ()
    measure_links: tuple[MeasureLink, ...] = ()

    @property
    def home_force_name(self) -> str:
        """Return the home force's name as the area table has it."""
        return self.look_ups.forces[self.home.home_force]
