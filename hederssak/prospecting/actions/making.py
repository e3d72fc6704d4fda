"""Making the times that the rules want, twelve weeks ahead, and taking back those that they no longer want."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from hederssak.lib import bulk
from hederssak.lib.rows import fresh
from hederssak.org.models import Member, Organization
from hederssak.org.queries import calendars_of, zone_of
from hederssak.prospecting.actions.debts import recount
from hederssak.prospecting.actions.entries import put_in, take_out
from hederssak.prospecting.actions.written import by_clock
from hederssak.prospecting.models import WEEKLY, Block, BlockKind, BlockState
from hederssak.prospecting.queries.blocks import TAKES_TIME, blocks_between, slot_of
from hederssak.prospecting.queries.rules import rules_of, sellers
from hederssak.rules.blocks import Occurrence, Slot, WeeklyRule, occurrences
from hederssak.rules.weeks import local_instant
from hederssak.rules.worktime import WorkCalendar

WEEKS = 12


@dataclass(frozen=True)
class Made:
    """How many times were made and taken back."""

    made: int
    removed: int


def make_blocks(
    *, organization: Organization, now: dt.datetime, members: Collection[Member] | None = None, weeks: int = WEEKS
) -> Made:
    """Make what the rules want from `now` to the end of the week that lies so many weeks ahead; safe to run twice.

    A week ends with the Sunday of the member's own clock. What stands after it is judged, but none is made there.
    A coming regular time that no rule wants any more (the rule ended, the member is away) is taken back, unless its
    preparation is written. Fetch given members with `select_related("team", "organization")`.
    """
    whom = sellers(organization) if members is None else list(members)
    within = Slot(now, now + dt.timedelta(weeks=weeks + 1, days=2))
    rules = rules_of(whom, on=now.date() - dt.timedelta(days=1))
    calendars = calendars_of(whom, range(now.year - 1, within.ends_at.year + 1))
    with transaction.atomic():
        if members is None:
            _clear_left(organization, now)
        there = blocks_between(whom, within)
        missing: list[Block] = []
        stale: list[Block] = []
        for member in whom:
            wanted = _wanted(member, rules[member.pk], calendars[member.pk], within)
            old = [block for block in there[member.pk] if block.starts_at > now]
            gone = [block for block in old if _is_stale(block, wanted)]
            stale += gone
            end = _end(member, now, weeks)
            soon = [one for one in wanted if one.slot.starts_at < end]
            missing += _missing(member, soon, [block for block in there[member.pk] if block not in gone])
        take_out(stale, by=None, now=now)
        Block.objects.filter(pk__in=[block.pk for block in stale]).delete()
        missing = _insert(missing)
        put_in(missing, by=None, now=now)
    return Made(len(missing), len(stale))


def _clear_left(organization: Organization, now: dt.datetime) -> None:
    """Take back what lies ahead of members who have left."""
    rows = Block.objects.filter(organization=organization, state=BlockState.PLANNED, starts_at__gt=now)
    left = list(rows.filter(member__left_on__lte=now.date()).select_related("member"))
    take_out(left, by=None, now=now)
    Block.objects.filter(pk__in=[block.pk for block in left]).delete()
    recount({block.member_id for block in left}, organization=organization, source=by_clock(now), now=now)


def _insert(rows: list[Block]) -> list[Block]:
    """Insert rows and return those that stand: where somebody has put a time of their own there meanwhile, it stays."""
    try:
        with transaction.atomic():
            bulk.insert(rows)
    except IntegrityError:
        Block.objects.bulk_create(rows, ignore_conflicts=True)
        there = set(Block.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        return [row for row in rows if row.pk in there]
    return rows


def _end(member: Member, now: dt.datetime, weeks: int) -> dt.datetime:
    """Return when the Sunday so many weeks ahead is over where the member works."""
    zone = zone_of(member)
    today = now.astimezone(zone).date()
    monday = today + dt.timedelta(weeks=weeks + 1, days=-today.weekday())
    return local_instant(monday, dt.time(), zone)


def _wanted(member: Member, rules: Sequence[WeeklyRule], calendar: WorkCalendar, within: Slot) -> list[Occurrence]:
    zone = zone_of(member)
    first, last = (instant.astimezone(zone).date() for instant in (within.starts_at, within.ends_at))
    found = occurrences(rules, calendar, first, last)
    return [one for one in found if one.slot.starts_at > within.starts_at]


def _is_stale(block: Block, wanted: Iterable[Occurrence]) -> bool:
    """Say whether a coming block is one that its rule made and does not want any more."""
    if block.kind not in WEEKLY or block.state != BlockState.PLANNED or block.prepared_at or block.here_at:
        return False
    slot = slot_of(block)
    return all(one.slot != slot for one in wanted)


def _missing(member: Member, wanted: Iterable[Occurrence], there: Sequence[Block]) -> list[Block]:
    """Return rows for what is wanted and neither known nor in the way of a time that was put there by hand."""
    known = {block.starts_at for block in there}
    taken = [slot_of(block) for block in there if block.state in TAKES_TIME]
    return [
        fresh(
            Block,
            organization=member.organization,
            member=member,
            rule_id=_key(one.rule),
            kind=BlockKind.PLANNING if one.rule.plans else BlockKind.REGULAR,
            starts_at=one.slot.starts_at,
            ends_at=one.slot.ends_at,
        )
        for one in wanted
        if one.slot.starts_at not in known and not any(one.slot.overlaps(slot) for slot in taken)
    ]


def _key(rule: WeeklyRule) -> uuid.UUID:
    assert isinstance(rule.key, uuid.UUID)  # noqa: S101 (rules of this room are known by their row)
    return rule.key
