import math
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.estimates.values import Raw, days, decimal_comma, is_blank, label, month_first, number


@pytest.mark.parametrize("cell", ["", "  ", "N/A", "null", "nan", "-", None, math.nan])
def test_what_says_nothing_is_blank(cell: Raw) -> None:
    assert is_blank(cell)
    assert label(cell) == ""


@pytest.mark.parametrize(
    ("cell", "comma", "expected"),
    [
        ("1 234,50", True, 1234.5),
        ("1.234,50", True, 1234.5),
        ("1,234.50", False, 1234.5),
        ("1\u00a0234 kr", False, 1234),
        ("\u2212 12", False, -12),
        ("$2,000", False, 2000),
        ("12 %", False, 12),
        (7, False, 7),
    ],
)
def test_numbers_are_read_as_people_write_them(cell: Raw, *, comma: bool, expected: float) -> None:
    assert number(cell, comma=comma) == expected


@pytest.mark.parametrize("cell", ["abc", "inf", "1e999", math.inf, "2024-01-02", True, None, date(2024, 1, 1)])
def test_what_is_no_finite_number_is_none(cell: Raw) -> None:
    assert math.isnan(number(cell))


def test_a_column_with_two_decimals_after_a_comma_has_decimal_commas() -> None:
    assert decimal_comma(["1,5", "2,000"])
    assert not decimal_comma(["1,500", "2,000.5"])


@pytest.mark.parametrize(
    "cell",
    ["2024-03-05", "05-03-2024", "5.3.2024", "05/03/2024", "5 Mar 2024", date(2024, 3, 5), "2024/03/05"],
)
def test_dates_are_read_in_many_hands(cell: Raw) -> None:
    assert days(cell) == (date(2024, 3, 5) - date(1970, 1, 1)).days


def test_a_time_of_day_counts_as_part_of_the_day() -> None:
    assert days("05-03-2024 18:00") == days(datetime(2024, 3, 5, 18, 0)) == days("2024-03-05T18:00:00+02:00")  # noqa: DTZ001 - wall clock
    assert days("3/5/2024 6:00 PM", us=True) % 1 == 0.75


def test_american_dates_are_told_by_a_day_above_twelve() -> None:
    assert month_first(["01/02/2024", "01/31/2024"])
    assert not month_first(["31/01/2024", "01/02/2024"])


@pytest.mark.parametrize("cell", ["31-31-2024", "soon", "", None, 42, "0001-01-01", "99999999-01-01"])
def test_what_is_no_date_is_none(cell: Raw) -> None:
    assert math.isnan(days(cell))


@given(st.text(max_size=40))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    assert not math.isinf(number(text))
    assert not math.isinf(days(text))
