from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.worktime import Period, WorkCalendar, quiet_between, quiet_periods

NATIONAL_DAY = date(2026, 6, 6)  # a Saturday
MIDSUMMER_EVE = date(2026, 6, 19)
INDEPENDENCE_DAY = date(2027, 12, 6)  # a Monday
PLAIN = WorkCalendar()
DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))
PERIODS = st.builds(lambda first, days: Period(first, first + timedelta(days=days)), DAYS, st.integers(0, 60))
CALENDARS = st.builds(
    WorkCalendar,
    holidays=st.frozensets(DAYS, max_size=30),
    quiet=st.lists(PERIODS, max_size=4).map(tuple),
    absences=st.lists(PERIODS, max_size=4).map(tuple),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
)


def test_from_friday_to_monday_one_working_day_passes() -> None:
    friday = date(2026, 11, 20)
    assert PLAIN.idle_days(friday, friday) == 0
    assert PLAIN.idle_days(friday, date(2026, 11, 22)) == 0
    assert PLAIN.idle_days(friday, date(2026, 11, 23)) == 1


def test_nothing_passes_backward() -> None:
    assert PLAIN.idle_days(date(2026, 11, 20), date(2026, 11, 2)) == 0
    assert PLAIN.working_days(date(2026, 11, 20), date(2026, 11, 2)) == 0


def test_midsummer_eve_pauses_the_clock() -> None:
    calendar = WorkCalendar(holidays=frozenset({MIDSUMMER_EVE}))
    assert not calendar.is_working(MIDSUMMER_EVE)
    assert calendar.idle_days(date(2026, 6, 18), date(2026, 6, 22)) == 1


def test_a_holiday_on_a_saturday_pauses_nothing_that_was_not_paused() -> None:
    calendar = WorkCalendar(holidays=frozenset({NATIONAL_DAY}))
    assert calendar.working_days(date(2026, 6, 1), date(2026, 6, 7)) == 5


def test_independence_day_of_finland_pauses_finland_only() -> None:
    finland = WorkCalendar(holidays=frozenset({INDEPENDENCE_DAY}))
    assert finland.working_days(INDEPENDENCE_DAY, date(2027, 12, 10)) == 4
    assert PLAIN.working_days(INDEPENDENCE_DAY, date(2027, 12, 10)) == 5


def test_the_swedish_summer_is_iso_weeks_28_to_31() -> None:
    summer, christmas = quiet_periods("SE", 2026)
    assert summer == Period(date(2026, 7, 6), date(2026, 8, 2))
    assert christmas == Period(date(2026, 12, 24), date(2027, 1, 6))


def test_the_finnish_summer_is_july() -> None:
    assert quiet_periods("FI", 2026)[0] == Period(date(2026, 7, 1), date(2026, 7, 31))


def test_a_country_without_a_summer_of_its_own_has_christmas() -> None:
    assert quiet_periods("NO", 2026) == (Period(date(2026, 12, 24), date(2027, 1, 6)),)


def test_a_swedish_summer_costs_no_working_days() -> None:
    calendar = WorkCalendar(quiet=quiet_between("SE", date(2026, 7, 1), date(2026, 8, 31)))
    assert calendar.idle_days(date(2026, 7, 3), date(2026, 8, 3)) == 1  # Friday of week 27 to Monday of week 32


def test_the_christmas_that_began_last_year_is_quiet_in_january() -> None:
    assert quiet_between("SE", date(2027, 1, 4), date(2027, 1, 8)) == (Period(date(2026, 12, 24), date(2027, 1, 6)),)


def test_absence_pauses_and_part_time_shortens_the_week() -> None:
    calendar = WorkCalendar(
        absences=(Period(date(2026, 11, 16), date(2026, 11, 17)),), weekdays=frozenset({0, 1, 2, 3})
    )
    assert calendar.working_days(date(2026, 11, 16), date(2026, 11, 22)) == 2


def test_a_clock_between_two_countries_runs_only_while_both_work() -> None:
    sweden = WorkCalendar(quiet=quiet_periods("SE", 2026))
    finland = WorkCalendar(quiet=quiet_periods("FI", 2026))
    both = sweden.together_with(finland)
    assert both.idle_days(date(2026, 6, 30), date(2026, 8, 3)) == 1
    assert sweden.idle_days(date(2026, 6, 30), date(2026, 8, 3)) == 4


def test_two_who_share_no_weekday_keep_the_first_ones_week() -> None:
    early, late = WorkCalendar(weekdays=frozenset({0, 1})), WorkCalendar(weekdays=frozenset({3, 4}))
    assert early.together_with(late).weekdays == frozenset({0, 1})


def test_contract_time_runs_on_in_quiet_weeks() -> None:
    calendar = WorkCalendar(quiet=quiet_periods("SE", 2026))
    july = date(2026, 7, 6), date(2026, 7, 10)
    assert calendar.working_days(*july) == 0
    assert calendar.without_quiet_weeks().working_days(*july) == 5


def test_adding_working_days_steps_over_what_is_paused() -> None:
    calendar = WorkCalendar(holidays=frozenset({MIDSUMMER_EVE}))
    assert calendar.add_working_days(date(2026, 6, 18), 1) == date(2026, 6, 22)
    assert calendar.add_working_days(date(2026, 6, 22), -1) == date(2026, 6, 18)
    assert calendar.add_working_days(MIDSUMMER_EVE, 0) == date(2026, 6, 22)
    assert calendar.add_working_days(date(2026, 6, 18), 0) == date(2026, 6, 18)


@pytest.mark.parametrize("weekdays", [frozenset(), frozenset({7}), frozenset({-1})])
def test_a_week_without_working_days_is_refused(weekdays: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="weekdays"):
        WorkCalendar(weekdays=weekdays)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="can't end"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


@given(CALENDARS, DAYS, st.integers(0, 400))
def test_counting_agrees_with_walking_day_by_day(calendar: WorkCalendar, first: date, length: int) -> None:
    days = [first + timedelta(days=n) for n in range(length + 1)]
    assert calendar.working_days(first, days[-1]) == sum(calendar.is_working(day) for day in days)


@given(CALENDARS, DAYS, DAYS, DAYS)
def test_working_days_add_up(calendar: WorkCalendar, one: date, two: date, three: date) -> None:
    first, middle, last = sorted([one, two, three])
    whole = calendar.idle_days(first, last)
    assert whole == calendar.idle_days(first, middle) + calendar.idle_days(middle, last)


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_so_many_working_days_on_so_many_have_passed(calendar: WorkCalendar, day: date, count: int) -> None:
    later = calendar.add_working_days(day, count)
    assert calendar.is_working(later)
    assert calendar.idle_days(day, later) == count


@given(CALENDARS, CALENDARS, DAYS, DAYS)
def test_two_clocks_together_never_run_faster_than_the_first(
    one: WorkCalendar, two: WorkCalendar, first: date, last: date
) -> None:
    assert one.together_with(two).working_days(first, last) <= one.working_days(first, last)
