"""The figures of a briefing: one measure in one area, with what it is compared with.

Rows are those of pcp_data.screens.beside. What may be said of a change is found by
pcp_data.comparisons; the verdicts on the Plan's baseline are those of the view
baseline_comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pcp_data import words
from pcp_data.comparisons import (
    HIGHER,
    LOWER,
    NOT_JUDGED,
    PROVISIONAL,
    TOLD,
    verdict_on,
    why_not_judged,
    with_findings,
)

PER = 1000
JUDGED_BY = ("priority_id", "measure_id", "area_code", "period_end")


@dataclass(frozen=True)
class Comparison:
    """A figure beside another of 12 months. Changes are null where there is nothing to compare.

    `finding` is what may be said of the change, as in pcp_data.comparisons.
    """

    kind: str
    start: date | None
    end: date | None
    value: float | None
    change: float | None
    percent: float | None
    points: float | None
    finding: str | None
    series_break: str
    verdict: str
    because: str

    @property
    def is_made(self) -> bool:
        """Return whether there is a value to compare with."""
        return self.value is not None

    @property
    def is_clear(self) -> bool:
        """Return whether it is a change beyond what chance would give."""
        return self.finding in (HIGHER, LOWER)

    @property
    def can_tell(self) -> bool:
        """Return whether a change, or the lack of one, can be told from chance."""
        return self.finding in TOLD

    @property
    def period(self) -> str:
        """Return "12 months to June 2019", or the dates of another length."""
        return words.period(self.start, self.end)


@dataclass(frozen=True)
class Figure:
    """One measure in one area over its latest 12 months. `main` is the comparison judged."""

    measure_id: str
    title: str
    unit: str
    decimals: int
    better: str
    aim: str | None
    area_code: str
    area: str
    is_district: bool
    start: date
    end: date
    value: float
    numerator: float | None
    denominator: float | None
    status: str
    source: str
    verdict: str
    caveat: str
    rate: float | None
    population_year: int | None
    sides: Mapping[str, Comparison]
    main: str

    @property
    def is_share(self) -> bool:
        """Return whether changes are in percentage points."""
        return self.unit == "%"

    @property
    def period(self) -> str:
        """Return "12 months to January 2023"."""
        return words.period(self.start, self.end)

    @property
    def against(self) -> Comparison:
        """Return the comparison that the reader asked for."""
        return self.sides[self.main]

    @property
    def previous(self) -> Comparison:
        """Return the comparison with the 12 months before."""
        return self.sides["previous"]


class Figures:
    """All figures of a briefing, by measure and area."""

    def __init__(self, found: Iterable[Figure]) -> None:
        self._by_key = {(one.measure_id, one.area_code): one for one in found}

    def get(self, measure_id: str, area_code: str) -> Figure | None:
        """Return one figure, None when there is none."""
        return self._by_key.get((measure_id, area_code))

    def of_area(self, measures: Sequence[str], area_code: str) -> list[Figure]:
        """Return the figures of an area in the order of the measures, without those missing."""
        found = [self.get(one, area_code) for one in measures]
        return [one for one in found if one is not None]

    def of_measure(self, measure_id: str, areas: Sequence[str]) -> list[Figure]:
        """Return the figures of a measure in the order of the areas, without those missing."""
        found = [self.get(measure_id, one) for one in areas]
        return [one for one in found if one is not None]


def figures(
    rows: Sequence[Mapping[str, object]], official: Mapping[tuple, Mapping[str, object]], main: str
) -> Figures:
    """Return every figure of the rows.

    `official` are the rows of queries/pages/plan_figures.sql by JUDGED_BY, for their verdict on
    the Plan's baseline.
    """
    groups: dict[tuple, list[dict]] = {}
    for row in with_findings(rows):
        groups.setdefault((row["measure_id"], row["area_code"]), []).append(row)
    return Figures(
        _figure(group, official.get(tuple(group[0][one] for one in JUDGED_BY), {}), main)
        for group in groups.values()
    )


def _figure(group: Sequence[dict], official: Mapping[str, object], main: str) -> Figure:
    sides = {row["kind"]: _comparison(row) for row in group}
    row = group[0]
    side = None if main == "baseline" else sides[main]
    is_count = row["aggregation"] == "sum" and row["residents"]
    return Figure(
        measure_id=row["measure_id"],
        title=row["title"],
        unit=row["unit"],
        decimals=row["decimals"],
        better=row["better"],
        aim=row["aim"],
        area_code=row["area_code"],
        area=row["area_name"],
        is_district=row["area_type"] == "district",
        start=row["period_start"],
        end=row["period_end"],
        value=row["value"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        status=row["status"],
        source=row["source_title"] or "",
        verdict=side.verdict if side else official.get("verdict") or NOT_JUDGED,
        caveat=_caveat(row, side) if side else official.get("caveat") or "",
        rate=PER * row["value"] / row["residents"] if is_count else None,
        population_year=row["population_year"] if is_count else None,
        sides=sides,
        main=main,
    )


def _caveat(row: dict, side: Comparison) -> str:
    """Return what stands in place of a verdict, and that the figure may change."""
    said = [f"No comparison: {side.because}."] if side.because else []
    said.append(why_not_judged(side.finding, side.series_break, row["aim"]))
    said += [PROVISIONAL] if row["status"] == "provisional" else []
    return " ".join(one for one in said if one)


def _comparison(row: dict) -> Comparison:
    then, now = row["compare_value"], row["value"]
    is_share = row["unit"] == "%"
    change = None if then is None else now - then
    return Comparison(
        kind=row["kind"],
        start=row["compare_start"],
        end=row["compare_end"],
        value=then,
        change=None if is_share else change,
        percent=100 * change / then if then and not is_share else None,
        points=change if is_share else None,
        finding=row["finding"],
        series_break=row["series_break"] or "",
        verdict=verdict_on(row["finding"], row["aim"], row["better"]),
        because=row["because"] or "",
    )
