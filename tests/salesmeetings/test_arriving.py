"""Coming to a meeting: by oneself or marked, before it begins and after, and being told nobody was late to nothing."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from hederssak.cadence.models import SalesMeeting
from hederssak.salesmeetings.actions import DoorClosedError, begin_run, check_in, end_run, take_back
from hederssak.salesmeetings.models import EarlyArrival, Presence
from hederssak.salesmeetings.queries.runs import people_of, run_of, time_account
from tests.cast import Cast
from tests.salesmeetings.meeting_held import again, at
from tests.salesmeetings.mondays import make_meeting


@pytest.fixture
def meeting(cast: Cast) -> SalesMeeting:
    return make_meeting(cast.norr)


def test_whoever_comes_before_the_beginning_is_there_when_it_begins(cast: Cast, meeting: SalesMeeting) -> None:
    check_in(meeting=meeting, member=cast.anna, by=cast.anna, now=at(-10))
    assert EarlyArrival.objects.get().member == cast.anna
    run = begin_run(meeting=meeting, by=cast.eva, now=at(0))
    came = {one.member.name: one.arrived_at for one in run.presences.select_related("member")}
    assert came == {"Anna Berg": at(-10), "Eva Lindqvist": at(0)}
    assert not EarlyArrival.objects.exists()


def test_coming_twice_is_coming_once(cast: Cast, meeting: SalesMeeting) -> None:
    begin_run(meeting=meeting, by=cast.eva, now=at(0))
    times = {check_in(meeting=meeting, member=cast.anna, by=cast.anna, now=at(minutes)) for minutes in (1, 9)}
    assert times == {at(1)}


def test_who_came_after_the_beginning_and_the_grace_is_late(cast: Cast, meeting: SalesMeeting) -> None:
    run = begin_run(meeting=meeting, by=cast.eva, now=at(4))
    check_in(meeting=meeting, member=cast.anna, by=cast.anna, now=at(6))
    check_in(meeting=meeting, member=cast.mikko, by=cast.eva, now=at(7))
    assert [one.member for one in time_account(again(run)).late] == [cast.mikko]
    late = {one.member.name: one.is_late for one in people_of(meeting, run_of(meeting))}
    assert late == {"Anna Berg": False, "Eva Lindqvist": False, "Mikko Aalto": True}


def test_a_mark_can_be_taken_back(cast: Cast, meeting: SalesMeeting) -> None:
    begin_run(meeting=meeting, by=cast.eva, now=at(0))
    check_in(meeting=meeting, member=cast.mikko, by=cast.eva, now=at(1))
    take_back(meeting=meeting, member=cast.mikko, by=cast.eva, now=at(2))
    assert [one.member for one in Presence.objects.all()] == [cast.eva]


def test_nobody_marks_others_but_whoever_drives(cast: Cast, meeting: SalesMeeting) -> None:
    with pytest.raises(PermissionDenied):
        check_in(meeting=meeting, member=cast.mikko, by=cast.anna, now=at(-5))
    check_in(meeting=meeting, member=cast.mikko, by=cast.eva, now=at(-5))
    begin_run(meeting=meeting, by=cast.eva, now=at(0))
    with pytest.raises(PermissionDenied):
        take_back(meeting=meeting, member=cast.mikko, by=cast.anna, now=at(1))


@pytest.mark.parametrize("name", ["otto", "maj", "ada", "stig"])
def test_to_others_the_door_is_not_theirs(cast: Cast, meeting: SalesMeeting, name: str) -> None:
    with pytest.raises(PermissionDenied):
        check_in(meeting=meeting, member=cast.members[name], by=cast.members[name], now=at(0))


def test_a_director_may_come_by(cast: Cast, meeting: SalesMeeting) -> None:
    assert check_in(meeting=meeting, member=cast.vera, by=cast.vera, now=at(0)) == at(0)
    assert people_of(meeting, None)[0].member.name == "Vera Holm"


def test_the_door_is_open_from_an_hour_before_until_the_end(cast: Cast, meeting: SalesMeeting) -> None:
    with pytest.raises(DoorClosedError):
        check_in(meeting=meeting, member=cast.anna, by=cast.anna, now=at(-61))
    run = begin_run(meeting=meeting, by=cast.eva, now=at(0))
    end_run(run=run, version=0, by=cast.eva, now=at(40))
    with pytest.raises(DoorClosedError):
        check_in(meeting=meeting, member=cast.anna, by=cast.anna, now=at(41))


def test_a_meeting_that_was_never_begun_closes_its_door(cast: Cast, meeting: SalesMeeting) -> None:
    with pytest.raises(DoorClosedError):
        check_in(meeting=meeting, member=cast.anna, by=cast.anna, now=at(181))
