"""The workbooks that people fill in and send back: instructions, the table, an example, lists."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Border, Font, Side
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pcp_data.export.cells import aligned
from pcp_data.export.layout import FACE, LINE_HEIGHT, SIZE, height_of, pages_across, set_face
from pcp_data.export.template_kinds import Column, Kind, kinds

LAST_ROW = 50_000
NUMBER_FORMATS = {
    "text": "@",
    "month": "mmm yyyy",
    "date": "dd/mm/yyyy",
    "whole": "#,##0",
    "decimal": "#,##0.##",
}
ALLOWED = {
    "text": "Any words",
    "month": "A month such as Jan 2024",
    "date": "A date such as 31/01/2024",
    "whole": "A whole number, 0 or more",
    "decimal": "A number, or shorthand such as [c]",
}
# Choices that hold besides those of a list: a place may be unknown.
ALSO_ALLOWED = {"district": ("Not known",)}
# What stands beside the values of a list, where it is not what they mean.
BESIDE = {
    "force": "code",
    "district": "code",
    "area": "code",
    "indicator_area": "code",
    "measure": "unit",
}
BOLD, TITLE = Font(name=FACE, size=SIZE, bold=True), Font(name=FACE, size=16, bold=True)
NUMBERS = ("whole", "decimal", "month", "date")
UNDERLINE = Border(bottom=Side(style="thin"))
INSTRUCTION_WIDTHS = (24, 64, 40, 10)
MAKER = "Police and crime plan dashboard"

Lists = Mapping[str, Sequence[tuple[str, str | None]]]


def template(kind: str, allowed: pd.DataFrame) -> bytes:
    """Return an XLSX workbook to fill in.

    `kind` is one of `template_kinds.kinds()`; `allowed` the rows of the query `template_list`.
    """
    spec = kinds()[kind]
    lists = _lists(spec, allowed)
    book = Workbook()
    set_face(book)
    _instructions(book.active, spec, lists)
    _table(book.create_sheet(spec.sheet), spec, lists)
    _example(book.create_sheet("Example"), spec)
    _list_sheet(book.create_sheet("Lists"), spec, lists)
    _properties(book, spec)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def file_name(kind: str) -> str:
    """Return what a template is called when it is downloaded, such as `crime-return.xlsx`."""
    return kinds()[kind].sheet.lower().replace(" ", "-") + ".xlsx"


def _lists(spec: Kind, allowed: pd.DataFrame) -> dict[str, list[tuple[str, str | None]]]:
    """Return header -> (value, meaning) for every column that has a list."""
    by_name = {
        name: [
            (row.value, None if pd.isna(row.meaning) else str(row.meaning))
            for row in part.itertuples()
        ]
        for name, part in allowed.groupby("list_name", sort=False)
    }
    found = {}
    for column in spec.columns:
        if isinstance(column.choices, str):
            extra = [(value, None) for value in ALSO_ALLOWED.get(column.choices, ())]
            found[spec.header(column)] = by_name.get(column.choices, []) + extra
        elif column.choices:
            found[spec.header(column)] = [(value, None) for value in column.choices]
    return {header: values for header, values in found.items() if values}


def _instructions(sheet: Worksheet, spec: Kind, lists: Lists) -> None:
    sheet.title = "Instructions"
    sheet["A1"], sheet["A1"].font = spec.title, TITLE
    sheet["A2"] = spec.purpose
    rules = (
        f"Fill in the sheet '{spec.sheet}'. The headers stay as they are; rows start below them.",
        *spec.rules,
        "Nothing is read from the sheets Instructions, Example and Lists.",
        "Save it as a workbook or as CSV. Whoever runs the dashboard can check it before it is "
        "loaded: every fault is named with its row and column.",
    )
    row = _paragraphs(sheet, 4, "How to fill it in", rules)
    row = _paragraphs(sheet, row, "What is refused", spec.refused)
    sheet.cell(row, 1, "The columns").font = BOLD
    for place, words in enumerate(("Column", "What to write", "What is allowed", "Needed"), 1):
        cell = sheet.cell(row + 1, place, words)
        cell.font, cell.border = BOLD, UNDERLINE
        cell.alignment = aligned("in" if place > 1 else "")
    for offset, column in enumerate(spec.columns, row + 2):
        header = spec.header(column)
        listed = "From the list; the sheet Lists shows it" if header in lists else None
        needed = "Yes" if column.needed else "No"
        words = (header, column.meaning, listed or ALLOWED[column.holds], needed)
        for place, text in enumerate(words, 1):
            sheet.cell(offset, place, text).alignment = aligned(
                "in" if place > 1 else "", wrap=True
            )
        sheet.row_dimensions[offset].height = height_of(column.meaning, INSTRUCTION_WIDTHS[1])
    for letter, width in zip("ABCD", INSTRUCTION_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    _printable(sheet)


def _paragraphs(sheet: Worksheet, row: int, heading: str, lines: Sequence[str]) -> int:
    """Write a heading with lines below it and return the row after a gap."""
    sheet.cell(row, 1, heading).font = BOLD
    for offset, line in enumerate(lines, row + 1):
        sheet.cell(offset, 1, line)
    return row + len(lines) + 2


def _allowed(header: str) -> str:
    """Return the heading of a list; it must not be the header that the importer looks for."""
    return f"Allowed: {header}"


def _table(sheet: Worksheet, spec: Kind, lists: Lists) -> None:
    list_letters = _letters(lists)
    for place, column in enumerate(spec.columns, 1):
        header = spec.header(column)
        _header(sheet, 1, place, header, column)
        sheet.row_dimensions[1].height = 2 * LINE_HEIGHT
        sheet.column_dimensions[get_column_letter(place)].number_format = NUMBER_FORMATS[
            column.holds
        ]
        rule = (
            _one_of(list_letters[header], len(lists[header]), column)
            if header in lists
            else _of_kind(column)
        )
        if rule:
            rule.promptTitle, rule.prompt = header[:32], column.meaning[:255]
            rule.add(f"{get_column_letter(place)}2:{get_column_letter(place)}{LAST_ROW}")
            sheet.add_data_validation(rule)
    sheet.freeze_panes = "A2"
    _printable(sheet, repeated=1)


def _side(column: Column) -> str:
    """Return where a column is set: numbers and dates right, words a little in."""
    return "right" if column.holds in NUMBERS else "in"


def _header(sheet: Worksheet, row: int, place: int, words: str, column: Column) -> None:
    cell = sheet.cell(row, place, words)
    cell.font, cell.border = BOLD, UNDERLINE
    cell.alignment = aligned(_side(column), wrap=True, foot=True)
    sheet.column_dimensions[get_column_letter(place)].width = column.width


def _one_of(letter: str, count: int, column: Column) -> DataValidation:
    """Return a drop-down list that refers to the Lists sheet."""
    return DataValidation(
        type="list",
        formula1=f"Lists!${letter}$2:${letter}${count + 1}",
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=True,
        errorStyle="stop" if column.strict else "warning",
        errorTitle="Not in the list",
        error="Choose from the list. The sheet Lists shows what is allowed.",
    )


def _of_kind(column: Column) -> DataValidation | None:
    """Return a rule for dates and numbers. Shorthand such as [c] may stand for a decimal."""
    rules = {
        "month": ("date", "greaterThan", "DATE(1990,1,1)", "Write a month such as Jan 2024."),
        "date": ("date", "greaterThan", "DATE(1990,1,1)", "Write a date such as 31/01/2024."),
        "whole": ("whole", "greaterThanOrEqual", "0", "Write a whole number, 0 or more."),
        "decimal": ("decimal", "between", "-1E12", "Write a number, or shorthand such as [c]."),
    }
    if column.holds not in rules:
        return None
    type_, operator, formula, words = rules[column.holds]
    return DataValidation(
        type=type_,
        operator=operator,
        formula1=formula,
        formula2="1E12" if operator == "between" else None,
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=True,
        errorStyle="warning" if column.holds == "decimal" else "stop",
        errorTitle="Please check",
        error=words,
    )


def _example(sheet: Worksheet, spec: Kind) -> None:
    sheet["A1"] = "Example only. Nothing on this sheet is read, and its figures are made up."
    sheet["A1"].font = BOLD
    for place, column in enumerate(spec.columns, 1):
        _header(sheet, 2, place, f"Example: {spec.header(column)}", column)
        sheet.row_dimensions[2].height = 3 * LINE_HEIGHT
        for row, example in enumerate(spec.examples, 3):
            if example[place - 1] != "":
                cell = sheet.cell(row, place, example[place - 1])
                cell.number_format = NUMBER_FORMATS[column.holds]
                cell.alignment = aligned(_side(column))
    _printable(sheet)


def _list_sheet(sheet: Worksheet, spec: Kind, lists: Lists) -> None:
    beside = {spec.header(one): BESIDE.get(str(one.choices), "meaning") for one in spec.columns}
    for header, letter in _letters(lists).items():
        place = column_index_from_string(letter)
        columns = [(_allowed(header), [value for value, _ in lists[header]])]
        if _has_meanings(lists[header]):
            columns.append(
                (f"{header}: {beside[header]}", [meaning for _, meaning in lists[header]])
            )
        for shift, (heading, values) in enumerate(columns):
            cell = sheet.cell(1, place + shift, heading)
            cell.font, cell.border = BOLD, UNDERLINE
            width = max(len(text or "") for text in (heading, *values))
            sheet.column_dimensions[get_column_letter(place + shift)].width = min(width + 3, 70)
            for row, value in enumerate(values, 2):
                sheet.cell(row, place + shift, value).number_format = NUMBER_FORMATS["text"]
    _printable(sheet, repeated=1)


def _has_meanings(values: Sequence[tuple[str, str | None]]) -> bool:
    return any(meaning for _, meaning in values)


def _letters(lists: Lists) -> dict[str, str]:
    """Return header -> the column of the Lists sheet that holds its values."""
    letters, place = {}, 1
    for header, values in lists.items():
        letters[header] = get_column_letter(place)
        place += 2 if _has_meanings(values) else 1
    return letters


def _printable(sheet: Worksheet, *, repeated: int = 0) -> None:
    """Set a sheet for A4, with the row of its headings on every page where one is given."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    across = pages_across([one.width for one in sheet.column_dimensions.values()])
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&A, page &P of &N"
    if repeated:
        sheet.print_title_rows = f"{repeated}:{repeated}"


def _properties(book: Workbook, spec: Kind) -> None:
    properties = book.properties
    properties.title = f"{spec.title}: template"
    properties.subject = spec.purpose
    properties.creator = MAKER
    properties.description = "A template to fill in. Its example figures are made up."
    properties.keywords = f"template, {spec.kind}, {spec.format.format_id}"
    properties.language = "en-GB"
    properties.category = "Template"
