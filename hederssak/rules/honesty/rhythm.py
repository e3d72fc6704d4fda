"""A member's own rhythm of edits, against which a move before a sales meeting is held (R12).

Whoever does all their updating the day before the meeting, or edits evenly all week, shows nothing
by pushing a date then. What shows is pushing then and hardly ever editing otherwise at that time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from math import comb

from hederssak.rules.honesty.facts import FieldChange
from hederssak.rules.honesty.windows import MeetingWindow, held_by_any, touched_by_any

FEWEST_EDITING_DAYS = 10
CHANCE_LIMIT = 0.05


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Days on which a member edited, in all and shortly before meetings; pushes beside everything else.

    `weekdays` counts the other edits' days from Monday to Sunday, to be shown.
    """

    editing_days: int = 0
    editing_days_before_meetings: int = 0
    pushing_days: int = 0
    pushing_days_before_meetings: int = 0
    weekdays: tuple[int, ...] = (0,) * 7

    @property
    def is_known(self) -> bool:
        """Return whether there are enough edits, other than pushes, to speak of a rhythm."""
        return self.editing_days >= FEWEST_EDITING_DAYS

    @property
    def usual_share(self) -> float:
        """Return the share of other edits that falls shortly before meetings, drawn a little to a half."""
        return (self.editing_days_before_meetings + 0.5) / (self.editing_days + 1)

    @property
    def chance(self) -> float:
        """Return how likely so many pushes before meetings are if they follow the rhythm of other edits."""
        days, share = self.pushing_days, self.usual_share
        hits = range(self.pushing_days_before_meetings, days + 1)
        return min(1.0, sum(comb(days, hit) * share**hit * (1 - share) ** (days - hit) for hit in hits))

    @property
    def explains(self) -> bool:
        """Return whether a push before a meeting is no more than this member's usual rhythm."""
        return self.is_known and self.chance > CHANCE_LIMIT


def rhythm_of(
    edited_at: Iterable[datetime],
    pushes: Iterable[FieldChange],
    windows: Sequence[MeetingWindow],
    zone: tzinfo,
) -> Rhythm:
    """Return a member's rhythm over the stretch that the windows cover.

    `edited_at` are the instants of all edits but moved dates and changed amounts; `pushes` are the
    moves in question: pushed dates, or raised amounts. Many edits of one day count once, since one
    sitting says one thing. A push whose interval may or may not lie before a meeting is left out.
    """
    editing = {_sitting(at, windows, zone) for at in edited_at}
    certain = [push for push in pushes if not touched_by_any(windows, push) or held_by_any(windows, push)]
    pushing = {(push.before.astimezone(zone).date(), held_by_any(windows, push)) for push in certain}
    weekdays = [0] * 7
    for day in {day for day, _ in editing}:
        weekdays[day.weekday()] += 1
    return Rhythm(
        editing_days=len(editing),
        editing_days_before_meetings=sum(inside for _, inside in editing),
        pushing_days=len(pushing),
        pushing_days_before_meetings=sum(inside for _, inside in pushing),
        weekdays=tuple(weekdays),
    )


def _sitting(at: datetime, windows: Sequence[MeetingWindow], zone: tzinfo) -> tuple[date, bool]:
    inside = any(window.frozen_at < at <= window.starts_at for window in windows)
    return at.astimezone(zone).date(), inside
