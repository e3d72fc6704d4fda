"""The last times that anybody of ours was in touch with a contact: calls, meetings, what the CRM knows."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from hederssak.meetings.models import Attendee, MeetingState
from hederssak.org.models import Organization
from hederssak.pipeline.models import Activity
from hederssak.prospecting.models import CallAttempt

SHOWN = 3
LOOK_BACK = dt.timedelta(days=730)


@dataclass(frozen=True, order=True)
class Touch:
    """One time: `kind` is an attempt's outcome, an activity's kind, or `held`; `said` what was written then."""

    at: dt.datetime
    kind: str
    said: str = ""


def touches_of(
    contact_ids: Collection[uuid.UUID], *, organization: Organization, now: dt.datetime
) -> dict[uuid.UUID, list[Touch]]:
    """Return the last three touches of each contact, newest first, in three queries however many they are."""
    found: dict[uuid.UUID, list[Touch]] = defaultdict(list)
    recent = {"organization": organization, "contact__in": contact_ids, "at__gt": now - LOOK_BACK, "at__lte": now}
    calls = CallAttempt.objects.filter(**recent, undone_at=None)
    for contact, at, outcome, note in calls.values_list("contact_id", "at", "outcome", "note"):
        found[contact].append(Touch(at, outcome, note))
    for contact, at, kind, subject in Activity.objects.filter(**recent).values_list(
        "contact_id", "at", "kind", "subject"
    ):
        if contact:
            found[contact].append(Touch(at, kind, subject))
    seats = Attendee.objects.filter(
        contact__in=contact_ids,
        meeting__state=MeetingState.HELD,
        meeting__starts_at__gt=now - LOOK_BACK,
        meeting__starts_at__lte=now,
    )
    for contact, at, title in seats.values_list("contact_id", "meeting__starts_at", "meeting__title"):
        found[contact].append(Touch(at, "held", title))
    return {contact: sorted(touches, reverse=True)[:SHOWN] for contact, touches in found.items()}
