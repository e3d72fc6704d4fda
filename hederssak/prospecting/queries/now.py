"""What the page of the hour shows: the block, who is next, how it has gone so far, and who else is there."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from hederssak.lib.prepared import prepared
from hederssak.org.models import Member, Team
from hederssak.org.queries import zone_of
from hederssak.prospecting.models import Block, BlockSession, BlockState, CallAttempt
from hederssak.prospecting.queries.hitlist import Line, listed, named
from hederssak.prospecting.queries.touches import Touch, touches_of
from hederssak.rules.attempts import Outcome
from hederssak.rules.weeks import day_bounds, local_day

CARDS = 8
"""So many contacts stand ready in the page: the next one comes at once, and calling goes on without a network."""
EARLY = dt.timedelta(minutes=15)
LONGEST = dt.timedelta(days=1)
HERE_FOR = dt.timedelta(seconds=100)
"""Whoever was seen so lately is there: the page says so every 30 seconds."""


@dataclass(frozen=True)
class Card:
    """A contact to call, with what one needs for it."""

    line: Line
    touches: Sequence[Touch] = ()


@dataclass(frozen=True)
class Tally:
    """How it has gone since the block began, or today."""

    attempts: int = 0
    conversations: int = 0
    meetings: int = 0


@dataclass(frozen=True)
class Presence:
    """Who of the team is in a block now, and what they have booked together in it."""

    here: list[Member] = field(default_factory=list)
    meetings: int = 0


def block_at(member: Member, now: dt.datetime) -> Block | None:
    """Return the block a member is in at an instant, or a quarter before; else one of today to be made up.

    A block that began before midnight goes on after it.
    """
    zone = zone_of(member)
    start, end = day_bounds(local_day(now, zone), zone)
    rows = (
        Block.objects.for_booking()
        .filter(
            organization_id=member.organization_id, member=member, starts_at__gte=start - LONGEST, starts_at__lt=end
        )
        .filter(ends_at__gt=start)
        .exclude(state__in=[BlockState.SWAPPED, BlockState.EXCUSED])
    )
    blocks = list(rows.defer("preparation").order_by("starts_at"))
    running = [block for block in blocks if block.starts_at - EARLY <= now < block.ends_at]
    open_still = [block for block in blocks if block.ends_at <= now and block.state == BlockState.PLANNED]
    return next(iter(running), None) or (open_still[-1] if open_still else None)


def next_block(member: Member, now: dt.datetime) -> Block | None:
    """Return the member's next block that has not begun."""
    return _ahead.first(member.organization_id, member.pk, now)


@prepared
def _ahead(organization: uuid.UUID, member: uuid.UUID, now: dt.datetime) -> QuerySet[Block]:
    rows = Block.objects.for_booking().filter(
        organization_id=organization, member=member, starts_at__gt=now, state=BlockState.PLANNED
    )
    return rows.defer("preparation").order_by("starts_at")[:1]


def end_of_calling(member: Member, block: Block | None, now: dt.datetime) -> dt.datetime:
    """Return until when promises count for now: the block's end, or the day's where there is no block."""
    if block is not None and block.ends_at > now:
        return block.ends_at
    return day_bounds(local_day(now, zone_of(member)), zone_of(member))[1]


def cards_of(member: Member, *, block: Block | None, now: dt.datetime, most: int = CARDS) -> list[Card]:
    """Return the next contacts to call, in order, with the last touches of each."""
    lines = listed(member, now=now, until=end_of_calling(member, block, now))
    lines = [line for line in lines if _is_for_now(line, now)][:most]
    lines = named(lines, today=local_day(now, zone_of(member)))
    contacts = [line.entry.contact_id for line in lines]
    touches = touches_of(contacts, organization=member.organization, now=now)
    return [Card(line, touches.get(line.entry.contact_id, [])) for line in lines]


def tally_of(member: Member, *, block: Block | None, now: dt.datetime) -> Tally:
    """Return what a member has done in the block, or today without one."""
    zone = zone_of(member)
    rows = CallAttempt.objects.filter(organization_id=member.organization_id, member=member, undone_at=None)
    since = day_bounds(local_day(now, zone), zone)[0]
    rows = rows.filter(block=block) if block else rows.filter(at__gte=since)
    return Tally(**_counts(rows))


def presence_of(team: Team | None, *, now: dt.datetime) -> Presence:
    """Return who of a team is in a block, in the order in which they came."""
    if team is None:
        return Presence()
    rows = BlockSession.objects.filter(
        organization_id=team.organization_id, last_seen_at__gt=now - HERE_FOR, member__team=team
    )
    sessions = list(rows.select_related("member").order_by("entered_at"))
    booked = CallAttempt.objects.filter(
        organization_id=team.organization_id,
        block__in=[session.block_id for session in sessions],
        outcome=Outcome.MEETING,
        undone_at=None,
    ).count()
    return Presence([session.member for session in sessions], booked)


def _is_for_now(line: Line, now: dt.datetime) -> bool:
    """Say whether one may call at once: a promise to the minute waits, and so does somebody who rests."""
    candidate = line.place.candidate
    waits = candidate.call_back if candidate.is_timed else None
    rests = candidate.rests_until if candidate.call_back is None else None
    return max(waits or now, rests or now) <= now + dt.timedelta(minutes=10)


def _counts(rows: QuerySet[CallAttempt]) -> dict[str, int]:
    talked = ~Q(outcome__in=[Outcome.NO_ANSWER, Outcome.GATEKEEPER])
    return rows.aggregate(
        attempts=Count("pk"),
        conversations=Count("pk", filter=talked),
        meetings=Count("pk", filter=Q(outcome=Outcome.MEETING)),
    )
