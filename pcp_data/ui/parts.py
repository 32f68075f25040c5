"""The pieces pages are made of: sentences, charts with their table, tables, empty states."""

from __future__ import annotations

import html as html_escape
import re
from collections.abc import Collection, Mapping, Sequence
from functools import partial

import altair as alt
import pandas as pd
import streamlit as st

from pcp_data.charts.drawn import drawn
from pcp_data.charts.theme import DARK, LIGHT, Palette
from pcp_data.filters import Filters, not_known
from pcp_data.page_list import HOME
from pcp_data.ui import clicks, view
from pcp_data.ui.clicks import Click, Opening
from pcp_data.ui.fitting import cell_class, table_class
from pcp_data.ui.number_columns import number_columns
from pcp_data.words import in_csv

TABLES, NAME_OF_TABLE = "tables", re.compile(r"[a-z0-9_-]{1,80}")


def text(value: object) -> str:
    """Return a value as text that is safe inside HTML."""
    return html_escape.escape(str(value), quote=True)


class Markup(str):
    """Markup that Streamlit takes as it is, without looking for a file of that name or indents."""

    def _repr_html_(self) -> str:
        return str(self)


def html(markup: str) -> None:
    """Place markup. Everything in it that comes from data must have gone through `text`."""
    st.html(Markup(markup))


def palette() -> Palette:
    """Return the colours for the reader's theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def link_to(file: str, filters: Filters) -> str:
    """Return the address of a page with a view, also under a base path."""
    base = st.get_option("server.baseUrlPath").strip("/")
    place = "" if file == HOME.file else file
    path = "/".join(part for part in (base, place) if part)
    return f"/{path}?{filters.query_string()}"


def section(
    title: str, note: str | None = None, *, place: str = "", target: str | None = None
) -> None:
    """Place a heading of the second level, with a line of explanation under it.

    `place` is its name for links to it on the page; `target` makes a link of it.
    """
    extra = f'<p class="pcp-note">{text(note)}</p>' if note else ""
    name = f' id="{text(place)}"' if place else ""
    html(f'<h2 class="pcp-section"{name}>{linked(title, target)}</h2>{extra}')


def small_title(title: str, target: str | None = None, *, depth: int = 3) -> None:
    """Place the heading of a small chart, as a link to `target` if there is one."""
    html(f'<h{depth} class="pcp-small-title">{linked(title, target)}</h{depth}>')


def linked(words: object, target: str | None) -> str:
    """Return words as markup, as a link to `target` if there is one."""
    return f'<a href="{text(target)}">{text(words)}</a>' if target else text(words)


def on_this_page(places: Mapping[str, str]) -> None:
    """Place links to sections of the page, by the name of each with what the link says."""
    links = " · ".join(f'<a href="#{text(name)}">{text(said)}</a>' for name, said in places.items())
    html(f'<nav class="pcp-onpage" aria-label="On this page">On this page: {links}</nav>')


def heading(title: str) -> None:
    """Place a heading of the third level."""
    html(f'<h3 class="pcp-heading">{text(title)}</h3>')


def tab_title(title: str) -> None:
    """Place the heading of a tab: for screen readers, and for paper, which has no tabs."""
    html(f'<h2 class="pcp-section pcp-tab-title">{text(title)}</h2>')


def level(key: str, rows: int) -> list:
    """Return two columns of which the `rows` elements stand level: chart beside chart."""
    with st.container(key=f"level{rows}-{key}"):
        return st.columns(2, gap="large")


def sentence(words: str) -> None:
    """Place the sentence that says what the page or a chart shows."""
    html(f'<p class="pcp-sentence">{text(words)}</p>')


def folded(title: str, markup: str) -> None:
    """Place markup that is shown when its title is chosen, and on paper in any case."""
    html(f'<details class="pcp-fold"><summary>{text(title)}</summary>{markup}</details>')


def source_line(*words: str | None, click: Click | Opening | None = None) -> None:
    """Place the small line under a chart or table: period, source, status, what a click does."""
    said = " · ".join(text(one) for one in words if one)
    html(f'<p class="pcp-source">{said}{_hint(click, bool(said)) if click else ""}</p>')


def _hint(click: Click | Opening, goes_on: bool) -> str:
    css = "pcp-hint" if click.by_touch else "pcp-hint pcp-pointer"
    return f'<span class="{css}">{" · " if goes_on else ""}{text(click.hint)}</span>'


def empty_state(why: str, way_back: str | None = None, label: str = "Clear the filters") -> None:
    """Say that there is nothing to show and why, and offer the way back as a link."""
    link = f" {linked(label, way_back)}" if way_back else ""
    html(f'<div class="pcp-empty"><p>{text(why)}{link}</p></div>')


def chart(
    picture: alt.TopLevelMixin | dict,
    says: str,
    data: pd.DataFrame,
    caption: str | None = None,
    *,
    key: str,
    name: str = "",
    columns: Mapping[str, object] | None = None,
    click: Click | Opening | None = None,
) -> None:
    """Place a chart with its sentence, its source line, and the same figures as a table.

    `says` is also the chart's text alternative; `data` is what the table and the download
    give; `columns` are Streamlit column settings for the table; `key` names the download and,
    unless there is a `name`, the open table in the link; `click` is what a click on a mark does
    or opens.
    """
    sentence(says)
    draw(picture, says, key=f"chart-{key}", click=click)
    if caption or click:
        source_line(caption, click=click)
    figures(data, key=key, name=name, columns=columns)


def figures(
    data: pd.DataFrame,
    *,
    key: str,
    name: str = "",
    columns: Mapping[str, object] | None = None,
) -> None:
    """Place the figures of a chart as a table, in a box that is open while the link names it.

    It does so by `name`, or by the `key` of the download where that is the same in every view.
    """
    _figures(data, key, name or key, columns)


@st.fragment  # so that opening one runs nothing else of the page
def _figures(data: pd.DataFrame, key: str, name: str, columns: Mapping[str, object] | None) -> None:
    box = f"figures-{name}"
    st.session_state[box] = name in view.all_asked(TABLES)

    def changed() -> None:
        view.chose_also(TABLES, name, st.session_state[box])

    with st.expander("Show these figures as a table", key=box, on_change=changed):
        table(data, key=key, columns=columns)


def tables_not_here() -> None:
    """Place the notice on each table that the link wants open and the page turns out not to have.

    Which it has is only known when all of it has been placed, so the browser shows or hides these.
    """
    for name in dict.fromkeys(view.all_asked(TABLES)):
        said = not_known(name, "table", "That part of the link is left out.")
        if not NAME_OF_TABLE.fullmatch(name):
            st.warning(said)
            continue
        shown = f".stApp[data-test-script-state=notRunning]:not(:has(.st-key-figures-{name}))"
        place = f"[data-testid=stElementContainer]:has(> .stHtml > .for-{name})"
        html(
            f"<style>{shown} {place} {{ display: block; }}</style>"
            f'<div class="pcp-unmet for-{name}"><p>{text(said)}</p></div>'
        )


def draw(
    picture: alt.TopLevelMixin | dict, says: str, *, key: str, click: Click | Opening | None = None
) -> None:
    """Place a chart, or its specification, alone, with its text alternative.

    The chart cannot be used afterwards.
    """
    spec = picture if isinstance(picture, dict) else drawn(picture)
    clicks.draw(spec, says, key=key, click=click)


def table(data: pd.DataFrame, *, key: str, columns: Mapping[str, object] | None = None) -> None:
    """Place a table that can be sorted and searched, with a download of exactly what it shows."""
    settings = {**number_columns(data), **(columns or {})}
    alt = table_name(key)
    st.dataframe(data, hide_index=True, column_config=settings, width="stretch", alt=alt)
    download(data, key)


def table_name(key: str) -> str:
    """Return what screen readers call a table, from the name of its download."""
    return f"Table: {key.replace('-', ' ').replace('_', ' ')}"


def text_table(
    data: pd.DataFrame,
    *,
    title: str,
    key: str,
    numeric: Collection[str] = (),
    targets: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Place a table of text as markup: it wraps, prints, and folds into cards when narrow.

    For up to some hundred rows of ready words; `title` is for screen readers, `numeric`
    names the columns to set right, `targets` are the addresses that a column's cells link to.
    """
    to = targets or {}
    kinds = [cell_class(name, data[name], name in numeric) for name in data.columns]
    heads = "".join(
        f"<th scope=col{css}>{text(name)}</th>"
        for name, css in zip(data.columns, kinds, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td data-label="{text(name)}"{css}>'
            f"{linked(value, to[name][place] if name in to else None)}</td>"
            for name, css, value in zip(data.columns, kinds, row, strict=True)
        )
        + "</tr>"
        for place, row in enumerate(data.itertuples(index=False))
    )
    css = table_class(list(data.columns), data.to_numpy().tolist())
    css += " pcp-figures" if set(data.columns[1:]) <= set(numeric) else ""
    html(
        f'<table class="pcp-grid {css}"><caption class="pcp-hidden">{text(title)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )
    download(data, key)


def download(data: pd.DataFrame, key: str) -> None:
    """Place a download of a table; the file is only made when asked for."""
    st.download_button(
        "Download as CSV",
        data=partial(csv_bytes, data),
        file_name=f"{key}.csv",
        mime="text/csv",
        key=f"download-{key}",
        on_click="ignore",
    )


def csv_bytes(data: pd.DataFrame) -> bytes:
    """Return a table as CSV that spreadsheets open as UTF-8, with no text taken for a formula."""
    return data.map(in_csv).to_csv(index=False).encode("utf-8-sig")
