"""Read workbooks (XLSX, XLS, ODS) as text tables, so that they take the same way as CSV."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import python_calamine

from pcp_data.problems import is_of_the_machine


class UnreadableWorkbook(Exception):
    """The file looks like a workbook and cannot be read as one."""


def to_csv(path: Path, workspace: Path) -> list[tuple[str, Path]]:
    """Write each visible sheet to a CSV of its own and return (sheet name, path) pairs.

    Row N of the sheet is line N of the CSV, so that a fault can name the row a person sees.
    Dates come out as ISO text, whole numbers without a decimal point.

    Raises:
        UnreadableWorkbook: the file is damaged or protected.
    """
    workspace.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("rb") as stream:
            workbook = python_calamine.load_workbook(stream)
            visible = [
                sheet.name
                for sheet in workbook.sheets_metadata
                if sheet.visible == python_calamine.SheetVisibleEnum.Visible
                and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
            return [
                (name, _write(workbook, name, workspace / f"sheet{number}.csv"))
                for number, name in enumerate(visible)
            ]
    except (python_calamine.CalamineError, OSError) as error:
        if is_of_the_machine(error):
            raise
        raise UnreadableWorkbook(str(error)) from error
    except BaseException as error:
        # What stops the reader's Rust code arrives as this, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableWorkbook(str(error)) from error


def _write(workbook: python_calamine.CalamineWorkbook, name: str, target: Path) -> Path:
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    with target.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, lineterminator="\n")
        writer.writerows([cell_text(cell) for cell in row] for row in rows)
    return target


def cell_text(cell: object) -> str:
    """Return a cell as the text that a CSV of the same table would hold."""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    return " ".join(str(cell).split())
