"""One touch with a buyer: what came of it, and what is to happen next."""

from __future__ import annotations

import datetime as dt

from hederssak.demo import words
from hederssak.demo.story import (
    Acted,
    Booked,
    Edited,
    Ended,
    Fate,
    FellSilent,
    Proved,
    Seated,
    Step,
    WasLetGo,
)
from hederssak.demo.workdays import at as local
from hederssak.demo.workdays import office_hours
from hederssak.demo.world import Deal, OpenStep, World, after, rounded, stage_work

MEETING_SHARE = (0.35, 0.5, 0.35, 0.3)
AGREED = 0.72
MOVED_BACK = 0.012
LATE_OFFER = 0.45


def touch(world: World, deal: Deal, day: dt.date) -> None:
    """Do the step that is due, and what follows from it."""
    at = office_hours(world.rng, day)
    step = deal.step
    if step and step.starts_at:
        at = after(step.starts_at, world.rng.randint(65, 95))
    deal.touched_on = day
    if deal.silent_since or not world.days.buyer_works(deal.company.country, day):
        _no_answer(world, deal, at)
        return
    _contact(world, deal, at, step)
    deal.work -= 1
    _gather(world, deal, after(at, 2))
    if deal.work <= 0 and _end_of_stage(world, deal, after(at, 4)):
        return
    _follow_up(world, deal, after(at, 6), was_done=True)


def write_step(world: World, deal: Deal, at: dt.datetime, *, was_done: bool, agreed: bool = False) -> None:
    """Write down what happens next, and book the meeting where it is one."""
    rng, rep = world.rng, deal.rep
    due = world.days.ahead(rep, deal.company.country, at.date(), rng.randint(3, 10))
    person = world.pick(list(deal.people.values()))
    wants_decider = deal.stage == 1 and deal.meets_decider and not deal.decider_met
    if wants_decider:
        person = deal.people["decides"]
    step = OpenStep(due_on=due, person=person)
    if deal.silent_since is None and (wants_decider or world.chance(MEETING_SHARE[deal.stage])):
        what = world.pick(words.MEETINGS[deal.stage])
        world.booked += 1
        step.meeting, step.starts_at = world.booked, local(due, rng.randint(10, 14), rng.choice((0, 30)))
        people = tuple({person.part: person, "uses": deal.people["uses"]}.values())
        world.tell(
            Booked(
                at=at, rep=rep.key, deal=deal.key, number=world.booked, company=deal.company, title=what,
                starts_at=step.starts_at, minutes=rng.choice((45, 60, 60, 90)), people=people,
            )
        )  # fmt: skip
    else:
        what = world.pick(words.CALLS + words.LETTERS)
    deal.step = step
    world.tell(
        Step(at=at, rep=rep.key, deal=deal.key, was_done=was_done, what=what, due_on=due, agreed=agreed, person=person)
    )


def _contact(world: World, deal: Deal, at: dt.datetime, step: OpenStep | None) -> None:
    """Hold the meeting, or make the call."""
    person = step.person if step else world.pick(list(deal.people.values()))
    if step and step.meeting:
        world.tell(Ended(at=at, rep=deal.rep.key, deal=deal.key, number=step.meeting, state="held"))
        if person.part == "decides":
            deal.decider_met = True
            _seat(world, deal, at, "decides", met=True)
    else:
        kind = "call" if world.chance(0.6) else "email"
        subject = world.pick(words.CALLS if kind == "call" else words.LETTERS)
        world.tell(Acted(at=at, rep=deal.rep.key, deal=deal.key, kind=kind, subject=subject, person=person))


def _no_answer(world: World, deal: Deal, at: dt.datetime) -> None:
    """Try in vain; the booked meeting comes to nothing, and the rep means to try again."""
    step, rep = deal.step, deal.rep
    person = step.person if step else deal.people["influences"]
    if step and step.meeting:
        state = world.pick(("no_show", "canceled"))
        world.tell(Ended(at=at, rep=rep.key, deal=deal.key, number=step.meeting, state=state))
    else:
        world.tell(
            Acted(
                at=at, rep=rep.key, deal=deal.key, kind="call", subject=words.NO_ANSWER, person=person, answered=False
            )
        )
    _follow_up(world, deal, after(at, 3), was_done=bool(step))


def _follow_up(world: World, deal: Deal, at: dt.datetime, *, was_done: bool) -> None:
    """Write the next step, or leave it: then the old one ends and nothing stands there."""
    if world.chance(deal.rep.habit.leaves_step):
        agreed = deal.silent_since is None and world.chance(AGREED)
        write_step(world, deal, at, was_done=was_done, agreed=agreed)
    elif deal.step:
        world.tell(Step(at=at, rep=deal.rep.key, deal=deal.key, was_done=was_done))
        deal.step = None


def _gather(world: World, deal: Deal, at: dt.datetime) -> None:
    """Learn who decides and what holds; what is learned gets its evidence the same day."""
    if deal.stage == 0 and deal.qualifies:
        _seat(world, deal, at, "uses")
    for number, (stage, _, _) in enumerate(words.CRITERIA):
        if stage != deal.stage or number in deal.met or not world.chance(0.6):
            continue
        may = deal.qualifies if number in words.MANDATORY else (number != words.DECIDER_MET or deal.decider_met)
        if may:
            _prove(world, deal, at, number)
    if deal.stage == 1 and deal.company.employees < 400:
        _seat(world, deal, at, "decides")


def _prove(world: World, deal: Deal, at: dt.datetime, number: int) -> None:
    deal.met.add(number)
    text = world.pick(words.EVIDENCE[number])
    world.tell(Proved(at=at, rep=deal.rep.key, deal=deal.key, criterion=number, text=text))
    if number == words.MANDATORY[-1]:
        _seat(world, deal, after(at, 1), "decides")


def _seat(world: World, deal: Deal, at: dt.datetime, part: str, *, met: bool = False) -> None:
    if part in deal.seated and not met:
        return
    deal.seated.add(part)
    world.tell(Seated(at=at, rep=deal.rep.key, deal=deal.key, person=deal.people[part], met=met))


def _end_of_stage(world: World, deal: Deal, at: dt.datetime) -> bool:
    """Let the fate show, or go on to the next stage; return whether the opportunity has ended."""
    if deal.stage >= deal.ends_in and deal.fate is not Fate.BUYS:
        return _fate(world, deal, at)
    if deal.stage == 1 and deal.meets_decider and not deal.decider_met and deal.work > -3:
        return False  # the meeting with the one who decides is still to come
    if deal.qualifies:
        for number in words.MANDATORY if deal.stage == 0 else ():
            if number not in deal.met:
                _prove(world, deal, at, number)
    if deal.stage == 3:
        world.tell(Edited(at=at, rep=deal.rep.key, deal=deal.key, values={"stage": words.WON}))
        world.end(deal, after(at, 1))
        return True
    _advance(world, deal, at)
    return False


def _fate(world: World, deal: Deal, at: dt.datetime) -> bool:
    rep = deal.rep.key
    if deal.fate is Fate.FALLS_SILENT:
        deal.silent_since = at.date()
        world.tell(FellSilent(at=at, rep=rep, deal=deal.key))
        return False
    if deal.fate is Fate.NOT_A_FIT:
        world.tell(WasLetGo(at=at, rep=rep, deal=deal.key, reason="not_a_fit"))
    elif world.chance(0.5):
        reason: dict[str, object] = {"stage": words.LOST}
        world.tell(Edited(at=at, rep=rep, deal=deal.key, values=reason, reason=world.pick(words.LOST_REASONS)))
    else:
        competitor = world.pick(words.COMPETITORS)
        world.tell(WasLetGo(at=at, rep=rep, deal=deal.key, reason="lost_to", competitor=competitor))
    world.end(deal, after(at, 1))
    return True


def _advance(world: World, deal: Deal, at: dt.datetime) -> None:
    back = deal.stage >= 2 and world.chance(MOVED_BACK)
    deal.stage += -1 if back else 1
    deal.work = stage_work(world.rng, deal.stage)
    values: dict[str, object] = {"stage": deal.stage}
    if deal.stated is None or (deal.stage == words.PROPOSAL and not back and world.chance(LATE_OFFER)):
        factor = 1.0 if deal.stated is None else world.rng.uniform(0.8, 1.2)
        deal.true_amount = max(20_000, rounded(deal.true_amount * factor))
        if deal.stated is None or deal.stated < deal.true_amount * 2:
            deal.stated = deal.true_amount
            values |= {"amount": deal.true_amount, "margin": deal.margin(deal.true_amount)}
    likely = world.likely_close(deal, at.date())
    if deal.close is None or (world.chance(0.3) and abs((likely - deal.close).days) > 10):
        deal.close = likely
        values["close_date"] = likely
    world.tell(Edited(at=at, rep=deal.rep.key, deal=deal.key, values=values))
