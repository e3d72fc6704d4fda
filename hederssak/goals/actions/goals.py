"""Setting a goal, which only its own member can; suggesting one; and answering when another is asked for (R14)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.goals.actions.counting import count_members
from hederssak.goals.models import Goal, GoalRevision, GoalSpan, GoalSuggestion, ReGoalPrompt, Why
from hederssak.goals.queries.ledgers import ledger_of, period_of, today_of
from hederssak.lib.rows import save_only
from hederssak.org.access import leads
from hederssak.org.models import Member, Role
from hederssak.rules.goals.periods import Unit
from hederssak.rules.goals.regoal import Direction

LARGEST = Decimal(10) ** 13


class NotYourGoalError(PermissionDenied):
    """A goal comes from inside: nobody can set it for somebody else."""

    code = "not_your_goal"


class NoAmountError(Exception):
    """A goal is above nothing, and below what a column can hold."""

    code = "no_amount"


class PeriodOverError(Exception):
    """The week or month has ended, or lies too far ahead; what was the goal in it stays."""

    code = "period_over"


AHEAD = dt.timedelta(days=62)
"""So far ahead a goal can be set; what lies further is no barrier to anybody today."""


@dataclass(frozen=True, kw_only=True)
class GoalDraft:
    """A goal to be set: for the week or the month that `day` lies in."""

    span: GoalSpan
    day: dt.date
    amount: Decimal
    unit: Unit = Unit.MARGIN
    action: str = ""


def set_goal(*, member: Member, draft: GoalDraft, by: Member, now: dt.datetime, why: Why = Why.OWN) -> Goal:
    """Set a member's goal for a week or a month, or revise it; the revision is kept with what was sold then.

    Raises NotYourGoalError for anybody but the rep themself, NoAmountError and PeriodOverError.
    """
    if by.pk != member.pk or member.role != Role.REP:
        raise NotYourGoalError
    if not 0 < draft.amount < LARGEST:
        raise NoAmountError
    period = period_of(draft.span, draft.day)
    if not period.last >= today_of(member, now) >= period.first - AHEAD:
        raise PeriodOverError
    amount = draft.amount.quantize(Decimal("0.01") if draft.unit != Unit.QUALIFIED else Decimal(1))
    with transaction.atomic():
        goal, before = _written(member, draft, period.first, amount or Decimal(1), now=now, why=why)
        _settle(goal, before, now=now)
        count_members([member], now=now)
    return goal


def _written(
    member: Member, draft: GoalDraft, first: dt.date, amount: Decimal, *, now: dt.datetime, why: Why
) -> tuple[Goal, Decimal | None]:
    """Write the goal and, where the amount is another, its revision; return both the goal and what it was before."""
    ours = {"organization_id": member.organization_id, "member": member, "author": member}
    goal, made = Goal.objects.select_for_update().get_or_create(
        **ours,
        span=draft.span,
        first_day=first,
        defaults={
            "unit": draft.unit,
            "amount": amount,
            "first_amount": amount,
            "action": draft.action.strip()[:200],
            "set_at": now,
        },
    )
    before = None if made or goal.unit != draft.unit else goal.amount
    if not made:
        anew = {"first_amount": amount} if goal.unit != draft.unit else {}
        action = draft.action.strip()[:200]
        save_only(goal, amount=amount, unit=draft.unit, action=action, set_at=now, **anew)
    if before != amount:
        ledger = ledger_of(member, now=now)
        stands = ledger.standing(Unit(goal.unit), period_of(goal.span, first), amount)
        GoalRevision.objects.create(
            **ours,
            goal=goal,
            why=Why.FIRST if before is None and why == Why.OWN else why,
            before=before,
            amount=amount,
            sold=stands.sold,
            chance=stands.chance(amount),
            at=now,
        )
    return goal, before


def _settle(goal: Goal, before: Decimal | None, *, now: dt.datetime) -> None:
    """Close what was asked or suggested about the goal: the rep has answered it by setting one."""
    for prompt in ReGoalPrompt.objects.filter(goal=goal, answered_at=None):
        moved = before is not None and (
            goal.amount > before if prompt.direction == Direction.UP else goal.amount < before
        )
        save_only(prompt, answered_at=now, taken=moved)
    open_ones = GoalSuggestion.objects.filter(
        member_id=goal.member_id, span=goal.span, first_day=goal.first_day, answered_at=None
    )
    for suggestion in open_ones:
        save_only(suggestion, answered_at=now, taken=suggestion.amount == goal.amount)


def answer_prompt(*, prompt: ReGoalPrompt, taken: bool, by: Member, now: dt.datetime) -> None:
    """Take the goal that was asked for, or stay with the one that stands; it is not asked again."""
    goal = prompt.goal
    if by.pk != goal.member_id:
        raise NotYourGoalError
    if prompt.answered_at is not None:
        return
    if not taken:
        save_only(prompt, answered_at=now, taken=False)
        return
    draft = GoalDraft(
        span=GoalSpan(goal.span),
        day=goal.first_day,
        amount=prompt.suggested,
        unit=Unit(goal.unit),
        action=goal.action,
    )
    why = Why.ASKED_UP if prompt.direction == Direction.UP else Why.ASKED_DOWN
    set_goal(member=goal.member, draft=draft, by=by, now=now, why=why)


def suggest_goal(*, member: Member, draft: GoalDraft, words: str, by: Member, now: dt.datetime) -> GoalSuggestion:
    """Let the team's manager suggest a goal; it changes nothing until the rep takes it. The latest one stands."""
    if not leads(by, member.team) or member.role != Role.REP:
        raise PermissionDenied
    if not 0 < draft.amount < LARGEST:
        raise NoAmountError
    period = period_of(draft.span, draft.day)
    if not period.last >= today_of(member, now) >= period.first - AHEAD:
        raise PeriodOverError
    with transaction.atomic():
        about = {"member": member, "span": draft.span, "first_day": period.first}
        GoalSuggestion.objects.filter(**about, answered_at=None).update(answered_at=now, taken=False)
        return GoalSuggestion.objects.create(
            organization_id=member.organization_id,
            **about,
            by=by,
            unit=draft.unit,
            amount=draft.amount,
            words=words.strip()[:300],
            at=now,
        )


def answer_suggestion(*, suggestion: GoalSuggestion, taken: bool, by: Member, now: dt.datetime) -> None:
    """Take what the manager suggested, or leave it; both are fine."""
    if by.pk != suggestion.member_id:
        raise NotYourGoalError
    if suggestion.answered_at is not None:
        return
    if not taken:
        save_only(suggestion, answered_at=now, taken=False)
        return
    standing = Goal.objects.filter(member=by, span=suggestion.span, first_day=suggestion.first_day).first()
    draft = GoalDraft(
        span=GoalSpan(suggestion.span),
        day=suggestion.first_day,
        amount=suggestion.amount,
        unit=Unit(suggestion.unit),
        action=standing.action if standing else "",
    )
    set_goal(member=by, draft=draft, by=by, now=now, why=Why.SUGGESTED)
