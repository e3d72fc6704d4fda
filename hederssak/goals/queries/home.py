"""What the first pages say of goals: a rep's own, and with whom a manager is to talk."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from hederssak.goals.models import Goal, GoalSpan, ReGoalPrompt, Standing
from hederssak.goals.queries.ledgers import period_of
from hederssak.lib.ordered import ByName
from hederssak.lib.prepared import prepared
from hederssak.org.models import Member


@dataclass(frozen=True)
class HomeGoals:
    """A rep's goals in a few figures, from what was counted last; `asked` if another goal is asked for."""

    week: Goal | None
    month: Goal | None
    sold_in_week: Decimal
    sold_in_month: Decimal
    chance_of_week: float | None
    asked: bool


@prepared
def _goals(member: uuid.UUID, week: dt.date, month: dt.date) -> QuerySet[Goal]:
    here = Q(span=GoalSpan.WEEK, first_day=week) | Q(span=GoalSpan.MONTH, first_day=month)
    return Goal.objects.filter(here, member=member)


@prepared
def _standing(member: uuid.UUID, week: dt.date, month: dt.date) -> QuerySet[Standing]:
    return Standing.objects.filter(member=member, month=month, week=week).order_by("pk")[:1]


@prepared
def _prompts(goal: uuid.UUID) -> QuerySet[ReGoalPrompt, uuid.UUID]:
    return ReGoalPrompt.objects.filter(goal=goal, answered_at=None).values_list("pk", flat=True)[:1]


@prepared
def _unanswered(manager: uuid.UUID, month: dt.date) -> QuerySet[ReGoalPrompt]:
    rows = ReGoalPrompt.objects.filter(
        goal__member__team__manager=manager, goal__member__left_on=None, goal__first_day=month, answered_at=None
    )
    return rows.select_related("goal__member").order_by(ByName("goal__member__name"))


def home_goals(member: Member, today: dt.date) -> HomeGoals:
    """Return what a rep's first page says of their goals, in three queries."""
    week, month = (period_of(span, today).first for span in (GoalSpan.WEEK, GoalSpan.MONTH))
    goals = {goal.span: goal for goal in _goals(member.pk, week, month)}
    standing = _standing.first(member.pk, week, month)
    month_goal = goals.get(GoalSpan.MONTH)
    asked = month_goal is not None and bool(_prompts(month_goal.pk))
    return HomeGoals(
        week=goals.get(GoalSpan.WEEK),
        month=month_goal,
        sold_in_week=standing.sold_in_week if standing else Decimal(0),
        sold_in_month=standing.sold_in_month if standing else Decimal(0),
        chance_of_week=standing.chance_of_week if standing else None,
        asked=asked,
    )


def goal_talks(manager: Member, today: dt.date) -> list[ReGoalPrompt]:
    """Return the questions for another goal that reps of the manager's teams have not answered yet, by name."""
    return _unanswered(manager.pk, period_of(GoalSpan.MONTH, today).first)
