"""The manager's side of the promise (R0): each duty of the quarter, how often it was due and how often kept."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from hederssak.lib.prepared import prepared
from hederssak.org.models import Member, Team
from hederssak.prospecting.models import ManagerDuty, Promise
from hederssak.prospecting.queries.marks import BlockFact
from hederssak.rules.promise import Duty, DutyLine, Kept, kept_along, kept_free, kept_same_day, quarter_of
from hederssak.rules.weeks import local_day
from hederssak.rules.worktime import WorkCalendar


@prepared
def _since(team: uuid.UUID, since: dt.date) -> QuerySet[ManagerDuty]:
    rows = ManagerDuty.objects.filter(team=team, due_on__gte=since).select_related("about", "block", "manager")
    return rows.order_by("-due_on", "-pk")


def duties_since(team: Team, since: dt.date) -> list[ManagerDuty]:
    """Return what the team's manager owed from a day on, and what is still open, the latest first."""
    return _since(team.pk, since)


def open_duties(duties: Sequence[ManagerDuty], manager: Member) -> list[ManagerDuty]:
    """Return what this manager has still to do, the oldest break last: today's comes first."""
    return [duty for duty in duties if duty.done_on is None and duty.manager_id == manager.pk]


def duty_lines(
    duties: Sequence[ManagerDuty],
    *,
    promise: Promise | None,
    taken: Collection[BlockFact],
    calendar: WorkCalendar,
    today: dt.date,
    zone: ZoneInfo,
) -> list[DutyLine]:
    """Return the four duties with how they were kept since the promise, or else the quarter, began."""
    since = promise.first_day if promise else quarter_of(today).first
    every = promise.follow_every if promise else 2
    days_taken = sorted({fact.day for fact in taken if fact.day >= since})
    along = [duty.due_on for duty in duties if duty.kind == Duty.FOLLOW_ALONG]
    return [
        DutyLine(
            Duty.HOLD_FREE,
            kept_free(days_taken, calendar, today=today),
            due_count=len(days_taken),
            last_day=days_taken[-1] if days_taken else None,
        ),
        _counted(Duty.ASK_SAME_DAY, duties, since=since, today=today),
        DutyLine(
            Duty.FOLLOW_ALONG,
            kept_along(along, calendar, since=_begun(promise, today, zone), today=today, every=every),
            kept_count=sum(day >= since for day in along),
            last_day=max(along, default=None),
            every=every,
        ),
        _counted(Duty.TALK, duties, since=since, today=today),
    ]


def _begun(promise: Promise | None, today: dt.date, zone: ZoneInfo) -> dt.date:
    """Return from when the manager could keep a duty: not before it was promised, though the quarter may be older."""
    return max(promise.first_day, local_day(promise.written_at, zone)) if promise else today


def _counted(kind: Duty, duties: Sequence[ManagerDuty], *, since: dt.date, today: dt.date) -> DutyLine:
    """Return a duty that is due on days of its own: kept on that day, later, or not."""
    rows = [duty for duty in duties if duty.kind == kind and duty.due_on >= since]
    ways = [kept_same_day(due=duty.due_on, done=duty.done_on, today=today) for duty in rows]
    broken = Kept.BROKEN in ways
    is_open = Kept.OPEN in ways
    return DutyLine(
        kind,
        Kept.BROKEN if broken else Kept.OPEN if is_open else Kept.LATE if Kept.LATE in ways else Kept.KEPT,
        kept_count=ways.count(Kept.KEPT),
        late_count=ways.count(Kept.LATE),
        due_count=len(ways),
        last_day=rows[0].due_on if rows else None,
    )
