"""What is owed for booking hours that were given up or missed (R2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

FOR_ONE = 2
"""Times that make up for one."""
MOST = 4
"""Nobody owes more: a debt that can't be paid is no promise."""


class Turn(IntEnum):
    """What moves a debt; at the same instant in this order."""

    BROKEN = 1
    PAID = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member owes: times without a date, times that stand in the calendar, times that were held.

    `surplus` counts times in the calendar that nothing is owed for any more, since what they were for was excused.
    """

    owed: int = 0
    planned: int = 0
    paid: int = 0
    surplus: int = 0

    @property
    def open(self) -> int:
        """Return what is not yet made up, with a date or without; never above four."""
        return self.owed + self.planned


def standing(turns: Iterable[tuple[datetime, Turn]], *, in_calendar: int) -> Standing:
    """Return what is owed after all that happened, in any order given.

    A regular time that was swapped or missed adds two, up to four in all. A replacement that was held takes one away,
    down to none; one that was missed changes nothing: it stays owed. `in_calendar` is how many replacements lie ahead.
    """
    left = paid = 0
    for _, turn in sorted(turns):
        if turn is Turn.BROKEN:
            left = min(MOST, left + FOR_ONE)
        else:
            left = max(0, left - 1)
            paid += 1
    planned = min(in_calendar, left)
    return Standing(owed=left - planned, planned=planned, paid=paid, surplus=in_calendar - planned)
