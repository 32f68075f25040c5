"""Clicks on the charts of Roads: groups of people, years and months."""

from __future__ import annotations

import re

from playwright.sync_api import expect

YEAR = "plan=2021-24&month=2023-12"
NOT_CHOSEN = r"^(?!.*(mode|age|sex)=)"


def test_a_group_of_people_is_chosen_on_its_bar_and_again_for_all(visit):
    seen = visit()
    page = seen.open(f"roads?{YEAR}")
    seen.click_mark("chart-roads-by-mode", "Mode of travel: Pedestrian", "mode=pedestrian")
    seen.expect_chosen("How they travelled", "Pedestrian")
    assert "By severity, in the 12 months to December 2023 (pedestrian only)" in seen.words()
    assert "By mode of travel, in the 12 months to December 2023: " in seen.words()
    seen.click_mark("chart-roads-by-age-group", "Age group: 16 to 24", "age=16")
    seen.click_mark("chart-roads-by-sex", "Sex: Female", "sex=female")
    assert "(pedestrian, 16 to 24, female only)" in seen.words()
    page.go_back()
    expect(page).to_have_url(re.compile("^(?!.*sex=)"))
    seen.settle()
    seen.expect_chosen("Sex", "Everybody")
    seen.expect_chosen("Age group", "16 to 24")
    seen.click_mark("chart-roads-by-age-group", "Age group: 16 to 24", "^(?!.*age=)")
    seen.expect_chosen("Age group", "Every age")
    seen.choose("How they travelled", "Car")
    seen.choose("Compared with", "Previous 12 months")
    seen.expect_chosen("How they travelled", "Car")
    seen.click_mark("chart-roads-by-mode", "Mode of travel: Car", NOT_CHOSEN)
    seen.expect_chosen("How they travelled", "Every mode")
    assert seen.errors == []


def test_a_year_and_a_month_are_chosen_on_the_charts_of_killed_and_of_collisions(visit):
    seen = visit()
    page = seen.open(f"roads?{YEAR}")
    seen.click_mark("chart-roads-killed", "Calendar year: 2021", "month=2021-12")
    seen.expect_chosen("12 months to", "December 2021")
    page.go_back()
    expect(page).to_have_url(re.compile("month=2023-12"))
    seen.settle()
    seen.expect_chosen("12 months to", "December 2023")
    seen.click_mark("small-Serious", "Period: 12 months to June 2022", "month=2022-06")
    seen.choose("12 months to", "May 2023")
    seen.choose("Compared with", "Previous 12 months")
    seen.expect_chosen("12 months to", "May 2023")
    seen.click_mark("small-Fatal", "Period: 12 months to June 2022", "month=2022-06")
    assert seen.errors == []
