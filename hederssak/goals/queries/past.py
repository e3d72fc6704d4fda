"""How a rep's finished months went, and what followed when a goal was set anew in the middle of one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from hederssak.goals.models import Goal, GoalSpan, ReGoalPrompt, TrendState
from hederssak.goals.queries.ledgers import Ledger
from hederssak.org.models import Member
from hederssak.rules.goals.periods import Month, Unit
from hederssak.rules.goals.states import Left, State, left
from hederssak.rules.goals.weekly import After, Reached, judged, told_after

MONTHS = 12


@dataclass(frozen=True)
class PastMonth:
    """A month that is over: the first goal and the last, what was sold, and how the month was left."""

    goal: Goal
    sold: Decimal
    reached: Reached
    left: Left | None
    asked: list[ReGoalPrompt]


@dataclass(frozen=True)
class Past:
    """Finished months, the latest first; the pace before and after new goals that were taken."""

    months: list[PastMonth]
    taken: int
    pace: tuple[float, float] | None

    @property
    def last(self) -> PastMonth | None:
        """Return the month before this one, if it had a goal."""
        return self.months[0] if self.months else None


def past_of(ledger: Ledger) -> Past:
    """Return how the last months of a rep went."""
    goals = list(
        Goal.objects.filter(member=ledger.member, span=GoalSpan.MONTH, first_day__lt=ledger.month.first).order_by(
            "-first_day"
        )[:MONTHS]
    )
    asked: dict[uuid.UUID, list[ReGoalPrompt]] = defaultdict(list)
    for prompt in ReGoalPrompt.objects.filter(goal__in=goals).order_by("asked_at"):
        asked[prompt.goal_id].append(prompt)
    states = _states(ledger.member, [Month.of(goal.first_day).last_monday for goal in goals])
    months = [_month(ledger, goal, states, asked[goal.pk]) for goal in goals]
    after = [_after(month, prompt) for month in months for prompt in month.asked if prompt.taken]
    return Past(months, len(after), told_after(after))


def _states(member: Member, weeks: list[dt.date]) -> dict[tuple[dt.date, str], State]:
    rows = TrendState.objects.filter(member=member, week__in=weeks)
    return {(week, figure): State(state) for week, figure, state in rows.values_list("week", "figure", "state")}


def _month(
    ledger: Ledger, goal: Goal, states: dict[tuple[dt.date, str], State], asked: list[ReGoalPrompt]
) -> PastMonth:
    month = Month.of(goal.first_day)
    sold = ledger.sold(Unit(goal.unit), month.first, month.last)
    state = states.get((month.last_monday, goal.unit), State.CANNOT_TELL)
    return PastMonth(
        goal=goal,
        sold=sold,
        reached=judged(sold=sold, first=goal.first_amount, current=goal.amount),
        left=left(reached=sold >= goal.amount, state=state),
        asked=asked,
    )


def _after(month: PastMonth, prompt: ReGoalPrompt) -> After:
    """Return the pace per full week before the new goal and after it."""
    rest = float(month.sold - prompt.sold)
    return After(before=float(prompt.pace), after=rest / prompt.weeks_left if prompt.weeks_left else 0.0)


def state_of(ledger: Ledger, unit: Unit) -> State:
    """Return which way a figure goes by last Monday's judgement; "cannot tell" while there is none."""
    week = ledger.week.previous().monday
    row = TrendState.objects.filter(member=ledger.member, figure=unit, week=week).first()
    return State(row.state) if row else State.CANNOT_TELL
