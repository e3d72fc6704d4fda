"""The minutes in the team's channel: who says so, what is kept of the address, and what is posted."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from hederssak.org.models import Member
from hederssak.outbox.models import Effect, Outgoing
from hederssak.salesmeetings.actions.chat import AddressRefusedError, end_chat, set_chat
from hederssak.salesmeetings.actions.minutes import send_minutes
from hederssak.salesmeetings.actions.promising import give
from hederssak.salesmeetings.models import TeamChat
from hederssak.salesmeetings.texts.minutes import quiet
from tests.cast import NOW, Cast
from tests.salesmeetings.held import held
from tests.salesmeetings.meeting_held import at

SignIn = Callable[[Member], Client]
ADDRESS = "https://hooks.slack.com/services/T0/B0/XyZ"


def posted() -> list[str]:
    return [row.payload["text"] for row in Outgoing.objects.filter(effect=Effect.CHAT).order_by("made_at")]


def test_the_address_is_kept_sealed_and_only_its_host_is_shown(cast: Cast, signed_in: SignIn) -> None:
    set_chat(cast.norr, ADDRESS, by=cast.eva, now=NOW)
    row = TeamChat.objects.get()
    assert row.host == "hooks.slack.com"
    assert "XyZ" not in row.address
    assert "XyZ" not in json.dumps(list(Outgoing.objects.values_list("payload", flat=True)))
    page = signed_in(cast.eva).get(reverse("salesmeetings:chat", args=[cast.norr.pk])).content.decode()
    assert "hooks.slack.com" in page
    assert "XyZ" not in page


def test_a_first_line_says_that_the_minutes_will_come(cast: Cast) -> None:
    set_chat(cast.norr, ADDRESS, by=cast.ada, now=NOW)
    assert posted() == ["Från och med nu kommer protokollen från säljmötena i Norr hit."]


@pytest.mark.parametrize("who", ["anna", "maj", "vera", "stig"])
def test_only_the_manager_and_who_administers_say_where(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        set_chat(cast.norr, ADDRESS, by=cast.members[who], now=NOW)
    with pytest.raises(PermissionDenied):
        end_chat(cast.norr, by=cast.members[who])


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.slack.com/services/T0",
        "https://10.0.0.5/hook",
        "https://127.0.0.1/hook",
        "https://anna:secret@chat.example.com/hook",
        "ftp://chat.example.com/hook",
        "hooks.slack.com/services",
        "https://chat.example.com/" + "x" * 500,
    ],
)
def test_an_address_that_is_none_is_refused(cast: Cast, address: str) -> None:
    with pytest.raises(AddressRefusedError):
        set_chat(cast.norr, address, by=cast.eva, now=NOW)


def test_the_minutes_are_posted_once_with_the_promises(cast: Cast) -> None:
    set_chat(cast.norr, ADDRESS, by=cast.eva, now=NOW)
    run = held(cast)
    send_minutes(run, now=at(75))
    send_minutes(run, now=at(76))
    assert len(posted()) == 2
    minutes = posted()[-1]
    assert "• Anna: offert till Kemi, senast ons 25 nov" in minutes
    assert reverse("salesmeetings:minutes", args=[run.meeting_id]) in minutes
    assert "Vilka som var med" not in minutes


def test_another_teams_chat_gets_nothing(cast: Cast) -> None:
    set_chat(cast.syd, ADDRESS, by=cast.maj, now=NOW)
    send_minutes(held(cast), now=at(75))
    assert len(posted()) == 1


def test_what_somebody_promises_rings_nobodys_telephone(cast: Cast) -> None:
    assert quiet("<!channel> @here, @Channel och @anna") == "(!channel) @\u200bhere, @\u200bChannel och @anna"
    set_chat(cast.norr, ADDRESS, by=cast.eva, now=NOW)
    run = held(cast)
    give("pinga <!everyone> ons", team=cast.norr, by=cast.eva, now=at(63), meeting=run.meeting)
    send_minutes(run, now=at(75))
    assert "<" not in posted()[-1]


def test_from_the_page_it_is_set_and_ended(cast: Cast, signed_in: SignIn) -> None:
    client, address = signed_in(cast.eva), reverse("salesmeetings:chat", args=[cast.norr.pk])
    assert "går bara ut med mejl" in client.get(address).content.decode()
    refused = client.post(address, {"address": "chat.example.com"})
    assert refused.status_code == 422
    assert "den börjar med https://" in refused.content.decode()
    assert (
        "läggs i en kanal hos hooks.slack.com"
        in client.post(address, {"address": ADDRESS}, follow=True).content.decode()
    )
    client.post(address, {"end": "yes"})
    assert not TeamChat.objects.exists()
