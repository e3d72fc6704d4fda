"""What a deal is like, and which told deals resemble it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from hederssak.history.models import Change, RecordKind
from hederssak.honesty.models import Flag
from hederssak.lib.prepared import prepared
from hederssak.meetings.models import Sheet
from hederssak.org.access import of_team_for, side_of
from hederssak.org.models import Member
from hederssak.pipeline.models import LetGoReason, LettingGo, Opportunity, StageKind
from hederssak.rules.honesty.codes import Code
from hederssak.rules.likeness import Likeness, Similar, similar
from hederssak.salesmeetings.models import Case, Insight

LOOKED_AT = 60
"""Told cases that share a trait and are weighed, the latest first."""

FEARED = {Code.NO_BUYER_PROGRESS: LetGoReason.NO_DECISION, Code.PUSHED: LetGoReason.TIMING}
"""What an open deal may be lost by, as the questions to it fear."""

INSIGHTS = 2
"""Lines of a told deal that another deal's page shows."""


@dataclass(frozen=True)
class Copied:
    """What is copied of a deal onto its case when it is told: the columns of `Case` from `stage` on."""

    stage_id: uuid.UUID | None
    industry: str
    competitor: str
    lost_because: str
    margin: Decimal | None
    currency: str


def likeness_of(row: Opportunity) -> Copied:
    """Return what a deal is like: the open stage in which it stands or was decided, trade, rival, reason, margin."""
    given_up = LettingGo.objects.filter(opportunity=row, undone_at=None).first()
    because = given_up.reason if given_up else row.close_reason if row.state == "lost" else ""
    return Copied(
        stage_id=_decided_in(row),
        industry=row.account.industry if row.account else "",
        competitor=given_up.competitor if given_up else "",
        lost_because=because,
        margin=row.margin,
        currency=row.currency,
    )


def _decided_in(row: Opportunity) -> uuid.UUID | None:
    if row.stage.kind == StageKind.OPEN:
        return row.stage_id
    left = Change.objects.filter(
        organization_id=row.organization_id, kind=RecordKind.OPPORTUNITY, subject_id=row.pk, field="stage"
    )
    old = left.order_by("-before_at", "-pk").values_list("old", flat=True).first()
    return uuid.UUID(str(old)) if old else None


@dataclass(frozen=True)
class Learned:
    """A told deal that resembles another: what was understood, and in what they are alike."""

    case: Case
    insights: list[Insight]
    match: Similar


def learned_from_similar(row: Opportunity, reader: Member) -> list[Learned]:
    """Return what the reader's teams have learned from deals like an open one, at most two; in four queries."""
    if not row.is_open:
        return []
    like = _open_likeness(row)
    traits = row.stage_id, like.industry, like.reason
    cases = _told(row.pk, *traits, *side_of(reader), role=reader.role, has_rival=bool(like.competitor))
    told = {str(case.pk): case for case in cases}
    matches = similar(like, [(pk, _kept(case), case.told_at) for pk, case in told.items() if case.told_at])
    if not matches:
        return []
    insights: dict[str, list[Insight]] = {}
    for insight in Insight.objects.filter(case__in=[match.case for match in matches]).order_by("at", "pk"):
        insights.setdefault(str(insight.case_id), []).append(insight)
    return [Learned(told[match.case], insights[match.case][:INSIGHTS], match) for match in matches]


@prepared
def _told(
    but: uuid.UUID,
    stage: uuid.UUID,
    industry: str,
    reason: str,
    *side: *tuple[uuid.UUID, list[uuid.UUID], uuid.UUID],
    role: str,
    has_rival: bool,
) -> QuerySet[Case]:
    """Return the told cases that can reach the score: one of the heavier traits is shared, which empty ones are not."""
    shared = (
        Q(stage_id=stage) | Q(industry__same=industry, industry__gt="") | Q(lost_because=reason, lost_because__gt="")
    )
    if has_rival:
        shared |= ~Q(competitor="")
    rows = Case.objects.filter(of_team_for(*side, role=role)).exclude(opportunity=but)
    told = rows.filter(shared, told_at__isnull=False, taken_back_at=None, insights__isnull=False)
    return told.select_related("opportunity__account").only(*NEEDED).order_by("-told_at").distinct()[:LOOKED_AT]


NEEDED = (
    "told_at",
    "reason",
    "industry",
    "stage",
    "competitor",
    "lost_because",
    "margin",
    "currency",
    "opportunity__name",
    "opportunity__state",
    "opportunity__account__name",
)


@prepared
def _competitor(opportunity: uuid.UUID) -> QuerySet[Sheet, str]:
    sheets = Sheet.objects.filter(meeting__opportunity=opportunity).exclude(competitor="")
    return sheets.order_by("-meeting__starts_at").values_list("competitor", flat=True)[:1]


@prepared
def _feared(opportunity: uuid.UUID) -> QuerySet[Flag, str]:
    return Flag.objects.filter(opportunity=opportunity, code__in=FEARED).values_list("code", flat=True)


def _open_likeness(row: Opportunity) -> Likeness:
    """Return what an open deal is like: against whom as its meetings' sheets say, lost by what as its flags fear."""
    flags = set(_feared(row.pk))
    return Likeness(
        competitor=_competitor.first(row.pk) or "",
        reason=next((reason.value for code, reason in FEARED.items() if code in flags), ""),
        industry=row.account.industry if row.account else "",
        stage=str(row.stage_id),
        margin=row.margin,
        currency=row.currency,
    )


def _kept(case: Case) -> Likeness:
    return Likeness(
        industry=case.industry,
        stage=str(case.stage_id or ""),
        competitor=case.competitor,
        reason=case.lost_because,
        margin=case.margin,
        currency=case.currency,
    )
