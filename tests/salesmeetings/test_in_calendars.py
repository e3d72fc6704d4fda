"""The team's sales meetings stand in the calendars of those who come, and move and go with the rhythm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hederssak.cadence.actions import set_rhythm
from hederssak.cadence.models import SalesMeeting
from hederssak.calendars.actions import feed_key
from hederssak.calendars.models import Entry
from hederssak.calendars.queries.feeds import feed_for
from hederssak.lib.rows import save_only
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member
from hederssak.rules.cadence import Kind, Pattern
from hederssak.salesmeetings.actions.calendars import keep_in_calendars
from tests.cast import NOW, Cast
from tests.salesmeetings.mondays import HOUR, NEXT, make_meeting


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def meet(cast: Cast, weekday: int) -> None:
    set_rhythm(
        team=cast.norr,
        pattern=Pattern(Kind.WEEKLY, weekday),
        starts=dt.time(8, 30),
        minutes=60,
        by=cast.eva,
        today=NOW.date(),
        now=NOW,
    )


def standing(member: Member) -> list[str]:
    rows = Entry.objects.filter(member=member, dropped_at=None).order_by("starts_at")
    return [f"{row.title} {row.starts_at:%a %d}" for row in rows]


def test_where_nobody_has_a_calendar_nothing_is_written(cast: Cast) -> None:
    meet(cast, 0)
    assert keep_in_calendars(now=NOW) == 0


def test_everybody_who_comes_has_it_in_their_language_and_nobody_else(cast: Cast) -> None:
    feed_key(by=cast.anna, now=NOW)
    make_meeting(cast.norr, NEXT)
    assert keep_in_calendars(now=NOW) == 3
    assert standing(cast.anna) == ["Säljmöte Norr Mon 23"]
    assert standing(cast.mikko) == ["Myyntipalaveri, Norr Mon 23"]
    assert standing(cast.eva) == ["Säljmöte Norr Mon 23"]
    assert standing(cast.otto) == []


def test_said_twice_it_stands_once_and_the_feed_has_it(cast: Cast) -> None:
    token = feed_key(by=cast.anna, now=NOW)
    make_meeting(cast.norr, NEXT)
    keep_in_calendars(now=NOW)
    before = list(Entry.objects.order_by("pk").values_list("pk", "sequence"))
    keep_in_calendars(now=NOW + HOUR)
    assert list(Entry.objects.order_by("pk").values_list("pk", "sequence")) == before
    text = feed_for(token, now=NOW)
    assert text is not None
    assert "SUMMARY:Säljmöte Norr" in text


def test_another_day_moves_it_there_too(cast: Cast) -> None:
    feed_key(by=cast.anna, now=NOW)
    meet(cast, 0)
    keep_in_calendars(now=NOW)
    meet(cast, 1)
    keep_in_calendars(now=NOW)
    assert standing(cast.anna)[:2] == ["Säljmöte Norr Tue 24", "Säljmöte Norr Tue 01"]


def test_called_off_it_goes(cast: Cast) -> None:
    feed_key(by=cast.anna, now=NOW)
    meeting = make_meeting(cast.norr, NEXT)
    keep_in_calendars(now=NOW)
    save_only(meeting, called_off_at=NOW)
    keep_in_calendars(now=NOW)
    assert standing(cast.anna) == []


def test_who_has_left_the_team_is_spared_it(cast: Cast) -> None:
    feed_key(by=cast.anna, now=NOW)
    make_meeting(cast.norr, NEXT)
    keep_in_calendars(now=NOW)
    save_only(cast.mikko, team=cast.syd)
    keep_in_calendars(now=NOW)
    assert standing(cast.mikko) == []
    assert SalesMeeting.objects.count() == 1


def test_a_customer_meeting_over_it_is_told_so_kindly(cast: Cast, signed_in: Callable[[Member], Client]) -> None:
    make_meeting(cast.norr, NEXT)
    found = CustomerMeeting.objects.create(
        organization=cast.nordvik,
        owner=cast.anna,
        title="Besök",
        starts_at=NEXT + HOUR / 2,
        ends_at=NEXT + 2 * HOUR,
        logged_at=NOW,
    )
    address = reverse("meetings:meeting", args=[found.pk])
    client = signed_in(cast.anna)
    assert "Den tiden hålls fri: be kunden om en annan" in client.get(address).content.decode()
    save_only(found, starts_at=NEXT + HOUR)
    assert "Den tiden hålls fri" not in client.get(address).content.decode()
