"""The clock of the rules stands still on the days that people of a country, team or person are off (R0)."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from hederssak.org.models import Absence, Country, Member, QuietPeriod, Team
from hederssak.org.queries import calendars_of, country_calendar, public_holidays, work_calendar, years_around
from tests.cast import Cast

YEARS = (2026,)


def away(member: Member, first: dt.date, last: dt.date, share: int = 100) -> None:
    Absence.objects.create(organization=member.organization, member=member, first_day=first, last_day=last, share=share)


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("SE", dt.date(2026, 6, 6)),
        ("SE", dt.date(2026, 6, 19)),  # midsummer eve: off by custom, in no law
        ("SE", dt.date(2026, 12, 24)),
        ("FI", dt.date(2026, 12, 6)),
        ("FI", dt.date(2026, 6, 19)),
        ("NO", dt.date(2026, 5, 17)),
        ("DK", dt.date(2026, 4, 2)),
    ],
)
def test_public_holidays_are_known(country: str, day: dt.date) -> None:
    assert day in public_holidays(country, 2026, 2026)


def test_a_swedish_holiday_is_a_finnish_working_day_and_the_other_way_round() -> None:
    assert dt.date(2026, 6, 6) not in public_holidays("FI", 2026, 2026)
    assert dt.date(2026, 12, 6) not in public_holidays("SE", 2026, 2026)


def test_every_country_that_can_be_chosen_has_holidays() -> None:
    assert {country for country in Country.values if not public_holidays(country, 2026, 2026)} == set()


def test_a_country_that_nobody_knows_has_no_holidays() -> None:
    assert public_holidays("XX", 2026, 2026) == frozenset()


def test_an_ordinary_week_has_five_working_days(cast: Cast) -> None:
    calendar = work_calendar(cast.anna, YEARS)
    assert calendar.working_days(dt.date(2026, 11, 16), dt.date(2026, 11, 22)) == 5


def test_the_week_of_midsummer_has_four(cast: Cast) -> None:
    calendar = work_calendar(cast.norr, YEARS)
    assert calendar.working_days(dt.date(2026, 6, 15), dt.date(2026, 6, 21)) == 4


def test_the_teams_country_decides(cast: Cast) -> None:
    Team.objects.filter(pk=cast.syd.pk).update(country="FI")
    otto = Member.objects.select_related("team", "organization").get(pk=cast.otto.pk)
    assert work_calendar(otto, YEARS).is_working(dt.date(2026, 8, 3))
    assert not work_calendar(otto, YEARS).is_working(dt.date(2026, 7, 1))
    assert work_calendar(cast.anna, YEARS).is_working(dt.date(2026, 7, 1))  # Sweden is quiet from week 28 on
    assert not work_calendar(cast.anna, YEARS).is_working(dt.date(2026, 7, 6))


def test_a_member_without_a_team_works_as_the_organizations_country_does(cast: Cast) -> None:
    assert not work_calendar(cast.vera, YEARS).is_working(dt.date(2026, 6, 19))
    assert not work_calendar(cast.nordvik, YEARS).is_working(dt.date(2026, 6, 19))


def test_absence_pauses_the_clock_of_that_member_alone(cast: Cast) -> None:
    away(cast.anna, dt.date(2026, 11, 16), dt.date(2026, 11, 18))
    week = dt.date(2026, 11, 16), dt.date(2026, 11, 22)
    assert work_calendar(cast.anna, YEARS).working_days(*week) == 2
    assert work_calendar(cast.mikko, YEARS).working_days(*week) == 5


def test_a_short_absence_each_day_leaves_the_days_as_worked(cast: Cast) -> None:
    away(cast.anna, dt.date(2026, 11, 16), dt.date(2026, 11, 20), share=20)
    away(cast.mikko, dt.date(2026, 11, 16), dt.date(2026, 11, 20), share=50)
    assert work_calendar(cast.anna, YEARS).is_working(dt.date(2026, 11, 17))
    assert not work_calendar(cast.mikko, YEARS).is_working(dt.date(2026, 11, 17))


def test_part_time_is_a_shorter_week(cast: Cast) -> None:
    cast.anna.weekdays = "1011000"
    assert work_calendar(cast.anna, YEARS).working_days(dt.date(2026, 11, 16), dt.date(2026, 11, 22)) == 3


def test_an_organizations_own_quiet_weeks_pause_everyone(cast: Cast) -> None:
    QuietPeriod.objects.create(
        organization=cast.nordvik, name="Mässan", first_day=dt.date(2026, 11, 17), last_day=dt.date(2026, 11, 18)
    )
    assert not work_calendar(cast.otto, YEARS).is_working(dt.date(2026, 11, 17))
    assert work_calendar(cast.stig, YEARS).is_working(dt.date(2026, 11, 17))


def test_christmas_is_quiet_across_the_turn_of_the_year(cast: Cast) -> None:
    calendar = work_calendar(cast.anna, (2026, 2027))
    assert calendar.working_days(dt.date(2026, 12, 24), dt.date(2027, 1, 6)) == 0
    assert calendar.is_working(dt.date(2027, 1, 7))


def test_many_members_cost_as_many_queries_as_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    members = list(Member.objects.visible_to(cast.eva).select_related("team", "organization"))
    with django_assert_num_queries(2):
        found = calendars_of(members, years_around(dt.date(2026, 11, 18)))
    assert found.keys() == {member.pk for member in members}


def test_nobody_has_no_calendar() -> None:
    assert calendars_of([], YEARS) == {}


def test_the_calendar_of_a_buyers_country_is_made_once() -> None:
    assert country_calendar("FI", 2025, 2027) is country_calendar("FI", 2025, 2027)
    assert not country_calendar("FI", 2025, 2027).is_working(dt.date(2026, 7, 15))


def test_a_calendar_that_was_counted_with_changes_with_what_it_is_made_of(cast: Cast) -> None:
    wednesday = dt.date(2026, 11, 18)
    before = calendars_of([cast.anna], YEARS)[cast.anna.pk]
    assert before.is_working(wednesday)
    assert before is calendars_of([cast.anna], YEARS)[cast.anna.pk]
    away(cast.anna, wednesday, wednesday)
    assert not calendars_of([cast.anna], YEARS)[cast.anna.pk].is_working(wednesday)
    Absence.objects.all().delete()
    QuietPeriod.objects.create(organization=cast.nordvik, first_day=wednesday, last_day=wednesday)
    assert not calendars_of([cast.anna], YEARS)[cast.anna.pk].is_working(wednesday)
    QuietPeriod.objects.all().delete()
    cast.anna.weekdays = "1101100"
    assert not calendars_of([cast.anna], YEARS)[cast.anna.pk].is_working(wednesday)
