"""What happened to one opportunity, newest first, as its page tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hederssak.history.models import Change, RecordKind
from hederssak.history.queries import Entry, changes_of, entry_of
from hederssak.org.models import Member
from hederssak.pipeline.models import Activity, Criterion, Opportunity, Stage

READ: Mapping[str, Callable[[str], dt.date | Decimal]] = {
    "close_date": dt.date.fromisoformat,
    "amount": Decimal,
    "margin": Decimal,
}


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


def way_of(row: Opportunity, field: str, *, today: dt.date) -> Way:
    """Return the way of the close date, the amount or the margin since the opportunity was opened."""
    read = READ[field]
    changes = Change.objects.filter(
        organization_id=row.organization_id, kind=RecordKind.OPPORTUNITY, subject_id=row.pk, field=field
    ).order_by("before_at", "pk")
    days: list[dt.date] = []
    values: list[dt.date | Decimal] = []
    steps = list(changes.values_list("before_at", "old", "new"))
    first = steps[0][1] if steps else _plain(getattr(row, field))
    for day, value in [(row.opened_on, first), *((at.date(), new) for at, _, new in steps)]:
        if value is not None:
            days.append(min(day, today))
            values.append(read(value))
    return Way(days, values)


def touches_of(row: Opportunity, *, most: int = 12) -> list[Activity]:
    """Return what we did lately about an opportunity."""
    rows = Activity.objects.filter(organization_id=row.organization_id, opportunity=row)
    return list(rows.select_related("member").order_by("-at")[:most])


def _plain(value: Any) -> str | None:
    return None if value is None else str(value)


def names_in(row: Opportunity, changes: Iterable[Change]) -> dict[str, str]:
    """Return the names of stages, criteria and contacts by identifier; members and teams are few and named too."""
    wanted = [
        Stage.objects.filter(organization_id=row.organization_id).values_list("pk", "name"),
        Criterion.objects.filter(organization_id=row.organization_id).values_list("pk", "text"),
        Member.objects.filter(organization_id=row.organization_id).values_list("pk", "name"),
    ]
    names = {str(pk): str(name) for pairs in wanted for pk, name in pairs}
    if row.account is not None and any(
        change.kind in {RecordKind.COMMITTEE, RecordKind.NEXT_STEP} for change in changes
    ):
        names |= {str(pk): name for pk, name in row.account.contacts.values_list("pk", "name")}
    return names
