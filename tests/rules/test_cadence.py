from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.cadence import AHEAD, LAST, NTH, Kind, NoSuchDay, Pattern, Planned, period_of, plan, standing

MONDAY, TUESDAY, WEDNESDAY = 0, 1, 2
YEAR = date(2026, 11, 18), date(2027, 12, 31)


def always(_day: date) -> bool:
    return True


def weekdays(day: date) -> bool:
    return day.weekday() < 5


def days(pattern: Pattern, first: date = YEAR[0], last: date = YEAR[1], *holidays: date) -> list[str]:
    found = plan(pattern, first, last, lambda day: weekdays(day) and day not in holidays)
    return [one.day.isoformat() for one in found]


def test_the_first_monday_of_the_month() -> None:
    assert days(Pattern(Kind.MONTHLY, MONDAY), last=date(2027, 3, 1)) == [
        "2026-12-07",
        "2027-01-04",
        "2027-02-01",
        "2027-03-01",
    ]


def test_the_second_tuesday_of_the_quarters_first_month() -> None:
    assert days(Pattern(Kind.QUARTERLY, TUESDAY, nth=2), last=date(2027, 8, 1)) == [
        "2027-01-12",
        "2027-04-13",
        "2027-07-13",
    ]


def test_the_last_wednesday_of_june_and_december() -> None:
    assert days(Pattern(Kind.HALF_YEARLY, WEDNESDAY, nth=LAST, month=6)) == ["2026-12-30", "2027-06-30", "2027-12-29"]


def test_the_second_monday_of_the_years_first_month() -> None:
    assert days(Pattern(Kind.YEARLY, MONDAY, nth=2)) == ["2027-01-11"]


def test_a_holiday_moves_the_meeting_to_the_next_working_day() -> None:
    epiphany = date(2027, 1, 6)
    assert days(Pattern(Kind.YEARLY, WEDNESDAY), YEAR[0], YEAR[1], epiphany) == ["2027-01-07"]


def test_where_the_period_ends_first_it_moves_to_the_last_working_day_before() -> None:
    between = [date(2026, 12, day) for day in (24, 25, 28, 29, 30, 31)]
    assert days(Pattern(Kind.MONTHLY, MONDAY, nth=LAST), date(2026, 12, 1), date(2027, 1, 5), *between) == [
        "2026-12-23"
    ]


def test_a_week_is_only_moved_forward() -> None:
    christmas = [date(2026, 12, day) for day in (24, 25)]
    thursdays = days(Pattern(Kind.WEEKLY, 3), date(2026, 12, 14), date(2027, 1, 3), *christmas)
    assert thursdays == ["2026-12-17", "2026-12-31"]


def test_of_two_on_one_day_the_longer_stands() -> None:
    day = date(2026, 12, 7)
    weekly, monthly = Planned(Kind.WEEKLY, day, day), Planned(Kind.MONTHLY, date(2026, 12, 1), day)
    other = Planned(Kind.WEEKLY, date(2026, 12, 14), date(2026, 12, 14))
    assert standing([weekly, monthly, other]) == [monthly, other]


@pytest.mark.parametrize(
    ("kind", "values", "wrong"),
    [
        (Kind.MONTHLY, {"weekday": 0, "month": 2}, "month"),
        (Kind.QUARTERLY, {"weekday": 0, "month": 4}, "month"),
        (Kind.YEARLY, {"weekday": 0, "nth": 5}, "nth"),
        (Kind.WEEKLY, {"weekday": 7}, "weekday"),
    ],
)
def test_what_names_no_day_is_refused(kind: Kind, values: dict[str, int], wrong: str) -> None:
    with pytest.raises(NoSuchDay, match=wrong):
        Pattern(kind, **values)


kinds = st.sampled_from([kind for kind in Kind if kind is not Kind.WEEKLY])
patterns = kinds.flatmap(
    lambda kind: st.builds(Pattern, st.just(kind), st.integers(0, 4), st.sampled_from(NTH), st.integers(1, kind.months))
)


@given(patterns, st.dates(date(2025, 1, 1), date(2030, 1, 1)))
def test_every_period_has_one_meeting_and_there_is_always_a_next_one(pattern: Pattern, today: date) -> None:
    planned = plan(pattern, today, today + timedelta(days=800), weekdays)
    assert len({one.period for one in planned}) == len(planned)
    assert all(period_of(one.kind, one.day) == one.period for one in planned)
    months = [one.period.year * 12 + one.period.month for one in planned]
    assert {after - before for before, after in pairwise(months)} <= {pattern.kind.months}
    assert planned[0].day <= today + AHEAD[pattern.kind] + timedelta(days=7)
