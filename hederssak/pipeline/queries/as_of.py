"""Opportunities as they were known at an instant, wound back through their history: a pack is such a function."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Q

from hederssak.history.models import Change, RecordKind
from hederssak.org.models import Organization, Team
from hederssak.pipeline.models import Opportunity, Stage

CHUNK = 900
"""Identifiers in one query; SQLite takes 32,766 parameters, and a smaller list is planned faster."""

READ: dict[str, Callable[[str], Any]] = {
    "amount": Decimal,
    "margin": Decimal,
    "close_date": dt.date.fromisoformat,
    "closed_on": dt.date.fromisoformat,
    "opened_on": dt.date.fromisoformat,
    "qualified_at": dt.datetime.fromisoformat,
    "account": uuid.UUID,
    "owner": uuid.UUID,
    "product": uuid.UUID,
    "stage": uuid.UUID,
    "team": uuid.UUID,
}
"""How a tracked field's plain value is read back; what is not named is text or a flag as it stands."""

KEYS = {"account", "owner", "product", "stage", "team"}


def chunks(ids: Iterable[uuid.UUID]) -> Iterable[list[uuid.UUID]]:
    """Cut a list of identifiers into lists that a query takes."""
    every = list(ids)
    return (every[start : start + CHUNK] for start in range(0, len(every), CHUNK))


def opportunities_as_of(organization: Organization, team: Team | None, as_of: dt.datetime) -> list[Opportunity]:
    """Return a team's opportunities (None: everyone's) as they were known at `as_of`; not to be saved.

    Whatever has changed since is looked at too, since it may have been open or this team's then. Stages come with
    them; `stage_since` is the day of the last move known then.
    """
    changed = Change.objects.filter(organization=organization, kind=RecordKind.OPPORTUNITY, known_at__gt=as_of).exclude(
        field=""
    )
    wanted = Q(organization=organization, created_at__lte=as_of)
    if team:
        wanted &= Q(team=team) | Q(pk__in=changed.values("record_id"))
    rows = list(Opportunity.objects.filter(wanted).select_related("stage", "account"))
    rewind(rows, as_of, stages=stages_of(organization))
    return [row for row in rows if team is None or row.team_id == team.pk]


def stages_of(organization: Organization) -> dict[uuid.UUID, Stage]:
    """Return all stages of an organization by identifier."""
    return {stage.pk: stage for stage in Stage.objects.filter(organization=organization)}


def rewind(rows: list[Opportunity], as_of: dt.datetime, *, stages: dict[uuid.UUID, Stage]) -> None:
    """Set the rows' fields back to what was known at `as_of`, in memory."""
    for row, changes in _later_changes(rows, as_of):
        for field, old in changes:
            _set(row, field, old, stages)
    moved = [row for row in rows if row.changed_at > as_of]
    if moved:
        _restore_stage_since(moved, as_of)


def _later_changes(rows: list[Opportunity], as_of: dt.datetime) -> Iterable[tuple[Opportunity, list[tuple[str, Any]]]]:
    """Yield each row with what it has lost since, latest first."""
    by_id = {row.pk: row for row in rows if row.changed_at > as_of}
    found: dict[uuid.UUID, list[tuple[str, Any]]] = defaultdict(list)
    for ids in chunks(by_id):
        changes = Change.objects.filter(
            organization_id=rows[0].organization_id,
            kind=RecordKind.OPPORTUNITY,
            subject_id__in=ids,
            known_at__gt=as_of,
        ).exclude(field="")
        latest_first = changes.order_by("-known_at", "-before_at", "-pk")
        for record_id, field, old in latest_first.values_list("record_id", "field", "old"):
            found[record_id].append((field, old))
    return ((by_id[record_id], changes) for record_id, changes in found.items())


def _set(row: Opportunity, field: str, old: Any, stages: dict[uuid.UUID, Stage]) -> None:
    value = READ[field](old) if old is not None and field in READ else old
    if field == "stage" and value in stages:
        row.stage = stages[value]
    else:
        setattr(
            row, f"{field}_id" if field in KEYS else field, "" if value is None and field == "amount_basis" else value
        )


def _restore_stage_since(rows: list[Opportunity], as_of: dt.datetime) -> None:
    last: dict[uuid.UUID, dt.date] = {}
    touched: set[uuid.UUID] = set()
    for ids in chunks(row.pk for row in rows):
        moves = Change.objects.filter(
            organization_id=rows[0].organization_id, kind=RecordKind.OPPORTUNITY, subject_id__in=ids, field="stage"
        ).order_by("before_at", "pk")
        for record_id, before_at, known_at in moves.values_list("record_id", "before_at", "known_at"):
            if known_at <= as_of:
                last[record_id] = before_at.date()
            else:
                touched.add(record_id)
    for row in rows:
        if row.pk in touched:
            row.stage_since = last.get(row.pk, row.opened_on)
