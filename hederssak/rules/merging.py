"""What a file given again may change, and what an undone import gives back (DATA.md, imports).

Three values per field: `seen` is what the source said last time, `here` what stands with us, `now`
what the source says this time. A file is compared with the last file, not with us: a source that
says the same as before says nothing, and never takes back what a person wrote here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, Final


class Unsaid(Enum):
    """The type of UNSAID, which stands where a source never spoke of a field."""

    UNSAID = "unsaid"


UNSAID: Final = Unsaid.UNSAID


class Decision(StrEnum):
    """What becomes of one field: only TAKE and CLEAR change what stands here."""

    KEEP = "keep"
    TAKE = "take"
    CLEAR = "clear"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Merge:
    """One field's answer: `value` stands afterwards; a conflict keeps ours and offers the source's."""

    decision: Decision
    value: Any
    offered: Any = None


@dataclass(frozen=True, slots=True)
class RecordMerge:
    """One record's answer: what to write, and the conflicts to offer, by field."""

    changes: Mapping[str, Any]
    conflicts: Mapping[str, Merge]

    @property
    def is_nothing(self) -> bool:
        """Return whether the record may be left alone."""
        return not self.changes and not self.conflicts


def merge_field(seen: Any, here: Any, now: Any) -> Merge:
    """Return what becomes of one field; UNSAID where the source did not speak, None where it is blank.

    A blank claims nothing: it empties what the source itself had said, never what a person wrote,
    and it is never a 0. Afterwards `now` counts as seen, so a conflict is offered once.
    """
    if now is UNSAID or same(now, here):
        return Merge(Decision.KEEP, here)
    if seen is UNSAID:
        return _first_word(here, now)
    if same(now, seen):
        return Merge(Decision.KEEP, here)
    if same(here, seen):
        return Merge(Decision.CLEAR, None) if is_blank(now) else Merge(Decision.TAKE, now)
    if is_blank(now):
        return Merge(Decision.KEEP, here)
    return Merge(Decision.CONFLICT, here, offered=now)


def merge_record(seen: Mapping[str, Any], here: Mapping[str, Any], now: Mapping[str, Any]) -> RecordMerge:
    """Return what becomes of one record; fields that `now` lacks are left alone."""
    changes: dict[str, Any] = {}
    conflicts: dict[str, Merge] = {}
    for name, value in now.items():
        merge = merge_field(seen.get(name, UNSAID), here.get(name), value)
        if merge.decision in {Decision.TAKE, Decision.CLEAR}:
            changes[name] = merge.value
        elif merge.decision is Decision.CONFLICT:
            conflicts[name] = merge
    return RecordMerge(changes, conflicts)


def is_blank(value: Any) -> bool:
    """Return whether a value says nothing; 0 and False do say something."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def same(one: Any, other: Any) -> bool:
    """Return whether two values say the same; every blank says the same nothing."""
    return bool(one == other) or (is_blank(one) and is_blank(other))


def _first_word(here: Any, now: Any) -> Merge:
    """Return the answer where this source never spoke of the field: it may fill, not overwrite."""
    if is_blank(now):
        return Merge(Decision.KEEP, here)
    if is_blank(here):
        return Merge(Decision.TAKE, now)
    return Merge(Decision.CONFLICT, here, offered=now)


class Undo(StrEnum):
    """What an undone import does with one field it changed, or one record it made."""

    RESTORE = "restore"
    REMOVE = "remove"
    SPARE_PERSON = "spare_person"
    SPARE_LATER_IMPORT = "spare_later_import"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class WhatCameAfter:
    """What touched a field or a record after the import that is being undone."""

    person: bool = False
    later_import: bool = False


def undo_field(was: Any, wrote: Any, here: Any, after: WhatCameAfter) -> Undo:
    """Return whether a field goes back to what it was before the import.

    A person's word since is spared even where it happens to equal what the import wrote: they
    looked at it and let it stand. What nobody accounts for is spared as well.
    """
    if after.person:
        return Undo.SPARE_PERSON
    if after.later_import:
        return Undo.SPARE_LATER_IMPORT
    if same(here, was):
        return Undo.NOTHING
    return Undo.RESTORE if same(here, wrote) else Undo.SPARE_PERSON


def undo_record(after: WhatCameAfter) -> Undo:
    """Return whether a record that the import made goes away; what hangs on it counts as touching it."""
    if after.person:
        return Undo.SPARE_PERSON
    return Undo.SPARE_LATER_IMPORT if after.later_import else Undo.REMOVE
