"""The demo company's promise of the quarter, and how the managers keep their side: Eva asks, and sometimes forgets."""

from __future__ import annotations

import datetime as dt
import random

from hederssak.demo.founding import House
from hederssak.demo.workdays import ZONE
from hederssak.org.models import Member, Team
from hederssak.prospecting.actions.outlook import work_out
from hederssak.prospecting.actions.promises import sign, write_promise
from hederssak.prospecting.models import Block, BlockState, ManagerDuty, Promise
from hederssak.prospecting.queries.people import facts_of_team
from hederssak.prospecting.queries.promises import signers_of
from hederssak.rules.promise import Duty, Terms, quarter_of
from hederssak.rules.weeks import local_day, local_instant

TERMS = Terms(blocks=2, meetings=5, desirable=7)
EXCEPTION = "En upphandling där köparen har bestämt tiden, eller ett beslutsmöte hos kunden."
ASKS_AT = dt.time(15, 30)
ASKED_LATELY = 4
"""Breaks of so many days back still wait to be asked about, so that there is something to do on the page."""
ASKS = {"Norr": 0.85, "Syd": 0.5}
"""Chance that the manager asks on the day of a break."""
SAT_IN_WEEKS_AGO = {"Norr": (1, 3, 5), "Syd": (5,)}


def make_promises(house: House, *, seed: int, now: dt.datetime) -> None:
    """Let each team promise its quarter and each manager keep their duties, as their habits are; then work it out."""
    for name, row in sorted(house.teams.items()):
        rng = random.Random(f"{seed} {name} promises")
        team = Team.objects.select_related("organization", "manager").get(pk=row.pk)
        if team.manager is None:
            continue
        promise = _promise(team, team.manager, rng, now=now)
        _asked(team, team.manager, promise, rng, now=now)
        _talks(team, team.manager, now=now)
        _sat_in(team, team.manager, now=now)
    work_out(organization=house.organization, now=now)


def _promise(team: Team, manager: Member, rng: random.Random, *, now: dt.datetime) -> Promise:
    """Write the promise of the quarter on its first day, and let everybody sign within the first days."""
    first = quarter_of(local_day(now, ZONE)).first
    written_at = min(local_instant(first, dt.time(8), ZONE), now)
    promise = write_promise(
        team, TERMS, exceptions=EXCEPTION, follow_every=2, first_day=first, by=manager, now=written_at
    )
    for member in signers_of(team):
        sign(promise, by=member, now=min(written_at + dt.timedelta(hours=rng.randint(1, 50)), now))
    return promise


def _asked(team: Team, manager: Member, promise: Promise, rng: random.Random, *, now: dt.datetime) -> None:
    """Note for each hour that was missed in the quarter whether the manager asked, the same day or later."""
    today = local_day(now, ZONE)
    start = local_instant(promise.first_day, dt.time(0), ZONE)
    missed = (
        Block.objects.for_booking()
        .filter(member__team=team, state=BlockState.MISSED, starts_at__gte=start, ends_at__lte=now)
        .order_by("starts_at", "member__name")
    )
    for block in missed:
        day = local_day(block.starts_at, ZONE)
        done = day if rng.random() < ASKS[team.name] else day + dt.timedelta(days=1 + rng.randint(0, 2))
        waits = (today - day).days <= ASKED_LATELY or done > today
        _duty(team, manager, Duty.ASK_SAME_DAY, due_on=day, done_on=None if waits else done, block=block)


def _talks(team: Team, manager: Member, *, now: dt.datetime) -> None:
    """Let a talk be due with everybody whose promise is slipping."""
    facts = facts_of_team(team, now=now)
    for person in facts.people:
        if person.standing.state.wants_a_talk:
            due = facts.calendar.add_working_days(facts.today, 2)
            _duty(team, manager, Duty.TALK, due_on=due, done_on=None, about=person.member)


def _sat_in(team: Team, manager: Member, *, now: dt.datetime) -> None:
    """Note the hours in which the manager sat along."""
    today = local_day(now, ZONE)
    for weeks in SAT_IN_WEEKS_AGO[team.name]:
        monday = today - dt.timedelta(days=today.weekday(), weeks=weeks)
        day = monday + dt.timedelta(days=1 if team.name == "Norr" else 2)
        _duty(team, manager, Duty.FOLLOW_ALONG, due_on=day, done_on=day)


def _duty(
    team: Team,
    manager: Member,
    kind: Duty,
    *,
    due_on: dt.date,
    done_on: dt.date | None,
    block: Block | None = None,
    about: Member | None = None,
) -> None:
    ManagerDuty.objects.create(
        organization_id=team.organization_id,
        team=team,
        manager=manager,
        kind=kind,
        about=block.member if block else about,
        block=block,
        due_on=due_on,
        done_on=done_on,
        done_at=local_instant(done_on, ASKS_AT, ZONE) if done_on else None,
    )
