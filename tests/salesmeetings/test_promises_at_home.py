"""Promises on the first pages: the own ones with one press, and for the manager what waits for a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hederssak.org.models import Member
from hederssak.rules.promises import State
from hederssak.salesmeetings.actions.promising import make_smaller, settle
from hederssak.salesmeetings.models import MeetingPromise
from tests.cast import NOW, Cast
from tests.salesmeetings.mondays import DAY
from tests.salesmeetings.promising import promised

SignIn = Callable[[Member], Client]


@pytest.fixture(autouse=True)
def _week_47() -> Iterator[None]:
    """Stop the clock at NOW."""
    with time_machine.travel(NOW, tick=False):
        yield


def home(client: Client) -> str:
    return client.get("/").content.decode()


def test_a_rep_keeps_a_promise_with_one_press_from_the_week(cast: Cast, signed_in: SignIn) -> None:
    made = promised(cast.anna, "Offert till Kemi")
    promised(cast.mikko, "Mikkos sak")
    client = signed_in(cast.anna)
    page = home(client)
    assert "Vad jag har lovat" in page
    assert "Mikkos sak" not in page
    answer = client.post(
        reverse("salesmeetings:settle_promise", args=[made.pk]), {"state": "kept", "next": "/"}, follow=True
    )
    page = answer.content.decode()
    assert answer.redirect_chain == [("/", 302)]
    assert "Hållet: Offert till Kemi" in page
    undo = reverse("salesmeetings:undo_promise", args=[made.pk]) + "?next=%2F"
    assert f'action="{undo}"' in page
    assert "Vad jag har lovat" not in page
    assert client.post(undo, follow=True).redirect_chain == [("/", 302)]
    assert MeetingPromise.objects.get(pk=made.pk).state == State.OPEN


def test_one_whose_day_has_passed_asks_how_it_went(cast: Cast, signed_in: SignIn) -> None:
    promised(cast.anna, "Offert till Kemi", due=NOW.date() - DAY)
    page = home(signed_in(cast.anna))
    assert "skulle ske tis 17 nov" in page
    assert 'value="broken"' in page


def test_the_manager_reads_by_name_only_what_is_broken_or_owed(cast: Cast, signed_in: SignIn) -> None:
    settle(promised(cast.anna, "Hållet löfte"), State.KEPT, by=cast.anna, now=NOW)
    promised(cast.anna, "Öppet löfte")
    promised(cast.mikko, "Glömt löfte", due=NOW.date() - DAY)
    settle(promised(cast.mikko, "Brutet löfte"), State.BROKEN, by=cast.mikko, now=NOW)
    mended = settle(promised(cast.mikko, "Lagat löfte"), State.BROKEN, by=cast.mikko, now=NOW)
    make_smaller(mended, "Mindre fre", by=cast.mikko, now=NOW)
    promised(cast.eva, "Chefens löfte")
    page = home(signed_in(cast.eva))
    assert "1 av 4 hållna det senaste halvåret." in page
    shown = [words for words in ("Hållet", "Öppet", "Glömt", "Brutet", "Lagat", "Chefens") if f"{words} löfte" in page]
    assert shown == ["Glömt", "Brutet", "Chefens"]


def test_without_promises_nothing_is_said_of_them(cast: Cast, signed_in: SignIn) -> None:
    assert "lovat" not in home(signed_in(cast.anna))
    assert "Löften i Norr" not in home(signed_in(cast.eva))
