"""`hederssak check` finds what went wrong with calendars behind the actions' back, and nothing else."""

import datetime as dt

import pytest
import time_machine

from hederssak.calendars.actions import drop_entry
from hederssak.calendars.checks import calendars_agree, calendars_are_read, calendars_hold_what_stands
from hederssak.calendars.models import BusyTime, Connection, Copy, Entry, Happening, Question, State
from tests.calendars.made import DAY, TUESDAY, make_block, make_busy, make_connection
from tests.cast import NOW, Cast

pytestmark = pytest.mark.db_both


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def connection(cast: Cast) -> Connection:
    connection = make_connection(cast.anna)
    make_block(cast.anna)
    make_busy(connection, TUESDAY)
    Copy.objects.update(is_due=False, href="/a/1.ics")
    return connection


def problems() -> int:
    return sum(len(list(check())) for check in (calendars_are_read, calendars_hold_what_stands, calendars_agree))


@pytest.mark.usefixtures("connection")
def test_what_the_actions_do_is_in_order(cast: Cast) -> None:
    assert problems() == 0
    drop_entry(member=cast.anna, key="block:1", by=cast.anna, now=NOW)
    assert problems() == 0


def test_a_calendar_that_was_not_read_for_a_day_is_named_and_one_that_lets_nobody_in_is_not(
    connection: Connection,
) -> None:
    Connection.objects.update(made_at=NOW - 2 * DAY, synced_at=NOW - 2 * DAY)
    assert len(list(calendars_are_read())) == 1
    Connection.objects.update(state=State.REVOKED)
    assert list(calendars_are_read()) == []


@pytest.mark.usefixtures("connection")
def test_events_that_a_calendar_was_not_told_of_are_named() -> None:
    Copy.objects.all().delete()
    assert len(list(calendars_hold_what_stands())) == 1


@pytest.mark.usefixtures("connection")
def test_events_that_a_calendar_was_not_told_to_drop_are_named() -> None:
    Entry.objects.update(dropped_at=NOW - dt.timedelta(hours=1))
    assert len(list(calendars_hold_what_stands())) == 1


@pytest.mark.usefixtures("connection")
def test_times_and_questions_that_belong_nowhere_are_named(cast: Cast) -> None:
    BusyTime.objects.update(member=cast.mikko)
    Entry.objects.update(dropped_at=NOW)
    entry = Entry.objects.get()
    Question.objects.create(
        organization=cast.nordvik, member=cast.anna, entry=entry, happening=Happening.DELETED, asked_at=NOW
    )
    assert len(list(calendars_agree())) == 2
