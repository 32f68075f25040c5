"""Clicks on charts, links in tables and tabs stand in the address, and Back undoes them."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.support.screen import Visit

MONTH = "month=2023-01"
# With one survey whose question is to be chosen.
PUBLIC = "supporting-victims-and-witnesses-and-improving-criminal-justice-outcomes"


def mark(seen: Visit, said: str) -> Locator:
    """Return the first mark on a chart that says this, with no tooltip in the way."""
    seen.page.mouse.move(0, 0)
    expect(seen.page.locator("#vg-tooltip-element.visible")).to_have_count(0)
    return seen.page.locator(f".stVegaLiteChart path[aria-label*='{said}']").first


def month_on(seen: Visit, chart: str, period: str) -> Locator:
    """Return the first mark of a period on the charts whose key begins with this."""
    found = seen.page.locator(f"[class*='st-key-{chart}']")
    return seen.reach(found.locator(f"path[aria-label*='Period: {period}']").first)


def expect_districts(seen: Visit, *names: str) -> None:
    """Wait until the address and the filter bar have these districts chosen, and no others."""
    wanted = ".*".join(f"district={name}" for name in names)
    expect(seen.page).to_have_url(re.compile(wanted) if names else re.compile(r"^(?!.*district=)"))
    seen.settle()
    bar = seen.page.locator(".st-key-filter-bar")
    for name in ("Bradford", "Kirklees", "Leeds"):
        expect(bar.get_by_text(name, exact=True)).to_have_count(int(name in names))


def test_a_district_is_chosen_on_a_chart_and_the_filter_bar_has_the_last_word(visit):
    seen = visit()
    page = seen.open(f"districts?{MONTH}")
    mark(seen, "area_name: Leeds").click()
    expect_districts(seen, "Leeds")
    mark(seen, "area_name: Leeds").click()
    expect_districts(seen)
    seen.choose("Districts", "Kirklees")
    expect_districts(seen, "Kirklees")
    mark(seen, "area_name: Leeds").click()
    expect_districts(seen, "Leeds")
    page.go_back()
    expect_districts(seen, "Kirklees")
    assert seen.errors == []


def test_a_month_is_chosen_on_a_chart_over_time(visit):
    seen = visit()
    page = seen.open(f"measure?measure=residential_burglary&{MONTH}")
    mark(seen, "Period: 12 months to June 2022").click()
    expect(page).to_have_url(re.compile("month=2022-06"))
    seen.settle()
    seen.expect_chosen("12 months to", "June 2022")
    page.go_back()
    seen.expect_chosen("12 months to", "January 2023")


def test_a_bar_of_what_neighbourhood_crime_is_made_of_opens_its_measure(visit):
    seen = visit()
    page = seen.open(f"crime_and_asb?{MONTH}")
    page.evaluate("window.still = 'here'")
    mark(seen, "Measure: Residential burglary").click()
    expect(page).to_have_url(re.compile("/measure.*month=2023-01.*measure=residential_burglary"))
    expect(page.locator("h2").first).to_have_text("Residential burglary")
    seen.settle()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Crime and ASB")
    seen.settle()
    assert page.evaluate("window.still") == "here"
    with seen.context.expect_page() as opened:
        mark(seen, "Measure: Theft from person").click(modifiers=["ControlOrMeta"])
    expect(opened.value.locator("h2").first).to_have_text("Theft from person")
    expect(page.locator("h1")).to_have_text("Crime and ASB")
    assert seen.errors == []


def test_a_month_is_chosen_on_small_charts_and_old_clicks_are_not_repeated(visit):
    seen = visit()
    page = seen.open(f"crime_and_asb?{MONTH}")
    mark(seen, "Period: June 2022").click()
    expect(page).to_have_url(re.compile("month=2022-06"))
    seen.settle()
    seen.expect_chosen("12 months to", "June 2022")
    page.go_back()
    seen.settle()
    seen.expect_chosen("12 months to", "January 2023")
    seen.choose("12 months to", "November 2022")
    seen.choose("Compared with", "Previous 12 months")
    seen.expect_chosen("12 months to", "November 2022")
    mark(seen, "Period: June 2022").click()
    expect(page).to_have_url(re.compile("month=2022-06"))
    seen.settle()
    seen.expect_chosen("12 months to", "June 2022")
    page.get_by_role("tab", name="ASB and linked crimes").click()
    seen.settle()
    for chart, month, in_the_link in (
        ("stacked-asb", "March 2022", "2022-03"),
        ("chart-asb-index", "February 2022", "2022-02"),
        ("small-asb-by-type", "January 2022", "2022-01"),
    ):
        month_on(seen, chart, f"12 months to {month}").click()
        expect(page).to_have_url(re.compile(f"month={in_the_link}"))
        seen.settle()
    assert seen.errors == []


def test_each_step_from_a_priority_to_a_source_file_is_one_click_without_loading_again(visit):
    seen = visit()
    page = seen.open(f"?{MONTH}")
    page.evaluate("window.still = 'here'")
    page.get_by_role("link", name="Safer Places and Thriving Communities").click()
    expect(page).to_have_url(re.compile("priority=safer-places"))
    expect(page.locator("h2")).to_have_count(1)
    page.get_by_role("link", name="Residential burglary", exact=True).click()
    expect(page.locator("h2").first).to_have_text("Residential burglary")
    seen.settle()
    page.locator(".pcp-small-title").get_by_role("link", name="Leeds").click()
    expect_districts(seen, "Leeds")
    for name, place in (
        ("Definition", "definition"),
        ("Published figures", "published"),
        ("Source files", "files"),
    ):
        page.get_by_role("navigation", name="On this page").get_by_text(name).click()
        expect(page.locator(f"#{place}")).to_be_in_viewport()
    page.locator("td").get_by_role("link").last.click()
    expect(page.locator("h1")).to_have_text("Data")
    expect(page.get_by_role("tab", selected=True)).to_have_text("Files")
    assert page.evaluate("window.still") == "here"
    page.go_back()
    expect(page.locator("h1")).to_have_text("Measure")
    expect_districts(seen, "Leeds")
    assert seen.errors == []


def test_a_link_with_a_key_held_down_opens_a_tab_of_its_own(visit):
    seen = visit()
    page = seen.open(f"?{MONTH}")
    with seen.context.expect_page() as opened:
        page.get_by_role("link", name="Homicide", exact=True).click(modifiers=["ControlOrMeta"])
    expect(opened.value.locator("h2").first).to_have_text("Homicide")
    expect(page.locator("h1")).to_have_text("Overview")


def test_the_open_tab_and_the_search_are_in_the_address(visit):
    seen = visit()
    page = seen.open("data?tab=notes&note=Bradford")
    shown, search = page.get_by_role("tab", selected=True), page.get_by_label("Search the notes")
    expect(shown).to_have_text("Notes on the data")
    expect(search).to_have_value("Bradford")
    page.get_by_role("tab", name="Refused rows").click()
    expect(page).to_have_url(re.compile("tab=refused"))
    seen.settle()
    page.go_back()
    expect(shown).to_have_text("Notes on the data")
    seen.settle()
    seen.links().filter(has_text="About").click()
    expect(page.locator("h1")).to_have_text("About")
    expect(shown).to_have_text("Measures")
    assert "tab=" not in page.url and "note=" not in page.url
    seen.settle()
    page.go_back()
    expect(shown).to_have_text("Notes on the data")
    expect(search).to_have_value("Bradford")
    assert seen.errors == []


def test_a_group_of_victims_is_chosen_on_the_chart_by_crime_type(visit):
    seen = visit()
    page = seen.open(f"victims?{MONTH}")
    by_type = "chart-satisfaction-by-crime-type"
    seen.click_mark(
        by_type, "Victims of: Personal robbery", "victims-of=victim_satisfaction_personal_robbery"
    )
    seen.expect_chosen("Victims of", "Personal robbery")
    seen.choose("Victims of", "Domestic abuse")
    seen.choose("12 months to", "December 2022")
    seen.expect_chosen("Victims of", "Domestic abuse")
    seen.click_mark(
        by_type, "Victims of: Personal robbery", "victims-of=victim_satisfaction_personal_robbery"
    )
    seen.expect_chosen("Victims of", "Personal robbery")
    page.go_back()
    seen.settle()
    seen.expect_chosen("Victims of", "Domestic abuse")
    seen.choose("Compared with", "Previous 12 months")
    seen.expect_chosen("Victims of", "Domestic abuse")
    seen.click_mark(by_type, "Victims of: All victims", r"^(?!.*victims-of=)")
    seen.expect_chosen("Victims of", "All victims")
    assert seen.errors == []


def test_a_month_and_a_district_are_chosen_on_the_charts_of_satisfaction(visit):
    seen = visit()
    page = seen.open(f"victims?{MONTH}&victims-of=victim_satisfaction_personal_robbery")
    seen.click_mark(
        "chart-satisfaction-over-time", "Period: 12 months to June 2022", "month=2022-06"
    )
    seen.expect_chosen("12 months to", "June 2022")
    seen.click_mark("chart-satisfaction-by-district", "area_name: Leeds", "district=Leeds")
    expect_districts(seen, "Leeds")
    seen.expect_chosen("Victims of", "Personal robbery")
    page.go_back()
    expect_districts(seen)
    page.go_back()
    seen.settle()
    seen.expect_chosen("12 months to", "January 2023")
    seen.expect_chosen("Victims of", "Personal robbery")
    assert seen.errors == []


def test_an_answer_and_a_district_are_chosen_on_the_charts_of_a_survey(visit):
    seen = visit()
    page = seen.open(f"victims?plan=2024-28&priority={PUBLIC}&month=2024-03")
    seen.click_mark("chart-your_views-answers", "Answer: Burglary", "your_views-answer=Burglary")
    seen.expect_chosen("Answer, by district", "Burglary")
    seen.click_mark("chart-your_views-districts", "area_name: Kirklees", "district=Kirklees")
    expect_districts(seen, "Kirklees")
    seen.expect_chosen("Answer, by district", "Burglary")
    page.go_back()
    expect_districts(seen)
    # Another question has other answers, so that the one chosen before goes, without a notice.
    seen.choose("Question", "How safe do you feel in your neighbourhood?")
    seen.expect_chosen("Answer, by district", "Safe")
    assert "your_views-answer=" not in page.url
    expect(page.locator("[data-testid=stAlert]")).to_have_count(0)
    seen.click_mark("chart-your_views-answers", "Answer: Unsafe", "your_views-answer=Unsafe")
    page.go_back()
    seen.settle()
    seen.expect_chosen("Answer, by district", "Safe")
    assert seen.errors == []


def test_a_source_and_a_district_are_chosen_on_the_coverage_of_data(visit):
    seen = visit()
    page = seen.open(f"data?{MONTH}")
    every = page.locator("[class*='st-key-chart-coverage-west-yorkshire']")
    every.locator("path[aria-label*='Road casualty']").first.click()
    expect(page).to_have_url(re.compile("source=stats19"))
    seen.settle()
    one = page.locator("[class*='st-key-chart-coverage-districts']")
    expect(page.get_by_text("Road casualty statistics (STATS19), January 2018")).to_be_visible()
    one.locator("path[aria-label*='Leeds']").first.click()
    expect_districts(seen, "Leeds")
    expect(page.locator("[class*='st-key-chart-coverage-leeds']")).to_be_visible()
    assert seen.errors == []
