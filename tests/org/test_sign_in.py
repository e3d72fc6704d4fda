"""Sign-in by password and second step: who gets in, and how long one may try."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client
from pytest_django import Settings

from hederssak.lib import clock
from hederssak.org.actions import leave
from hederssak.org.models import Member
from hederssak.outbox.actions import deliver_due
from tests.cast import Cast

LOGIN = "/sign-in/login/"
RESET = "/sign-in/password/reset/"
PASSWORD = "bokningstid 9-11"


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    """Stop the clock: a code is good for half a minute and tries are counted by the minute, on any machine."""
    with time_machine.travel(clock.read(), tick=False):
        yield


def sign_in(client: Client, email: str, password: str = PASSWORD) -> str:
    """Try to sign in, and return where that leads; nowhere when it was refused."""
    answer = client.post(LOGIN, {"login": email, "password": password})
    return answer["Location"] if answer.status_code == 302 else ""


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(clock.read().timestamp()) // 30)))


def test_the_right_password_opens(cast: Cast, client: Client) -> None:
    assert sign_in(client, "Anna@Example.com") == "/"
    assert is_in(client)


def test_one_goes_on_to_where_one_was_going(cast: Cast, client: Client) -> None:
    answer = client.get("/organization/looks/")
    assert answer["Location"] == "/sign-in/login/?next=/organization/looks/"
    given = {"login": cast.anna.email, "password": PASSWORD, "next": "/organization/looks/"}
    assert client.post(LOGIN, given)["Location"] == "/organization/looks/"
    elsewhere = Client().post(LOGIN, given | {"next": "https://evil.example/"})
    assert elsewhere["Location"] == "/"


@pytest.mark.parametrize(("email", "password"), [("anna@example.com", "wrong"), ("nobody@example.com", PASSWORD)])
def test_a_refusal_does_not_say_which_half_was_wrong(cast: Cast, client: Client, email: str, password: str) -> None:
    page = client.post(LOGIN, {"login": email, "password": password}).content.decode()
    assert not is_in(client)
    assert re.search(r'role="alert"', page)
    assert "password you specified are not correct" in page


def test_after_five_wrong_tries_the_right_password_has_to_wait_too(cast: Cast, client: Client) -> None:
    for _ in range(5):
        sign_in(client, "anna@example.com", "guess")
    assert sign_in(client, "anna@example.com") == ""
    assert sign_in(Client(REMOTE_ADDR="10.9.8.7"), "anna@example.com") == ""
    assert sign_in(Client(REMOTE_ADDR="10.9.8.7"), "eva@example.com") == "/"


def test_behind_a_proxy_the_persons_own_address_is_counted(cast: Cast, settings: Settings) -> None:
    """Otherwise one office behind one proxy would lock itself out."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    guesser = Client(headers={"x-forwarded-for": "198.51.100.7"})
    for number in range(12):
        sign_in(guesser, f"nobody{number}@example.com", "guess")
    assert sign_in(guesser, "anna@example.com") == ""
    assert sign_in(Client(headers={"x-forwarded-for": "198.51.100.8"}), "anna@example.com") == "/"


def test_somebody_without_a_membership_is_told_so(cast: Cast, client: Client) -> None:
    Member.objects.filter(pk=cast.anna.pk).update(user=None)
    sign_in(client, "anna@example.com")
    assert client.get("/").status_code == 403


def test_the_second_step_is_asked_for_and_opens(cast: Cast, client: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.anna.user, secret)
    assert sign_in(client, "anna@example.com").startswith("/sign-in/2fa/authenticate/")
    assert not is_in(client)
    assert client.post("/sign-in/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert not is_in(client)
    assert client.post("/sign-in/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302
    assert is_in(client)


def test_a_code_that_was_seen_over_a_shoulder_does_not_open_again(cast: Cast, client: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.anna.user, secret)
    code = code_of(secret)
    for browser in (client, Client()):
        sign_in(browser, "anna@example.com")
        browser.post("/sign-in/2fa/authenticate/", {"code": code})
    assert is_in(client)
    assert not is_in(browser)


def test_a_recovery_code_opens_once(cast: Cast, client: Client) -> None:
    TOTP.activate(cast.anna.user, generate_totp_secret())
    code = RecoveryCodes.activate(cast.anna.user).get_unused_codes()[0]
    for browser in (client, Client()):
        sign_in(browser, "anna@example.com")
        browser.post("/sign-in/2fa/authenticate/", {"code": code})
    assert is_in(client)
    assert not is_in(browser)


def test_the_second_step_is_turned_on_with_a_code_from_the_app(cast: Cast, client: Client) -> None:
    sign_in(client, "anna@example.com")
    client.post("/sign-in/reauthenticate/", {"password": PASSWORD})
    page = client.get("/sign-in/2fa/totp/activate/").content.decode()
    secret = re.search(r"<dd>([A-Z2-7]{16,})</dd>", page)
    assert secret
    answer = client.post("/sign-in/2fa/totp/activate/", {"code": code_of(secret[1])}, follow=True)
    assert Authenticator.objects.filter(user=cast.anna.user, type=Authenticator.Type.TOTP).exists()
    assert answer.content.decode().count("<li>") >= 10  # the recovery codes


def test_a_new_password_comes_by_letter_in_the_members_language(cast: Cast, client: Client, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://sales.example.com"
    client.post(RESET, {"email": "mikko@example.com"}, headers={"host": "localhost"})
    deliver_due(now=clock.read())
    letter = mail.outbox[0]
    assert (letter.to, letter.body.startswith("Hei Mikko")) == (["mikko@example.com"], True)
    link = re.search(r"https://sales\.example\.com(/\S+)", str(letter.body))
    assert link
    there = client.get(link[1], follow=True).redirect_chain[-1][0]
    client.post(there, {"password1": "kolme kuppia kahvia", "password2": "kolme kuppia kahvia"})
    assert sign_in(Client(), "mikko@example.com", "kolme kuppia kahvia") == "/"
    assert client.get(link[1], follow=True).content.decode().count("<form") == 1  # the language switch alone


def test_nobody_learns_whether_an_address_is_known(cast: Cast, client: Client) -> None:
    known = client.post(RESET, {"email": "anna@example.com"})
    unknown = client.post(RESET, {"email": "nobody@example.com"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    deliver_due(now=clock.read())
    assert [letter.to for letter in mail.outbox] == [["anna@example.com"]]


def test_whoever_has_left_gets_no_letter(cast: Cast, client: Client) -> None:
    leave(cast.anna, by=cast.ada, now=clock.read())
    client.post(RESET, {"email": "anna@example.com"})
    assert deliver_due(now=clock.read()) == 0


def test_one_sees_where_one_is_signed_in_and_can_end_it_elsewhere(cast: Cast, client: Client) -> None:
    phone = Client(headers={"user-agent": "A phone"})
    sign_in(phone, "anna@example.com")
    sign_in(client, "anna@example.com")
    assert "A phone" in client.get("/sign-in/sessions/").content.decode()
    client.post("/sign-in/sessions/")
    assert phone.get("/organization/looks/").status_code == 302
    assert client.get("/organization/looks/").status_code == 200
