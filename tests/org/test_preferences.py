"""Language goes with the person, light with the device."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hederssak.history.models import Change
from hederssak.org.models import Member
from tests.cast import Cast

SignIn = Callable[[Member], Client]


def test_a_stranger_chooses_a_language_for_the_device(cast: Cast, client: Client) -> None:
    client.post(reverse("web:language"), {"language": "fi", "next": "/sign-in/login/"})
    assert '<html lang="fi"' in client.get("/sign-in/login/").content.decode()


def test_a_members_language_follows_them(cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in(cast.anna).post(reverse("web:language"), {"language": "fi", "next": "/health"})
    assert answer["Location"] == "/health"
    assert Member.objects.get(pk=cast.anna.pk).language == "fi"
    change = Change.objects.get(record_id=cast.anna.pk, field="language")
    assert (change.old, change.new, change.by_id) == ("sv", "fi", cast.anna.pk)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_way_back_never_leads_to_another_site(cast: Cast, client: Client, elsewhere: str) -> None:
    assert client.post(reverse("web:language"), {"language": "fi", "next": elsewhere})["Location"] == "/"


@pytest.mark.parametrize(("name", "field"), [("web:language", "language"), ("web:theme", "theme")])
def test_what_nobody_offered_is_refused(cast: Cast, client: Client, name: str, field: str) -> None:
    assert client.post(reverse(name), {field: "klingon"}).status_code == 400
    assert client.get(reverse(name)).status_code == 405


def test_light_is_remembered_by_the_device(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in(cast.anna)
    assert "data-theme" not in browser.get("/").content.decode()
    browser.post(reverse("web:theme"), {"theme": "dark"})
    assert 'data-theme="dark"' in browser.get("/").content.decode()


def test_a_forged_cookie_is_not_written_into_the_page(cast: Cast, client: Client) -> None:
    client.cookies["hederssak_theme"] = '"><script>'
    assert "data-theme" not in client.get("/sign-in/login/").content.decode()
