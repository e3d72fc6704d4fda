"""An empty place teaches: what will stand there, what to do, and the same page at work in the demo company."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hederssak.org.models import Member, Organization
from tests.cast import Cast

SignedIn = Callable[[Member], Client]


@pytest.fixture(autouse=True)
def _demo_is_on(settings: Settings) -> None:
    settings.DEMO = True


@pytest.fixture
def demo(cast: Cast) -> Member:
    """Let the demo company stand beside."""
    Organization.objects.filter(pk=cast.elsewhere.pk).update(is_demo=True)
    Member.objects.filter(pk=cast.stig.pk).update(email="eva@nordvik.example")
    return cast.stig


@pytest.mark.parametrize("page", ["web:opportunities", "crm:accounts"])
def test_the_administrator_is_led_to_the_import_and_a_rep_to_the_administrator(
    cast: Cast, signed_in: SignedIn, page: str
) -> None:
    to_import = f'class="btn primary" href="{reverse("imports:new")}"'
    assert to_import in signed_in(cast.ada).get(reverse(page)).content.decode()
    assert to_import not in signed_in(cast.anna).get(reverse(page)).content.decode()


def test_one_press_shows_the_same_page_at_work_in_the_demo_company(
    cast: Cast, demo: Member, signed_in: SignedIn
) -> None:
    client = signed_in(cast.eva)
    page = client.get(reverse("web:opportunities")).content.decode()
    press = reverse("org:demo_sign_in", args=["eva"])
    assert f'action="{press}"' in page
    answer = client.post(press, {"next": reverse("web:opportunities")})
    assert answer.headers["Location"] == reverse("web:opportunities")
    assert client.get(reverse("web:opportunities")).context["member"] == demo


def test_nothing_is_offered_where_there_is_no_demo_company(cast: Cast, signed_in: SignedIn) -> None:
    page = signed_in(cast.eva).get(reverse("web:opportunities")).content.decode()
    assert reverse("org:demo_sign_in", args=["eva"]) not in page


def test_the_demo_leads_to_pages_of_ours_only(cast: Cast, demo: Member, client: Client) -> None:
    answer = client.post(reverse("org:demo_sign_in", args=["eva"]), {"next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
