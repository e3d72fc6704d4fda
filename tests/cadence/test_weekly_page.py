"""Where a manager says when the team meets."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hederssak.cadence.models import Rhythm, SalesMeeting
from hederssak.org.models import Member
from tests.cast import NOW, STOCKHOLM, Cast

SignedIn = Callable[[Member], Client]
GIVEN = {"weekday": "1", "starts": "09:15", "minutes": "45"}


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def address(cast: Cast) -> str:
    return reverse("cadence:weekly", args=[cast.norr.pk])


def test_the_manager_sets_it_and_sees_the_meetings(cast: Cast, signed_in: SignedIn) -> None:
    response = signed_in(cast.eva).post(address(cast), GIVEN, follow=True)
    assert response.redirect_chain == [(f"{reverse('salesmeetings:index')}?team={cast.norr.pk}", 302)]
    assert "tis 24 nov kl. 09:15" in response.content.decode()
    first = SalesMeeting.objects.order_by("starts_at")[0]
    assert (f"{first.starts_at.astimezone(STOCKHOLM):%a %H:%M}", first.minutes) == ("Tue 09:15", 45)


def test_an_administrator_sets_it_too(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.ada).post(address(cast), GIVEN, follow=True).status_code == 200
    assert Rhythm.objects.filter(team=cast.norr).count() == 1


@pytest.mark.parametrize(("name", "status"), [("anna", 403), ("maj", 403), ("vera", 403), ("stig", 404)])
def test_nobody_else_does(cast: Cast, signed_in: SignedIn, name: str, status: int) -> None:
    client = signed_in(cast.members[name])
    assert client.get(address(cast)).status_code == status
    assert client.post(address(cast), GIVEN).status_code == status
    assert not Rhythm.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"minutes": "10"}, "ger ingen tid för ett fall"),
        ({"starts": "half past"}, "Skriv tiden som 08:30."),
        ({"weekday": "6"}, "6"),
    ],
)
def test_what_makes_no_sense_is_told_and_kept(
    cast: Cast, signed_in: SignedIn, wrong: dict[str, str], says: str
) -> None:
    response = signed_in(cast.eva).post(address(cast), GIVEN | wrong)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Rhythm.objects.exists()
