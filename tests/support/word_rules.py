"""What every Word briefing must be: one title, headings in order, real tables, named pictures."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn

from pcp_data.briefing.pictures import BANNER

# The order that the standard sets for what stands in a table's properties; Word insists on it.
TABLE_ORDER = [
    "tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
]  # fmt: skip
A4 = (21.0, 29.7)


def faults(path: Path, *, is_sample: bool) -> list[str]:
    """Return what is wrong with a briefing; nothing where it keeps every rule."""
    document = docx.Document(path)
    return [
        *_titles(document),
        *_headings(document),
        *_tables(document),
        *_pictures(document, path),
        *_page(document),
        *_banner(document, is_sample),
        *_words(document),
    ]


def text_of(document: Document) -> list[str]:
    """Return every paragraph's text, also those in tables."""
    return ["".join(node.text or "" for node in paragraph.iter(qn("w:t")))
            for paragraph in document.element.body.iter(qn("w:p"))]  # fmt: skip


def table(path: Path, title: str) -> list[list[str]]:
    """Return the cells of the table of that title."""
    for one in docx.Document(path).tables:
        caption = one._tbl.tblPr.find(qn("w:tblCaption"))
        if caption is not None and caption.get(qn("w:val")) == title:
            return [[cell.text for cell in row.cells] for row in one.rows]
    raise KeyError(title)


def _titles(document: Document) -> list[str]:
    titles = [one.text for one in document.paragraphs if one.style.name == "Title"]
    if len(titles) != 1 or not titles[0]:
        return [f"{len(titles)} titles"]
    is_named = document.core_properties.title == titles[0]
    return [] if is_named else ["the document is not named after its title"]


def _headings(document: Document) -> list[str]:
    levels = [
        int(one.style.name.removeprefix("Heading "))
        for one in document.paragraphs
        if one.style.name.startswith("Heading ")
    ]
    found = [] if levels[:1] == [1] else ["the first heading is not of level 1"]
    jumps = [pair for pair in zip(levels, levels[1:], strict=False) if pair[1] > pair[0] + 1]
    return found + [f"a heading of level {two} after {one}" for one, two in jumps]


def _tables(document: Document) -> list[str]:
    found = []
    for place, one in enumerate(document.tables):
        rows = one._tbl.tr_lst
        head = rows[0].trPr
        if head is None or head.find(qn("w:tblHeader")) is None:
            found.append(f"table {place} has no header row")
        if not all(cell.text.strip() for cell in one.rows[0].cells):
            found.append(f"table {place} has an empty heading")
        if [node for node in one._tbl.iter() if node.tag in (qn("w:gridSpan"), qn("w:vMerge"))]:
            found.append(f"table {place} has merged cells")
        if any(cell.tables for row in one.rows for cell in row.cells):
            found.append(f"table {place} has a table in it")
        names = [node.tag.rpartition("}")[2] for node in one._tbl.tblPr]
        if names != sorted(names, key=TABLE_ORDER.index) or "tblCaption" not in names:
            found.append(f"table {place} has properties out of order, or no title: {names}")
    return found


def _pictures(document: Document, path: Path) -> list[str]:
    shapes = [shape._inline.docPr for shape in document.inline_shapes]
    found = [f"picture {n} has no alt text" for n, one in enumerate(shapes) if not one.get("descr")]
    with zipfile.ZipFile(path) as archive:
        images = [name for name in archive.namelist() if name.startswith("word/media/")]
    return found if len(images) == len(shapes) else [*found, "a picture stands outside the text"]


def _page(document: Document) -> list[str]:
    section = document.sections[0]
    size = tuple(round(one.cm, 1) for one in (section.page_width, section.page_height))
    found = [] if size == A4 else [f"the page is {size}"]
    fields = [node.get(qn("w:instr")) for node in section.footer._element.iter(qn("w:fldSimple"))]
    return found if fields == ["PAGE", "NUMPAGES"] else [*found, f"page numbers: {fields}"]


def _banner(document: Document, is_sample: bool) -> list[str]:
    header = "".join(one.text for one in document.sections[0].header.paragraphs)
    first = [one for one in document.paragraphs if one.text == BANNER]
    if is_sample:
        return [] if header == BANNER and first else ["made-up figures do not say so"]
    return ["real figures are called made-up"] if header or first else []


def _words(document: Document) -> list[str]:
    said = "\n".join(text_of(document))
    bad = r"\b(None(?! (?:is|of))|nan|NaT|NaN)\b|\{|\}|\b(\w{4,}) \2\b| ,| \.|\.\.|:\.|;\."
    found = re.search(bad, said)
    return [f"odd words: {said[max(found.start() - 40, 0) : found.end() + 20]!r}"] if found else []
