"""Keeping the three checks of a meeting as they stood when it began."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from hederssak.lib import bulk
from hederssak.lib.among import Among
from hederssak.meetings.models import CustomerMeeting, KeptChecks
from hederssak.meetings.queries.checks import checks_of, checks_of_all, waiting_for_checks
from hederssak.rules.meeting_checks import Checks

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
    row, _made = KeptChecks.objects.get_or_create(meeting=meeting, defaults=_values(meeting, checks_of(meeting), now))
    return row


def keep_many(meetings: Sequence[CustomerMeeting]) -> int:
    """Keep the checks of many meetings that began, each as of its start, and return how many had none yet.

    They are asked of what is known now: to be called where nothing was learned since, as when a history is told anew.
    Fetch the meetings with their opportunity's stage.
    """
    kept = set(
        KeptChecks.objects.filter(Among("meeting_id", [one.pk for one in meetings])).values_list(
            "meeting_id", flat=True
        )
    )
    fresh = [one for one in meetings if one.pk not in kept]
    checks = checks_of_all(fresh)
    bulk.insert([KeptChecks(meeting=one, **_values(one, checks[one.pk], one.starts_at)) for one in fresh])
    return len(fresh)


def _values(meeting: CustomerMeeting, checks: Checks, at: dt.datetime) -> dict[str, Any]:
    asked = (checks.customer, checks.people, checks.prepared)
    return {
        "organization_id": meeting.organization_id,
        "customer": checks.customer.held.value,
        "people": checks.people.held.value,
        "prepared": checks.prepared.held.value,
        "is_right": checks.is_right,
        "lacks": [lack.value for check in asked for lack in check.lacks],
        "kept_at": at,
    }


def keep_due(*, now: dt.datetime) -> int:
    """Keep the checks of all meetings that have begun, and return how many."""
    waiting = list(waiting_for_checks(now).select_related("opportunity__stage").order_by("starts_at")[:A_TIME])
    for meeting in waiting:
        with transaction.atomic():
            keep_checks(meeting, now=now)
    return len(waiting)
