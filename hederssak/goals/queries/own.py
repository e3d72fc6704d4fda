"""What a rep's own page of goals shows, and what a slider needs to say the chance while it moves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from hederssak.goals.models import Goal, GoalSpan, GoalSuggestion, Quota, ReGoalPrompt
from hederssak.goals.queries.ledgers import Ledger, Period, ledger_of, period_of
from hederssak.goals.queries.quotas import rule_quotas
from hederssak.org.models import Member
from hederssak.rules.goals.chance import needed_for
from hederssak.rules.goals.periods import Month, Unit
from hederssak.rules.goals.quotas import month_quota
from hederssak.rules.goals.regoal import Standing, neat
from hederssak.rules.goals.weekly import HockeyStick, hockey_stick, week_from_month

STEPS = 60
"""So many chances are computed along a slider."""
DOTS = {GoalSpan.WEEK: 12, GoalSpan.MONTH: 6}
LONG_SHOT = 0.02
BACK = dt.timedelta(days=400)


@dataclass(frozen=True)
class Slider:
    """The axis of a slider: from 0 to `top`, the chance at each step, and what past weeks or months brought."""

    top: Decimal
    step: Decimal
    value: Decimal
    chances: list[float]
    dots: list[Decimal]

    @property
    def chance(self) -> float | None:
        """Return the chance of what the slider stands at."""
        return self.chances[min(round(self.value / self.step), STEPS)] if self.chances else None

    def place(self, amount: Decimal) -> float:
        """Return where an amount stands on the axis, 0 to 1."""
        return float(min(max(amount / self.top, Decimal(0)), Decimal(1)))


@dataclass(frozen=True)
class Aim:
    """A week or a month: its goal if there is one, where the rep stands, and the slider to set it with."""

    span: GoalSpan
    period: Period
    goal: Goal | None
    unit: Unit
    standing: Standing
    chance: float | None
    offered: Decimal | None
    suggestion: GoalSuggestion | None
    slider: Slider
    quota: Decimal | None = None

    @property
    def is_reached(self) -> bool:
        """Say whether the goal is reached."""
        return self.goal is not None and self.standing.sold >= self.goal.amount


@dataclass(frozen=True)
class OwnGoals:
    """A rep's goals today."""

    ledger: Ledger
    week: Aim
    month: Aim
    prompt: ReGoalPrompt | None
    stick: HockeyStick | None


def own_goals(member: Member, *, now: dt.datetime) -> OwnGoals:
    """Return a rep's goals for the week and the month that it is, with what they are set by."""
    ledger = ledger_of(member, now=now, back=BACK)
    periods = {span: period_of(span, ledger.today) for span in GoalSpan}
    firsts = [period.first for period in periods.values()]
    goals = {(goal.span, goal.first_day): goal for goal in Goal.objects.filter(member=member, first_day__in=firsts)}
    suggested = GoalSuggestion.objects.filter(member=member, first_day__in=firsts, answered_at=None)
    suggestions = {(one.span, one.first_day): one for one in suggested.select_related("by")}
    month_goal = goals.get((GoalSpan.MONTH, periods[GoalSpan.MONTH].first))
    quotas = rule_quotas(Quota.objects.filter(member=member)).get(member.pk, [])

    def aim(span: GoalSpan) -> Aim:
        period = periods[span]
        goal = goals.get((span, period.first))
        unit = Unit(goal.unit if goal else month_goal.unit if month_goal else Unit.MARGIN)
        offered = _offered(ledger, span, unit, month_goal)
        standing = ledger.standing(unit, period, goal.amount if goal else offered or Decimal(0))
        return Aim(
            span=span,
            period=period,
            goal=goal,
            unit=unit,
            standing=standing,
            chance=standing.chance(goal.amount) if goal else None,
            offered=offered,
            suggestion=suggestions.get((span, period.first)),
            slider=slider_of(ledger, span, standing, goal.amount if goal else offered),
            quota=month_quota(quotas, unit, ledger.month, ledger.calendar) if span == GoalSpan.MONTH else None,
        )

    prompt = ReGoalPrompt.objects.filter(goal=month_goal, answered_at=None).order_by("-asked_at").first()
    last_month = ledger.month.plus(-1)
    month = aim(GoalSpan.MONTH)
    return OwnGoals(
        ledger=ledger,
        week=aim(GoalSpan.WEEK),
        month=month,
        prompt=prompt if month_goal else None,
        stick=hockey_stick(ledger.days[month.unit], last_month, ledger.calendar),
    )


def _offered(ledger: Ledger, span: GoalSpan, unit: Unit, month_goal: Goal | None) -> Decimal | None:
    """Return what is offered to begin with: for a week its part of the month's goal, else what is even."""
    if span == GoalSpan.WEEK and month_goal and Month.of_week(ledger.week) == ledger.month:
        before = ledger.sold(unit, ledger.month.first, ledger.week.monday - dt.timedelta(days=1))
        part = week_from_month(
            goal=month_goal.amount, sold_before=before, week=ledger.week, calendar=ledger.calendar, unit=unit
        )
        if part:
            return part
    habit = ledger.habit(unit)
    period = period_of(span, ledger.today)
    days = ledger.calendar.working_days(period.first, period.last)
    usual = Decimal(str(habit.pace)) * days / 5
    return (neat(usual) if unit.is_money else usual.to_integral_value("ROUND_CEILING")) or None


def slider_of(ledger: Ledger, span: GoalSpan, standing: Standing, value: Decimal | None) -> Slider:
    """Return a slider's axis and the chance at each of its steps; under a millisecond."""
    dots = _dots(ledger, span, standing.unit)
    far = Decimal(str(needed_for(LONG_SHOT, standing.time.left, standing.habit))) if standing.unit.is_money else 0
    top = max(standing.sold + far, (value or 0) * Decimal("1.3"), *dots, Decimal(12))
    step = neat(top / STEPS) if standing.unit.is_money else max(Decimal(1), (top / STEPS).to_integral_value())
    top = step * STEPS
    chances = [standing.chance(step * n) for n in range(STEPS + 1)]
    known = [one for one in chances if one is not None]
    return Slider(
        top=top,
        step=step,
        value=value or step,
        chances=known if len(known) == len(chances) else [],
        dots=dots,
    )


def _dots(ledger: Ledger, span: GoalSpan, unit: Unit) -> list[Decimal]:
    if span == GoalSpan.WEEK:
        return [amount for _, amount in ledger.by_week(unit, DOTS[span])]
    months = [ledger.month.plus(-n) for n in range(DOTS[span], 0, -1)]
    return [ledger.sold(unit, month.first, month.last) for month in months if month.last >= ledger.began]
