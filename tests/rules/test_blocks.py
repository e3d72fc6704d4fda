"""R1: when booking hours are, how they end, and what lies over them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.blocks import (
    Busy,
    Deeds,
    Share,
    Slot,
    Verdict,
    WeeklyRule,
    booked_inside,
    clash,
    conflicts,
    occurrences,
    settle,
    settle_planning,
)
from hederssak.rules.weeks import Week, day_bounds, local_instant
from hederssak.rules.worktime import Period, WorkCalendar

STOCKHOLM, HELSINKI = ZoneInfo("Europe/Stockholm"), ZoneInfo("Europe/Helsinki")
TUESDAY = date(2026, 3, 10)
NINE = time(9)


def rule(
    weekday: int = 1, starts: time = NINE, minutes: int = 120, zone: ZoneInfo = STOCKHOLM, **when: date
) -> WeeklyRule:
    """Make a rule that holds from 2026 on."""
    first = when.get("first", date(2026, 1, 1))
    return WeeklyRule(f"{weekday} {starts}", weekday, starts, minutes, first, when.get("last"), zone)


def days(rules: list[WeeklyRule], calendar: WorkCalendar, first: date, last: date) -> list[date]:
    """Return the local days of the times that the rules make."""
    return [one.slot.starts_at.astimezone(one.rule.zone).date() for one in occurrences(rules, calendar, first, last)]


def at(hour: int, minute: int = 0, day: date = TUESDAY) -> datetime:
    """Return an instant of the Tuesday, by the clock in Stockholm."""
    return local_instant(day, time(hour, minute), STOCKHOLM)


BLOCK = Slot(at(9), at(11))
MIDNIGHT = day_bounds(TUESDAY, STOCKHOLM)[1]


@pytest.mark.parametrize("zone", [STOCKHOLM, HELSINKI])
@pytest.mark.parametrize(("monday", "shift"), [(date(2026, 3, 23), -1), (date(2026, 10, 19), 1)])
def test_nine_stays_nine_when_the_clocks_change(zone: ZoneInfo, monday: date, shift: int) -> None:
    before, after = occurrences([rule(zone=zone)], WorkCalendar(), monday, monday + timedelta(days=13))
    assert [one.slot.starts_at.astimezone(zone).time() for one in (before, after)] == [NINE, NINE]
    assert after.slot.starts_at - before.slot.starts_at == timedelta(days=7, hours=shift)
    assert after.slot.minutes == 120


def test_week_53_has_its_times_like_any_other() -> None:
    first, last = Week(2026, 52).monday, Week(2027, 1).sunday
    found = days([rule(weekday=4)], WorkCalendar(), first, last)
    assert [str(Week.of(day)) for day in found] == ["2026-W52", "2026-W53", "2027-W01"]
    assert found[1] == date(2027, 1, 1)


def test_holidays_absence_and_quiet_weeks_have_none() -> None:
    calendar = WorkCalendar(
        holidays=frozenset({date(2026, 5, 14)}),
        absences=(Period(date(2026, 5, 18), date(2026, 5, 24)),),
        quiet=(Period(Week(2026, 28).monday, Week(2026, 31).sunday),),
    )
    thursdays = rule(weekday=3)
    found = days([thursdays], calendar, date(2026, 5, 1), date(2026, 5, 31))
    assert found == [date(2026, 5, 7), date(2026, 5, 28)]
    assert days([thursdays], calendar, Week(2026, 28).monday, Week(2026, 31).sunday) == []


def test_a_rule_holds_on_its_first_and_on_its_last_day() -> None:
    short = rule(first=TUESDAY, last=TUESDAY + timedelta(days=7))
    assert days([short], WorkCalendar(), date(2026, 1, 1), date(2026, 12, 31)) == [TUESDAY, date(2026, 3, 17)]


def test_nobody_has_to_be_in_two_at_once() -> None:
    both = [rule(), rule(starts=time(10))]
    assert len(days(both, WorkCalendar(), TUESDAY, TUESDAY)) == 1
    assert clash(*both)
    assert not clash(rule(), rule(starts=time(11)))
    assert not clash(rule(last=date(2026, 2, 1)), rule(first=date(2026, 2, 2)))


RULES = st.builds(
    WeeklyRule,
    st.integers(),
    st.integers(0, 6),
    st.times(max_value=time(20)).map(lambda clock: clock.replace(second=0, microsecond=0)),
    st.integers(15, 240),
    st.dates(date(2026, 1, 1), date(2027, 6, 1)),
    st.none() | st.dates(date(2026, 6, 1), date(2027, 12, 31)),
    st.sampled_from([STOCKHOLM, HELSINKI]),
)


@given(st.lists(RULES, max_size=4), st.dates(date(2026, 1, 1), date(2027, 3, 1)), st.integers(0, 200))
def test_times_follow_each_other_and_making_them_in_parts_makes_the_same(
    rules: list[WeeklyRule], first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    found = occurrences(rules, WorkCalendar(), first, last)
    assert all(one.slot.ends_at <= other.slot.starts_at for one, other in pairwise(found))
    assert all(first <= one.slot.starts_at.astimezone(one.rule.zone).date() <= last for one in found)
    middle = first + timedelta(days=length // 2)
    parts = occurrences(rules, WorkCalendar(), first, middle) + occurrences(
        rules, WorkCalendar(), middle + timedelta(days=1), last
    )
    assert {one.slot for one in found} <= {one.slot for one in parts}


def verdict(deeds: Deeds, now: datetime = MIDNIGHT) -> Verdict | None:
    """Settle the Tuesday's block."""
    return settle(BLOCK, deeds, day_ends_at=MIDNIGHT, now=now)


def test_80_percent_with_an_outcome_is_held() -> None:
    there = (Slot(at(9, 10), at(10, 46)),)
    assert verdict(Deeds(there, outcomes=(at(9, 30),)), now=at(11)) == Verdict.HELD
    assert verdict(Deeds(there, prepared_at=at(10, 40)), now=at(11)) == Verdict.HELD
    assert verdict(Deeds((Slot(at(9, 10), at(10, 45)),), outcomes=(at(9, 30),))) == Verdict.MISSED


def test_to_sit_there_is_not_to_hold_it() -> None:
    assert verdict(Deeds((BLOCK,))) == Verdict.MISSED


def test_a_preparation_alone_is_not_held() -> None:
    assert verdict(Deeds(prepared_at=at(9, 30))) == Verdict.MISSED


def test_two_windows_at_once_count_once() -> None:
    twice = (Slot(at(9), at(10)), Slot(at(9), at(10)), Slot(at(9, 30), at(10)))
    assert verdict(Deeds(twice, outcomes=(at(9, 30),))) == Verdict.MISSED


def test_late_on_the_same_day_and_as_long_is_held_late() -> None:
    late = Deeds((Slot(at(13), at(15)),), outcomes=(at(13, 30),))
    assert verdict(late, now=at(15)) == Verdict.HELD_LATE
    assert verdict(Deeds((Slot(at(13), at(14, 59)),), outcomes=(at(13, 30),))) == Verdict.MISSED
    tomorrow = timedelta(days=1)
    assert verdict(Deeds((Slot(at(13) + tomorrow, at(15) + tomorrow),), outcomes=(at(13) + tomorrow,))) == (
        Verdict.MISSED
    )


def test_nothing_is_missed_before_the_day_is_over() -> None:
    assert verdict(Deeds(), now=at(10)) is None
    assert verdict(Deeds(), now=at(23, 59)) is None
    assert verdict(Deeds(), now=MIDNIGHT) == Verdict.MISSED


def test_what_touches_a_time_is_no_conflict() -> None:
    visit = Busy(Slot(at(10, 30), at(12)), "meeting", "1")
    before, after = Busy(Slot(at(8), at(9)), "meeting", "2"), Busy(Slot(at(11), at(12)), "meeting", "3")
    all_week = Busy(Slot(at(0, day=date(2026, 3, 9)), at(0, day=date(2026, 3, 14))), "calendar", "4")
    assert conflicts([BLOCK], [visit, before, after, all_week]) == [[all_week, visit]]
    assert conflicts([BLOCK], []) == [[]]


INSTANTS = st.integers(0, 2_000).map(lambda step: datetime(2026, 3, 2, tzinfo=UTC) + timedelta(minutes=15 * step))
SLOTS = st.builds(Slot.at, INSTANTS, st.integers(1, 3_000))


@given(st.lists(SLOTS, max_size=8), st.lists(SLOTS.map(lambda slot: Busy(slot, "calendar")), max_size=12))
def test_conflicts_are_what_looking_at_each_pair_finds(blocks: list[Slot], busy: list[Busy]) -> None:
    found = conflicts(blocks, busy)
    for block, over in zip(blocks, found, strict=True):
        assert sorted(one.slot for one in over) == sorted(one.slot for one in busy if one.slot.overlaps(block))


def test_the_share_booked_inside_says_of_how_many() -> None:
    other = Slot(at(13), at(14))
    assert booked_inside([at(9), at(10, 59), at(11), at(13, 5), at(8)], [other, BLOCK]) == Share(3, 5)
    assert booked_inside([], [BLOCK]).value is None


@pytest.mark.parametrize(
    ("listed", "verdict"),
    [
        ("15:40", Verdict.HELD),
        ("19:00", Verdict.HELD_LATE),
        ("15:20", Verdict.MISSED),
        (None, Verdict.MISSED),
    ],
)
def test_a_time_for_the_list_is_held_when_somebody_was_put_on_it(listed: str | None, verdict: Verdict) -> None:
    block = Slot.at(datetime(2026, 11, 23, 15, 30, tzinfo=UTC), 30)
    times = [datetime.combine(block.starts_at.date(), time.fromisoformat(listed), UTC)] if listed else []
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    assert settle_planning(block, times, prepared_at=None, day_ends_at=midnight, now=midnight) is verdict
    assert settle_planning(block, times, prepared_at=None, day_ends_at=midnight, now=block.starts_at) is None
