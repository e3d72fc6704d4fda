"""Secrets that have to be read again."""

import pytest
from pytest_django import Settings

from hederssak.lib.sealing import SealBroken, seal, unseal


def test_what_was_sealed_is_read_again_and_not_seen() -> None:
    sealed = seal({"password": "hemligt"}, purpose="test")
    assert "hemligt" not in sealed
    assert unseal(sealed, purpose="test") == {"password": "hemligt"}


def test_the_same_secret_looks_different_each_time() -> None:
    assert seal("x", purpose="test") != seal("x", purpose="test")


@pytest.mark.parametrize("spoilt", ["purpose", "key", "text"])
def test_nothing_is_read_with_another_key_for_another_purpose_or_after_a_change(
    settings: Settings, spoilt: str
) -> None:
    sealed = seal("x", purpose="test")
    if spoilt == "key":
        settings.SECRET_KEY = "another"
    if spoilt == "text":
        sealed = sealed[:-6] + ("AAAA==" if not sealed.endswith("AAAA==") else "BBBB==")
    with pytest.raises(SealBroken):
        unseal(sealed, purpose="other" if spoilt == "purpose" else "test")
