"""A team as its manager follows it (R18): whose turn it is, who was followed when, and the manager's own figure."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import QuerySet

from hederssak.coaching.models import Pace, RideAlong, StageFigure
from hederssak.coaching.queries.ahead import ahead_of, asked_for, large_margin
from hederssak.lib.prepared import prepared
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member, Team
from hederssak.org.queries.calendars import zone_of
from hederssak.prospecting.queries.people import TeamDay, team_day
from hederssak.rules.coaching import PACE, Facts, Group, Kept, StageRecord, Turn, kept_of, rides_needed, turns

READ_BACK = dt.timedelta(weeks=60)
RECENT = dt.timedelta(weeks=12)


@dataclass(frozen=True)
class Coached:
    """A team's reps with their ride-alongs, and in which order to follow them."""

    team: Team
    now: dt.datetime
    today: dt.date
    pace: int
    people: dict[str, Member]
    facts: list[Facts]
    kept: Kept
    rides: Mapping[uuid.UUID, Sequence[RideAlong]]
    asked: list[CustomerMeeting]
    promised_every: int | None

    @cached_property
    def turns(self) -> list[Turn]:
        """Return everybody in the order in which to follow them; what lies ahead of each is read for this alone."""
        reps = list(self.people.values())
        ahead = ahead_of(reps, zone=zone_of(self.team), now=self.now)
        stages = stages_of(reps)
        facts = [
            replace(self.facts[place], ahead=ahead.get(rep.pk, ()), stages=stages.get(rep.pk, ()))
            for place, rep in enumerate(reps)
        ]
        return turns(facts, today=self.today, pace=self.pace, large=large_margin(self.team))

    @property
    def all_rides(self) -> list[RideAlong]:
        """Return every ride-along that stands, the latest first."""
        rows = [ride for rides in self.rides.values() for ride in rides]
        return sorted(rows, key=lambda ride: (ride.on_day, str(ride.pk)), reverse=True)

    @property
    def waiting(self) -> list[RideAlong]:
        """Return what was planned for today or before and is not shared yet, the oldest first."""
        rows = [one for one in self.all_rides if one.planned_at and not one.is_done and one.on_day <= self.today]
        return rows[::-1]

    @property
    def planned(self) -> list[RideAlong]:
        """Return what is planned ahead, the next one first."""
        return [one for one in self.all_rides if one.planned_at and one.on_day > self.today][::-1]

    @property
    def asked_hours(self) -> list[RideAlong]:
        """Return the booking hours to which a rep has asked their manager along."""
        return [one for one in self.all_rides if one.planned_at is None and one.on_day >= self.today][::-1]

    @property
    def to_follow(self) -> list[Turn]:
        """Return whose turn it is, without those who are planned, away, or have asked and wait for an answer."""
        asking = {str(meeting.owner_id) for meeting in self.asked} | {str(one.rep_id) for one in self.asked_hours}
        settled = {Group.PLANNED, Group.AWAY}
        return [turn for turn in self.turns if turn.group not in settled and turn.facts.key not in asking]

    @property
    def recent(self) -> list[RideAlong]:
        """Return what was shared in the last twelve weeks."""
        return [one for one in self.all_rides if one.is_done and one.on_day > self.today - RECENT]

    @property
    def a_week(self) -> float:
        """Return how many ride-alongs a week there were in the last twelve weeks."""
        return len(self.recent) / RECENT.days * 7

    @property
    def needed(self) -> float:
        """Return how many a week the pace takes."""
        return rides_needed(len(self.facts), self.pace)


def coached(team: Team, *, now: dt.datetime, on: TeamDay | None = None) -> Coached:
    """Return how a team is followed; as many queries for forty reps as for two.

    `on` is the team's day, where it is at hand already.
    """
    on = on or team_day(team, now=now)
    today, people = on.today, on.reps
    rides = rides_of(people, since=today - READ_BACK)
    asked = asked_for(people, now=now)
    facts = _facts(on, rides, asked)
    pace = pace_of(team)
    return Coached(
        team=team,
        now=now,
        today=today,
        pace=pace,
        people={str(member.pk): member for member in people},
        facts=facts,
        kept=kept_of(facts, today=today, pace=pace),
        rides=rides,
        asked=asked,
        promised_every=on.promise.follow_every if on.promise else None,
    )


@prepared
def _pace(team: uuid.UUID) -> QuerySet[Pace, int]:
    return Pace.objects.filter(team=team).order_by("pk").values_list("weeks", flat=True)[:1]


@prepared
def _rides(reps: list[uuid.UUID], since: dt.date) -> QuerySet[RideAlong]:
    rows = RideAlong.objects.standing().filter(rep__in=reps, on_day__gte=since)
    return rows.select_related("meeting__account", "block", "rep", "manager").order_by("on_day", "pk")


@prepared
def _stages(members: list[uuid.UUID]) -> QuerySet[StageFigure]:
    rows = StageFigure.objects.filter(member__in=members).select_related("stage")
    return rows.order_by("stage__position", "pk")


def pace_of(team: Team) -> int:
    """Return within how many weeks each rep is followed."""
    return _pace.first(team.pk) or PACE


def rides_of(people: Collection[Member], *, since: dt.date) -> dict[uuid.UUID, list[RideAlong]]:
    """Return the ride-alongs with each rep that stand, the earliest first."""
    found: dict[uuid.UUID, list[RideAlong]] = defaultdict(list)
    for ride in _rides([one.pk for one in people], since):
        found[ride.rep_id].append(ride)
    return found


def stages_of(people: Collection[Member]) -> dict[uuid.UUID, list[StageRecord]]:
    """Return where each rep's deals were decided within a year, as the night counted it."""
    found: dict[uuid.UUID, list[StageRecord]] = defaultdict(list)
    for row in _stages([one.pk for one in people]):
        record = StageRecord(row.stage.name, row.decided, row.passed, row.team_share, row.below)
        found[row.member_id].append(record)
    return found


def _facts(
    on: TeamDay, rides: Mapping[uuid.UUID, Sequence[RideAlong]], asked: Sequence[CustomerMeeting]
) -> list[Facts]:
    asking = {meeting.owner_id for meeting in asked}
    return [
        Facts(
            key=str(member.pk),
            name=member.name,
            calendar=on.calendars[member.pk],
            followed=[one.on_day for one in rides.get(member.pk, ()) if one.is_done],
            planned=_planned(rides.get(member.pk, ()), on.today),
            asked=member.pk in asking or any(one.planned_at is None for one in rides.get(member.pk, ())),
        )
        for member in on.reps
    ]


def _planned(rides: Sequence[RideAlong], today: dt.date) -> dt.date | None:
    return next((one.on_day for one in rides if one.planned_at and not one.is_done and one.on_day >= today), None)
