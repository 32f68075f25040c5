"""Excel's own charts: what they draw, name and say of themselves."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

import pytest

from pcp_data.export import workbook
from pcp_data.export.book import Column, ExportTable, NativeChart
from tests.support import workbook_rules
from tests.support.books import small_book

DAYS = [dt.date(2019 + month // 12, month % 12 + 1, 28) for month in range(40)]


def written(path: Path, table: ExportTable, *, is_sample: bool = False) -> list[str]:
    """Return the charts of a workbook with this table, as their markup."""
    book = small_book(table, is_sample=is_sample, charts=True)
    workbook.write_workbook(book, path)
    assert workbook_rules.faults(path, is_sample=is_sample) == []
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if "charts/chart" in name)
        return [archive.read(name).decode() for name in names]


def lines(names: list[str]) -> ExportTable:
    rows = [(name, day, place) for name in names for place, day in enumerate(DAYS)]
    columns = [Column("Area"), Column("To", "date"), Column("Offences", "whole")]
    chart = NativeChart("lines", 1, 2, "Offences", 0)
    return ExportTable("Offences over time", "Over time", columns, rows, chart=chart)


@pytest.mark.parametrize("is_sample", [True, False])
@pytest.mark.parametrize("count", [1, 3, 4, 6])
def test_a_few_lines_are_named_at_their_ends_and_more_get_a_chart_each(tmp_path, count, is_sample):
    names = [f"Area {place}" for place in range(count)]
    charts = written(tmp_path / "book.xlsx", lines(names), is_sample=is_sample)
    assert len(charts) == (1 if count <= 4 else count)
    assert all("<legend>" not in one for one in charts)
    labels = [re.findall(r'<dLbl><idx val="(\d+)"', one) for one in charts]
    if count == 1:
        assert labels == [[]]
    elif count <= 4:
        assert labels == [[str(len(DAYS) - 1)] * count]
    else:
        titles = [re.findall(r"<a:t>([^<]*)</a:t>", one)[0] for one in charts]
        assert [title.split(".")[0] for title in titles] == names


def test_the_time_axis_ticks_at_the_beginning_of_each_year(tmp_path):
    (chart,) = written(tmp_path / "book.xlsx", lines(["Area"]))
    first = float(re.search(r'<min val="([\d.]+)"', chart)[1])
    step = float(re.search(r'<majorUnit val="([\d.]+)"', chart)[1])
    ticks = [dt.datetime(1899, 12, 30) + dt.timedelta(days=first + step * n) for n in range(30)]
    assert [(tick.year, tick.month) for tick in ticks] == [(2019 + n, 1) for n in range(30)]


def test_bars_stand_in_the_order_of_the_table_from_zero_with_their_figures(tmp_path):
    columns = [Column("Area"), Column("Offences", "whole")]
    chart = NativeChart("bars", 0, 1, "Offences")
    rows = [("Leeds", 9), ("Bradford", 5)]
    table = ExportTable("Offences", "Offences", columns, rows, chart=chart)
    (markup,) = written(tmp_path / "book.xlsx", table)
    assert '<showVal val="1"' in markup
    assert '<min val="0"' in markup
    assert '<orientation val="maxMin"' in markup
    assert "$A$4:$A$5" in markup and "$B$4:$B$5" in markup
