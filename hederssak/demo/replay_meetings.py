"""Customer meetings and activities of the story, written in batches with their history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from hederssak.crm.models import Account, Contact
from hederssak.demo.story import Acted, Booked
from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import RecordKind
from hederssak.lib import bulk
from hederssak.lib.rows import save_batch
from hederssak.meetings.models import Attendee, CustomerMeeting, MeetingState
from hederssak.org.models import Organization
from hederssak.pipeline.models import Activity, Opportunity

MEETING_FIELDS = ("title", "account", "opportunity", "owner", "starts_at", "ends_at", "state")
ACTIVITY_FIELDS = ("kind", "subject", "opportunity", "account", "contact", "member", "at")


class MeetingLog:
    """Keeps the meetings by their number in the story."""

    def __init__(self, organization: Organization) -> None:
        """Begin without meetings."""
        self.organization = organization
        self.meetings: dict[int, CustomerMeeting] = {}
        self._booked: list[tuple[CustomerMeeting, Source, Sequence[Contact]]] = []

    def book(
        self,
        event: Booked,
        source: Source,
        *,
        account: Account,
        opportunity: Opportunity | None,
        contacts: Sequence[Contact],
    ) -> None:
        """Take up a meeting; `write_booked` writes what was taken up."""
        row = CustomerMeeting(
            organization=self.organization,
            account=account,
            opportunity=opportunity,
            owner=source.by,
            title=event.title,
            starts_at=event.starts_at,
            ends_at=event.starts_at + dt.timedelta(minutes=event.minutes),
            logged_at=event.at,
        )
        self.meetings[event.number] = row
        self._booked.append((row, source, contacts))

    def write_booked(self) -> None:
        """Insert the meetings that were taken up, with who is to be there."""
        booked, self._booked = self._booked, []
        with transaction.atomic():
            bulk.insert([row for row, _, _ in booked])
            Attendee.objects.bulk_create(
                Attendee(meeting=row, contact=contact) for row, _, contacts in booked for contact in contacts
            )
            record_made(
                [
                    Made(RecordKind.MEETING, row, MEETING_FIELDS, row.opportunity_id or row.account_id, source)
                    for row, source, _ in booked
                ],
                organization_id=self.organization.pk,
                source=booked[0][1],
            )

    def end(self, endings: Sequence[tuple[int, str, Source]]) -> None:
        """Write what became of meetings."""
        altered, rows = [], []
        for number, state, source in endings:
            row = self.meetings[number]
            subject = row.opportunity_id or row.account_id
            altered.append(Altered(RecordKind.MEETING, row.pk, "state", row.state, state, subject, source))
            row.state = MeetingState(state)
            row.logged_at = source.known_at
            rows.append(row)
        with transaction.atomic():
            save_batch(rows, {"state", "logged_at"})
            record_changed(altered, organization_id=self.organization.pk, source=endings[0][2])

    def act(self, acted: Sequence[tuple[Acted, Opportunity, Contact, Source]]) -> None:
        """Write calls and letters."""
        pairs = [
            (
                Activity(
                    organization=self.organization,
                    opportunity=opportunity,
                    account_id=opportunity.account_id,
                    contact=contact,
                    member=source.by,
                    kind=event.kind,
                    subject=event.subject,
                    at=event.at,
                ),
                source,
            )
            for event, opportunity, contact, source in acted
        ]
        with transaction.atomic():
            bulk.insert([row for row, _ in pairs])
            record_made(
                [Made(RecordKind.ACTIVITY, row, ACTIVITY_FIELDS, row.opportunity_id, source) for row, source in pairs],
                organization_id=self.organization.pk,
                source=pairs[0][1],
            )
