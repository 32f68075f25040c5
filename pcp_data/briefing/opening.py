"""The first page of a briefing: its headline in three sentences, and the table of measures."""

from __future__ import annotations

from collections.abc import Sequence

from pcp_data import words
from pcp_data.briefing import names, tallies
from pcp_data.briefing import phrases as say
from pcp_data.briefing.blocks import (
    Paragraph,
    Section,
)
from pcp_data.briefing.figures import Figure
from pcp_data.briefing.gather import Material
from pcp_data.briefing.tables import comparison_blocks, nested
from pcp_data.screens import what_changed

MOST_NAMED = 4


def headline(material: Material) -> Section:
    """Return three sentences: the lead or the verdicts, the exceptions, and what is unusual."""
    here = nested(material)
    lead = next((one for one in here if one.measure_id == material.scope.lead), None)
    if not here:
        said = [
            f"There are no figures on {names.in_text(material.scope.title)} in "
            f"{material.area.title} for the {words.twelve_months_to(material.month_end)}"
            f"{_held(material)}."
        ]
    elif lead:
        rest = [one for one in here if one is not lead]
        second = tallies.others_sentence(rest) if rest else _where(material, lead)
        said = [say.lead_sentence(lead), second, _unusual_sentence(material)]
    else:
        against = _against(material, here)
        period = words.twelve_months_to(material.month_end)
        first = tallies.verdicts_sentence(here, against, period)
        said = [first, tallies.worse_sentence(here), _unusual_sentence(material)]
    return Section("headline", "Headline", tuple(Paragraph(one, "lead") for one in said if one))


def _held(material: Material) -> str:
    """Return when the figures that are held end, where there are any."""
    ends = [material.measures[one]["last_end"] for one in material.scope.measures]
    known = [one for one in ends if not words.is_missing(one)]
    return f"; those held end in {words.month_name(max(known))}" if known else ""


def _against(material: Material, here: Sequence[Figure]) -> str:
    """Return what the verdicts rest on, with the year before where the Plan prints no baseline."""
    against = material.choice.filters.compared_with()
    bare = [one for one in here if one.main == "baseline" and one.against.end is None]
    if not bare:
        return against
    before = say.NAMES["previous"]
    return before if len(bare) == len(here) else f"{against} or, where it prints none, {before}"


def _where(material: Material, lead: Figure) -> str:
    found = material.figures.of_measure(lead.measure_id, material.district_codes)
    return say.districts_sentence(found)


def _unusual_sentence(material: Material) -> str:
    mine = [row for row in material.signal_rows if row["area_code"] == material.area.id]
    if not mine:
        return ""
    signals = [one for one in material.signals if one.area_code == material.area.id]
    total, count = len({row["measure_id"] for row in mine}), len(signals)
    verb = "is" if count == 1 else "are"
    if total == 1:
        return f"{_one_month(mine[0], signals)}."
    month = words.month_name(material.month_end)
    is_late = any(words.month_name(row["period_end"]) != month for row in mine)
    when = "in the latest month of each" if is_late else f"in {month}"
    if not count:
        return f"Month by month, none of the {total} measures charted is unusual {when}."
    said = f"Month by month, {count} of the {total} measures charted {verb} unusual {when}"
    return f"{said}: {_meanings(signals)}."


def _one_month(row: dict, signals: Sequence[what_changed.Signal]) -> str:
    """Return what there is to say where one measure alone is charted."""
    title, month = names.in_text(row["title"]), words.month_name(row["period_end"])
    if not signals:
        return f"The month of {month} was within the usual range for {title}"
    says = signals[0].meaning.says_one
    return f"The month of {month} was unusual for {title}: it {says}"


def _meanings(signals: Sequence[what_changed.Signal]) -> str:
    """Return what the signals mean, the concerns last and named."""
    said = words.list_of(what_changed.meanings(signals)[::-1])
    concerns = [names.in_text(one.title) for one in signals if one.meaning.word == "concern"]
    if len(concerns) > MOST_NAMED:
        return f"{said} (furthest from usual: {words.listed(concerns[:MOST_NAMED])})"
    return f"{said} ({words.listed(concerns)})" if concerns else said


def table(material: Material) -> Section:
    """Return the measures beside their comparisons."""
    return Section("table", "The measures", tuple(comparison_blocks(material)))
