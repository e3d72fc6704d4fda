"""Rows of many tables, collected and inserted in bulk: the large organization does not go through the actions."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from typing import Any

from django.db import models, transaction

from hederssak.history.actions import CHANGE_COLUMNS, PRIVATE_COLUMNS
from hederssak.history.models import Change, Origin, PrivateText, RecordKind
from hederssak.lib import bulk
from hederssak.lib.ids import new_id
from hederssak.meetings.models import Attendee, CustomerMeeting
from hederssak.pipeline.models import Activity, CommitteeSeat, Evidence, LettingGo, NextStep, Opportunity, Parking

Values = tuple[Any, ...]
COLUMNS: dict[type[models.Model], tuple[str, ...]] = {
    Opportunity: (
        *("id", "organization_id", "account_id", "owner_id", "team_id", "name", "search_key", "order_key"),
        *("stage_id", "state", "amount", "margin", "margin_assumed", "currency", "amount_basis", "close_date"),
        *("segment", "lead_source", "is_tender", "stage_since", "opened_on", "closed_on", "close_reason"),
        *("qualified_at", "progressed_at", "custom", "created_at", "changed_at", "unjudged"),
    ),
    NextStep: (
        *("id", "organization_id", "opportunity_id", "what", "due_on", "contact_id", "agreed_with_buyer"),
        *("by_id", "made_at", "ended_at", "was_done"),
    ),
    Evidence: ("id", "organization_id", "opportunity_id", "criterion_id", "text", "link", "by_id", "at"),
    CommitteeSeat: (
        *("id", "organization_id", "opportunity_id", "contact_id", "role", "person", "stance", "influence"),
        *("reach", "left_aside", "met_at"),
    ),
    Parking: ("id", "organization_id", "opportunity_id", "reason", "wake_on", "by_id", "at", "ended_at"),
    LettingGo: (
        *("id", "organization_id", "opportunity_id", "reason", "competitor", "note", "look_again_on"),
        *("by_id", "at", "undone_at"),
    ),
    CustomerMeeting: (
        *("id", "organization_id", "account_id", "opportunity_id", "owner_id", "title", "starts_at", "ends_at"),
        *("state", "custom", "logged_at"),
    ),
    Attendee: ("meeting_id", "contact_id", "why"),
    Activity: (
        *("id", "organization_id", "opportunity_id", "account_id", "contact_id", "member_id"),
        *("kind", "subject", "at", "custom"),
    ),
    Change: CHANGE_COLUMNS,
    PrivateText: PRIVATE_COLUMNS,
}


class Rows:
    """Collects rows until they are written."""

    def __init__(self, organization_id: uuid.UUID) -> None:
        """Begin with none."""
        self.organization_id = organization_id
        self.waiting: dict[type[models.Model], list[Values]] = defaultdict(list)
        self.written: dict[type[models.Model], int] = defaultdict(int)

    def add(self, model: type[models.Model], *values: Any) -> uuid.UUID:
        """Take up a row of a table whose first two columns are its key and the organization; return the key."""
        key = new_id()
        self.waiting[model].append((key, self.organization_id, *values))
        return key

    def made(
        self,
        kind: RecordKind,
        record: uuid.UUID,
        subject: uuid.UUID,
        values: dict[str, Any],
        at: dt.datetime,
        by: uuid.UUID,
        private: dict[str, Any] | None = None,
    ) -> None:
        """Take up the history row of a record that was made."""
        key = self.add(Change, kind, record, subject, "", None, values, at, at, at, by, Origin.DEMO, None)
        if private:
            self.waiting[PrivateText].append((key, self.organization_id, record, {"new": private}))

    def changed(
        self, kind: RecordKind, record: uuid.UUID, subject: uuid.UUID, change: Values, at: dt.datetime, by: uuid.UUID
    ) -> None:
        """Take up the history row of one field: (field, old, new), as JSON holds them."""
        self.add(Change, kind, record, subject, *change, at, at, at, by, Origin.DEMO, None)

    def write(self) -> None:
        """Insert what was taken up, in one transaction, records before what hangs on them."""
        with transaction.atomic():
            for model, columns in COLUMNS.items():
                rows = self.waiting.pop(model, [])
                if rows:
                    bulk.insert_values(model, columns, rows)
                    self.written[model] += len(rows)
