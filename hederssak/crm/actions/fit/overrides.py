"""Letting a company in although it does not fit: a rep asks, a manager grants it until a day, or does not."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.crm.models import Account, FitOverride
from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import RecordKind
from hederssak.org.access import leads, require_write
from hederssak.org.models import Member


class AlreadyAsked(Exception):
    """The company is asked for already."""

    code = "already_asked"


class AlreadyDecided(Exception):
    """Somebody has decided it meanwhile."""

    code = "already_decided"


def ask_override(*, account: Account, why: str, by: Member, now: dt.datetime) -> FitOverride:
    """Ask the manager to let a company in, with the reason.

    Raises:
        AlreadyAsked: While another asking waits for its answer.
    """
    require_write(by, owner=account.owner)
    organization_id = account.organization_id
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        if FitOverride.objects.filter(account=account, decided_at=None).exists():
            raise AlreadyAsked
        row = FitOverride.objects.create(
            organization_id=organization_id, account=account, why=why, asked_by=by, asked_at=now
        )
        made = Made(RecordKind.FIT_OVERRIDE, row, ("why",), account.pk)
        record_made([made], organization_id=organization_id, source=Source.page(by=by, now=now))
    return row


def decide_override(*, override: FitOverride, until: dt.date | None, reason: str, by: Member, now: dt.datetime) -> None:
    """Grant an override until a day, or refuse it (`until` None), with a reason either way.

    Raises:
        AlreadyDecided: If somebody was faster.
        PermissionDenied: For everyone but the manager of who asked.
    """
    asker = override.asked_by
    if asker is None or not leads(by, asker.team):
        raise PermissionDenied
    with transaction.atomic():
        waiting = FitOverride.objects.filter(pk=override.pk, decided_at=None)
        if not waiting.update(decided_by=by, decided_at=now, reason=reason, until=until):
            raise AlreadyDecided
        decided = Altered(RecordKind.FIT_OVERRIDE, override.pk, "until", None, until, override.account_id)
        record_changed([decided], organization_id=override.organization_id, source=Source.page(by=by, now=now))
    override.refresh_from_db()
