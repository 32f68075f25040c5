"""A page as a screen reader is given it: the accessibility tree of the browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from playwright.sync_api import Page

NAMED = {
    "button", "checkbox", "combobox", "DisclosureTriangle", "heading", "image", "link",
    "navigation", "progressbar", "region", "spinbutton", "switch", "tab", "tabpanel", "table",
    "textbox",
}  # fmt: skip
# What a chart is drawn of: hundreds of marks, which its sentence and its table say better.
MARKS = ("graphics-object", "graphics-symbol", "graphics-document")


def faults(page: Page) -> list[str]:
    """Return what would mislead somebody who hears the page: order, names, marks of charts.

    The last thing to do with a page: Chromium 156 then keeps the tree up to date, and has crashed
    in that (a null pointer in its ax_object_cache_impl.cc) when the window was resized after.
    """
    line = page.context.new_cdp_session(page)
    nodes = line.send("Accessibility.getFullAXTree")["nodes"]
    line.detach()
    known = {one["nodeId"]: one for one in nodes}
    seen = [one for one in _in_order(nodes[0], known) if not one["ignored"]]
    levels = [_level(one) for one in seen if _is(one, "heading")]
    jumps = [
        f"a heading of level {after} follows one of level {before}"
        for before, after in zip([0, *levels], levels, strict=False)
        if after > before + 1
    ]
    return [
        *jumps,
        *([] if levels.count(1) == 1 else [f"{levels.count(1)} headings of level 1"]),
        *(f"no {role}" for role in ("main", "navigation") if not any(_is(o, role) for o in seen)),
        *(
            f"a {_role(one)} without a name"
            for one in seen
            if _role(one) in NAMED and not _name(one)
        ),
        *(f"a mark of a chart: {_name(one)}" for one in seen if _role(one) in MARKS),
    ]


def _in_order(node: Mapping, known: Mapping[str, Mapping]) -> Iterator[Mapping]:
    yield node
    for one in node.get("childIds", ()):
        if one in known:
            yield from _in_order(known[one], known)


def _role(node: Mapping) -> str:
    return node.get("role", {}).get("value", "")


def _is(node: Mapping, role: str) -> bool:
    return _role(node) == role


def _name(node: Mapping) -> str:
    return node.get("name", {}).get("value", "").strip()


def _level(node: Mapping) -> int:
    return next(one["value"]["value"] for one in node["properties"] if one["name"] == "level")
