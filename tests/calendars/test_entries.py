"""Our own events: kept, moved and dropped by the rooms that own them."""

import pytest
from django.core.exceptions import PermissionDenied

from hederssak.calendars.actions import Wanted, drop_entries, drop_entry, keep_entries
from hederssak.calendars.models import Copy, Entry, Kind, Service
from tests.calendars.made import DAY, HOUR, TUESDAY, make_block, make_connection
from tests.cast import NOW, Cast

pytestmark = pytest.mark.db_both


def test_saying_the_same_twice_changes_nothing(cast: Cast) -> None:
    first = make_block(cast.anna)
    make_connection(cast.anna)
    Copy.objects.update(is_due=False)
    again = make_block(cast.anna, now=NOW + HOUR)
    assert (again.pk, again.sequence, again.changed_at) == (first.pk, 0, NOW)
    assert not Copy.objects.filter(is_due=True).exists()


def test_a_move_keeps_the_identity_and_counts_the_change(cast: Cast) -> None:
    first = make_block(cast.anna)
    moved = make_block(cast.anna, TUESDAY + DAY)
    assert (moved.uid, moved.sequence) == (first.uid, 1)


def test_each_written_calendar_is_told_and_one_that_is_only_read_is_not(cast: Cast) -> None:
    written = make_connection(cast.anna)
    make_connection(cast.anna, Service.ICS, "")
    block = make_block(cast.anna)
    assert list(Copy.objects.values_list("connection_id", "entry_id", "is_due")) == [(written.pk, block.pk, True)]


def test_what_was_dropped_comes_back_as_the_same_event(cast: Cast) -> None:
    first = make_block(cast.anna)
    drop_entry(member=cast.anna, key=first.key, by=cast.anna, now=NOW)
    assert Entry.objects.get(pk=first.pk).dropped_at == NOW
    assert make_block(cast.anna).sequence == 2
    assert Entry.objects.get(pk=first.pk).dropped_at is None


def test_dropping_what_is_not_there_is_passed_over(cast: Cast) -> None:
    assert drop_entries([(cast.anna, "block:none")], by=None, now=NOW) == 0


def test_a_calendar_that_is_connected_late_gets_what_lies_ahead(cast: Cast) -> None:
    make_block(cast.anna, TUESDAY - 30 * DAY, key="block:old")
    ahead = make_block(cast.anna)
    make_connection(cast.anna)
    assert [copy.entry_id for copy in Copy.objects.all()] == [ahead.pk]


def test_many_are_kept_with_a_handful_of_queries(cast: Cast, django_assert_max_num_queries: object) -> None:
    make_connection(cast.anna)
    wanted = [
        Wanted(
            member=member,
            key=f"block:{day}",
            kind=Kind.BLOCK,
            starts_at=TUESDAY + day * DAY,
            ends_at=TUESDAY + day * DAY + HOUR,
            title="Bokningstid",
        )
        for member in (cast.anna, cast.mikko)
        for day in range(60)
    ]
    with django_assert_max_num_queries(12):  # type: ignore[operator] # the fixture is a context manager
        rows = keep_entries(wanted, by=None, now=NOW)
    assert [(row.member_id, row.key) for row in rows] == [(one.member.pk, one.key) for one in wanted]
    assert (Entry.objects.count(), Copy.objects.count()) == (120, 60)


def test_nobody_writes_into_the_calendar_of_another_organization(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        make_block(cast.anna, by=cast.stig)
