"""A comparison with any twelve months follows the rules of the build's own comparisons."""

from __future__ import annotations

from datetime import date

import pytest

from pcp_data.comparisons import compared
from pcp_data.database import open_current
from pcp_data.screens.overview import headline, sections
from pcp_data.screens.plan_rows import plan_rows
from pcp_data.verdicts import BETTER, NO_FIGURES, WORSE, counts_in_words, verdict_html, verdict_of
from pcp_data.view import view_of_link

ROW = {
    "period_start": date(2023, 1, 1),
    "period_end": date(2023, 12, 31),
    "value": 80.0,
    "numerator": 80.0,
    "denominator": None,
    "unit": "offences",
    "aggregation": "sum",
    "better": "lower",
    "aim": "decrease",
    "minimum_base": 0,
    "scale": 1,
    "source_id": "force_crime",
    "is_sample": True,
    "status": "final",
    "compare_value": 160.0,
    "compare_numerator": 160.0,
    "compare_denominator": None,
    "compare_source_id": "force_crime",
    "compare_is_sample": True,
    "compare_start": date(2021, 1, 1),
    "compare_end": date(2021, 12, 31),
    "compare_break": None,
}
SHARE = {
    "unit": "%",
    "scale": 100,
    "aggregation": "ratio",
    "aim": "increase",
    "minimum_base": 100,
    "value": 80.0,
    "numerator": 400.0,
    "denominator": 500.0,
    "compare_value": 70.0,
    "compare_numerator": 350.0,
    "compare_denominator": 500.0,
}


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "better"),
        ({"aim": "increase"}, "worse"),
        ({"compare_value": 84.0, "compare_numerator": 84.0}, "no clear change"),
        ({"aim": "monitor"}, "not judged"),
        ({"compare_break": "Recording changed."}, "not judged"),
        ({"compare_start": date(2022, 2, 1), "compare_end": date(2023, 1, 31)}, "not judged"),
        ({"compare_start": date(2022, 1, 1), "compare_end": date(2022, 12, 31)}, "better"),
        ({"value": 3.0, "numerator": 3.0, "compare_numerator": 1.0}, "not judged"),
        (SHARE, "better"),
        (SHARE | {"denominator": 90.0, "numerator": 72.0}, "not judged"),
        (SHARE | {"numerator": None}, "not judged"),
    ],
)
def test_the_verdict_follows_the_aim_chance_and_the_base(changes, verdict):
    assert compared([ROW | changes])[0]["verdict"] == verdict


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"compare_value": None}, "Nothing to compare with"),
        ({"compare_source_id": "police_uk"}, "come from another source"),
        ({"compare_is_sample": False}, "mix made-up and real"),
    ],
)
def test_sides_that_are_not_alike_are_not_compared(changes, why):
    found = compared([ROW | changes])[0]
    assert found["verdict"] == "not judged"
    assert why in found["caveat"]
    assert found["change_on_compare"] is None
    assert found["percent_change_on_compare"] is None


@pytest.mark.parametrize("changes", [{}, {"aim": "monitor"}, {"compare_value": None}])
def test_a_provisional_figure_is_said_to_be_so_whatever_it_is_compared_with(changes):
    final, provisional = (
        compared([ROW | changes])[0],
        compared([ROW | changes | {"status": "provisional"}])[0],
    )
    assert provisional["verdict"] == final["verdict"]
    assert "Provisional" not in (final["caveat"] or "")
    assert provisional["caveat"].endswith("Provisional: recent months may still change.")


def test_counts_change_in_per_cent_and_percentages_in_points():
    count, share = compared([ROW, ROW | SHARE])
    assert (count["change_on_compare"], count["percent_change_on_compare"]) == (-80.0, -50.0)
    assert count["point_change_on_compare"] is None
    assert share["point_change_on_compare"] == pytest.approx(10.0)
    assert share["percent_change_on_compare"] is None


def test_per_cent_on_nothing_is_not_available():
    found = compared([ROW | {"compare_value": 0.0, "compare_numerator": 0.0}])[0]
    assert found["percent_change_on_compare"] is None
    assert found["change_on_compare"] == 80.0


def test_the_previous_twelve_months_give_what_the_build_gave(sample_database):
    view = view_of_link(
        "?plan=2021-24&month=2023-01&compare=previous", open_current(sample_database)
    )
    checked = 0
    for row in plan_rows(view):
        for name in ("change", "percent_change", "point_change"):
            assert row[f"{name}_on_compare"] == pytest.approx(row[f"{name}_on_previous"])
        checked += row["value"] is not None
    assert checked > 20


def test_a_measure_with_months_but_no_sum_of_twelve_is_not_said_to_have_no_figures(sample_database):
    view = view_of_link("?plan=2021-24&month=2024-03", open_current(sample_database))
    lines = {one.measure_id: one for part in overview_of(view) for one in part.lines}
    assert lines["stalking_protection_orders"].missing.endswith("in March 2024.")
    assert "in the 12 months to December 2023" in lines["ksi_adjusted"].missing


def test_a_plan_without_baselines_is_not_said_to_be_compared_with_them(sample_database):
    view = view_of_link("?plan=2024-28&month=2024-03", open_current(sample_database))
    said = headline(overview_of(view), view.filters, ())
    assert "or with the 12 months before where it prints none, 2 are better" in said
    lines = {one.measure_id: one for part in overview_of(view) for one in part.lines}
    assert lines["repeat_victims_domestic_abuse"].is_part
    missing = [one.missing for one in lines.values() if not one.is_part]
    assert "No figure of its own: see its parts, below." in missing


def overview_of(view):
    """Return the sections of Overview, without trends and titles of sources."""
    return sections(plan_rows(view), {}, {}, view.filters)


def test_verdicts_are_counted_in_words_and_have_a_shape():
    assert counts_in_words([BETTER, BETTER, WORSE, NO_FIGURES]) == (
        "2 are better, 1 is worse and 1 has no figures"
    )
    assert "Better" in verdict_html(BETTER) and "<img" in verdict_html(BETTER)
    assert verdict_of(None) is NO_FIGURES
