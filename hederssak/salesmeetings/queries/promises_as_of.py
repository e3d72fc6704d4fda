"""A team's promises as they stood at an instant, for packs that are frozen."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import Q

from hederssak.cadence.models import SalesMeeting
from hederssak.history.models import Change, RecordKind
from hederssak.rules.promises import State
from hederssak.salesmeetings.models import MeetingPromise
from hederssak.salesmeetings.queries.meetings import Stretch
from hederssak.salesmeetings.queries.promises import SLIP_OF_THE_PEN


def promises_as_of(meeting: SalesMeeting, stretch: Stretch, as_of: dt.datetime) -> list[dict[str, Any]] | None:
    """Return what stood open and what was settled since the last meeting; None before a team's first promise.

    What is given in the meeting itself is for the next one.

    What was told of a promise later, and what was taken back later, is rewound by the history.
    """
    rows = MeetingPromise.objects.filter(
        organization_id=meeting.organization_id, team_id=meeting.team_id, given_at__lte=as_of
    ).exclude(meeting=meeting)
    shown = Q(state=State.OPEN) | Q(settled_at__gt=stretch.settled_since) | Q(given_at__gte=stretch.given_since)
    found = list(rows.filter(shown).order_by("due", "pk"))
    if not found and not rows.exists():
        return None
    told = _told([row.pk for row in found], meeting.organization_id, as_of)
    return [
        _entry(row, state)
        for row in found
        for state, at in [told.get(row.pk, (State.OPEN, None))]
        if _is_shown(row, state, at, stretch)
    ]


def _is_shown(row: MeetingPromise, state: State, at: dt.datetime | None, stretch: Stretch) -> bool:
    """Return whether a promise is news or still open; one that was taken back at once was never promised."""
    if at is None or state is State.OPEN:
        return True
    if state is State.DROPPED and at <= row.given_at + SLIP_OF_THE_PEN:
        return False
    return row.given_at >= stretch.given_since or at > stretch.settled_since


def _entry(row: MeetingPromise, state: State) -> dict[str, Any]:
    """Return what a pack keeps of a promise: its words are read where it is told."""
    return {"promise": str(row.pk), "owner": str(row.owner_id), "due": row.due.isoformat(), "state": state.value}


def _told(
    ids: list[uuid.UUID], organization_id: uuid.UUID, as_of: dt.datetime
) -> dict[uuid.UUID, tuple[State, dt.datetime]]:
    """Return what had last been told of each by an instant, and when."""
    rows = Change.objects.filter(
        organization_id=organization_id,
        subject_id__in=ids,
        kind=RecordKind.TEAM_PROMISE,
        field="state",
        known_at__lte=as_of,
    ).order_by("known_at", "pk")
    return {pk: (State(str(new)), at) for pk, new, at in rows.values_list("record_id", "new", "known_at")}
