"""Say which cell of a file a fault stands in, so that whoever sent it can go to it."""

from __future__ import annotations

import re

from pcp_data.intake.formats import Match


def fault_lines(table: str, line: int | None, reason: str, match: Match | None) -> list[str]:
    """Return one line for each fault of a refused row.

    A fault that begins with the name of a column names its cell: `return.xlsx › Crime, row 7,
    column C: District 'Total' is …`; others name the row alone.
    """
    if match is None:
        return [f"{_place(table, line, False)}: {reason}"]
    where = _place(table, line, match.table.from_sheet)
    positions = _positions(match)
    return [_line(where, fault, positions) for fault in _faults(reason, positions)]


def column_letter(position: int) -> str:
    """Return the letters of a column that counts from 0: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _place(table: str, line: int | None, is_sheet: bool) -> str:
    if not line:
        return table
    return f"{table}, {'row' if is_sheet else 'line'} {line:,}"


def _positions(match: Match) -> dict[str, int]:
    """Return the name that reasons use for a column -> where it stands in this file."""
    found = dict(match.mapping)
    return {
        (spellings or (column,))[0]: found[column]
        for column, spellings in match.format.columns.items()
        if column in found
    }


def _faults(reason: str, positions: dict[str, int]) -> list[str]:
    """Return the faults of a reason; a value may itself hold a semicolon."""
    return re.split(rf"; (?={_starts(positions)})", reason) if positions else [reason]


def _starts(positions: dict[str, int]) -> str:
    longest_first = sorted(positions, key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, longest_first))})(?= '| is )"


def _line(where: str, fault: str, positions: dict[str, int]) -> str:
    found = re.match(_starts(positions), fault) if positions else None
    if found is None:
        return f"{where}: {fault}"
    return f"{where}, column {column_letter(positions[found[0]])}: {fault}"
