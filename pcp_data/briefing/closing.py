"""Voices, national priorities, lines of enquiry, limits of the data, and sources."""

from __future__ import annotations

from pcp_data import words
from pcp_data.briefing import phrases as say
from pcp_data.briefing import voice
from pcp_data.briefing.blocks import (
    Block,
    Bullets,
    Grid,
    Heading,
    Paragraph,
    Section,
)
from pcp_data.briefing.detail import MOST_IN_DETAIL
from pcp_data.briefing.enquiry import Facts, Line, lines
from pcp_data.briefing.gather import Material
from pcp_data.briefing.templates import NationalPriority
from pcp_data.screens import measure_view

LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."


def voices(material: Material) -> Section:
    """Return the victims' satisfaction and the public's answers that go with the theme."""
    victims = material.figures.of_area(material.scope.victims, material.area.id)
    blocks: list[Block] = []
    if victims:
        blocks.append(Paragraph(voice.satisfaction_sentence(victims)))
        title = f"Satisfaction of victims in {material.area.title}, {victims[0].period}"
        blocks.append(voice.satisfaction_grid(victims, title))
        source = f"Source: {victims[0].source}, {material.as_published}. Intervals are Wilson’s."
        blocks.append(Paragraph(source, "note"))
    said = voice.survey_sentences(material.surveys, material.scope.surveys, material.bases)
    if said:
        blocks.append(Bullets(tuple(said)))
        blocks.append(
            Paragraph("Different surveys ask different people and are not compared.", "note")
        )
    return Section("voice", "What victims and the public say", tuple(blocks))


def national(material: Material) -> Section:
    """Return the national priorities: which apply, how each is measured, and where it stands."""
    plan = material.view.choices.plan(material.choice.filters.plan).title
    priorities = material.templates.national
    grid = Grid(
        "National priorities for policing",
        ("Priority", "Applies", "How it is measured here"),
        tuple((one.title, _applies(one, material), one.how) for one in priorities),
        (0.34, 0.22, 0.44),
    )
    intro = (
        f"SI 2021/547 asks for a statement, every quarter, of the force’s contribution to the "
        f"national priorities, and of which apply. Where {plan} has no measure of one, whether it "
        "applies is for the commissioner to state."
    )
    blocks: list[Block] = [Paragraph(intro), grid, Heading("The force’s contribution")]
    said = [item for one in priorities for item in _contribution(one, material)]
    return Section("national", "National priorities", (*blocks, Bullets(tuple(said))))


def _contribution(priority: NationalPriority, material: Material) -> list[str]:
    here = material.figures.of_area(priority.measures, material.area.id)
    said = [say.lead_sentence(one) for one in here]
    return said or [f"{priority.title}: no figures are held."]


def _applies(priority: NationalPriority, material: Material) -> str:
    in_plan = [m for m in priority.measures if (material.measures.get(m) or {}).get("aim")]
    if not in_plan:
        return "To be stated: no measure in the Plan"
    return "To be stated: only related measures" if priority.related_only else "Yes: in the Plan"


def facts_of(material: Material) -> Facts:
    """Return what the rules for lines of enquiry look at."""
    return Facts(
        figures=material.figures,
        measures=material.scope.measures,
        victims=material.scope.victims,
        parents={one: material.parent(one) for one in material.scope.measures},
        titles={one: row["title"] for one, row in material.measures.items()},
        area=material.area.id,
        districts=material.district_codes,
        signals=material.signals,
        month_end=material.month_end,
    )


def enquiry_lines(material: Material) -> list[Line]:
    """Return the lines of enquiry that the figures raise."""
    found = material.templates
    return lines(found.rules, facts_of(material), found.most_lines)


def enquiry(material: Material) -> Section:
    """Return the lines of enquiry, each with the figures that raised it and room for the answer."""
    found = enquiry_lines(material)
    rows = tuple(
        (str(number), one.question, " ".join(one.raised_by), "")
        for number, one in enumerate(found, 1)
    )
    if not rows:
        return Section("enquiry", "Lines of enquiry", (Paragraph("The rules raise none."),))
    grid = Grid(
        "Lines of enquiry", ("No.", "Question", "Raised by", "Response"), rows,
        (0.06, 0.36, 0.38, 0.2),
    )  # fmt: skip
    intro = "Questions that follow from the figures by fixed rules. They say nothing of causes."
    return Section("enquiry", "Lines of enquiry", (Paragraph(intro), grid))


def limits(material: Material) -> Section:
    """Return the recording changes, events and limits that several measures share."""
    shared = [one for one in material.notes if len(one["measure_ids"]) > 1]
    if len(material.here) > MOST_IN_DETAIL:
        shown = [one for one in shared if one["kind"] in measure_view.MARKED]
    else:
        shown = shared
    items = [_note(one) for one in shown]
    published = _published_sentence(material)
    items += [published] if published else []
    blocks: list[Block] = [Bullets(tuple(items))] if items else []
    if shown:
        whose = "Notes are those of the source named; this briefing says nothing of causes."
        blocks.append(Paragraph(whose, "note"))
    left = len(shared) - len(shown)
    if left:
        more = f"The workbook lists {words.plural(left, 'more caveat')} of several measures."
        blocks.append(Paragraph(more, "note"))
    return Section("limits", "Recording changes and limits", tuple(blocks))


def _note(note: dict) -> str:
    kind = measure_view.KINDS.get(note["kind"], "Note")
    dates = ""
    if note["starts"] is not None:
        dates = f", {words.month_name(note['starts'])}"
        if note["ends"] is not None and note["ends"] != note["starts"]:
            dates += f" to {words.month_name(note['ends'])}"
    titles = note["titles"]
    what = say.listed([say.in_text(one) for one in titles])
    if len(titles) > 2:
        what = words.plural(len(titles), "measure")
    said = say.quoted(note["note"], note["source"])
    return f"{kind}{dates} ({what}). {said}"


def _published_sentence(material: Material) -> str:
    found = material.published
    if not found:
        return ""
    wrong = [one for one in found if not one["agrees"]]
    what = words.plural(len(found), "figure")
    said = f"Public papers print {what} for this period that can be checked"
    if not wrong:
        return f"{said}; all agree with those here."
    agree = len(found) - len(wrong)
    cases = "; ".join(_disagreement(one) for one in wrong[:5])
    return f"{said}; {agree} agree with those here. Not so: {cases}."


def _disagreement(one: dict) -> str:
    unit = "%" if one["statistic"] in ("percent_change", "share") else ""
    printed, computed = (
        words.number(one[key], one["decimals"]) for key in ("published", "computed")
    )
    what = one["breakdown"] or one["title"]
    return (
        f"{say.in_text(what)}, printed {printed}{unit}, is {computed}{unit} here "
        f"({one['document']}, {one['section']})"
    )


def sources(material: Material) -> Section:
    """Return where the figures come from, how verdicts are made, and how to make it again."""
    items = [
        f"{one['title']} ({one['publisher']}), {'made-up sample data, ' * one['is_sample']}"
        f"{material.as_published}, from {words.plural(len(one['files']), 'file')}. Licence: "
        f"{_lower_first(one['licence'])}."
        for one in material.sources
    ]
    is_open = any("Open Government" in one["licence"] for one in material.sources)
    method = (
        "Verdicts allow for chance (95% intervals): the exact interval of the rate ratio for "
        "counts, Newcombe’s for shares. A smaller change is called no clear change. Each month is "
        "judged by an XmR control chart: whether it is outside the range that months usually move "
        "in. Changes in percentages are in percentage points."
    )
    blocks: list[Block] = [Bullets(tuple(items))] if items else []
    if items:
        loaded = "“As published on” gives the day these figures were loaded."
        blocks.append(Paragraph(loaded, "note"))
    blocks.append(Paragraph(f"{method} {LICENCE}" if is_open else method, "note"))
    return Section("sources", "Sources", tuple(blocks))


def _lower_first(licence: str) -> str:
    text = (licence or "not stated").rstrip(".")
    return text if text.startswith("Open") else text[:1].lower() + text[1:]
