"""The command `export`: what it says of a name that it cannot write."""

from __future__ import annotations

import re

import pytest

from pcp_data.export.command import export
from pcp_data.problems import DataProblem


@pytest.mark.parametrize(
    ("name", "found"),
    [("x.docx", "the ending .docx"), ("x", "no ending"), (".xlsx", "no ending")],
)
def test_a_name_that_cannot_be_written_is_told_which_endings_can_be(tmp_path, name, found):
    with pytest.raises(DataProblem) as caught:
        export("overview", tmp_path / name)
    said = str(caught.value)
    for part in (found, ".xlsx", ".csv", ".parquet", "brief"):
        assert part in said
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("explore?table=measure", r"1 table, \d+ rows"),
        ("overview?plan=2021-24&month=2023-01", r"2 tables, \d,\d{3} rows"),
    ],
)
def test_what_was_written_is_counted(tmp_path, sample_database, link, said):
    to = tmp_path / "book.xlsx"
    (line,) = export(link, to, database_path=sample_database)
    assert re.fullmatch(f"Wrote {re.escape(str(to))}: {said}", line)
