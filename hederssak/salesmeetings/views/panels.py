"""What other pages show of cases: on a deal's page, and in the pack."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hederssak.cadence.models import SalesMeeting
from hederssak.org.access import leads
from hederssak.org.models import Member
from hederssak.pipeline import texts as pipeline_texts
from hederssak.pipeline.models import Opportunity
from hederssak.rules.cases import Reason
from hederssak.salesmeetings.models import Case as CaseRow
from hederssak.salesmeetings.queries.cases import open_offer, own_deals, waiting_cases
from hederssak.salesmeetings.queries.likeness import learned_from_similar
from hederssak.salesmeetings.queries.told import Case, Deal, Told
from hederssak.salesmeetings.texts import cases as texts


@dataclass(frozen=True)
class Similar:
    """A told deal that resembles the one that is looked at: what was understood, and why it is named."""

    pk: str
    company: str
    state: str
    alike: str
    insights: list[str]


@dataclass(frozen=True)
class CasePanel:
    """What a deal's page says of cases: whether it is offered, whether the reader may, and what similar ones taught."""

    offered: CaseRow | None
    may_offer: bool
    may_take_back: bool
    learned: list[Similar]


def case_panel(row: Opportunity, reader: Member, *, now: dt.datetime) -> CasePanel:
    """Return what a deal's page says of cases, in five queries at most."""
    offered = open_offer(row, now=now)
    mine = row.owner_id == reader.pk and reader.team_id is not None
    may_take_back = offered is not None and (offered.teller_id == reader.pk or leads(reader, offered.team))
    learned = [
        Similar(
            pk=str(one.case.pk),
            company=one.case.opportunity.account.name if one.case.opportunity.account else one.case.opportunity.name,
            state=pipeline_texts.state(one.case.opportunity.state).lower(),
            alike=texts.alike(one.match.traits),
            insights=[insight.text for insight in one.insights],
        )
        for one in learned_from_similar(row, reader)
    ]
    return CasePanel(offered, mine and offered is None, may_take_back, learned)


def cases_in_pack(told: Told, meeting: SalesMeeting, reader: Member) -> list[Case]:
    """Return the pack's cases, and what was offered after it was frozen."""
    known = {one.deal.pk for one in told.cases}
    late = [
        Case(
            Deal(
                pk=str(row.opportunity_id),
                company=row.opportunity.account.name if row.opportunity.account else "",
                name=row.opportunity.name,
                owner=row.teller.first_name if row.teller else "",
                may_open=True,
            ),
            row.question or texts.case({"reason": row.reason}, teller=row.teller.first_name if row.teller else ""),
            reason=row.reason,
            pk=str(row.pk),
        )
        for row in waiting_cases(meeting, reader)
        if str(row.opportunity_id) not in known
    ]
    offered = [one for one in late if one.reason == Reason.VOLUNTEERED]
    return [*told.cases, *offered]


def deals_to_offer(told: list[Case], reader: Member, meeting: SalesMeeting) -> list[Opportunity]:
    """Return the reader's own deals that they could tell of in a meeting of their team: the largest open ones."""
    if reader.team_id != meeting.team_id:
        return []
    return own_deals(reader, without={one.deal.pk for one in told})
