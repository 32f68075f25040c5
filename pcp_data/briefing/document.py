"""A briefing as a Word document: real headings, real tables, charts with alt text, A4.

While figures are made up, the banner stands in the header of every page and inside every chart.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import IO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from pcp_data import words
from pcp_data.briefing import word_parts as parts
from pcp_data.briefing.blocks import (
    Block,
    Box,
    Briefing,
    Bullets,
    Grid,
    Heading,
    Paragraph,
    Picture,
    Section,
)
from pcp_data.briefing.pictures import BANNER, png

TABLE, NARROW_TABLE = Pt(8.5), Pt(7.5)
# From so many charts on, a section stands in two columns.
MANY_CHARTS = 4
TOGETHER, LONG_TEXT = 9, 80
BOX_HEIGHT, ROW_HEIGHT = 2.2, 0.8


def write(briefing: Briefing, to: str | Path | IO[bytes]) -> None:
    """Write the briefing as a Word document to a file or a stream."""
    document = docx.Document()
    parts.set_up(document, briefing)
    _front(document, briefing)
    for section in briefing.sections:
        is_dense = sum(isinstance(one, Picture) for one in section.blocks) >= MANY_CHARTS
        if is_dense:
            parts.in_columns(document, 2)
        _section(document, section, briefing)
        if is_dense:
            parts.in_columns(document, 1)
    _end(document, briefing)
    document.save(to)


def _section(document: Document, section: Section, briefing: Briefing) -> None:
    document.add_heading(section.title, level=1)
    for place, block in enumerate(section.blocks):
        _WRITERS[type(block)](document, block, briefing)
        following = section.blocks[place + 1 : place + 2]
        # What opens a section stands with the first of its parts.
        opens = place == 0 and not isinstance(block, Grid)
        if following and (opens or _goes_with(block, following[0])):
            parts.keep_with_next(document)


def _goes_with(block: Block, following: Block) -> bool:
    """Return whether two blocks belong on one page: a text to its chart, a table to its source."""
    if isinstance(block, Paragraph):
        return isinstance(following, (Picture, Grid))
    return isinstance(following, Paragraph) and following.kind == "note"


def as_bytes(briefing: Briefing) -> bytes:
    """Return the briefing as the bytes of a Word document."""
    stream = io.BytesIO()
    write(briefing, stream)
    return stream.getvalue()


def _front(document: Document, briefing: Briefing) -> None:
    document.add_paragraph(briefing.title, style="Title")
    document.add_paragraph(
        f"{briefing.subtitle}. {briefing.period}. Figures as published on "
        f"{words.uk_date(briefing.published)}.",
        style="Subtitle",
    )
    if briefing.is_sample:
        banner = document.add_paragraph(BANNER, style="Banner")
        banner.paragraph_format.keep_with_next = True


def _end(document: Document, briefing: Briefing) -> None:
    made = f"Build {briefing.build_id}. The same briefing again: {briefing.link}"
    said = f"Questions, and challenges to a figure: {briefing.contact}. {made}"
    document.add_paragraph(said if briefing.contact else made, style="Note")


def _is_narrow(document: Document) -> bool:
    return parts.column_width(document) < parts.TEXT_WIDTH


def _heading(document: Document, block: Heading, briefing: Briefing) -> None:
    document.add_heading(block.text, level=2)


def _paragraph(document: Document, block: Paragraph, briefing: Briefing) -> None:
    plain = "Column" if _is_narrow(document) else None
    style = {"lead": "Lead", "note": "Note"}.get(block.kind, plain)
    document.add_paragraph(block.text, style=style)


def _bullets(document: Document, block: Bullets, briefing: Briefing) -> None:
    for item in block.items:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.paragraph_format.keep_together = True
        run = paragraph.add_run(item)
        if _is_narrow(document):
            run.font.size = Pt(parts.STYLES["Column"][0])


def _picture(document: Document, block: Picture, briefing: Briefing) -> None:
    is_narrow = _is_narrow(document)
    # With its caption in one paragraph: nothing then parts the two.
    paragraph = document.add_paragraph(style="Caption")
    paragraph.paragraph_format.keep_together = True
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.add_run(_narrow_caption(block) if is_narrow else block.title).add_break()
    image = io.BytesIO(png(block, is_sample=briefing.is_sample, is_narrow=is_narrow))
    shape = paragraph.add_run().add_picture(image, width=Cm(parts.column_width(document)))
    parts.describe(shape, block.title, block.alt)


def _narrow_caption(block: Picture) -> str:
    """Return the caption in a column: the heading above names the measure already."""
    said = words.sentence_case(block.title.rpartition(": ")[2])
    return (
        f"{said} (dashed: {block.dashed[:1].lower()}{block.dashed[1:]})" if block.dashed else said
    )


def _caption(document: Document, text: str) -> WordParagraph:
    caption = document.add_paragraph(text, style="Caption")
    caption.paragraph_format.keep_with_next = True
    return caption


def _grid(document: Document, block: Grid, briefing: Briefing) -> None:
    _caption(document, block.title)
    table = parts.table(document, block.columns, len(block.rows), block.title)
    wide = parts.column_width(document)
    is_narrow = _is_narrow(document)
    size = NARROW_TABLE if is_narrow else TABLE
    parts.widths(table, [wide * share / sum(block.widths) for share in block.widths])
    long = max((len(text) for row in block.rows for text in row), default=0) > LONG_TEXT
    keep = len(block.rows) <= TOGETHER and not long
    for place, row in enumerate([block.columns, *block.rows]):
        for column, text in enumerate(row):
            cell = table.cell(place, column).paragraphs[0]
            run = cell.add_run(text)
            run.font.size = size
            run.bold = place == 0 or (column == 0 and len(block.columns) > 4 and not is_narrow)
            if column == 0 and place - 1 in block.parts:
                run.bold = False
                cell.paragraph_format.left_indent = Cm(0.3)
            if column in block.numeric:
                cell.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            elif column - 1 in block.numeric:
                cell.paragraph_format.left_indent = Cm(0.2)
            cell.paragraph_format.keep_with_next = keep and place < len(block.rows)
    parts.space_after(document)


def _box(document: Document, block: Box, briefing: Briefing) -> None:
    columns = block.columns or (block.title,)
    if block.columns:
        _caption(document, block.title)
    table = parts.table(document, columns, block.rows, block.title, boxed=True)
    parts.widths(table, [parts.TEXT_WIDTH / len(columns)] * len(columns))
    for column, text in enumerate(columns):
        run = table.cell(0, column).paragraphs[0].add_run(text)
        run.bold, run.font.size = True, TABLE
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    for row in table.rows[1:]:
        row.height = Cm(ROW_HEIGHT if block.columns else BOX_HEIGHT)
    parts.space_after(document)


_WRITERS: dict[type[Block], Callable[[Document, object, Briefing], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Grid: _grid,
    Picture: _picture,
    Box: _box,
}
