"""A manager's Monday: where the teams stand, what to talk about and with whom."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Sum

from hederssak.cadence.models import SalesMeeting
from hederssak.honesty.models import Flag, Objection
from hederssak.honesty.queries.objections import open_objections
from hederssak.honesty.queries.questions import Question, TeamWorth
from hederssak.honesty.queries.trend import asked_of, last_of_weeks, weightiest, worth_by_day
from hederssak.org.models import Member, Team
from hederssak.pipeline.models import Stage
from hederssak.rules.honesty.codes import Code
from hederssak.rules.weeks import Week
from hederssak.web.queries.days import Days

WEEKS = 12
MEETINGS_ON = dt.timedelta(hours=2)
MEETINGS_AHEAD = dt.timedelta(days=40)
BROKEN = (Code.NEXT_STEP_PAST,)
MOVED = (Code.MOVED_BEFORE_MEETING, Code.RAISED_BEFORE_MEETING)
NAMED = 200
"""How many flags of one kind are read to name people by; more would be no exceptions any longer."""

EXCEPTIONS = 3


@dataclass
class TeamStand:
    """Where a team stands: its worth at the end of each week, its next meeting, what was moved before the last."""

    team: Team
    weeks: list[TeamWorth] = field(default_factory=list)
    meeting: SalesMeeting | None = None
    moved: int = 0

    @property
    def worth(self) -> TeamWorth:
        """The latest worth."""
        return self.weeks[-1] if self.weeks else TeamWorth()

    @property
    def before(self) -> TeamWorth | None:
        """The worth at the end of the week before the latest, where it was counted."""
        if len(self.weeks) < 2:
            return None
        return self.weeks[-2] if weeks_between(self.weeks[-2], self.weeks[-1]) == 1 else None


@dataclass
class Talk:
    """Somebody to talk with, because a promised day has passed or a date moved just before the meeting (R20).

    Both name deals, the largest margin first.
    """

    member: Member
    broken: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Bare:
    """How many deals have no next step, whose they are, and what they are worth together."""

    deals: int
    owners: int
    margin: Decimal


@dataclass(frozen=True)
class Monday:
    """What a manager's first page shows."""

    stands: list[TeamStand]
    talks: list[Talk]
    others: int
    bare: Bare
    exceptions: list[Question]
    objections: list[Objection]
    kinds: list[tuple[Code, int]]
    stages: dict[str, str]


def weeks_between(first: TeamWorth, last: TeamWorth) -> int:
    """Return how many ISO weeks lie between two worths; 0 where one was never counted."""
    return Week.of(first.day).until(Week.of(last.day)) if first.day and last.day else 0


def monday_of(
    member: Member, days: Days, *, teams: Sequence[Team], people: Iterable[Member], now: dt.datetime
) -> Monday:
    """Return the Monday of a manager with the teams they lead and the reps in them."""
    stands = stands_of(member, teams, days, now=now, weeks=WEEKS)
    reps = {rep.pk: rep for rep in people}
    talks = _talks(member, reps, stands)
    return Monday(
        stands=stands,
        talks=talks,
        others=len(reps) - len(talks),
        bare=_bare(member, teams),
        exceptions=asked_of(weightiest(organization=member.organization, teams=teams)[:EXCEPTIONS]),
        objections=list(open_objections(member)[:EXCEPTIONS]),
        kinds=_kinds(member, teams),
        stages={
            str(pk): name
            for pk, name in Stage.objects.filter(organization_id=member.organization_id).values_list("pk", "name")
        },
    )


def stands_of(member: Member, teams: Sequence[Team], days: Days, *, now: dt.datetime, weeks: int) -> list[TeamStand]:
    """Return where each team stands and stood in so many weeks, in the order given."""
    since = days.week.plus(-weeks).monday
    worths = worth_by_day(organization=member.organization, teams=teams, since=since)
    meetings: dict[uuid.UUID, SalesMeeting] = {}
    ahead = SalesMeeting.objects.filter(
        organization_id=member.organization_id,
        team__in=teams,
        called_off_at=None,
        starts_at__gt=now - MEETINGS_ON,
        starts_at__lt=now + MEETINGS_AHEAD,
    )
    for meeting in ahead.order_by("starts_at"):
        meetings.setdefault(meeting.team_id, meeting)
    return [TeamStand(team, last_of_weeks(worths.get(team.pk, [])), meetings.get(team.pk)) for team in teams]


def _talks(member: Member, reps: Mapping[uuid.UUID, Member], stands: Sequence[TeamStand]) -> list[Talk]:
    """Return with whom to talk, those with the largest margin at stake first, and count what each team moved."""
    by_team = {stand.team.pk: stand for stand in stands}
    talks: dict[uuid.UUID, Talk] = {}
    teams = [stand.team for stand in stands]
    flags = weightiest(organization=member.organization, teams=teams, codes=(*BROKEN, *MOVED))
    columns = ("owner_id", "team_id", "code", "opportunity__account__name", "opportunity__name")
    for owner_id, team_id, code, account, name in flags.values_list(*columns)[:NAMED]:
        if code in MOVED:
            by_team[team_id].moved += 1
        if owner_id in reps:
            talk = talks.setdefault(owner_id, Talk(reps[owner_id]))
            (talk.moved if code in MOVED else talk.broken).append(account or name)
    return list(talks.values())


def _bare(member: Member, teams: Sequence[Team]) -> Bare:
    flags = Flag.objects.filter(
        organization_id=member.organization_id, team__in=teams, code=Code.NO_NEXT_STEP, opportunity__unjudged=False
    )
    found = flags.aggregate(deals=Count("pk"), owners=Count("owner", distinct=True), margin=Sum("weight"))
    return Bare(found["deals"], found["owners"], found["margin"] or Decimal(0))


def _kinds(member: Member, teams: Sequence[Team]) -> list[tuple[Code, int]]:
    """Return how many deals have which question, the commonest first; a deal may have several."""
    flags = Flag.objects.filter(organization_id=member.organization_id, team__in=teams, opportunity__unjudged=False)
    rows = flags.values("code").annotate(n=Count("pk")).order_by("-n", "code")
    return [(Code(row["code"]), row["n"]) for row in rows]
