"""How the districts changed: the section of the Districts page with the Plan's verdicts."""

from __future__ import annotations

from datetime import date

from pcp_data import words
from pcp_data.charts import districts as district_charts
from pcp_data.filters import BASELINE
from pcp_data.screens import district_changes, district_tables
from pcp_data.screens.overview import sections
from pcp_data.screens.plan_rows import plan_rows
from pcp_data.ui import measure_rows, parts
from pcp_data.ui.district_parts import TREND_YEARS, DistrictData


def change(data: DistrictData) -> None:
    """Place each district's change since what the reader compares with, with its interval."""
    rows, versus, end = _compared_with(data)
    if end is None:
        parts.empty_state("There is nothing earlier to compare with.")
        return
    filters = data.state.filters
    found = district_changes.changes(data.series, filters.period_end, end, data.measure)
    broken = district_changes.breaks_between(data.notes, filters.period_end, end)
    said = district_changes.change_sentence(found, data.measure["title"], versus)
    if broken:
        said = (
            f"{data.measure['title']} compared with the {versus}: the way of recording changed "
            f"in between, so these changes say little about what happened. {' '.join(broken)}"
        )
    if not found["clear"].notna().any():
        parts.empty_state(said)
        _verdicts(data, rows)
        return
    parts.chart(
        district_charts.change_dots(
            found,
            unit="%" if data.measure["unit"] != "%" else "percentage points",
            is_broken=bool(broken),
            palette=parts.palette(),
        ),
        said,
        district_tables.change_table(found, data.measure, versus),
        "Lines: 95% intervals · Hollow dots: a change that chance could give",
        key=data.key("changes"),
        click=data.click,
    )
    _verdicts(data, rows)


def _compared_with(data: DistrictData) -> tuple[list[dict], str, date | None]:
    """Return the Plan's rows, what is compared with in words, and the end of it."""
    filters = data.state.filters
    codes = [one.id for one in data.state.choices.districts]
    rows = plan_rows(data.state, measure=data.measure["measure_id"], areas=codes)
    end = filters.compare_end
    if filters.compare == BASELINE:
        ends = [row["baseline_end"] for row in rows if row["baseline_end"] is not None]
        end = ends[0] if ends else filters.but(compare="previous").compare_end
    return rows, words.twelve_months_to(end), end


def _verdicts(data: DistrictData, rows: list[dict]) -> None:
    """Place the Plan's verdict on each district, where the measure stands in the Plan."""
    if not rows:
        parts.html(
            '<p class="pcp-note">This measure stands in no priority of the Plan shown, so it is '
            "not judged. Without a baseline, it is compared with the 12 months before.</p>"
        )
        return
    trends = {}
    for name, part in data.series.groupby("area_code"):
        known = part["value"].tail(12 * TREND_YEARS).tolist()
        trends[(data.measure["measure_id"], name)] = [
            None if words.is_missing(value) else value for value in known
        ]
    filters = data.state.filters
    found = sections(rows[: len(data.state.choices.districts)], trends, data.state.sources, filters)
    for section in found:
        parts.html(
            measure_rows.section_table(
                section,
                lambda line: data.state.link("measure", measure=line.measure_id),
                "Baseline" if filters.compare == BASELINE else "Compared with",
                True,
                data.state.measure_in_area,
            )
        )
