"""Two-way CalDAV against a real server."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest

from hederssak.calendars.actions import answer_question, connect, drop_entry
from hederssak.calendars.actions.turns import take_turn
from hederssak.calendars.models import Answer, BusyTime, Connection, Copy, Happening, Question, Service, State
from hederssak.calendars.providers.calls import Caller
from hederssak.calendars.providers.discovery import calendars_at
from hederssak.calendars.queries.busy import Slot, conflicts
from tests.calendars.made import DAY, HOUR, TUESDAY, make_block
from tests.calendars.radicale_server import MAKE, PASSWORD, USER, Phone, Radicale
from tests.calendars.texts import event_text
from tests.cast import NOW, Cast

pytestmark = pytest.mark.db_both
LATER = NOW + HOUR


def connected(cast: Cast, dav: Radicale) -> Connection:
    secret = {"user": USER, "password": PASSWORD}
    return connect(service=Service.CALDAV, address=dav.address, secret=secret, by=cast.anna, now=NOW)


def turn(connection: Connection, now: dt.datetime = NOW) -> int:
    """Take the connection's turn as if its time had come."""
    Connection.objects.filter(pk=connection.pk).update(due_at=now)
    touched = take_turn(connection.pk, now=now)
    connection.refresh_from_db()
    return touched


def test_the_calendars_of_events_are_found_from_the_servers_address(dav: Radicale) -> None:
    found = calendars_at(dav.base, Caller.guarded(auth=(USER, PASSWORD)))
    assert [(one.address, one.name) for one in found] == [(dav.address, "work")]


def test_a_block_is_written_moved_and_taken_out(cast: Cast, dav: Radicale) -> None:
    block = make_block(cast.anna)
    connection = connected(cast, dav)
    turn(connection)
    assert dav.phone.names() == [f"{block.uid}.ics"]
    make_block(cast.anna, TUESDAY + DAY)
    turn(connection)
    (event,) = icalendar.Calendar.from_ical(dav.phone.get(block.uid)).events
    assert (event.start, event["SEQUENCE"]) == (TUESDAY + DAY, 1)
    drop_entry(member=cast.anna, key=block.key, by=cast.anna, now=NOW)
    turn(connection)
    assert dav.phone.names() == []
    assert not Copy.objects.exists()
    assert connection.state == State.OK


def test_what_stands_over_a_block_is_found_and_the_block_itself_is_not(cast: Cast, dav: Radicale) -> None:
    block = make_block(cast.anna)
    connection = connected(cast, dav)
    dav.phone.put("visit", event_text("visit", TUESDAY + HOUR))
    turn(connection)
    slot = Slot(block.key, cast.anna.pk, block.starts_at, block.ends_at)
    assert [busy.uid for busy in conflicts([slot], members=[cast.anna])[block.key]] == ["visit"]


def test_no_title_is_kept_anywhere(cast: Cast, dav: Radicale) -> None:
    connection = connected(cast, dav)
    dav.phone.put("visit", event_text("visit", TUESDAY))
    turn(connection)
    rows = [*BusyTime.objects.values(), *Connection.objects.values()]
    assert rows
    assert "hudläkaren" not in str(rows)


def test_only_what_changed_is_read_again(cast: Cast, dav: Radicale) -> None:
    connection = connected(cast, dav)
    for number in range(5):
        dav.phone.put(f"e{number}", event_text(f"e{number}", TUESDAY + number * DAY))
    assert turn(connection) == 5
    assert turn(connection, LATER) == 0
    dav.phone.put("e1", event_text("e1", TUESDAY + 9 * DAY))
    dav.phone.delete("e2")
    dav.board.log.clear()
    assert turn(connection, LATER) == 2
    assert len(dav.board.log) == 2  # what changed, and the text of the one that is still there
    assert set(BusyTime.objects.values_list("uid", flat=True)) == {"e0", "e1", "e3", "e4"}


def test_instances_of_a_series_that_are_moved_or_called_off_are_followed(cast: Cast, dav: Radicale) -> None:
    connection = connected(cast, dav)
    dav.phone.put("weekly", event_text("weekly", TUESDAY, 1, "RRULE:FREQ=WEEKLY;COUNT=3"))
    turn(connection)
    assert BusyTime.objects.count() == 3
    second = TUESDAY.astimezone(dt.UTC) + 7 * DAY
    moved = event_text("weekly", TUESDAY + 8 * DAY, 1, f"RECURRENCE-ID:{second:%Y%m%dT%H%M%SZ}")
    exception = "BEGIN:VEVENT" + moved.split("BEGIN:VEVENT")[1].split("END:VCALENDAR")[0]
    third = second + 7 * DAY
    series = event_text("weekly", TUESDAY, 1, "RRULE:FREQ=WEEKLY;COUNT=3", f"EXDATE:{third:%Y%m%dT%H%M%SZ}")
    dav.phone.put("weekly", series.replace("END:VCALENDAR", f"{exception}END:VCALENDAR"))
    assert turn(connection, LATER) == 2
    starts = list(BusyTime.objects.order_by("starts_at").values_list("starts_at", flat=True))
    assert starts == [TUESDAY, TUESDAY + 8 * DAY]


def test_a_block_that_is_deleted_on_the_phone_comes_back_as_a_question(cast: Cast, dav: Radicale) -> None:
    block = make_block(cast.anna)
    connection = connected(cast, dav)
    turn(connection)
    dav.phone.delete(block.uid)
    for _ in range(2):
        turn(connection, LATER)
    (question,) = Question.objects.all()
    assert (question.happening, question.answered_at) == (Happening.DELETED, None)
    assert dav.phone.names() == []  # until it is answered, the phone is left alone
    block.refresh_from_db()
    assert block.dropped_at is None
    answer_question(question, answer=Answer.KEEP, by=cast.anna, now=LATER)
    turn(connection, LATER)
    assert dav.phone.names() == [f"{block.uid}.ics"]


def test_an_answer_to_swap_leaves_the_phone_alone(cast: Cast, dav: Radicale) -> None:
    block = make_block(cast.anna)
    connection = connected(cast, dav)
    turn(connection)
    dav.phone.delete(block.uid)
    turn(connection, LATER)
    answer_question(Question.objects.get(), answer=Answer.SWAP, by=cast.anna, now=LATER)
    turn(connection, LATER)
    assert dav.phone.names() == []


def test_a_block_that_is_moved_on_the_phone_is_asked_about_and_put_back(cast: Cast, dav: Radicale) -> None:
    block = make_block(cast.anna)
    connection = connected(cast, dav)
    turn(connection)
    dav.phone.put(block.uid, event_text(block.uid, TUESDAY + 3 * HOUR, 2))
    turn(connection, LATER)
    question = Question.objects.get()
    assert (question.happening, question.moved_to) == (Happening.MOVED, TUESDAY + 3 * HOUR)
    assert not BusyTime.objects.exists()
    answer_question(question, answer=Answer.KEEP, by=cast.anna, now=LATER)
    turn(connection, LATER)
    (event,) = icalendar.Calendar.from_ical(dav.phone.get(block.uid)).events
    assert event.start == TUESDAY


def test_moving_it_back_on_the_phone_answers_the_question(cast: Cast, dav: Radicale) -> None:
    block = make_block(cast.anna)
    connection = connected(cast, dav)
    turn(connection)
    for start in (TUESDAY + 3 * HOUR, TUESDAY):
        dav.phone.put(block.uid, event_text(block.uid, start, 2))
        turn(connection, LATER)
    assert not Question.objects.exists()


def test_keeping_puts_it_back_into_every_calendar_that_it_was_deleted_in(cast: Cast, dav: Radicale) -> None:
    block = make_block(cast.anna)
    first = connected(cast, dav)
    dav.phone.client.request("MKCALENDAR", f"{dav.base}{USER}/home/", content=MAKE % ("Hemma", "VEVENT"))
    secret = {"user": USER, "password": PASSWORD}
    second = connect(service=Service.CALDAV, address=f"{dav.base}{USER}/home/", secret=secret, by=cast.anna, now=NOW)
    home = Phone(f"{dav.base}{USER}/home/", dav.phone.client)
    for connection in (first, second):
        turn(connection)
    for phone in (dav.phone, home):
        phone.delete(block.uid)
    for connection in (first, second):
        turn(connection, LATER)
    answer_question(Question.objects.get(), answer=Answer.KEEP, by=cast.anna, now=LATER)
    for connection in (first, second):
        turn(connection, LATER)
    assert dav.phone.names() == home.names() == [f"{block.uid}.ics"]
