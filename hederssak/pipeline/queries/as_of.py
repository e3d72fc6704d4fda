"""Opportunities as they were known at an instant, wound back through their history: a pack is such a function."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from hederssak.history.models import Change, RecordKind
from hederssak.lib.prepared import prepared
from hederssak.org.models import Organization, Team
from hederssak.pipeline.models import Opportunity, Stage, State

CHUNK = 900
"""Identifiers in one query; SQLite takes 32,766 parameters, and a smaller list is planned faster."""


def _cents(text: str) -> Decimal:
    """Return an amount as the column gives it back: history leaves the zeros out."""
    return Decimal(text).quantize(Decimal("0.01"))


READ: dict[str, Callable[[str], Any]] = {
    "amount": _cents,
    "margin": _cents,
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
TEXTS = {"amount_basis", "close_reason", "lead_source", "segment"}
"""Fields that are empty rather than unknown."""


def chunks(ids: Iterable[uuid.UUID]) -> Iterable[list[uuid.UUID]]:
    """Cut a list of identifiers into lists that a query takes."""
    every = list(ids)
    return (every[start : start + CHUNK] for start in range(0, len(every), CHUNK))


def opportunities_as_of(
    organization: Organization, team: Team | None, as_of: dt.datetime, *, ended_after: dt.datetime | None = None
) -> list[Opportunity]:
    """Return a team's opportunities (None: everyone's) as they were known at `as_of`; not to be saved.

    Whatever has changed since is looked at too, if it was open or this team's then. With `ended_after` (not later than
    `as_of`) those are left out that were ended by then and have not been touched: most of a team's rows. Stages come
    with them; `stage_since` is the day of the last move known then.
    """
    known = Opportunity.objects.filter(organization=organization, created_at__lte=as_of).defer(
        "custom", "order_key", "search_key"
    )
    theirs = Q(team=team) if team else Q()
    if ended_after is not None:
        theirs &= Q(state__in=[State.OPEN, State.PARKED]) | Q(changed_at__gt=ended_after)
    stages = stages_of(organization)
    rows = {row.pk: row for row in known.filter(theirs)}
    if team is not None:
        for ids in chunks(_left_since(team, as_of)):
            rows |= {row.pk: row for row in known.filter(pk__in=ids)}
    for row in rows.values():
        row.stage = stages[row.stage_id]
    found = list(rows.values())
    rewind(found, as_of, stages=stages)
    return [row for row in found if team is None or row.team_id == team.pk]


def _left_since(team: Team, as_of: dt.datetime) -> list[uuid.UUID]:
    """Return the opportunities that another team has had since; some of them were this team's."""
    moves = Change.objects.filter(
        organization_id=team.organization_id, kind=RecordKind.OPPORTUNITY, field="team", known_at__gt=as_of
    )
    return list(moves.values_list("record_id", flat=True).distinct())


@prepared
def _stages(organization: uuid.UUID) -> QuerySet[Stage]:
    return Stage.objects.filter(organization=organization)


def stages_of(organization: Organization) -> dict[uuid.UUID, Stage]:
    """Return all stages of an organization by identifier."""
    return {stage.pk: stage for stage in _stages(organization.pk)}


@prepared
def _stage_names(organization: uuid.UUID) -> QuerySet[Stage, tuple[uuid.UUID, str]]:
    return Stage.objects.filter(organization=organization).values_list("pk", "name")


def stage_names(organization_id: uuid.UUID) -> dict[str, str]:
    """Return what the stages of an organization are called, by identifier as text."""
    return {str(pk): name for pk, name in _stage_names(organization_id)}


def rewind(rows: list[Opportunity], as_of: dt.datetime, *, stages: dict[uuid.UUID, Stage]) -> None:
    """Set the rows' fields back to what was known at `as_of`, in memory."""
    for row, changes in _later_changes(rows, as_of):
        for name, old in changes:
            _set(row, name, old, stages)
    moved = [row for row in rows if row.changed_at > as_of]
    if moved:
        _restore_stage_since(moved, as_of)


@dataclass(frozen=True)
class Learned:
    """What became known after an instant of the rows beside opportunities: which were made, what the others held."""

    made: Collection[uuid.UUID] = frozenset()
    before: Mapping[uuid.UUID, Mapping[str, Any]] = field(default_factory=dict)

    def held(self, record_id: uuid.UUID, name: str, now: Any) -> Any:
        """Return the plain value that a field had then; `now` where it has not changed since."""
        return self.before.get(record_id, {}).get(name, now)


def learned_after(ids: Iterable[uuid.UUID], *, organization_id: uuid.UUID, as_of: dt.datetime) -> Learned:
    """Return what became known after `as_of` of the steps, evidence and seats of these opportunities."""
    made: set[uuid.UUID] = set()
    before: dict[uuid.UUID, dict[str, Any]] = defaultdict(dict)
    for some in chunks(ids):
        rows = Change.objects.filter(
            organization_id=organization_id,
            kind__in=[RecordKind.NEXT_STEP, RecordKind.EVIDENCE, RecordKind.COMMITTEE],
            subject_id__in=some,
            known_at__gt=as_of,
        ).order_by("-known_at", "-pk")
        for record_id, name, old in rows.values_list("record_id", "field", "old"):
            if name:
                before[record_id][name] = old
            else:
                made.add(record_id)
    return Learned(made, before)


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
        for record_id, name, old in latest_first.values_list("record_id", "field", "old"):
            found[record_id].append((name, old))
    return ((by_id[record_id], changes) for record_id, changes in found.items())


def _set(row: Opportunity, name: str, old: Any, stages: dict[uuid.UUID, Stage]) -> None:
    value = READ[name](old) if old is not None and name in READ else old
    if name == "stage" and value in stages:
        row.stage = stages[value]
    else:
        setattr(row, f"{name}_id" if name in KEYS else name, "" if value is None and name in TEXTS else value)


def _restore_stage_since(rows: list[Opportunity], as_of: dt.datetime) -> None:
    """Set the day of the last move known then; without one, the day that was given when the opportunity was made."""
    last: dict[uuid.UUID, dt.date] = {}
    touched: set[uuid.UUID] = set()
    for ids in chunks(row.pk for row in rows):
        moves = Change.objects.filter(
            organization_id=rows[0].organization_id,
            kind=RecordKind.OPPORTUNITY,
            subject_id__in=ids,
            field__in=["", "stage"],
        ).order_by("known_at", "before_at", "pk")
        for record_id, name, new, at, known_at in moves.values_list(
            "record_id", "field", "new", "before_at", "known_at"
        ):
            if not name:
                if given := (new or {}).get("stage_since"):
                    last[record_id] = dt.date.fromisoformat(given)
            elif known_at <= as_of:
                last[record_id] = at.date()
            else:
                touched.add(record_id)
    for row in rows:
        if row.pk in touched:
            row.stage_since = last.get(row.pk, row.opened_on)
