"""Months and their weeks, the week's part of a month, the hockey stick, and quotas cut by working days."""

from datetime import date
from decimal import Decimal

import pytest

from hederssak.rules.goals.periods import Month, NotAMonth, Time, Unit, time_of
from hederssak.rules.goals.quotas import Quota, Span, begins, month_quota, months_of
from hederssak.rules.goals.weekly import After, Reached, hockey_stick, judged, told_after, week_from_month
from hederssak.rules.weeks import Week
from hederssak.rules.worktime import Period, WorkCalendar

PLAIN = WorkCalendar()
NOVEMBER = Month(2026, 11)


def test_a_week_belongs_to_the_month_of_its_thursday() -> None:
    assert Month.of_week(Week(2026, 1)) == Month(2026, 1)
    assert Month.of_week(Week(2026, 49)) == Month(2026, 12)
    assert Month.of_week(Week(2026, 53)) == Month(2026, 12)


def test_a_stub_of_a_week_at_the_end_is_not_the_last_week() -> None:
    assert NOVEMBER.last_monday == date(2026, 11, 23)  # Monday 30 November stands in December's week
    assert Month(2027, 2).last_monday == date(2027, 2, 22)


def test_months_are_counted_and_written() -> None:
    assert Month(2026, 11).plus(3) == Month(2027, 2)
    assert Month(2026, 1).plus(-1) == Month(2025, 12)
    assert Month.parse(str(NOVEMBER)) == NOVEMBER
    with pytest.raises(NotAMonth):
        Month.parse("2026-13")


def test_time_is_counted_in_full_weeks_and_the_day_itself_is_to_come() -> None:
    time = time_of(PLAIN, date(2027, 2, 1), date(2027, 2, 28), date(2027, 2, 15))
    assert time == Time(2.0, 2.0)
    assert time.share == 0.5
    assert Time(0, 0).share == 1.0


def test_the_months_goal_less_what_is_sold_is_spread_over_the_weeks_left() -> None:
    def part(week: int, sold: int) -> Decimal | None:
        return week_from_month(
            goal=Decimal(200_000),
            sold_before=Decimal(sold),
            week=Week(2027, week),
            calendar=PLAIN,
            unit=Unit.MARGIN,
        )

    assert part(5, 0) == 50_000
    assert part(7, 120_000) == 40_000
    assert part(8, 200_000) is None


def test_a_short_week_bears_a_short_part_and_a_count_is_whole() -> None:
    away = WorkCalendar(absences=(Period(date(2027, 2, 1), date(2027, 2, 4)),))
    part = week_from_month(
        goal=Decimal(8), sold_before=Decimal(0), week=Week(2027, 5), calendar=away, unit=Unit.QUALIFIED
    )
    assert part == 1
    all_week = WorkCalendar(absences=(Period(date(2027, 2, 1), date(2027, 2, 7)),))
    assert (
        week_from_month(
            goal=Decimal(8), sold_before=Decimal(0), week=Week(2027, 5), calendar=all_week, unit=Unit.QUALIFIED
        )
        is None
    )


def test_a_month_that_is_won_in_its_last_week_is_a_hockey_stick() -> None:
    sold = {date(2027, 2, 3): Decimal(40_000), date(2027, 2, 26): Decimal(160_000), date(2027, 3, 1): Decimal(9)}
    stick = hockey_stick(sold, Month(2027, 2), PLAIN)
    assert stick is not None
    assert (stick.share, stick.of_days, stick.is_one) == (0.8, 0.25, True)
    even = hockey_stick({date(2027, 2, 7 * n + 2): Decimal(1) for n in range(4)}, Month(2027, 2), PLAIN)
    assert even is not None
    assert not even.is_one
    assert hockey_stick({}, Month(2027, 2), PLAIN) is None


def test_a_lowered_goal_that_was_reached_does_not_hide_the_first() -> None:
    assert judged(sold=Decimal(85), first=Decimal(200), current=Decimal(80)) is Reached.CURRENT_ONLY
    assert judged(sold=Decimal(250), first=Decimal(200), current=Decimal(280)) is Reached.FIRST_ONLY
    assert judged(sold=Decimal(290), first=Decimal(200), current=Decimal(280)) is Reached.BOTH
    assert judged(sold=Decimal(10), first=Decimal(200), current=Decimal(80)) is Reached.NEITHER


def test_what_came_after_is_told_from_three_re_goals_on() -> None:
    assert told_after([After(20, 40), After(10, 10)]) is None
    assert told_after([After(20, 40), After(10, 10), After(30, 40)]) == (20.0, 30.0)


def test_a_quarter_is_cut_by_working_days_and_loses_no_cent() -> None:
    quota = Quota(Span.QUARTER, date(2026, 10, 1), Unit.MARGIN, Decimal("600000.01"))
    away = WorkCalendar(absences=(Period(date(2026, 12, 1), date(2026, 12, 31)),))
    months = months_of(quota, away)
    assert sum(months.values()) == quota.amount
    assert months[Month(2026, 12)] == 0
    assert months[Month(2026, 10)] > months[Month(2026, 11)]  # 22 working days against 21


def test_a_period_in_which_nobody_works_is_cut_evenly() -> None:
    never = WorkCalendar(absences=(Period(date(2026, 1, 1), date(2026, 12, 31)),))
    months = months_of(Quota(Span.QUARTER, date(2026, 1, 1), Unit.MARGIN, Decimal(300)), never)
    assert set(months.values()) == {Decimal(100)}


def test_the_months_own_quota_stands_before_the_years_part() -> None:
    year = Quota(Span.YEAR, date(2026, 1, 1), Unit.MARGIN, Decimal(2_610_000))
    own = Quota(Span.MONTH, date(2026, 11, 1), Unit.MARGIN, Decimal(150_000))
    assert month_quota([year, own], Unit.MARGIN, NOVEMBER, PLAIN) == 150_000
    assert month_quota([year], Unit.MARGIN, NOVEMBER, PLAIN) == 210_000  # 21 of 261 days
    assert month_quota([year], Unit.REVENUE, NOVEMBER, PLAIN) is None
    assert month_quota([year], Unit.MARGIN, Month(2027, 1), PLAIN) is None


def test_periods_begin_where_the_calendar_has_them() -> None:
    assert begins(Span.QUARTER, date(2026, 11, 22)) == date(2026, 10, 1)
    assert begins(Span.YEAR, date(2026, 11, 22)) == date(2026, 1, 1)
    assert begins(Span.MONTH, date(2026, 11, 22)) == date(2026, 11, 1)
