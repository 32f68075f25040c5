"""What the Overview says: every measure of a Plan with its figures in words.

Rows are those of `plan_rows`. Nothing here draws or reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pcp_data import words
from pcp_data.filters import BASELINE, Filters
from pcp_data.verdicts import NO_FIGURES, UNJUDGED, Verdict, counts_in_words, verdict_of


class Comparison(NamedTuple):
    """Two figures beside each other, in words. `detail` is the change in the unit itself."""

    period: str
    value: str
    change: str = ""
    detail: str = ""


class Line(NamedTuple):
    """One measure in one area."""

    measure_id: str
    title: str
    area: str
    unit: str
    is_part: bool
    verdict: Verdict
    value: str = ""
    versus: Comparison | None = None
    previous: Comparison | None = None
    caveats: tuple[str, ...] = ()
    missing: str = ""
    trend: tuple[float | None, ...] = ()
    baseline: float | None = None


@dataclass(frozen=True)
class Section:
    """One priority with its lines, parents before their parts."""

    priority_id: str
    title: str
    lines: list[Line] = field(default_factory=list)


NO_BASELINE = "none"


def sections(
    rows: Sequence[dict], trends: dict, sources: dict[str, str], filters: Filters
) -> list[Section]:
    """Return the priorities in order, each with its measures and their parts under them.

    `trends` are lists of figures by measure and area; `sources` gives the titles of sources by id.
    """
    found: dict[str, Section] = {}
    for row, nesting in _nested(rows):
        section = found.setdefault(
            row["priority_id"], Section(row["priority_id"], row["priority_title"])
        )
        section.lines.append(line_of(row, trends, sources, filters, **nesting))
    return list(found.values())


def _nested(rows: Sequence[dict]) -> list[tuple[dict, dict[str, bool]]]:
    """Return the rows with each part directly after its parent, and what line_of is to know."""
    present = {(row["priority_id"], row["measure_id"]) for row in rows}
    tops: dict[tuple, list[dict]] = {}
    parts: dict[tuple, list[dict]] = {}
    for row in rows:
        parent = (row["priority_id"], row["parent_measure_id"])
        if parent in present:
            parts.setdefault(parent, []).append(row)
        else:
            tops.setdefault((row["priority_id"], row["measure_id"]), []).append(row)
    ordered = []
    for key, own in tops.items():
        below = parts.get(key, [])
        known = any(one["newest_value"] is not None for one in below)
        ordered += [(one, {"parts_have_figures": known}) for one in own]
        ordered += [(one, {"is_part": True}) for one in below]
    return ordered


def line_of(
    row: dict,
    trends: dict,
    sources: dict[str, str],
    filters: Filters,
    *,
    is_part: bool = False,
    parts_have_figures: bool = False,
) -> Line:
    """Return one measure in one area, in words."""
    facts = {
        "measure_id": row["measure_id"],
        "title": row["title"],
        "area": row["area_name"],
        "unit": row["unit"],
        "is_part": is_part,
        "trend": tuple(trends.get((row["measure_id"], row["area_code"]), ())),
    }
    if row["value"] is None:
        missing = why_missing(row, sources, filters, parts_have_figures)
        return Line(**facts, verdict=NO_FIGURES, missing=missing)
    return Line(
        **facts,
        verdict=verdict_of(row["verdict"] or UNJUDGED.word),
        value=words.with_unit(row["value"], row["unit"], row["decimals"]),
        versus=_versus(row, filters),
        previous=_previous(row, filters),
        caveats=(row["caveat"],) if row["caveat"] else (),
        baseline=row["baseline_value"] if filters.compare == BASELINE else None,
    )


def why_missing(
    row: dict, sources: dict[str, str], filters: Filters, parts_have_figures: bool = False
) -> str:
    """Return, in a sentence, why a measure has no figure for this area and month."""
    if row["newest_value"] is not None:
        value = words.with_unit(row["newest_value"], row["unit"], row["decimals"])
        period = words.period(row["newest_start"], row["newest_end"])
        why = (row["caveat"] or "").removeprefix("No 12-month figure.")
        newest = f"The newest is {value} in {_the(period)}."
        return f"No figure for these 12 months as a whole.{why} {newest}"
    if not row["has_figures_anywhere"] and parts_have_figures:
        return "No figure of its own: see its parts, below."
    if not row["has_figures_anywhere"]:
        wanted = [sources.get(one, one) for one in row["source_preference"]]
        if not wanted:
            return "No source of data has been agreed for this measure yet."
        return f"No figures yet. They would come from: {words.list_of(wanted, 'or')}."
    if row["last_end"] is None:
        return f"There are no figures for {row['area_name']}, only for other areas."
    return row["caveat"] or (
        f"There is no figure for the {words.twelve_months_to(filters.period_end)}."
    )


def _the(period: str) -> str:
    return f"the {period}" if period.startswith("12 months") else period


def _versus(row: dict, filters: Filters) -> Comparison:
    if filters.compare == BASELINE:
        if row["baseline_end"] is None:
            return Comparison("The Plan prints no baseline", NO_BASELINE)
        return _compared(row, "baseline", words.period(row["baseline_start"], row["baseline_end"]))
    return _compared(row, "compare", words.twelve_months_to(filters.compare_end))


def _previous(row: dict, filters: Filters) -> Comparison | None:
    end = filters.year_before
    if filters.compare_end == end:
        return None
    return _compared(row, "previous", words.twelve_months_to(end))


def _compared(row: dict, name: str, period: str) -> Comparison:
    value = words.with_unit(row[f"{name}_value"], row["unit"], row["decimals"])
    if row["value"] is None:
        return Comparison(period, value)
    points = row[f"point_change_on_{name}"]
    if points is not None:
        return Comparison(period, value, f"{words.signed(points, 1)} points")
    change = row[f"change_on_{name}"]
    if change is None:
        return Comparison(period, value)
    detail = words.signed(change, row["decimals"])
    percent = row[f"percent_change_on_{name}"]
    if percent is None:
        return Comparison(period, value, detail)
    return Comparison(period, value, words.signed_percent(percent), detail)


def headline(found: Sequence[Section], filters: Filters, areas: Sequence[str]) -> str:
    """Return the counts by verdict as a sentence, and that parts are not among them."""
    tops = [line for section in found for line in section.lines if not line.is_part]
    measures = len({(line.measure_id, line.title) for line in tops})
    what = words.plural(measures, "measure")
    if len(areas) > 1:
        places = words.plural(len(areas), "district")
        what = f"{words.plural(len(tops), 'figure')} ({what} in {places})"
    against = f"compared with {filters.compared_with()}"
    if any(line.versus and line.versus.value == NO_BASELINE for line in tops):
        against += ", or with the 12 months before where it prints none"
    has_parts = any(line.is_part for section in found for line in section.lines)
    parts = " Parts of a measure, set in below it, are not counted." if has_parts else ""
    return (
        f"In the {words.twelve_months_to(filters.period_end)}, of {what} {against}, "
        f"{counts_in_words(line.verdict for line in tops)}.{parts}"
    )


def is_mostly_empty(found: Sequence[Section]) -> bool:
    """Return whether more than half of the measures shown have no figures."""
    lines = [line.verdict for section in found for line in section.lines]
    return 2 * lines.count(NO_FIGURES) > len(lines)
