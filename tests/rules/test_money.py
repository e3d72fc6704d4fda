from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.money import (
    CurrencyMismatch,
    Margin,
    Money,
    Rate,
    Rates,
    RateUnknown,
    margin_of,
    sums,
    total,
)

JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)
RATES = Rates(
    "SEK",
    (
        Rate("EUR", MARCH, Decimal("11.50")),
        Rate("EUR", JANUARY, Decimal("11.00")),
        Rate("NOK", JANUARY, Decimal("0.95")),
    ),
)
AMOUNTS = st.decimals(-(10**9), 10**9, places=2)


def sek(amount: str) -> Money:
    return Money.of(amount, "SEK")


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def test_money_adds_and_compares_in_its_currency() -> None:
    assert sek("100") + sek("20.50") == sek("120.50")
    assert sek("100") - sek("120") == -sek("20")
    assert sek("100") * Decimal("0.3") == sek("30")
    assert sek("1") < sek("2") <= sek("2") > sek("1.9")
    assert sek("2") >= sek("2")


def test_two_currencies_never_meet_without_a_rate() -> None:
    with pytest.raises(CurrencyMismatch):
        sek("1") + eur("1")
    with pytest.raises(CurrencyMismatch):
        _ = sek("1") < eur("1")


def test_sums_are_kept_per_currency() -> None:
    assert sums([sek("1"), eur("2"), sek("3")]) == {"EUR": eur("2"), "SEK": sek("4")}
    assert sums([]) == {}


def test_a_rate_holds_until_the_next_one() -> None:
    assert RATES.on("EUR", date(2026, 2, 28)) == Decimal("11.00")
    assert RATES.on("EUR", MARCH) == Decimal("11.50")
    assert RATES.on("SEK", date(1999, 1, 1)) == 1


def test_a_rate_is_never_carried_back() -> None:
    with pytest.raises(RateUnknown):
        RATES.on("EUR", date(2025, 12, 31))
    with pytest.raises(RateUnknown):
        RATES.on("USD", MARCH)


def test_a_rate_is_above_nothing() -> None:
    with pytest.raises(ValueError, match="above 0"):
        Rate("EUR", MARCH, Decimal())


def test_conversion_goes_through_the_base() -> None:
    assert RATES.convert(eur("100"), "SEK", MARCH) == sek("1150.00")
    assert RATES.convert(eur("100"), "NOK", MARCH) == Money.of("1210.53", "NOK")
    assert RATES.convert(sek("0.005"), "SEK", MARCH) == sek("0.005")


def test_a_total_says_what_it_left_out() -> None:
    found = total([sek("100"), eur("10"), None, Money.of("7", "USD"), None], RATES, "SEK", MARCH)
    assert found.sum == sek("215.00")
    assert (found.cases, found.unknown) == (2, 2)
    assert found.unconverted == (Money.of("7", "USD"),)


def test_a_stated_margin_is_never_assumed_even_where_it_is_nothing() -> None:
    assert margin_of(sek("100"), sek("0"), Decimal("0.3")) == Margin(sek("0"), assumed=False)


def test_a_missing_margin_is_worked_out_and_says_so() -> None:
    assert margin_of(sek("100"), None, Decimal("0.3")) == Margin(sek("30.00"), assumed=True, rate=Decimal("0.3"))


def test_what_is_unknown_stays_unknown() -> None:
    assert margin_of(None, None, Decimal("0.3")) is None
    assert margin_of(sek("100"), None, None) is None


@given(st.lists(AMOUNTS))
def test_a_sum_does_not_depend_on_the_order(amounts: list[Decimal]) -> None:
    money = [Money(amount, "SEK") for amount in amounts]
    assert sums(money) == sums(reversed(money))


@given(st.decimals("0.01", 10**6, places=2))
def test_there_and_back_is_within_a_cent_and_a_rate(amount: Decimal) -> None:
    there = RATES.convert(Money(amount, "EUR"), "SEK", MARCH)
    assert abs(RATES.convert(there, "EUR", MARCH).amount - amount) <= Decimal("0.01")
