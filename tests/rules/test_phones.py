"""Telephone numbers of the Nordics, as they are written."""

import pytest

from hederssak.rules.phones import comparable, dialable


@pytest.mark.parametrize(
    ("written", "dialed"),
    [
        ("+358 40 555 01 72", "+358405550172"),
        ("+46 (0)70-123 45 67", "+46701234567"),
        ("070-123 45 67", "0701234567"),
        ("08-123 456 ankn. 12", "08123456"),
        ("(+46) 8 123 45", "+46812345"),
        ("0046 8 123 45 67", "004681234567"),
        ("-", ""),
        ("", ""),
    ],
)
def test_a_number_can_be_dialed(written: str, dialed: str) -> None:
    assert dialable(written) == dialed


@pytest.mark.parametrize("written", ["070-123 45 67", "+46 70 123 45 67", "+46 (0)70 1234567", "0046701234567"])
def test_one_number_is_one_however_it_is_written(written: str) -> None:
    assert comparable(written) == "01234567"


@pytest.mark.parametrize("written", ["", "112", "–", "12345"])
def test_what_is_too_short_means_nobody(written: str) -> None:
    assert comparable(written) is None
