"""One press to be Anna, Eva or Vera: in the demo company, and nowhere else."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hederssak.org.models import Member, Organization
from tests.cast import Cast


@pytest.fixture
def demo(cast: Cast) -> Cast:
    """Make the cast's first organization the demo company."""
    Organization.objects.filter(pk=cast.nordvik.pk).update(is_demo=True)
    for who in ("anna", "eva", "vera"):
        member = cast.members[who]
        Member.objects.filter(pk=member.pk).update(email=f"{who}@nordvik.example")
    return cast


def be(client: Client, who: str) -> int:
    return client.post(reverse("org:demo_sign_in", args=[who])).status_code


@pytest.mark.parametrize("who", ["anna", "eva", "vera"])
def test_a_press_signs_in(demo: Cast, client: Client, who: str) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert reverse("org:demo_sign_in", args=[who]) in page
    assert be(client, who) == 302
    assert client.session["_auth_user_id"] == str(demo.members[who].user_id)


def test_one_can_change_from_one_to_another(demo: Cast, client: Client) -> None:
    be(client, "anna")
    be(client, "eva")
    assert client.session["_auth_user_id"] == str(demo.eva.user_id)


def test_nobody_else_in_the_demo_company_can_be_had(demo: Cast, client: Client) -> None:
    Member.objects.filter(pk=demo.ada.pk).update(email="ada@nordvik.example")
    assert be(client, "ada") == 404
    assert be(client, "mikko") == 404


def test_the_same_addresses_in_a_real_company_open_nothing(demo: Cast, client: Client) -> None:
    Organization.objects.update(is_demo=False)
    assert be(client, "anna") == 404
    assert "demo" not in client.get(reverse("account_login")).content.decode()


def test_an_operator_can_turn_it_off(demo: Cast, client: Client, settings: Settings) -> None:
    settings.DEMO = False
    assert be(client, "anna") == 404


def test_following_a_link_signs_nobody_in(demo: Cast, client: Client) -> None:
    assert client.get(reverse("org:demo_sign_in", args=["anna"])).status_code == 405
    assert "_auth_user_id" not in client.session


def test_another_site_can_not_press_the_button(demo: Cast) -> None:
    assert be(Client(enforce_csrf_checks=True), "anna") == 403


def test_a_person_of_the_demo_who_has_left_is_not_had(demo: Cast, client: Client) -> None:
    Member.objects.filter(pk=demo.anna.pk).update(left_on="2026-01-01")
    assert be(client, "anna") == 404
    assert "_auth_user_id" not in client.session


def test_a_visitor_sees_where_they_are_signed_in(demo: Cast, client: Client) -> None:
    be(client, "anna")
    assert client.get("/sign-in/sessions/").content.decode().count("<tr>") == 2  # the head, and this browser


def test_each_visitor_of_the_demo_reads_in_the_language_of_their_own_browser(demo: Cast, client: Client) -> None:
    client.cookies["hederssak_language"] = "fi"
    be(client, "eva")
    be(other := Client(headers={"accept-language": "en-GB"}), "eva")
    read = [one.get("/").content.decode() for one in (client, other)]
    assert ['<html lang="fi"' in read[0], '<html lang="en"' in read[1]] == [True, True]
    assert Member.objects.get(pk=demo.eva.pk).language == "sv"
