"""Two companies that are one: everything of the one goes to the other."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps
from django.db import models, transaction

from hederssak.crm.actions.accounts import FIELDS, change_accounts
from hederssak.crm.actions.drafts import Edit
from hederssak.crm.models import Account, FitOverride, FitVerdict
from hederssak.history.actions import Altered, Source, record_changed
from hederssak.history.models import RecordKind


def join_accounts(*, gone: Account, kept: Account, source: Source, now: dt.datetime) -> None:
    """Move all that points at one company to another, fill what the other leaves blank, and remove the first.

    The history of the removed one stays; its last row says into which it went.
    """
    with transaction.atomic():
        filled = {name: getattr(gone, name) for name in FIELDS if _fills(getattr(gone, name), getattr(kept, name))}
        filled["custom"] = {**gone.custom, **kept.custom}
        organization = kept.organization
        _leave_one_of_each(gone, kept)
        change_accounts([Edit(record=kept, values=filled)], organization=organization, source=source, now=now)
        for model, name in _pointing():
            model._default_manager.filter(**{name: gone}).update(**{name: kept})
        gone_into = Altered(RecordKind.ACCOUNT, gone.pk, "joined_into", None, kept)
        record_changed([gone_into], organization_id=organization.pk, source=source)
        gone.delete()


def _leave_one_of_each(gone: Account, kept: Account) -> None:
    """Remove what a company has once, from the one that goes: its verdict, and what is asked for both."""
    FitVerdict.objects.filter(account=gone).delete()
    if FitOverride.objects.filter(account=kept, decided_at=None).exists():
        FitOverride.objects.filter(account=gone, decided_at=None).delete()


def _fills(new: Any, old: Any) -> bool:
    return old in (None, "") and new not in (None, "")


def _pointing() -> list[tuple[type[models.Model], str]]:
    """Return every field of every table that points at a company."""
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Account
    ]
