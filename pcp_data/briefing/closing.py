"""Voices, national priorities, lines of enquiry, limits of the data, and sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pcp_data import words
from pcp_data.briefing import names, voice
from pcp_data.briefing import phrases as say
from pcp_data.briefing.blocks import (
    Block,
    Bullets,
    Grid,
    Heading,
    Paragraph,
    Section,
)
from pcp_data.briefing.detail import MOST_IN_DETAIL, shared_caveats
from pcp_data.briefing.enquiry import Facts, Line, lines
from pcp_data.briefing.gather import Material
from pcp_data.briefing.templates import NationalPriority
from pcp_data.screens import measure_view

MOST_WRONG = 5
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
        f"national priorities, and of which apply. {_quarter(material.month_end)} Where {plan} "
        "has no measure of a priority, whether it applies is for the commissioner to state."
    )
    blocks: list[Block] = [Paragraph(intro), grid]
    for one in priorities:
        blocks += [Heading(one.title), Bullets(_contribution(one, material))]
    return Section("national", "National priorities and the force’s contribution", tuple(blocks))


def _quarter(end: date) -> str:
    """Return the quarter that a statement is for; where the month ends none, that it does not."""
    if end.month % 3:
        return (
            f"{words.month_name(end)} does not end a quarter: choose March, June, September or "
            "December for the statement itself."
        )
    return f"This one is for {words.period(date(end.year, end.month - 2, 1), end)}."


def _contribution(priority: NationalPriority, material: Material) -> tuple[str, ...]:
    here = material.figures.of_area(priority.measures, material.area.id)
    return tuple(say.lead_sentence(one) for one in here) or ("No figures are held.",)


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
        return Section(
            "enquiry",
            "Lines of enquiry",
            (Paragraph("By the rules for such questions, these figures raise none."),),
        )
    grid = Grid(
        "Lines of enquiry", ("No.", "Question", "Raised by", "Response"), rows,
        (0.05, 0.32, 0.43, 0.2),
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
    items = [_note(one, material) for one in shown]
    items += [
        f"Caveat ({_those(measures, material)}). {names.from_definition(text, 'these measures')}"
        for text, measures in shared_caveats(material).items()
        if len(measures) > 1
    ]
    items += _published_sentences(material)
    blocks: list[Block] = [Bullets(tuple(items))] if items else []
    if shown:
        whose = "Notes are those of the source named; this briefing says nothing of causes."
        blocks.append(Paragraph(whose, "note"))
    left = len(shared) - len(shown)
    if left:
        more = f"The workbook has {words.plural(left, 'more caveat')} that several measures share."
        blocks.append(Paragraph(more, "note"))
    return Section("limits", "Recording changes and limits", tuple(blocks))


def _note(note: dict, material: Material) -> str:
    kind = measure_view.KINDS.get(note["kind"], "Note")
    when = names.months(note["starts"], note["ends"])
    if note["kind"] == "series_break" and note["ends"] is None:
        when = words.month_name(note["starts"])
    dates = f", {when}" if when else ""
    said = names.quoted(note["note"], note["source"])
    return f"{kind}{dates} ({_those(note['measure_ids'], material)}). {said}"


def _those(measures: Sequence[str], material: Material) -> str:
    """Return the measures of a note in few words, in the order of the briefing."""
    order = [one for one in material.everything if one in measures]
    parents = {one: material.measures[one]["parent_measure_id"] or "" for one in order}
    root = names.root_of(order, parents)
    titles = [material.measures[one]["title"] for one in order]
    return names.together(titles, material.measures[root]["title"] if root else "")


def _published_sentences(material: Material) -> list[str]:
    """Return how many printed figures agree with those here, and those that do not, by paper."""
    found = material.published
    if not found:
        return []
    wrong = [one for one in found if not one["agrees"]]
    what = words.plural(len(found), "figure")
    said = f"Public papers print {what} for this period that can be checked"
    if not wrong:
        agree = {1: "it agrees", 2: "both agree"}.get(len(found), "all agree")
        return [f"{said}; {agree} with those here."]
    papers: dict[str, list[str]] = {}
    for one in wrong[:MOST_WRONG]:
        papers.setdefault(f"{one['document']}, {one['section']}", []).append(_disagreement(one))
    cases = [f"{'; '.join(those)} ({paper})." for paper, those in papers.items()]
    left = len(wrong) - MOST_WRONG
    more = f" The Data page lists {left} more." if left > 0 else ""
    right = len(found) - len(wrong)
    agree = f"{right or 'none'} {'agrees' if right == 1 else 'agree'}"
    return [f"{said}; {agree} with those here. Not so: {' '.join(cases)}{more}"]


def _disagreement(one: dict) -> str:
    unit = "%" if one["statistic"] in ("percent_change", "share") else ""
    printed, computed = (
        words.number(one[key], one["decimals"]) for key in ("published", "computed")
    )
    what = one["breakdown"] or one["title"]
    return f"{names.in_text(what)}, printed {printed}{unit}, is {computed}{unit} here"


def sources(material: Material) -> Section:
    """Return where the figures come from and how verdicts are made; nothing without figures."""
    if not material.figures.of_area(material.everything, material.area.id):
        return Section("sources", "Sources", ())
    items = [
        f"{_whose(one)}, {'made-up sample data, ' * one['is_sample']}"
        f"{material.as_published}, from {words.plural(len(one['files']), 'file')}. Licence: "
        f"{_lower_first(one['licence'])}."
        for one in material.sources
    ]
    is_open = any("Open Government" in one["licence"] for one in material.sources)
    method = (
        "“As published on” is the day on which these figures were loaded. "
        "Verdicts allow for chance (95% intervals): the exact interval of the rate ratio for "
        "counts, Newcombe’s for shares. A smaller change is called no clear change. Each month is "
        "judged by an XmR control chart: whether it is outside the range that months usually move "
        "in. Changes are worked out before rounding; those in percentages are in percentage points."
    )
    blocks: list[Block] = [Bullets(tuple(items))] if items else []
    blocks.append(Paragraph(f"{method} {LICENCE}" if is_open else method, "note"))
    return Section("sources", "Sources", tuple(blocks))


def _whose(source: dict) -> str:
    """Return a source with its publisher, where its title does not name that already."""
    title, publisher = source["title"], source["publisher"]
    return title if publisher.lower() in title.lower() else f"{title} ({publisher})"


def _lower_first(licence: str) -> str:
    text = (licence or "not stated").rstrip(".")
    return text if text.startswith("Open") else text[:1].lower() + text[1:]
