"""Working time as the rules want it (R0): public holidays, quiet weeks and absences, put into one calendar.

    calendar = work_calendar(member, years_around(today))
    calendar.idle_days(opportunity.last_progress, today)

A list of many people's records asks once, with `calendars_of`, and not once per row.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from hederssak.lib.prepared import prepared
from hederssak.org.models import Absence, Member, Organization, QuietPeriod, Team
from hederssak.org.queries.days_off import days_off
from hederssak.rules.worktime import MONDAY_TO_FRIDAY, Period, WorkCalendar, quiet_between

MOSTLY_AWAY = 50
"""From this share of a day on, an absence (in percent) pauses the clock; below it the day counts as worked."""


def years_around(day: dt.date) -> range:
    """Return the years that a page needs on a day: two back for what has happened, one ahead for what is planned."""
    return range(day.year - 2, day.year + 2)


def zone_of(of: Member | Team) -> ZoneInfo:
    """Return the zone by whose clock a team or a member works: the member's team's, or else the organization's."""
    place = of if isinstance(of, Team) else of.team or of.organization
    return ZoneInfo(place.time_zone)


def work_calendar(of: Organization | Team | Member, years: Iterable[int]) -> WorkCalendar:
    """Return when an organization, a team or a member works, over whole years, in one or two queries."""
    if isinstance(of, Member):
        return calendars_of([of], years)[of.pk]
    days = _days(years)
    country = of.country
    organization_id = of.organization_id if isinstance(of, Team) else of.pk
    return _of_country(country, days, _quiet_in(organization_id, days))


def calendars_of(members: Collection[Member], years: Iterable[int]) -> dict[uuid.UUID, WorkCalendar]:
    """Return the calendar of each member of one organization by their identifier, in two queries however many.

    Fetch the members with `select_related("team", "organization")`: their team's country, or else their
    organization's, says which holidays they have.
    """
    if not members:
        return {}
    days = _days(years)
    quiet = _quiet_in(next(iter(members)).organization_id, days)
    away = _absences_of([member.pk for member in members], days)
    return {
        member.pk: _of_country(
            member.team.country if member.team else member.organization.country,
            days,
            quiet,
            absences=tuple(away[member.pk]),
            weekdays=weekdays_of(member),
        )
        for member in members
    }


@lru_cache(maxsize=256)
def country_calendar(country: str, first_year: int, last_year: int) -> WorkCalendar:
    """Return the calendar of a country, for a buyer's side (`WorkCalendar.together_with`); kept by the process."""
    return _of_country(country, Period(dt.date(first_year, 1, 1), dt.date(last_year, 12, 31)), ())


def public_holidays(country: str, first_year: int, last_year: int) -> frozenset[dt.date]:
    """Return the days off of a country, those by custom too (midsummer eve in Sweden); none where it is not known."""
    return frozenset().union(*(days_off(country, year) for year in range(first_year, last_year + 1)))


def weekdays_of(member: Member) -> frozenset[int]:
    """Return the weekdays on which a member works, 0 = Monday; Monday to Friday where none is marked."""
    marked = frozenset(day for day, mark in enumerate(member.weekdays) if mark == "1")
    return marked or MONDAY_TO_FRIDAY


@lru_cache(maxsize=256)
def _of_country(
    country: str,
    days: Period,
    quiet: tuple[Period, ...],
    absences: tuple[Period, ...] = (),
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY,
) -> WorkCalendar:
    """Return the calendar of what is given. It is kept with the days that it has counted: they are thousands."""
    return WorkCalendar(
        holidays=public_holidays(country, days.first.year, days.last.year),
        quiet=quiet_between(country, days.first, days.last) + quiet,
        absences=absences,
        weekdays=weekdays,
    )


def _days(years: Iterable[int]) -> Period:
    wanted = sorted(years)
    return Period(dt.date(wanted[0], 1, 1), dt.date(wanted[-1], 12, 31))


def _quiet_in(organization_id: uuid.UUID, days: Period) -> tuple[Period, ...]:
    return tuple(Period(first, last) for first, last in _quiet(organization_id, days.first, days.last))


@prepared
def _quiet(organization: uuid.UUID, since: dt.date, until: dt.date) -> QuerySet[QuietPeriod, tuple[dt.date, dt.date]]:
    rows = QuietPeriod.objects.filter(organization_id=organization, first_day__lte=until, last_day__gte=since)
    return rows.order_by("first_day").values_list("first_day", "last_day")


@prepared
def _away(
    members: list[uuid.UUID], since: dt.date, until: dt.date
) -> QuerySet[Absence, tuple[uuid.UUID, dt.date, dt.date]]:
    rows = Absence.objects.filter(
        first_day__lte=until, last_day__gte=since, member_id__in=members, share__gte=MOSTLY_AWAY
    )
    return rows.order_by("first_day").values_list("member_id", "first_day", "last_day")


def _absences_of(member_ids: list[uuid.UUID], days: Period) -> dict[uuid.UUID, list[Period]]:
    away = defaultdict(list)
    for member_id, first, last in _away(member_ids, days.first, days.last):
        away[member_id].append(Period(first, last))
    return away
