"""What a visitor sees first, and while something loads; never words without their style."""

from __future__ import annotations

import contextlib
import gzip
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from pcp_data.page_list import PRODUCT

WATCH = """
window.pcpFrames = [];
const look = () => {
    const words = document.querySelector('.pcp-banner, .pcp-head, .pcp-product');
    const sheets = [...document.querySelectorAll('style')];
    const styled = sheets.some(one => one.textContent.includes('.pcp-banner {'));
    window.pcpFrames.push([Boolean(words), styled]);
    requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
# Streamlit's own sign that a run is under way; setting it stands for a run that takes long.
RUN = "state => { document.querySelector('.stApp').dataset.testScriptState = state; }"


NOTE = '<div class="pcp-empty"><p>Nothing is known of it.</p></div>'


def asked(address: str, place: str, **headers: str) -> tuple[HTTPResponse, str]:
    """Return the server's answer, unpacked if need be, without following where it leads."""
    with contextlib.closing(HTTPConnection(urlsplit(address).netloc)) as line:
        line.request("GET", place, headers={"Accept": "text/html", **headers})
        answer = line.getresponse()
        body = answer.read()
    packed = answer.headers["content-encoding"] == "gzip"
    return answer, (gzip.decompress(body) if packed else body).decode("utf-8")


@pytest.mark.parametrize("place", ["", "data"])
def test_the_first_words_have_their_style(visit, place):
    seen = visit(new=True)
    seen.page.add_init_script(WATCH)
    page = seen.open(place)
    frames = page.evaluate("window.pcpFrames")
    assert [True, True] in frames
    assert [True, False] not in frames


def test_words_and_a_bar_stand_there_until_the_program_has_come(visit):
    seen = visit(new=True)
    seen.page.route("**/static/js/index.*", lambda _: None)
    seen.page.goto(f"{seen.address}/districts", wait_until="commit")
    expect(seen.page.get_by_text("Loading the dashboard…")).to_be_visible()
    expect(seen.page.get_by_role("progressbar", name="Loading")).to_be_visible()
    expect(seen.page).to_have_title(PRODUCT)
    seen.page.unroute("**/static/js/index.*")  # and those held back go on
    expect(seen.page.locator("h1")).to_have_text("Districts")
    expect(seen.page.get_by_text("Loading the dashboard…")).to_have_count(0)
    expect(seen.page.locator("#pcp-said")).to_have_text("Districts has loaded.")


def test_only_a_change_that_takes_long_is_said_to_be_under_way(visit):
    seen = visit()
    page = seen.open()
    sign, said = (
        page.locator("#pcp-busy"),
        page.get_by_role("status").and_(page.locator("#pcp-said")),
    )
    seen.choose("12 months to", "January 2024")
    for state in ("running", "notRunning"):
        page.evaluate(RUN, state)
    expect(sign).to_be_hidden()
    page.evaluate(RUN, "running")
    expect(sign).to_be_visible()
    expect(sign).to_have_text("Updating the figures…")
    expect(said).to_have_text("Updating the figures…")
    page.evaluate(RUN, "notRunning")
    expect(sign).to_be_hidden()
    expect(said).to_have_text("The figures are up to date.")
    page.locator("h1").evaluate("(one, note) => one.insertAdjacentHTML('afterend', note)", NOTE)
    for state in ("running", "notRunning"):
        page.evaluate(RUN, state)
    expect(said).to_have_text("Nothing is known of it.")
    button = page.get_by_role("button", name="Download Excel")
    button.evaluate("one => { one.disabled = true; }")
    expect(sign).to_have_text("Making the file…")
    expect(sign).to_be_visible()
    button.evaluate("one => { one.disabled = false; }")
    expect(sign).to_be_hidden()


def test_on_another_page_the_focus_is_on_its_title(visit):
    seen = visit()
    page = seen.open()
    for begin in (seen.links().filter(has_text="Roads"), page.locator(".pcp-rows a").first):
        begin.press("Enter")
        expect(page.locator("h1")).to_be_focused()
        seen.settle()
        page.go_back()
        expect(page.locator("h1")).to_have_text("Overview")
        seen.settle()


@pytest.mark.parametrize("packing", ["identity", "gzip"])
def test_a_document_is_never_taken_for_that_of_another_release(address, packing):
    first, words = asked(address, "/districts", **{"Accept-Encoding": packing})
    assert "Loading the dashboard…" in words
    assert '<html lang="en-GB">' in words
    again = {"If-Modified-Since": first.headers["date"], "Accept-Encoding": packing}
    assert asked(address, "/districts", **again)[0].status == 200
    assert first.headers["etag"] is first.headers["last-modified"] is None


def test_the_program_is_sent_compressed_to_whoever_takes_it(address):
    _, words = asked(address, "/")
    place = words.partition('src="./static/')[2].partition('"')[0]
    whole, plain = asked(address, f"/static/{place}")
    packed, text = asked(address, f"/static/{place}", **{"Accept-Encoding": "gzip, br"})
    assert plain == text
    assert int(packed.headers["content-length"]) < int(whole.headers["content-length"]) / 2
    assert "immutable" in packed.headers["cache-control"]


def test_the_home_page_is_found_under_its_own_name_too(visit):
    seen = visit()
    page = seen.open("overview?month=2023-01")
    expect(page.locator("h1")).to_have_text("Overview")
    expect(page.get_by_role("dialog")).to_have_count(0)
    seen.expect_chosen("12 months to", "January 2023")
    assert urlsplit(page.url)[2:4] == ("/", "month=2023-01")
