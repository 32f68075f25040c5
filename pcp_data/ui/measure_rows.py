"""The table of measures as markup: one row per measure, readable at any width.

It is markup and not a grid of widgets because fifty rows of widgets are slow and tall, and a
real table can be read by a screen reader, printed, and folded into cards on a telephone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pcp_data import words
from pcp_data.charts.sparkline import sparkline
from pcp_data.screens.overview import Comparison, Line, Section
from pcp_data.ui.parts import linked, text
from pcp_data.verdicts import Verdict, counts, verdict_html

LinkOf = Callable[[Line], str]


def counts_list(found: Sequence[Verdict]) -> str:
    """Return the tiles with how many measures have each verdict."""
    tiles = [
        f"<li><strong>{count}</strong>{verdict_html(verdict)}</li>"
        for verdict, count in counts(found)
    ]
    return f'<ul class="pcp-counts">{"".join(tiles)}</ul>'


def section_table(
    section: Section,
    link_of: LinkOf,
    versus: str,
    several: bool,
    area_of: LinkOf | None = None,
) -> str:
    """Return the table of one priority. `several`: each measure has a line per district.

    `link_of` is the address of a line's measure, `area_of` that of the measure in its district.
    """
    has_previous = any(line.previous for line in section.lines)
    heads = ["Measure", "Latest 12 months", versus, "Change"]
    heads += ["Change on previous 12 months"] if has_previous else []
    heads += ["Verdict", "Trend, five years"]
    numeric = {1, 2, 3, 4 if has_previous else 3}
    cells = "".join(
        f'<th scope="col"{" class=num" if place in numeric else ""}>{text(head)}</th>'
        for place, head in enumerate(heads)
    )
    rows, shown = [], None
    for line in section.lines:
        if several and line.measure_id != shown:
            shown = line.measure_id
            rows.append(_group_row(line, link_of, len(heads)))
        rows.append(_row(line, area_of if several else link_of, versus, has_previous, several))
    css = "with-previous" if has_previous else "without-previous"
    css += " several" if several else ""
    return (
        f'<table class="pcp-rows {css}"><caption class="pcp-hidden">{text(section.title)}</caption>'
        f"<thead><tr>{cells}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _group_row(line: Line, link_of: LinkOf, width: int) -> str:
    part = " part" if line.is_part else ""
    return (
        f'<tr class="group{part}"><th scope="rowgroup" colspan="{width}">'
        f"{linked(line.title, link_of(line))}</th></tr>"
    )


def _row(line: Line, link_of: LinkOf | None, versus: str, has_previous: bool, several: bool) -> str:
    css = ' class="part"' if line.is_part or several else ""
    title, target = line.area if several else line.title, link_of(line) if link_of else None
    head = f'<th scope="row">{linked(title, target)}</th>'
    width = 4 if has_previous else 3
    if line.missing:
        body = f'<td class="missing" colspan="{width}">{text(line.missing)}</td>'
    else:
        body = _figures(line, versus, has_previous)
    return (
        f"<tr{css}>{head}{body}"
        f'<td data-label="Verdict" class="say"><div>{verdict_html(line.verdict)}'
        f"{_caveats(line)}</div></td>"
        f'<td class="trend">{_trend(line)}</td></tr>'
    )


def _figures(line: Line, versus: str, has_previous: bool) -> str:
    amount, _, unit = line.value.partition(" ")
    unit_line = f"<small>{text(unit)}</small>" if unit else ""
    cells = [
        f'<td class="num" data-label="Latest 12 months"><div><span class="main">{text(amount)}'
        f"</span>{unit_line}</div></td>",
        _comparison_cell(line.versus, versus),
        _change_cell(line.versus, "Change"),
    ]
    if has_previous:
        cells.append(_change_cell(line.previous, "Change on previous 12 months"))
    return "".join(cells)


def _comparison_cell(one: Comparison, label: str) -> str:
    amount = one.value.partition(" ")[0] if one.value[:1].isdigit() else one.value
    return (
        f'<td class="num" data-label="{text(label)}"><div>{text(words.sentence_case(amount))}'
        f"<small>{text(one.period)}</small></div></td>"
    )


def _change_cell(one: Comparison | None, label: str) -> str:
    start = f'<td class="num" data-label="{text(label)}"><div>'
    if one is None or not one.change:
        return f"{start}<small>Not available</small></div></td>"
    detail = f"<small>{text(one.detail)}</small>" if one.detail else ""
    return f"{start}{text(one.change)}{detail}</div></td>"


def _caveats(line: Line) -> str:
    if not line.caveats:
        return ""
    said = " ".join(line.caveats)
    return f"<details><summary>Caveat</summary>{text(said)}</details>"


def _trend(line: Line) -> str:
    known = [value for value in line.trend if value is not None]
    if len(known) < 2:
        return ""
    decimals = 1 if line.unit == "%" else 0
    says = (
        f"{line.title}, {line.area}: twelve-month figures over five years, from "
        f"{words.number(known[0], decimals)} to {words.number(known[-1], decimals)}"
    )
    return sparkline(line.trend, text(says), line.baseline)
