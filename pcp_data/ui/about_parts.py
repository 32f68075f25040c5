"""The sections of the About page, each a function that places one part of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from pcp_data import words
from pcp_data.define.model import Settings
from pcp_data.screens import about_view, accessibility, data_view, papers_view
from pcp_data.screens.abbreviations import abbreviations, spelled_out
from pcp_data.screens.about_view import NO_PLAN, OWN, Asked, Entry
from pcp_data.ui import parts
from pcp_data.ui.grid import grid, more, quiet
from pcp_data.ui.picker import ON, search, switch
from pcp_data.ui.set_up import PRODUCT, PageState

MORE = "Aim, owner, sources, and what became of it"
LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."


def purpose(state: PageState) -> None:
    """Place what this dashboard is, for when, and whether the data are real."""
    info, home = state.info, state.choices.home.title
    parts.sentence(
        f"This dashboard shows how {home} is doing against its Police and Crime Plans, with "
        f"figures to {words.month_name(info['latest_month'])}. {data_view.reality(info)}"
    )


def measures(state: PageState) -> None:
    """Place the measures of the Plan, priority and theme, or of every Plan, with a search."""
    found = about_view.entries(state.fetch("about_measures"), state.fetch("about_links"))
    parts.sentence(about_view.headline(found))
    ask = _asked(found)
    shown = about_view.chosen(found, state.filters, ask)
    if not shown:
        _nothing(state, *about_view.elsewhere(found, state.filters, ask))
        return
    count = words.plural(len(shown), "entry", "entries")
    where = about_view.in_words(state.filters, state.choices, ask)
    parts_out = len(about_view.chosen(found, state.filters, replace(ask, with_parts=True)))
    parts_out -= len(shown)
    left = f" {words.plural(parts_out, 'part')} of measures left out." if parts_out else ""
    said = parts.text(f"{count} shown: {where}.{left}")
    parts.html(f'<p class="pcp-note" role="status">{said}</p>')
    known = abbreviations(state.fetch("about_term"))
    rows = [_entry(state, one, known) for one in shown]
    heads = ["Measure", "What it is", "Aim and baseline", "Owner and sources", "Between Plans"]
    grid(heads, rows, title="Measures", css="register")
    parts.download(about_view.entries_table(shown), "measures")


def _asked(found: Sequence[Entry]) -> Asked:
    """Place what the page asks beside the filter bar, and return it."""
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
    with left:
        wanted = search("about", "search", "Search the measures")
    with middle:
        in_plans = sum(bool(one.register_id) for one in found)
        every_plan = switch("about", "every", f"Every Plan: all {in_plans:,} measures")
    with right:
        with_parts = switch("about", "parts", "Show parts of measures too")
    return Asked(wanted, every_plan, with_parts)


def _nothing(state: PageState, why: str, instead: Asked | None) -> None:
    """Say why no measure is listed, and offer what else to ask for."""
    if instead is None:
        filters = state.filters
        back = state.link("about", priority=None, theme=None)
        is_narrow = bool(filters.priority or filters.theme)
        parts.empty_state(why, back if is_narrow else None, "Show every priority and theme")
        return
    values = (instead.search, instead.every_plan and ON, instead.with_parts and ON)
    own = {name: value for name, value in zip(OWN, values, strict=True) if value}
    parts.empty_state(why, f"{state.link('about')}&{urlencode(own)}", "Show them")


def _in_the_plan(said: str, known: Mapping[str, str]) -> str:
    return quiet(said and f"In the Plan: {spelled_out(said, known)}")


def _entry(state: PageState, one: Entry, known: Mapping[str, str]) -> list[str]:
    where = one.plan if one.plan == NO_PLAN else f"{one.plan}: {one.priority}"
    part = f"Part of {one.part_of}" if one.part_of else ""
    part = part or (one.register_id and f"Reference: {one.register_id}")
    history = "".join(f"<p>{parts.text(said)}</p>" for said in one.history)
    status = f"<strong>{parts.text(one.status)}</strong>" if one.status else ""
    return [
        parts.linked(one.title, _measure(state, one)) + quiet(where) + quiet(part),
        parts.text(one.definition) + _in_the_plan(one.indicator, known) + more(MORE),
        parts.text(one.aim) + quiet(one.baseline and f"Baseline: {one.baseline}"),
        parts.text(one.owner)
        + _in_the_plan(one.source_in_plan, known)
        + quiet(one.sources)
        + quiet("" if one.has_figures else "No figures loaded"),
        status + history,
    ]


def _measure(state: PageState, one: Entry) -> str:
    """Return the address of a measure, in the Plan that its entry stands in."""
    if one.plan in (NO_PLAN, state.filters.plan):
        return state.link("measure", measure=one.measure_id)
    return state.link("measure", measure=one.measure_id, plan=one.plan, priority=None, theme=None)


def terms(state: PageState) -> None:
    """Place the glossary, with search."""
    table = pd.DataFrame(
        [
            {"Word": row["term"], "What it means here": row["meaning"]}
            for row in state.fetch("about_term")
        ]
    )
    if table.empty:
        parts.empty_state("The definitions hold no glossary.")
        return
    found = papers_view.matching(table, search("about", "word", "Search the words"))
    if found.empty:
        parts.empty_state("No word matches. Clear the search.")
        return
    parts.text_table(found, title="Words used", key="glossary")


def meetings(state: PageState) -> None:
    """Place who receives figures, how often, and what they need."""
    table = about_view.meetings_table(state.fetch("about_meeting"))
    if table.empty:
        parts.empty_state("The definitions hold no meetings.")
        return
    parts.sentence(
        f"{words.plural(len(table), 'body', 'bodies')} that receive figures or hold somebody to "
        "account with them, as the public papers describe them."
    )
    parts.text_table(table, title="Meetings", key="meetings")


def contact(state: PageState) -> None:
    """Place whom to ask, and how to challenge any figure."""
    rows = state.fetch("about_contact")
    if not rows:
        parts.empty_state("The definitions name nobody to ask.")
        return
    one = rows[0]
    pairs = [("Team", one["name"]), ("Organisation", one["organisation"])]
    lines = [f"<dt>{parts.text(term)}</dt><dd>{parts.text(said)}</dd>" for term, said in pairs]
    if one["email"]:
        lines.append(f"<dt>Email</dt><dd>{_mail(one['email'])}</dd>")
    if one["web"]:
        lines.append(f"<dt>Website</dt><dd>{_web(one['web'])}</dd>")
    lines.append(f"<dt>To challenge a figure</dt><dd>{parts.text(one['challenge'])}</dd>")
    parts.html(f'<dl class="pcp-facts">{"".join(lines)}</dl>')


def _mail(address: str) -> str:
    return f'<a href="mailto:{parts.text(address)}">{parts.text(address)}</a>'


def _web(address: str) -> str:
    return f'<a href="{parts.text(address)}">{parts.text(address)}</a>'


def method(state: PageState) -> None:
    """Place how the figures are made."""
    rule = state.fetch("spc_rule")[0]
    given = state.fetch("about_version")[0]["settings"]
    pairs = about_view.method(vars(Settings()) | json.loads(given or "{}"), rule)
    lines = "".join(
        f"<dt>{parts.text(head)}</dt><dd>{parts.text(said)}</dd>" for head, said in pairs
    )
    parts.html(f'<dl class="pcp-facts">{lines}</dl>')


def licences(state: PageState) -> None:
    """Place the licence of each source, and of what is shown."""
    parts.sentence(LICENCE)
    rows = state.fetch("sources")
    cells = [
        [
            parts.text(row["title"]),
            parts.text(row["publisher"]),
            parts.text(row["licence"]),
            _web(row["url"]) if row["url"] else "",
        ]
        for row in rows
    ]
    heads = ["Source", "Publisher", "Licence", "Where"]
    grid(heads, cells, title="Licences of the sources")
    version = state.fetch("about_version")[0]
    parts.source_line(
        f"Version {version['product_version']}",
        f"Build {version['build_id']}",
        f"Definitions: {version['definitions_folder']}",
    )


def statement(state: PageState) -> None:
    """Place the accessibility statement that the law asks of a public body."""
    said = accessibility.statement()
    rows = state.fetch("about_contact")
    owner = rows[0] if rows else {"organisation": state.choices.home.title, "email": None}
    name = f"{state.choices.home.title} {PRODUCT}"
    parts.heading(f"Accessibility statement for the {name}")
    _paragraphs(
        f"This accessibility statement applies to the {name}.",
        f"It is run by {owner['organisation']}. We want as many people as possible to be able to "
        "use it. For example, that means you should be able to:",
    )
    _list(said.able)
    parts.heading("Feedback and contact information")
    _paragraphs(
        "If you need anything here in another form, or find a problem that is not listed below, "
        f"contact {owner['organisation']}" + (f" at {owner['email']}." if owner["email"] else ".")
    )
    _law(owner["organisation"], said)
    _issues(said.issues)
    _preparation(said)


def _law(organisation: str, said: accessibility.Statement) -> None:
    parts.heading("Enforcement procedure")
    _paragraphs(
        "The Equality and Human Rights Commission (EHRC) is responsible for enforcing the "
        f"{accessibility.REGULATIONS} (the ‘accessibility regulations’). If you are not happy with "
        "how we respond to your complaint, contact the Equality Advisory and Support Service "
        f"(EASS) at {accessibility.EASS}."
    )
    parts.heading("Technical information about this website’s accessibility")
    because = " due to the non-compliances listed below" if said.issues else ""
    _paragraphs(
        f"{organisation} is committed to making its website accessible, in accordance with the "
        f"{accessibility.REGULATIONS}.",
        f"Compliance status: this website is {said.compliance} with the {said.standard}{because}.",
    )


def _issues(issues: Sequence[accessibility.Issue]) -> None:
    if not issues:
        return
    parts.heading("Non-accessible content: non-compliance with the accessibility regulations")
    rows = [
        [
            parts.text(one.where),
            parts.text(one.problem),
            parts.text(one.criterion) + quiet(f"Test rule: {one.rule}"),
            parts.text(words.sentence_case(one.whose)),
            parts.text(one.instead),
        ]
        for one in issues
    ]
    heads = ["Where", "What is not accessible", "Success criterion", "Whose", "Use instead"]
    grid(heads, rows, title="Content that is not accessible")


def _preparation(said: accessibility.Statement) -> None:
    parts.heading("Preparation of this accessibility statement")
    tests = [
        f"{one.what}: {one.how}, on {words.uk_date(one.date)}. {one.found}" for one in said.tests
    ]
    _paragraphs(
        f"This statement was prepared on {words.uk_date(said.prepared)}. It was last reviewed on "
        f"{words.uk_date(said.reviewed)}. It says only what was tested:"
    )
    _list(tests)
    if said.not_tested:
        _paragraphs("Not tested yet:")
        _list([one.what for one in said.not_tested])


def _paragraphs(*said: str) -> None:
    parts.html("".join(f'<p class="pcp-text">{parts.text(one)}</p>' for one in said))


def _list(items: Sequence[str]) -> None:
    lines = "".join(f"<li>{parts.text(one)}</li>" for one in items)
    parts.html(f'<ul class="pcp-list">{lines}</ul>')
