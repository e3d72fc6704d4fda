"""When members are taken, and what lies over our blocks."""

import pytest

from hederssak.calendars.actions import disconnect
from hederssak.calendars.queries.busy import Slot, busy_times, conflicts
from tests.calendars.made import DAY, HOUR, TUESDAY, make_busy, make_connection
from tests.cast import NOW, Cast

pytestmark = pytest.mark.db_both


def test_an_event_over_a_block_is_a_conflict_and_one_beside_it_is_none(cast: Cast) -> None:
    calendar = make_connection(cast.anna)
    make_busy(calendar, TUESDAY - HOUR, uid="before")
    make_busy(calendar, TUESDAY + 2 * HOUR, uid="after")
    over = make_busy(calendar, TUESDAY + HOUR, 3, uid="over")
    make_busy(make_connection(cast.mikko), TUESDAY, 1, uid="his")
    slot = Slot("block", cast.anna.pk, TUESDAY, TUESDAY + 2 * HOUR)
    found = conflicts([slot], members=[cast.anna, cast.mikko])
    assert [busy.uid for busy in found["block"]] == [over.uid]


def test_a_long_event_is_found_behind_many_short_ones(cast: Cast) -> None:
    calendar = make_connection(cast.anna)
    make_busy(calendar, TUESDAY - 6 * DAY, 24 * 7, uid="trip")
    for day in range(1, 5):
        make_busy(calendar, TUESDAY - day * DAY, 1)
    slot = Slot(1, cast.anna.pk, TUESDAY, TUESDAY + HOUR)
    assert [busy.uid for busy in conflicts([slot], members=[cast.anna])[1]] == ["trip"]


def test_what_is_marked_as_free_takes_no_time(cast: Cast) -> None:
    make_busy(make_connection(cast.anna), TUESDAY, 1, is_free=True)
    assert busy_times([cast.anna], NOW, NOW + 30 * DAY) == {cast.anna.pk: []}


def test_one_event_in_two_calendars_is_said_once(cast: Cast) -> None:
    for address in ("https://example.com/a/", "https://example.com/b/"):
        make_busy(make_connection(cast.anna, address=address), TUESDAY)
    assert len(busy_times([cast.anna], NOW, NOW + 30 * DAY)[cast.anna.pk]) == 1


def test_a_calendar_that_was_let_go_takes_no_time(cast: Cast) -> None:
    calendar = make_connection(cast.anna)
    make_busy(calendar, TUESDAY)
    disconnect(calendar, by=cast.anna, now=NOW)
    assert busy_times([cast.anna], NOW, NOW + 30 * DAY) == {cast.anna.pk: []}
