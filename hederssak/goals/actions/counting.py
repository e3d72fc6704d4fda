"""Counting where members stand, and asking for another goal at once when the figure passes (R14)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.db.models import Q

from hederssak.goals import texts
from hederssak.goals.models import Goal, GoalSpan, Lookout, Quota, ReGoalPrompt, Standing, TeamHabit
from hederssak.goals.queries.ledgers import Ledger, Period, ledgers_of, period_of
from hederssak.goals.queries.quotas import rule_quotas
from hederssak.org.models import Member, Organization, Role
from hederssak.outbox.actions import Letter, write_mail
from hederssak.pipeline.models import Opportunity
from hederssak.rules.goals.chance import Habit, habit_of
from hederssak.rules.goals.periods import Unit
from hederssak.rules.goals.quotas import month_quota
from hederssak.rules.goals.regoal import Ask, Direction, ask

BATCH = 200
JUST_CHOSEN = dt.timedelta(days=7)
"""For so long after a goal was chosen, with its chance in sight, nobody says that it is too far away."""
MARGIN_OF_CLOCKS = dt.timedelta(seconds=30)
"""A change is dated when its transaction began and seen when it ends: so much is looked at twice."""


def selling(organization: Organization) -> list[Member]:
    """Return the reps who are here, with what their ledgers need."""
    found = Member.objects.filter(organization=organization, role=Role.REP, left_on=None)
    return list(found.select_related("team__manager", "organization").order_by("pk"))


def count_changed(*, organization: Organization, now: dt.datetime) -> int:
    """Count anew where those stand whose deals have changed since the last look, and return how many they are."""
    seen, _made = Lookout.objects.get_or_create(organization=organization, defaults={"until": now})
    changed = Opportunity.objects.filter(
        organization=organization, changed_at__gt=seen.until - MARGIN_OF_CLOCKS, changed_at__lte=now
    )
    owners = set(changed.values_list("owner_id", flat=True).distinct())
    members = [member for member in selling(organization) if member.pk in owners]
    count_all(members, now=now)
    Lookout.objects.filter(pk=seen.pk, until__lt=now).update(until=now)
    return len(members)


def count_all(members: Collection[Member], *, now: dt.datetime) -> None:
    """Count in batches, each a transaction of its own."""
    every = list(members)
    for start in range(0, len(every), BATCH):
        count_members(every[start : start + BATCH], now=now)


def count_members(
    members: Collection[Member], *, now: dt.datetime, ledgers: Mapping[uuid.UUID, Ledger] | None = None
) -> None:
    """Write down where members of one organization stand today, and ask for another goal where one has passed.

    Whoever has their ledgers at hand hands them on.
    """
    known = ledgers_of(members, now=now) if ledgers is None else ledgers
    ledgers = {member.pk: known[member.pk] for member in members}
    with transaction.atomic():
        goals = _goals(ledgers.values())
        quotas = rule_quotas(Quota.objects.filter(member__in=[ledger.member for ledger in ledgers.values()]))
        rows = [_row(ledger, goals[pk], quotas.get(pk, ()), now) for pk, ledger in ledgers.items()]
        Standing.objects.filter(member__in=list(ledgers)).delete()
        Standing.objects.bulk_create(rows)
        for pk, ledger in ledgers.items():
            if goal := goals[pk].get(GoalSpan.MONTH):
                _ask(ledger, goal, now=now)


def _goals(ledgers: Iterable[Ledger]) -> dict[uuid.UUID, dict[str, Goal]]:
    """Return each member's goals of the week and the month that it is to them."""
    found: dict[uuid.UUID, dict[str, Goal]] = defaultdict(dict)
    todays: dict[dt.date, list[uuid.UUID]] = defaultdict(list)
    for ledger in ledgers:
        todays[ledger.today].append(ledger.member.pk)
    for today, members in todays.items():
        now = Q(span=GoalSpan.WEEK, first_day=period_of(GoalSpan.WEEK, today).first)
        now |= Q(span=GoalSpan.MONTH, first_day=period_of(GoalSpan.MONTH, today).first)
        for goal in Goal.objects.filter(now, member__in=members).select_related("member__team__manager"):
            found[goal.member_id][goal.span] = goal
    return found


def _row(ledger: Ledger, goals: dict[str, Goal], quotas: Iterable[object], now: dt.datetime) -> Standing:
    month, week = (period_of(span, ledger.today) for span in (GoalSpan.MONTH, GoalSpan.WEEK))
    chosen = goals.get(GoalSpan.MONTH) or goals.get(GoalSpan.WEEK)
    unit = Unit(chosen.unit) if chosen else Unit.MARGIN
    return Standing(
        organization_id=ledger.member.organization_id,
        member=ledger.member,
        month=month.first,
        week=week.first,
        unit=unit,
        sold_in_month=ledger.sold(unit, month.first, month.last),
        sold_in_week=ledger.sold(unit, week.first, week.last),
        chance_of_month=_chance(ledger, month, goals.get(GoalSpan.MONTH)),
        chance_of_week=_chance(ledger, week, goals.get(GoalSpan.WEEK)),
        quota=month_quota(quotas, unit, ledger.month, ledger.calendar),  # type: ignore[arg-type] # set by the caller
        weeks_known=int(ledger.own_habit(unit).weeks),
        counted_at=now,
    )


def _chance(ledger: Ledger, period: Period, goal: Goal | None) -> float | None:
    if goal is None:
        return None
    return ledger.standing(Unit(goal.unit), period, goal.amount).chance(goal.amount)


def _ask(ledger: Ledger, goal: Goal, *, now: dt.datetime) -> None:
    """Ask for another goal where the rule says so and nobody has asked that way before; tell the manager."""
    standing = ledger.standing(Unit(goal.unit), period_of(GoalSpan.MONTH, ledger.today), goal.amount)
    asked = ask(standing, month=ledger.month, today=ledger.today)
    if asked is None or (asked.direction is Direction.DOWN and now - goal.set_at < JUST_CHOSEN):
        return
    prompt, made = ReGoalPrompt.objects.get_or_create(
        organization_id=goal.organization_id,
        goal=goal,
        direction=asked.direction,
        defaults={
            "suggested": asked.suggested,
            "sold": standing.sold,
            "chance": asked.chance,
            "pace": round(standing.weekly, 2),
            "weeks_left": standing.time.left,
            "asked_at": now,
        },
    )
    if made:
        _tell_manager(ledger.member, goal, prompt, asked, now=now)


def _tell_manager(member: Member, goal: Goal, prompt: ReGoalPrompt, asked: Ask, *, now: dt.datetime) -> None:
    """Write to the manager to talk with the rep the same day. Nobody of the demo company gets letters."""
    manager = member.team.manager if member.team else None
    if manager is None or not manager.email or member.organization.is_demo:
        return
    told = texts.letter(member, goal, asked, sold=prompt.sold, language=manager.language)
    write_mail(
        Letter(to=manager.email, subject=told.subject, text=told.text),
        key=f"regoal:{prompt.pk}",
        organization_id=goal.organization_id,
        now=now,
    )


def count_habits(
    *, organization: Organization, now: dt.datetime, ledgers: Mapping[uuid.UUID, Ledger] | None = None
) -> None:
    """Count how the weeks of each team go: what its new reps lean on."""
    rows: list[TeamHabit] = []
    by_team: dict[uuid.UUID, list[Ledger]] = defaultdict(list)
    for ledger in (ledgers_of(selling(organization), now=now) if ledgers is None else ledgers).values():
        if ledger.member.team_id:
            by_team[ledger.member.team_id].append(ledger)
    for team_id, members in by_team.items():
        for unit in Unit:
            weeks = [float(amount) for ledger in members for _, amount in ledger.by_week(unit, 26)]
            rows.append(_habit_row(organization, team_id, unit, habit_of(weeks), now))
    with transaction.atomic():
        TeamHabit.objects.filter(organization=organization).delete()
        TeamHabit.objects.bulk_create(rows)


def _habit_row(organization: Organization, team_id: uuid.UUID, unit: Unit, habit: Habit, now: dt.datetime) -> TeamHabit:
    values = {"weeks": habit.weeks, "positive": habit.positive, "mean": habit.mean, "spread": habit.spread}
    return TeamHabit(organization=organization, team_id=team_id, unit=unit, counted_at=now, **values)
