"""Putting people onto a HIT list, and taking them off (R5)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from hederssak.crm.models import Contact
from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import RecordKind
from hederssak.lib.rows import save_only
from hederssak.org.access import leads
from hederssak.org.models import Member, Organization, Role
from hederssak.org.queries import zone_of
from hederssak.prospecting.models import Added, HitEntry
from hederssak.prospecting.queries.filling import Wish, who_fits
from hederssak.prospecting.queries.fit import NOT_JUDGED, fits_of
from hederssak.prospecting.queries.hitlist import number_of
from hederssak.rules.attempts import Leaves
from hederssak.rules.hitlist import HitListRefused, NotListed, Standing, require_listable

FIELDS = ("member", "contact", "account", "added", "call_back_at")


@dataclass(frozen=True)
class Entered:
    """Who came onto the list, and who may not be there, counted by the reason."""

    entries: Sequence[HitEntry] = ()
    refused: Mapping[NotListed, int] = field(default_factory=dict)

    @property
    def ids(self) -> list[uuid.UUID]:
        """Return the identifiers of the entries."""
        return [entry.pk for entry in self.entries]


def may_keep_list_of(by: Member, member: Member) -> bool:
    """Say whether somebody may change a member's list: that member, and the manager of their team."""
    return member.role in {Role.REP, Role.MANAGER} and (by.pk == member.pk or leads(by, member.team))


def require_list(by: Member, member: Member) -> None:
    """Raise `PermissionDenied` (403) unless `by` may change the member's list."""
    if by.organization_id != member.organization_id or not may_keep_list_of(by, member):
        raise PermissionDenied


def enter(
    contacts: Collection[Contact], *, member: Member, added: Added, by: Member, now: dt.datetime, note: str = ""
) -> Entered:
    """Put contacts onto a member's list, those that may stand there; whoever is on it already stays as they are.

    Never is one contact on two lists: where two ask at once, the database lets one of them have it.
    """
    require_list(by, member)
    standing = _standings(contacts, member, now)
    refused: Counter[NotListed] = Counter()
    entries = []
    for contact in contacts:
        try:
            require_listable(standing[contact.pk])
        except HitListRefused as error:
            refused[error.code] += 1
            continue
        entries.append(_entry(contact, member, added, by, now, note))
    already = set(_standing_on(contacts, member).values_list("contact_id", flat=True))
    entries = [entry for entry in entries if entry.contact_id not in already]
    with transaction.atomic():
        HitEntry.objects.bulk_create(entries, ignore_conflicts=True)
        stored = set(HitEntry.objects.filter(pk__in=[one.pk for one in entries]).values_list("pk", flat=True))
        made = [entry for entry in entries if entry.pk in stored]
        if lost := len(entries) - len(made):
            refused[NotListed.WITH_COLLEAGUE] += lost
        rows = [Made(RecordKind.HIT_ENTRY, entry, FIELDS, entry.account_id) for entry in made]
        record_made(rows, organization_id=member.organization_id, source=Source.page(by=by, now=now))
    return Entered(made, dict(refused))


def enter_one(
    contact: Contact, *, member: Member, by: Member, now: dt.datetime, note: str = "", added: Added = Added.HAND
) -> HitEntry:
    """Put one contact onto a list by hand. Raises `HitListRefused` when they can't stand there."""
    entered = enter([contact], member=member, added=added, by=by, now=now, note=note)
    if entered.refused:
        raise HitListRefused(next(iter(entered.refused)))
    return entered.entries[0] if entered.entries else _standing_on([contact], member).get()


@dataclass(frozen=True)
class Listing:
    """A place on a list that a file asks for."""

    id: uuid.UUID
    contact: Contact
    member: Member
    note: str = ""


def put_on_lists(
    listings: Sequence[Listing], *, organization: Organization, source: Source, now: dt.datetime
) -> set[uuid.UUID]:
    """Put contacts onto several members' lists at once and return which places stand; for files, which name the lists.

    Whoever can't stand there by now is left out, and so is whoever came onto a colleague's list meanwhile.
    """
    by_member: dict[uuid.UUID, list[Listing]] = defaultdict(list)
    for one in listings:
        by_member[one.member.pk].append(one)
    entries = []
    for places in by_member.values():
        standings = _standings([one.contact for one in places], places[0].member, now)
        for one in places:
            with suppress(HitListRefused):
                require_listable(standings[one.contact.pk])
                entry = _entry(one.contact, one.member, Added.FILE, None, now, one.note)
                entry.pk = one.id
                entries.append(entry)
    HitEntry.objects.bulk_create(entries, ignore_conflicts=True)
    stored = set(HitEntry.objects.filter(pk__in=[one.pk for one in entries]).values_list("pk", flat=True))
    rows = [Made(RecordKind.HIT_ENTRY, entry, FIELDS, entry.account_id) for entry in entries if entry.pk in stored]
    record_made(rows, organization_id=organization.pk, source=source)
    return stored


def fill(*, member: Member, wish: Wish, by: Member, now: dt.datetime) -> Entered:
    """Put the best contacts that nobody calls onto a list: by fit and size, as the wish says (R5)."""
    require_list(by, member)
    return enter(who_fits(member, wish, now=now), member=member, added=Added.FILLED, by=by, now=now)


def take_off(entry: HitEntry, *, by: Member, now: dt.datetime) -> None:
    """Take somebody off a list; nothing happens to whoever has left it already."""
    require_list(by, entry.member)
    with transaction.atomic():
        gone = HitEntry.objects.filter(pk=entry.pk, left_at=None).update(left_at=now, left_why=Leaves.BY_HAND)
        if gone:
            _write(entry, "left_why", "", Leaves.BY_HAND.value, by, now)


def put_back(entry: HitEntry, *, by: Member, now: dt.datetime) -> None:
    """Put back who was taken off by hand. Raises `HitListRefused` when they can't stand there any more."""
    require_list(by, entry.member)
    require_listable(_standings([entry.contact], entry.member, now)[entry.contact_id])
    if entry.left_why == Leaves.BY_HAND and not _standing_on([entry.contact], entry.member).exists():
        with transaction.atomic():
            save_only(entry, left_at=None, left_why="")
            _write(entry, "left_why", Leaves.BY_HAND.value, "", by, now)


def _write(entry: HitEntry, name: str, old: str, new: str, by: Member, now: dt.datetime) -> None:
    altered = Altered(RecordKind.HIT_ENTRY, entry.pk, name, old, new, entry.account_id)
    record_changed([altered], organization_id=entry.organization_id, source=Source.page(by=by, now=now))


def _entry(contact: Contact, member: Member, added: Added, by: Member | None, now: dt.datetime, note: str) -> HitEntry:
    return HitEntry(
        organization_id=member.organization_id,
        member=member,
        contact=contact,
        account_id=contact.account_id,
        added=added,
        added_by=by,
        added_at=now,
        note=note.strip()[:300],
    )


def _standing_on(contacts: Iterable[Contact], member: Member) -> QuerySet[HitEntry]:
    ids = [contact.pk for contact in contacts]
    return HitEntry.objects.filter(organization_id=member.organization_id, contact__in=ids, left_at=None, member=member)


def _standings(contacts: Collection[Contact], member: Member, now: dt.datetime) -> dict[uuid.UUID, Standing]:
    """Return what speaks against each contact, in two queries."""
    ids = [contact.pk for contact in contacts]
    elsewhere = HitEntry.objects.filter(organization_id=member.organization_id, contact__in=ids, left_at=None)
    taken = set(elsewhere.exclude(member=member).values_list("contact_id", flat=True))
    today = now.astimezone(zone_of(member)).date()
    fits = fits_of({contact.account_id for contact in contacts}, today=today)
    return {
        contact.pk: Standing(
            do_not_contact=contact.do_not_contact_at is not None,
            has_left=contact.left_on is not None,
            has_number=bool(number_of(contact)),
            fit=fits.get(contact.account_id, NOT_JUDGED).verdict,
            is_let_in=fits.get(contact.account_id, NOT_JUDGED).is_let_in,
            with_colleague=contact.pk in taken,
        )
        for contact in contacts
    }
