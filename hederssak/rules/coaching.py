"""Ride-along and practice (R18): whom a manager follows next and why, and how they keep that promise themselves.

Everybody is followed at an agreed pace. What is counted is weeks of working time: a holiday makes nobody overdue.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from hederssak.rules.worktime import WorkCalendar

PACE = 6
"""Weeks within which each rep is followed once, unless the team has agreed otherwise."""
LONGEST_PACE = 26
AHEAD = 14
"""Days ahead in which a meeting is near enough to be a reason."""
AWAY = 10
"""Days ahead in which whoever works on none is away, and is nobody's next."""
LARGE_SHARE = 0.8
"""A deal is large when its margin is among the largest fifth of the team's open ones."""
REST = 1 / 3
"""So much of the pace has to have passed before somebody is called for again, unless they ask themselves."""
FEWEST_OPEN = 5
FEWEST_DEALS = 8
"""A stage that fewer of the rep's deals have been decided in says nothing yet."""
SURE = 0.95
"""So sure it has to be that the rep passes a stage more seldom than the team."""


class Aspect(StrEnum):
    """What is looked at during a meeting."""

    PURPOSE = "purpose"
    INSIGHT = "insight"
    QUESTIONS = "questions"
    PICTURE = "picture"
    NEXT_STEP = "next_step"


class Level(StrEnum):
    """How it went, in a plain word and no grade."""

    YES = "yes"
    PARTLY = "partly"
    NOT_YET = "not_yet"


class Why(StrEnum):
    """Why it is somebody's turn."""

    NEVER = "never"
    OVERDUE = "overdue"
    ASKED = "asked"
    DECIDER = "decider"
    LARGE = "large"
    IMPORTANT = "important"
    WEAK_STAGE = "weak_stage"
    LONGEST = "longest"


class NotAPace(ValueError):
    """A pace that nobody could keep, or that would let everybody be forgotten."""

    code = "not_a_pace"


@dataclass(frozen=True, slots=True)
class Ahead:
    """A booked customer meeting; `margin` is its deal's, `meets_decider` that one who decides is met the first time."""

    key: str
    day: date
    margin: float | None = None
    meets_decider: bool = False
    is_important: bool = False


@dataclass(frozen=True, slots=True)
class StageRecord:
    """Of a rep's deals that were decided in a stage, how many passed it; `below` is the chance to be below the team."""

    stage: str
    decided: int
    passed: int
    team_share: float
    below: float

    @property
    def lost(self) -> int:
        """Return how many ended there."""
        return self.decided - self.passed


@dataclass(frozen=True)
class Facts:
    """What is known of a rep: days on which they were followed, planned and asked for, and what lies ahead."""

    key: str
    name: str
    calendar: WorkCalendar
    followed: Sequence[date] = ()
    planned: date | None = None
    asked: bool = False
    ahead: Sequence[Ahead] = ()
    stages: Sequence[StageRecord] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with its evidence: so many weeks, that meeting, or that stage."""

    why: Why
    weeks: float | None = None
    meeting: Ahead | None = None
    stage: StageRecord | None = None


class Group(StrEnum):
    """In which order people come; within a group whoever has waited longest."""

    DUE = "due"
    CALLED_FOR = "called_for"
    IN_TURN = "in_turn"
    PLANNED = "planned"
    AWAY = "away"


@dataclass(frozen=True)
class Turn:
    """Somebody's place in the order: why, by which day, and at which meeting it would fit."""

    facts: Facts
    group: Group
    reasons: tuple[Reason, ...]
    weeks: float | None
    due_on: date | None
    meeting: Ahead | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Kept:
    """The manager's own figure: how many were followed within the pace, of all that there are."""

    followed: int
    due: int

    @property
    def is_whole(self) -> bool:
        """Say whether everybody was."""
        return self.followed == self.due


def check_pace(weeks: int) -> int:
    """Return a pace that can be agreed on; raise NotAPace outside 1 to 26 weeks."""
    if not 1 <= weeks <= LONGEST_PACE:
        raise NotAPace
    return weeks


def weeks_since(last: date | None, calendar: WorkCalendar, today: date) -> float | None:
    """Return the weeks of working time since somebody was followed; None where they never were."""
    if last is None:
        return None
    return calendar.working_days(last + timedelta(days=1), today) / len(calendar.weekdays)


def due_on(last: date, calendar: WorkCalendar, pace: int) -> date:
    """Return the last day on which the pace is still kept."""
    return calendar.add_working_days(last, pace * len(calendar.weekdays))


def last_of(days: Iterable[date], today: date) -> date | None:
    """Return the last day up to today."""
    return max((day for day in days if day <= today), default=None)


def kept_of(people: Iterable[Facts], *, today: date, pace: int) -> Kept:
    """Return how many of the people were followed within the pace; whoever is away does not count."""
    there = [one for one in people if not is_away(one.calendar, today)]
    return Kept(sum(_is_kept(one, today, pace) for one in there), len(there))


def rides_needed(people: int, pace: int) -> float:
    """Return how many ride-alongs a week the pace takes: five reps every six weeks take 0.83."""
    return people / check_pace(pace)


def is_away(calendar: WorkCalendar, today: date) -> bool:
    """Return whether somebody works on none of the next days."""
    return not calendar.working_days(today, today + timedelta(days=AWAY))


def large_from(margins: Iterable[float]) -> float | None:
    """Return the margin from which a deal is among the largest fifth; None where too few are open to say so."""
    known = sorted(margins)
    if len(known) < FEWEST_OPEN:
        return None
    return known[min(len(known) - 1, int(LARGE_SHARE * len(known)))]


def weakest(stages: Iterable[StageRecord]) -> StageRecord | None:
    """Return the stage in which a rep loses clearly more than the team does; None where that can't be told yet."""
    sure = [one for one in stages if one.decided >= FEWEST_DEALS and one.below >= SURE]
    return min(sure, key=lambda one: (one.passed / one.decided - one.team_share, one.stage), default=None)


def turns(people: Iterable[Facts], *, today: date, pace: int, large: float | None = None) -> list[Turn]:
    """Return everybody in the order in which to follow them, with the reasons. Nobody is left out.

    First who is past the pace, the longest first; then those who ask, and, once a third of the pace has passed, those
    whose important meeting is near or who lose clearly more than the team in some stage; then the others by how long
    ago it was; then those who are planned, and those who are away. Equals come by name.
    """
    placed = [_turn(one, today, pace, large) for one in people]
    groups = list(Group)
    return sorted(placed, key=lambda one: (groups.index(one.group), -_waited(one), one.facts.name, one.facts.key))


def _turn(one: Facts, today: date, pace: int, large: float | None) -> Turn:
    last = last_of(one.followed, today)
    weeks = weeks_since(last, one.calendar, today)
    ends = due_on(last, one.calendar, pace) if last else None
    near = [meeting for meeting in one.ahead if 0 <= (meeting.day - today).days <= AHEAD]
    chosen = min(near, key=lambda meeting: _weight(meeting, large), default=None)
    called = _called_for(one, chosen, large)
    is_due = weeks is None or weeks >= pace
    is_called = bool(called) and (one.asked or is_due or (weeks or 0) >= REST * pace)
    waited = Reason(Why.NEVER) if weeks is None else Reason(Why.OVERDUE if is_due else Why.LONGEST, weeks=weeks)
    reasons = (*called, waited) if is_called and not is_due else (waited, *called)
    if is_away(one.calendar, today):
        group = Group.AWAY
    elif one.planned is not None:
        group = Group.PLANNED
    else:
        group = Group.DUE if is_due else Group.CALLED_FOR if is_called else Group.IN_TURN
    return Turn(one, group, reasons, weeks, ends, chosen)


def _called_for(one: Facts, meeting: Ahead | None, large: float | None) -> list[Reason]:
    """Return the reasons that lie in the rep's own work."""
    found = [Reason(Why.ASKED)] if one.asked else []
    if meeting is not None:
        found += [Reason(why, meeting=meeting) for why in _reasons_of(meeting, large)]
    stage = weakest(one.stages)
    return [*found, Reason(Why.WEAK_STAGE, stage=stage)] if stage else found


def _reasons_of(meeting: Ahead, large: float | None) -> list[Why]:
    found = [Why.DECIDER] if meeting.meets_decider else []
    if large is not None and meeting.margin is not None and meeting.margin >= large:
        found.append(Why.LARGE)
    return [*found, Why.IMPORTANT] if meeting.is_important else found


def _weight(meeting: Ahead, large: float | None) -> tuple[int, float, date, str]:
    """Return what puts the meeting first that most can be learned at."""
    return -len(_reasons_of(meeting, large)), -(meeting.margin or 0), meeting.day, meeting.key


def _waited(turn: Turn) -> float:
    return float("inf") if turn.weeks is None else turn.weeks


def _is_kept(one: Facts, today: date, pace: int) -> bool:
    weeks = weeks_since(last_of(one.followed, today), one.calendar, today)
    return weeks is not None and weeks <= pace
