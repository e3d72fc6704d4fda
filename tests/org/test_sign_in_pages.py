"""Every page on the way in opens, in three languages, and shows no text of a library that we did not mean to show."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hederssak.org.models import Member
from tests.cast import Cast

SignIn = Callable[[Member], Client]
BEFORE = [
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
]
BEHIND = ["mfa_index", "mfa_list_webauthn", "usersessions_list", "account_logout"]


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize("name", BEFORE)
def test_pages_before_sign_in_open(cast: Cast, client: Client, name: str, language: str) -> None:
    client.cookies["hederssak_language"] = language
    page = client.get(reverse(name)).content.decode()
    assert f'<html lang="{language}"' in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("name", BEHIND)
def test_pages_about_ones_own_sign_in_open(cast: Cast, signed_in: SignIn, name: str) -> None:
    answer = signed_in(cast.anna).get(reverse(name))
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1>") == 1


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "confirm-email/abc/",
        "3rdparty/",
        "3rdparty/signup/",
        "social/signup/",
        "login/code/confirm/",
    ],
)
def test_nobody_joins_or_changes_address_by_themselves(
    cast: Cast, client: Client, signed_in: SignIn, path: str
) -> None:
    assert client.get(f"/sign-in/{path}").status_code == 404
    assert signed_in(cast.anna).get(f"/sign-in/{path}").status_code == 404
