"""Numbers are read as people write them; where a sign can mean two things, the column decides."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.lib.sheets.values import (
    BadValue,
    NumberFormat,
    learn_number_format,
    learn_percent_scale,
    parse_amount,
    parse_number,
)
from hederssak.lib.sheets.workbook import as_text

CENTS = st.integers(min_value=-(10**12), max_value=10**12).map(lambda cents: Decimal(cents) / 100)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 000,50 kr", "12000.50"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50", "1234.50"),
        ("1\u202f234,50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("\u22125", "-5"),
        ("-5", "-5"),
        ("5-", "-5"),
        ("(1 234)", "-1234"),
        ("-$5", "-5"),
        ("€ 1 200", "1200"),
        ("1e11", "100000000000"),
        ("1,5E+11", "150000000000"),
        ("40 %", "40"),
        ("250:-", "250"),
        ("250,-", "250"),
        ("1,2 MSEK", "1200000"),
        ("250 tkr", "250000"),
        ("0,125", "0.125"),
        (".5", "0.5"),
        ("1.2500", "1.25"),
    ],
)
def test_a_number_is_read_as_it_was_meant(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "  ", "-", "\u2013", "n/a", "NULL", "(No value)", "#N/A", "saknas"])
def test_a_blank_is_none_and_never_nought(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("text", ["abc", "12 34", "=1+1", "2026-11-24", "1,23,45", "12 kr per styck", "1.2.3", "-x"])
def test_what_is_no_number_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_number(text)
    assert (caught.value.code, caught.value.text) == ("not_a_number", text)


@pytest.mark.parametrize("text", ["1e15", "9999999999999999", "1e999", "-1e300"])
def test_a_number_beyond_all_deals_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="number_out_of_range"):
        parse_number(text)


def test_a_lone_sign_before_three_figures_needs_the_column() -> None:
    with pytest.raises(BadValue, match="number_ambiguous"):
        parse_number("1,234")
    assert parse_number("1,234", decimal=",") == Decimal("1.234")
    assert parse_number("1,234", decimal=".") == Decimal(1234)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("12 000 kr", "kr"),
        ("€ 5", "EUR"),
        ("SEK 1 200", "SEK"),
        ("1 200 NOK", "NOK"),
        ("3 k€", "EUR"),
        ("2 MEUR", "EUR"),
        ("7", None),
    ],
)
def test_the_currency_beside_an_amount_is_given(text: str, currency: str | None) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert amount.currency == currency


@pytest.mark.parametrize(
    ("cells", "learned"),
    [
        (["1 234,50", "12,5", ""], NumberFormat(",", sure=True)),
        (["1,234.50", "1,234"], NumberFormat(".", sure=True)),
        (["12,000", "7,500"], NumberFormat(".", sure=False)),
        (["12.000", "7.500"], NumberFormat(",", sure=False)),
        (["1200", "", "7"], NumberFormat(None, sure=True)),
        (["12,5", "12.5"], NumberFormat(",", sure=True, conflict=True)),
        (["abc", "1.234.567"], NumberFormat(",", sure=True)),
    ],
)
def test_a_column_shows_its_decimal_sign(cells: list[str], learned: NumberFormat) -> None:
    assert learn_number_format(cells) == learned


@pytest.mark.parametrize(
    ("cells", "scale"),
    [(["0.2", "1", ""], 1), (["20", "1"], 100), (["20 %", "0"], 100), (["0", "1"], None), (["x"], None)],
)
def test_a_column_of_shares_shows_what_certain_is(cells: list[str], scale: int | None) -> None:
    assert learn_percent_scale(cells) == scale


@given(
    value=CENTS, space=st.sampled_from([" ", "\u00a0", "\u202f", "."]), unit=st.sampled_from(["", " kr", " SEK", " €"])
)
def test_swedish_and_finnish_amounts_come_back(value: Decimal, space: str, unit: str) -> None:
    text = f"{value:,.2f}".replace(",", "_").replace(".", ",").replace("_", space) + unit
    assert parse_number(text) == value


@given(value=CENTS, minus=st.sampled_from(["-", "\u2212"]))
def test_english_amounts_come_back(value: Decimal, minus: str) -> None:
    assert parse_number(f"{value:,.2f}".replace("-", minus)) == value


@given(value=CENTS)
def test_a_workbook_number_is_read_the_same_whatever_the_column_writes(value: Decimal) -> None:
    text = as_text(float(value))
    assert parse_number(text, decimal=",") == parse_number(text, decimal=".") == Decimal(repr(float(value)))


@given(st.text(max_size=20))
def test_any_text_is_a_number_a_blank_or_refused(text: str) -> None:
    refused = None
    try:
        parse_number(text, decimal=",")
    except BadValue as error:
        refused = error
    assert refused is None or refused.text == text
