"""The facts of the two root problems (R4) for a rep and a team, put together from blocks, lists, calls and meetings."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from django.db.models import Count

from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.org.models import Team
from hederssak.org.queries import zone_of
from hederssak.prospecting.queries.calls import calls_of, together
from hederssak.prospecting.queries.marks import marks_until
from hederssak.prospecting.queries.people import Person, TeamFacts, facts_of_team
from hederssak.rules.diagnosis import Diagnosis, Facts, diagnose
from hederssak.rules.erosion import LONG, Mark, Outcome, honour_rate, stretch_start
from hederssak.rules.weeks import local_instant


def diagnosis_of_team(team: Team, *, now: dt.datetime, weeks: int = LONG) -> Diagnosis | None:
    """Return which root problem a team has over so many weeks of working time; None where nothing is agreed."""
    facts = facts_of_team(team, now=now, weeks=weeks)
    return _diagnosis(facts, facts.people, now=now, weeks=weeks)


def diagnosis_of_person(
    facts: TeamFacts, member_id: uuid.UUID, *, now: dt.datetime, weeks: int = LONG
) -> Diagnosis | None:
    """Return which root problem a rep has, held against the own team."""
    people = [person for person in facts.people if person.member.pk == member_id]
    return _diagnosis(facts, people, now=now, weeks=weeks)


def _diagnosis(facts: TeamFacts, people: list[Person], *, now: dt.datetime, weeks: int) -> Diagnosis | None:
    if facts.promise is None or not people:
        return None
    calendar = facts.calendars[people[0].member.pk] if len(people) == 1 else facts.calendar
    since = max(stretch_start(calendar, facts.today, weeks), facts.since or dt.date.min)
    start = local_instant(since, dt.time(0), zone_of(facts.team))
    called = calls_of([person.member.pk for person in facts.people], since=start, until=now)
    own = together([called[person.member.pk] for person in people])
    team = together(list(called.values()))
    marks = [mark for person in people for mark in _marks(facts, person, now=now, weeks=weeks)]
    promise = facts.promise
    person_weeks = sum(_weeks(facts, person, since) for person in people)
    return diagnose(
        Facts(
            booked=_booked([person.member.pk for person in people], since=start, until=now),
            agreed=round(promise.meetings * person_weeks),
            desirable=round(promise.desirable * person_weeks) if promise.desirable else None,
            honour=honour_rate(marks),
            callable_at_start=own.callable_at_start,
            attempts_per_block=own.attempts_per_block,
            team_attempts_per_block=team.attempts_per_block,
            calls=own.calls,
            team_calls=team.calls,
            planned_blocks=sum(mark.outcome != Outcome.EXCUSED for mark in marks),
        )
    )


def _marks(facts: TeamFacts, person: Person, *, now: dt.datetime, weeks: int) -> list[Mark]:
    """Return how somebody's blocks ended, on their own clock, so that the figure is the one of the board's sentence."""
    start = stretch_start(facts.calendars[person.member.pk], facts.today, weeks)
    return marks_until(person.blocks, since=max(start, facts.since or dt.date.min), now=now)


def _weeks(facts: TeamFacts, person: Person, since: dt.date) -> float:
    """Return how many of their own weeks somebody worked since a day, today not yet among them."""
    calendar = facts.calendars[person.member.pk]
    return calendar.working_days(since, facts.today - dt.timedelta(days=1)) / len(calendar.weekdays)


def _booked(member_ids: Collection[uuid.UUID], *, since: dt.datetime, until: dt.datetime) -> int:
    """Return how many customer meetings were put into the calendar in that time."""
    rows = CustomerMeeting.objects.filter(owner_id__in=member_ids, logged_at__gte=since, logged_at__lte=until)
    found = rows.exclude(state=MeetingState.CANCELED).aggregate(count=Count("pk"))
    return int(found["count"])
