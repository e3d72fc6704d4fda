"""The promises between a team's meetings: whose, how they stand, and how often they are kept (R16)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.clock import day_in
from hederssak.lib.ordered import ByName
from hederssak.lib.prepared import prepared
from hederssak.org.access import leads
from hederssak.org.models import Member, Team
from hederssak.rules.promises import After, Given, Rate, State, after_breaking, is_owed, may_be_laid_aside, rates
from hederssak.rules.spoken_promises import Person
from hederssak.salesmeetings.models import MeetingPromise, Run
from hederssak.salesmeetings.queries.driving import may_drive
from hederssak.salesmeetings.queries.meetings import Stretch
from hederssak.salesmeetings.queries.runs import OF_A_RUN

SLIP_OF_THE_PEN = dt.timedelta(minutes=15)
"""For so long one's last press can be taken back; what is dropped so soon after it was given was never promised."""
FRESH = dt.timedelta(days=14)
"""For so long a broken promise asks to be given again; after that it is a thing of the past."""
RATED = dt.timedelta(weeks=26)
"""How far back a kept-rate looks."""


@dataclass(frozen=True)
class Line:
    """A promise as a reader finds it; `times` is how often it has been broken, in whatever words."""

    promise: MeetingPromise
    is_owed: bool
    times: int
    may_settle: bool
    may_take_back: bool = False
    may_drop: bool = False
    is_fresh: bool = True
    is_due: bool = False
    is_new: bool = False
    may_lay_aside: bool = False

    @property
    def state(self) -> State:
        """How it stands."""
        return State(self.promise.state)

    @property
    def is_told_of(self) -> bool:
        """Whether one can say how it went: not of one that was given a moment ago for another day."""
        return self.state is State.OPEN and (self.is_due or not self.is_new)

    @property
    def is_given_again(self) -> bool:
        """Whether another stands in its place."""
        return hasattr(self.promise, "given_again")

    @property
    def is_laid_aside(self) -> bool:
        """Whether somebody has said that it is no longer needed."""
        return self.promise.laid_aside_at is not None

    @property
    def asks(self) -> After | None:
        """What it asks for in the room, once it is broken and nothing stands in its place."""
        if self.state is not State.BROKEN or self.is_given_again or self.is_laid_aside or not self.is_fresh:
            return None
        return after_breaking(self.times)


@dataclass(frozen=True)
class OfMeeting:
    """The promises as they are gone through in a meeting: from before, and those that are given in it."""

    before: list[Line]
    given: list[Line]


def people_of(team: Team) -> list[Member]:
    """Return who promises in a team: its members and its manager, by name."""
    here = Q(team=team) | Q(managed_teams=team)
    rows = Member.objects.filter(here, organization_id=team.organization_id, left_on=None)
    return list(rows.distinct().order_by(ByName("name"), "pk"))


def persons(people: Iterable[Member]) -> list[Person]:
    """Return people as the rule knows them by name."""
    return [Person(str(one.pk), one.name) for one in people]


def may_promise_in(member: Member, team: Team) -> bool:
    """Say whether a member takes part in a team's promises: its people do, those who only read don't."""
    return member.organization_id == team.organization_id and (member.team_id == team.pk or leads(member, team))


def may_settle(member: Member, promise: MeetingPromise) -> bool:
    """Say whether a member may tell how a promise went: its owner, its team's manager, whoever drives the meeting."""
    return promise.owner_id == member.pk or tells_for(member, promise.team)


def tells_for(member: Member, team: Team) -> bool:
    """Say whether a member tells how anybody's promises went: the manager always, in a meeting whoever drives it."""
    if leads(member, team):
        return True
    if not may_promise_in(member, team):
        return False
    return any(may_drive(member, run) for run in _running(team.organization_id, team.pk))


@prepared
def _running(organization: uuid.UUID, team: uuid.UUID) -> QuerySet[Run]:
    rows = Run.objects.filter(organization_id=organization, team=team, ended_at=None, meeting__isnull=False)
    return rows.select_related(*OF_A_RUN)


def may_take_back(member: Member, promise: MeetingPromise, *, now: dt.datetime) -> bool:
    """Say whether the last press on a promise was the member's own, a moment ago, with nothing built on it since."""
    if hasattr(promise, "given_again"):
        return False
    if promise.laid_aside_at is not None:
        return promise.laid_aside_by_id == member.pk and promise.laid_aside_at >= now - SLIP_OF_THE_PEN
    if promise.settled_at is None:
        return promise.given_by_id == member.pk and promise.given_at >= now - SLIP_OF_THE_PEN
    return promise.settled_by_id == member.pk and promise.settled_at >= now - SLIP_OF_THE_PEN


def standing(rows: QuerySet[MeetingPromise]) -> QuerySet[MeetingPromise]:
    """Leave out what was taken back at once: it was never promised."""
    return rows.exclude(state=State.DROPPED, settled_at__lte=F("given_at") + SLIP_OF_THE_PEN)


def of_meeting(meeting: SalesMeeting, stretch: Stretch, *, reader: Member, now: dt.datetime) -> OfMeeting:
    """Return the promises that a meeting goes through: those of the stretch before it, and those given in it."""
    rows = standing(_read(MeetingPromise.objects.filter(organization_id=meeting.organization_id, team=meeting.team)))
    given = rows.filter(meeting=meeting).order_by("given_at", "pk")
    told = Q(state=State.OPEN) | Q(settled_at__gt=stretch.settled_since) | Q(given_at__gte=stretch.given_since)
    before = rows.filter(told, given_at__lt=meeting.starts_at).exclude(meeting=meeting).order_by("due", "pk")
    return OfMeeting(
        before=lines_of(before, reader=reader, now=now),
        given=lines_of(given, reader=reader, now=now),
    )


@prepared
def _open(organization: uuid.UUID, owner: uuid.UUID) -> QuerySet[MeetingPromise]:
    rows = MeetingPromise.objects.filter(organization_id=organization, owner=owner, state=State.OPEN)
    return _read(rows).order_by("due", "pk")


def open_promises_of(member: Member, *, now: dt.datetime) -> list[Line]:
    """Return a member's own open promises, the next day first."""
    return lines_of(_open(member.organization_id, member.pk), reader=member, now=now)


def promises_of(team: Team, *, reader: Member, now: dt.datetime, most: int = 100) -> list[Line]:
    """Return a team's latest promises, open ones first by their day, then those that were last told of.

    However long ago they were settled: those of the half-year that were broken, with nothing in their place.
    """
    rows = standing(_read(MeetingPromise.objects.filter(organization_id=team.organization_id, team=team)))
    still_open = rows.filter(state=State.OPEN).order_by("due", "pk")[:most]
    settled = rows.exclude(state=State.OPEN).order_by(Coalesce("laid_aside_at", "settled_at").desc(), "-pk")[
        : most // 2
    ]
    since = (now - RATED).date()
    loose = rows.filter(state=State.BROKEN, laid_aside_at=None, given_again__isnull=True, due__gte=since)
    found = {row.pk: row for row in (*still_open, *settled, *loose.order_by("-settled_at", "-pk")[: most // 2])}
    return lines_of(found.values(), reader=reader, now=now)


@prepared
def _rated(
    organization: uuid.UUID, team: uuid.UUID, since: dt.date
) -> QuerySet[MeetingPromise, tuple[uuid.UUID, dt.date, str]]:
    rows = MeetingPromise.objects.filter(organization_id=organization, team=team, due__gte=since)
    return standing(rows).values_list("owner_id", "due", "state")


def rates_in(team: Team, *, now: dt.datetime) -> dict[uuid.UUID, Rate]:
    """Return the kept-rate of everybody who has promised something in a team in the last half-year."""
    found = _rated(team.organization_id, team.pk, (now - RATED).date())
    today = day_in(team.time_zone, now)
    by_owner = rates((Given(str(owner), due, State(state)) for owner, due, state in found), today=today)
    return {uuid.UUID(owner): rate for owner, rate in by_owner.items()}


@dataclass(frozen=True)
class Rates:
    """Kept-rates as a reader may see them (docs/guide/who-sees-what.md).

    Everybody: the team's, their own, and that of its manager, who promises as well. The manager: by name those who
    have broken or owe one; the others are counted.
    """

    team: Rate
    own: Rate | None
    manager: Rate | None
    named: list[tuple[Member, Rate]]
    keeping: int


def rates_for(team: Team, *, reader: Member, now: dt.datetime) -> Rates:
    """Return how often a team keeps its promises, as far as a reader may see it by name."""
    found = rates_in(team, now=now)
    leading = leads(reader, team)
    named = []
    if leading:
        lacking = [pk for pk, rate in found.items() if rate.kept < rate.due and pk != reader.pk]
        named = [(one, found[one.pk]) for one in Member.objects.filter(pk__in=lacking).order_by(ByName("name"))]
    is_in_it = may_promise_in(reader, team)
    return Rates(
        team=whole(found.values()),
        own=found.get(reader.pk) if is_in_it else None,
        manager=found.get(team.manager_id) if is_in_it and team.manager_id and not leading else None,
        named=named,
        keeping=sum(rate.kept == rate.due > 0 for pk, rate in found.items() if pk != reader.pk) if leading else 0,
    )


def whole(found: Iterable[Rate]) -> Rate:
    """Return the rate of all together."""
    total = Rate()
    for one in found:
        total += one
    return total


def next_meeting_day(team: Team, *, now: dt.datetime, meeting: SalesMeeting | None = None) -> dt.date | None:
    """Return the day of the team's meeting after this one, or after now."""
    after = max(now, meeting.starts_at) if meeting else now
    rows = SalesMeeting.objects.filter(
        organization_id=team.organization_id, team=team, called_off_at=None, starts_at__gt=after
    )
    starts = rows.order_by("starts_at").values_list("starts_at", flat=True).first()
    return day_in(team.time_zone, starts) if starts else None


def times_broken(rows: Iterable[MeetingPromise]) -> dict[uuid.UUID, int]:
    """Return how often each has been broken: itself, and those in whose place it stands."""
    first = list(rows)
    times = {row.pk: int(row.state == State.BROKEN) for row in first}
    heads = {row.pk: row.instead_of_id for row in first if row.instead_of_id}
    while heads:
        earlier = MeetingPromise.objects.filter(pk__in=set(heads.values())).values_list("pk", "state", "instead_of_id")
        known = {pk: (state, instead_of) for pk, state, instead_of in earlier}
        heads = {pk: at for pk, at in heads.items() if at in known}
        for pk, at in heads.items():
            times[pk] += known[at][0] == State.BROKEN
        heads = {pk: up for pk, at in heads.items() if (up := known[at][1])}
    return times


def lines_of(rows: Iterable[MeetingPromise], *, reader: Member, now: dt.datetime) -> list[Line]:
    """Return promises as a reader finds them."""
    kept = list(rows)
    times = times_broken(kept)
    for_all = {team: tells_for(reader, team) for team in {row.team for row in kept}}
    todays = {row.team: day_in(row.team.time_zone, now) for row in kept}
    return [
        _line(row, times[row.pk], reader=reader, is_teller=for_all[row.team], today=todays[row.team], now=now)
        for row in kept
    ]


def _line(
    row: MeetingPromise, times: int, *, reader: Member, is_teller: bool, today: dt.date, now: dt.datetime
) -> Line:
    state, may_tell = State(row.state), is_teller or row.owner_id == reader.pk
    asks_still = row.laid_aside_at is None and not hasattr(row, "given_again")
    return Line(
        promise=row,
        is_owed=is_owed(state, row.due, today=today),
        times=times,
        may_settle=may_tell,
        may_drop=is_teller,
        is_due=row.due <= today,
        is_new=row.given_at > now - SLIP_OF_THE_PEN,
        may_take_back=may_take_back(reader, row, now=now),
        is_fresh=row.settled_at is None or row.settled_at > now - FRESH,
        may_lay_aside=may_tell and asks_still and may_be_laid_aside(state, row.due, today=today),
    )


def _read(rows: QuerySet[MeetingPromise]) -> QuerySet[MeetingPromise]:
    return rows.select_related("owner", "team", "given_again", "laid_aside_by")
