"""What every kind of row has in common: its key, what it says, and how it is compared with what stands here."""

from __future__ import annotations

import datetime as dt
import uuid
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any, ClassVar, TypeAlias

from django.db import models

from hederssak.history.actions import Source, plain
from hederssak.imports.actions.reading import Columns, Problem, Said
from hederssak.imports.actions.values import attname, blank_of
from hederssak.imports.actions.world import World
from hederssak.imports.models import Verdict
from hederssak.imports.presets import RecordKind
from hederssak.imports.queries import Known
from hederssak.lib.ids import new_id
from hederssak.rules.merging import Merge, merge_record
from hederssak.rules.names import search_key

LONGEST_KEY = 200
CUSTOM = "custom."
NAMES = ("name", "subject", "last_name", "email")
"""The fields of which the first that a file has says what a row is called."""
Now: TypeAlias = dict[str, Any]
"""What a row says of our fields: rows to point at, decimals, days; None where blank; absent where it does not speak."""


@dataclass(slots=True)
class Item:
    """One row on its way through a run."""

    number: int
    cells: Sequence[str]
    key: str = ""
    mark: bytes = b""
    verdict: Verdict = Verdict.REFUSED
    label: str = ""
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    now: Now = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    known: Known | None = None
    record: Any = None
    record_id: uuid.UUID | None = None
    changes: Now = field(default_factory=dict)
    shown: dict[str, list[Any]] = field(default_factory=dict)
    conflicts: Mapping[str, Merge] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    """What a change takes with it and history does not follow, as it was."""

    @property
    def made_id(self) -> uuid.UUID:
        """The identifier of the record that the row makes."""
        if self.record_id is None:
            raise ValueError(f"row {self.number} was not planned")
        return self.record_id


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What holds for the whole file: when it was exported, in which zone its days are, which currency goes unsaid."""

    exported_at: dt.datetime
    day: dt.date
    currency: str


class Kind(ABC):
    """One kind of row. `taken` are the fields that it reads; columns for others are kept as custom fields."""

    kind: ClassVar[RecordKind]
    model: ClassVar[type[models.Model]]
    taken: ClassVar[frozenset[str]]
    needs: ClassVar[tuple[frozenset[str], ...]]
    """Of each set, a file must have at least one column."""
    natural: ClassVar[tuple[str, ...]]
    """The fields that make the key where the source has no id."""
    related: ClassVar[tuple[str, ...]] = ()
    never_blank: ClassVar[frozenset[str]] = frozenset()
    customs: ClassVar[RecordKind | None] = None
    """Whose custom fields the other columns fill, where not those of the kind itself."""

    def __init__(self, world: World, columns: Columns, frame: Frame) -> None:
        """Find the columns that make the key."""
        self.world, self.columns, self.frame = world, columns, frame
        self.id_at = columns.at("external_id")
        self.natural_at = tuple(at for name in self.natural if (at := columns.at(name)) is not None)

    def key(self, cells: Sequence[str]) -> str:
        """Return by what a row is known again: the source's id, else what it is called; empty where it has neither."""
        if self.id_at is not None and (own := cells[self.id_at].strip()):
            return own if len(own) <= LONGEST_KEY else _short(own)
        words = [search_key(cells[at]) for at in self.natural_at]
        return _short("~" + "|".join(words)) if any(words) else ""

    def key_header(self) -> str:
        """Return the header of the column that makes the key, to be named in a refusal."""
        names = ("external_id",) if self.id_at is not None else self.natural
        return next((header for name in names if (header := self.columns.header_of(name))), "")

    def name_of(self, cells: Sequence[str]) -> str:
        """Return what a row calls its record, to be told by where it can't be read."""
        at = next((place for name in NAMES if (place := self.columns.at(name)) is not None), None)
        return " ".join(cells[at].split()) if at is not None else ""

    def need_name(self, item: Item, name: str | None, limit: int) -> None:
        """Set the name, without which there is no such row; one that is too long is cut."""
        if not name:
            item.problems.append(Problem("name_missing", self.columns.header_of("name")))
        item.now["name"] = item.label = (name or "?")[:limit]

    @abstractmethod
    def read(self, item: Item, said: Said) -> None:
        """Fill `now`, `label`, `problems` and `notes` from what a row says."""

    def match(self, item: Item) -> uuid.UUID | None:
        """Return the record that stands here already for a row which this source never sent before.

        A record that the source knows by another id is another record, whatever it is called.
        """
        del item
        return None

    @abstractmethod
    def make(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Write new records and set each item's `record_id`."""

    @abstractmethod
    def change(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Write the changes of records."""

    def kind_of(self, item: Item) -> str:
        """Return which kind of record a row is of; a list of activities holds meetings too."""
        del item
        return self.kind

    def plan_new(self, item: Item) -> None:
        """Take notice of a record that will be made, so that later rows can point at it."""
        item.record_id = new_id()
        if item.key:
            self.world.know(self.kind, item.key, item.record_id)

    def since(self, item: Item, source: Source) -> Source:
        """Return when a change of this row can have happened: after the last file that held the row as it was."""
        return replace(source, after=item.known.seen_at) if item.known else source

    def records(self, pks: Collection[uuid.UUID], *, locked: bool) -> dict[uuid.UUID, Any]:
        """Return the records that stand here, held until the transaction ends if they are to be written."""
        rows = self.model._default_manager.filter(pk__in=pks).select_related(*self.related)
        if locked:
            rows = rows.select_for_update(of=("self",))
        return {row.pk: row for row in rows}

    def here(self, record: Any, names: Collection[str]) -> dict[str, Any]:
        """Return what stands here, plainly."""
        values: dict[str, Any] = {}
        for name in names:
            if name.startswith(CUSTOM):
                values[name] = record.custom.get(name[len(CUSTOM) :])
            else:
                values[name] = plain(getattr(record, attname(type(record), name)))
        return values

    def merge(self, item: Item) -> None:
        """Compare a row with what its source said last and with what stands here, and set what is to be changed."""
        said = {name: plain(value) for name, value in item.now.items()}
        seen = item.known.values if item.known else {}
        merged = merge_record(seen, self.here(item.record, said.keys()), said)
        item.conflicts = merged.conflicts
        for name, value in merged.changes.items():
            if value is None and name in self.never_blank:
                continue
            self._change(item, name)
        item.verdict = Verdict.CHANGED if item.changes else Verdict.ALONE

    def _change(self, item: Item, name: str) -> None:
        new = item.now[name]
        if name.startswith(CUSTOM):
            custom = item.changes.setdefault("custom", dict(item.record.custom))
            key = name[len(CUSTOM) :]
            item.shown[name] = [custom.get(key), new]
            custom.pop(key, None)
            if new is not None:
                custom[key] = new
            return
        item.shown[name] = [shown(getattr(item.record, name)), shown(new)]
        item.changes[name] = blank_of(type(item.record), name) if new is None else new

    def values_to_keep(self, item: Item) -> dict[str, Any]:
        """Return what the source says, as it is to be remembered: blank is not remembered, what goes unsaid stays."""
        if item.known is None:
            return {name: _kept(value) for name, value in item.now.items() if value or value not in (None, "")}
        values = dict(item.known.values)
        for name, value in item.now.items():
            if not value and (value is None or value == ""):
                values.pop(name, None)
            else:
                values[name] = _kept(value)
        return values


def custom_of(now: Now) -> dict[str, str]:
    """Return the custom fields among a row's values, those that say something."""
    return {name[len(CUSTOM) :]: value for name, value in now.items() if name.startswith(CUSTOM) and value is not None}


def set_custom(item: Item, said: Said) -> None:
    """Put a row's custom fields beside its own."""
    for key, value in said.custom.items():
        item.now[CUSTOM + key] = value


def _kept(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def shown(value: Any) -> Any:
    """Return a value as a list of changes shows it: a record by its name."""
    return str(value) if isinstance(value, models.Model) else plain(value)


def _short(key: str) -> str:
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 33]}#{blake2b(key.encode(), digest_size=16).hexdigest()}"
