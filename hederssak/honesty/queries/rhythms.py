"""Members' own rhythms of edits, read when a rule asks for one: few deals were moved just before a meeting (R12)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from hederssak.history.models import Change, RecordKind
from hederssak.rules.honesty import facts as rules
from hederssak.rules.honesty.rhythm import Rhythm, rhythm_of
from hederssak.rules.honesty.windows import MeetingWindow

PUSHED, RAISED = "close_date", "amount"
MOVES = {PUSHED, RAISED, "margin", "margin_assumed"}
"""Fields whose changes are in question, and those that follow them: they tell nothing of a member's other edits."""


class MembersRhythms:
    """Rhythms over the stretch that a team's meeting windows cover, as known at an instant."""

    def __init__(
        self, organization_id: uuid.UUID, windows: tuple[MeetingWindow, ...], *, as_of: dt.datetime, zone: ZoneInfo
    ) -> None:
        """Read nothing yet."""
        self.organization_id = organization_id
        self.windows = windows
        self.as_of = as_of
        self.zone = zone
        self.known: dict[str, tuple[Rhythm, Rhythm] | None] = {}

    @cached_property
    def pushing(self) -> Mapping[str, Rhythm]:
        """The rhythms of pushing dates, by member."""
        return _Side(self, 0)

    @cached_property
    def raising(self) -> Mapping[str, Rhythm]:
        """The rhythms of raising amounts, by member."""
        return _Side(self, 1)

    def of(self, member: str) -> tuple[Rhythm, Rhythm] | None:
        """Return a member's rhythms of pushing dates and of raising amounts; None for who has changed nothing."""
        if member not in self.known:
            self.known[member] = self._read(member) if self.windows and member else None
        return self.known[member]

    def _read(self, member: str) -> tuple[Rhythm, Rhythm] | None:
        rows = Change.objects.filter(
            organization_id=self.organization_id,
            kind__in=[RecordKind.OPPORTUNITY, RecordKind.NEXT_STEP, RecordKind.EVIDENCE],
            by_id=uuid.UUID(member),
            known_at__gt=self.windows[0].frozen_at,
            known_at__lte=self.as_of,
        )
        edits = set(rows.exclude(field__in=MOVES).values_list("before_at", flat=True))
        names = ("field", "old", "new", "after_at", "before_at", "known_at")
        found = list(rows.filter(field__in=[PUSHED, RAISED]).values_list(*names))
        if not edits and not found:
            return None
        moves = [move for row in found if (move := _move(*row))]
        pushes = [move for move in moves if move.field is rules.Field.CLOSE_DATE]
        raises = [move for move in moves if move.field is rules.Field.AMOUNT]
        return (
            rhythm_of(edits, pushes, self.windows, self.zone),
            rhythm_of(edits, raises, self.windows, self.zone),
        )


class _Side(Mapping[str, Rhythm]):
    """One of the two rhythms of each member, as the rules look them up."""

    def __init__(self, rhythms: MembersRhythms, place: int) -> None:
        self.rhythms = rhythms
        self.place = place

    def __getitem__(self, member: str) -> Rhythm:
        found = self.rhythms.of(member)
        if found is None:
            raise KeyError(member)
        return found[self.place]

    def __iter__(self) -> Iterator[str]:
        return (member for member, found in self.rhythms.known.items() if found)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _move(
    name: str, old: str | None, new: str | None, after: dt.datetime | None, before: dt.datetime, known: dt.datetime
) -> rules.FieldChange | None:
    """Return a change that pushed a date or raised an amount; None for any other."""
    if old is None or new is None:
        return None
    if name == PUSHED and new > old:
        days = dt.date.fromisoformat(old), dt.date.fromisoformat(new)
        return rules.FieldChange(rules.Field.CLOSE_DATE, *days, after, before, known)
    if name == RAISED and Decimal(new) > Decimal(old):
        return rules.FieldChange(rules.Field.AMOUNT, Decimal(old), Decimal(new), after, before, known)
    return None
