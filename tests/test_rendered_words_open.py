"""The pages before sign-in show no word that nobody translated either; those of the sign-in library included."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from tests.routes import House, Open
from tests.routes.table import ROUTES
from tests.routes.walking import address
from tests.test_rendered_words import _marked, bare_words, names_of

__all__ = ["_marked"]
NO_PAGES = {"calendars:feed", "mfa_login_webauthn", "web:health"}
PAGES = sorted(
    name
    for name, route in ROUTES.items()
    if isinstance(route, Open) and 200 in route.get and not name.startswith("api:") and name not in NO_PAGES
)


@pytest.mark.parametrize("language", ["sv", "fi"])
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("_marked")
def test_every_word_before_sign_in_is_translated(cast: Cast, client: Client, name: str, language: str) -> None:
    client.cookies["hederssak_language"] = language
    answer = client.get(address(name, ROUTES[name].fill(House(cast))))
    assert bare_words(answer.content.decode(), names_of(cast)) == []
