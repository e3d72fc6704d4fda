"""What happened to one opportunity, newest first, as its page tells it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from hederssak.crm.models import Contact
from hederssak.history.models import Change, RecordKind
from hederssak.history.queries import Entry, changes_of, entry_of, identifiers_in
from hederssak.lib.prepared import prepared
from hederssak.org.models import Member
from hederssak.pipeline.models import Activity, Criterion, Opportunity
from hederssak.pipeline.queries.as_of import stage_names

READ: Mapping[str, Callable[[str], dt.date | Decimal]] = {
    "close_date": dt.date.fromisoformat,
    "amount": Decimal,
    "margin": Decimal,
}


Step = tuple[dt.date, Any, Any]
"""A day, and the value before and after it."""


def story_of(row: Opportunity) -> list[Entry]:
    """Return the latest changes of an opportunity and of what belongs to it, with names for identifiers."""
    changes = changes_of(row.organization_id, row.pk)
    names = names_in(row, changes)
    return [entry_of(change, names) for change in changes]


@dataclass(frozen=True)
class Way:
    """How a field went: the day from which each value held, first to last; the last value holds still."""

    days: list[dt.date]
    values: list[dt.date | Decimal]


@prepared
def _moves(
    organization: uuid.UUID, opportunity: uuid.UUID, fields: list[str]
) -> QuerySet[Change, tuple[str, dt.datetime, Any, Any]]:
    changes = Change.objects.filter(
        organization_id=organization, kind=RecordKind.OPPORTUNITY, subject_id=opportunity, field__in=fields
    )
    return changes.order_by("before_at", "pk").values_list("field", "before_at", "old", "new")


def ways_of(row: Opportunity, fields: Collection[str], *, today: dt.date) -> dict[str, Way]:
    """Return the ways of the close date, the amount or the margin since the opportunity was opened, in one query."""
    steps: dict[str, list[Step]] = {field: [] for field in fields}
    for field, at, old, new in _moves(row.organization_id, row.pk, list(fields)):
        steps[field].append((at.date(), old, new))
    return {field: _way(row, field, steps[field], today) for field in fields}


def _way(row: Opportunity, field: str, steps: Sequence[Step], today: dt.date) -> Way:
    days: list[dt.date] = []
    values: list[dt.date | Decimal] = []
    first = steps[0][1] if steps else _plain(getattr(row, field))
    for day, value in [(row.opened_on, first), *((on, new) for on, _, new in steps)]:
        if value is not None:
            days.append(min(day, today))
            values.append(READ[field](value))
    return Way(days, values)


def touches_of(row: Opportunity, *, most: int = 12) -> list[Activity]:
    """Return what we did lately about an opportunity."""
    return _touches(row.organization_id, row.pk, most=most)


@prepared
def _touches(organization: uuid.UUID, opportunity: uuid.UUID, *, most: int) -> QuerySet[Activity]:
    rows = Activity.objects.filter(organization_id=organization, opportunity=opportunity)
    return rows.select_related("member").order_by("-at")[:most]


def _plain(value: Any) -> str | None:
    return None if value is None else str(value)


@prepared
def _members(organization: uuid.UUID, wanted: list[uuid.UUID]) -> QuerySet[Member, tuple[uuid.UUID, str]]:
    return Member.objects.filter(organization_id=organization, pk__in=wanted).values_list("pk", "name")


@prepared
def _criteria(organization: uuid.UUID) -> QuerySet[Criterion, tuple[uuid.UUID, str]]:
    return Criterion.objects.filter(organization_id=organization).values_list("pk", "text")


@prepared
def _contacts(account: uuid.UUID) -> QuerySet[Contact, tuple[uuid.UUID, str]]:
    return Contact.objects.filter(account=account).values_list("pk", "name")


def names_in(row: Opportunity, changes: Sequence[Change]) -> dict[str, str]:
    """Return the names of the members, stages, criteria and contacts that the changes mention, by identifier.

    Stages and criteria are few, and all of the organization's.
    """
    names = stage_names(row.organization_id) | _by_text(_criteria(row.organization_id))
    mentioned = {pk for change in changes for pk in identifiers_in(change)} - {row.pk, row.account_id, row.team_id}
    names |= _by_text(_members(row.organization_id, [pk for pk in mentioned if str(pk) not in names]))
    if row.account_id and any(change.kind in {RecordKind.COMMITTEE, RecordKind.NEXT_STEP} for change in changes):
        names |= _by_text(_contacts(row.account_id))
    return names


def _by_text(names: Iterable[tuple[uuid.UUID, str]]) -> dict[str, str]:
    return {str(pk): name for pk, name in names}
