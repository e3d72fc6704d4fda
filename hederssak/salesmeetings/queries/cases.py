"""The deals that are told in meetings: which are offered, and which were told."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from django.db.models import F, Q, QuerySet
from django.db.models.lookups import IsNull

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.clock import day_in
from hederssak.lib.prepared import prepared
from hederssak.org.access import leads
from hederssak.org.models import Member, Team
from hederssak.pipeline.models import Opportunity, State
from hederssak.rules.cases import Candidate, Reason
from hederssak.salesmeetings.models import Case

LATELY = dt.timedelta(weeks=13)
"""For so long a deal that was told is not chosen again."""

LONGEST = dt.timedelta(hours=4)
"""A meeting that began longer ago is over."""


def may_write_in(member: Member, team: Team) -> bool:
    """Say whether the member may write to a team's cases: whoever is in it, and whoever leads it."""
    return member.team_id == team.pk or leads(member, team)


def may_steer(member: Member, case: Case) -> bool:
    """Say whether the member may put another question to a case or take it back: its teller, and who leads the team."""
    return member.pk == case.teller_id or leads(member, case.team)


def offered_as_of(meeting: SalesMeeting, *, as_of: dt.datetime) -> list[Candidate]:
    """Return what was volunteered for a meeting as of an instant; what is tied to no meeting waits for the next."""
    standing = Q(taken_back_at=None) | Q(taken_back_at__gt=as_of)
    rows = Case.objects.filter(
        Q(meeting=meeting) | Q(meeting=None),
        standing,
        organization_id=meeting.organization_id,
        team_id=meeting.team_id,
        reason=Reason.VOLUNTEERED,
        offered_at__lte=as_of,
        offered_at__gt=meeting.starts_at - LATELY,
    ).exclude(meeting=None, told_at__lte=as_of)
    found = rows.order_by("offered_at", "pk").values_list("opportunity_id", "teller_id", "offered_at")
    zone = meeting.team.time_zone
    return [
        Candidate(str(deal), str(teller or ""), Reason.VOLUNTEERED, since=day_in(zone, at))
        for deal, teller, at in found
    ]


def told_lately(team: Team, *, as_of: dt.datetime) -> set[str]:
    """Return the deals that the team was told of in the last quarter of a year, before an instant's day began."""
    rows = Case.objects.filter(
        organization_id=team.organization_id, team=team, told_at__gt=as_of - LATELY, told_at__lte=as_of
    )
    return {str(pk) for pk in rows.values_list("opportunity_id", flat=True)}


def open_offer(opportunity: Opportunity, *, now: dt.datetime) -> Case | None:
    """Return the case that a deal is offered or chosen as for a meeting ahead or on; None where there is none."""
    return _offers.first(opportunity.organization_id, opportunity.pk, now - LONGEST)


@prepared
def _offers(organization: uuid.UUID, opportunity: uuid.UUID, since: dt.datetime) -> QuerySet[Case]:
    ahead = Q(meeting=None) | Q(meeting__starts_at__gt=since)
    rows = Case.objects.filter(
        ahead, organization_id=organization, opportunity=opportunity, taken_back_at=None, told_at=None
    )
    return rows.select_related("meeting").order_by("-offered_at")[:1]


def cases_of(meeting: SalesMeeting, reader: Member) -> dict[str, Case]:
    """Return by opportunity the cases of a meeting that a member may see, and what waits for the next one."""
    rows = Case.objects.visible_to(reader).filter(
        Q(meeting=meeting) | Q(meeting=None, told_at=None), team_id=meeting.team_id, taken_back_at=None
    )
    return {str(case.opportunity_id): case for case in rows.order_by("offered_at")}


def waiting_cases(meeting: SalesMeeting, reader: Member) -> list[Case]:
    """Return the cases of a meeting, and what waits for the next one, with what a row names of them."""
    here = Q(meeting=meeting) | Q(meeting=None, told_at=None)
    rows = Case.objects.visible_to(reader).filter(here, team_id=meeting.team_id, taken_back_at=None)
    return list(rows.select_related("opportunity__account", "teller").order_by("offered_at")[:12])


def own_deals(member: Member, *, without: Collection[str], most: int = 8) -> list[Opportunity]:
    """Return a member's largest open deals that they could tell of.

    Whether the margin is known is asked for first: in the plain order of margins SQLite would walk through the deals of
    the whole organization to find the few of somebody who has hardly any.
    """
    rows = Opportunity.objects.filter(organization_id=member.organization_id, owner=member, state=State.OPEN)
    rows = rows.exclude(pk__in=[uuid.UUID(pk) for pk in without]).select_related("account", "stage")
    return list(rows.order_by(IsNull(F("margin"), rhs=True), "-margin", "pk")[:most])


def case_to_show(reader: Member) -> QuerySet[Case]:
    """Return the cases that a member may see, with what a page names of them."""
    beside = ("opportunity__account", "opportunity__owner__team", "opportunity__stage", "teller", "team", "meeting")
    return Case.objects.visible_to(reader).filter(taken_back_at=None).select_related(*beside, "stage", "organization")
