"""Making and changing customer meetings and activities. Batches are the rule, a single case is a batch of one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from hederssak.crm.actions import Edit, Writing
from hederssak.crm.models import Account, Contact
from hederssak.history.actions import Source
from hederssak.history.models import RecordKind
from hederssak.lib import bulk
from hederssak.lib.ids import new_id
from hederssak.lib.rows import fresh
from hederssak.meetings.models import Attendee, CustomerMeeting, MeetingState
from hederssak.org.models import Member, Organization
from hederssak.pipeline.models import Activity, Opportunity

MEETING_FIELDS = ("title", "account", "opportunity", "owner", "starts_at", "ends_at", "state", "custom")
ACTIVITY_FIELDS = ("kind", "subject", "opportunity", "account", "contact", "member", "at", "custom")


@dataclass(frozen=True, kw_only=True)
class MeetingDraft:
    """A meeting with a customer, booked or held, to be written down; `logged_at` is when it was, at its source."""

    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    logged_at: dt.datetime
    id: uuid.UUID = field(default_factory=new_id)
    account: Account | None = None
    opportunity: Opportunity | None = None
    owner: Member | None = None
    state: str = MeetingState.BOOKED
    attendees: Sequence[Contact] = ()
    custom: Mapping[str, Any] = field(default_factory=dict)
    source: Source | None = None
    """Who wrote it down and when, where that differs from the batch's."""


@dataclass(frozen=True, kw_only=True)
class ActivityDraft:
    """Something that we did, to be written down."""

    kind: str
    at: dt.datetime
    id: uuid.UUID = field(default_factory=new_id)
    subject: str = ""
    opportunity: Opportunity | None = None
    account: Account | None = None
    contact: Contact | None = None
    member: Member | None = None
    custom: Mapping[str, Any] = field(default_factory=dict)
    source: Source | None = None


_MEETINGS = Writing(
    CustomerMeeting,
    RecordKind.MEETING,
    MEETING_FIELDS,
    lambda _row, _now: (),
    lambda row: row.opportunity_id or row.account_id,
)
_ACTIVITIES = Writing(
    Activity,
    RecordKind.ACTIVITY,
    ACTIVITY_FIELDS,
    lambda _row, _now: (),
    lambda row: row.opportunity_id or row.account_id,
)


def make_meetings(
    drafts: Sequence[MeetingDraft], *, organization: Organization, source: Source, now: dt.datetime
) -> list[CustomerMeeting]:
    """Make meetings with who is to be there and one history row each, and return them in the order given."""
    rows = [
        fresh(
            CustomerMeeting,
            id=draft.id,
            organization=organization,
            account=draft.account,
            opportunity=draft.opportunity,
            owner=draft.owner,
            title=draft.title[:300],
            starts_at=draft.starts_at,
            ends_at=draft.ends_at,
            state=draft.state,
            custom=dict(draft.custom),
            logged_at=draft.logged_at,
        )
        for draft in drafts
    ]
    with transaction.atomic():
        sources = [draft.source for draft in drafts]
        _MEETINGS.make(rows, organization=organization, source=source, now=now, sources=sources)
        bulk.insert_values(
            Attendee,
            ("meeting_id", "contact_id", "why"),
            [
                (row.pk, contact_id, "")
                for row, draft in zip(rows, drafts, strict=True)
                for contact_id in dict.fromkeys(one.pk for one in draft.attendees)
            ],
        )
    return rows


def change_meetings(
    edits: Sequence[Edit[CustomerMeeting]], *, organization: Organization, source: Source, now: dt.datetime
) -> None:
    """Change fields of meetings, one history row for each field that changed."""
    _MEETINGS.change(edits, organization=organization, source=source, now=now)


def make_activities(
    drafts: Sequence[ActivityDraft], *, organization: Organization, source: Source, now: dt.datetime
) -> list[Activity]:
    """Make activities with one history row each, and return them in the order given."""
    rows = [
        fresh(
            Activity,
            id=draft.id,
            organization=organization,
            opportunity=draft.opportunity,
            account=draft.account,
            contact=draft.contact,
            member=draft.member,
            kind=draft.kind,
            subject=draft.subject[:300],
            at=draft.at,
            custom=dict(draft.custom),
        )
        for draft in drafts
    ]
    sources = [draft.source for draft in drafts]
    return _ACTIVITIES.make(rows, organization=organization, source=source, now=now, sources=sources)


def change_activities(
    edits: Sequence[Edit[Activity]], *, organization: Organization, source: Source, now: dt.datetime
) -> None:
    """Change fields of activities, one history row for each field that changed."""
    _ACTIVITIES.change(edits, organization=organization, source=source, now=now)
