"""Counting a team's own rates (R8, R9), at night: what the sliders begin with."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import transaction

from hederssak.estimates.capacity import Beta, rep_prior
from hederssak.estimates.margin_per_meeting import margin_per_meeting
from hederssak.lib.clock import day_in
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.org.models import Member, Organization, Role, Team
from hederssak.pipeline.models import StageKind
from hederssak.pipeline.queries.lives import Life, Lives, read_lives
from hederssak.targets.models import Funnel

BACK = dt.timedelta(days=365)
"""Deals that ended within a year are counted."""
USUAL_HOURS = 1.0
"""A meeting's length while none is known."""


@dataclass(frozen=True)
class Held:
    """One held meeting: whose deal, when on the work clock, how long in hours, and whether the deal was qualified."""

    opportunity_id: uuid.UUID | None
    day: float
    hours: float


def count_funnels(*, organization: Organization, now: dt.datetime) -> list[Funnel]:
    """Count every team's rates anew from its ended deals; a team without reps and deals gets none."""
    today = day_in(organization.time_zone, now)
    lives = read_lives(organization, today=today)
    since = lives.clock.number_of(today - BACK)
    reps = Counter(
        Member.objects.filter(organization=organization, role=Role.REP, left_on=None, team__isnull=False).values_list(
            "team_id", flat=True
        )
    )
    held = _held(organization, lives, today)
    made = []
    for team in Team.objects.filter(organization=organization):
        ended = [one for one in lives.deals if one.row.team_id == team.pk and since <= one.closed < float("inf")]
        if reps[team.pk] and ended:
            span = max(lives.clock.number_of(today) - max(since, min(one.opened for one in ended)), 7.0)
            made.append(_funnel(team, lives, ended, held[team.pk], span / 7, reps[team.pk], now))
    with transaction.atomic():
        Funnel.objects.filter(organization=organization).delete()
        Funnel.objects.bulk_create(made)
    return made


def _held(organization: Organization, lives: Lives, today: dt.date) -> dict[uuid.UUID | None, list[Held]]:
    """Return the meetings held within a year, by the team of whoever owns them."""
    rows = CustomerMeeting.objects.filter(
        organization=organization, state=MeetingState.HELD, starts_at__date__gte=today - BACK
    )
    found: dict[uuid.UUID | None, list[Held]] = defaultdict(list)
    columns = ("owner__team_id", "opportunity_id", "starts_at", "ends_at")
    for team_id, opportunity_id, starts, ends in rows.values_list(*columns).iterator(chunk_size=5000):
        hours = (ends - starts).total_seconds() / 3600
        found[team_id].append(Held(opportunity_id, lives.clock.of_instant(starts), hours))
    return found


def _funnel(
    team: Team, lives: Lives, ended: Sequence[Life], held: Sequence[Held], weeks: float, reps: int, now: dt.datetime
) -> Funnel:
    won = [one.margin for one in ended if one.won and one.margin]
    logs = np.log([value for value in won if value > 0]) if won else np.zeros(1)
    by_deal = Counter(one.opportunity_id for one in held)
    known = [one for one in ended if one.margin is not None or not one.won]
    margins = np.array([one.margin if one.won else 0.0 for one in known], dtype=float)
    brought = margin_per_meeting(margins, np.array([by_deal[one.row.pk] for one in known], dtype=float))
    cycles = [(one.closed - one.opened) / 7 for one in ended if one.won]
    return Funnel(
        organization_id=team.organization_id,
        team=team,
        counted_at=now,
        stages=stages_of(lives, ended, held),
        reps=reps,
        closed=len(ended),
        won=sum(one.won for one in ended),
        deal_margin=float(np.mean(won)) if won else 0.0,
        deal_spread=float(np.clip(logs.std(), 0.1, 1.5)) if len(won) > 1 else 0.6,
        month_margin=float(sum(won)) / weeks * 4 / reps,
        meetings_a_week=len(held) / weeks / reps,
        meeting_hours=float(np.mean([one.hours for one in held])) if held else USUAL_HOURS,
        right_share=_right(lives, held),
        cycle_weeks=float(np.median(cycles)) if cycles else 0.0,
        margin_per_meeting=brought.value if brought else None,
        low=brought.low if brought else None,
        high=brought.high if brought else None,
        meetings=round(brought.meetings) if brought else 0,
    )


def stages_of(lives: Lives, ended: Sequence[Life], held: Sequence[Held]) -> list[dict[str, Any]]:
    """Return, per open stage: deals that entered it, those that passed it, the prior over reps, meetings per deal.

    `reps` holds each rep's own passed and entered deals, for that rep's eyes. A deal that skipped a stage passed it.
    A stage in which no ended deal has stood is left out.
    """
    stood_in = {standing.stage for one in ended for standing in one.standings}
    open_places = [
        place for place, stage in enumerate(lives.stages) if stage.kind == StageKind.OPEN and place in stood_in
    ]
    reached = {one.row.pk: _furthest(one, len(lives.stages)) for one in ended}
    meetings = _by_stage(ended, held)
    found = []
    for place in open_places:
        inside = [one for one in ended if reached[one.row.pk] >= place]
        passed = [one for one in inside if reached[one.row.pk] > place]
        if not inside:
            continue
        wins, trials = (Counter(one.row.owner_id for one in side) for side in (passed, inside))
        owners = sorted(trials, key=str)
        prior: Beta = rep_prior(np.array([wins[one] for one in owners]), np.array([trials[one] for one in owners]))
        found.append(
            {
                "name": lives.stages[place].name,
                "entered": len(inside),
                "passed": len(passed),
                "prior_wins": round(float(prior.wins), 4),
                "prior_losses": round(float(prior.losses), 4),
                "meetings": round(meetings[place] / len(inside), 3),
                "reps": {str(one): [wins[one], trials[one]] for one in owners if one is not None},
            }
        )
    return found


def _furthest(life: Life, beyond: int) -> int:
    """Return the furthest stage that a deal has stood in, as its place; a won one went beyond all."""
    return beyond if life.won else max((one.stage for one in life.standings), default=-1)


def _by_stage(ended: Sequence[Life], held: Sequence[Held]) -> Counter[int]:
    lives = {one.row.pk: one for one in ended}
    found: Counter[int] = Counter()
    for meeting in held:
        life = lives.get(meeting.opportunity_id) if meeting.opportunity_id else None
        standing = life.at(meeting.day) if life else None
        if standing is not None:
            found[standing.stage] += 1
    return found


def _right(lives: Lives, held: Sequence[Held]) -> float:
    """Return the share of held meetings that belonged to a deal which was qualified in the end, or is still open."""
    qualified = {one.row.pk for one in lives.deals if one.row.qualified_at is not None}
    useful = sum(one.opportunity_id in qualified for one in held)
    return useful / len(held) if held else 0.0
