"""The promises of a pack in words: whose, what, until when, and how they stood at its instant."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from hederssak.org.models import Team
from hederssak.rules.promises import State, is_owed
from hederssak.salesmeetings.models import MeetingPromise
from hederssak.salesmeetings.queries.told import Promised
from hederssak.salesmeetings.texts import promises as texts


def told_promises(section: Any, *, team: Team, today: dt.date) -> list[Promised]:
    """Return a pack's promises, those that wait for a word first, then the open ones and how the others went."""
    if not isinstance(section, list) or not section:
        return []
    rows = MeetingPromise.objects.filter(
        organization_id=team.organization_id, pk__in=[uuid.UUID(one["promise"]) for one in section]
    )
    known = {str(row.pk): row for row in rows.select_related("owner").only("text", "owner__name")}
    told = [_told(one, known[one["promise"]], today) for one in section if one["promise"] in known]
    return sorted(told, key=lambda one: (not one.is_owed, ORDER[one.state], one.due))


ORDER = {State.OPEN: 0, State.BROKEN: 1, State.KEPT: 2, State.DROPPED: 3}


def _told(one: dict[str, str], row: MeetingPromise, today: dt.date) -> Promised:
    state, due = State(one["state"]), dt.date.fromisoformat(one["due"])
    owed = is_owed(state, due, today=today)
    return Promised(
        owner=row.owner.first_name,
        text=row.text,
        due=due,
        state=state,
        said=texts.state(state, is_owed=owed),
        is_owed=owed,
    )
