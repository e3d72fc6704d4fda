"""A meeting that is held: where it stands, who is there, and afterwards where its time went."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db.models import Q, QuerySet

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.ordered import ByName
from hederssak.lib.prepared import prepared
from hederssak.org.models import Member, Role, Team
from hederssak.rules.runner import Account, Clock, Plan, Planned, Share, Stretch, account_of, clock_at, is_late
from hederssak.salesmeetings.models import EarlyArrival, Note, Presence, Run, RunItem, Spell

OF_A_RUN = ("meeting__team__organization", "meeting__team__manager", "customer_meeting__owner", "started_by")


@dataclass(frozen=True)
class Standing:
    """A meeting as it stands at an instant."""

    run: Run
    items: list[RunItem]
    plan: Plan
    clock: Clock

    @property
    def at(self) -> RunItem | None:
        """The item that it is at."""
        return self.item(self.clock.at.place) if self.clock.at else None

    def item(self, place: int) -> RunItem:
        """Return the item at a place; LookupError where there is none."""
        return next(one for one in self.items if one.place == place)


@dataclass(frozen=True)
class Person:
    """Somebody who is expected or who came: since when, and whether after the beginning."""

    member: Member
    arrived_at: dt.datetime | None = None
    is_late: bool = False


@dataclass(frozen=True)
class TimeAccount:
    """Where the time of a meeting went, and who came after its beginning; of one that closed itself no end is known."""

    run: Run
    items: list[RunItem]
    account: Account
    late: list[Presence]

    @property
    def end_is_known(self) -> bool:
        """Whether somebody ended it."""
        return not self.run.closed_by_itself

    @cached_property
    def rows(self) -> list[tuple[RunItem, Share]]:
        """Each item with its share of the time."""
        return list(zip(self.items, self.account.shares, strict=True))


def run_of(meeting: SalesMeeting) -> Run | None:
    """Return the run of a team's meeting, once it was begun."""
    run = Run.objects.filter(meeting=meeting).first()
    if run is not None:
        run.meeting = meeting
    return run


def plan_of(run: Run) -> Plan:
    """Return when a meeting should begin and end, and did."""
    if run.meeting is not None:
        starts_at, minutes = run.meeting.starts_at, dt.timedelta(minutes=run.meeting.minutes)
        return Plan(starts_at, starts_at + minutes, run.started_at, run.ended_at)
    if run.customer_meeting is not None:
        return Plan(run.customer_meeting.starts_at, run.customer_meeting.ends_at, run.started_at, run.ended_at)
    raise LookupError(f"the run {run.pk} is of no meeting")  # which a constraint of the table rules out


def standing_of(run: Run, *, now: dt.datetime) -> Standing:
    """Return where a meeting stands, in two queries."""
    items, plan = _items(run.pk), plan_of(run)
    return Standing(run, items, plan, clock_at(plan, _planned(items), _stretches(run.pk), now=now))


def shown_standing(run: Run, *, now: dt.datetime) -> Standing:
    """Return where a meeting stands that was read just now; thirty phones ask at once, so its agenda is read once.

    Whatever changes the items or their spells counts the version up, so what was read of a version stays true of it.
    """
    items, stretches = _of_version(run.pk, run.version)
    plan = plan_of(run)
    return Standing(run, items, plan, clock_at(plan, _planned(items), stretches, now=now))


@lru_cache(maxsize=128)
def _of_version(run: uuid.UUID, _version: int) -> tuple[list[RunItem], list[Stretch]]:
    return _items(run), _stretches(run)


@prepared
def _items(run: uuid.UUID) -> QuerySet[RunItem]:
    return RunItem.objects.filter(run=run)


def last_step_at(run: Run) -> dt.datetime:
    """Return when the meeting was last driven."""
    last = run.spells.order_by("-began_at", "-pk").first()
    if last is None:
        return run.started_at
    return max(run.started_at, last.ended_at or last.began_at)


def time_account(run: Run) -> TimeAccount:
    """Return where the time of a meeting went; of one that is still on up to its last step."""
    items, plan = _items(run.pk), plan_of(run)
    account = account_of(plan, _planned(items), _stretches(run.pk), now=run.ended_at or last_step_at(run))
    return TimeAccount(run, items, account, [one for one in _present(run.pk) if is_late(one.arrived_at, plan)])


def expected_in(team: Team) -> list[Member]:
    """Return who belongs in a team's meeting: its members, and its manager."""
    return _expected(team.organization_id, team.pk, [team.manager_id] if team.manager_id else [])


@prepared
def _expected(organization: uuid.UUID, team: uuid.UUID, managers: list[uuid.UUID]) -> QuerySet[Member]:
    selling = Q(team=team, role__in=(Role.REP, Role.MANAGER))
    rows = Member.objects.filter(selling | Q(pk__in=managers), organization_id=organization, left_on=None)
    return rows.order_by(ByName("name"))


def people_of(meeting: SalesMeeting, run: Run | None) -> list[Person]:
    """Return who is there, in the order of coming, then who is expected; whoever has left the team meanwhile stays."""
    plan = plan_of(run) if run else None
    rows: list[Presence] | list[EarlyArrival]
    if run:
        rows = _present(run.pk)
    else:
        rows = list(EarlyArrival.objects.filter(meeting=meeting).select_related("member").order_by("arrived_at"))
    here = [Person(one.member, one.arrived_at, plan is not None and is_late(one.arrived_at, plan)) for one in rows]
    known = {one.member.pk for one in here}
    return [*here, *(Person(member) for member in expected_in(meeting.team) if member.pk not in known)]


@prepared
def _present(run: uuid.UUID) -> QuerySet[Presence]:
    return Presence.objects.filter(run=run).select_related("member").order_by("arrived_at")


def arrivals(meeting: SalesMeeting, run: Run | None) -> dict[uuid.UUID, dt.datetime]:
    """Return when each member came who is there."""
    rows = run.presences.all() if run is not None else EarlyArrival.objects.filter(meeting=meeting)
    return dict(rows.values_list("member_id", "arrived_at"))


def notes_of(run: Run) -> list[Note]:
    """Return what was written down, earliest first."""
    return _notes(run.pk)


@prepared
def _notes(run: uuid.UUID) -> QuerySet[Note]:
    return Note.objects.filter(run=run).select_related("item", "by")


def _planned(items: list[RunItem]) -> list[Planned]:
    return [Planned(one.place, one.minutes, one.skipped_at is not None) for one in items]


def _stretches(run: uuid.UUID) -> list[Stretch]:
    return [Stretch(*row) for row in _spells(run)]


@prepared
def _spells(run: uuid.UUID) -> QuerySet[Spell, tuple[int, dt.datetime, dt.datetime | None]]:
    spells = Spell.objects.filter(run=run).order_by("began_at", "pk")
    return spells.values_list("item__place", "began_at", "ended_at")
