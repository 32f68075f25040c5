"""The sections of a briefing, each from the figures by rules, in the order a meeting wants them."""

from __future__ import annotations

from collections.abc import Callable

from pcp_data import words
from pcp_data.briefing import names
from pcp_data.briefing.blocks import (
    Block,
    Box,
    Briefing,
    Section,
)
from pcp_data.briefing.choose import from_params
from pcp_data.briefing.closing import enquiry, limits, national, sources, voices
from pcp_data.briefing.detail import measures, unusual
from pcp_data.briefing.gather import Material, gather
from pcp_data.briefing.opening import headline, table
from pcp_data.briefing.templates import Templates, templates
from pcp_data.view import View


def templates_of(view: View) -> Templates:
    """Return the templates of the definitions that the build was made with."""
    return templates(view.info["definitions_folder"])


def briefing_of_view(view: View) -> tuple[Briefing, tuple[str, ...]]:
    """Return the briefing of a view's link, and notices about what in the link made no sense."""
    found = templates_of(view)
    choice, notices = from_params(view.params, view.filters, view.choices, found)
    return briefing(gather(view, choice, found)), (*view.notices, *notices)


def briefing(material: Material) -> Briefing:
    """Return the whole briefing, its sections in the order of its meeting."""
    view, choice = material.view, material.choice
    contact = next(iter(view.fetch("contact")), None)
    made = (SECTIONS[name](material) for name in material.meeting.sections)
    sections = [one for one in made if one.blocks]
    places = words.list_of([one.title for one in material.districts])
    beside = f", with {places} beside it" if material.has_some_districts else ""
    return Briefing(
        title=_title(material),
        subtitle=f"{material.area.title}{beside}",
        meeting=material.meeting.title,
        period=words.sentence_case(words.twelve_months_to(material.month_end)),
        published=words.as_date(view.info["built_at"]),
        built_at=view.info["built_at"],
        build_id=view.info["build_id"],
        is_sample=view.is_sample,
        publisher=contact["publisher"] if contact else "",
        contact=_contact(contact),
        link=f"/briefing?{choice.query_string()}",
        sections=(*sections, *_boxes(material)),
    )


def _title(material: Material) -> str:
    if material.meeting.national:
        return f"{material.meeting.title}: {names.in_text(material.scope.title)}"
    return f"{material.scope.title}: briefing for the {material.meeting.title}"


def _contact(contact: dict | None) -> str:
    if contact is None:
        return ""
    return f"{contact['name']}, {contact['organisation']}, {contact['email'] or contact['web']}"


def _boxes(material: Material) -> list[Section]:
    boxes: list[Block] = []
    for name in material.meeting.boxes:
        if name == "ACTION":
            boxes.append(Box(name, ("Action", "Owner", "By when"), 3))
        else:
            boxes.append(Box(name))
    return [Section("boxes", "For the officer", tuple(boxes))] if boxes else []


SECTIONS: dict[str, Callable[[Material], Section]] = {
    "headline": headline,
    "table": table,
    "national": national,
    "unusual": unusual,
    "measures": measures,
    "voice": voices,
    "enquiry": enquiry,
    "limits": limits,
    "sources": sources,
}
