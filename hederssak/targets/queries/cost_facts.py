"""What is known of held meetings, a block of opportunities at a time, so that memory stays small however many."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from hederssak.crm.models import Account, Relationship
from hederssak.history.models import Change, RecordKind
from hederssak.lib.among import Among
from hederssak.lib.clock import day_in
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.org.models import Organization, Team
from hederssak.pipeline.models import Opportunity, Stage, State
from hederssak.rules.useless import longest_wait

BLOCK = 1_000


class Held(NamedTuple):
    """One held meeting, and whether its checks were kept and what they lacked."""

    pk: uuid.UUID
    deal: uuid.UUID | None
    account: uuid.UUID | None
    town: str | None
    owner: uuid.UUID | None
    team: uuid.UUID | None
    title: str
    starts: dt.datetime
    ends: dt.datetime
    logged: dt.datetime
    is_right: bool | None
    lacks: list[str] | None


class Deal(NamedTuple):
    """How an opportunity stands."""

    pk: uuid.UUID
    account: uuid.UUID | None
    state: str
    qualified: dt.datetime | None
    opened_on: dt.date
    closed_on: dt.date | None
    source: str
    is_tender: bool


@dataclass
class Block:
    """Meetings with all that is known of their opportunities and companies; meetings of one opportunity in order.

    `proposals` are the days on which one went out, by opportunity; `moved` when a meeting was moved into its month;
    `relations` what a company was to us until a day, the last entry without one.
    """

    meetings: list[Held]
    deals: dict[uuid.UUID, Deal] = field(default_factory=dict)
    of_account: dict[uuid.UUID, list[Deal]] = field(default_factory=dict)
    proposals: dict[uuid.UUID, list[dt.date]] = field(default_factory=dict)
    moved: dict[uuid.UUID, dt.datetime] = field(default_factory=dict)
    relations: dict[uuid.UUID, list[tuple[dt.date, str]]] = field(default_factory=dict)


class Reader:
    """Reads blocks of one organization with its zones and proposal stages at hand."""

    def __init__(self, organization: Organization) -> None:
        """Read what is the same for all."""
        self.organization = organization
        self.zone = organization.time_zone
        self.zones = dict(Team.objects.filter(organization=organization).values_list("pk", "time_zone"))
        stages = Stage.objects.filter(organization=organization, is_proposal=True)
        self.proposal_stages = {str(pk) for pk in stages.values_list("pk", flat=True)}

    def zone_of(self, meeting: Held) -> ZoneInfo:
        """Return the zone whose days a meeting lies in: its owner's team's."""
        return ZoneInfo(self.zones.get(meeting.team, self.zone) if meeting.team else self.zone)

    def blocks(self) -> Iterator[Block]:
        """Yield all held meetings, those of one opportunity in one block; then those about no opportunity."""
        held = CustomerMeeting.objects.filter(organization=self.organization, state=MeetingState.HELD).order_by()
        on_deals = held.filter(opportunity__isnull=False)
        rest, last = on_deals, None
        while True:
            if last is not None:
                rest = on_deals.filter(opportunity__gt=last)
            ids = rest.order_by("opportunity_id").values_list("opportunity_id", flat=True).distinct()[:BLOCK]
            keys = [key for key in ids if key is not None]
            if not keys:
                break
            last = keys[-1]
            found = held.filter(Among("opportunity_id", keys)).order_by("opportunity_id", "starts_at", "pk")
            yield self._block(_rows(found))
        loose, last = held.filter(opportunity=None), None
        while rows := _rows((loose.filter(pk__gt=last) if last else loose).order_by("pk")[: 2 * BLOCK]):
            last = rows[-1].pk
            yield self._block(rows)

    def _block(self, meetings: list[Held]) -> Block:
        block = Block(meetings)
        accounts = {one.account for one in meetings if one.account}
        deals = {one.deal for one in meetings if one.deal}
        for row in self._deals(Opportunity.objects.filter(Among("pk", deals))):
            block.deals[row.pk] = row
        by_account: dict[uuid.UUID, list[Deal]] = defaultdict(list)
        for row in self._deals(
            Opportunity.objects.filter(Among("account_id", accounts), organization=self.organization)
        ):
            if row.account:
                by_account[row.account].append(row)
        block.of_account = by_account
        self._read_changes(block, accounts)
        return block

    def _deals(self, rows: QuerySet[Opportunity]) -> Iterator[Deal]:
        names = ("pk", "account_id", "state", "qualified_at", "opened_on", "closed_on", "lead_source", "is_tender")
        return map(Deal._make, rows.values_list(*names).iterator(chunk_size=5_000))

    def _read_changes(self, block: Block, accounts: set[uuid.UUID]) -> None:
        """Read from the history: proposals to unqualified ones, meetings that were moved, what companies were."""
        keys = {one.deal or one.account or one.pk for one in block.meetings} | accounts
        wanted = Change.objects.filter(Among("subject_id", keys), organization=self.organization)
        rows = wanted.filter(field__in=("", "stage", "starts_at", "relationship")).exclude(
            field="", kind__in=[kind for kind in RecordKind if kind != RecordKind.OPPORTUNITY]
        )
        changes = rows.order_by("before_at", "pk").values_list("kind", "field", "record_id", "old", "new", "before_at")
        proposals: dict[uuid.UUID, list[dt.date]] = defaultdict(list)
        relations: dict[uuid.UUID, list[tuple[dt.date, str]]] = defaultdict(list)
        for kind, name, record, old, new, at in changes.iterator(chunk_size=5_000):
            if kind == RecordKind.OPPORTUNITY:
                stage = new.get("stage") if name == "" and isinstance(new, dict) else new
                if stage in self.proposal_stages:
                    proposals[record].append(day_in(self.zone, at))
            elif kind == RecordKind.MEETING and name == "starts_at":
                if str(old)[:7] != str(new)[:7]:
                    block.moved[record] = at
            elif kind == RecordKind.ACCOUNT and name == "relationship":
                relations[record].append((day_in(self.zone, at), str(old)))
        now = Account.objects.filter(Among("pk", accounts)).values_list("pk", "relationship")
        block.relations = {pk: [*relations[pk], (dt.date.max, relation)] for pk, relation in now}
        block.proposals = proposals


def own_wait(organization: Organization) -> int:
    """Return how many days a meeting gets to lead somewhere, from the own times to qualify (R10)."""
    rows = Opportunity.objects.filter(organization=organization, qualified_at__isnull=False)
    known = rows.values_list("opened_on", "qualified_at")
    days = [
        (at.date() - opened).days
        for opened, at in known.iterator(chunk_size=5_000)
        if at is not None and at.date() >= opened
    ]
    return longest_wait(days)


def was_customer(relations: Sequence[tuple[dt.date, str]], deals: Sequence[Deal], day: dt.date) -> bool:
    """Say whether a company had bought already on a day: it was marked as a customer then, or a deal was won before."""
    relation = next((what for until, what in relations if day < until), "")
    won = any(one.state == State.WON and one.closed_on is not None and one.closed_on < day for one in deals)
    return won or relation == Relationship.CUSTOMER


def qualified_day(deals: Sequence[Deal], day: dt.date, zone: str) -> dt.date | None:
    """Return when something at a company was qualified: a day before if it was open then, else the first one after."""
    days = sorted(
        day_in(zone, one.qualified)
        for one in deals
        if one.qualified is not None and (one.closed_on is None or one.closed_on >= day)
    )
    before = [one for one in days if one <= day]
    return before[-1] if before else days[0] if days else None


def _rows(rows: QuerySet[CustomerMeeting]) -> list[Held]:
    names: tuple[Any, ...] = (
        *("pk", "opportunity_id", "account_id", "account__city", "owner_id", "owner__team_id", "title"),
        *("starts_at", "ends_at", "logged_at", "checks__is_right", "checks__lacks"),
    )
    return [Held._make(row) for row in rows.values_list(*names)]
