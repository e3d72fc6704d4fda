"""The plain values that the actions take."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hederssak.crm.models import Account, Contact, Product
from hederssak.history.actions import Source
from hederssak.lib.ids import new_id
from hederssak.org.models import Member
from hederssak.pipeline.models import BuyingRole, Criterion, LetGoReason, Opportunity, Stage
from hederssak.rules.meeting_checks import Person


@dataclass(frozen=True, kw_only=True)
class NextStepDraft:
    """What happens next. Without a day it is a wish, and the honesty list will ask for one."""

    what: str
    due_on: dt.date | None = None
    contact: Contact | None = None
    agreed_with_buyer: bool = False


@dataclass(frozen=True, kw_only=True)
class OpportunityDraft:
    """An opportunity to be made. What is unknown is None, never zero. Its own `source` goes before the batch's."""

    name: str
    stage: Stage
    opened_on: dt.date
    currency: str
    account: Account | None = None
    product: Product | None = None
    owner: Member | None = None
    amount: Decimal | None = None
    margin: Decimal | None = None
    amount_basis: str = ""
    close_date: dt.date | None = None
    segment: str = ""
    lead_source: str = ""
    is_tender: bool = False
    stage_since: dt.date | None = None
    closed_on: dt.date | None = None
    close_reason: str = ""
    custom: Mapping[str, Any] = field(default_factory=dict)
    next_step: NextStepDraft | None = None
    source: Source | None = None
    id: uuid.UUID = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class OpportunityEdit:
    """New values for some fields of one opportunity; its own `source` says when, where it differs from the batch's."""

    opportunity: Opportunity
    values: Mapping[str, Any]
    source: Source | None = None


@dataclass(frozen=True, kw_only=True)
class NextStepChange:
    """The open step ends, done or not, and another one takes its place where there is a draft."""

    opportunity: Opportunity
    source: Source
    draft: NextStepDraft | None = None
    was_done: bool = False


@dataclass(frozen=True, kw_only=True)
class EvidenceDraft:
    """How we know that an opportunity meets a criterion: in words, or by whom, from which meeting, which document."""

    opportunity: Opportunity
    criterion: Criterion
    source: Source
    text: str = ""
    contact: Contact | None = None
    meeting_key: uuid.UUID | None = None
    link: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing shows how we know."""
        named = self.contact is not None or self.meeting_key is not None
        return not (named or self.text.strip() or self.link.strip())


@dataclass(frozen=True, kw_only=True)
class SeatDraft:
    """A person's place in a decision, and when we last sat with them about it, where we have."""

    opportunity: Opportunity
    contact: Contact
    role: BuyingRole
    source: Source
    met_at: dt.datetime | None = None
    person: Person | None = None
    """What they do to get it decided; None leaves what is known."""
    said: Mapping[str, Any] = field(default_factory=dict)
    """What else is known of them in it, by field: stance, influence, step, reach, through, left_aside."""


@dataclass(frozen=True, kw_only=True)
class DecisionStepDraft:
    """One step of a decision, and its place in the order."""

    opportunity: Opportunity
    name: str
    position: int
    source: Source


@dataclass(frozen=True, kw_only=True)
class LettingGoDraft:
    """Why an opportunity is let go, on which day, and when to look again."""

    opportunity: Opportunity
    reason: LetGoReason
    day: dt.date
    source: Source
    competitor: str = ""
    note: str = ""
    look_again_on: dt.date | None = None
