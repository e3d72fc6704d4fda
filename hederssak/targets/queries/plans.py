"""A target worked through (R9): what a slider's position takes and how likely it is; arithmetic only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, exp, log

from hederssak.estimates.capacity import MOST_STARTS, Beta, Plan, Step, plan
from hederssak.org.models import Team
from hederssak.org.queries.calendars import work_calendar
from hederssak.rules.periods import Span
from hederssak.targets.models import Funnel

SELLING = 0.65
"""Share of a rep's contracted hours that is left for meetings and what they take, once internal time, blocks and
administration are off; an assumption until it is moved."""
DAY_HOURS = 8.0
AROUND = 2.5
"""Hours of preparation, travel and follow-up beside a meeting's own; an assumption until it is moved."""
MOST_RAISED = 2.5
"""Log odds: from 50 to 92 percent. What takes more than that is no way out."""
HALVINGS = 6
MOST_WINS = 60


@dataclass(frozen=True)
class Position:
    """Where the sliders stand: for one rep and one month, money in the organization's currency.

    `chances` are percent per stage, in the stages' order.
    """

    goal: float
    deal: float
    net_hours: float
    meeting_hours: float
    chances: tuple[int, ...]

    @property
    def wins(self) -> int:
        """Return how many deals the goal takes."""
        return min(ceil(self.goal / self.deal - 1e-9), MOST_WINS) if self.deal > 0 and self.goal > 0 else 0


@dataclass(frozen=True)
class Worked:
    """A position worked through; `sooner` is what plain division would have said, with its chance."""

    position: Position
    plan: Plan
    steps: Sequence[Step]
    per_start: float
    reach: bool


@dataclass(frozen=True)
class WayOut:
    """A way to bring a target within reach, with the figure to change and its price; `code` names it."""

    code: str
    value: float
    price: float


def beginning(funnel: Funnel, team: Team, today: dt.date) -> Position:
    """Return where the sliders begin: the team's own rates, a tenth above the usual month, the month's hours."""
    month = Span.month_of(today)
    calendar = work_calendar(team, range(month.first.year, month.last.year + 1))
    days = calendar.working_days(month.first, month.last)
    deal = max(funnel.deal_margin, 1.0)
    return Position(
        goal=_neat(max(funnel.month_margin * 1.1, deal)),
        deal=_neat(deal),
        net_hours=round(days * DAY_HOURS * SELLING),
        meeting_hours=round(2 * (funnel.meeting_hours + AROUND)) / 2,
        chances=tuple(round(100 * belief(stage).mean) for stage in funnel.stages),
    )


def belief(stage: dict[str, float]) -> Beta:
    """Return what is known of a stage's chance for one rep of the team: how chances differ between its reps."""
    return Beta(stage["prior_wins"], stage["prior_losses"])


def steps_of(funnel: Funnel, position: Position) -> list[Step]:
    """Return the funnel's steps with the chances where the sliders stand, each as unsure as it was."""
    found = []
    for stage, percent in zip(funnel.stages, position.chances, strict=True):
        known = belief(stage)
        strength = known.wins + known.losses
        mean = known.mean if round(100 * known.mean) == percent else min(max(percent / 100, 0.005), 0.995)
        found.append(
            Step(Beta(mean * strength, (1 - mean) * strength), max(stage["meetings"], 0.05), position.meeting_hours)
        )
    return found


def work_through(funnel: Funnel, position: Position) -> Worked:
    """Return what a position takes, and whether it can be reached with 80 %."""
    steps = steps_of(funnel, position)
    found = plan(position.wins, steps, position.net_hours)
    starts = found.needed or 0
    reach = found.needed is not None and found.hours <= position.net_hours
    return Worked(position, found, steps, found.hours / starts if starts else 0.0, reach)


def ways_out(funnel: Funnel, worked: Worked) -> list[WayOut]:
    """Return the ways to bring a target within reach, each priced; empty where it is.

    `qualify`: chance of the first stage in percent, the others raised alike, price: first meetings less. `larger`:
    margin per deal, price: how much more. `hours`: net hours a month, price: how many more. `lower`: goal, price: how
    much less.
    """
    if worked.reach or not funnel.stages:
        return []
    position, found = worked.position, worked.plan
    ways = [way for way in (_qualify(worked, funnel), _larger(worked), _hours(worked)) if way]
    goal = found.largest_goal * position.deal
    ways.append(WayOut("lower", goal, position.goal - goal))
    return ways


def _qualify(worked: Worked, funnel: Funnel) -> WayOut | None:
    """Return how much better qualified a funnel would reach the goal: all steps' odds raised alike, the least of it."""
    low, high = 0.0, MOST_RAISED
    best = _raised(funnel, worked, high)
    if best is None:
        return None
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        tried = _raised(funnel, worked, middle)
        low, high, best = (low, middle, tried) if tried else (middle, high, best)
    fewer = (worked.plan.needed or MOST_STARTS) - (best.plan.needed or 0)
    return WayOut("qualify", best.position.chances[0], fewer)


def _raised(funnel: Funnel, worked: Worked, by: float) -> Worked | None:
    """Return the position with every chance raised by so many log odds, where that reaches the goal."""
    odds = [log(max(chance, 1) / (100 - min(chance, 99))) + by for chance in worked.position.chances]
    chances = tuple(min(round(100 / (1 + exp(-one))), 98) for one in odds)
    tried = work_through(funnel, replace(worked.position, chances=chances))
    return tried if tried.reach else None


def _larger(worked: Worked) -> WayOut | None:
    wins = worked.plan.largest_goal
    if wins < 1:
        return None
    deal = worked.position.goal / wins
    return WayOut("larger", deal, deal - worked.position.deal)


def _hours(worked: Worked) -> WayOut | None:
    if worked.plan.needed is None:
        return None
    return WayOut("hours", worked.plan.hours, worked.plan.hours - worked.position.net_hours)


def _neat(value: float) -> float:
    """Return two significant figures, rounded up a little where it is between."""
    if value <= 0:
        return 0.0
    digits = 10 ** (len(str(int(value))) - 2) if value >= 10 else 1
    return float(round(value / digits) * digits)
