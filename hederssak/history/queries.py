"""What happened to a record and to what belongs to it, newest first, as its page tells it."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from hederssak.history.models import Change, Origin, RecordKind
from hederssak.lib.prepared import prepared

MOST = 200
IDENTIFIER = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


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


def learned_between(since: dt.datetime, until: dt.datetime) -> QuerySet[Change]:
    """Return the changes learned in (`since`, `until`], for a caller who narrows them to some hundred records.

    The instant is hidden from the planner: it would walk through all that anybody changed in the stretch, once for
    each hundred records, where these few records' own histories are near at hand.
    """
    learned = Change.objects.alias(learned_at=Coalesce("known_at", "known_at"))
    return learned.filter(learned_at__gt=since, learned_at__lte=until)


@prepared
def _changes(organization: uuid.UUID, subject: uuid.UUID) -> QuerySet[Change]:
    rows = Change.objects.filter(organization_id=organization, subject_id=subject)
    return rows.select_related("private").order_by("-before_at", "-pk")[:MOST]


def changes_of(organization_id: uuid.UUID, subject_id: uuid.UUID) -> list[Change]:
    """Return the latest changes of a record and of what belongs to it."""
    return _changes(organization_id, subject_id)


def entry_of(change: Change, names: Mapping[str, str]) -> Entry:
    """Return a change with what a reader may see of it, rows' names (by identifier) in place of their identifiers."""
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
        by=names.get(str(change.by_id), ""),
        origin=Origin(change.origin),
    )


def identifiers_in(change: Change) -> Iterator[uuid.UUID]:
    """Yield who made a change, and what looks like an identifier among its values: whose names `entry_of` asks for."""
    if change.by_id is not None:
        yield change.by_id
    private = getattr(change, "private", None)
    yield from _identifiers((change.old, change.new, private.values if private else None))


def _identifiers(value: Any) -> Iterator[uuid.UUID]:
    if isinstance(value, dict):
        yield from _identifiers(tuple(value.values()))
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _identifiers(inner)
    elif isinstance(value, str) and IDENTIFIER.fullmatch(value):
        yield uuid.UUID(value)


def _named(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _named(inner, names) for key, inner in value.items()}
    return names.get(value, value) if isinstance(value, str) else value
