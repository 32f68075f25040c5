"""What is unusual, and each measure with its chart, districts and caveats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from pcp_data import words
from pcp_data.briefing import names
from pcp_data.briefing import phrases as say
from pcp_data.briefing.blocks import (
    Block,
    Bullets,
    Grid,
    Heading,
    Paragraph,
    Section,
)
from pcp_data.briefing.district_table import district_grid
from pcp_data.briefing.figures import Figure
from pcp_data.briefing.gather import Material
from pcp_data.briefing.pictures import trend_picture
from pcp_data.briefing.tables import common_gaps, nested
from pcp_data.screens import what_changed

MOST_IN_DETAIL = 12
MOST_SIGNALS, MOST_DISTRICT_SIGNALS = 8, 4
ADJUSTED = "; seasonally adjusted"
LIKE = 30  # a caveat and a note that begin alike say the same


def unusual(material: Material) -> Section:
    """Return the months outside their usual range, the area's own first."""
    if not material.signal_rows:
        return Section("unusual", "What is unusual", ())
    mine = [one for one in material.signals if one.area_code == material.area.id]
    others = [one for one in material.signals if one.area_code != material.area.id]
    shown = [*mine[:MOST_SIGNALS], *others[:MOST_DISTRICT_SIGNALS]]
    left = len(material.signals) - len(shown)
    places = material.area.title + (" and its districts" if material.districts else "")
    if material.has_some_districts:
        places = words.list_of([material.area.title, *(one.title for one in material.districts)])
    first = what_changed.headline(
        material.signal_rows, material.signals, material.month_end, places
    )
    late = what_changed.late_sentence(material.signal_rows, material.month_end)
    blocks: list[Block] = [Paragraph(first)]
    adjusted = len(shown) > 1 and all(one.detail == ADJUSTED for one in shown)
    blocks += [_signal_grid(shown, material, is_detailed=not adjusted)] if shown else []
    notes = ["All are seasonally adjusted."] if adjusted else []
    notes += [late] if late else []
    notes += [f"The workbook has {words.plural(left, 'more signal')}."] if left else []
    if any("Provisional" in one.caveat for one in shown):
        notes.append("Provisional months may still change, and the signal with them.")
    blocks += [Paragraph(" ".join(notes), "note")] if notes else []
    return Section("unusual", "What is unusual", tuple(blocks))


def _signal_grid(
    shown: Sequence[what_changed.Signal], material: Material, *, is_detailed: bool
) -> Grid:
    rows = tuple(
        (
            one.title,
            one.area,
            words.sentence_case(f"{one.reason}{one.detail * is_detailed}"),
            words.sentence_case(one.meaning.word),
            f"{one.since or 'New'}{' (provisional)' if 'Provisional' in one.caveat else ''}",
        )
        for one in shown
    )
    columns = ("Measure", "Area", "Why it is unusual", "Meaning", "Since")
    title = f"Unusual months, {words.month_name(material.month_end)}"
    return Grid(title, columns, rows, (0.19, 0.145, 0.4, 0.125, 0.14))


def measures(material: Material) -> Section:
    """Return each measure with its sentence, chart, districts and caveats; or the exceptions."""
    here, chosen = nested(material), detailed(material)
    every = _is_every(material)
    blocks: list[Block] = []
    if not every and here:
        blocks.append(Paragraph(_exceptions_sentence(chosen, here)))
    usual = _usual_source(chosen)
    blocks += [Paragraph(_said_of_source(usual, chosen, material), "note")] if usual else []
    told: dict[str, str] = {}
    gaps = common_gaps(here)
    for one in chosen:
        said = _told(one, material, gaps)
        blocks += _measure(one, material, said, told.get(said, ""), has_source=one.source != usual)
        told.setdefault(said, one.title)
    title = "Measure by measure" if every else "Exceptions"
    return Section("measures", title, tuple(blocks))


def _is_every(material: Material) -> bool:
    return material.meeting.detail == "every" and len(material.here) <= MOST_IN_DETAIL


def detailed(material: Material) -> list[Figure]:
    """Return the figures that have a heading of their own: all of them, or the exceptions."""
    here = nested(material)
    return [one for one in here if _is_every(material) or is_exception(one, material)]


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
    return f"Of the {what}, {len(chosen)} {verb} {rule}. The table has them all."


def _told(figure: Figure, material: Material, gaps: Collection[str]) -> str:
    """Return what is said of a measure: its figure, then its districts."""
    areas = material.figures.of_measure(figure.measure_id, material.district_codes)
    where = say.districts_sentence([one for one in areas if one.area_code != figure.area_code])
    return f"{say.measure_sentence(figure, gaps)} {where}".strip()


def _usual_source(chosen: Sequence[Figure]) -> str:
    """Return the source that most measures share; empty where none is shared."""
    counted = Counter(one.source for one in chosen).most_common(1)
    return counted[0][0] if counted and counted[0][1] > 1 else ""


def _said_of_source(source: str, chosen: Sequence[Figure], material: Material) -> str:
    """Return the note on the usual source that stands once, above the measures."""
    is_all = all(one.source == source for one in chosen)
    which = "Source" if is_all else "Source, where no other is named"
    years = {one.population_year for one in chosen if one.rate is not None}
    year = f" Residents: mid-{years.pop()}." if len(years) == 1 and material.districts else ""
    return f"{which}: {source}, {material.as_published}.{year}"


def _measure(
    figure: Figure, material: Material, said: str, like: str, *, has_source: bool
) -> list[Block]:
    """Return one measure; `like` is the measure above of which the same is said already."""
    if like:
        said = f"These 12-month figures are the same as those of {names.in_text(like)}, above."
    blocks: list[Block] = [Heading(figure.title), Paragraph(said)]
    picture = trend_picture(figure, material.trends)
    grid = None if like else district_grid(material, figure.measure_id)
    caveats = _own_caveats(figure, material)
    blocks += [one for one in (picture, grid) if one]
    if caveats:
        blocks.append(Bullets(tuple(caveats)))
    has_rate = grid is not None and any(one.startswith("Per 1,000") for one in grid.columns)
    year = f" Residents: mid-{figure.population_year}." if has_rate else ""
    if has_source and (picture or grid):
        blocks.append(Paragraph(f"Source: {figure.source}, {material.as_published}.{year}", "note"))
    return blocks


def _own_caveats(figure: Figure, material: Material) -> list[str]:
    """Return what to know of this measure alone; what several share stands once, further on."""
    shared = {text for text, ids in shared_caveats(material).items() if len(ids) > 1}
    said = [one for one in _definition_caveats(figure, material) if one not in shared]
    own = [one for one in material.notes if set(one["measure_ids"]) == {figure.measure_id}]
    return [
        *(names.from_definition(one) for one in said),
        *(_note(one) for one in own),
    ]


def _note(note: dict) -> str:
    when = names.months(note["starts"], note["ends"])
    return names.quoted(note["note"], note["source"], when)


def _definition_caveats(figure: Figure, material: Material) -> list[str]:
    """Return the caveats of a measure's definition, without those that a note says better."""
    mine = [one for one in material.notes if figure.measure_id in one["measure_ids"]]
    alike = {one["note"][:LIKE] for one in mine}
    found = material.measures[figure.measure_id]["caveats"] or ()
    return [one for one in found if one[:LIKE] not in alike]


def shared_caveats(material: Material) -> dict[str, list[str]]:
    """Return the caveats of definitions, each with the measures in detail that have it."""
    found: dict[str, list[str]] = {}
    for figure in detailed(material):
        for text in _definition_caveats(figure, material):
            found.setdefault(text, []).append(figure.measure_id)
    return found
