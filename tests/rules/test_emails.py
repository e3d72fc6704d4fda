import pytest

from hederssak.rules.emails import emails_in, normalized_email


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Anna@Example.COM", "anna@example.com"),
        (" anna@example.com ", "anna@example.com"),
        ("Anna Berg <anna@example.com>", "anna@example.com"),
        ("mailto:anna@example.com", "anna@example.com"),
        ("anna+crm@mail.example.com", "anna+crm@mail.example.com"),
    ],
)
def test_an_address_is_read_as_it_is_written(written: str, address: str) -> None:
    assert normalized_email(written) == address


@pytest.mark.parametrize(
    "text", ["", "anna", "anna@", "anna@example", "@example.com", "a b@example.com", "a@b@example.com"]
)
def test_what_is_no_address_is_none(text: str) -> None:
    assert normalized_email(text) is None


def test_a_cell_may_hold_several_and_the_same_one_twice() -> None:
    cell = "Anna <anna@example.com>; mikko@example.com, ANNA@example.com, none"
    assert emails_in(cell) == ("anna@example.com", "mikko@example.com")
