"""Where a fault stands, in words that lead to the cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from pcp_data import importers
from pcp_data.intake.check_words import column_letter, fault_lines
from pcp_data.intake.files import Table
from pcp_data.intake.formats import Match, recognise


def match_of(header: list[str], from_sheet: bool) -> Match:
    table = Table("asb.xlsx › ASB", Path("x.csv"), ",", (tuple(header),), 1, from_sheet=from_sheet)
    found = recognise(table, importers.formats())
    assert isinstance(found, Match)
    return found


HEADER = ["Note", "Force", "Month", "District", "Type of ASB", "Incidents"]


@pytest.mark.parametrize("position", [0, 25, 26, 51, 52, 701, 702])
def test_columns_are_lettered_as_spreadsheets_letter_them(position) -> None:
    assert column_letter(position) == get_column_letter(position + 1)


def test_each_fault_of_a_row_has_a_line_with_its_cell() -> None:
    reason = "Month is empty: write it; ASB type 'a; District' is not one of the four"
    assert fault_lines("asb.xlsx › ASB", 7, reason, match_of(HEADER, True)) == [
        "asb.xlsx › ASB, row 7, column C: Month is empty: write it",
        "asb.xlsx › ASB, row 7, column E: ASB type 'a; District' is not one of the four",
    ]


def test_a_fault_of_the_whole_row_names_the_row_and_a_text_file_has_lines() -> None:
    reason = "This month, district and type is given more than once: the first row stands"
    assert fault_lines("asb.csv", 1200, reason, match_of(HEADER, False)) == [
        f"asb.csv, line 1,200: {reason}"
    ]


def test_a_fault_without_a_line_or_a_known_table_is_told_as_it_is() -> None:
    assert fault_lines("asb.csv", None, "It breaks off", None) == ["asb.csv: It breaks off"]
