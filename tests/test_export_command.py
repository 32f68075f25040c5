"""The command `export`: what it says of a name that it cannot write."""

from __future__ import annotations

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
