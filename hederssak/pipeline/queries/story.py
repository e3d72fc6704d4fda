"""What happened to one opportunity, newest first, as its page tells it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hederssak.history.models import Change, Origin, RecordKind
from hederssak.org.models import Member
from hederssak.pipeline.models import Activity, Criterion, Opportunity, Stage

MOST = 200
LINES = {"close_date": dt.date.fromisoformat, "amount": Decimal, "margin": Decimal}


@dataclass(frozen=True)
class Entry:
    """One thing that happened: `after_at` is None or earlier than `at` where the instant itself is not known."""

    kind: RecordKind
    field: str
    old: Any
    new: Any
    after_at: dt.datetime | None
    at: dt.datetime
    by: str
    origin: Origin

    @property
    def is_point(self) -> bool:
        """Say whether the instant is known."""
        return self.after_at == self.at


def story_of(row: Opportunity) -> list[Entry]:
    """Return the latest changes of an opportunity and of what belongs to it, with rows' names for identifiers."""
    changes = list(
        Change.objects.filter(organization_id=row.organization_id, subject_id=row.pk)
        .select_related("private")
        .order_by("-before_at", "-pk")[:MOST]
    )
    names = _names(row, changes)
    people = dict(Member.objects.filter(organization_id=row.organization_id).values_list("pk", "name"))
    return [_entry(change, names, people) for change in changes]


@dataclass(frozen=True)
class Way:
    """How a field went: the day from which each value held, first to last; the last value holds still."""

    days: list[dt.date]
    values: list[dt.date | Decimal]


def way_of(row: Opportunity, field: str, *, today: dt.date) -> Way:
    """Return the way of the close date, the amount or the margin since the opportunity was opened."""
    read = LINES[field]
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


def _entry(change: Change, names: dict[str, str], people: dict[uuid.UUID, str]) -> Entry:
    private = getattr(change, "private", None)
    old, new = change.old, change.new
    if private is not None:
        old = private.values.get("old", old)
        hidden = private.values.get("new", {})
        new = {**new, **hidden} if isinstance(new, dict) and isinstance(hidden, dict) else hidden
    return Entry(
        kind=RecordKind(change.kind),
        field=change.field,
        old=_named(old, names),
        new=_named(new, names),
        after_at=change.after_at,
        at=change.before_at,
        by=people.get(change.by_id, "") if change.by_id else "",
        origin=Origin(change.origin),
    )


def _named(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _named(inner, names) for key, inner in value.items()}
    return names.get(value, value) if isinstance(value, str) else value


def _names(row: Opportunity, changes: Iterable[Change]) -> dict[str, str]:
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
