"""The secret calendar address."""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import pytest

from hederssak.calendars.actions import drop_entry, feed_key, renew_feed
from hederssak.calendars.models import Feed
from hederssak.calendars.queries.feeds import feed_for
from tests.calendars.made import DAY, TUESDAY, make_block
from tests.cast import NOW, Cast

pytestmark = pytest.mark.db_both


def read(key: str) -> icalendar.Calendar:
    text = feed_for(key, now=NOW)
    assert text is not None
    return icalendar.Calendar.from_ical(text)


def test_it_holds_what_is_ahead_under_names_that_stay(cast: Cast) -> None:
    block = make_block(cast.anna)
    make_block(cast.mikko, key="block:his")
    (event,) = read(feed_key(by=cast.anna, now=NOW)).events
    assert (event["UID"], event["SEQUENCE"], event.start) == (block.uid, 0, TUESDAY)
    moved = make_block(cast.anna, TUESDAY + DAY)
    (event,) = read(feed_key(by=cast.anna, now=NOW)).events
    assert (event["UID"], event["SEQUENCE"], event.start) == (moved.uid, 1, TUESDAY + DAY)


def test_nine_o_clock_stays_nine_when_the_clocks_change(cast: Cast) -> None:
    zone = ZoneInfo("Europe/Stockholm")
    for number, day in enumerate((dt.date(2027, 3, 26), dt.date(2027, 3, 29))):
        make_block(cast.anna, dt.datetime.combine(day, dt.time(9), zone), key=f"block:{number}")
    calendar = read(feed_key(by=cast.anna, now=NOW))
    (spelled_out,) = calendar.timezones
    assert spelled_out.tz_name == "Europe/Stockholm"
    own = spelled_out.to_tz(lookup_tzid=False)
    hours = [dt.datetime(2027, month, day, 9, tzinfo=own).utcoffset() for month, day in ((3, 26), (3, 29), (11, 2))]
    assert hours == [dt.timedelta(hours=1), dt.timedelta(hours=2), dt.timedelta(hours=1)]
    assert {event["DTSTART"].params["TZID"] for event in calendar.events} == {"Europe/Stockholm"}


def test_the_text_stays_the_same_while_nothing_changes(cast: Cast) -> None:
    make_block(cast.anna)
    key = feed_key(by=cast.anna, now=NOW)
    assert feed_for(key, now=NOW) == feed_for(key, now=NOW + DAY)


def test_a_dropped_event_is_gone(cast: Cast) -> None:
    block = make_block(cast.anna)
    drop_entry(member=cast.anna, key=block.key, by=cast.anna, now=NOW)
    assert read(feed_key(by=cast.anna, now=NOW)).events == []


def test_the_address_is_shown_again_and_a_renewed_one_closes_the_old(cast: Cast) -> None:
    old = feed_key(by=cast.anna, now=NOW)
    assert feed_key(by=cast.anna, now=NOW) == old
    new = renew_feed(by=cast.anna, now=NOW)
    assert feed_for(old, now=NOW) is None
    assert feed_for(new, now=NOW) is not None


def test_the_key_is_in_the_database_only_as_a_hash_and_sealed(cast: Cast) -> None:
    key = feed_key(by=cast.anna, now=NOW)
    row = Feed.objects.get()
    assert key not in row.key_hash + row.sealed_key


def test_whoever_has_left_has_no_feed(cast: Cast) -> None:
    key = feed_key(by=cast.anna, now=NOW)
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(left_on=NOW.date())
    assert feed_for(key, now=NOW) is None
