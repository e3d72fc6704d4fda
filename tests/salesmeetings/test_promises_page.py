"""Promises where they are given and told of: in the meeting, on the wall, and on the team's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.cadence.models import SalesMeeting
from hederssak.org.models import Member
from hederssak.rules.promises import State
from hederssak.salesmeetings.actions.promising import settle
from hederssak.salesmeetings.models import MeetingPromise
from tests.cast import NOW, Cast
from tests.salesmeetings.mondays import DAY, make_meeting
from tests.salesmeetings.promising import promised

SignIn = Callable[[Member], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def meeting(cast: Cast) -> SalesMeeting:
    """A meeting that is on."""
    return make_meeting(cast.norr, NOW - dt.timedelta(minutes=20))


@pytest.fixture(autouse=True)
def _week_47() -> Iterator[None]:
    """Stop the clock at NOW."""
    with time_machine.travel(NOW, tick=False):
        yield


def typed(client: Client, meeting: SalesMeeting, text: str) -> str:
    address = reverse("salesmeetings:promises_of_run", args=[meeting.pk])
    return client.post(address, {"text": text}, headers=HTMX).content.decode()


def shown(client: Client) -> str:
    return client.get(reverse("salesmeetings:promises")).content.decode()


def test_what_is_typed_in_the_meeting_stands_beneath_the_field(
    cast: Cast, meeting: SalesMeeting, signed_in: SignIn
) -> None:
    page = typed(signed_in(cast.eva), meeting, "@Anna offert till Kemi fre")
    assert "Lovat i dag" in page
    assert "offert till Kemi" in page
    assert "fre 20 nov" in page
    assert 'value=""' in page
    assert MeetingPromise.objects.get().meeting == meeting


def test_a_sign_that_no_database_takes_is_read_as_a_blank(cast: Cast, meeting: SalesMeeting, signed_in: SignIn) -> None:
    client = signed_in(cast.eva)
    assert "offert till Kemi" in typed(client, meeting, "@Anna offert\0till Kemi fre")
    assert MeetingPromise.objects.get().text == "offert till Kemi"
    assert client.get("/search", {"q": "Kemi\0"}).status_code == 200


def test_what_was_not_read_stays_in_the_field_with_what_to_write(
    cast: Cast, meeting: SalesMeeting, signed_in: SignIn
) -> None:
    page = typed(signed_in(cast.eva), meeting, "@Otto offert fre")
    assert "Ingen här heter Otto" in page
    assert "Mikko Aalto" in page
    assert 'value="@Otto offert fre"' in page
    assert not MeetingPromise.objects.exists()


def test_without_scripts_it_works_as_well(cast: Cast, meeting: SalesMeeting, signed_in: SignIn) -> None:
    address = reverse("salesmeetings:promises_of_run", args=[meeting.pk])
    page = signed_in(cast.eva).post(address, {"text": "@Anna offert fre"}, follow=True).content.decode()
    assert "Nedskrivet: offert" in page
    again = signed_in(cast.eva).post(address, {"text": "@Otto offert fre"}, follow=True).content.decode()
    assert "Ingen här heter Otto" in again


def test_on_the_wall_the_last_five_stand(cast: Cast, meeting: SalesMeeting, signed_in: SignIn) -> None:
    client = signed_in(cast.eva)
    address = reverse("salesmeetings:promises_on_wall", args=[meeting.pk])
    assert "växer fram här" in client.get(address).content.decode()
    for number in range(7):
        promised(cast.anna, f"Löfte {number}.", meeting=meeting, now=NOW + dt.timedelta(seconds=number))
    page = client.get(address).content.decode()
    assert [number for number in range(7) if f"Löfte {number}." in page] == [2, 3, 4, 5, 6]
    assert "och 2 tidigare" in page


def test_one_press_says_kept_and_another_takes_it_back(cast: Cast, meeting: SalesMeeting, signed_in: SignIn) -> None:
    made = promised(cast.anna)
    client = signed_in(cast.anna)
    inside = {"meeting": str(meeting.pk)}
    page = client.post(
        reverse("salesmeetings:settle_promise", args=[made.pk]), {"state": "kept", **inside}, headers=HTMX
    ).content.decode()
    assert "hållet" in page
    assert "Löftet från förra gången är hållet." in page
    page = client.post(reverse("salesmeetings:undo_promise", args=[made.pk]), inside, headers=HTMX).content.decode()
    assert 'value="kept"' in page
    assert MeetingPromise.objects.get().state == State.OPEN


def test_a_promise_that_was_broken_twice_asks_to_be_made_smaller(
    cast: Cast, meeting: SalesMeeting, signed_in: SignIn
) -> None:
    client = signed_in(cast.eva)
    made = promised(cast.anna, due=NOW.date() - DAY)
    smaller = reverse("salesmeetings:smaller_promise", args=[made.pk])
    client.post(smaller, {"text": "Offert till Kemi imorgon"})
    second = MeetingPromise.objects.get(instead_of=made)
    settle(second, State.BROKEN, by=cast.eva, now=NOW)
    page = shown(client)
    assert "Två gånger blev det inte av. Gör det mindre, eller släpp det." in page
    address = reverse("salesmeetings:smaller_promise", args=[second.pk])
    assert (
        "De orden har redan två gånger inte blivit av"
        in client.post(address, {"text": "Offert till Kemi"}, follow=True).content.decode()
    )
    client.post(address, {"text": "Ringa Kemi"})
    assert MeetingPromise.objects.filter(instead_of=second).exists()


def test_in_the_meeting_a_refusal_stands_above_the_list(cast: Cast, meeting: SalesMeeting, signed_in: SignIn) -> None:
    made = settle(promised(cast.anna), State.BROKEN, by=cast.anna, now=NOW)
    page = (
        signed_in(cast.anna)
        .post(
            reverse("salesmeetings:smaller_promise", args=[made.pk]),
            {"text": "fre", "meeting": str(meeting.pk)},
            headers=HTMX,
        )
        .content.decode()
    )
    assert 'role="alert">Skriv också vad som lovas' in page


def test_the_teams_page_says_first_how_things_are(cast: Cast, signed_in: SignIn) -> None:
    settle(promised(cast.anna, "Ett"), State.KEPT, by=cast.anna, now=NOW - DAY)
    promised(cast.mikko, "Två", due=NOW.date() - DAY)
    page = shown(signed_in(cast.eva))
    assert "Norr har hållit <em>1 av 2</em> löften." in page
    assert "Ett väntar på besked." in page
    assert "dagen har gått" in page


def test_a_rep_sees_all_promises_but_nobody_elses_rate(cast: Cast, signed_in: SignIn) -> None:
    settle(promised(cast.mikko, "Mikkos"), State.BROKEN, by=cast.mikko, now=NOW - DAY)
    settle(promised(cast.eva, "Evas"), State.KEPT, by=cast.eva, now=NOW - DAY)
    page = shown(signed_in(cast.anna))
    assert "Mikkos" in page
    assert "<dt>Eva, som leder teamet</dt>" in page
    assert "<dt>Mikko Aalto</dt>" not in page
    assert "<dt>Mikko Aalto</dt>" in shown(signed_in(cast.eva))


def test_an_empty_page_says_what_it_will_hold(cast: Cast, signed_in: SignIn) -> None:
    assert "Löften mellan mötena" in shown(signed_in(cast.anna))


def test_the_team_page_gives_a_promise_and_says_what_to_write_instead(cast: Cast, signed_in: SignIn) -> None:
    client, address = signed_in(cast.anna), reverse("salesmeetings:promises")
    page = client.post(address, {"text": "@Mikko offert imorgon"}, follow=True).content.decode()
    assert "Nedskrivet: offert" in page
    refused = client.post(address, {"text": "imorgon"})
    assert refused.status_code == 422
    assert "Skriv också vad som lovas" in refused.content.decode()


def test_a_hundred_promises_cost_as_many_queries_as_one(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.eva)
    promised(cast.anna)
    shown(client)
    with CaptureQueriesContext(connection) as few:
        shown(client)
    for number in range(20):
        promised(cast.mikko, f"Löfte {number}")
    with CaptureQueriesContext(connection) as many:
        shown(client)
    assert len(many) == len(few)


def test_what_was_given_a_moment_ago_is_taken_back_and_not_asked_about(
    cast: Cast, meeting: SalesMeeting, signed_in: SignIn
) -> None:
    page = typed(signed_in(cast.eva), meeting, "@Anna offert till Kemi fre")
    assert "Ångra" in page
    assert 'value="kept"' not in page


def test_only_one_whose_day_has_come_can_be_said_to_be_broken_and_only_who_leads_lets_it_go(
    cast: Cast, signed_in: SignIn
) -> None:
    promised(cast.anna, "Fredagens")
    page = shown(signed_in(cast.anna))
    assert ('value="kept"' in page, 'value="broken"' in page, 'value="dropped"' in page) == (True, False, False)
    promised(cast.anna, "Gårdagens", due=NOW.date() - DAY)
    assert 'value="broken"' in shown(signed_in(cast.anna))
    assert 'value="dropped"' in shown(signed_in(cast.eva))
