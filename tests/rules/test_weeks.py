from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.weeks import NotAWeek, Week, day_bounds, local_day, local_instant, weeks_in

STOCKHOLM = ZoneInfo("Europe/Stockholm")
HELSINKI = ZoneInfo("Europe/Helsinki")
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def test_2026_has_a_week_53_that_ends_in_january() -> None:
    week = Week.of(date(2027, 1, 1))
    assert str(week) == "2026-W53"
    assert week.days[0] == date(2026, 12, 28)
    assert week.sunday == date(2027, 1, 3)
    assert week.next() == Week(2027, 1)
    assert weeks_in(2026) == 53
    assert weeks_in(2027) == 52


def test_january_may_begin_in_the_year_before() -> None:
    assert Week.of(date(2025, 12, 29)) == Week(2026, 1)
    assert Week(2026, 1).previous() == Week(2025, 52)


@pytest.mark.parametrize("text", ["2026-W47", "2026W47", " 2026-w47 "])
def test_a_week_is_read_as_people_write_it(text: str) -> None:
    assert Week.parse(text) == Week(2026, 47)


@pytest.mark.parametrize("text", ["", "2026-47", "W47", "2027-W53", "2026-W00", "2026-W54", "2026-W471"])
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(NotAWeek):
        Week.parse(text)


def test_weeks_sort_by_time_across_the_turn_of_the_year() -> None:
    assert Week(2026, 53) < Week(2027, 1)
    assert min([Week(2027, 1), Week(2026, 9), Week(2026, 10)]) == Week(2026, 9)


def test_a_month_that_ends_mid_week_leaves_its_week_whole() -> None:
    week = Week.of(date(2026, 9, 30))  # a Wednesday
    assert date(2026, 10, 1) in week
    assert date(2026, 10, 5) not in week


def test_late_in_the_evening_of_utc_it_is_already_tomorrow_in_helsinki() -> None:
    sunday_night = datetime(2026, 11, 15, 22, 30, tzinfo=UTC)
    assert local_day(sunday_night, STOCKHOLM) == date(2026, 11, 15)
    assert local_day(sunday_night, HELSINKI) == date(2026, 11, 16)
    assert Week.of_instant(sunday_night, HELSINKI) == Week.of_instant(sunday_night, STOCKHOLM).next()


def test_an_instant_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="aware"):
        local_day(datetime(2026, 11, 15, 22, 30), STOCKHOLM)  # noqa: DTZ001  that is the point


@pytest.mark.parametrize("zone", [STOCKHOLM, HELSINKI])
@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 19), 24)])
def test_a_day_lasts_as_long_as_the_clock_on_the_wall_says(zone: ZoneInfo, day: date, hours: int) -> None:
    start, end = day_bounds(day, zone)
    assert end - start == timedelta(hours=hours)
    week_start, week_end = Week.of(day).bounds(zone)
    assert week_end - week_start == timedelta(hours=6 * 24 + hours)


def test_a_meeting_in_the_hour_that_spring_skips_moves_on_by_it() -> None:
    skipped = local_instant(date(2026, 3, 29), time(2, 30), STOCKHOLM)
    assert skipped.astimezone(STOCKHOLM).time() == time(3, 30)


def test_a_meeting_in_the_hour_that_autumn_has_twice_is_the_first() -> None:
    twice = local_instant(date(2026, 10, 25), time(2, 30), STOCKHOLM)
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(DAYS)
def test_each_day_lies_in_its_own_week(day: date) -> None:
    week = Week.of(day)
    assert day in week
    assert day in week.days
    assert Week.parse(str(week)) == week


@given(DAYS, st.integers(-300, 300))
def test_weeks_add_up(day: date, count: int) -> None:
    week = Week.of(day)
    assert week.plus(count).plus(-count) == week
    assert week.until(week.plus(count)) == count
    assert week.next().monday - week.monday == timedelta(days=7)
