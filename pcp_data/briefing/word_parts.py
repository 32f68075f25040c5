"""What python-docx has no words for: styles, repeated header rows, alt text, page numbers."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from pcp_data import words
from pcp_data.briefing.blocks import Briefing
from pcp_data.briefing.pictures import BANNER

FONT = "Arial"
TEXT_WIDTH, GUTTER = 17.0, 0.8
BLUE, GREY, LINE = RGBColor(0x12, 0x43, 0x6D), RGBColor(0x4A, 0x54, 0x60), "8A939E"
# style: size, bold, colour, space before, space after
STYLES = {
    "Normal": (10, False, None, 0, 5),
    "Title": (20, True, BLUE, 0, 4),
    "Subtitle": (10.5, False, GREY, 0, 8),
    "Heading 1": (14, True, BLUE, 12, 4),
    "Heading 2": (11.5, True, BLUE, 10, 3),
    "Caption": (9, True, None, 6, 2),
    "List Bullet": (10, False, None, 0, 3),
    "Header": (9, True, None, 0, 0),
    "Footer": (8.5, False, GREY, 0, 0),
    "Lead": (11, False, None, 0, 5),
    "Column": (9, False, None, 0, 3),
    "Note": (8, False, GREY, 0, 4),
    "Banner": (10, True, None, 0, 8),
}


def set_up(document: Document, briefing: Briefing) -> None:
    """Give a new document its page, styles, properties, header and footer."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin, page.bottom_margin = Cm(2), Cm(1.8)
    for name, look in STYLES.items():
        _style(document, name, *look)
    _language(document)
    _properties(document, briefing)
    if briefing.is_sample:
        page.header.paragraphs[0].text = BANNER
        page.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _footer(page.footer.paragraphs[0], briefing)


def _style(
    document: Document,
    name: str,
    size: float,
    bold: bool,
    colour: RGBColor | None,
    before: float,
    after: float,
) -> None:
    if name in document.styles:
        style = document.styles[name]
    else:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
    _font(style, size, bold, colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if name == "Title":
        border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
        if border is not None:
            border.getparent().remove(border)


def _font(style: ParagraphStyle, size: float, bold: bool, colour: RGBColor | None) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, False
    style.font.color.rgb = colour or RGBColor(0, 0, 0)
    look = style.element.get_or_add_rPr()
    for name in ("w:spacing", "w:kern"):
        for found in look.findall(qn(name)):
            look.remove(found)
    fonts = look.get_or_add_rFonts()
    for name in [one for one in fonts.attrib if "heme" in one]:
        del fonts.attrib[name]
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), FONT)


def _language(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _properties(document: Document, briefing: Briefing) -> None:
    properties = document.core_properties
    properties.title, properties.subject = briefing.title, briefing.meeting
    properties.author, properties.language = briefing.publisher, "en-GB"
    properties.created = properties.modified = briefing.built_at
    properties.keywords = f"Police and Crime Plan; {briefing.period}"
    properties.comments = BANNER if briefing.is_sample else ""


def _footer(paragraph: Paragraph, briefing: Briefing) -> None:
    said = f"Figures as published on {words.uk_date(briefing.published)}. Page "
    paragraph.add_run(said)
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def in_columns(document: Document, count: int) -> None:
    """Let what follows, on the same page, stand in so many columns."""
    section = document.add_section(WD_SECTION.CONTINUOUS)
    for found in section._sectPr.findall(qn("w:cols")):
        section._sectPr.remove(found)
    columns = OxmlElement("w:cols")
    columns.set(qn("w:num"), str(count))
    columns.set(qn("w:space"), str(Cm(GUTTER).twips))
    # The standard has the columns before these, where they are there.
    after = section._sectPr.find(qn("w:docGrid"))
    if after is None:
        section._sectPr.append(columns)
    else:
        after.addprevious(columns)


def column_width(document: Document) -> float:
    """Return how wide the text is that comes next, in centimetres."""
    found = document.sections[-1]._sectPr.find(qn("w:cols"))
    count = int(found.get(qn("w:num"), "1")) if found is not None else 1
    return (TEXT_WIDTH - (count - 1) * GUTTER) / count


def describe(shape: InlineShape, title: str, alt: str) -> None:
    """Give a picture its title and text alternative."""
    for side in ("distL", "distR"):
        # The library keeps text a little off a picture, which moves it out of the margins.
        shape._inline.set(side, "0")
    properties = shape._inline.docPr
    properties.set("title", title)
    properties.set("descr", alt)


def table(
    document: Document, columns: Sequence[str], rows: int, title: str, *, boxed: bool = False
) -> Table:
    """Return a new table whose first row is a header that is repeated on every page."""
    made = document.add_table(rows=rows + 1, cols=len(columns))
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    made.autofit = False
    _borders(made, boxed)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    made._tbl.tblPr.append(caption)
    for place, row in enumerate(made.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if place == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell in row.cells:
            form = cell.paragraphs[0].paragraph_format
            form.space_before, form.space_after = Pt(1.5), Pt(1.5)
    return made


def _borders(made: Table, boxed: bool) -> None:
    borders = OxmlElement("w:tblBorders")
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    for side in sides if boxed else ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "60")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # Word refuses a file whose elements stand in another order than the standard's.
    made._tbl.tblPr.find(qn("w:tblLayout")).addprevious(borders)
    made._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def widths(made: Table, centimetres: Sequence[float]) -> None:
    """Set the width of each column, on its cells too, as Word and LibreOffice each read one."""
    for column, wide in zip(made.columns, centimetres, strict=True):
        column.width = Cm(wide)
        for cell in column.cells:
            cell.width = Cm(wide)


def keep_with_next(document: Document) -> None:
    """Keep what was placed last on one page with what comes next."""
    last = document.paragraphs[-1]
    last.paragraph_format.keep_with_next = True
    before = last._p.getprevious()
    if before is not None and before.tag == qn("w:tbl"):
        for cell in Table(before, document).rows[-1].cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def space_after(document: Document) -> None:
    """Part a table from what follows: two tables without text between would become one."""
    gap = document.add_paragraph()
    gap.paragraph_format.space_before = gap.paragraph_format.space_after = Pt(0)
    gap.paragraph_format.line_spacing = Pt(6)
