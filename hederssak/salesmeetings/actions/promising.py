"""Giving promises to each other, telling how they went, and making a broken one smaller (R16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.cadence.models import SalesMeeting
from hederssak.history.actions import Made, Source, record_made
from hederssak.history.models import Origin, RecordKind
from hederssak.org.models import Member, Team
from hederssak.pipeline.models import Opportunity
from hederssak.rules.promises import State, check_given_again
from hederssak.rules.spoken_promises import read_promise
from hederssak.salesmeetings.actions.how_promises_went import (
    AlreadySettledError,
    ask_again,
    mark,
    open_again,
    tell_meetings,
)
from hederssak.salesmeetings.models import Case, MeetingPromise
from hederssak.salesmeetings.queries.promises import (
    may_promise_in,
    may_settle,
    may_take_back,
    next_meeting_day,
    people_of,
    persons,
    tells_for,
    times_broken,
)

FIELDS = ("team", "meeting", "owner", "text", "due", "opportunity", "case", "instead_of", "given_by", "state")


class NotYourTeamError(PermissionDenied):
    """Promises are given among those who meet; others read them."""

    code = "not_your_team"


class NotYoursToSettleError(PermissionDenied):
    """How a promise went is told by its owner, or in the room by whoever leads the team."""

    code = "not_yours_to_settle"


class NothingToTakeBackError(Exception):
    """The last press was somebody else's, or it was made too long ago."""

    code = "nothing_to_take_back"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A promise that is about to be given."""

    owner: Member
    text: str
    due: dt.date
    meeting: SalesMeeting | None = None
    opportunity: Opportunity | None = None
    case: Case | None = None
    instead_of: MeetingPromise | None = None


@dataclass(frozen=True, kw_only=True)
class About:
    """What a promise is about, where it is about something: the deal, the case whose insight it tries."""

    opportunity: Opportunity | None = None
    case: Case | None = None


ABOUT_NOTHING = About()


def give(
    text: str,
    *,
    team: Team,
    by: Member,
    now: dt.datetime,
    meeting: SalesMeeting | None = None,
    about: About = ABOUT_NOTHING,
    origin: Origin = Origin.PAGE,
) -> MeetingPromise:
    """Write down a promise as it is typed: "@Anna offert till Kemi ons".

    Raises:
        NotYourTeamError: the writer is not of the team.
        NotAPromise: the words name nobody of the team, or promise nothing, or for a day that has passed.

    """
    people = people_of(team)
    read = read_promise(
        text,
        team=persons(people),
        writer=str(by.pk),
        now=now.astimezone(ZoneInfo(team.time_zone)),
        next_meeting=next_meeting_day(team, now=now, meeting=meeting),
    )
    owner = next(one for one in (*people, by) if str(one.pk) == read.owner)
    draft = Draft(
        owner=owner,
        text=read.words,
        due=read.day,
        meeting=meeting,
        opportunity=about.opportunity or (about.case.opportunity if about.case else None),
        case=about.case,
    )
    return give_promises([draft], team=team, by=by, now=now, origin=origin)[0]


def give_promises(
    drafts: Sequence[Draft], *, team: Team, by: Member, now: dt.datetime, origin: Origin = Origin.PAGE
) -> list[MeetingPromise]:
    """Write down promises that are understood already."""
    if not may_promise_in(by, team):
        raise NotYourTeamError
    rows = [
        MeetingPromise(organization_id=team.organization_id, team=team, given_at=now, given_by=by, **vars(draft))
        for draft in drafts
    ]
    with transaction.atomic():
        MeetingPromise.objects.bulk_create(rows)
        made = [Made(RecordKind.TEAM_PROMISE, row, FIELDS) for row in rows]
        record_made(made, organization_id=team.organization_id, source=Source.page(by=by, now=now, origin=origin))
        tell_meetings(team, {row.meeting_id for row in rows if row.meeting_id})
    return rows


def settle(
    promise: MeetingPromise, state: State, *, by: Member, now: dt.datetime, origin: Origin = Origin.PAGE
) -> MeetingPromise:
    """Write down how a promise went: kept, broken, or dropped; the same said twice changes nothing.

    The team lets a promise go, by whoever leads it or drives the meeting: else one would drop what one has not done.

    Raises:
        NotYoursToSettleError: it is somebody else's, and the member neither leads the team nor drives its meeting.
        AlreadySettledError: something else was said of it meanwhile.

    """
    if not (tells_for(by, promise.team) if state is State.DROPPED else may_settle(by, promise)):
        raise NotYoursToSettleError
    with transaction.atomic():
        mark(promise, state, by=by, now=now, origin=origin)
    return promise


def make_smaller(
    promise: MeetingPromise,
    text: str,
    *,
    by: Member,
    now: dt.datetime,
    meeting: SalesMeeting | None = None,
    origin: Origin = Origin.PAGE,
) -> MeetingPromise:
    """Give a promise again in its owner's new words, and a new day; the old one is broken if its day has come.

    Made smaller ahead of its day it is dropped instead: that was said in time.

    Raises:
        NotYoursToSettleError: it is somebody else's, and the member does not lead the team.
        AlreadySettledError: it was kept, dropped or laid aside, or another stands in its place.
        NotAPromise: the words promise nothing.
        NotSmaller: it was broken twice and is given again in the same words.

    """
    if not may_settle(by, promise):
        raise NotYoursToSettleError
    team, local = promise.team, now.astimezone(ZoneInfo(promise.team.time_zone))
    ahead = next_meeting_day(team, now=now, meeting=meeting)
    owner = str(promise.owner_id)
    read = read_promise(text, team=persons([promise.owner]), writer=owner, now=local, next_meeting=ahead)
    with transaction.atomic():
        row = MeetingPromise.objects.select_for_update().get(pk=promise.pk)
        is_done = row.state in {State.KEPT, State.DROPPED} or row.laid_aside_at
        if is_done or MeetingPromise.objects.filter(instead_of=row).exists():
            raise AlreadySettledError
        is_broken = row.state == State.BROKEN or row.due <= local.date()
        times = times_broken([row])[row.pk] + (row.state == State.OPEN and is_broken)
        check_given_again(read.words, before=row.text, times=times)
        if row.state == State.OPEN:
            mark(promise, State.BROKEN if is_broken else State.DROPPED, by=by, now=now, origin=origin)
        draft = Draft(
            owner=promise.owner,
            text=read.words,
            due=read.day,
            meeting=meeting,
            opportunity=promise.opportunity,
            case=promise.case,
            instead_of=promise,
        )
        return give_promises([draft], team=team, by=by, now=now, origin=origin)[0]


def take_back(promise: MeetingPromise, *, by: Member, now: dt.datetime, origin: Origin = Origin.PAGE) -> MeetingPromise:
    """Undo one's own last press on a promise: that it was laid aside, what was told of it, or that it was given.

    Raises:
        NothingToTakeBackError: that was somebody else, it is too long ago, or another stands in its place by now.

    """
    with transaction.atomic():
        row = MeetingPromise.objects.select_for_update(of=("self",)).select_related("given_again").get(pk=promise.pk)
        if not may_take_back(by, row, now=now):
            raise NothingToTakeBackError
        if row.state == State.OPEN:
            mark(promise, State.DROPPED, by=by, now=now, origin=origin)
        elif row.laid_aside_at and row.laid_aside_at != row.settled_at:
            ask_again(promise, row.laid_aside_why, by=by, now=now, origin=origin)
        else:
            open_again(promise, row, by=by, now=now, origin=origin)
    return promise
