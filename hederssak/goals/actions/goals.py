"""Setting a goal, which only its own member can; suggesting one; and answering when another is asked for (R14)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from hederssak.goals.actions.counting import count_members
from hederssak.goals.models import Goal, GoalRevision, GoalSpan, GoalSuggestion, ReGoalPrompt, Why
from hederssak.goals.queries.ledgers import Ledger, ledgers_of, period_of, today_of
from hederssak.lib.rows import save_only
from hederssak.org.access import leads
from hederssak.org.models import Member, Role
from hederssak.rules.goals.periods import Unit
from hederssak.rules.goals.regoal import Direction

LARGEST = Decimal(10) ** 13
AHEAD = dt.timedelta(days=62)
"""So far ahead a goal can be set; what lies further is no barrier to anybody today."""


class NotYourGoalError(PermissionDenied):
    """A goal comes from inside: nobody can set it for somebody else."""

    code = "not_your_goal"


class NoAmountError(Exception):
    """A goal is above nothing, and below what a column can hold."""

    code = "no_amount"


class PeriodOverError(Exception):
    """The week or month has ended, or lies too far ahead; what was the goal in it stays."""

    code = "period_over"


@dataclass(frozen=True, kw_only=True)
class GoalDraft:
    """A goal to be set: for the week or the month that `day` lies in."""

    span: GoalSpan
    day: dt.date
    amount: Decimal
    unit: Unit = Unit.MARGIN
    action: str = ""

    @property
    def first_day(self) -> dt.date:
        """Return the first day of the week or month."""
        return period_of(self.span, self.day).first

    @property
    def rounded(self) -> Decimal:
        """Return the amount as it is kept: to the cent, or a whole number of deals, at least one."""
        return self.amount.quantize(Decimal("0.01")) if self.unit.is_money else max(round(self.amount), 1) * Decimal(1)


@dataclass(frozen=True, kw_only=True)
class OwnGoal:
    """A goal that a member sets for themself, and how it came about."""

    member: Member
    draft: GoalDraft
    why: Why = Why.OWN


def set_goal(*, member: Member, draft: GoalDraft, by: Member, now: dt.datetime, why: Why = Why.OWN) -> Goal:
    """Set a member's goal for a week or a month, or revise it; the revision is kept with what was sold then.

    Raises NotYourGoalError for anybody but the rep themself, NoAmountError and PeriodOverError.
    """
    if by.pk != member.pk or member.role != Role.REP:
        raise NotYourGoalError
    return set_goals([OwnGoal(member=member, draft=draft, why=why)], now=now)[0]


def set_goals(
    own: Sequence[OwnGoal], *, now: dt.datetime, ledgers: Mapping[uuid.UUID, Ledger] | None = None
) -> list[Goal]:
    """Set goals of reps of one organization, each by its own member; one for each member, week and month.

    Whoever has their ledgers at hand hands them on. Raises as `set_goal` does.
    """
    for one in own:
        if one.member.role != Role.REP:
            raise NotYourGoalError
        _check(one.member, one.draft, now=now)
    members = {one.member.pk: one.member for one in own}
    with transaction.atomic():
        ledgers = ledgers or ledgers_of(members.values(), now=now)
        before = _standing_goals(own)
        goals = [_write(one, before.get(_key(one)), now=now) for one in own]
        Goal.objects.bulk_create(goal for one, goal in zip(own, goals, strict=True) if _key(one) not in before)
        moved = [(one, goal, before.get(_key(one))) for one, goal in zip(own, goals, strict=True)]
        GoalRevision.objects.bulk_create(
            row for one, goal, old in moved if (row := _revision(one, goal, old, ledgers[one.member.pk], now))
        )
        _settle(goals, {goal.pk: old.amount for _, goal, old in moved if old}, now=now)
        count_members(members.values(), now=now, ledgers=ledgers)
    return goals


def _check(member: Member, draft: GoalDraft, *, now: dt.datetime) -> None:
    if not 0 < draft.amount < LARGEST:
        raise NoAmountError
    period = period_of(draft.span, draft.day)
    if not period.last >= today_of(member, now) >= period.first - AHEAD:
        raise PeriodOverError


@dataclass(frozen=True)
class _Before:
    """A goal as it was before it is set anew."""

    goal: Goal
    amount: Decimal
    unit: str


def _key(one: OwnGoal) -> tuple[uuid.UUID, str, dt.date]:
    return one.member.pk, one.draft.span, one.draft.first_day


def _standing_goals(own: Collection[OwnGoal]) -> dict[tuple[uuid.UUID, str, dt.date], _Before]:
    wanted = Q(pk__in=[])
    for span, first_day in {(one.draft.span, one.draft.first_day) for one in own}:
        wanted |= Q(span=span, first_day=first_day)
    rows = Goal.objects.select_for_update().filter(wanted, member__in={one.member.pk for one in own})
    return {(row.member_id, row.span, row.first_day): _Before(row, row.amount, row.unit) for row in rows}


def _write(one: OwnGoal, before: _Before | None, *, now: dt.datetime) -> Goal:
    """Save what is new of a goal, or make one, to be saved with the others.

    In another unit it begins anew: the old first amount says nothing there.
    """
    draft, amount, action = one.draft, one.draft.rounded, one.draft.action.strip()[:200]
    if before is None:
        return Goal(
            organization_id=one.member.organization_id,
            member=one.member,
            author=one.member,
            span=draft.span,
            first_day=draft.first_day,
            unit=draft.unit,
            amount=amount,
            first_amount=amount,
            action=action,
            set_at=now,
        )
    anew = {"first_amount": amount} if before.unit != draft.unit else {}
    save_only(before.goal, amount=amount, unit=draft.unit, action=action, set_at=now, **anew)
    return before.goal


def _revision(
    one: OwnGoal, goal: Goal, before: _Before | None, ledger: Ledger, now: dt.datetime
) -> GoalRevision | None:
    old = before.amount if before and before.unit == goal.unit else None
    if old == goal.amount:
        return None
    stands = ledger.standing(Unit(goal.unit), period_of(goal.span, goal.first_day), goal.amount)
    return GoalRevision(
        organization_id=goal.organization_id,
        goal=goal,
        member=one.member,
        author=one.member,
        why=Why.FIRST if old is None and one.why == Why.OWN else one.why,
        before=old,
        amount=goal.amount,
        sold=stands.sold,
        chance=stands.chance(goal.amount),
        at=now,
    )


def _settle(goals: Sequence[Goal], before: Mapping[uuid.UUID, Decimal], *, now: dt.datetime) -> None:
    """Close what was asked or suggested about goals: their reps have answered it by setting one."""
    for prompt in ReGoalPrompt.objects.filter(goal__in=goals, answered_at=None).select_related("goal"):
        old, new = before.get(prompt.goal_id), prompt.goal.amount
        moved = old is not None and (new > old if prompt.direction == Direction.UP else new < old)
        save_only(prompt, answered_at=now, taken=moved)
    amounts = {(goal.member_id, goal.span, goal.first_day): goal.amount for goal in goals}
    for suggestion in GoalSuggestion.objects.filter(member__in=[goal.member_id for goal in goals], answered_at=None):
        amount = amounts.get((suggestion.member_id, suggestion.span, suggestion.first_day))
        if amount is not None:
            save_only(suggestion, answered_at=now, taken=suggestion.amount == amount)


def answer_prompt(*, prompt: ReGoalPrompt, taken: bool, by: Member, now: dt.datetime) -> None:
    """Take the goal that was asked for, or stay with the one that stands; it is not asked again."""
    if by.pk != prompt.goal.member_id:
        raise NotYourGoalError
    answer_prompts([(prompt, taken)], now=now)


def answer_prompts(
    answers: Sequence[tuple[ReGoalPrompt, bool]],
    *,
    now: dt.datetime,
    ledgers: Mapping[uuid.UUID, Ledger] | None = None,
) -> None:
    """Answer what reps of one organization were asked, each for themself; what is answered already stays so."""
    still_open = [(prompt, taken) for prompt, taken in answers if prompt.answered_at is None]
    with transaction.atomic():
        for prompt, taken in still_open:
            if not taken:
                save_only(prompt, answered_at=now, taken=False)
        own = [_taken(prompt) for prompt, taken in still_open if taken]
        if own:
            set_goals(own, now=now, ledgers=ledgers)


def _taken(prompt: ReGoalPrompt) -> OwnGoal:
    goal = prompt.goal
    draft = GoalDraft(
        span=GoalSpan(goal.span),
        day=goal.first_day,
        amount=prompt.suggested,
        unit=Unit(goal.unit),
        action=goal.action,
    )
    why = Why.ASKED_UP if prompt.direction == Direction.UP else Why.ASKED_DOWN
    return OwnGoal(member=goal.member, draft=draft, why=why)


def suggest_goal(*, member: Member, draft: GoalDraft, words: str, by: Member, now: dt.datetime) -> GoalSuggestion:
    """Let the team's manager suggest a goal; it changes nothing until the rep takes it. The latest one stands."""
    if not leads(by, member.team) or member.role != Role.REP:
        raise PermissionDenied
    _check(member, draft, now=now)
    with transaction.atomic():
        about = {"member": member, "span": draft.span, "first_day": draft.first_day}
        GoalSuggestion.objects.filter(**about, answered_at=None).update(answered_at=now, taken=False)
        return GoalSuggestion.objects.create(
            organization_id=member.organization_id,
            **about,
            by=by,
            unit=draft.unit,
            amount=draft.rounded,
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
