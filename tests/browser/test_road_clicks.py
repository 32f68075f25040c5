"""Clicks on the charts of Roads: groups of people, years and months."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.support.screen import Visit

YEAR = "plan=2021-24&month=2023-12"
NOT_CHOSEN = re.compile(r"^(?!.*(mode|age|sex)=)")


def mark(seen: Visit, chart: str, said: str) -> Locator:
    """Return the first mark that says this on the chart of this key, with no tooltip in the way."""
    seen.page.mouse.move(0, 0)
    expect(seen.page.locator("#vg-tooltip-element.visible")).to_have_count(0)
    found = seen.page.locator(f"[class*='st-key-{chart}']").locator(f"path[aria-label*='{said}']")
    return seen.reach(found.first)


def test_a_group_of_people_is_chosen_on_its_bar_and_again_for_all(visit):
    seen = visit()
    page = seen.open(f"roads?{YEAR}")
    mark(seen, "chart-roads-by-mode", "Mode of travel: Pedestrian").click()
    expect(page).to_have_url(re.compile("mode=pedestrian"))
    seen.settle()
    seen.expect_chosen("How they travelled", "Pedestrian")
    assert "By severity, in the 12 months to December 2023 (pedestrian only)" in seen.words()
    assert "By mode of travel, in the 12 months to December 2023: " in seen.words()
    mark(seen, "chart-roads-by-age-group", "Age group: 16 to 24").click()
    expect(page).to_have_url(re.compile("age=16"))
    seen.settle()
    mark(seen, "chart-roads-by-sex", "Sex: Female").click()
    expect(page).to_have_url(re.compile("sex=female"))
    seen.settle()
    assert "(pedestrian, 16 to 24, female only)" in seen.words()
    page.go_back()
    expect(page).to_have_url(re.compile("^(?!.*sex=)"))
    seen.settle()
    seen.expect_chosen("Sex", "Everybody")
    seen.expect_chosen("Age group", "16 to 24")
    mark(seen, "chart-roads-by-age-group", "Age group: 16 to 24").click()
    expect(page).to_have_url(re.compile("^(?!.*age=)"))
    seen.settle()
    seen.expect_chosen("Age group", "Every age")
    seen.choose("How they travelled", "Car")
    seen.choose("Compared with", "Previous 12 months")
    seen.expect_chosen("How they travelled", "Car")
    mark(seen, "chart-roads-by-mode", "Mode of travel: Car").click()
    expect(page).to_have_url(NOT_CHOSEN)
    seen.settle()
    seen.expect_chosen("How they travelled", "Every mode")
    assert seen.errors == []


def test_a_year_and_a_month_are_chosen_on_the_charts_of_killed_and_of_collisions(visit):
    seen = visit()
    page = seen.open(f"roads?{YEAR}")
    mark(seen, "chart-roads-killed", "Calendar year: 2021").click()
    expect(page).to_have_url(re.compile("month=2021-12"))
    seen.settle()
    seen.expect_chosen("12 months to", "December 2021")
    page.go_back()
    expect(page).to_have_url(re.compile("month=2023-12"))
    seen.settle()
    seen.expect_chosen("12 months to", "December 2023")
    mark(seen, "small-Serious", "Period: 12 months to June 2022").click()
    expect(page).to_have_url(re.compile("month=2022-06"))
    seen.settle()
    seen.choose("12 months to", "May 2023")
    seen.choose("Compared with", "Previous 12 months")
    seen.expect_chosen("12 months to", "May 2023")
    mark(seen, "small-Fatal", "Period: 12 months to June 2022").click()
    expect(page).to_have_url(re.compile("month=2022-06"))
    seen.settle()
    assert seen.errors == []
