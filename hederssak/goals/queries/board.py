"""The board of goals: a team by name with goal, now, chance and state; and the sums of teams for a director."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from hederssak.goals.models import Goal, GoalSpan, Quota, ReGoalPrompt, Standing, TrendState
from hederssak.goals.queries.ledgers import period_of
from hederssak.goals.queries.quotas import rule_quotas
from hederssak.lib.ordered import ByName
from hederssak.org.models import Member, Organization, Role, Team
from hederssak.org.queries import work_calendar, years_around
from hederssak.rules.goals.periods import Month, Unit
from hederssak.rules.goals.quotas import month_quota
from hederssak.rules.goals.states import State
from hederssak.rules.weeks import Week


@dataclass(frozen=True)
class Line:
    """One rep on the board."""

    member: Member
    month: Goal | None
    week: Goal | None
    standing: Standing | None
    state: State
    prompt: ReGoalPrompt | None

    @property
    def unit(self) -> Unit:
        """Return in what the rep counts."""
        return Unit(self.standing.unit) if self.standing else Unit.MARGIN


@dataclass(frozen=True)
class Board:
    """A team's reps by name, never by count."""

    team: Team
    lines: list[Line]
    quota: Decimal | None

    @property
    def talks(self) -> list[Member]:
        """Return with whom to talk: who has passed a goal, or can no longer reach it, and has not answered yet."""
        return [line.member for line in self.lines if line.prompt]

    @property
    def with_month(self) -> int:
        """Return how many have a goal for the month."""
        return sum(line.month is not None for line in self.lines)

    @property
    def with_week(self) -> int:
        """Return how many have a goal for the week."""
        return sum(line.week is not None for line in self.lines)

    def _counted(self) -> Iterable[Line]:
        return (line for line in self.lines if line.standing and line.unit is Unit.MARGIN)

    @property
    def goals(self) -> Decimal:
        """Return the sum of the month's goals in margin."""
        return sum((line.month.amount for line in self._counted() if line.month), Decimal(0))

    @property
    def sold(self) -> Decimal:
        """Return the margin sold this month by those who count in it."""
        return sum((line.standing.sold_in_month for line in self._counted() if line.standing), Decimal(0))

    @property
    def quotas(self) -> Decimal:
        """Return the sum of the members' quotas for the month, in margin."""
        return sum(
            (line.standing.quota for line in self._counted() if line.standing and line.standing.quota), Decimal(0)
        )


def boards_of(teams: Sequence[Team], *, organization: Organization, today: dt.date) -> list[Board]:
    """Return the boards of some teams, in seven queries however many reps they have."""
    reps = Member.objects.filter(organization=organization, team__in=teams, role=Role.REP, left_on=None)
    members = list(reps.only("name", "team_id", "organization_id").order_by(ByName("name")))
    goals = _goals(members, today)
    month, week = (period_of(span, today).first for span in (GoalSpan.MONTH, GoalSpan.WEEK))
    rows = Standing.objects.filter(member__in=members, month=month, week=week)
    standings = {row.member_id: row for row in rows.defer("organization", "counted_at", "weeks_known", "month", "week")}
    states = _states(members, Week.of(today).previous().monday)
    prompts = {
        prompt.goal.member_id: prompt
        for prompt in ReGoalPrompt.objects.filter(goal__member__in=members, goal__first_day=month, answered_at=None)
        .select_related("goal")
        .only("goal__member_id")
    }
    by_team: dict[uuid.UUID | None, list[Line]] = defaultdict(list)
    for member in members:
        standing = standings.get(member.pk)
        line = Line(
            member=member,
            month=goals.get((member.pk, GoalSpan.MONTH)),
            week=goals.get((member.pk, GoalSpan.WEEK)),
            standing=standing,
            state=states.get((member.pk, standing.unit if standing else Unit.MARGIN), State.CANNOT_TELL),
            prompt=prompts.get(member.pk),
        )
        by_team[member.team_id].append(line)
    quotas = _team_quotas(teams, today)
    return [Board(team, by_team[team.pk], quotas.get(team.pk)) for team in teams]


def _goals(members: Sequence[Member], today: dt.date) -> dict[tuple[uuid.UUID, str], Goal]:
    month, week = (period_of(span, today).first for span in (GoalSpan.MONTH, GoalSpan.WEEK))
    here = Q(span=GoalSpan.MONTH, first_day=month) | Q(span=GoalSpan.WEEK, first_day=week)
    rows = Goal.objects.filter(here, member__in=members).only("member_id", "span", "amount", "unit")
    return {(goal.member_id, goal.span): goal for goal in rows}


def _states(members: Sequence[Member], week: dt.date) -> dict[tuple[uuid.UUID, str], State]:
    rows = TrendState.objects.filter(member__in=members, week=week)
    return {(pk, figure): State(state) for pk, figure, state in rows.values_list("member_id", "figure", "state")}


def _team_quotas(teams: Sequence[Team], today: dt.date) -> dict[uuid.UUID, Decimal | None]:
    """Return the teams' own quotas for the month, in margin."""
    asked = rule_quotas(Quota.objects.filter(team__in=teams, unit=Unit.MARGIN))
    return {
        team.pk: month_quota(asked[team.pk], Unit.MARGIN, Month.of(today), work_calendar(team, years_around(today)))
        for team in teams
        if team.pk in asked
    }
