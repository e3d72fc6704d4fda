"""When a team meets, what for, and what its time goes to, as it stands."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from hederssak.cadence.models import MeetingKind, Plan, Rhythm, SalesMeeting
from hederssak.org.models import Team
from hederssak.rules.agenda import Item, TimeBox, propose
from hederssak.rules.cadence import Kind, Pattern

LONGEST = dt.timedelta(hours=8)
"""No meeting is longer (`cadence.forms`)."""


def rhythm_of(team: Team, kind: str) -> Rhythm | None:
    """Return when a team holds its meetings of one kind; None where nobody has said so."""
    rows = Rhythm.objects.filter(team=team, kind=kind, valid_to=None)
    return rows.order_by("-valid_from").first()


def weekly_rhythm(team: Team) -> Rhythm | None:
    """Return when a team meets every week; None where nobody has said so."""
    return rhythm_of(team, MeetingKind.WEEKLY)


def pattern_of(rhythm: Rhythm) -> Pattern:
    """Return the day of a rhythm as the rules know it."""
    return Pattern(Kind(rhythm.kind), rhythm.weekday, rhythm.nth, rhythm.month)


def plan_of(team: Team, kind: str) -> Plan | None:
    """Return what the team itself has said of its meetings of one kind."""
    return Plan.objects.filter(team=team, kind=kind).first()


def boxes_of(plan: Plan | None) -> tuple[TimeBox, ...]:
    """Return the agenda that a team has written; empty where it has not."""
    kept = plan.boxes if plan else []
    return tuple(TimeBox(Item(box["item"]), box["minutes"], box.get("title", "")) for box in kept)


def agenda_of(team: Team, kind: str, minutes: int) -> tuple[TimeBox, ...]:
    """Return the agenda of a meeting: the team's own, else the proposed one for so many minutes."""
    return boxes_of(plan_of(team, kind)) or propose(minutes)


def meeting_over(team_id: uuid.UUID | None, starts_at: dt.datetime, ends_at: dt.datetime) -> SalesMeeting | None:
    """Return the team's own meeting that lies over a time, which is kept free as a block's is; None where none does."""
    if team_id is None:
        return None
    rows = SalesMeeting.objects.filter(
        team_id=team_id, called_off_at=None, starts_at__lt=ends_at, starts_at__gt=starts_at - LONGEST
    )
    over = (row for row in rows.select_related("team") if row.starts_at + dt.timedelta(minutes=row.minutes) > starts_at)
    return next(over, None)


@dataclass(frozen=True)
class Cadence:
    """One kind of meeting of a team: when, what for, how its time is divided, and the next one."""

    kind: Kind
    rhythm: Rhythm | None
    plan: Plan | None
    boxes: tuple[TimeBox, ...]
    next: SalesMeeting | None


def cadences_of(team: Team, *, now: dt.datetime) -> list[Cadence]:
    """Return every kind of meeting, held or not, the shortest first, in three queries."""
    standing = Rhythm.objects.filter(team=team, valid_to=None).order_by("valid_from")
    rhythms = {row.kind: row for row in standing}
    plans = {row.kind: row for row in Plan.objects.filter(team=team)}
    ahead = SalesMeeting.objects.filter(team=team, called_off_at=None, starts_at__gt=now).order_by("-starts_at")
    coming = {row.kind: row for row in ahead[:60]}
    found = []
    for kind in Kind:
        rhythm, plan = rhythms.get(kind.value), plans.get(kind.value)
        boxes = boxes_of(plan) or (propose(rhythm.minutes) if rhythm else ())
        found.append(Cadence(kind, rhythm, plan, boxes, coming.get(kind.value)))
    return found
