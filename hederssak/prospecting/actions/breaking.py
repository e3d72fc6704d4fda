"""What follows when a promise breaks (R0, R3): the manager's duty to ask, the talk, and a word to both."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation

from hederssak.lib.addresses import page
from hederssak.org.models import Member, Organization, Team
from hederssak.org.queries import zone_of
from hederssak.org.queries.calendars import work_calendar, years_around
from hederssak.outbox.actions import Letter, write_mail
from hederssak.prospecting.models import Block, BlockState, ManagerDuty
from hederssak.prospecting.queries.marks import BlockFact
from hederssak.prospecting.queries.people import Person, facts_of_team
from hederssak.prospecting.texts import letters
from hederssak.rules.erosion import SHORT, stretch_start
from hederssak.rules.promise import Duty
from hederssak.rules.worktime import WorkCalendar

LATELY = dt.timedelta(days=3)
"""How long after its end a break is still written about; a worker that was away longer lets the board say it."""

GONE_BY = Q(state=BlockState.PLANNED, here_at=None, prepared_at=None, session=None)
"""An hour in which nobody has been seen."""

PATIENCE = dt.timedelta(minutes=30)
"""How long after its end an hour counts as gone by, so that the manager is asked to ask and nobody is rushed."""

TALK_WITHIN = 5
"""Working days within which a talk that is due should be held."""


def note_breaks(*, organization: Organization, now: dt.datetime) -> int:
    """Write what follows from each promise that broke lately: duties and letters, each once, however often it runs."""
    drop_what_was_kept(organization=organization)
    noted = 0
    for team in _teams_with_breaks(organization, now):
        noted += _note_team(team, now)
    return noted


def _teams_with_breaks(organization: Organization, now: dt.datetime) -> list[Team]:
    """Return the teams in which an hour has ended lately and not well, or has gone by with nobody in it."""
    recent = Block.objects.filter(organization=organization, ends_at__gt=now - LATELY, ends_at__lte=now)
    broken = recent.filter(Q(state__in=[BlockState.MISSED, BlockState.SWAPPED]) | GONE_BY)
    ids = set(broken.values_list("member__team_id", flat=True)) - {None}
    return list(Team.objects.filter(pk__in=ids).select_related("organization", "manager").order_by("name"))


def _note_team(team: Team, now: dt.datetime) -> int:
    facts = facts_of_team(team, now=now)
    noted = 0
    for person in facts.people:
        for block in [*_lately_broken(person, now), *_gone_by(person, now)]:
            with transaction.atomic():
                noted += _note_break(team, person, block, now=now)
        if person.standing.state.wants_a_talk:
            with transaction.atomic():
                _note_talk(team, person, facts.calendars[person.member.pk], today=facts.today, now=now)
    return noted


def _lately_broken(person: Person, now: dt.datetime) -> list[BlockFact]:
    """Return the blocks of a person that broke and ended within the last days: those that count as breaks."""
    days = set(person.standing.breaks)
    return [
        block
        for block in person.blocks
        if block.day in days
        and block.state in {BlockState.MISSED, BlockState.SWAPPED}
        and now - LATELY < block.ends_at <= now
    ]


def _gone_by(person: Person, now: dt.datetime) -> list[BlockFact]:
    """Return today's hours that are over with nobody in them.

    They are missed only when the day ends, since they may be held late; but asking belongs to the same day (R0).
    """
    over = [
        block
        for block in person.blocks
        if block.state == BlockState.PLANNED and now - LATELY < block.ends_at <= now - PATIENCE
    ]
    empty = Block.objects.filter(GONE_BY, pk__in=[block.pk for block in over]) if over else Block.objects.none()
    gone = set(empty.values_list("pk", flat=True))
    return [block for block in over if block.pk in gone]


def drop_what_was_kept(*, organization: Organization) -> int:
    """Take back the duty to ask about hours that came about after all, or were excused; return how many."""
    kept = [BlockState.HELD, BlockState.HELD_LATE, BlockState.EXCUSED]
    duties = ManagerDuty.objects.filter(
        organization=organization, kind=Duty.ASK_SAME_DAY, done_on=None, block__state__in=kept
    )
    return duties.delete()[0]


def _note_break(team: Team, person: Person, block: BlockFact, *, now: dt.datetime) -> bool:
    """Write the duty to ask, and a line to both; return whether it was not written before."""
    made = False
    if team.manager is not None:
        _duty, made = ManagerDuty.objects.get_or_create(
            kind=Duty.ASK_SAME_DAY,
            block_id=block.pk,
            defaults={
                "organization_id": team.organization_id,
                "team": team,
                "manager": team.manager,
                "about": person.member,
                "due_on": _working(team.manager, block.day),
            },
        )
        _tell_manager(team.manager, person, block, now=now)
    if block.state != BlockState.PLANNED:
        _tell_rep(person, block, now=now)
    return made


def _note_talk(team: Team, person: Person, calendar: WorkCalendar, *, today: dt.date, now: dt.datetime) -> None:
    """Write the talk that is due, unless one is open or was held within the four weeks that are judged."""
    if team.manager is None:
        return
    lately = stretch_start(calendar, today, SHORT)
    talks = ManagerDuty.objects.filter(kind=Duty.TALK, about=person.member)
    if talks.filter(done_on=None).exists() or talks.filter(due_on__gte=lately).exists():
        return
    manager = team.manager
    duty = ManagerDuty.objects.create(
        organization_id=team.organization_id,
        team=team,
        manager=manager,
        kind=Duty.TALK,
        about=person.member,
        due_on=work_calendar(manager, years_around(today)).add_working_days(today, TALK_WITHIN),
    )
    with translation.override(manager.language):
        said = letters.talk(
            manager.first_name, person.member.first_name, len(person.standing.breaks), _link("prospecting:board")
        )
    post(manager, said, key=f"talk:{duty.pk}", now=now)


def _working(manager: Member, day: dt.date) -> dt.date:
    """Return the day itself, or the manager's next working day: nobody has to ask while away."""
    return work_calendar(manager, years_around(day)).add_working_days(day, 0)


def _tell_manager(manager: Member, person: Person, block: BlockFact, *, now: dt.datetime) -> None:
    with translation.override(manager.language):
        said = letters.broken(
            manager.first_name, person.member.first_name, said_hour(person.member, block), _link("prospecting:board")
        )
    post(manager, said, key=f"broken:{block.pk}", now=now)


def _tell_rep(person: Person, block: BlockFact, *, now: dt.datetime) -> None:
    with translation.override(person.member.language):
        said = letters.after_break(
            person.member.first_name, said_hour(person.member, block), person.owed, _link("prospecting:keeping")
        )
    post(person.member, said, key=f"after_break:{block.pk}", now=now)


def said_hour(member: Member, block: BlockFact) -> str:
    """Return a block's time by the clock of its member's team, in the language that is active."""
    if member.team is None:
        return letters.hour(block.starts_at, block.ends_at)
    zone = zone_of(member.team)
    return letters.hour(block.starts_at.astimezone(zone), block.ends_at.astimezone(zone))


def post(to: Member, said: letters.Said, *, key: str, now: dt.datetime) -> None:
    """Put a letter into the outbox for a member who has an address and signs in; by its key it leaves once.

    Nobody reads mail in the demo company.
    """
    if not to.email or to.user_id is None or to.left_on is not None or to.organization.is_demo:
        return
    subject, text = said
    letter = Letter(to=to.email, subject=subject, text=text)
    write_mail(letter, key=key, organization_id=to.organization_id, now=now)


def _link(name: str) -> str:
    return f"{settings.PUBLIC_URL}{page(name)}"
