"""Keeping the three checks of a meeting as they stood when it began."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from hederssak.meetings.models import CustomerMeeting, KeptChecks
from hederssak.meetings.queries.checks import checks_of, waiting_for_checks

A_TIME = 200


def keep_checks(meeting: CustomerMeeting, *, now: dt.datetime) -> KeptChecks | None:
    """Keep the checks of a meeting that has begun, once; None before it begins.

    Whatever would change what they look at calls this first, so that nothing written afterwards is in them.
    """
    if meeting.starts_at > now:
        return None
    kept = KeptChecks.objects.filter(meeting=meeting).first()
    if kept is not None:
        return kept
    checks = checks_of(meeting)
    row, _made = KeptChecks.objects.get_or_create(
        meeting=meeting,
        defaults={
            "organization_id": meeting.organization_id,
            "customer": checks.customer.held.value,
            "people": checks.people.held.value,
            "prepared": checks.prepared.held.value,
            "is_right": checks.is_right,
            "lacks": [
                lack.value for check in (checks.customer, checks.people, checks.prepared) for lack in check.lacks
            ],
            "kept_at": now,
        },
    )
    return row


def keep_due(*, now: dt.datetime) -> int:
    """Keep the checks of all meetings that have begun, and return how many."""
    waiting = list(waiting_for_checks(now).select_related("opportunity__stage").order_by("starts_at")[:A_TIME])
    for meeting in waiting:
        with transaction.atomic():
            keep_checks(meeting, now=now)
    return len(waiting)
