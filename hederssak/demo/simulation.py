"""Fourteen months of ten people's selling, day by day: the same story for the same seed and Monday."""

from __future__ import annotations

import datetime as dt
import random

from hederssak.demo import words
from hederssak.demo.booked_inside import book_in_hours
from hederssak.demo.filling import fill_the_number
from hederssak.demo.leads import bring_old, found_companies, open_lead
from hederssak.demo.reps import REPS, Rep
from hederssak.demo.reviews import before_meeting, wake, weekly_look
from hederssak.demo.story import Booked, Ended, Story
from hederssak.demo.touches import touch
from hederssak.demo.workdays import Workdays
from hederssak.demo.workdays import at as local
from hederssak.demo.world import Deal, World, after

WEEKS = 61
OLD_DEALS = 12
STALE = 4
"""Working days after which a rep comes back by chance to an opportunity that has no step."""
COMES_TO_MIND = 0.12


def tell_story(*, seed: int, monday: dt.date, weeks: int = WEEKS) -> Story:
    """Return what happened in the weeks before a Monday and in the one that it begins."""
    first, last = monday - dt.timedelta(weeks=weeks), monday + dt.timedelta(days=6)
    world = World(rng=random.Random(f"{seed} {monday}"), story=Story(Workdays(first, last)))
    for rep in REPS:
        world.days.add(rep, world.rng)
    found_companies(world, REPS)
    for number in range((last - first).days + 1):
        day = first + dt.timedelta(days=number)
        for rep in REPS:
            if number >= rep.joined_week * 7:
                _live(world, rep, day, is_first=number == rep.joined_week * 7)
    book_in_hours(world.story, teams={rep.key: rep.team for rep in REPS})
    fill_the_number(world, last=last)
    world.story.events.sort(key=lambda event: event.at)
    return world.story


def _live(world: World, rep: Rep, day: dt.date, *, is_first: bool) -> None:
    """Let a rep live one day."""
    for deal in world.deals[rep.key]:
        if deal.asleep_until and deal.asleep_until <= day:
            wake(world, deal, day)
    if is_first:
        for _ in range(OLD_DEALS):
            bring_old(world, rep, day)
    if world.days.works(rep, day):
        _work(world, rep, day)


def _work(world: World, rep: Rep, day: dt.date) -> None:
    """Let a rep work through a day: the meeting first, then what is due, the list, and what is new."""
    meeting = world.days.meeting(rep.team, day)
    if meeting:
        before_meeting(world, rep, meeting)
    for deal in list(world.deals[rep.key]):
        if deal.is_awake and _is_due(world, deal, day):
            touch(world, deal, day)
    if day.weekday() == _review_day(rep, day):
        weekly_look(world, rep, day)
    for _ in range(world.count(rep.habit.leads_a_week / 5)):
        open_lead(world, rep, day)
    for _ in range(world.count(_coffees(rep, day))):
        _coffee(world, rep, day)


def _is_due(world: World, deal: Deal, day: dt.date) -> bool:
    """Say whether the rep turns to an opportunity today: its step is due, or it has none and comes to mind."""
    if deal.step is None:
        idle = world.days.calendars[deal.rep.key].idle_days(deal.touched_on or deal.opened_on, day)
        return idle >= STALE and world.chance(COMES_TO_MIND)
    return deal.step.due_on <= day and (bool(deal.step.meeting) or world.chance(deal.rep.habit.keeps_step))


def _review_day(rep: Rep, day: dt.date) -> int:
    """Return the weekday on which a rep looks through the list in the week of a day: another one each week."""
    return (len(rep.name) * 3 + day.isocalendar().week * 2) % 5


def _coffees(rep: Rep, day: dt.date) -> float:
    """Return how many meetings about nothing there are today; more of them when a month is to be filled."""
    closing = (day + dt.timedelta(days=3)).month != day.month
    return rep.habit.coffee_a_week / 5 * (3 if closing and rep.habit.coffee_a_week > 1 else 1)


def _coffee(world: World, rep: Rep, day: dt.date) -> None:
    customers = [company for company in world.companies[rep.key] if company.is_customer]
    company = world.pick(customers[:5] if rep.habit.coffee_a_week > 1 else customers)
    start = local(day, world.rng.randint(10, 15), world.rng.choice((0, 30)))
    world.booked += 1
    number = world.booked
    world.tell(
        Booked(
            at=start - dt.timedelta(hours=world.rng.choice((20, 22, 44))), rep=rep.key, number=number, company=company,
            title=world.pick(words.COFFEES), starts_at=start, minutes=60,
            people=(world.people[company.name]["uses"],),
        )
    )  # fmt: skip
    world.tell(Ended(at=after(start, 70), rep=rep.key, number=number, state="held"))
