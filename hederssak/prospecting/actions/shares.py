"""Setting how much of each HIT list is kept for companies that have not bought yet (R5)."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.history.actions import Altered, record_changed
from hederssak.history.models import RecordKind
from hederssak.org.access import may_configure
from hederssak.org.models import Member
from hederssak.prospecting.actions.written import by_person
from hederssak.prospecting.models import NewShare
from hederssak.prospecting.queries.shares import new_percent


def keep_for_new(*, percent: int, by: Member, now: dt.datetime) -> None:
    """Keep so many percent of each beginning of every HIT list for new companies, from now on."""
    if not may_configure(by):
        raise PermissionDenied
    with transaction.atomic():
        old = new_percent(by.organization_id)
        if old == percent:
            return
        NewShare.objects.update_or_create(
            organization=by.organization, defaults={"percent": percent, "set_by": by, "set_at": now}
        )
        change = Altered(RecordKind.ORGANIZATION, by.organization_id, "new_share", old, percent)
        record_changed([change], organization_id=by.organization_id, source=by_person(by, now))
