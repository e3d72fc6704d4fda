"""Driving a meeting: each step, who may, two who drive at once, and a meeting that nobody ended."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from hederssak.lib.rows import save_only
from hederssak.meetings.models import Charter, CustomerMeeting
from hederssak.rules.agenda import Item
from hederssak.salesmeetings.actions import (
    MovedError,
    NoSuchItemError,
    NothingAheadError,
    NotItsTimeError,
    OverForGoodError,
    begin_run,
    begin_visit,
    check_in,
    close_forgotten,
    end_run,
    freeze,
    go_on,
    go_to,
    pause,
    resume,
    skip,
    strike_note,
    take_up,
    write_note,
)
from hederssak.salesmeetings.models import Freezing, MinutesSent, Note, Pack, Presence, Run
from hederssak.salesmeetings.queries.driving import may_drive
from hederssak.salesmeetings.queries.runs import people_of, time_account
from tests.cast import Cast
from tests.salesmeetings.meeting_held import MINUTE, again, at, begun, meeting_of, standing
from tests.salesmeetings.mondays import NEXT, make_meeting


def test_a_meeting_begins_with_the_first_item_of_an_agenda_that_fits_its_length(cast: Cast) -> None:
    run = begun(cast)
    items = [(one.item, one.minutes) for one in run.items.all()]
    assert items == [("promises", 6), ("wins", 3), ("moved", 6), ("exceptions", 6), ("cases", 33), ("next_week", 6)]
    here = standing(run, 2)
    assert here.at is not None
    assert here.at.item == Item.PROMISES
    assert here.clock.at is not None
    assert here.clock.at.left == 4 * MINUTE


def test_a_meeting_has_the_agenda_that_its_pack_was_frozen_with(cast: Cast) -> None:
    meeting = make_meeting(cast.norr)
    pack = freeze(meeting=meeting, freezing=Freezing.AT_START, now=NEXT)
    Pack.objects.filter(pk=pack.pk).update(short={**pack.short, "agenda": [{"item": "cases", "minutes": 50}]})
    run = begun(cast, meeting=meeting)
    assert [(one.item, one.minutes) for one in run.items.all()] == [("cases", 50)]


def test_begun_twice_it_is_one_meeting(cast: Cast) -> None:
    run = begun(cast)
    again_begun = begin_run(meeting=meeting_of(run), by=cast.anna, now=at(1))
    assert again_begun == run
    assert (Run.objects.count(), run.spells.count(), again(run).started_by) == (1, 1, cast.eva)


@pytest.mark.parametrize(
    ("name", "minutes", "may"),
    [("eva", -31, False), ("eva", -30, True), ("anna", -1, False), ("anna", 0, True), ("eva", 720, False)],
)
def test_the_manager_begins_from_half_an_hour_before_and_the_team_from_the_start(
    cast: Cast,
    name: str,
    minutes: int,
    may: bool,  # noqa: FBT001 (a case of the table)
) -> None:
    meeting = make_meeting(cast.norr)
    if may:
        assert begin_run(meeting=meeting, by=cast.members[name], now=at(minutes)).started_at == at(minutes)
    else:
        with pytest.raises(NotItsTimeError):
            begin_run(meeting=meeting, by=cast.members[name], now=at(minutes))


def test_in_the_demo_company_the_next_meeting_begins_when_somebody_wants_to_see_it(cast: Cast) -> None:
    save_only(cast.nordvik, is_demo=True)
    meeting = make_meeting(cast.norr)
    meeting.team.organization.is_demo = True
    with pytest.raises(NotItsTimeError):
        begin_run(meeting=meeting, by=cast.anna, now=at(-5000))
    begin_run(meeting=meeting, by=cast.eva, now=at(-5000))
    meeting.refresh_from_db()
    assert meeting.starts_at == at(-5000)


@pytest.mark.parametrize("name", ["otto", "maj", "vera", "ada"])
def test_nobody_of_another_team_begins_it_and_neither_does_the_director(cast: Cast, name: str) -> None:
    with pytest.raises(NotItsTimeError):
        begun(cast, by=cast.members[name])


def test_a_meeting_that_was_called_off_is_not_held(cast: Cast) -> None:
    meeting = make_meeting(cast.norr)
    save_only(meeting, called_off_at=NEXT)
    with pytest.raises(NotItsTimeError):
        begun(cast, meeting=meeting)


def test_each_step_of_a_meeting_and_its_time_account(cast: Cast) -> None:
    run = begun(cast, minutes=3)
    go_on(run=run, version=0, by=cast.eva, now=at(11))
    pause(run=run, version=1, by=cast.eva, now=at(12))
    assert standing(run, 13).clock.is_paused
    resume(run=run, version=2, by=cast.eva, now=at(14))
    skip(run=run, place=2, version=3, by=cast.eva, now=at(15))
    skip(run=run, place=1, version=4, by=cast.eva, now=at(16))
    assert standing(run, 16).clock.at is not None
    assert standing(run, 16).at == run.items.get(item="exceptions")
    go_to(run=run, place=4, version=5, by=cast.eva, now=at(20))
    end_run(run=run, version=6, by=cast.eva, now=at(65))
    account = time_account(again(run))
    taken = {item.item: share.taken / MINUTE for item, share in account.rows}
    assert taken == {"promises": 8, "wins": 3, "moved": 0, "exceptions": 4, "cases": 45, "next_week": 0}
    figures = account.account
    spans = (figures.start_delay, figures.overrun, figures.whole, figures.paused)
    assert [span / MINUTE for span in spans] == [3, 5, 62, 2]
    assert sum(share.share for _item, share in account.rows) == pytest.approx(1)
    assert account.end_is_known


def test_an_item_that_was_left_out_is_on_again_when_somebody_goes_to_it(cast: Cast) -> None:
    run = begun(cast)
    skip(run=run, place=3, version=0, by=cast.eva, now=at(1))
    assert run.items.get(place=3).skipped_at == at(1)
    go_to(run=run, place=3, version=1, by=cast.eva, now=at(2))
    assert run.items.get(place=3).skipped_at is None


def test_of_two_who_press_at_once_the_second_is_told_and_nothing_is_skipped(cast: Cast) -> None:
    run = begun(cast, by=cast.anna)
    go_on(run=run, version=0, by=cast.eva, now=at(6))
    with pytest.raises(MovedError):
        go_on(run=run, version=0, by=cast.anna, now=at(6))
    here = standing(run, 6)
    assert here.at is not None
    assert (here.at.item, run.spells.count()) == (Item.WINS, 2)


def test_after_the_last_item_there_is_only_the_end(cast: Cast) -> None:
    run = begun(cast)
    go_to(run=run, place=5, version=0, by=cast.eva, now=at(1))
    with pytest.raises(NothingAheadError):
        go_on(run=run, version=1, by=cast.eva, now=at(2))
    with pytest.raises(NothingAheadError):
        skip(run=run, place=5, version=1, by=cast.eva, now=at(2))
    assert again(run).version == 1
    with pytest.raises(NoSuchItemError):
        go_to(run=run, place=9, version=1, by=cast.eva, now=at(2))


def test_an_ended_meeting_is_driven_no_more_but_can_be_taken_up_for_ten_minutes(cast: Cast) -> None:
    run = begun(cast)
    end_run(run=run, version=0, by=cast.eva, now=at(50))
    with pytest.raises(MovedError):
        go_on(run=run, version=1, by=cast.eva, now=at(51))
    take_up(run=again(run), by=cast.eva, now=at(52))
    here = standing(run, 53)
    assert here.clock.at is not None
    assert (here.clock.at.taken, here.clock.is_ended) == (51 * MINUTE, False)
    end_run(run=run, version=again(run).version, by=cast.eva, now=at(55))
    with pytest.raises(OverForGoodError):
        take_up(run=again(run), by=cast.eva, now=at(66))


def test_a_meeting_whose_minutes_have_gone_out_is_over(cast: Cast) -> None:
    run = begun(cast)
    end_run(run=run, version=0, by=cast.eva, now=at(50))
    MinutesSent.objects.create(run=run, member=cast.anna, was_there=True, at=at(51))
    with pytest.raises(OverForGoodError):
        take_up(run=again(run), by=cast.eva, now=at(52))


def test_the_team_drives_while_the_manager_is_away_and_is_back_at_the_table_when_she_comes(cast: Cast) -> None:
    run = begun(cast, by=cast.anna)
    assert may_drive(cast.anna, run)
    assert may_drive(cast.mikko, run)
    assert may_drive(cast.eva, run)
    check_in(meeting=meeting_of(run), member=cast.eva, by=cast.eva, now=at(5))
    assert may_drive(cast.anna, run)
    assert not may_drive(cast.mikko, run)
    with pytest.raises(PermissionDenied):
        go_on(run=run, version=0, by=cast.mikko, now=at(6))
    assert not any(may_drive(cast.members[name], run) for name in ("otto", "maj", "vera", "ada", "stig"))


def test_two_teams_meet_at_the_same_time(cast: Cast) -> None:
    norr = begun(cast)
    syd = begun(cast, by=cast.maj, meeting=make_meeting(cast.syd))
    go_on(run=norr, version=0, by=cast.eva, now=at(6))
    assert [standing(run, 7).at for run in (norr, syd)] == [norr.items.get(place=1), syd.items.get(place=0)]
    with pytest.raises(PermissionDenied):
        go_on(run=syd, version=0, by=cast.eva, now=at(8))


def test_a_meeting_that_nobody_ended_is_closed_at_the_end_that_was_planned(cast: Cast) -> None:
    run = begun(cast)
    go_on(run=run, version=0, by=cast.eva, now=at(6))
    assert close_forgotten(now=at(179)) == 0
    assert close_forgotten(now=at(180)) == 1
    closed = again(run)
    assert (closed.ended_at, closed.closed_by_itself, closed.ended_by) == (at(60), True, None)
    account = time_account(closed)
    assert not account.end_is_known
    assert [share.taken / MINUTE for _item, share in account.rows] == [6, 54, 0, 0, 0, 0]
    assert close_forgotten(now=at(600)) == 0


def test_a_long_meeting_is_not_closed_while_somebody_drives_it(cast: Cast) -> None:
    run = begun(cast)
    go_on(run=run, version=0, by=cast.eva, now=at(100))
    assert close_forgotten(now=at(200)) == 0
    assert close_forgotten(now=at(220)) == 1
    assert again(run).ended_at == at(100)


def test_whoever_leaves_the_team_during_the_meeting_stays_as_who_came(cast: Cast) -> None:
    run = begun(cast)
    check_in(meeting=meeting_of(run), member=cast.mikko, by=cast.mikko, now=at(1))
    save_only(cast.mikko, team=None, left_on=dt.date(2026, 11, 23))
    came = {one.member.name: one.arrived_at for one in people_of(meeting_of(run), again(run))}
    assert came == {"Eva Lindqvist": at(0), "Mikko Aalto": at(1), "Anna Berg": None}


def test_what_is_written_down_stands_at_the_item_that_is_now(cast: Cast) -> None:
    run = begun(cast)
    go_on(run=run, version=0, by=cast.eva, now=at(6))
    note = write_note(run=run, text=" Kemi först. ", by=cast.eva, now=at(7))
    assert (note.item.item, note.text) == (Item.WINS, "Kemi först.")
    strike_note(run=run, note=note.pk, by=cast.eva)
    strike_note(run=run, note=note.pk, by=cast.eva)
    assert not Note.objects.exists()
    with pytest.raises(PermissionDenied):
        write_note(run=run, text="Jag vill också", by=cast.anna, now=at(8))
    end_run(run=run, version=1, by=cast.eva, now=at(9))
    with pytest.raises(MovedError):
        write_note(run=again(run), text="För sent", by=cast.eva, now=at(10))


@pytest.fixture
def visit(cast: Cast) -> CustomerMeeting:
    return CustomerMeeting.objects.create(
        organization=cast.nordvik,
        owner=cast.anna,
        title="Kemi: genomgång",
        starts_at=NEXT,
        ends_at=NEXT + 60 * MINUTE,
        logged_at=NEXT - 60 * MINUTE,
    )


def test_a_customer_meeting_runs_on_its_charter(cast: Cast, visit: CustomerMeeting) -> None:
    Charter.objects.create(organization=cast.nordvik, meeting=visit, minutes=40, by=cast.anna, at=NEXT)
    run = begin_visit(meeting=visit, by=cast.anna, now=at(2))
    assert [one.minutes for one in run.items.all()] == [4, 10, 18, 8]
    assert all(one.title for one in run.items.all())
    go_on(run=run, version=0, by=cast.anna, now=at(6))
    assert standing(run, 7).clock.planned_end == at(60)
    assert not Presence.objects.exists()


@pytest.mark.parametrize("name", ["mikko", "eva", "vera"])
def test_a_customer_meeting_is_begun_and_driven_by_its_owner_alone(
    cast: Cast, visit: CustomerMeeting, name: str
) -> None:
    with pytest.raises(PermissionDenied):
        begin_visit(meeting=visit, by=cast.members[name], now=at(0))
    run = begin_visit(meeting=visit, by=cast.anna, now=at(0))
    with pytest.raises(PermissionDenied):
        go_on(run=run, version=0, by=cast.members[name], now=at(1))


def test_a_customer_meeting_is_not_begun_on_another_day(cast: Cast, visit: CustomerMeeting) -> None:
    with pytest.raises(NotItsTimeError):
        begin_visit(meeting=visit, by=cast.anna, now=at(-721))
