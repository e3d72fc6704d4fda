"""The booking hours of the demo company: who holds theirs, whose slip, and one conflict that waits to be solved."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from hederssak.crm.models import Account
from hederssak.demo.founding import House
from hederssak.demo.reps import REPS, Rep
from hederssak.demo.story import Story
from hederssak.demo.words import MEETINGS
from hederssak.demo.workdays import EIGHT, HOUR_MINUTES, HOURS, PLANNING, ZONE, at
from hederssak.history.actions import Made, Source, record_made
from hederssak.history.models import Origin, RecordKind
from hederssak.lib import bulk
from hederssak.lib.rows import fresh
from hederssak.meetings.actions import MeetingDraft, make_meetings
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.org.models import Member
from hederssak.org.queries import calendars_of
from hederssak.prospecting.actions import ensure_reasons, make_blocks, recount
from hederssak.prospecting.models import Block, BlockKind, BlockRule, BlockState, Swap, SwapReason
from hederssak.rules.blocks import Busy, Slot, WeeklyRule, occurrences
from hederssak.rules.replacement_times import Wish, singles
from hederssak.rules.swaps import Payer, pay_week
from hederssak.rules.weeks import Week, local_day
from hederssak.rules.worktime import WorkCalendar

HELD_LATE = 0.06
PLANNING_MINUTES = 30
SLIPPING = 0.3
"""What is left of the chance to hold an hour while somebody's hours slip."""
MADE_UP_AFTER = 3
"""Weeks after which what was missed has been made up, by all whose hours don't slip."""
OFFERED = (
    "ons 13, tors 9, fre 10",
    "hela nästa vecka efter lunch",
    "två dagar till, de kunde bara då",
    "mån 15, ons 8",
)
TENDER = "Upphandling: genomgång av anbudet"


@dataclass
class Past:
    """What one rep's hours have become, in order."""

    rep: Rep
    member: Member
    rng: random.Random
    calendar: WorkCalendar
    now: dt.datetime
    regular: Sequence[Slot]
    blocks: list[Block] = field(default_factory=list)
    swaps: list[Swap] = field(default_factory=list)

    def taken(self, week: Week) -> list[Busy]:
        """Return the hours that stand in a week."""
        slots = [*self.regular, *(Slot(block.starts_at, block.ends_at) for block in self.blocks)]
        return [Busy(slot, "block") for slot in slots if local_day(slot.starts_at, ZONE) in week]


def keep_hours(house: House, story: Story, *, seed: int, now: dt.datetime) -> None:
    """Let the reps keep their booking hours from the first day to the present, as their habits are."""
    organization = house.organization
    ensure_reasons(organization)
    reasons = list(SwapReason.objects.filter(organization=organization).order_by("position"))
    rules = {team: _rules(house, team, story.days.first) for team in HOURS}
    members = list(Member.objects.filter(organization=organization, role="rep").select_related("team", "organization"))
    calendars = calendars_of(members, range(story.days.first.year, now.year + 2))
    visits = _visits(house, now)
    by_key = {member.first_name.lower(): member for member in members}
    pasts = []
    for rep in REPS:
        member = by_key[rep.key]
        first = story.days.first + dt.timedelta(weeks=rep.joined_week)
        ahead = now.astimezone(ZONE).date() + dt.timedelta(weeks=4)
        found = [one.slot for one in occurrences(rules[rep.team], calendars[member.pk], first, ahead)]
        past = Past(rep, member, random.Random(f"{seed} {rep.key} hours"), calendars[member.pk], now, found)
        _live(past, reasons, visits)
        pasts.append(past)
    _write(house, pasts)
    make_blocks(organization=organization, now=now, members=members)
    _receipts(house, pasts)
    _conflict(house, now)
    source = Source(origin=Origin.DEMO, known_at=now, before=now)
    recount([member.pk for member in members], organization=organization, source=source, now=now)


def _rules(house: House, team: str, first: dt.date) -> list[WeeklyRule]:
    rows = [
        BlockRule(
            organization=house.organization,
            team=house.teams[team],
            weekday=weekday,
            starts=EIGHT,
            minutes=HOUR_MINUTES,
            valid_from=first,
        )
        for weekday in HOURS[team]
    ]
    weekday, starts = PLANNING[team]
    plan = BlockRule(
        organization=house.organization,
        team=house.teams[team],
        kind=BlockKind.PLANNING,
        weekday=weekday,
        starts=starts,
        minutes=PLANNING_MINUTES,
        valid_from=first,
    )
    BlockRule.objects.bulk_create([*rows, plan])
    fields = ("team", "kind", "weekday", "starts", "minutes", "valid_from")
    made = [Made(RecordKind.BLOCK_RULE, row, fields, subject_id=house.teams[team].pk) for row in [*rows, plan]]
    record_made(made, organization_id=house.organization.pk, source=house.start)
    return [WeeklyRule(row.pk, row.weekday, EIGHT, HOUR_MINUTES, first, None, ZONE) for row in rows]


def _visits(house: House, now: dt.datetime) -> dict[tuple[object, dt.date], CustomerMeeting]:
    """Return the first customer meeting of each rep's day."""
    rows = CustomerMeeting.objects.filter(organization=house.organization, starts_at__lt=now).order_by("-starts_at")
    return {(row.owner_id, local_day(row.starts_at, ZONE)): row for row in rows.only("owner_id", "starts_at")}


def _live(past: Past, reasons: Sequence[SwapReason], visits: dict[tuple[object, dt.date], CustomerMeeting]) -> None:
    for slot in past.regular:
        if slot.ends_at > past.now:
            break
        weeks_ago = Week.of_instant(slot.starts_at, ZONE).until(Week.of_instant(past.now, ZONE))
        must_swap = weeks_ago == past.rep.habit.swapped_weeks_ago and not any(
            Week.of_instant(swap.block.starts_at, ZONE) == Week.of_instant(slot.starts_at, ZONE) for swap in past.swaps
        )
        state = BlockState.SWAPPED if must_swap else _state(past, weeks_ago)
        block = _block(past, slot, state)
        if state == BlockState.SWAPPED:
            block.settled_at = slot.starts_at - dt.timedelta(hours=20)
            past.swaps.append(
                Swap(
                    organization=past.member.organization,
                    block=block,
                    reason=past.rng.choice(reasons),
                    offered=past.rng.choice(OFFERED),
                    meeting=visits.get((past.member.pk, local_day(slot.starts_at, ZONE))),
                    by=past.member,
                    at=block.settled_at,
                )
            )
        if state == BlockState.SWAPPED or (state == BlockState.MISSED and weeks_ago > MADE_UP_AFTER):
            _make_up(past, block)


def _state(past: Past, weeks_ago: int) -> BlockState:
    habit = past.rep.habit
    chance = habit.holds * (SLIPPING if weeks_ago < habit.slips_for else 1)
    if past.rng.random() < chance:
        return BlockState.HELD_LATE if past.rng.random() < HELD_LATE else BlockState.HELD
    return BlockState.SWAPPED if past.rng.random() < habit.swaps else BlockState.MISSED


def _make_up(past: Past, lost: Block) -> None:
    """Put the two for an hour into the week that pays; those that are over were held, mostly."""
    week = pay_week(past.calendar, Week.of_instant(lost.starts_at, ZONE))
    ahead = sum(block.state == BlockState.PLANNED for block in past.blocks)
    wish = Wish(week, HOUR_MINUTES, Payer(past.calendar, ZONE, past.taken(week), ahead), usual=[EIGHT])
    found = [offer.slot for offer in singles(wish, now=lost.starts_at, count=2)]
    for slot in found if len(found) == 2 and ahead < 3 else ():
        is_over = slot.ends_at <= past.now
        state = BlockState.HELD if is_over else BlockState.PLANNED
        _block(past, slot, state, replaces=lost)


def _block(past: Past, slot: Slot, state: BlockState, *, replaces: Block | None = None) -> Block:
    held = state in {BlockState.HELD, BlockState.HELD_LATE}
    late = dt.timedelta(hours=5 if state == BlockState.HELD_LATE else 0)
    block = fresh(
        Block,
        organization=past.member.organization,
        member=past.member,
        kind=BlockKind.REPLACEMENT if replaces else BlockKind.REGULAR,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        state=state,
        replaces=replaces,
        here_at=slot.starts_at + late if held else None,
        settled_at=None if state == BlockState.PLANNED else slot.ends_at,
    )
    past.blocks.append(block)
    return block


def _write(house: House, pasts: Sequence[Past]) -> None:
    blocks = [block for past in pasts for block in past.blocks]
    swaps = [swap for past in pasts for swap in past.swaps]
    bulk.insert([block for block in blocks if block.replaces_id is None])
    bulk.insert([block for block in blocks if block.replaces_id is not None])
    bulk.insert(swaps)
    by_swap = defaultdict(list)
    for block in blocks:
        by_swap[block.replaces_id].append(block)
    made = []
    for swap in swaps:
        source = Source(origin=Origin.DEMO, known_at=swap.at, by=swap.by, before=swap.at)
        subject = swap.block.member_id
        made.append(Made(RecordKind.SWAP, swap, ("block", "reason", "offered", "meeting"), subject, source))
        fields = ("member", "kind", "starts_at", "ends_at", "replaces")
        made += [Made(RecordKind.BLOCK, block, fields, subject, source) for block in by_swap[swap.block_id]]
    record_made(made, organization_id=house.organization.pk, source=house.start)


def _receipts(house: House, pasts: Sequence[Past]) -> None:
    """Let the two hours of the swap that the demo shows book meetings, as such hours do."""
    drafts = []
    for past in pasts:
        weeks_ago = past.rep.habit.swapped_weeks_ago
        swaps = [swap for swap in past.swaps if weeks_ago and _weeks_ago(swap.block, past.now) == weeks_ago]
        lost = {swap.block_id for swap in swaps}
        held = [block for block in past.blocks if block.replaces_id in lost and block.state == BlockState.HELD]
        accounts = Account.objects.filter(organization=house.organization, owner=past.member).order_by("name")
        if not held:
            continue
        for number, account in enumerate(accounts[: len(held) + 1]):
            drafts.append(_booked(past, held[number % len(held)], account, number))
    make_meetings(drafts, organization=house.organization, source=house.start, now=pasts[0].now)


def _booked(past: Past, block: Block, account: Account, number: int) -> MeetingDraft:
    logged_at = block.starts_at + dt.timedelta(minutes=25 + 30 * number)
    start = past.calendar.add_working_days(local_day(block.starts_at, ZONE), 4 + number)
    starts_at = at(start, 13, 0)
    return MeetingDraft(
        title=MEETINGS[0][0],
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=60),
        logged_at=logged_at,
        account=account,
        owner=past.member,
        state=MeetingState.HELD if starts_at < past.now else MeetingState.BOOKED,
        source=Source.page(by=past.member, now=logged_at, origin=Origin.DEMO),
    )


def _weeks_ago(block: Block, now: dt.datetime) -> int:
    return Week.of_instant(block.starts_at, ZONE).until(Week.of_instant(now, ZONE))


def _conflict(house: House, now: dt.datetime) -> None:
    """Let a customer of Anna's ask for a time in one of her hours: what she does about it is up to who looks."""
    anna = house.members["anna"]
    ahead = Block.objects.filter(member=anna, kind=BlockKind.REGULAR, starts_at__gt=now + dt.timedelta(days=1))
    block = ahead.order_by("starts_at").first()
    account = Account.objects.filter(organization=house.organization, owner=anna).order_by("name").first()
    if block is None or account is None:
        return
    start = block.starts_at + dt.timedelta(minutes=60)
    draft = MeetingDraft(
        title=TENDER,
        starts_at=start,
        ends_at=start + dt.timedelta(minutes=60),
        logged_at=now - dt.timedelta(hours=2),
        account=account,
        owner=anna,
    )
    source = Source.page(by=anna, now=now - dt.timedelta(hours=2), origin=Origin.DEMO)
    make_meetings([draft], organization=house.organization, source=source, now=now)
