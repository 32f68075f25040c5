"""The sections of a briefing, each from the figures by rules, in the order a meeting wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pcp_data import measure_view, what_changed, words
from pcp_data.briefing import voice
from pcp_data.briefing import words as say
from pcp_data.briefing.blocks import (
    Block,
    Box,
    Briefing,
    Bullets,
    Grid,
    Heading,
    Paragraph,
    Section,
)
from pcp_data.briefing.choose import BriefingChoice, from_params
from pcp_data.briefing.enquiry import Facts, Line, lines
from pcp_data.briefing.figures import Figure
from pcp_data.briefing.gather import Material, gather
from pcp_data.briefing.pictures import trend_picture
from pcp_data.briefing.tables import comparison_blocks, district_grid, nested
from pcp_data.briefing.templates import NationalPriority, Templates, templates
from pcp_data.query import records
from pcp_data.view import View

MOST_IN_DETAIL = 12
MOST_SIGNALS, MOST_DISTRICT_SIGNALS, MOST_NAMED = 10, 5, 4
LIKE = 30  # a caveat and a note that begin alike say the same
LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."


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
    contact = next(iter(records(view.rows("contact"))), None)
    made = (SECTIONS[name](material) for name in material.meeting.sections)
    sections = [one for one in made if one.blocks]
    places = words.list_of([one.title for one in material.districts]) if _some(material) else ""
    subtitle = material.area.title + (f", with {places} beside it" if places else "")
    return Briefing(
        title=_title(material),
        subtitle=subtitle,
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
        return f"{material.meeting.title}: {say.in_text(material.scope.title)}"
    return f"{material.scope.title}: briefing for the {material.meeting.title}"


def _some(material: Material) -> bool:
    return 0 < len(material.districts) < len(material.view.choices.districts)


def _contact(contact: dict | None) -> str:
    if contact is None:
        return ""
    return f"{contact['name']}, {contact['organisation']}, {contact['email'] or contact['web']}"


def headline(material: Material) -> Section:
    """Return three sentences: the lead or the verdicts, the exceptions, and what is unusual."""
    here = nested(material)
    lead = next((one for one in here if one.measure_id == material.scope.lead), None)
    if not here:
        said = [
            f"There are no figures on {say.in_text(material.scope.title)} in "
            f"{material.area.title} for the {words.twelve_months_to(material.month_end)}."
        ]
    elif lead:
        rest = [one for one in here if one is not lead]
        second = say.others_sentence(rest) if rest else _where(material, lead)
        said = [say.lead_sentence(lead), second, _unusual_sentence(material)]
    else:
        against = material.choice.filters.compared_with()
        period = words.twelve_months_to(material.month_end)
        first = say.verdicts_sentence(here, against, period)
        said = [first, say.worse_sentence(here), _unusual_sentence(material)]
    return Section("headline", "Headline", tuple(Paragraph(one, "lead") for one in said if one))


def _where(material: Material, lead: Figure) -> str:
    found = material.figures.of_measure(lead.measure_id, material.district_codes)
    return say.districts_sentence(found)


def _unusual_sentence(material: Material) -> str:
    mine = [row for row in material.signal_rows if row["area_code"] == material.area.id]
    if not mine:
        return ""
    when = f"in {words.month_name(material.month_end)}"
    signals = [one for one in material.signals if one.area_code == material.area.id]
    if any(words.month_name(row["period_end"]) not in when for row in mine):
        when = "in the latest month of each"
    total, count = len({row["measure_id"] for row in mine}), len(signals)
    verb = "is" if count == 1 else "are"
    if total == 1:
        said = f"Month by month, it is {'unusual' if count else 'not unusual'} {when}"
    elif not count:
        said = f"Month by month, none of the {total} measures charted is unusual {when}"
    else:
        said = f"Month by month, {count} of the {total} measures charted {verb} unusual {when}"
    return f"{said}{_meanings(signals)}."


def _meanings(signals: Sequence[what_changed.Signal]) -> str:
    """Return what the signals mean, the concerns last and named."""
    if not signals:
        return ""
    found = [pair for pair in reversed(what_changed.counts(signals)) if pair[1]]
    parts = [f"{count} {one.says_one if count == 1 else one.says_many}" for one, count in found]
    if len(found) == 1:
        meaning, count = found[0]
        whole = {1: "it", 2: "both"}.get(count, f"all {count}")
        parts = [f"{whole} {meaning.says_one if count == 1 else meaning.says_many}"]
    said = f": {words.list_of(parts)}"
    concerns = [say.in_text(one.title) for one in signals if one.meaning.word == "concern"]
    if len(concerns) > MOST_NAMED:
        return f"{said}. The concerns furthest from usual are {say.listed(concerns[:MOST_NAMED])}"
    return f"{said} ({say.listed(concerns)})" if concerns else said


def table(material: Material) -> Section:
    """Return the measures beside their comparisons."""
    return Section("table", "The measures", tuple(comparison_blocks(material)))


def unusual(material: Material) -> Section:
    """Return the months outside their usual range, the area's own first."""
    if not material.signal_rows:
        return Section("unusual", "What is unusual", ())
    mine = [one for one in material.signals if one.area_code == material.area.id]
    others = [one for one in material.signals if one.area_code != material.area.id]
    shown = [*mine[:MOST_SIGNALS], *others[:MOST_DISTRICT_SIGNALS]]
    left = len(material.signals) - len(shown)
    places = material.area.title + (" and its districts" if material.districts else "")
    first = what_changed.headline(
        material.signal_rows, material.signals, material.month_end, places
    )
    late = what_changed.late_sentence(material.signal_rows, material.month_end)
    blocks: list[Block] = [Paragraph(first)]
    blocks += [_signal_grid(shown, material)] if shown else []
    notes = [late] if late else []
    notes += [f"The workbook lists {words.plural(left, 'more signal')}."] if left else []
    if any("Provisional" in one.caveat for one in shown):
        notes.append("Provisional months may still change, and the signal with them.")
    blocks += [Paragraph(" ".join(notes), "note")] if notes else []
    return Section("unusual", "What is unusual", tuple(blocks))


def _signal_grid(shown: Sequence[what_changed.Signal], material: Material) -> Grid:
    rows = tuple(
        (
            one.title,
            one.area,
            words.sentence_case(f"{one.reason}{one.detail}"),
            words.sentence_case(one.meaning.word),
            f"{one.since or 'New'}{' (provisional)' if 'Provisional' in one.caveat else ''}",
        )
        for one in shown
    )
    columns = ("Measure", "Area", "Why it is unusual", "Meaning", "Since")
    title = f"Unusual months, {words.month_name(material.month_end)}"
    return Grid(title, columns, rows, (0.24, 0.14, 0.34, 0.13, 0.15))


def measures(material: Material) -> Section:
    """Return each measure with its sentence, chart, districts and caveats; or the exceptions."""
    here = nested(material)
    every = material.meeting.detail == "every" and len(here) <= MOST_IN_DETAIL
    chosen = here if every else [one for one in here if is_exception(one, material)]
    blocks: list[Block] = []
    if not every and here:
        blocks.append(Paragraph(_exceptions_sentence(chosen, here)))
    for one in chosen:
        blocks += _measure(one, material)
    title = "Measure by measure" if every else "Exceptions"
    return Section("measures", title, tuple(blocks))


def is_exception(figure: Figure, material: Material) -> bool:
    """Return whether a figure is worse on either comparison, or unusual this month."""
    if "worse" in (figure.verdict, figure.previous.verdict):
        return True
    return any(
        one.measure_id == figure.measure_id
        and one.area_code == figure.area_code
        and one.meaning.word == "concern"
        for one in material.signals
    )


def _exceptions_sentence(chosen: Sequence[Figure], here: Sequence[Figure]) -> str:
    what = words.plural(len(here), "measure")
    rule = "worse than the baseline or the 12 months before, or of concern this month"
    if not chosen:
        return f"None of the {what} is {rule}."
    verb = "is" if len(chosen) == 1 else "are"
    return f"{len(chosen)} of the {what} {verb} {rule}. The others are in the table."


def _measure(figure: Figure, material: Material) -> list[Block]:
    areas = material.figures.of_measure(figure.measure_id, material.district_codes)
    where = say.districts_sentence([one for one in areas if one.area_code != figure.area_code])
    blocks: list[Block] = [
        Heading(figure.title),
        Paragraph(f"{say.measure_sentence(figure)} {where}".strip()),
    ]
    picture = trend_picture(figure, material.trends)
    grid = district_grid(material, figure.measure_id)
    caveats = _own_caveats(figure, material)
    blocks += [one for one in (picture, grid) if one]
    if caveats:
        blocks.append(Bullets(tuple(caveats)))
    year = f" Residents: mid-{figure.population_year}." if grid and figure.rate else ""
    if picture or grid:
        blocks.append(Paragraph(f"Source: {figure.source}, {material.as_published}.{year}", "note"))
    return blocks


def _own_caveats(figure: Figure, material: Material) -> list[str]:
    """Return what to know of this measure alone; what several share stands once, further on."""
    mine = [one for one in material.notes if figure.measure_id in one["measure_ids"]]
    alike = {one["note"][:LIKE] for one in mine}
    said = [
        one
        for one in material.measures[figure.measure_id]["caveats"] or ()
        if one[:LIKE] not in alike
    ]
    own = [one for one in mine if len(one["measure_ids"]) == 1]
    return [*said, *(f"{one['note']} ({one['source']})" for one in own)]


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
    rows = []
    for one in material.templates.national:
        here = material.figures.of_area(one.measures, material.area.id)
        said = " ".join(f"{f.title}: {say.measure_sentence(f)}" for f in here)
        rows.append((one.title, _applies(one, material), one.how, said or "No figures are held."))
    grid = Grid(
        "National priorities for policing",
        ("Priority", "Applies", "How it is measured here", "The force’s contribution"),
        tuple(rows),
        (0.18, 0.14, 0.26, 0.42),
    )
    intro = (
        f"SI 2021/547 asks for a statement, every quarter, of the force’s contribution to the "
        f"national priorities, and of which apply. Where {plan} has no measure of one, whether it "
        "applies is for the commissioner to state."
    )
    return Section("national", "National priorities", (Paragraph(intro), grid))


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
    return f"{kind}{dates} ({what}): {note['note']} ({note['source']})"


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
        "judged by an XmR control chart. Changes in percentages are in percentage points."
    )
    blocks: list[Block] = [Bullets(tuple(items))] if items else []
    blocks.append(Paragraph(f"{method} {LICENCE}" if is_open else method, "note"))
    return Section("sources", "Sources", tuple(blocks))


def _lower_first(licence: str) -> str:
    text = (licence or "not stated").rstrip(".")
    return text if text.startswith("Open") else text[:1].lower() + text[1:]


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


def choice_of_view(view: View) -> tuple[BriefingChoice, tuple[str, ...]]:
    """Return the choice that a view's link makes, and notices about it."""
    return from_params(view.params, view.filters, view.choices, templates_of(view))
