"""Writing history: every action that changes a record calls `record_made` or `record_changed` in its transaction."""

from __future__ import annotations

import datetime as dt
import functools
import operator
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import connection, models, transaction

from hederssak.history.models import Change, Origin, PrivateText, RecordKind
from hederssak.lib import bulk
from hederssak.lib.ids import new_key

if TYPE_CHECKING:  # history stands below org, whose actions write it
    from hederssak.org.models import Member

PRIVATE: Mapping[str, frozenset[str]] = {
    RecordKind.CONTACT: frozenset({"name", "title", "email", "phone", "mobile", "custom"}),
    RecordKind.NEXT_STEP: frozenset({"what"}),
    RecordKind.PARKING: frozenset({"reason"}),
    RecordKind.LETTING_GO: frozenset({"note"}),
    RecordKind.BUYER_EVENT: frozenset({"what"}),
    RecordKind.EVIDENCE: frozenset({"text", "link"}),
    RecordKind.COMMITTEE: frozenset({"reach", "left_aside"}),
    RecordKind.MEMBER: frozenset({"name", "email", "absence"}),
    RecordKind.BLOCK: frozenset({"preparation"}),
    RecordKind.SWAP: frozenset({"offered"}),
    RecordKind.TEAM_PROMISE: frozenset({"text", "laid_aside_why"}),
}
"""Fields whose text may be about a person: the change holds that they changed, the side table holds to what."""
NOTHING: frozenset[str] = frozenset()
EMPTY: tuple[Any, ...] = ("", {})
"""Values that say as little as None."""

Values = tuple[Any, ...]
CHANGE_COLUMNS = (
    *("id", "organization_id", "kind", "record_id", "subject_id", "field", "old", "new"),
    *("after_at", "before_at", "known_at", "by_id", "origin", "source_id"),
)
PRIVATE_COLUMNS = ("change_id", "organization_id", "record_id", "values")


@dataclass(frozen=True, kw_only=True)
class Source:
    """Who or what changed something, and what is known of when.

    `after` is the latest instant at which the old value is known to have stood (None: not known), `before` the
    earliest at which the new one is. Our own pages know the instant: both are `known_at`.
    """

    origin: Origin
    known_at: dt.datetime
    by: Member | None = None
    after: dt.datetime | None = None
    before: dt.datetime | None = None
    source_id: uuid.UUID | None = None

    @staticmethod
    def page(*, by: Member, now: dt.datetime, origin: Origin = Origin.PAGE) -> Source:
        """Return the source of a change that a person made just now, here or by a program of theirs."""
        return Source(origin=origin, known_at=now, by=by, after=now, before=now)


@dataclass(frozen=True)
class Made:
    """A record that was made, with its fields; its own `source` stands where it differs from the batch's."""

    kind: RecordKind
    record: models.Model
    fields: Sequence[str]
    subject_id: uuid.UUID | None = None
    source: Source | None = None


@dataclass(frozen=True)
class Altered:
    """One field of one record that was changed."""

    kind: RecordKind
    record_id: uuid.UUID
    field: str
    old: Any
    new: Any
    subject_id: uuid.UUID | None = None
    source: Source | None = None


PLAIN: Mapping[type, Callable[[Any], Any] | None] = {
    type(None): None,
    str: None,
    bool: None,
    int: None,
    float: None,
    dict: None,
    list: None,
    Decimal: bulk.exact,
    dt.date: dt.date.isoformat,
    dt.time: dt.time.isoformat,
    dt.datetime: dt.datetime.isoformat,
    uuid.UUID: str,
}
"""How a value becomes one that JSON can hold, by its very type; None where it is that already."""


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it, losing nothing: decimals and dates become text, rows their identifier."""
    kind = type(value)
    if kind in PLAIN:
        convert = PLAIN[kind]
        return convert(value) if convert else value
    if isinstance(value, models.Model):
        return str(value.pk)
    return next((convert(value) for base, convert in PLAIN.items() if convert and isinstance(value, base)), value)


def record_made(made: Iterable[Made], *, organization_id: uuid.UUID, source: Source) -> None:
    """Write one row for each record, all its fields in it."""
    changes: list[Values] = []
    private: list[Values] = []
    usually = _when(source)
    for one in made:
        held = _getter(type(one.record), tuple(one.fields))(one.record)
        said = zip(one.fields, held, strict=True)
        values = {name: value for name, value in said if value or (value is not None and value not in EMPTY)}
        key, record_id = new_key(), one.record.pk
        hidden = PRIVATE.get(one.kind, NOTHING) & values.keys()
        if hidden:
            kept = {name: values.pop(name) for name in sorted(hidden)}
            private.append((key, organization_id, record_id, {"new": kept}))
        about = (one.kind.value, record_id, one.subject_id or record_id, "", None, values)
        changes.append((key, organization_id, *about, *(_when(one.source) if one.source else usually)))
    _write(changes, private)


def record_changed(altered: Iterable[Altered], *, organization_id: uuid.UUID, source: Source) -> None:
    """Write one row for each field that changed."""
    changes: list[Values] = []
    private: list[Values] = []
    for one in altered:
        key, old, new = new_key(), plain(one.old), plain(one.new)
        if one.field in PRIVATE.get(one.kind, NOTHING):
            private.append((key, organization_id, one.record_id, {"old": old, "new": new}))
            old = new = None
        about = (one.kind, one.record_id, one.subject_id or one.record_id, one.field, old, new)
        changes.append((key, organization_id, *about, *_when(one.source or source)))
    _write(changes, private)


@functools.cache
def _getter(model: type[models.Model], fields: tuple[str, ...]) -> Callable[[models.Model], tuple[Any, ...]]:
    """Return what gets the fields' plain values: a foreign key's identifier, so that no row is fetched for it."""
    names = [str(getattr(model._meta.get_field(field), "attname", field)) for field in fields]
    found = operator.itemgetter(*names)
    return (lambda record: found(vars(record))) if len(names) > 1 else lambda record: (found(vars(record)),)


def _when(source: Source) -> Values:
    return (
        source.after,
        source.before or source.known_at,
        source.known_at,
        source.by.pk if source.by else None,
        source.origin.value,
        source.source_id,
    )


def _write(changes: list[Values], private: list[Values]) -> None:
    """Insert as plain values: history is the longest table, and making its rows was half of an import's time."""
    if changes:
        bulk.insert_values(Change, CHANGE_COLUMNS, changes)
    if private:
        bulk.insert_values(PrivateText, PRIVATE_COLUMNS, private)


@contextmanager
def redacting() -> Iterator[None]:
    """Let this connection alter history inside one transaction: erasing a person, undoing made rows, the end of a firm.

    Nothing else may call it; the triggers refuse whoever does not.
    """
    with transaction.atomic():
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            raw = connection.connection
            raw.create_function("hederssak_may_redact", 0, lambda: 1)
            try:
                yield
            finally:
                raw.create_function("hederssak_may_redact", 0, None)
        else:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('hederssak.may_redact', 'yes', true)")
            yield
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('hederssak.may_redact', 'no', true)")


def erase_person(*, organization_id: uuid.UUID, record_ids: Sequence[uuid.UUID]) -> int:
    """Erase the free text that history holds about these records, and return how many changes lost theirs."""
    with redacting():
        erased, _ = PrivateText.objects.filter(organization_id=organization_id, record_id__in=record_ids).delete()
    return erased


def forget_made(
    *, organization_id: uuid.UUID, record_ids: Sequence[uuid.UUID], subject_ids: Sequence[uuid.UUID] | None = None
) -> None:
    """Remove every trace of records that an undone import had made.

    A record with a page of its own takes with it all that its page showed; for one that shows on another's page (a
    next step on its deal's), `subject_ids` are those others, whose own history stays.
    """
    rows = Change.objects.filter(organization_id=organization_id)
    if subject_ids is None:
        rows = rows.filter(subject_id__in=record_ids)
    else:
        rows = rows.filter(subject_id__in=subject_ids, record_id__in=record_ids)
    with redacting():
        PrivateText.objects.filter(organization_id=organization_id, change__in=rows).delete()
        rows.delete()
