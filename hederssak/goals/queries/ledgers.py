"""What members sold day by day, and their working time: the facts that goals, chances and quotas stand on."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db.models import Min

from hederssak.goals.models import TeamHabit
from hederssak.org.models import Member, Organization
from hederssak.org.queries import calendars_of, years_around
from hederssak.pipeline.models import Opportunity, State
from hederssak.pipeline.queries.rates import rates_of
from hederssak.rules.goals.chance import NO_HABIT, Habit, habit_of, shrunk
from hederssak.rules.goals.periods import Month, Unit, time_of
from hederssak.rules.goals.regoal import Standing
from hederssak.rules.money import Money, Rates, RateUnknown
from hederssak.rules.weeks import Week, day_bounds
from hederssak.rules.worktime import WorkCalendar

LOOK_BACK = dt.timedelta(weeks=26)
"""Habits are learned from so many weeks; older ones were another time."""
WORKED = 3
"""A week with fewer working days than this shows no habit."""
SUNDAY = dt.timedelta(days=6)
EVERY_STATE = tuple(State)

Daily = Mapping[dt.date, Decimal]


@dataclass(frozen=True)
class Period:
    """A week or a month with its days."""

    first: dt.date
    last: dt.date


def period_of(span: str, day: dt.date) -> Period:
    """Return the week or the month that a day lies in; `span` as in `GoalSpan`."""
    if span == "week":
        week = Week.of(day)
        return Period(week.monday, week.sunday)
    month = Month.of(day)
    return Period(month.first, month.last)


@dataclass(frozen=True)
class Ledger:
    """One member on one day: what each day brought, by unit, and when they work."""

    member: Member
    today: dt.date
    calendar: WorkCalendar
    days: Mapping[Unit, Daily]
    wins: Mapping[dt.date, int]
    began: dt.date
    team: Mapping[Unit, Habit]

    @property
    def month(self) -> Month:
        """Return the month that it is."""
        return Month.of(self.today)

    @property
    def week(self) -> Week:
        """Return the week that it is."""
        return Week.of(self.today)

    def sold(self, unit: Unit, first: dt.date, last: dt.date) -> Decimal:
        """Return what was sold from one day to another, both included."""
        return sum((amount for day, amount in self.days[unit].items() if first <= day <= last), Decimal(0))

    def by_week(self, unit: Unit, weeks: int) -> list[tuple[Week, Decimal]]:
        """Return what the last full weeks brought, the earliest first; weeks that were hardly worked are left out."""
        sums: dict[dt.date, Decimal] = defaultdict(Decimal)
        for day, amount in self.days[unit].items():
            sums[day - dt.timedelta(days=day.weekday())] += amount
        here = self.week.monday
        past = [here - dt.timedelta(weeks=n) for n in range(weeks, 0, -1)]
        return [
            (Week.of(monday), sums[monday])
            for monday in past
            if monday + SUNDAY >= self.began and self.calendar.working_days(monday, monday + SUNDAY) >= WORKED
        ]

    def as_of(self, day: dt.date) -> Ledger:
        """Return the ledger as it was on an earlier day."""
        return replace(
            self,
            today=day,
            days={unit: {on: sold for on, sold in daily.items() if on <= day} for unit, daily in self.days.items()},
            wins={on: count for on, count in self.wins.items() if on <= day},
        )

    @cached_property
    def _own_habits(self) -> dict[Unit, Habit]:
        return {}

    @cached_property
    def _habits(self) -> dict[Unit, Habit]:
        return {}

    def own_habit(self, unit: Unit) -> Habit:
        """Return how the member's own weeks go."""
        if unit not in self._own_habits:
            weeks = self.by_week(unit, LOOK_BACK.days // 7)
            self._own_habits[unit] = habit_of([float(amount) for _, amount in weeks])
        return self._own_habits[unit]

    def habit(self, unit: Unit) -> Habit:
        """Return how the member's weeks go, leaning on the team's while they are few."""
        if unit not in self._habits:
            self._habits[unit] = shrunk(self.own_habit(unit), self.team.get(unit, NO_HABIT))
        return self._habits[unit]

    def standing(self, unit: Unit, period: Period, goal: Decimal, *, on: dt.date | None = None) -> Standing:
        """Return where the member stands in a period, on a day of it (today unless told)."""
        return Standing(
            unit=unit,
            goal=goal,
            sold=self.sold(unit, period.first, period.last),
            time=time_of(self.calendar, period.first, period.last, on or self.today),
            habit=self.habit(unit),
        )


def today_of(member: Member, now: dt.datetime) -> dt.date:
    """Return the day that it is where a member works."""
    return now.astimezone(zone_of(member)).date()


def zone_of(member: Member) -> ZoneInfo:
    """Return the time zone of a member's team, or else of the organization."""
    return ZoneInfo(member.team.time_zone if member.team else member.organization.time_zone)


def ledger_of(member: Member, *, now: dt.datetime, back: dt.timedelta = LOOK_BACK) -> Ledger:
    """Return one member's ledger."""
    return ledgers_of([member], now=now, back=back)[member.pk]


def ledgers_of(
    members: Collection[Member], *, now: dt.datetime, back: dt.timedelta = LOOK_BACK
) -> dict[uuid.UUID, Ledger]:
    """Return the ledgers of members of one organization, in six queries however many they are.

    `now` bounds what is known: what was won or qualified later is not seen. Fetch the members with
    `select_related("team", "organization")`.
    """
    if not members:
        return {}
    organization = next(iter(members)).organization
    todays = {member.pk: today_of(member, now) for member in members}
    first = Month.of(min(todays.values()) - back).first
    days, wins = _days(organization, members, first=first, until=max(todays.values()), now=now)
    calendars = calendars_of(members, years_around(max(todays.values())))
    own = Opportunity.objects.filter(organization=organization, owner__in=members)
    began = dict(own.values("owner_id").annotate(first=Min("opened_on")).values_list("owner_id", "first"))
    teams = team_habits({member.team_id for member in members if member.team_id})
    return {
        member.pk: Ledger(
            member=member,
            today=todays[member.pk],
            calendar=calendars[member.pk],
            days=days[member.pk],
            wins=wins[member.pk],
            began=max(began.get(member.pk) or todays[member.pk], first),
            team=teams.get(member.team_id, {}) if member.team_id else {},
        )
        for member in members
    }


def team_habits(teams: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[Unit, Habit]]:
    """Return how the weeks of teams go, as the night has counted it."""
    found: dict[uuid.UUID, dict[Unit, Habit]] = defaultdict(dict)
    for row in TeamHabit.objects.filter(team__in=list(teams)):
        found[row.team_id][Unit(row.unit)] = Habit(row.weeks, row.positive, row.mean, row.spread)
    return found


def _days(
    organization: Organization, members: Collection[Member], *, first: dt.date, until: dt.date, now: dt.datetime
) -> tuple[dict[uuid.UUID, dict[Unit, dict[dt.date, Decimal]]], dict[uuid.UUID, dict[dt.date, int]]]:
    """Return what each day brought by unit, and how many deals were won on it."""
    rates = rates_of(organization)
    found: dict[uuid.UUID, dict[Unit, dict[dt.date, Decimal]]] = {
        member.pk: {unit: defaultdict(Decimal) for unit in Unit} for member in members
    }
    wins: dict[uuid.UUID, dict[dt.date, int]] = {member.pk: defaultdict(int) for member in members}
    own = Opportunity.objects.filter(organization=organization, owner__in=members)
    won = own.filter(state=State.WON, closed_on__gte=first, closed_on__lte=until)
    columns = ("owner_id", "closed_on", "currency", "margin", "amount")
    for owner, day, currency, margin, amount in won.values_list(*columns).iterator(chunk_size=2000):
        if owner and day:  # the filter says so; the columns' types don't
            wins[owner][day] += 1
            found[owner][Unit.MARGIN][day] += _converted(margin, currency, rates, day)
            found[owner][Unit.REVENUE][day] += _converted(amount, currency, rates, day)
    zones = {member.pk: zone_of(member) for member in members}
    start = day_bounds(first, ZoneInfo(organization.time_zone))[0]
    qualified = own.filter(state__in=EVERY_STATE, qualified_at__gte=start, qualified_at__lte=now)
    for owner, at in qualified.values_list("owner_id", "qualified_at").iterator(chunk_size=2000):
        if owner and at:
            found[owner][Unit.QUALIFIED][at.astimezone(zones[owner]).date()] += 1
    return found, wins


def _converted(amount: Decimal | None, currency: str, rates: Rates, day: dt.date) -> Decimal:
    """Return an amount in the organization's currency; what is unknown or has no rate adds nothing."""
    if amount is None:
        return Decimal(0)
    try:
        return rates.convert(Money(amount, currency), rates.base, day).amount
    except RateUnknown:
        return Decimal(0)
