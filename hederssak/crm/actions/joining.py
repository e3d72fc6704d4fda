"""Two companies, or two people, that are one: everything of the one goes to the other."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from hederssak.crm.actions.accounts import FIELDS, change_accounts
from hederssak.crm.actions.contacts import FIELDS as CONTACT_FIELDS
from hederssak.crm.actions.contacts import change_contacts
from hederssak.crm.actions.drafts import Edit
from hederssak.crm.models import Account, Contact, FitOverride, FitVerdict
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
        for model, name in _pointing(Account):
            model._default_manager.filter(**{name: gone}).update(**{name: kept})
        gone_into = Altered(RecordKind.ACCOUNT, gone.pk, "joined_into", None, kept)
        record_changed([gone_into], organization_id=organization.pk, source=source)
        gone.delete()


def join_contacts(*, gone: Contact, kept: Contact, source: Source, now: dt.datetime) -> None:
    """Move all that points at one person to another, fill what the other leaves blank, and remove the first.

    Where both have the one seat that a person can have, in a decision or a meeting, the one who is kept keeps theirs.
    """
    with transaction.atomic():
        blank = (name for name in CONTACT_FIELDS if _fills(getattr(gone, name), getattr(kept, name)))
        filled = {name: getattr(gone, name) for name in blank} | {"custom": {**gone.custom, **kept.custom}}
        organization = kept.organization
        change_contacts([Edit(record=kept, values=filled)], organization=organization, source=source, now=now)
        for model, name in _pointing(Contact):
            for row in model._default_manager.filter(**{name: gone}):
                _move(row, name, kept)
        gone_into = Altered(RecordKind.CONTACT, gone.pk, "joined_into", None, kept)
        record_changed([gone_into], organization_id=organization.pk, source=source)
        gone.delete()


def _move(row: models.Model, name: str, kept: Contact) -> None:
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**{name: kept})
    except IntegrityError:
        row.delete()


def _leave_one_of_each(gone: Account, kept: Account) -> None:
    """Remove what a company has once, from the one that goes: its verdict, and what is asked for both."""
    FitVerdict.objects.filter(account=gone).delete()
    if FitOverride.objects.filter(account=kept, decided_at=None).exists():
        FitOverride.objects.filter(account=gone, decided_at=None).delete()


def _fills(new: Any, old: Any) -> bool:
    return old in (None, "") and new not in (None, "")


def _pointing(at: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """Return every field of every table that points at a company, or at a person."""
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.related_model is at
    ]
