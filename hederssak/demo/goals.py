"""The goals of the demo company: each rep sets them as they are, revises them when asked, and has a quota beside."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hederssak.demo.words import CARRIES
from hederssak.demo.workdays import ZONE
from hederssak.goals.actions import (
    GoalDraft,
    OwnGoal,
    answer_prompts,
    count_habits,
    count_members,
    set_goals,
    suggest_goal,
)
from hederssak.goals.actions.quotas import QuotaDraft, set_quotas
from hederssak.goals.actions.trends import judge_trends
from hederssak.goals.models import Goal, GoalSpan, ReGoalPrompt, Standing
from hederssak.goals.queries.ledgers import Ledger, ledgers_of, team_habits
from hederssak.org.models import Member, Organization, Role
from hederssak.rules.goals.chance import chance_of
from hederssak.rules.goals.periods import Month, Unit
from hederssak.rules.goals.quotas import Span
from hederssak.rules.goals.regoal import Direction, neat
from hederssak.rules.goals.weekly import week_from_month
from hederssak.rules.weeks import Week, local_instant

MONTHS = 13
WEEKLY = 6
"""For so many weeks before the present there are goals for the week."""
ASKED = 4
"""For so many months it is known who was asked for another goal, and on which way each was left."""
SETS_WEEK = 0.9
TOO_GOOD = 0.3
AMBITION: Mapping[str, float] = {"Anna": 1.05, "Mikko": 2.6, "Lena": 0.7, "Jonas": 1.2, "Petra": 1.9, "Otto": 0.6}
"""How somebody's goals stand to what their weeks usually bring; Mikko and Petra aim high, Lena and Otto low."""
STAYS = frozenset({"Petra"})
"""Whoever stays with the goal when asked for another."""
QUOTA = Decimal(180_000)
COUNTED = frozenset({"Sofia"})
"""Whoever counts newly qualified deals instead of money."""


def set_all(organization: Organization, *, since: dt.date, now: dt.datetime, rng: random.Random) -> None:
    """Set quotas, then goals month by month as they would have been set, each at its own time."""
    found = Member.objects.filter(organization=organization, role=Role.REP, left_on=None).order_by("name")
    reps = list(found.select_related("team__manager", "organization"))
    today = now.astimezone(ZONE).date()
    goals = Goals(organization, reps, ledgers_of(reps, now=now, back=today - since), now, rng)
    _quotas(organization, reps, today, now=now)
    for number in range(MONTHS, -1, -1):
        month = Month.of(today).plus(-number)
        if month.first >= since:
            goals.live(month, is_asked=number <= ASKED)
    goals.set_weeks()
    goals.count(now)
    _suggest(reps, today, now=now)


def _quotas(organization: Organization, reps: Sequence[Member], today: dt.date, *, now: dt.datetime) -> None:
    """Let the director set a year's quota for each rep, and one for the teams that is a little more than their sum."""
    director = Member.objects.filter(organization=organization, role=Role.DIRECTOR).first()
    if director is None:
        return
    teams = {rep.team for rep in reps if rep.team}
    for year in (today.year - 1, today.year):
        day = dt.date(year, 1, 1)
        drafts = [
            QuotaDraft(whose=rep, span=Span.YEAR, day=day, amount=QUOTA * 12, unit=_unit(rep))
            if _unit(rep).is_money
            else QuotaDraft(whose=rep, span=Span.YEAR, day=day, amount=Decimal(36), unit=_unit(rep))
            for rep in reps
        ]
        drafts += [
            QuotaDraft(
                whose=team,
                span=Span.YEAR,
                day=day,
                amount=QUOTA * 13 * sum(rep.team_id == team.pk for rep in reps),
            )
            for team in sorted(teams, key=lambda team: team.name)
        ]
        set_quotas(drafts, by=director, now=now)


def _unit(rep: Member) -> Unit:
    return Unit.QUALIFIED if rep.first_name in COUNTED else Unit.MARGIN


@dataclass
class Goals:
    """The reps' ledgers as they stand at the end; every day before is read out of them."""

    organization: Organization
    reps: Sequence[Member]
    ledgers: Mapping[uuid.UUID, Ledger]
    now: dt.datetime
    rng: random.Random

    def at(self, instant: dt.datetime) -> dict[uuid.UUID, Ledger]:
        """Return the ledgers as they were, with what the teams' weeks were like then."""
        habits = team_habits({rep.team_id for rep in self.reps if rep.team_id})
        day = instant.astimezone(ZONE).date()
        return {
            pk: replace(ledger.as_of(day), team=habits.get(ledger.member.team_id or pk, {}))
            for pk, ledger in self.ledgers.items()
        }

    def count(self, instant: dt.datetime) -> None:
        """Do what a night and a Monday morning do."""
        ledgers = self.at(instant)
        count_habits(organization=self.organization, now=instant, ledgers=ledgers)
        judge_trends(organization=self.organization, now=instant, ledgers=ledgers)
        count_members(self.reps, now=instant, ledgers=self.at(instant))

    def live(self, month: Month, *, is_asked: bool) -> None:
        """Let a month pass: goals on its first morning, then a look each week, an answer in the afternoon."""
        begins = _morning(month.first)
        if begins > self.now:
            return
        count_habits(organization=self.organization, now=begins, ledgers=self.at(begins))
        self._set_month(month, begins)
        for look in _looks(month) if is_asked else ():
            if look > self.now - dt.timedelta(days=2):
                return
            ledgers = self.at(look)
            count_members(self.reps, now=look, ledgers=ledgers)
            asked = ReGoalPrompt.objects.filter(
                goal__member__in=self.reps, goal__first_day=month.first, answered_at=None
            )
            rows = list(asked.select_related("goal__member__team", "goal__member__organization"))
            self._answer(rows, ledgers, look + dt.timedelta(hours=3))
        after = _morning(month.last_monday + dt.timedelta(days=7))
        if is_asked and after <= self.now:
            judge_trends(organization=self.organization, now=after, ledgers=self.at(after))

    def _answer(self, asked: Sequence[ReGoalPrompt], ledgers: Mapping[uuid.UUID, Ledger], at: dt.datetime) -> None:
        """Let most take what is asked for; what is too good to be true is answered by a goal of one's own."""
        answers, own = [], []
        for prompt in asked:
            rep, ledger, unit = prompt.goal.member, ledgers[prompt.goal.member_id], Unit(prompt.goal.unit)
            habit = ledger.habit(unit)
            chance = chance_of(
                float(prompt.suggested - prompt.sold), prompt.weeks_left, habit, counted=not unit.is_money
            )
            if prompt.direction == Direction.UP and (chance or 0) < TOO_GOOD and unit.is_money:
                usual = prompt.sold + Decimal(round(habit.pace * prompt.weeks_left))
                draft = GoalDraft(span=GoalSpan.MONTH, day=prompt.goal.first_day, amount=neat(usual), unit=unit)
                own.append(OwnGoal(member=rep, draft=draft))
            else:
                answers.append((prompt, rep.first_name not in STAYS))
        answer_prompts(answers, now=at, ledgers=ledgers)
        if own:
            set_goals(own, now=at, ledgers=ledgers)

    def _set_month(self, month: Month, begins: dt.datetime) -> None:
        ledgers = self.at(begins)
        own = [
            OwnGoal(
                member=rep,
                draft=GoalDraft(
                    span=GoalSpan.MONTH,
                    day=month.first,
                    unit=_unit(rep),
                    amount=_amount(rep, ledgers[rep.pk].habit(_unit(rep)).pace * 4.2, self.rng),
                    action=self.rng.choice(CARRIES),
                ),
            )
            for rep in self.reps
        ]
        set_goals(own, now=begins, ledgers=ledgers)

    def set_weeks(self) -> None:
        """Let each set the goal of the week on Monday, in most weeks, out of the month's."""
        today = self.now.astimezone(ZONE).date()
        for back in range(WEEKLY, -1, -1):
            week = Week.of(today).plus(-back)
            monday = _morning(week.monday)
            if monday <= self.now:
                self._set_week(week, monday)

    def _set_week(self, week: Week, monday: dt.datetime) -> None:
        ledgers, month = self.at(monday), Month.of(week.monday)
        rows = Goal.objects.filter(member__in=self.reps, span=GoalSpan.MONTH, first_day=month.first)
        goals = dict(rows.values_list("member_id", "amount"))
        own = []
        for rep in self.reps:
            ledger, unit = ledgers[rep.pk], _unit(rep)
            before = ledger.sold(unit, month.first, week.monday - dt.timedelta(days=1))
            part = week_from_month(
                goal=goals.get(rep.pk, Decimal(0)), sold_before=before, week=week, calendar=ledger.calendar, unit=unit
            )
            usual = neat(Decimal(round(ledger.habit(unit).pace))) if unit.is_money else Decimal(1)
            amount = part or usual or Decimal(10_000)
            if self.rng.random() < SETS_WEEK:
                draft = GoalDraft(
                    span=GoalSpan.WEEK, day=week.monday, unit=unit, amount=amount, action=self.rng.choice(CARRIES)
                )
                own.append(OwnGoal(member=rep, draft=draft))
        set_goals(own, now=monday, ledgers=ledgers)


def _amount(rep: Member, usual: float, rng: random.Random) -> Decimal:
    ambition = AMBITION.get(rep.first_name, 1.0) * rng.uniform(0.9, 1.1)
    if not _unit(rep).is_money:
        return Decimal(max(2, round(usual * ambition)))
    return neat(Decimal(max(120_000, round(usual * ambition))))


def _looks(month: Month) -> Iterator[dt.datetime]:
    """Yield the mornings on which the month is looked at: every Thursday from its second week on."""
    day = month.first + dt.timedelta(days=9)
    while day <= month.last:
        if day.weekday() == 3:
            yield local_instant(day, dt.time(9), ZONE)
        day += dt.timedelta(days=1)


def _suggest(reps: Sequence[Member], today: dt.date, *, now: dt.datetime) -> None:
    """Let one manager suggest a goal that has not been answered yet."""
    anna = next((rep for rep in reps if rep.first_name == "Anna" and rep.team and rep.team.manager), None)
    goal = Goal.objects.filter(member=anna, span=GoalSpan.WEEK, first_day=Week.of(today).monday).first()
    if anna and anna.team and anna.team.manager and goal:
        sold = Standing.objects.get(member=anna).sold_in_week
        draft = GoalDraft(span=GoalSpan.WEEK, day=today, amount=neat(max(goal.amount, sold) * Decimal("1.15")))
        words = "Du har två offerter som kan bli klara före fredag."
        suggest_goal(member=anna, draft=draft, words=words, by=anna.team.manager, now=now)


def _morning(day: dt.date) -> dt.datetime:
    return local_instant(day, dt.time(8), ZONE)
