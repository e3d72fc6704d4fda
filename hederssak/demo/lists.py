"""Whom the demo company's reps have called in their hours, what came of it, and who is on their HIT lists now."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hederssak.crm.models import Contact
from hederssak.demo.workdays import ZONE
from hederssak.lib import bulk
from hederssak.lib.rows import fresh
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member, Organization
from hederssak.prospecting.models import (
    Added,
    Block,
    BlockSession,
    BlockState,
    CallAttempt,
    HitEntry,
)
from hederssak.rules.attempts import Leaves, Outcome
from hederssak.rules.weeks import local_instant

WEEKS = 16
KEPT = (BlockState.HELD, BlockState.HELD_LATE)
HELD_LATE_BY = dt.timedelta(hours=5)
OUTCOMES = {
    Outcome.NO_ANSWER: 56,
    Outcome.GATEKEEPER: 15,
    Outcome.CONVERSATION: 19,
    Outcome.CALL_BACK: 8,
    Outcome.NOT_A_FIT: 2,
}
GONE = {
    Outcome.CONVERSATION: Leaves.TALKED,
    Outcome.CALL_BACK: Leaves.TALKED,
    Outcome.NOT_A_FIT: Leaves.NOT_A_FIT,
    Outcome.MEETING: Leaves.MEETING,
}
NOTES = {
    Outcome.CONVERSATION: (
        "Nöjda med dagens leverantör, avtalet går ut i maj",
        "Vill se siffror från någon i branschen",
        "Ska prata med produktionen först",
        "Bygger ut nästa år, inget beslut än",
        "",
    ),
    Outcome.CALL_BACK: ("Satt i möte", "Budgeten tas i ledningen på fredag", "Är på plats igen på torsdag"),
}
PROMISES = (
    ("Budgeten för nya linjen tas i ledningen på fredag.", 0),
    ("Ville ha siffrorna från förra installationen.", 0),
    ("Är tillbaka från semestern då.", 6),
)
SHORT_LISTS = frozenset({"jonas", "tobias"})
"""Whose lists are too short for the next hour: the system says so the day before."""


@dataclass
class Called:
    """Rows about what was called, written at once."""

    entries: list[HitEntry] = field(default_factory=list)
    attempts: list[CallAttempt] = field(default_factory=list)
    sessions: list[BlockSession] = field(default_factory=list)


def call_in_hours(organization: Organization, *, seed: int, now: dt.datetime) -> None:
    """Let each rep have called in the hours they held, four months back, and have a list for the next one."""
    contacts = _contacts(organization)
    booked = _booked(organization, now)
    found = Called()
    blocks = (
        Block.objects.for_booking()
        .filter(organization=organization, starts_at__gt=now - dt.timedelta(weeks=WEEKS), ends_at__lte=now)
        .select_related("member", "organization")
    )
    dice: dict[uuid.UUID, random.Random] = {}
    for block in blocks.order_by("starts_at", "member__name"):
        rng = dice.setdefault(block.member_id, random.Random(f"{seed} {block.member.name} calls"))
        people = contacts[block.member_id]
        if len(people) > 30:
            _live(found, block, people, booked[block.member_id], rng)
    for member in Member.objects.filter(organization=organization, role="rep", left_on=None).order_by("name"):
        _list_now(found, member, contacts[member.pk], random.Random(f"{seed} {member.name} list"), now)
    bulk.insert(found.entries)
    bulk.insert(found.attempts)
    bulk.insert(found.sessions)


def _live(
    found: Called, block: Block, people: Sequence[Contact], booked: Sequence[CustomerMeeting], rng: random.Random
) -> None:
    """Write an hour: who stood on the list, and if it was held each attempt."""
    is_kept = block.state in KEPT
    start = block.starts_at + (HELD_LATE_BY if block.state == BlockState.HELD_LATE else dt.timedelta())
    tries = rng.randint(8, 14) if is_kept else 0
    there = rng.sample(people, tries + rng.randint(0, 4) if is_kept else rng.randint(1, 5))
    length = block.ends_at - block.starts_at
    meetings = [one for one in booked if start <= one.logged_at < start + length]
    for place, contact in enumerate(there):
        at = start + length * ((place + rng.random()) / (len(there) + 1))
        meeting = meetings[place] if place < len(meetings) and place < tries else None
        outcome = Outcome.MEETING if meeting else rng.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
        gone = GONE.get(outcome, Leaves.NEVER_REACHED) if place < tries else Leaves.BY_HAND
        entry = _entry(block.member, contact, added_at=block.starts_at - dt.timedelta(hours=16), rng=rng)
        entry.left_at, entry.left_why = max(at, block.starts_at + dt.timedelta(minutes=1)), gone
        found.entries.append(entry)
        if place < tries:
            entry.tries = 1
            found.attempts.append(_attempt(block, entry, outcome, at, meeting, rng))
    if is_kept:
        found.sessions.append(
            fresh(
                BlockSession,
                organization=block.organization,
                member=block.member,
                block=block,
                entered_at=start + dt.timedelta(minutes=rng.randint(0, 4)),
                last_seen_at=start + length,
                seconds=int(length.total_seconds() * rng.uniform(0.88, 0.98)),
            )
        )


def _attempt(
    block: Block,
    entry: HitEntry,
    outcome: Outcome,
    at: dt.datetime,
    meeting: CustomerMeeting | None,
    rng: random.Random,
) -> CallAttempt:
    said = NOTES.get(outcome)
    return fresh(
        CallAttempt,
        organization=block.organization,
        key=uuid.UUID(int=rng.getrandbits(128), version=4),
        member=block.member,
        contact_id=entry.contact_id,
        account_id=entry.account_id,
        entry=entry,
        block=block,
        outcome=outcome.value,
        at=at,
        received_at=at,
        note=rng.choice(said) if said else "",
        call_back_at=at + dt.timedelta(days=rng.randint(1, 6)) if outcome == Outcome.CALL_BACK else None,
        meeting=meeting,
    )


def _list_now(found: Called, member: Member, people: Sequence[Contact], rng: random.Random, now: dt.datetime) -> None:
    """Put some on the list as it is now, new ones as many as known, and promise a few that they will be called."""
    count = rng.randint(2, 4) if member.first_name.lower() in SHORT_LISTS else rng.randint(13, 18)
    today = now.astimezone(ZONE).date()
    for place, contact in enumerate(rng.sample(people, min(count, len(people)))):
        entry = _entry(member, contact, added_at=now - dt.timedelta(days=rng.randint(1, 6)), rng=rng)
        if place < len(PROMISES) and count > 4:
            note, days = PROMISES[place]
            entry.note, entry.tries, entry.reached = note, 1, 1
            entry.call_back_at = local_instant(today + dt.timedelta(days=days), dt.time(0), ZONE)
        elif rng.random() < 0.25:
            entry.tries = entry.in_vain = rng.randint(1, 3)
        found.entries.append(entry)


def _entry(member: Member, contact: Contact, *, added_at: dt.datetime, rng: random.Random) -> HitEntry:
    return fresh(
        HitEntry,
        organization_id=member.organization_id,
        member=member,
        contact=contact,
        account_id=contact.account_id,
        added=Added.FILLED if rng.random() < 0.8 else Added.HAND,
        added_by=member,
        added_at=added_at,
    )


def _contacts(organization: Organization) -> dict[uuid.UUID, list[Contact]]:
    """Return the people with a number at each rep's companies, in an order that does not change."""
    rows = Contact.objects.filter(organization=organization, left_on=None, account__owner__isnull=False)
    found: dict[uuid.UUID, list[Contact]] = defaultdict(list)
    for contact in rows.exclude(phone="", mobile="").select_related("account").order_by("name", "account__name"):
        if contact.account and contact.account.owner_id:
            found[contact.account.owner_id].append(contact)
    return found


def _booked(organization: Organization, now: dt.datetime) -> dict[uuid.UUID, list[CustomerMeeting]]:
    """Return the meetings that each rep booked in these months, by when they did."""
    rows: Iterable[CustomerMeeting] = CustomerMeeting.objects.filter(
        organization=organization, logged_at__gt=now - dt.timedelta(weeks=WEEKS), logged_at__lte=now
    ).order_by("logged_at")
    found: dict[uuid.UUID, list[CustomerMeeting]] = defaultdict(list)
    for meeting in rows:
        if meeting.owner_id:
            found[meeting.owner_id].append(meeting)
    return found
