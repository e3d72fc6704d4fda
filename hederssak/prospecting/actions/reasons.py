"""The organization's own list of reasons for giving up a booking hour."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from hederssak.history.actions import Altered, Made, record_changed, record_made
from hederssak.history.models import RecordKind
from hederssak.lib.rows import save_only
from hederssak.org.access import may_configure
from hederssak.org.models import Member, Organization
from hederssak.prospecting.actions.written import by_person
from hederssak.prospecting.models import SwapReason

FIRST = ("tender_slot", "decision_meeting", "only_time", "standstill")
"""The reasons that every organization begins with; said in three languages by `texts`."""


def ensure_reasons(organization: Organization) -> None:
    """Give an organization its first list, unless it has one."""
    if SwapReason.objects.filter(organization=organization).exists():
        return
    rows = [SwapReason(organization=organization, code=code, position=place) for place, code in enumerate(FIRST)]
    SwapReason.objects.bulk_create(rows, ignore_conflicts=True)


def add_reason(*, text: str, by: Member, now: dt.datetime) -> SwapReason:
    """Add a reason in the organization's own words, at the end of the list."""
    if not may_configure(by):
        raise PermissionDenied
    with transaction.atomic():
        ensure_reasons(by.organization)
        last = SwapReason.objects.filter(organization=by.organization).aggregate(last=Max("position"))["last"]
        row = SwapReason.objects.create(organization=by.organization, text=text.strip()[:120], position=(last or 0) + 1)
        made = [Made(RecordKind.SWAP_REASON, row, ("text", "position"))]
        record_made(made, organization_id=by.organization_id, source=by_person(by, now))
    return row


def retire_reason(*, reason: SwapReason, by: Member, now: dt.datetime) -> None:
    """Take a reason off the list; swaps that gave it keep it."""
    if not may_configure(by):
        raise PermissionDenied
    with transaction.atomic():
        change = Altered(RecordKind.SWAP_REASON, reason.pk, "retired_at", reason.retired_at, now)
        record_changed([change], organization_id=by.organization_id, source=by_person(by, now))
        save_only(reason, retired_at=now)
