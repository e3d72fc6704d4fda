"""Values as history and sources keep them, plainly, and as our fields hold them."""

from __future__ import annotations

from typing import Any

from django.db import models

from hederssak.crm.models import Account, Contact, Product
from hederssak.history.models import RecordKind
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member, Team
from hederssak.pipeline.models import Activity, CommitteeSeat, NextStep, Opportunity, Stage
from hederssak.prospecting.models import HitEntry

MODELS: dict[str, type[models.Model]] = {
    RecordKind.HIT_ENTRY: HitEntry,
    RecordKind.ACTIVITY: Activity,
    RecordKind.MEETING: CustomerMeeting,
    RecordKind.NEXT_STEP: NextStep,
    RecordKind.COMMITTEE: CommitteeSeat,
    RecordKind.OPPORTUNITY: Opportunity,
    RecordKind.CONTACT: Contact,
    RecordKind.ACCOUNT: Account,
    RecordKind.PRODUCT: Product,
    RecordKind.STAGE: Stage,
    RecordKind.MEMBER: Member,
    RecordKind.TEAM: Team,
}
"""The tables that files fill, what points first and what is pointed at last."""


def attname(model: type[models.Model], name: str) -> str:
    """Return where a field's plain value stands: `owner_id` for `owner`."""
    found = model._meta.get_field(name)
    return found.attname if isinstance(found, models.ForeignKey) else name


def blank_of(model: type[models.Model], name: str) -> Any:
    """Return what an emptied field holds: NULL, or an empty text."""
    return None if model._meta.get_field(name).null else ""


def from_plain(model: type[models.Model], name: str, value: Any) -> Any:
    """Return a plain value as the field's column holds it: a record by its identifier, text as a date or a decimal."""
    if value is None:
        return blank_of(model, name)
    field: Any = model._meta.get_field(name)
    return field.target_field.to_python(value) if isinstance(field, models.ForeignKey) else field.to_python(value)
