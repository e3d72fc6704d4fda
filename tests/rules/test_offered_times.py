"""Times that one can offer on the telephone."""

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.blocks import Slot
from hederssak.rules.offered_times import AHEAD, offered_times
from hederssak.rules.weeks import local_instant

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = dt.datetime(2026, 11, 18, 9, 0, tzinfo=STOCKHOLM)
DAYS = [dt.date(2026, 11, 19) + dt.timedelta(days=n) for n in (0, 1, 4, 5)]


def offered(*busy: Slot, minutes: int = 45, count: int = 4) -> list[str]:
    found = offered_times(busy, DAYS, minutes=minutes, zone=STOCKHOLM, now=NOW, count=count)
    return [start.astimezone(STOCKHOLM).strftime("%a %H:%M") for start in found]


def slot(day: dt.date, first: int, last: int) -> Slot:
    return Slot(local_instant(day, dt.time(first), STOCKHOLM), local_instant(day, dt.time(last), STOCKHOLM))


def test_different_days_are_offered_mornings_and_afternoons_in_turn() -> None:
    assert offered() == ["Thu 09:00", "Fri 13:00", "Mon 09:00", "Tue 13:00"]


def test_what_is_taken_is_not_offered() -> None:
    assert offered(slot(DAYS[0], 9, 11), slot(DAYS[1], 13, 16)) == ["Thu 11:00", "Fri 09:00", "Mon 09:00", "Tue 13:00"]


def test_with_few_days_a_day_is_offered_twice() -> None:
    found = offered_times([], DAYS[:1], minutes=30, zone=STOCKHOLM, now=NOW)
    assert [start.astimezone(STOCKHOLM).hour for start in found] == [9, 13]


def test_a_week_that_is_full_offers_nothing() -> None:
    assert offered(*(slot(day, 0, 23) for day in DAYS)) == []


SLOTS = st.builds(
    lambda start, minutes: Slot(NOW + dt.timedelta(minutes=start), NOW + dt.timedelta(minutes=start + minutes)),
    st.integers(0, 10_000),
    st.integers(15, 600),
)


@given(st.lists(SLOTS, max_size=30), st.integers(15, 180), st.integers(1, 6))
def test_nothing_that_is_offered_overlaps_or_comes_too_soon(busy: list[Slot], minutes: int, count: int) -> None:
    found = offered_times(busy, DAYS, minutes=minutes, zone=STOCKHOLM, now=NOW, count=count)
    assert len(found) <= count
    assert found == sorted(set(found))
    for start in found:
        mine = Slot(start, start + dt.timedelta(minutes=minutes))
        assert start >= NOW + AHEAD
        assert not any(mine.overlaps(other) for other in busy)
