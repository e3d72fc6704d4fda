"""Sign-in through an OpenID Connect provider, over real sockets: who is let in, and who is not."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from hederssak.lib import clock
from hederssak.org.actions import MemberDraft, add_member, invite, leave
from hederssak.org.models import Member, User
from tests.cast import Cast, make_cast
from tests.org.identity_provider import CLIENT_ID, PASSWORD, SECRET

ROOT = Path(__file__).resolve().parents[2]
HIDDEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SignIn = Callable[[str], requests.Response]


@pytest.fixture(scope="module")
def provider(live_server: LiveServer) -> Iterator[str]:
    """Start the provider; cookies know no ports, so it is at 127.0.0.1 while this product is at localhost."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    callback = f"{live_server.url}/sign-in/oidc/generic/login/callback/"
    command = [sys.executable, "-m", "tests.org.identity_provider", str(port), callback]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        yield f"http://127.0.0.1:{port}"
        process.terminate()


@pytest.fixture
def people(transactional_db: None, _history_may_be_flushed: None) -> Cast:
    return make_cast()


@pytest.fixture
def sign_in(people: Cast, provider: str, live_server: LiveServer, settings: Settings) -> SignIn:
    """Return a function that walks the way in as a browser would, and returns the page where it ends."""
    settings.ALLOW_PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    app = {
        "provider_id": "generic",
        "name": "Norrsken ID",
        "client_id": CLIENT_ID,
        "secret": SECRET,
        "settings": {"server_url": provider, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}

    def walk(email: str) -> requests.Response:
        browser = requests.Session()
        browser.trust_env = False
        door = browser.get(f"{live_server.url}/sign-in/login/")
        assert "Norrsken ID" in door.text
        token = HIDDEN.search(door.text)
        assert token
        there = browser.post(
            f"{live_server.url}/sign-in/oidc/generic/login/?process=login", data={"csrfmiddlewaretoken": token[1]}
        )
        if not there.url.startswith(provider):
            return there
        form = HIDDEN.search(there.text)
        assert form
        given = {"csrfmiddlewaretoken": form[1], "login": email, "password": PASSWORD}
        return browser.post(there.url, data=given)

    return walk


def test_a_member_whose_address_the_provider_vouches_for_is_let_in(people: Cast, sign_in: SignIn) -> None:
    home = sign_in("anna@example.com")
    assert home.status_code == 200
    assert people.anna.name in home.text
    assert SocialAccount.objects.get().user == people.anna.user


def test_the_second_time_they_are_known_by_what_the_provider_calls_them(people: Cast, sign_in: SignIn) -> None:
    sign_in("anna@example.com")
    assert sign_in("anna@example.com").status_code == 200
    assert SocialAccount.objects.count() == 1


def test_an_address_that_the_provider_does_not_vouch_for_opens_nothing(people: Cast, sign_in: SignIn) -> None:
    refused = sign_in("otto@example.com")
    assert refused.status_code == 403
    assert not SocialAccount.objects.exists()


def test_a_stranger_is_not_let_in_and_no_user_is_made(people: Cast, sign_in: SignIn) -> None:
    refused = sign_in("nils@example.com")
    assert refused.status_code == 403
    assert "nils@example.com" in refused.text
    assert not User.objects.filter(email="nils@example.com").exists()


def test_somebody_known_but_not_invited_waits_for_the_invitation(people: Cast, sign_in: SignIn) -> None:
    add_member(MemberDraft(name="Nils Nord", email="nils@example.com"), by=people.ada, now=clock.read())
    assert sign_in("nils@example.com").status_code == 403


def test_the_invited_accept_by_coming(people: Cast, sign_in: SignIn) -> None:
    nils = add_member(MemberDraft(name="Nils Nord", email="nils@example.com"), by=people.ada, now=clock.read())
    invite(nils, by=people.ada, now=clock.read())
    assert sign_in("nils@example.com").status_code == 200
    user = Member.objects.get(pk=nils.pk).user
    assert user is not None
    assert not user.has_usable_password()


def test_whoever_has_left_stays_out_although_the_provider_knows_them(people: Cast, sign_in: SignIn) -> None:
    sign_in("anna@example.com")
    leave(people.anna, by=people.ada, now=clock.read())
    assert sign_in("anna@example.com").status_code == 403


def test_a_provider_inside_the_own_network_is_not_called_unless_allowed(
    people: Cast, sign_in: SignIn, settings: Settings
) -> None:
    settings.ALLOW_PRIVATE_HOSTS = frozenset()
    assert sign_in("anna@example.com").status_code == 502


def test_a_provider_that_is_gone_is_said_to_be_and_nothing_breaks(
    people: Cast, sign_in: SignIn, settings: Settings
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        gone = free.getsockname()[1]
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = f"http://127.0.0.1:{gone}"
    assert sign_in("anna@example.com").status_code == 502
