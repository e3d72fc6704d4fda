"""What a run of changes comes to: a slip that was put right the same day is no move (R12)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from hederssak.rules.honesty.facts import Field, FieldChange, OpportunityFacts, Value


@dataclass(frozen=True, slots=True)
class Move:
    """One field from `old` to `new`, somewhere in (`after`, `before`]."""

    old: Value
    new: Value
    after: datetime | None
    before: datetime

    @property
    def days(self) -> int:
        """Return by how many days a date moved: above 0 is a push; 0 where either day is unknown."""
        if isinstance(self.old, date) and isinstance(self.new, date):
            return (self.new - self.old).days
        return 0


def changes_of(facts: OpportunityFacts, field: Field) -> list[FieldChange]:
    """Return the changes of one field, in order."""
    return [change for change in facts.changes if change.field is field]


def net_move(run: Sequence[FieldChange]) -> Move | None:
    """Return what a run of changes of one field comes to, or None where it ends as it began."""
    if not run or run[0].old == run[-1].new:
        return None
    return Move(run[0].old, run[-1].new, run[0].after, run[-1].before)


def daily_moves(facts: OpportunityFacts, field: Field) -> list[Move]:
    """Return the moves of one field, sharply dated changes of one UTC day taken together."""
    changes = changes_of(facts, field)
    if len(changes) < 2:
        return [move for change in changes if (move := net_move([change]))]
    runs = (run for _, run in groupby(changes, key=_sitting))
    return [move for run in runs if (move := net_move(list(run)))]


def pushes(facts: OpportunityFacts) -> list[Move]:
    """Return the moves of the close date to a later day that no dated event at the buyer explains."""
    moves = daily_moves(facts, Field.CLOSE_DATE)
    return [move for move in moves if move.days > 0 and not has_buyer_event(move, facts.buyer_events)]


def has_buyer_event(move: Move, events: Iterable[date]) -> bool:
    """Return whether a dated event at the buyer explains a push.

    It does when it lies between the day of the push, or the old date where that came first, and
    the new date: the days that the deal was moved across to wait for it.
    """
    if not isinstance(move.old, date) or not isinstance(move.new, date):
        return False
    start = min(move.old, move.before.astimezone(UTC).date())
    return any(start <= event <= move.new for event in events)


def _sitting(change: FieldChange) -> object:
    return change.before.date() if change.after == change.before else change
