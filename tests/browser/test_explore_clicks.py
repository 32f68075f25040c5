"""In Explore each group on a chart is a link to what shows it alone, and Back returns to all."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_clicks import mark

ASB = "explore?table=asb&only.source_id=force_asb"


def line(seen, name):
    """A place on the line of a series that is no other line's."""
    found = seen.page.locator(f".stVegaLiteChart path[aria-label*='Group: {name}']").first
    found.scroll_into_view_if_needed()
    return found.evaluate(
        "one => { const at = one.getPointAtLength(one.getTotalLength() * 0.4)"
        ".matrixTransform(one.getScreenCTM()); return [at.x, at.y]; }"
    )


@pytest.mark.parametrize(
    ("link", "group", "condition"),
    [
        (f"{ASB}&by=area_name&district=Leeds&district=Bradford", "Bradford", "area_name=Bradford"),
        (f"{ASB}&by=asb_type&period=month", "Nuisance", "asb_type=nuisance"),
    ],
)
def test_a_group_on_a_chart_is_shown_alone_and_back_shows_all_and_nothing_again(
    visit, link, group, condition
):
    seen = visit()
    page = seen.open(link)
    page.evaluate("window.still = 'here'")
    if "period" in link:
        page.mouse.click(*line(seen, group))
    else:
        mark(seen, f"Group: {group}").click()
    expect(page).to_have_url(re.compile(f"only.{condition}"))
    seen.settle()
    expect(page.get_by_text("Select a")).to_have_count(0)
    page.go_back()
    expect(page).to_have_url(re.compile(f"^(?!.*only.{condition})"))
    expect(page.get_by_text(re.compile("Select a (bar|line) in the chart"))).to_have_count(1)
    seen.settle()
    assert condition not in page.url and page.evaluate("window.still") == "here"
    assert seen.errors == []


def test_the_name_of_a_small_chart_leads_to_it_alone_with_the_keyboard(visit):
    seen = visit()
    page = seen.open(f"{ASB}&by=area_name&period=calendar-year")
    link = page.get_by_role("heading", level=3).get_by_role("link", name="Leeds")
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("only.area_name=Leeds"))
    seen.settle()
    expect(page.get_by_text("area is Leeds")).to_have_count(1)
    assert seen.errors == []
