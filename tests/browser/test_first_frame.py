"""What a visitor sees first: no frame of the page has words without their style."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("place", ["", "data"])
def test_the_first_words_have_their_style(visit, place):
    seen = visit()
    seen.page.add_init_script(WATCH)
    page = seen.open(place)
    frames = page.evaluate("window.pcpFrames")
    assert [True, True] in frames
    assert [True, False] not in frames
