"""The stretch before a sales meeting in which a move is theatre (R12, DATA.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from hederssak.rules.honesty.facts import FieldChange

FROZEN_BEFORE = timedelta(hours=24)


@dataclass(frozen=True, order=True, slots=True)
class MeetingWindow:
    """From the frozen pack, the instant itself left out, to the start of one sales meeting."""

    frozen_at: datetime
    starts_at: datetime

    @classmethod
    def before(cls, starts_at: datetime) -> Self:
        """Return the window of a meeting whose pack is frozen 24 hours before its start."""
        start = starts_at.astimezone(UTC)  # on a local clock a day is 23 or 25 hours twice a year
        return cls(start - FROZEN_BEFORE, start)

    def holds(self, change: FieldChange) -> bool:
        """Return whether the whole interval of a change lies inside: only then may it be said so."""
        if change.after is None or change.before > self.starts_at:
            return False
        return change.after >= self.frozen_at and change.before > self.frozen_at

    def touches(self, change: FieldChange) -> bool:
        """Return whether a change may have happened inside."""
        if self.holds(change):
            return True
        return change.before > self.frozen_at and (change.after is None or change.after < self.starts_at)


def held_by_any(windows: Iterable[MeetingWindow], change: FieldChange) -> bool:
    """Return whether a change certainly happened shortly before one of the meetings."""
    return any(window.holds(change) for window in windows)


def touched_by_any(windows: Iterable[MeetingWindow], change: FieldChange) -> bool:
    """Return whether a change may have happened shortly before one of the meetings."""
    return any(window.touches(change) for window in windows)
