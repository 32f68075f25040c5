"""Numbers and dates are written as a British reader expects them."""

import random
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest

from pcp_data import words


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (-37.35, 1, "−37.4"),
        (37.35, 1, "37.4"),
        (-37.349999999999994, 1, "−37.4"),
        (-37.3499, 1, "−37.3"),
        (0.45, 1, "0.5"),
        (1.005, 2, "1.01"),
        (12345678.25, 1, "12,345,678.3"),
        (-2.5, 0, "−3"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-0.04, 1, "0.0"),
        (1234567, 0, "1,234,567"),
        (None, 0, "not available"),
        (float("nan"), 1, "not available"),
    ],
)
def test_numbers_round_half_away_from_zero_with_separators(value, decimals, expected):
    assert words.number(value, decimals) == expected


def test_rounding_is_that_of_the_decimal_digits():
    chosen = random.Random(7)
    for _ in range(20_000):
        places, count, base = (
            chosen.randint(0, 2),
            chosen.randint(-9999, 9999),
            chosen.randint(1, 999),
        )
        for value in (count / 10 ** (places + 1), 100 * count / base):
            digits = Decimal(repr(round(value, 9)))
            by_hand = digits.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
            assert words.round_half_away(value, places) == float(by_hand), (value, places)


def test_changes_carry_their_sign_and_zero_has_none():
    assert words.signed(12) == "+12"
    assert words.signed(-12) == "−12"
    assert words.signed(0.4) == "0"
    assert words.signed_percent(3.21) == "+3.2%"


def test_changes_between_percentages_are_points():
    assert words.points(3.14) == "+3.1 percentage points"
    assert words.points(-1.0) == "−1.0 percentage point"
    assert words.points(None) == "not available"


def test_units_agree_with_their_number():
    assert words.with_unit(1, "offences") == "1 offence"
    assert words.with_unit(2100, "offences") == "2,100 offences"
    assert words.with_unit(1, "people killed or seriously injured") == (
        "1 person killed or seriously injured"
    )
    assert words.with_unit(82.5, "%", 1) == "82.5%"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2018-07-01", "2019-06-30", "12 months to June 2019"),
        ("2023-01-01", "2023-01-31", "January 2023"),
        ("2022-10-01", "2022-12-31", "October to December 2022"),
        ("2022-10-01", "2023-01-31", "October 2022 to January 2023"),
        ("2022-10-03", "2023-01-31", "3 October 2022 to 31 January 2023"),
        (date(2024, 2, 1), datetime(2024, 2, 29), "February 2024"),
    ],
)
def test_periods_are_said_in_words(start, end, expected):
    assert words.period(start, end) == expected


def test_lists_and_plurals_read_well():
    assert words.list_of(["Leeds"]) == "Leeds"
    assert words.list_of(["Bradford", "Kirklees", "Leeds"]) == "Bradford, Kirklees and Leeds"
    assert words.plural(1, "measure") == "1 measure"
    assert words.plural(1200, "file") == "1,200 files"
    assert words.month_name("2023-01") == "January 2023"
    assert words.uk_date("2023-01-31") == "31 January 2023"


@pytest.mark.parametrize("gone", [None, float("nan"), pd.NaT, pd.NA], ids=repr)
def test_each_way_to_say_that_there_is_no_figure_is_known(gone):
    assert words.is_missing(gone)
    assert words.number(gone) == "not available"


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=1+1", "'=1+1"), ("@here", "'@here"), ("\t=1", "'\t=1"), ("", ""), ("a-b", "a-b"), (-1, -1)],
)
def test_only_a_text_that_looks_like_a_formula_is_marked_in_a_csv(cell, written):
    assert words.in_csv(cell) == written


def test_twelve_months_start_on_the_day_after_a_month_end_a_year_before():
    assert words.year_start(date(2024, 2, 29)) == date(2023, 3, 1)
    assert words.year_start(date(2023, 12, 31)) == date(2023, 1, 1)
