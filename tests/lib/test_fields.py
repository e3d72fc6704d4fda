"""Amounts as people write them into a form, and as the form itself has written them before."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from hederssak.lib.fields import AmountField


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize("amount", ["5", "999", "1000", "68000", "1234567", "12.50", "68000.25"])
def test_an_amount_that_the_form_shows_is_taken_back_as_it_stands(language: str, amount: str) -> None:
    field = AmountField()
    with translation.override(language):
        assert field.clean(field.prepare_value(Decimal(amount))) == Decimal(amount)


def test_a_lone_point_before_three_figures_is_asked_about_in_every_language() -> None:
    for language in ("sv", "fi", "en"):
        with translation.override(language), pytest.raises(ValidationError):
            AmountField().clean("68.000")


def test_a_lone_comma_before_three_figures_is_asked_about_where_it_stands_before_decimals() -> None:
    for language in ("sv", "fi"):
        with translation.override(language), pytest.raises(ValidationError):
            AmountField().clean("68,000")


def test_decimals_after_a_comma_are_decimals_in_english_too() -> None:
    with translation.override("en"):
        assert AmountField().clean("12,5") == Decimal("12.5")
