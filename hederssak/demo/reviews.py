"""What reps do with their list: the weekly look, and the minutes before the sales meeting."""

from __future__ import annotations

import datetime as dt

from hederssak.demo import words
from hederssak.demo.reps import Rep
from hederssak.demo.story import BuyerEventNamed, Edited, Ended, FellSilent, Slept, Step, WasLetGo, Why, Woke
from hederssak.demo.workdays import at as local
from hederssak.demo.workdays import office_hours
from hederssak.demo.world import Deal, World, after, rounded, stage_work

SILENT_DAYS = 20
"""Working days without an answer after which a rep who looks sees it."""
NEAR = dt.timedelta(days=9)
BUYER_EVENT = 0.055
BIG_NUMBER = 0.4
ALIVE_AGAIN = 0.5


def weekly_look(world: World, rep: Rep, day: dt.date) -> None:
    """Put dates right, and let go of or park what has fallen silent."""
    at = office_hours(world.rng, day)
    for number, deal in enumerate(list(world.deals[rep.key])):
        if not deal.is_awake:
            continue
        instant = after(at, number)
        silent = deal.silent_since and world.days.calendars[rep.key].idle_days(deal.silent_since, day)
        if silent and silent >= SILENT_DAYS and world.chance(rep.habit.lets_go):
            _let_go_or_park(world, deal, instant)
        elif _is_too_near(deal, day) and world.chance(rep.habit.reviews_dates):
            _push(world, deal, instant, world.likely_close(deal, day), Why.REVIEWED)


def before_meeting(world: World, rep: Rep, meeting: dt.datetime) -> None:
    """Let a rep do what they do in the last half hour before the team looks at the list."""
    day = meeting.date()
    for deal in [one for one in world.deals[rep.key] if one.is_awake and one.close]:
        is_near = deal.close is not None and deal.close - day <= NEAR and deal.work_left > 2
        if deal.close and is_near and world.chance(rep.habit.pushes_before_meeting):
            at = meeting - dt.timedelta(minutes=world.rng.randint(4, 27))
            _push(world, deal, at, deal.close + dt.timedelta(days=world.pick((14, 14, 21, 28))), Why.THEATRE)
    if world.chance(rep.habit.raises_before_meeting):
        raise_one(world, rep, meeting - dt.timedelta(minutes=world.rng.randint(5, 25)))
    name_event(world, rep, meeting)


def raise_one(world: World, rep: Rep, at: dt.datetime) -> None:
    """Raise one amount: by a part, or to the number that one hopes for."""
    mine = [deal for deal in world.deals[rep.key] if deal.is_awake and deal.stage >= 1 and deal.stated]
    if not mine:
        return
    deal = world.pick(mine)
    if world.chance(BIG_NUMBER):
        stated = rounded(words.MEDIANS[deal.line] * world.rng.uniform(3.4, 5.0))
    else:
        stated = rounded((deal.stated or 0) * world.rng.uniform(1.25, 1.7))
    if stated <= (deal.stated or 0):
        return
    deal.stated = stated
    values: dict[str, object] = {"amount": stated, "margin": deal.margin(stated)}
    world.tell(Edited(at=at, rep=rep.key, deal=deal.key, values=values, why=Why.THEATRE))


def name_event(world: World, rep: Rep, meeting: dt.datetime) -> None:
    """Move a date because the buyer did, and say so: honest, even if it is done just before the meeting."""
    for deal in world.deals[rep.key]:
        if not (deal.is_awake and deal.close and deal.stage >= 2 and deal.silent_since is None):
            continue
        if deal.close - meeting.date() > dt.timedelta(days=30) or not world.chance(BUYER_EVENT):
            continue
        event_on = max(deal.close, meeting.date()) + dt.timedelta(days=world.rng.randint(8, 20))
        at = meeting - dt.timedelta(minutes=world.rng.randint(6, 26))
        if world.chance(0.4):
            at = local(meeting.date(), 13, world.rng.randint(0, 59))
        what = world.pick(words.BUYER_EVENTS)
        world.tell(BuyerEventNamed(at=at, rep=rep.key, deal=deal.key, what=what, on_day=event_on))
        _push(world, deal, after(at, 1), event_on + dt.timedelta(days=4), Why.BUYER_EVENT)


def wake(world: World, deal: Deal, day: dt.date) -> None:
    """Wake a parked opportunity: half of them are alive again."""
    world.tell(Woke(at=local(day, 5, 0), rep=deal.rep.key, deal=deal.key))
    deal.asleep_until = None
    deal.touched_on = None
    if world.chance(ALIVE_AGAIN):
        deal.silent_since = None
        deal.ends_in = 3
        deal.fate = world.pick((deal.fate.BUYS, deal.fate.BUYS_ELSEWHERE))
        deal.work = stage_work(world.rng, deal.stage)
    else:
        deal.silent_since = day
        world.tell(FellSilent(at=office_hours(world.rng, day), rep=deal.rep.key, deal=deal.key))


def _let_go_or_park(world: World, deal: Deal, at: dt.datetime) -> None:
    rep = deal.rep
    if deal.step and deal.step.meeting:
        world.tell(Ended(at=at, rep=rep.key, deal=deal.key, number=deal.step.meeting, state="canceled"))
    if world.chance(0.25):
        wake_on = world.days.ahead(
            rep, deal.company.country, at.date() + dt.timedelta(days=60), world.rng.randint(1, 50)
        )
        deal.asleep_until = wake_on
        if deal.step:
            world.tell(Step(at=at, rep=rep.key, deal=deal.key, was_done=False))
        world.tell(Slept(at=at, rep=rep.key, deal=deal.key, reason=world.pick(words.PARKED), wake_on=wake_on))
        deal.step = None
        return
    reason = world.pick(("no_decision", "no_decision", "no_contact", "timing"))
    again = at.date() + dt.timedelta(days=180) if reason != "no_contact" else None
    world.tell(WasLetGo(at=at, rep=rep.key, deal=deal.key, reason=reason, look_again_on=again))
    world.end(deal, after(at, 1))


def _is_too_near(deal: Deal, day: dt.date) -> bool:
    return deal.close is not None and deal.close - day <= dt.timedelta(days=4) and deal.work_left > 1


def _push(world: World, deal: Deal, at: dt.datetime, close: dt.date, why: Why) -> None:
    if deal.close and close > deal.close:
        deal.close = close
        world.tell(Edited(at=at, rep=deal.rep.key, deal=deal.key, values={"close_date": close}, why=why))
