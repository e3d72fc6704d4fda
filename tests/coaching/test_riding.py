"""Planning a ride-along: by the manager, or because the rep asked; once for each occasion."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from hederssak.coaching.actions import CannotFollowError, agree_pace, ask, call_off, decline, plan
from hederssak.coaching.models import RideAlong
from hederssak.coaching.queries.ahead import asked_for, hours_ahead
from hederssak.coaching.queries.team import coached, pace_of
from hederssak.meetings.actions import ask_manager
from hederssak.meetings.models import CustomerMeeting
from hederssak.prospecting.models import Block, BlockKind
from hederssak.rules.coaching import NotAPace, Why
from tests.cast import NOW, Cast
from tests.coaching.rides import SITE, hour, planned, shared
from tests.meetings.visits import book
from tests.pipeline.deals import make_deal, make_stages


def test_the_manager_plans_once_however_often_they_press(cast: Cast) -> None:
    meeting = book(cast)
    first = plan(meeting, by=cast.eva, now=NOW)
    again = plan(meeting, by=cast.eva, now=NOW + dt.timedelta(minutes=1))
    assert again.pk == first.pk
    assert (first.rep, first.manager, first.planned_at) == (cast.anna, cast.eva, NOW)
    assert first.on_day == dt.date(2026, 11, 20)


@pytest.mark.parametrize("who", ["anna", "mikko", "maj", "vera", "ada"])
def test_nobody_but_the_manager_of_the_team_plans(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        plan(book(cast), by=cast.members[who], now=NOW)


def test_what_was_called_off_or_lies_far_back_cannot_be_followed(cast: Cast) -> None:
    old = book(cast, days=-15)
    with pytest.raises(CannotFollowError):
        plan(old, by=cast.eva, now=NOW)
    off = book(cast)
    CustomerMeeting.objects.filter(pk=off.pk).update(state="canceled")
    off.refresh_from_db()
    with pytest.raises(CannotFollowError):
        plan(off, by=cast.eva, now=NOW)


def test_a_meeting_near_midnight_lies_on_the_teams_own_day(cast: Cast) -> None:
    meeting = book(cast)
    late = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)
    CustomerMeeting.objects.filter(pk=meeting.pk).update(starts_at=late, ends_at=late + dt.timedelta(hours=1))
    meeting.refresh_from_db()
    assert plan(meeting, by=cast.eva, now=NOW).on_day == dt.date(2026, 11, 21)


def test_the_reps_one_tap_reaches_the_manager_until_it_is_answered(cast: Cast) -> None:
    meeting = book(cast)
    ask_manager(meeting, by=cast.anna, address=SITE, now=NOW)
    assert asked_for([cast.anna], now=NOW) == [meeting]
    turn = next(one for one in coached(cast.norr, now=NOW).turns if one.facts.name == "Anna Berg")
    assert Why.ASKED in [reason.why for reason in turn.reasons]
    ride = plan(meeting, by=cast.eva, now=NOW)
    assert ride.asked_at == NOW
    assert asked_for([cast.anna], now=NOW) == []


def test_not_this_time_is_an_answer_too(cast: Cast) -> None:
    meeting = book(cast)
    ask_manager(meeting, by=cast.anna, address=SITE, now=NOW)
    ride = decline(meeting, by=cast.eva, now=NOW)
    assert ride.called_off_at == NOW
    assert asked_for([cast.anna], now=NOW) == []
    assert plan(meeting, by=cast.eva, now=NOW).pk != ride.pk


def test_a_booking_hour_can_be_followed_too_and_only_its_owner_asks(cast: Cast) -> None:
    block = hour(cast)
    asked = ask(block, by=cast.anna, now=NOW)
    assert (asked.manager, asked.planned_at) == (cast.eva, None)
    assert coached(cast.norr, now=NOW).asked_hours == [asked]
    assert plan(block, by=cast.eva, now=NOW).pk == asked.pk
    assert coached(cast.norr, now=NOW).asked_hours == []
    with pytest.raises(PermissionDenied):
        ask(hour(cast, days=2), by=cast.mikko, now=NOW)


def test_either_of_the_two_calls_it_off_and_it_can_be_planned_anew(cast: Cast) -> None:
    ride = planned(cast)
    call_off(ride, by=cast.anna, now=NOW)
    assert ride.meeting is not None
    again = plan(ride.meeting, by=cast.eva, now=NOW)
    assert again.pk != ride.pk
    with pytest.raises(PermissionDenied):
        call_off(again, by=cast.mikko, now=NOW)
    assert RideAlong.objects.standing().count() == 1


def test_the_pace_is_six_weeks_unless_agreed_otherwise(cast: Cast) -> None:
    assert pace_of(cast.norr) == 6
    agree_pace(cast.norr, 4, by=cast.eva, now=NOW)
    agree_pace(cast.norr, 8, by=cast.eva, now=NOW)
    assert pace_of(cast.norr) == 8
    with pytest.raises(NotAPace):
        agree_pace(cast.norr, 0, by=cast.eva, now=NOW)
    with pytest.raises(PermissionDenied):
        agree_pace(cast.norr, 4, by=cast.maj, now=NOW)


def test_only_what_was_shared_counts_as_followed(cast: Cast) -> None:
    planned(cast, days=-1, now=NOW - dt.timedelta(days=2))
    assert coached(cast.norr, now=NOW).kept.followed == 0
    shared(cast)
    found = coached(cast.norr, now=NOW)
    assert (found.kept.followed, found.kept.due) == (1, 2)
    assert found.turns[0].facts.name == "Mikko Aalto"


def test_a_large_deal_that_is_met_soon_is_a_reason(cast: Cast) -> None:
    stage = make_stages(cast.nordvik)["Behov"]
    for margin in (10_000, 20_000, 30_000, 40_000):
        make_deal(cast.mikko, stage, margin=Decimal(margin))
    shared(cast, days=-25)
    meeting = book(cast, days=3)
    found = coached(cast.norr, now=NOW)
    anna = next(one for one in found.turns if one.facts.name == "Anna Berg")
    assert anna.meeting is not None
    assert anna.meeting.key == str(meeting.pk)
    assert [reason.why for reason in anna.reasons] == [Why.DECIDER, Why.LARGE, Why.LONGEST]


def test_time_for_filling_the_list_is_no_hour_to_follow(cast: Cast) -> None:
    booking = hour(cast, days=2)
    Block.objects.filter(pk=hour(cast, days=1).pk).update(kind=BlockKind.PLANNING)
    assert hours_ahead(cast.anna, now=NOW) == [booking]
