"""The pack opens with the promises from last time: on the page, in the room, on paper and in the terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hederssak.cadence.models import SalesMeeting
from hederssak.org.models import Member
from hederssak.rules.pack import Absent
from hederssak.rules.promises import State
from hederssak.salesmeetings.actions.promising import settle
from hederssak.salesmeetings.queries import composed, pack_as_of, tell
from hederssak.salesmeetings.queries.sheet import sheet
from tests.cast import NOW, Cast
from tests.salesmeetings.mondays import DAY, LAST, NEXT, make_mondays
from tests.salesmeetings.promising import FRIDAY, promised

SignIn = Callable[[Member], Client]
NEXT_WEEK = dt.date(2026, 11, 27)


@pytest.fixture
def meeting(cast: Cast) -> SalesMeeting:
    """The coming meeting of Norr, where three things were promised in the last."""
    last, coming = make_mondays(cast.norr)
    settle(promised(cast.anna, "Offert till Kemi", meeting=last), State.KEPT, by=cast.anna, now=NOW)
    settle(promised(cast.mikko, "Ring Ulla", meeting=last), State.BROKEN, by=cast.mikko, now=NOW)
    promised(cast.eva, "Följa med Anna", meeting=last, due=NEXT_WEEK)
    return coming


def states(meeting: SalesMeeting, as_of: dt.datetime) -> list[str]:
    section = pack_as_of(meeting, as_of=as_of)["promises"]
    return sorted(one["state"] for one in section)


def test_it_holds_what_was_promised_and_how_it_went(meeting: SalesMeeting) -> None:
    assert states(meeting, NEXT) == ["broken", "kept", "open"]


def test_before_it_was_told_it_stood_open(meeting: SalesMeeting) -> None:
    assert states(meeting, NOW - dt.timedelta(minutes=1)) == ["open", "open", "open"]


def test_what_was_told_in_the_last_meeting_is_no_news_in_the_next(cast: Cast) -> None:
    last, coming = make_mondays(cast.norr)
    old = promised(cast.anna, now=LAST - 6 * DAY, due=LAST.date())
    settle(old, State.KEPT, by=cast.eva, now=LAST + dt.timedelta(minutes=3))
    assert states(coming, NEXT) == []
    assert states(last, LAST + dt.timedelta(minutes=4)) == ["kept"]


def test_one_that_was_never_told_of_comes_up_again_and_again(cast: Cast) -> None:
    coming = make_mondays(cast.norr)[1]
    promised(cast.anna, now=LAST - 40 * DAY, due=LAST.date() - 35 * DAY)
    assert states(coming, NEXT) == ["open"]


def test_a_team_that_has_never_promised_reads_what_will_stand_there(cast: Cast) -> None:
    coming = make_mondays(cast.norr)[1]
    promised(cast.otto)
    assert pack_as_of(coming, as_of=NEXT)["promises"] == {"absent": Absent.NO_PROMISES_YET.value}


def test_page_and_room_open_with_them(cast: Cast, meeting: SalesMeeting, signed_in: SignIn) -> None:
    client = signed_in(cast.eva)
    with time_machine.travel(NEXT - dt.timedelta(hours=2), tick=False):
        page = client.get(reverse("salesmeetings:pack", args=[meeting.pk])).content.decode()
        room = client.get(reverse("salesmeetings:room", args=[meeting.pk])).content.decode()
    assert "Ett av tre löften från förra gången är hållet." in page
    assert "Här ska stå" not in page.split("Vinster")[0]
    for words in ("Offert till Kemi", "inte hållet", "Följa med Anna"):
        assert words in page
        assert words in room


def test_paper_and_terminal_have_them_in_each_language(meeting: SalesMeeting) -> None:
    shown = composed(pack_as_of(meeting, as_of=NEXT))
    said = {}
    for language in ("sv", "fi", "en"):
        with translation.override(language):
            part = sheet(tell(shown.short, meeting=meeting, reader=None), is_live=True)["parts"][0]
            said[language] = [(row["title"], row["figure"]) for row in part["rows"]]
    assert said["en"] == [("Eva", "open"), ("Mikko", "not kept"), ("Anna", "kept")]
    assert said["sv"][2] == ("Anna", "hållet")
    assert said["fi"][1] == ("Mikko", "ei pidetty")


def test_one_whose_day_has_passed_comes_first(cast: Cast, meeting: SalesMeeting) -> None:
    promised(cast.anna, "Glömt", due=FRIDAY, now=LAST + dt.timedelta(minutes=55))
    shown = composed(pack_as_of(meeting, as_of=NEXT))
    told = tell(shown.short, meeting=meeting, reader=cast.eva)
    assert (told.promises[0].text, told.promises[0].is_owed) == ("Glömt", True)
