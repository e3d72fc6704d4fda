"""What goes wrong between us and a calendar: nothing is lost, nothing stands there twice, nobody is told twice."""

from __future__ import annotations

import datetime as dt

import pytest

from hederssak.calendars.actions import connect, disconnect, drop_entry
from hederssak.calendars.actions.applying import apply
from hederssak.calendars.actions.opening import opened
from hederssak.calendars.actions.telling import tell
from hederssak.calendars.actions.turns import due_connections, take_turn
from hederssak.calendars.models import BusyTime, Connection, Copy, Question, Service, State
from hederssak.calendars.providers.protocol import Window, Written
from hederssak.calendars.providers.writing import Outgoing
from hederssak.outbox.models import Outgoing as Letter
from tests.calendars.made import DAY, HOUR, TUESDAY, make_block
from tests.calendars.radicale_server import USER, Radicale
from tests.calendars.test_caldav import LATER, connected, turn
from tests.calendars.texts import event_text
from tests.cast import NOW, STOCKHOLM, Cast

pytestmark = pytest.mark.db_both


class KilledError(BaseException):
    """The worker is gone from one line to the next."""


class DiesAfterWriting:
    """A calendar whose server takes what it is given, after which the worker is killed."""

    def __init__(self, inner: object) -> None:
        self.inner = inner

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)

    def write(self, entry: Outgoing, *, known: Written | None, zone: dt.tzinfo) -> Written:
        self.inner.write(entry, known=known, zone=zone)  # type: ignore[attr-defined] # any provider
        raise KilledError


def test_a_worker_that_dies_between_calendar_and_database_leaves_no_double(cast: Cast, dav: Radicale) -> None:
    block = make_block(cast.anna)
    connection = connected(cast, dav)
    with pytest.raises(KilledError):
        tell(connection, DiesAfterWriting(opened(connection, now=NOW)), now=NOW)  # type: ignore[arg-type] # by its attributes
    copy = Copy.objects.get()
    assert (copy.href, copy.is_due, copy.tried_at) == ("", True, NOW)
    turn(connection, LATER)
    copy.refresh_from_db()
    assert (copy.is_due, copy.tried_at) == (False, None)
    assert dav.phone.names() == [f"{block.uid}.ics"]
    assert not BusyTime.objects.exists()
    assert not Question.objects.exists()


def test_it_is_found_by_its_uid_even_where_the_server_gave_it_another_name(cast: Cast, dav: Radicale) -> None:
    block = make_block(cast.anna)
    connection = connected(cast, dav)
    dav.phone.put("renamed", event_text(block.uid, TUESDAY, 2))
    Copy.objects.update(tried_at=NOW)
    turn(connection, LATER)
    assert dav.phone.names() == ["renamed.ics"]
    assert Copy.objects.get().href.endswith("/renamed.ics")


def test_a_worker_that_dies_and_a_block_that_is_dropped_meanwhile_leave_nothing(cast: Cast, dav: Radicale) -> None:
    block = make_block(cast.anna)
    connection = connected(cast, dav)
    with pytest.raises(KilledError):
        tell(connection, DiesAfterWriting(opened(connection, now=NOW)), now=NOW)  # type: ignore[arg-type] # by its attributes
    drop_entry(member=cast.anna, key=block.key, by=cast.anna, now=NOW)
    turn(connection, LATER)
    assert dav.phone.names() == []


def test_a_turn_that_was_cut_off_is_taken_over_after_a_while(cast: Cast, dav: Radicale) -> None:
    connection = connected(cast, dav)
    Connection.objects.update(turn_until=NOW + HOUR)
    assert turn(connection, NOW) == 0
    dav.phone.put("visit", event_text("visit", TUESDAY))
    assert turn(connection, NOW + HOUR) == 1


def test_a_calendar_that_is_away_for_a_day_is_caught_up_with(cast: Cast, dav: Radicale) -> None:
    block = make_block(cast.anna)
    connection = connected(cast, dav)
    turn(connection)
    dav.board.away = True
    waits = []
    now = LATER
    while now < NOW + DAY:
        turn(connection, now)
        assert connection.state == State.AWAY
        waits.append(connection.due_at - now)
        now = connection.due_at
    assert waits[:3] == [dt.timedelta(minutes=minutes) for minutes in (2, 4, 8)]
    assert max(waits) == HOUR
    make_block(cast.anna, TUESDAY + DAY)
    dropped = make_block(cast.anna, key="block:2")
    drop_entry(member=cast.anna, key=dropped.key, by=cast.anna, now=now)
    dav.board.away = False
    dav.phone.put("visit", event_text("visit", TUESDAY))
    assert connection.pk in due_connections(now=now)
    turn(connection, now)
    assert (connection.state, connection.failures) == (State.OK, 0)
    assert dav.phone.names() == [f"{block.uid}.ics", "visit.ics"]
    assert f"DTSTART;TZID=Europe/Stockholm:{TUESDAY + DAY:%Y%m%dT%H%M%S}" in dav.phone.get(block.uid)
    assert [busy.uid for busy in BusyTime.objects.all()] == ["visit"]
    assert not Letter.objects.exists()


def test_a_server_that_asks_for_patience_gets_it(cast: Cast, dav: Radicale) -> None:
    connection = connected(cast, dav)
    dav.board.instead = [("REPORT", "429 Too Many Requests", {"Retry-After": "600"}, b"")]
    turn(connection)
    assert (connection.state, connection.last_error) == (State.AWAY, "throttled")
    assert connection.due_at == NOW + dt.timedelta(minutes=10)


def test_who_is_let_in_no_more_is_told_once_and_asked_no_more(cast: Cast, dav: Radicale) -> None:
    block = make_block(cast.anna)
    connection = connect(
        service=Service.CALDAV,
        address=dav.address,
        secret={"user": USER, "password": "fel"},
        by=cast.anna,
        now=NOW,
    )
    for hour in range(3):
        turn(connection, NOW + hour * HOUR)
    assert connection.state == State.REVOKED
    (letter,) = Letter.objects.all()
    assert letter.payload["to"] == cast.anna.email
    assert due_connections(now=NOW + DAY) == []
    block.refresh_from_db()
    assert block.dropped_at is None
    connected(cast, dav)
    turn(connection, NOW + DAY)
    assert (connection.state, connection.told_at) == (State.OK, None)
    assert dav.phone.names() == [f"{block.uid}.ics"]


def test_a_lost_sync_token_has_everything_read_anew_and_changes_only_what_differs(cast: Cast, dav: Radicale) -> None:
    block = make_block(cast.anna)
    connection = connected(cast, dav)
    dav.phone.put("stays", event_text("stays", TUESDAY))
    dav.phone.put("goes", event_text("goes", TUESDAY))
    turn(connection)
    stays = BusyTime.objects.get(uid="stays")
    dav.phone.delete("goes")
    Connection.objects.update(sync_token="sync:http://radicale.org/ns/sync/" + "0" * 64)
    assert turn(connection, LATER) == 1
    assert BusyTime.objects.get() == stays
    assert not Question.objects.exists()
    dav.phone.delete(block.uid)
    Connection.objects.update(sync_token="sync:http://radicale.org/ns/sync/" + "0" * 64)
    turn(connection, LATER)
    assert Question.objects.count() == 1


def test_a_server_without_sync_tokens_is_asked_for_all_and_only_when_something_changed(
    cast: Cast, dav: Radicale
) -> None:
    connection = connected(cast, dav)
    dav.phone.put("visit", event_text("visit", TUESDAY))
    dav.board.instead = [("REPORT", "403 Forbidden", {}, b"<error xmlns='DAV:'><supported-report/></error>")]
    assert turn(connection) == 1
    assert connection.sync_token.startswith("ctag:")
    dav.board.log.clear()
    assert turn(connection, LATER) == 0
    assert [line.split()[0] for line in dav.board.log] == ["PROPFIND"]
    dav.phone.delete("visit")
    assert turn(connection, LATER) == 1
    assert not BusyTime.objects.exists()


def test_a_calendar_that_was_deleted_has_to_be_connected_anew(cast: Cast, dav: Radicale) -> None:
    connection = connected(cast, dav)
    dav.phone.client.delete(dav.address).raise_for_status()
    turn(connection)
    assert (connection.state, connection.last_error) == (State.REVOKED, "gone")


def test_another_secret_key_asks_for_the_password_again(cast: Cast, dav: Radicale, settings: object) -> None:
    connection = connected(cast, dav)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined] # the fixture takes any setting
    turn(connection)
    assert (connection.state, connection.last_error) == (State.REVOKED, "key")


def test_an_event_that_the_server_does_not_take_stops_no_other(cast: Cast, dav: Radicale) -> None:
    make_block(cast.anna)
    second = make_block(cast.anna, TUESDAY + DAY, key="block:2")
    connection = connected(cast, dav)
    dav.board.instead = [("PUT", "415 Unsupported Media Type", {}, b"")]
    turn(connection)
    assert dav.phone.names() == [f"{second.uid}.ics"]
    assert connection.state == State.OK


def test_a_second_worker_leaves_a_calendar_alone_that_one_is_at(cast: Cast, dav: Radicale) -> None:
    connection = connected(cast, dav)
    Connection.objects.update(turn_until=NOW + dt.timedelta(minutes=5))
    dav.board.log.clear()
    assert take_turn(connection.pk, now=NOW) == 0
    assert dav.board.log == []


def test_the_calendar_of_somebody_who_has_left_is_left_alone(cast: Cast, dav: Radicale) -> None:
    connection = connected(cast, dav)
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(left_on=NOW.date())
    dav.board.log.clear()
    assert due_connections(now=NOW) == []
    turn(connection)
    assert dav.board.log == []


def test_a_calendar_that_is_let_go_of_while_it_is_read_stays_forgotten(cast: Cast, dav: Radicale) -> None:
    connection = connected(cast, dav)
    dav.phone.put("visit", event_text("visit", TUESDAY))
    changes = opened(connection, now=NOW).changes("", Window(NOW, NOW + 26 * 7 * DAY, STOCKHOLM))
    disconnect(connection, by=cast.anna, now=NOW)
    assert apply(connection, changes, read_until=NOW + 26 * 7 * DAY, now=NOW) == 0
    assert not BusyTime.objects.exists()
    connection.refresh_from_db()
    assert connection.sync_token == ""
