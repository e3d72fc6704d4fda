"""The page of a meeting: three checks that fill as one writes, and four taps afterwards."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.meetings.actions import prepare
from hederssak.meetings.models import Conscience, CustomerMeeting, Debrief
from hederssak.org.models import Member
from tests.cast import NOW, Cast
from tests.crm.fits import in_force
from tests.meetings.visits import CHARTER, SHEET, book, whole

SignedIn = Callable[[Member], Client]


@pytest.fixture
def visit(cast: Cast) -> CustomerMeeting:
    return book(cast)


def written(visit: CustomerMeeting) -> dict[str, str]:
    maja = visit.attendees.get().pk
    texts = {name: str(value) for name, value in (CHARTER | SHEET).items() if name != "is_important"}
    guest = {f"comes-{maja}": "on", f"why-{maja}": "Beslutar", f"can-{maja}": "yes"}
    return texts | guest | {"in_sight": "yes", "when": "våren 2027", "how_known": "Anbudsförfrågan"}


def address(visit: CustomerMeeting, page: str = "meeting") -> str:
    return reverse(f"meetings:{page}", args=[visit.pk])


@time_machine.travel(NOW, tick=False)
def test_the_checks_fill_as_one_writes(cast: Cast, visit: CustomerMeeting, signed_in: SignedIn) -> None:
    in_force(cast.vera)
    client = signed_in(cast.anna)
    before = client.get(address(visit)).content.decode()
    assert "Hur vet vi att de investerar?" in before
    part = client.post(address(visit), written(visit), headers={"HX-Request": "true"}).content.decode()
    assert "<!doctype" not in part.lower()
    assert part.count("på plats") == 3


@time_machine.travel(NOW, tick=False)
def test_without_scripts_the_button_writes_it(cast: Cast, visit: CustomerMeeting, signed_in: SignedIn) -> None:
    page = signed_in(cast.anna).post(address(visit), written(visit), follow=True).content.decode()
    assert "Förberedelsen är skriven." in page
    assert "Stilleståndet kostar mer" in page


@time_machine.travel(NOW, tick=False)
def test_a_length_that_makes_no_sense_is_told_and_nothing_is_lost(
    cast: Cast, visit: CustomerMeeting, signed_in: SignedIn
) -> None:
    response = signed_in(cast.anna).post(address(visit), written(visit) | {"minutes": "4000"})
    assert response.status_code == 422
    assert "Stilleståndet kostar mer" in response.content.decode()


@time_machine.travel(NOW, tick=False)
def test_a_colleague_reads_and_writes_nothing(cast: Cast, visit: CustomerMeeting, signed_in: SignedIn) -> None:
    assert "<textarea" not in signed_in(cast.otto).get(address(visit)).content.decode()
    assert signed_in(cast.otto).post(address(visit), written(visit)).status_code == 403


@time_machine.travel(NOW, tick=False)
def test_the_invitation_waits_for_the_charter(cast: Cast, visit: CustomerMeeting, signed_in: SignedIn) -> None:
    client = signed_in(cast.anna)
    assert "Varför möts vi?" in client.post(address(visit, "invite"), follow=True).content.decode()
    prepare(visit, whole(visit), by=cast.anna, now=NOW)
    assert "Inbjudan är skickad" in client.post(address(visit, "invite"), follow=True).content.decode()


@time_machine.travel(NOW, tick=False)
def test_the_private_question_is_put_to_the_owner_once(cast: Cast, visit: CustomerMeeting, signed_in: SignedIn) -> None:
    question = "Skulle du ta det här mötet om ingen räknade?"
    assert question not in signed_in(cast.eva).get(address(visit)).content.decode()
    assert question in signed_in(cast.anna).get(address(visit)).content.decode()
    page = signed_in(cast.anna).post(address(visit, "conscience"), {"no": ""}, follow=True).content.decode()
    assert question not in page
    assert Conscience.objects.get().would is False


@time_machine.travel(NOW + dt.timedelta(days=3), tick=False)
def test_four_taps_say_what_came_of_it(cast: Cast, visit: CustomerMeeting, signed_in: SignedIn) -> None:
    client = signed_in(cast.anna)
    assert address(visit, "debrief") in client.get(reverse("meetings:index")).content.decode()
    hope = client.post(address(visit, "debrief"), {"took_place": "yes", "next_step": "Besök"})
    assert "en förhoppning" in hope.content.decode()
    maja = str(visit.attendees.get().pk)
    given = {
        "took_place": "yes",
        "came": [maja],
        "committed": "Ritningar",
        "next_step": "Besök",
        "next_on": "2026-12-01",
    }
    page = client.post(address(visit, "debrief"), given, follow=True).content.decode()
    assert "Ritningar" in page
    assert "redan" in client.post(address(visit, "debrief"), given, follow=True).content.decode()
    assert Debrief.objects.count() == 1


@time_machine.travel(NOW, tick=False)
def test_the_list_asks_as_often_for_many_meetings_as_for_few(
    cast: Cast, visit: CustomerMeeting, signed_in: SignedIn
) -> None:
    client = signed_in(cast.anna)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert "Ådals Sågverk" in client.get(reverse("meetings:index")).content.decode()
        return len(queries)

    asked()
    few = asked()
    for days in range(3, 15):
        book(cast, days=days)
    assert asked() == few
