"""Preparing a meeting: its charter, who comes and why, the Wembley sheet, the invitation, the manager along."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.crm.models import Contact
from hederssak.lib.addresses import page
from hederssak.lib.rows import save_only
from hederssak.meetings import texts
from hederssak.meetings.actions.checks import keep_checks
from hederssak.meetings.models import Attendee, Charter, Conscience, CustomerMeeting, Investment, Sheet
from hederssak.meetings.queries.checks import CHARTER, investment_of
from hederssak.org.access import require_write
from hederssak.org.models import Member
from hederssak.outbox.actions import Letter, write_mail
from hederssak.rules import meeting_checks


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody at the buyer who is to be there."""

    contact: Contact
    why: str = ""
    can_name: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """What was written about a meeting before it began; texts by the names of the charter's and the sheet's fields."""

    charter: Mapping[str, Any] = field(default_factory=dict)
    sheet: Mapping[str, Any] = field(default_factory=dict)
    rehearsed: bool = False
    investment: meeting_checks.Investment = field(default_factory=meeting_checks.Investment)
    guests: Sequence[Guest] = ()


def prepare(meeting: CustomerMeeting, preparation: Preparation, *, by: Member, now: dt.datetime) -> None:
    """Write what a meeting is prepared with; what is written after it began is kept and changes no check."""
    require_write(by, owner=meeting.owner)
    with transaction.atomic():
        keep_checks(meeting, now=now)
        said = {"organization_id": meeting.organization_id, "by": by, "at": now}
        charter = {name: preparation.charter.get(name, "" if name != "minutes" else None) for name in CHARTER}
        Charter.objects.update_or_create(meeting=meeting, defaults={**charter, **said})
        _write_sheet(meeting, preparation, said, now)
        _write_guests(meeting, preparation.guests)
        if meeting.account_id and preparation.investment != investment_of(meeting):
            found = preparation.investment
            Investment.objects.create(
                account_id=meeting.account_id,
                in_sight=found.in_sight,
                when=found.when,
                how_known=found.how_known,
                **said,
            )


def ask_manager(meeting: CustomerMeeting, *, by: Member, address: str, now: dt.datetime) -> bool:
    """Ask the manager along, once; False where there is none with an address. `address` is the site's own."""
    require_write(by, owner=meeting.owner)
    manager = by.team.manager if by.team else None
    if manager is None or manager == by or not manager.email:
        return False
    with transaction.atomic():
        sheet, _made = Sheet.objects.get_or_create(
            meeting=meeting, defaults={"organization_id": meeting.organization_id, "by": by, "at": now}
        )
        if sheet.manager_asked_at is None:
            save_only(sheet, manager_asked_at=now)
        link = f"{address}{page('meetings:meeting', meeting.pk)}"
        subject, text = texts.asked_along(meeting, by=by, manager=manager, link=link)
        letter = Letter(to=manager.email, subject=subject, text=text)
        key = f"asked-along:{meeting.pk}"
        write_mail(letter, key=key, organization_id=meeting.organization_id, now=now)
    return True


def would_take(meeting: CustomerMeeting, *, would: bool, by: Member, now: dt.datetime) -> None:
    """Keep the private answer to "would you take this meeting if nobody counted?"; only its owner gives it.

    Raises:
        PermissionDenied: For everyone else, the manager too.
    """
    if meeting.owner_id != by.pk:
        raise PermissionDenied
    defaults = {"organization_id": meeting.organization_id, "would": would, "at": now}
    Conscience.objects.update_or_create(meeting=meeting, defaults=defaults)


def _write_sheet(meeting: CustomerMeeting, given: Preparation, said: Mapping[str, Any], now: dt.datetime) -> None:
    before = Sheet.objects.filter(meeting=meeting).first()
    was = before.rehearsed_at if before else None
    rehearsed_at = (was or now) if given.rehearsed else None
    Sheet.objects.update_or_create(meeting=meeting, defaults={**given.sheet, "rehearsed_at": rehearsed_at, **said})


def _write_guests(meeting: CustomerMeeting, guests: Sequence[Guest]) -> None:
    """Make the list of who is to be there what was written; whether somebody came is left as it is."""
    wanted: dict[uuid.UUID, Guest] = {guest.contact.pk: guest for guest in guests}
    before = {row.contact_id: row for row in Attendee.objects.select_for_update().filter(meeting=meeting)}
    if before.keys() - wanted.keys():
        Attendee.objects.filter(meeting=meeting).exclude(contact__in=wanted).delete()
    for key, guest in wanted.items():
        row, said = before.get(key), {"why": guest.why, "can_name": guest.can_name}
        if row is None:
            Attendee.objects.update_or_create(meeting=meeting, contact_id=key, defaults=said)
        elif (row.why, row.can_name) != (guest.why, guest.can_name):
            save_only(row, **said)
