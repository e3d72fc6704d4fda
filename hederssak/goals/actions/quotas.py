"""Setting quotas, by hand or from a file: what comes from outside (R14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.goals.actions.counting import count_all, selling
from hederssak.goals.models import Quota
from hederssak.org.access import may_set_quotas
from hederssak.org.models import Member, Team
from hederssak.rules.goals.periods import Unit
from hederssak.rules.goals.quotas import Span, begins


@dataclass(frozen=True, kw_only=True)
class QuotaDraft:
    """What is asked of a member or a team in the period that begins with the one that `day` lies in."""

    whose: Member | Team
    span: Span
    day: dt.date
    amount: Decimal
    unit: Unit = Unit.MARGIN


def set_quotas(drafts: Sequence[QuotaDraft], *, by: Member, now: dt.datetime) -> int:
    """Set quotas, in place of those that stood for the same period and unit; an amount of 0 takes one away.

    Raises PermissionDenied for others than the director and the administrator, and for somebody of another
    organization. Returns how many were set.
    """
    if not may_set_quotas(by) or any(draft.whose.organization_id != by.organization_id for draft in drafts):
        raise PermissionDenied
    with transaction.atomic():
        for draft in drafts:
            _set(draft, by=by, now=now)
        touched = {draft.whose.pk for draft in drafts}
        count_all([member for member in selling(by.organization) if member.pk in touched], now=now)
    return len(drafts)


def _set(draft: QuotaDraft, *, by: Member, now: dt.datetime) -> None:
    key: dict[str, Any] = {
        "organization_id": by.organization_id,
        "member": draft.whose if isinstance(draft.whose, Member) else None,
        "team": draft.whose if isinstance(draft.whose, Team) else None,
        "span": draft.span,
        "first_day": begins(draft.span, draft.day),
        "unit": draft.unit,
    }
    if draft.amount > 0:
        values: dict[str, Any] = {"amount": draft.amount, "set_by": by, "set_at": now}
        Quota.objects.update_or_create(**key, defaults=values)
    else:
        Quota.objects.filter(**key).delete()
