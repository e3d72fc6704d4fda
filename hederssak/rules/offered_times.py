"""Times for a meeting that one can offer while the customer is on the telephone (R5)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hederssak.rules.blocks import Slot
from hederssak.rules.weeks import local_instant

MORNING = (time(9), time(9, 30), time(10), time(10, 30), time(11))
AFTERNOON = (time(13), time(13, 30), time(14), time(14, 30), time(15))
AHEAD = timedelta(hours=20)
"""Nobody at the customer can come sooner, and one wants to prepare."""


def offered_times(
    busy: Iterable[Slot], days: Sequence[date], *, minutes: int, zone: ZoneInfo, now: datetime, count: int = 4
) -> list[datetime]:
    """Return free starts in UTC, soonest first: at most one for each morning and one for each afternoon.

    `days` are working days, `busy` what takes the member's time, booking hours too. A choice between a morning and an
    afternoon of different days is easier to answer than "when suits you?".
    """
    taken = list(busy)
    found: list[datetime] = []
    for day in days:
        for half in (MORNING, AFTERNOON):
            starts = (local_instant(day, clock, zone) for clock in half)
            free = (start for start in starts if start >= now + AHEAD and not _is_taken(start, minutes, taken))
            found += [start for start in [next(free, None)] if start]
    return _spread(found, count)


def _is_taken(start: datetime, minutes: int, taken: Iterable[Slot]) -> bool:
    slot = Slot(start, start + timedelta(minutes=minutes))
    return any(slot.overlaps(other) for other in taken)


def _spread(starts: Sequence[datetime], count: int) -> list[datetime]:
    """Return so many of them, one from each day as long as there are days, mornings and afternoons in turn."""
    by_day: dict[date, list[datetime]] = {}
    for start in starts:
        by_day.setdefault(start.date(), []).append(start)
    chosen = [times[number % len(times)] for number, times in enumerate(by_day.values())][:count]
    rest = [start for start in starts if start not in chosen]
    return sorted(chosen + rest[: count - len(chosen)])
