"""One deal with what its own page asks of it beside its story: what is next, what the buyer has shown, who was met."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from hederssak.lib.prepared import prepared
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.access import reach_of, within
from hederssak.org.models import Member
from hederssak.pipeline.models import Criterion, Evidence, NextStep, Opportunity

MEETINGS = 8
EVIDENCE = ("criterion", "text", "contact__name", "meeting_key", "link", "at")
"""What is shown of a piece of evidence."""


@dataclass(frozen=True)
class Shown:
    """Something that must be true in a stage, the evidence for it, and the meeting it is from, if that still stands."""

    text: str
    stage: str
    evidence: Evidence | None
    meeting: CustomerMeeting | None

    @property
    def opens(self) -> bool:
        """Say whether the evidence's document opens with a press."""
        return self.evidence is not None and self.evidence.link.startswith(("https://", "http://"))


@prepared
def _deal(
    organization: uuid.UUID, teams: list[uuid.UUID], people: list[uuid.UUID], pk: uuid.UUID
) -> QuerySet[Opportunity]:
    rows = Opportunity.objects.filter(within(organization, teams, people, owner="owner", team="team"), pk=pk)
    return rows.select_related("stage", "account", "owner__team", "team")


def deal_to_show(member: Member, pk: uuid.UUID) -> Opportunity | None:
    """Return a deal with its stage, company, owner and team, if the member may see it."""
    row = _deal.first(*reach_of(member), pk)
    if row is not None:
        row.organization = member.organization
    return row


@prepared
def _step(opportunity: uuid.UUID) -> QuerySet[NextStep]:
    return NextStep.objects.filter(opportunity=opportunity, ended_at=None)


def step_of(row: Opportunity) -> NextStep | None:
    """Return what happens next, if anything does."""
    return _step.first(row.pk)


@prepared
def _wanted(organization: uuid.UUID, pipeline: str) -> QuerySet[Criterion, tuple[uuid.UUID, str, str]]:
    rows = Criterion.objects.filter(organization_id=organization, stage__pipeline=pipeline)
    return rows.order_by("stage__position", "position").values_list("pk", "text", "stage__name")


@prepared
def _evidence(opportunity: uuid.UUID) -> QuerySet[Evidence]:
    return Evidence.objects.filter(opportunity=opportunity).select_related("contact").only(*EVIDENCE)


def criteria_of(row: Opportunity) -> list[Shown]:
    """Return what must be true in the stages of a deal's process, in their order, with the evidence for each."""
    found = {one.criterion_id: one for one in _evidence(row.pk)}
    keys = [one.meeting_key for one in found.values() if one.meeting_key]
    from_meetings = CustomerMeeting.objects.filter(organization_id=row.organization_id, pk__in=keys)
    meetings = {one.pk: one for one in from_meetings} if keys else {}
    return [
        Shown(text, stage, evidence, meetings.get(evidence.meeting_key) if evidence and evidence.meeting_key else None)
        for pk, text, stage in _wanted(row.organization_id, row.stage.pipeline)
        for evidence in [found.get(pk)]
    ]


@prepared
def _meetings(organization: uuid.UUID, opportunity: uuid.UUID) -> QuerySet[CustomerMeeting]:
    rows = CustomerMeeting.objects.filter(organization_id=organization, opportunity=opportunity)
    return rows.only("title", "starts_at").order_by("-starts_at")[:MEETINGS]


def meetings_of(row: Opportunity) -> list[CustomerMeeting]:
    """Return the latest customer meetings about a deal."""
    return _meetings(row.organization_id, row.pk)
