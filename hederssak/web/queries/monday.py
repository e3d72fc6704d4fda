"""A manager's Monday: where the teams stand, what to talk about and with whom."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from hederssak.cadence.models import SalesMeeting
from hederssak.honesty.models import Flag, Objection
from hederssak.honesty.queries.objections import open_objections
from hederssak.honesty.queries.questions import Question, TeamWorth
from hederssak.honesty.queries.trend import asked_of, last_of_weeks, weightiest_leads, worth_by_day
from hederssak.lib.prepared import prepared
from hederssak.org.models import Member, Team
from hederssak.pipeline.models import Opportunity
from hederssak.pipeline.queries.as_of import stage_names
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

    How many of each, and the weightiest deal of what was broken, else of what was moved.
    """

    member: Member
    broken: int
    moved: int
    first_name: str


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
        exceptions=asked_of(weightiest_leads(organization=member.organization, teams=teams, most=EXCEPTIONS)),
        objections=open_objections(member)[:EXCEPTIONS],
        kinds=_kinds(member, teams),
        stages=stage_names(member.organization_id),
    )


@prepared
def _ahead(
    organization: uuid.UUID, teams: list[Team], after: dt.datetime, before: dt.datetime
) -> QuerySet[SalesMeeting]:
    return SalesMeeting.objects.filter(
        organization_id=organization,
        team__in=teams,
        called_off_at=None,
        starts_at__gt=after,
        starts_at__lt=before,
    ).order_by("starts_at")


def stands_of(member: Member, teams: Sequence[Team], days: Days, *, now: dt.datetime, weeks: int) -> list[TeamStand]:
    """Return where each team stands and stood in so many weeks, in the order given."""
    since = days.week.plus(-weeks).monday
    worths = worth_by_day(organization=member.organization, teams=teams, since=since)
    meetings: dict[uuid.UUID, SalesMeeting] = {}
    for meeting in _ahead(member.organization_id, list(teams), now - MEETINGS_ON, now + MEETINGS_AHEAD):
        meetings.setdefault(meeting.team_id, meeting)
    return [TeamStand(team, last_of_weeks(worths.get(team.pk, [])), meetings.get(team.pk)) for team in teams]


@prepared
def _exceptions(
    organization: uuid.UUID, teams: list[Team], codes: list[Code]
) -> QuerySet[Flag, tuple[uuid.UUID, uuid.UUID, str, uuid.UUID]]:
    """Return the flags of some kinds, the largest margin first, without what they are about: few of those are named."""
    flags = _standing(organization, teams).filter(code__in=codes).order_by("-weight", "id")
    return flags.values_list("owner_id", "team_id", "code", "opportunity_id")[:NAMED]


@prepared
def _names(opportunities: list[uuid.UUID]) -> QuerySet[Opportunity, tuple[uuid.UUID, str | None, str]]:
    return Opportunity.objects.filter(pk__in=opportunities).values_list("pk", "account__name", "name")


def _talks(member: Member, reps: Mapping[uuid.UUID, Member], stands: Sequence[TeamStand]) -> list[Talk]:
    """Return with whom to talk, those with the largest margin at stake first, and count what each team moved."""
    by_team = {stand.team.pk: stand for stand in stands}
    broken: dict[uuid.UUID, list[uuid.UUID]] = {}
    moved: dict[uuid.UUID, list[uuid.UUID]] = {}
    flags = _exceptions(member.organization_id, [stand.team for stand in stands], [*BROKEN, *MOVED])
    for owner_id, team_id, code, opportunity_id in flags:
        if code in MOVED:
            by_team[team_id].moved += 1
        if owner_id in reps:
            for kind in (broken, moved):
                kind.setdefault(owner_id, [])
            (moved if code in MOVED else broken)[owner_id].append(opportunity_id)
    first = {owner: (broken[owner] or moved[owner])[0] for owner in broken}
    names = {pk: account or name for pk, account, name in _names(list(first.values()))}
    return [Talk(reps[owner], len(broken[owner]), len(moved[owner]), names[pk]) for owner, pk in first.items()]


@prepared
def _without_step(organization: uuid.UUID, teams: list[Team]) -> QuerySet[Flag, tuple[int, int, Decimal | None]]:
    flags = _standing(organization, teams).filter(code=Code.NO_NEXT_STEP).values("code")
    sums = flags.annotate(deals=Count("pk"), owners=Count("owner", distinct=True), margin=Sum("weight"))
    return sums.values_list("deals", "owners", "margin")


def _bare(member: Member, teams: Sequence[Team]) -> Bare:
    deals, owners, margin = _without_step.first(member.organization_id, list(teams)) or (0, 0, None)
    return Bare(deals, owners, margin or Decimal(0))


@prepared
def _changed(organization: uuid.UUID) -> QuerySet[Opportunity, uuid.UUID]:
    return _unjudged(organization).values_list("pk", flat=True)[:1]


@prepared
def _counts(organization: uuid.UUID, teams: list[Team], *, all_stand: bool) -> QuerySet[Flag, tuple[str, int]]:
    flags = (
        Flag.objects.filter(organization=organization, team__in=teams) if all_stand else _standing(organization, teams)
    )
    return flags.values("code").annotate(n=Count("pk")).order_by("-n", "code").values_list("code", "n")


def _kinds(member: Member, teams: Sequence[Team]) -> list[tuple[Code, int]]:
    """Return how many deals have which question, the commonest first; a deal may have several.

    Where nothing waits to be judged, which is nearly always, an index counts them without reading a flag.
    """
    all_stand = not _changed(member.organization_id)
    return [(Code(code), n) for code, n in _counts(member.organization_id, list(teams), all_stand=all_stand)]


def _standing(organization: uuid.UUID, teams: Sequence[Team]) -> QuerySet[Flag]:
    """Return the flags that stand: what was changed since it was last judged may have answered its own.

    The unjudged are named by themselves, and not looked up deal by deal: mostly there is none.
    """
    flags = Flag.objects.filter(organization=organization, team__in=teams)
    return flags.exclude(opportunity__in=_unjudged(organization))


def _unjudged(organization: uuid.UUID) -> QuerySet[Opportunity]:
    return Opportunity.objects.filter(organization=organization, unjudged=True)
