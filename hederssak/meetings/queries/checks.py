"""What is known of a meeting, as its three checks ask it (R7)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import F, Min, QuerySet

from hederssak.crm.models import FitVerdict
from hederssak.crm.queries.fit import overrides_on
from hederssak.lib.ordered import ByName
from hederssak.meetings.models import Attendee, Charter, CustomerMeeting, Investment, MeetingState, Sheet
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, Stage
from hederssak.rules import fit, meeting_checks

CHARTER = ("purpose", "goal", "minutes", "why_so_long", "after")
SHEET = ("expectations", "insight", "picture", "tactic", "competitor", "plan_b", "next_step")
NEVER = 10**6


def facts_of(meetings: Sequence[CustomerMeeting]) -> dict[uuid.UUID, meeting_checks.Facts]:
    """Return what is known of meetings now, in the same few queries however many; fetch them with their stage."""
    known = _Known(meetings)
    return {meeting.pk: known.facts_of(meeting) for meeting in meetings}


def checks_of_all(meetings: Sequence[CustomerMeeting]) -> dict[uuid.UUID, meeting_checks.Checks]:
    """Return the three checks of meetings as they stand now."""
    return {key: meeting_checks.check(facts) for key, facts in facts_of(meetings).items()}


def checks_of(meeting: CustomerMeeting) -> meeting_checks.Checks:
    """Return the three checks of one meeting as they stand now."""
    return checks_of_all([meeting])[meeting.pk]


def waiting_for_checks(now: dt.datetime) -> QuerySet[CustomerMeeting]:
    """Return the meetings that have begun and whose checks were not kept yet; what was only written down has none.

    A meeting that was written down after it began (an import, a call logged late) was never prepared here.
    """
    begun = CustomerMeeting.objects.filter(starts_at__lte=now, starts_at__gt=now - dt.timedelta(days=2), checks=None)
    return begun.filter(logged_at__lt=F("starts_at")).exclude(state=MeetingState.CANCELED)


def charter_of(meeting: CustomerMeeting) -> meeting_checks.Charter:
    """Return a meeting's charter as the rule takes it."""
    row = Charter.objects.filter(meeting=meeting).first()
    seats = Attendee.objects.filter(meeting=meeting).select_related("contact").order_by(ByName("contact__name"))
    people = tuple((seat.contact.name, seat.why) for seat in seats)
    if row is None:
        return meeting_checks.Charter(people=people)
    return meeting_checks.Charter(row.purpose, people, row.goal, row.minutes, row.why_so_long, row.after)


def investment_of(meeting: CustomerMeeting) -> meeting_checks.Investment:
    """Return what is known of an investment at the company that is met."""
    return _investments([meeting.account_id]).get(meeting.account_id, meeting_checks.Investment())


class _Known:
    """What is read for some meetings at once."""

    def __init__(self, meetings: Sequence[CustomerMeeting]) -> None:
        keys = [meeting.pk for meeting in meetings]
        accounts = [meeting.account_id for meeting in meetings]
        deals = {meeting.opportunity_id for meeting in meetings}
        self.fits = dict(FitVerdict.objects.filter(account__in=accounts).values_list("account_id", "verdict"))
        self.overrides = overrides_on([key for key in accounts if key], min(_days(meetings), default=dt.date.max))
        self.investments = _investments(accounts)
        self.sheets = {row.meeting_id: row for row in Sheet.objects.filter(meeting__in=keys)}
        self.guests: dict[uuid.UUID, list[Attendee]] = defaultdict(list)
        for guest in Attendee.objects.filter(meeting__in=keys).order_by("pk"):
            self.guests[guest.meeting_id].append(guest)
        seats = CommitteeSeat.objects.filter(opportunity__in=deals, removed_at=None)
        self.seats = {(seat.opportunity_id, seat.contact_id): seat for seat in seats}
        self.first_held = _first_held(accounts, deals)
        self.proposals = _proposals({meeting.organization_id for meeting in meetings})

    def facts_of(self, meeting: CustomerMeeting) -> meeting_checks.Facts:
        deal, account = meeting.opportunity, meeting.account_id
        first_held = self.first_held.get(meeting.opportunity_id or account)
        return meeting_checks.Facts(
            fit=fit.Verdict(self.fits.get(account) or fit.Verdict.UNKNOWN) if account else fit.Verdict.UNKNOWN,
            override=self.overrides.get(account) if account else None,
            on=meeting.starts_at.date(),
            investment=self.investments.get(account, meeting_checks.Investment()),
            guests=tuple(self._guest(meeting, guest) for guest in self.guests[meeting.pk]),
            is_first=first_held is None or first_held >= meeting.starts_at,
            proposal_reached=deal is not None
            and deal.stage.position >= self.proposals.get((deal.organization_id, deal.stage.pipeline), NEVER),
            is_tender=deal is not None and deal.is_tender,
            sheet=_sheet(self.sheets.get(meeting.pk)),
        )

    def _guest(self, meeting: CustomerMeeting, guest: Attendee) -> meeting_checks.Guest:
        seat = self.seats.get((meeting.opportunity_id, guest.contact_id)) if meeting.opportunity_id else None
        return meeting_checks.Guest(
            decides=seat is not None and seat.role == BuyingRole.DECIDES,
            person=meeting_checks.Person(seat.person if seat else meeting_checks.Person.UNKNOWN),
            can_name=guest.can_name,
        )


def _days(meetings: Iterable[CustomerMeeting]) -> Iterator[dt.date]:
    return (meeting.starts_at.date() for meeting in meetings)


def _sheet(row: Sheet | None) -> meeting_checks.Sheet:
    if row is None:
        return meeting_checks.Sheet()
    texts = {name: getattr(row, name) for name in SHEET}
    return meeting_checks.Sheet(**texts, is_important=row.is_important, rehearsed=row.rehearsed_at is not None)


def _investments(accounts: Iterable[uuid.UUID | None]) -> dict[uuid.UUID | None, meeting_checks.Investment]:
    rows = Investment.objects.filter(account__in={key for key in accounts if key}).order_by("at", "pk")
    return {row.account_id: meeting_checks.Investment(row.in_sight, row.when, row.how_known) for row in rows}


def _first_held(accounts: Iterable[uuid.UUID | None], deals: Iterable[uuid.UUID | None]) -> dict[Any, dt.datetime]:
    """Return when the first meeting was held on each opportunity, and at each company."""
    held = CustomerMeeting.objects.filter(state=MeetingState.HELD).order_by()
    found: dict[Any, dt.datetime] = {}
    for name, keys in (("account", accounts), ("opportunity", deals)):
        rows = held.filter(**{f"{name}__in": {key for key in keys if key}})
        found |= dict(rows.values_list(f"{name}_id").annotate(first=Min("starts_at")))
    return found


def _proposals(organizations: Iterable[uuid.UUID]) -> dict[tuple[uuid.UUID, str], int]:
    """Return the place of the first proposal stage of each pipeline."""
    rows = Stage.objects.filter(organization__in=organizations, is_proposal=True).order_by()
    found = rows.values_list("organization_id", "pipeline").annotate(first=Min("position"))
    return {(organization, pipeline): first for organization, pipeline, first in found}
