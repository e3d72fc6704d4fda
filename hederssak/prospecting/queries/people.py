"""How each person's promise stands, as the board, the own page, the nudges and the API all have it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.db.models import QuerySet

from hederssak.lib.ordered import ByName
from hederssak.lib.prepared import prepared
from hederssak.org.models import Member, Role, Team
from hederssak.org.queries import zone_of
from hederssak.org.queries.calendars import calendars_of, work_calendar, years_around
from hederssak.prospecting.models import BlockState, Debt, Promise
from hederssak.prospecting.queries.marks import BlockFact, blocks_of, marks_until, read_since
from hederssak.prospecting.queries.promises import promise_on
from hederssak.rules.erosion import LONG, Honour, Standing, State, standing_of, stretch_start, team_state
from hederssak.rules.weeks import Week, local_day
from hederssak.rules.worktime import MONDAY_TO_FRIDAY, WorkCalendar


@dataclass(frozen=True)
class Person:
    """One member's promise: how it stands, the blocks behind it, and what is owed."""

    member: Member
    standing: Standing
    blocks: list[BlockFact] = field(default_factory=list)
    owed: int = 0
    planned: int = 0

    @property
    def is_named(self) -> bool:
        """Say whether a manager's page says the name: a promise is broken or owed (principle 1)."""
        return self.standing.state.weight >= State.SLIP.weight or bool(self.owed + self.planned)

    @property
    def last_break(self) -> BlockFact | None:
        """Return the block that was broken last, if one was in the last four weeks."""
        if not self.standing.breaks:
            return None
        last = self.standing.breaks[-1]
        ends = {BlockState.MISSED, BlockState.SWAPPED}
        return next((one for one in reversed(self.blocks) if one.day == last and one.state in ends), None)


@dataclass(frozen=True)
class TeamDay:
    """A team on a day: its promise, who sells in it and when each of them works.

    Read once, it is handed to whatever a page asks of the team.
    """

    team: Team
    today: dt.date
    promise: Promise | None
    reps: list[Member]
    calendars: Mapping[uuid.UUID, WorkCalendar]


@dataclass(frozen=True)
class TeamFacts:
    """What there is to say of a team on a day, before anybody decides whom to name."""

    team: Team
    today: dt.date
    promise: Promise | None
    calendar: WorkCalendar
    calendars: Mapping[uuid.UUID, WorkCalendar]
    people: list[Person]

    @property
    def state(self) -> State:
        """Return how the team's promise stands."""
        return team_state(person.standing.state for person in self.people)

    @property
    def honour(self) -> Honour:
        """Return the honour of all taken together."""
        return Honour(
            sum(person.standing.honour.held for person in self.people),
            sum(person.standing.honour.broken for person in self.people),
        )

    @property
    def weeks(self) -> list[Week]:
        """Return the weeks of the long stretch in which the team works at all, the earliest first."""
        return weeks_worked(self.calendar, self.today)

    @property
    def since(self) -> dt.date | None:
        """Return the day on which a system that had died was begun anew, if it was."""
        return restarted_on(self.promise)


def team_day(team: Team, *, now: dt.datetime) -> TeamDay:
    """Return a team as it is today, in four queries however many they are."""
    today = local_day(now, zone_of(team))
    reps = reps_of(team)
    promise = promise_on(team, today)
    if promise is not None:
        promise.team = team
    return TeamDay(team, today, promise, reps, calendars_of(reps, years_around(today)))


def facts_of_team(team: Team, *, now: dt.datetime, weeks: int = LONG, on: TeamDay | None = None) -> TeamFacts:
    """Return how each rep of a team stands, with the blocks of so many weeks; seven queries however many they are.

    `on` is the team's day, where it is at hand already: then three.
    """
    on = on or team_day(team, now=now)
    today, people, calendars, promise = on.today, on.reps, on.calendars, on.promise
    zone = zone_of(team)
    calendar = _of_team(team, calendars, today)
    weeks = max(weeks, LONG)
    start = min(read_since(calendars, today, weeks), stretch_start(calendar, today, weeks))
    until = Week.of(today).sunday
    swaps = read_since(calendars, today, 2 * LONG)
    blocks = blocks_of(people, zone=zone, since=start, until=until, swaps_since=swaps)
    debts = {pk: (owed, planned) for pk, owed, planned in _debts(people)}
    restart = restarted_on(promise)
    return TeamFacts(
        team,
        today,
        promise,
        calendar,
        calendars,
        [
            Person(
                member,
                standing_of(marks_until(blocks[member.pk], since=restart, now=now), calendars[member.pk], today),
                blocks[member.pk],
                *debts.get(member.pk, (0, 0)),
            )
            for member in people
        ],
    )


def _of_team(team: Team, calendars: Mapping[uuid.UUID, WorkCalendar], today: dt.date) -> WorkCalendar:
    """Return the team's own calendar: anybody's of it without days away and part-time, or asked for where nobody is."""
    for calendar in calendars.values():
        return _of_nobody(calendar)
    return work_calendar(team, years_around(today))


@lru_cache(maxsize=256)
def _of_nobody(calendar: WorkCalendar) -> WorkCalendar:
    return replace(calendar, absences=(), weekdays=MONDAY_TO_FRIDAY)


@prepared
def _debts(people: Collection[Member]) -> QuerySet[Debt, tuple[uuid.UUID, int, int]]:
    return Debt.objects.filter(member__in=people).values_list("member_id", "owed", "planned")


@prepared
def _reps(team: uuid.UUID) -> QuerySet[Member]:
    rows = Member.objects.filter(team=team, role=Role.REP, left_on=None)
    return rows.select_related("team", "organization").order_by(ByName("name"))


def reps_of(team: Team) -> list[Member]:
    """Return who promises: the reps of a team by name."""
    return _reps(team.pk)


def restarted_on(promise: Promise | None) -> dt.date | None:
    """Return the first day of a promise that restarts one that died; before it nothing counts any more."""
    return promise.first_day if promise and promise.restarts_id else None


def weeks_worked(calendar: WorkCalendar, today: dt.date) -> list[Week]:
    """Return the ISO weeks of the last eight weeks of working time and today's; those without a working day are out."""
    week, last = Week.of(stretch_start(calendar, today, LONG)), Week.of(today)
    found = []
    while week <= last:
        if calendar.working_days(week.monday, week.sunday) or week == last:
            found.append(week)
        week = week.next()
    return found
