"""Planning a ride-along, asking for one, and calling it off (R18)."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.coaching.models import Pace, RideAlong
from hederssak.lib import clock
from hederssak.lib.rows import save_only
from hederssak.meetings.models import CustomerMeeting, MeetingState, Sheet
from hederssak.org.access import leads, require_leads
from hederssak.org.models import Member, Team
from hederssak.prospecting.models import Block
from hederssak.rules.coaching import check_pace

BACK = dt.timedelta(days=14)
"""So long ago a manager can say that they went along without having planned it."""


class CannotFollowError(Exception):
    """There is nobody to follow into this: it was called off, has no rep of a team, or lies too far back."""

    code = "cannot_follow"


class AlreadySharedError(Exception):
    """What was seen is shared: it stays as the rep has read it."""

    code = "already_shared"


def plan(occasion: CustomerMeeting | Block, *, by: Member, now: dt.datetime) -> RideAlong:
    """Plan to follow a rep into a customer meeting or a booking hour; what is planned already stays.

    Raises `PermissionDenied` for anybody but the manager of the rep's team, and CannotFollowError.
    """
    rep, day = _whom(occasion, now=now)
    require_leads(by, rep.team)
    with transaction.atomic():
        ride = _standing(occasion) or _new(occasion, rep, day)
        if ride.planned_at is None:
            ride.manager, ride.planned_at = by, now
            ride.asked_at = ride.asked_at or _asked_at(occasion)
            ride.save()
    return ride


def ask(block: Block, *, by: Member, now: dt.datetime) -> RideAlong:
    """Ask the manager along to a booking hour of one's own. To a customer meeting one asks on the meeting's page."""
    rep, day = _whom(block, now=now)
    if rep.pk != by.pk:
        raise PermissionDenied
    manager = rep.team.manager if rep.team else None
    if manager is None or manager == by:
        raise CannotFollowError
    with transaction.atomic():
        ride = _standing(block)
        if ride is None:
            ride = _new(block, rep, day)
            ride.manager, ride.asked_at = manager, now
            ride.save()
    return ride


def decline(meeting: CustomerMeeting, *, by: Member, now: dt.datetime) -> RideAlong:
    """Say that it does not fit this time; the rep reads it, and the question does not come back."""
    rep, day = _whom(meeting, now=now)
    require_leads(by, rep.team)
    with transaction.atomic():
        ride = _standing(meeting) or _new(meeting, rep, day)
        ride.manager, ride.asked_at, ride.called_off_at = by, ride.asked_at or _asked_at(meeting) or now, now
        ride.save()
    return ride


def call_off(ride: RideAlong, *, by: Member, now: dt.datetime) -> None:
    """Call a ride-along off, by either of the two; raises AlreadySharedError once what was seen is shared."""
    if by.pk != ride.rep_id and not leads(by, ride.rep.team):
        raise PermissionDenied
    if ride.is_done:
        raise AlreadySharedError
    if ride.called_off_at is None:
        save_only(ride, called_off_at=now)


def agree_pace(team: Team, weeks: int, *, by: Member, now: dt.datetime) -> Pace:
    """Write down within how many weeks each rep of a team is followed; raises NotAPace."""
    require_leads(by, team)
    said = {"weeks": check_pace(weeks), "agreed_by": by, "agreed_at": now}
    pace, _made = Pace.objects.update_or_create(
        team=team, defaults=said, create_defaults={**said, "organization_id": team.organization_id}
    )
    return pace


def _whom(occasion: CustomerMeeting | Block, *, now: dt.datetime) -> tuple[Member, dt.date]:
    """Return the rep whom one would follow, and on which day of their team."""
    if isinstance(occasion, Block):
        rep: Member | None = occasion.member
    else:
        rep = occasion.owner
        if occasion.state in {MeetingState.CANCELED, MeetingState.NO_SHOW}:
            raise CannotFollowError
    if rep is None or rep.team is None or occasion.ends_at < now - BACK:
        raise CannotFollowError
    return rep, clock.day_in(rep.team.time_zone, occasion.starts_at)


def _standing(occasion: CustomerMeeting | Block) -> RideAlong | None:
    rows = RideAlong.objects.standing().select_for_update()
    if isinstance(occasion, Block):
        return rows.filter(block=occasion).first()
    return rows.filter(meeting=occasion).first()


def _new(occasion: CustomerMeeting | Block, rep: Member, day: dt.date) -> RideAlong:
    at = {"block": occasion} if isinstance(occasion, Block) else {"meeting": occasion}
    return RideAlong(organization_id=occasion.organization_id, rep=rep, on_day=day, **at)


def _asked_at(occasion: CustomerMeeting | Block) -> dt.datetime | None:
    """Return when the rep asked on the meeting's page, if they did."""
    if isinstance(occasion, Block):
        return None
    return Sheet.objects.filter(meeting=occasion).values_list("manager_asked_at", flat=True).first()
