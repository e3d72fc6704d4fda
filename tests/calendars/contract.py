"""What every calendar that is read and written has to do, whichever service is behind it.

A test module makes a `world` fixture and inherits from `Contract`; the tests below are then run against its service.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from zoneinfo import ZoneInfo

import pytest

from hederssak.calendars.providers.protocol import (
    AccessRevoked,
    CalendarAway,
    Changes,
    Overtaken,
    Provider,
    TokenLost,
    Window,
    Written,
)
from hederssak.calendars.providers.writing import Outgoing
from tests.cast import NOW

ZONE = ZoneInfo("Europe/Helsinki")
WINDOW = Window(NOW - dt.timedelta(weeks=1), NOW + dt.timedelta(weeks=26), ZONE)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
START = dt.datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
UID = "01234567-89ab-7cde-8f01-23456789abcd"


class World(ABC):
    """A service with one calendar, and what its owner, its network and its operator may do to it."""

    provider: Provider
    waited: list[float]

    @abstractmethod
    def put(self, name: str, starts_at: dt.datetime, hours: float = 1) -> None:
        """Let the owner write an event, or write over it."""

    @abstractmethod
    def drop(self, name: str) -> None:
        """Let the owner delete an event."""

    @abstractmethod
    def put_all_day(self, name: str, day: dt.date) -> None:
        """Let the owner write an event of a whole day."""

    @abstractmethod
    def put_free(self, name: str, starts_at: dt.datetime) -> None:
        """Let the owner write an event that takes no time."""

    @abstractmethod
    def put_series(self, name: str, starts_at: dt.datetime, times: int) -> None:
        """Let the owner write an event that repeats weekly."""

    @abstractmethod
    def move_ours(self, written: Written, starts_at: dt.datetime) -> None:
        """Let the owner move an event of ours."""

    @abstractmethod
    def throttle(self, retry_after: str) -> None:
        """Answer the next call with 429."""

    @abstractmethod
    def break_at_page(self, page: int) -> None:
        """Fail at a page of the next reading."""

    @abstractmethod
    def forget_tokens(self) -> None:
        """Know no sync token any more."""

    @abstractmethod
    def revoke(self) -> None:
        """Let us in no more."""

    @abstractmethod
    def small_pages(self) -> None:
        """Give few events at once."""


def entry(starts_at: dt.datetime = START, *, sequence: int = 0) -> Outgoing:
    """Return a block of two hours."""
    return Outgoing(
        uid=UID,
        starts_at=starts_at,
        ends_at=starts_at + 2 * HOUR,
        title="Bokningstid",
        sequence=sequence,
        changed_at=NOW,
    )


def starts(changes: Changes) -> list[dt.datetime]:
    return sorted(span.starts_at for one in changes.found.values() for span in one.spans)


class Contract:
    """The tests."""

    def test_at_first_everything_then_only_what_changed(self, world: World) -> None:
        world.put("one", START)
        world.put("two", START + DAY)
        first = world.provider.changes("", WINDOW)
        assert first.is_whole
        assert starts(first) == [START, START + DAY]
        assert world.provider.changes(first.token, WINDOW).found == {}
        world.put("two", START + 2 * DAY)
        world.put("three", START + 3 * DAY)
        second = world.provider.changes(first.token, WINDOW)
        assert (second.is_whole, starts(second), second.gone) == (False, [START + 2 * DAY, START + 3 * DAY], set())

    def test_what_is_deleted_is_gone_by_the_name_it_had(self, world: World) -> None:
        world.put("one", START)
        first = world.provider.changes("", WINDOW)
        world.drop("one")
        second = world.provider.changes(first.token, WINDOW)
        assert (second.found, second.gone) == ({}, set(first.found))

    def test_a_whole_day_is_the_readers_own_day(self, world: World) -> None:
        world.put_all_day("day", START.date())
        (found,) = world.provider.changes("", WINDOW).found.values()
        midnight = dt.datetime(2026, 11, 24, tzinfo=ZONE)
        assert [(span.starts_at, span.ends_at, span.all_day) for span in found.spans] == [
            (midnight, midnight + DAY, True)
        ]

    def test_what_takes_no_time_is_marked(self, world: World) -> None:
        world.put_free("free", START)
        (found,) = world.provider.changes("", WINDOW).found.values()
        assert [span.is_free for span in found.spans] == [True]

    def test_a_series_gives_each_of_its_instances(self, world: World) -> None:
        world.put_series("weekly", START, 3)
        changes = world.provider.changes("", WINDOW)
        assert starts(changes) == [START, START + 7 * DAY, START + 14 * DAY]
        keys = {(one.href, span.uid, span.recurrence) for one in changes.found.values() for span in one.spans}
        assert len(keys) == 3

    def test_no_title_comes_out(self, world: World) -> None:
        world.put("one", START)
        assert "hudläkaren" not in repr(world.provider.changes("", WINDOW))

    def test_an_event_of_ours_is_written_once_and_found_by_its_uid(self, world: World) -> None:
        assert world.provider.find(UID, ZONE) is None
        written = world.provider.write(entry(), known=None, zone=ZONE)
        found = world.provider.find(UID, ZONE)
        assert found
        assert (found.href, found.etag, found.spans[0].starts_at) == (written.href, written.etag, START)
        changes = world.provider.changes("", WINDOW)
        assert [one.uid in {UID, written.uid} for one in changes.found.values()] == [True]

    def test_an_event_of_ours_is_moved_and_keeps_its_name(self, world: World) -> None:
        written = world.provider.write(entry(), known=None, zone=ZONE)
        moved = world.provider.write(entry(START + DAY, sequence=1), known=written, zone=ZONE)
        assert moved.href == written.href
        assert moved.etag != written.etag
        assert starts(world.provider.changes("", WINDOW)) == [START + DAY]

    def test_what_the_owner_changed_meanwhile_is_not_written_over_unseen(self, world: World) -> None:
        written = world.provider.write(entry(), known=None, zone=ZONE)
        world.move_ours(written, START + 3 * HOUR)
        with pytest.raises(Overtaken):
            world.provider.write(entry(START + DAY), known=written, zone=ZONE)
        with pytest.raises(Overtaken):
            world.provider.remove(written)
        found = world.provider.find(UID, ZONE)
        assert found
        assert found.spans[0].starts_at == START + 3 * HOUR

    def test_an_event_of_ours_is_taken_out_and_a_second_time_changes_nothing(self, world: World) -> None:
        written = world.provider.write(entry(), known=None, zone=ZONE)
        for _ in range(2):
            world.provider.remove(written)
        assert world.provider.find(UID, ZONE) is None
        with pytest.raises(Overtaken):
            world.provider.write(entry(), known=written, zone=ZONE)

    def test_what_was_deleted_can_be_written_again(self, world: World) -> None:
        world.provider.remove(world.provider.write(entry(), known=None, zone=ZONE))
        again = world.provider.write(entry(), known=None, zone=ZONE)
        found = world.provider.find(UID, ZONE)
        assert found
        assert found.href == again.href
        assert starts(world.provider.changes("", WINDOW)) == [START]

    def test_all_pages_are_read(self, world: World) -> None:
        world.small_pages()
        for number in range(7):
            world.put(f"e{number}", START + number * DAY)
        first = world.provider.changes("", WINDOW)
        assert len(first.found) == 7
        for number in range(7):
            world.put(f"e{number}", START + number * DAY + HOUR)
        assert len(world.provider.changes(first.token, WINDOW).found) == 7

    def test_a_reading_that_breaks_off_gives_nothing_and_can_be_made_again(self, world: World) -> None:
        world.small_pages()
        for number in range(7):
            world.put(f"e{number}", START + number * DAY)
        world.break_at_page(2)
        with pytest.raises(CalendarAway):
            world.provider.changes("", WINDOW)
        assert len(world.provider.changes("", WINDOW).found) == 7

    def test_a_short_wait_is_waited_for_and_a_long_one_is_handed_on(self, world: World) -> None:
        world.put("one", START)
        world.throttle("2")
        assert len(world.provider.changes("", WINDOW).found) == 1
        assert world.waited == [2.0]
        world.throttle("600")
        with pytest.raises(CalendarAway) as away:
            world.provider.changes("", WINDOW)
        assert (away.value.code, away.value.wait) == ("throttled", 600.0)

    def test_a_forgotten_token_is_said_to_be_lost(self, world: World) -> None:
        world.put("one", START)
        first = world.provider.changes("", WINDOW)
        world.forget_tokens()
        with pytest.raises(TokenLost):
            world.provider.changes(first.token, WINDOW)
        assert len(world.provider.changes("", WINDOW).found) == 1

    def test_who_is_let_in_no_more_is_told_so(self, world: World) -> None:
        world.revoke()
        with pytest.raises(AccessRevoked):
            world.provider.changes("", WINDOW)
        with pytest.raises(AccessRevoked):
            world.provider.write(entry(), known=None, zone=ZONE)
