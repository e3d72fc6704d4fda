"""A rep's own goals. Nobody sets them for somebody else, by no door."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from hederssak.api.v1.problems import REFUSALS
from hederssak.goals.actions import GoalDraft, NotYourGoalError, set_goal
from hederssak.goals.models import Goal, GoalSpan
from hederssak.goals.queries.own import Aim, own_goals
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Role
from hederssak.rules.goals.periods import Unit

router = Router(tags=["goals"])
OUT: dict[int, Any] = REFUSALS


class RevisionOut(Schema):
    """One change of a goal, with what was sold and how likely the goal was then."""

    at: dt.datetime
    why: str
    before: Decimal | None
    amount: Decimal
    sold: Decimal
    chance: float | None


class GoalOut(Schema):
    """A goal, the one that was set first, and how it came to be."""

    id: uuid.UUID
    span: str
    first_day: dt.date
    unit: str
    amount: Decimal
    first_amount: Decimal
    action: str
    revisions: list[RevisionOut]

    @staticmethod
    def resolve_revisions(goal: Goal) -> Any:
        """Return the revisions, the earliest first."""
        return goal.revisions.order_by("at")


class AimOut(Schema):
    """A week or a month: what is sold, the goal if one is set, its chance, and what would be offered as one."""

    span: str
    first_day: dt.date
    last_day: dt.date
    unit: str
    sold: Decimal
    goal: GoalOut | None
    chance: float | None
    offered: Decimal | None


class GoalIn(Schema):
    """A goal for the week or month that `day` lies in; `member` may be left out, and can only be oneself."""

    span: Literal["week", "month"]
    day: dt.date
    amount: Decimal = Field(gt=0, lt=10**12)
    unit: Unit = Unit.MARGIN
    action: str = Field("", max_length=200)
    member: uuid.UUID | None = None


@router.get("", response={200: list[AimOut], **OUT}, operation_id="goals", url_name="goals")
def goals(request: MemberRequest) -> list[dict[str, Any]]:
    """Return the caller's goals of this week and this month; only a rep has any."""
    if request.member.role != Role.REP:
        raise NotYourGoalError
    found = own_goals(request.member, now=clock.read())
    return [_aim(aim) for aim in (found.week, found.month)]


@router.post("", response={200: GoalOut, **OUT}, operation_id="set_goal", url_name="goals")
def make(request: MemberRequest, given: GoalIn) -> Goal:
    """Set the caller's own goal; for anybody else it is refused with 403."""
    here = Member.objects.visible_to(request.member)
    member = get_object_or_404(here, pk=given.member) if given.member else request.member
    draft = GoalDraft(
        span=GoalSpan(given.span), day=given.day, amount=given.amount, unit=given.unit, action=given.action
    )
    return set_goal(member=member, draft=draft, by=request.member, now=clock.read())


def _aim(aim: Aim) -> dict[str, Any]:
    return {
        "span": aim.span,
        "first_day": aim.period.first,
        "last_day": aim.period.last,
        "unit": aim.unit,
        "sold": aim.standing.sold,
        "goal": aim.goal,
        "chance": aim.chance,
        "offered": aim.offered,
    }
