"""How the districts changed: the section of the Districts page with the Plan's verdicts."""

from __future__ import annotations

from pcp_data import words
from pcp_data.charts import districts as district_charts
from pcp_data.filters import BASELINE
from pcp_data.screens import district_changes, district_tables
from pcp_data.screens.overview import sections
from pcp_data.ui import measure_rows, parts
from pcp_data.ui.district_parts import TREND_YEARS, DistrictData


def change(data: DistrictData) -> None:
    """Place each district's change since what the reader compares with, with its interval."""
    filters = data.state.filters
    rows = district_changes.change_rows(data.state, data.measure, data.series)
    versus = district_changes.versus(rows, filters)
    found = district_changes.changes(rows)
    said = district_changes.change_sentence(found, data.measure["title"], versus)
    if filters.compare == BASELINE and district_changes.side_of(rows) != "baseline":
        said = f"{district_changes.NO_BASELINE} {said}"
    in_plan = [row for row in rows if row["aim"] and row["area_type"] == "district"]
    if not found["finding"].notna().any():
        parts.empty_state(said)
        _verdicts(data, in_plan)
        return
    parts.chart(
        district_charts.change_dots(
            found,
            unit="%" if data.measure["unit"] != "%" else "percentage points",
            palette=parts.palette(),
        ),
        said,
        district_tables.change_table(found, data.measure, versus),
        "Lines: 95% intervals · Hollow dots: not a change that can be told from chance",
        key=data.key("changes"),
        name="changes",
        click=data.click,
    )
    _verdicts(data, in_plan)


def _verdicts(data: DistrictData, rows: list[dict]) -> None:
    """Place the Plan's verdict on each district, where the measure stands in the Plan."""
    if not rows:
        parts.html(
            '<p class="pcp-note">This measure stands in no priority of the Plan shown, so it is '
            "not judged.</p>"
        )
        return
    trends = {}
    for name, part in data.series.groupby("area_code"):
        known = part["value"].tail(12 * TREND_YEARS).tolist()
        trends[(data.measure["measure_id"], name)] = [
            None if words.is_missing(value) else value for value in known
        ]
    filters = data.state.filters
    found = sections(rows, trends, data.state.sources, filters)
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
