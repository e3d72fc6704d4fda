import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.org_numbers import OrgNumber, org_number


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("556703-7485", None, "SE5567037485"),
        ("5567037485", "SE", "SE5567037485"),
        ("165567037485", "SE", "SE5567037485"),
        ("SE556703748501", None, "SE5567037485"),
        ("SE 556703-7485 01", None, "SE5567037485"),
        ("0112038-9", None, "FI01120389"),
        ("112038-9", None, "FI01120389"),
        ("FI01120389", None, "FI01120389"),
        ("923 609 016", None, "NO923609016"),
        ("NO 923609016 MVA", None, "NO923609016"),
        ("DK22756214", None, "DK22756214"),
        ("22 75 62 14", "DK", "DK22756214"),
        ("556703\u20137485", "SE", "SE5567037485"),
    ],
)
def test_a_number_is_read_however_it_is_dressed(text: str, country: str | None, found: str) -> None:
    assert str(org_number(text, country)) == found


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("", None),
        ("n/a", None),
        ("556703-7486", None),
        ("0112038-8", None),
        ("923609017", "NO"),
        ("22756215", "DK"),
        ("000000-0000", None),
        ("0000000-0", None),
        ("5567037485", "FI"),
        ("5567037485", "US"),
    ],
)
def test_a_number_that_can_not_be_right_is_none(text: str, country: str | None) -> None:
    assert org_number(text, country) is None


def test_a_number_that_two_countries_could_have_given_is_not_guessed() -> None:
    twice = next(
        text
        for text in (f"{number:08d}" for number in range(10_000_000, 10_100_000))
        if org_number(text, "FI") and org_number(text, "DK")
    )
    assert org_number(twice) is None


def test_a_prefix_wins_over_the_country_of_the_account() -> None:
    assert org_number("FI01120389", "SE") == OrgNumber("FI", "01120389")


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (OrgNumber("SE", "5567037485"), "556703-7485"),
        (OrgNumber("FI", "01120389"), "0112038-9"),
        (OrgNumber("NO", "923609016"), "923609016"),
    ],
)
def test_a_number_is_written_as_its_country_does(number: OrgNumber, written: str) -> None:
    assert number.written == written


@given(st.sampled_from(["SE5567037485", "FI01120389", "NO923609016"]), st.data())
def test_one_wrong_digit_is_noticed(right: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(2, len(right) - 1))
    digit = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != right[at]]))
    assert org_number(right[:at] + digit + right[at + 1 :]) is None


@given(st.text(max_size=20), st.sampled_from([None, "SE", "FI", "NO", "DK", "EE"]))
def test_no_text_breaks_it_and_what_it_finds_it_finds_again(text: str, country: str | None) -> None:
    found = org_number(text, country)
    if found is not None:
        assert org_number(str(found)) == found
        assert org_number(found.written, found.country) == found
