"""How a team's last meetings went, what they cost, and how many reached their week's goal after them (R16)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from hederssak.cadence.models import MeetingKind, SalesMeeting
from hederssak.goals.models import Goal, GoalSpan
from hederssak.goals.queries.ledgers import ledgers_of, period_of
from hederssak.lib.clock import day_in
from hederssak.org.models import Member, Role, Team
from hederssak.rules.agenda import Item
from hederssak.rules.goals.periods import Unit
from hederssak.rules.meeting_course import Course, Held, course_of
from hederssak.rules.pulse import Pulse
from hederssak.rules.runner import Account
from hederssak.salesmeetings.models import Presence, Run
from hederssak.salesmeetings.queries.pulses import pulses_of
from hederssak.salesmeetings.queries.runs import OF_A_RUN, expected_in, time_account
from hederssak.targets.queries.cost_norms import norms_of, norms_row

LAST = 12
MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Reached:
    """How many reached their goal of a week, of those who had one."""

    reached: int = 0
    goals: int = 0


@dataclass(frozen=True)
class Row:
    """One meeting: its time, who came, how it felt, and what came of the week that it opened."""

    run: Run
    meeting: SalesMeeting
    held: Held
    hours: float
    pulse: Pulse | None
    after: Reached

    @property
    def cases(self) -> float:
        """The share of its time that the cases got."""
        return self.held.shares.get(Item.CASES, 0.0)


@dataclass(frozen=True)
class HowTheyGo:
    """The last meetings of a team, the latest first; `money` is None while nobody has said what an hour costs."""

    team: Team
    rows: list[Row]
    course: Course | None
    hours: float
    money: Decimal | None
    after: Reached


def how_they_go(team: Team, *, now: dt.datetime) -> HowTheyGo:
    """Return how the last twelve weekly meetings of a team went."""
    ended = Run.objects.filter(organization_id=team.organization_id, team=team, ended_at__lte=now)
    ended = ended.filter(meeting__kind=MeetingKind.WEEKLY).select_related(*OF_A_RUN)
    runs = list(ended.annotate(told=Count("minutes_sent")).order_by("-started_at")[:LAST])
    pulses, came = pulses_of(runs), _came(runs)
    after = _reached(team, [run.meeting for run in runs if run.meeting], now=now)
    expected = len(expected_in(team))
    rows = [
        Row(
            run=run,
            meeting=run.meeting,
            held=_held(run, present=len(came.get(run.pk, ())), expected=run.told or expected),  # type: ignore[attr-defined] # annotated above
            hours=sum((hours for _member, hours in came.get(run.pk, ())), 0.0),
            pulse=pulses.get(run.pk),
            after=after.get(run.meeting.pk, Reached()),
        )
        for run in runs
        if run.meeting
    ]
    return HowTheyGo(
        team=team,
        rows=rows,
        course=course_of([row.held for row in rows]),
        hours=sum(row.hours for row in rows),
        money=_money(team, [one for found in came.values() for one in found]),
        after=Reached(sum(row.after.reached for row in rows), sum(row.after.goals for row in rows)),
    )


def _held(run: Run, *, present: int, expected: int) -> Held:
    found = time_account(run)
    account: Account = found.account
    taken: dict[Item, float] = defaultdict(float)
    planned: dict[Item, float] = defaultdict(float)
    for item, share in found.rows:
        taken[Item(item.item)] += share.share
        planned[Item(item.item)] += share.planned_share
    return Held(
        late=account.start_delay / MINUTE,
        over=account.overrun / MINUTE if found.end_is_known else None,
        shares=dict(taken) if any(taken.values()) else {},
        planned=dict(planned),
        present=present,
        expected=max(present, expected),
    )


def _came(runs: Sequence[Run]) -> dict[uuid.UUID, list[tuple[uuid.UUID, float]]]:
    """Return for each meeting who came and the hours for which they were there."""
    by_pk = {run.pk: run for run in runs}
    found: dict[uuid.UUID, list[tuple[uuid.UUID, float]]] = {}
    for run_id, member_id, arrived_at in Presence.objects.filter(run__in=runs).values_list(
        "run_id", "member_id", "arrived_at"
    ):
        run = by_pk[run_id]
        there = (run.ended_at or run.started_at) - max(arrived_at, run.started_at)
        found.setdefault(run_id, []).append((member_id, max(0.0, there / HOUR)))
    return found


def _money(team: Team, came: Sequence[tuple[uuid.UUID, float]]) -> Decimal | None:
    """Return what these hours cost; None where nobody has said what an hour does: a usual figure would look known."""
    if norms_row(team.organization) is None:
        return None
    norms = norms_of(team.organization)
    of_members = {str(pk): hourly for pk, hourly in norms.hourly_of.items()}
    costs = (of_members.get(str(pk), norms.hourly) * Decimal(str(round(hours, 4))) for pk, hours in came)
    return sum(costs, Decimal(0)).quantize(Decimal(1))


def _reached(team: Team, meetings: Sequence[SalesMeeting], *, now: dt.datetime) -> dict[uuid.UUID, Reached]:
    """Return for each meeting whose week is over how many reached the goal that they had set for it."""
    today = day_in(team.time_zone, now)
    weeks = {meeting.pk: period_of(GoalSpan.WEEK, day_in(team.time_zone, meeting.starts_at)) for meeting in meetings}
    over = {pk: week for pk, week in weeks.items() if week.last < today}
    goals = Goal.objects.filter(
        organization_id=team.organization_id,
        span=GoalSpan.WEEK,
        first_day__in={week.first for week in over.values()},
        member__team=team,
        member__role=Role.REP,
    )
    set_for = list(goals.values_list("member_id", "first_day", "amount", "unit"))
    reps = Member.objects.filter(pk__in={member for member, *_rest in set_for}).select_related("team", "organization")
    back = (LAST + 1) * dt.timedelta(weeks=1)
    ledgers = ledgers_of(list(reps), now=now, back=back)
    had: Counter[dt.date] = Counter()
    did: Counter[dt.date] = Counter()
    for member, first, amount, unit in set_for:
        week = period_of(GoalSpan.WEEK, first)
        had[first] += 1
        did[first] += ledgers[member].sold(Unit(unit), week.first, week.last) >= amount
    return {pk: Reached(did[week.first], had[week.first]) for pk, week in over.items()}
