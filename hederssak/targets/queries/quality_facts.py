"""What the figures of quality are counted from, of a whole organization in a few passes."""

from __future__ import annotations

import datetime as dt
import uuid
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from hederssak.crm.models import Account, Relationship
from hederssak.history.models import Change, RecordKind
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.org.models import Organization
from hederssak.pipeline.models import NextStep, Opportunity, Stage, StageKind, State
from hederssak.pipeline.queries.rates import rates_of
from hederssak.rules.meeting_checks import Lack
from hederssak.rules.money import Money, RateUnknown
from hederssak.rules.quality import Deal, Lacking, Meeting

LACKING = {
    Lack.OUT_OF_FIT: Lacking.FIT,
    Lack.FIT_UNKNOWN: Lacking.FIT,
    Lack.NO_INVESTMENT: Lacking.TIMING,
    Lack.INVESTMENT_WHEN: Lacking.TIMING,
    Lack.INVESTMENT_HOW: Lacking.EVIDENCE,
}
CHUNK = 5_000


class DealRow(NamedTuple):
    """How an opportunity stands; `margin` of one that ended is in the organization's currency."""

    pk: uuid.UUID
    account: uuid.UUID | None
    owner: uuid.UUID | None
    team: uuid.UUID | None
    state: str
    opened_on: dt.date
    closed_on: dt.date | None
    qualified_at: dt.datetime | None
    is_tender: bool
    margin: float | None


class HeldRow(NamedTuple):
    """One held meeting."""

    deal: uuid.UUID | None
    account: uuid.UUID | None
    owner: uuid.UUID | None
    starts: dt.datetime
    logged: dt.datetime
    is_right: bool | None
    lacks: list[str] | None
    qualified_out: bool | None


@dataclass
class Facts:
    """Deals by key, meetings, when dated steps were agreed, what moved on, and proposals, by deal."""

    deals: dict[uuid.UUID, DealRow] = field(default_factory=dict)
    held: list[HeldRow] = field(default_factory=list)
    steps: Mapping[uuid.UUID, list[dt.date]] = field(default_factory=dict)
    moves: Mapping[uuid.UUID, list[dt.datetime]] = field(default_factory=dict)
    proposals: Mapping[uuid.UUID, list[dt.date]] = field(default_factory=dict)
    customers: frozenset[uuid.UUID] = frozenset()
    first_won: Mapping[uuid.UUID, dt.date] = field(default_factory=dict)
    first_met: dict[uuid.UUID, dt.date] = field(default_factory=dict)

    def meeting(self, row: HeldRow) -> Meeting:
        """Return a meeting as the rule takes it."""
        on = row.starts.date()
        deal = self.deals.get(row.deal) if row.deal else None
        steps = self.steps.get(row.deal, []) if row.deal else []
        place = bisect_left(steps, on)
        return Meeting(
            booked_on=row.logged.date(),
            on=on,
            is_right=row.is_right,
            lacks=None if row.lacks is None else frozenset(LACKING[Lack(one)] for one in row.lacks if one in LACKING),
            new=self._is_new(row.account, on),
            has_deal=deal is not None,
            qualified_out=bool(row.qualified_out),
            step_on=steps[place] if place < len(steps) else None,
            deal_qualified_on=deal.qualified_at.date() if deal and deal.qualified_at else None,
        )

    def deal(self, row: DealRow) -> Deal:
        """Return an opportunity as the rule takes it."""
        at = row.qualified_at
        moved = at is not None and any(move > at for move in self.moves.get(row.pk, ()))
        return Deal(
            qualified_on=at.date() if at else None,
            went_on=moved or (at is not None and row.state == State.WON),
            first_met=self.first_met.get(row.pk),
            proposals=tuple(self.proposals.get(row.pk, ())),
            is_tender=row.is_tender,
        )

    def _is_new(self, account: uuid.UUID | None, on: dt.date) -> bool | None:
        """Say whether a company had never bought then; of an old customer nobody knows since when, so it had."""
        if account is None:
            return None
        won = self.first_won.get(account)
        return won >= on if won is not None else account not in self.customers


def read_facts(organization: Organization, *, since: dt.date) -> Facts:
    """Return what is known; meetings since a day, opportunities whenever they were opened."""
    facts = Facts()
    rows = Opportunity.objects.filter(organization=organization).order_by()
    names = ("pk", "account_id", "owner_id", "team_id", "state", "opened_on", "closed_on", "qualified_at", "is_tender")
    rates = rates_of(organization)
    for *row, margin, currency in rows.values_list(*names, "margin", "currency").iterator(chunk_size=CHUNK):
        plain = DealRow._make([*row, None])
        if margin is not None and plain.closed_on is not None:
            try:
                converted = rates.convert(Money(margin, currency), organization.currency, plain.closed_on)
            except RateUnknown:
                converted = None
            plain = plain._replace(margin=None if converted is None else float(converted.amount))
        facts.deals[plain.pk] = plain
    held = CustomerMeeting.objects.filter(
        organization=organization, state=MeetingState.HELD, starts_at__date__gte=since
    ).order_by("starts_at")
    columns = (
        "opportunity_id",
        "account_id",
        "owner_id",
        "starts_at",
        "logged_at",
        "checks__is_right",
        "checks__lacks",
    )
    for seen in held.values_list(*columns, "debrief__qualified_out").iterator(chunk_size=CHUNK):
        one = HeldRow(*seen)
        facts.held.append(one)
        if one.deal is not None:
            facts.first_met.setdefault(one.deal, one.starts.date())
    facts.steps = _steps(organization, since)
    facts.moves, facts.proposals = _moves(organization, since)
    customers = Account.objects.filter(organization=organization, relationship=Relationship.CUSTOMER)
    facts.customers = frozenset(customers.order_by().values_list("pk", flat=True).iterator(chunk_size=CHUNK))
    facts.first_won = _first_won(facts.deals.values())
    return facts


def _first_won(deals: Iterable[DealRow]) -> dict[uuid.UUID, dt.date]:
    found: dict[uuid.UUID, dt.date] = {}
    for row in deals:
        if row.state == State.WON and row.account and row.closed_on:
            found[row.account] = min(row.closed_on, found.get(row.account, row.closed_on))
    return found


def _steps(organization: Organization, since: dt.date) -> dict[uuid.UUID, list[dt.date]]:
    """Return the days on which a dated step was agreed with the buyer, in order, by deal."""
    found: dict[uuid.UUID, list[dt.date]] = defaultdict(list)
    rows = NextStep.objects.filter(
        organization=organization, agreed_with_buyer=True, due_on__isnull=False, made_at__date__gte=since
    )
    for deal, at in rows.order_by("made_at").values_list("opportunity_id", "made_at").iterator(chunk_size=CHUNK):
        found[deal].append(at.date())
    return found


def _moves(
    organization: Organization, since: dt.date
) -> tuple[dict[uuid.UUID, list[dt.datetime]], dict[uuid.UUID, list[dt.date]]]:
    """Return when deals moved onward, and on which days a proposal went out: a proposal stage was reached."""
    stages = {str(one.pk): one for one in Stage.objects.filter(organization=organization)}
    moves: dict[uuid.UUID, list[dt.datetime]] = defaultdict(list)
    proposals: dict[uuid.UUID, list[dt.date]] = defaultdict(list)
    rows = Change.objects.filter(
        organization=organization, kind=RecordKind.OPPORTUNITY, field="stage", before_at__date__gte=since
    ).order_by()
    for deal, old, new, at in rows.values_list("record_id", "old", "new", "before_at").iterator(chunk_size=CHUNK):
        left, reached = stages.get(str(old)), stages.get(str(new))
        if left and reached and reached.kind != StageKind.LOST and reached.position > left.position:
            moves[deal].append(at)
            if reached.is_proposal and not left.is_proposal:
                proposals[deal].append(at.date())
    return moves, proposals
