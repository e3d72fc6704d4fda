"""Cases: deals told in a meeting, the sheet of each as data, what was understood, and who tries what (R16)."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from hederssak.api.v1.case_sheets import CaseOut, InsightOut, SheetOut, case_out, sheet_of
from hederssak.api.v1.problems import REFUSALS
from hederssak.api.v1.promises import PromiseOut, promise_out
from hederssak.history.models import Origin
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Team
from hederssak.pipeline.models import Opportunity, State
from hederssak.rules.cases import Reason
from hederssak.salesmeetings.actions import cases as actions
from hederssak.salesmeetings.actions.promising import About, give
from hederssak.salesmeetings.models import Case, Insight
from hederssak.salesmeetings.queries import teams_to_meet
from hederssak.salesmeetings.queries.cases import case_to_show
from hederssak.salesmeetings.queries.learned import Asking, learned
from hederssak.salesmeetings.queries.promises import lines_of

router = Router(tags=["cases"])
OUT: dict[int, Any] = REFUSALS


class LearnedOut(Schema):
    """The latest told cases that answer, at most thirty, `of` how many; `all` counts those the caller may see."""

    items: list[CaseOut]
    of: int
    all: int


class Asked(Schema):
    """Which told cases: every word of `q` stands in them; of one reason, of one team."""

    q: str = Field("", max_length=200)
    reason: Reason | None = None
    team: uuid.UUID | None = None


class QuestionIn(Schema):
    """With which question a case is told."""

    question: str = Field("", max_length=300)


class OfferIn(QuestionIn):
    """Which deal of the caller's own is offered."""

    opportunity: uuid.UUID


class InsightIn(Schema):
    """A line that was understood."""

    text: str = Field(max_length=500)


class TryIn(Schema):
    """Who tries what, as it is typed ("@Anna ask who signs, Wed"), and on which open deal of the caller's own."""

    text: str = Field(max_length=300)
    opportunity: uuid.UUID | None = None


class TakenBackOut(Schema):
    """Which case was taken back."""

    id: uuid.UUID


@router.get("", response={200: LearnedOut, **OUT}, operation_id="cases", url_name="cases")
def cases(request: MemberRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Return what the caller's teams have learned, the latest told first."""
    teams = _teams(request)
    team = get_object_or_404(teams, pk=asked.team) if asked.team else None
    page = learned(request.member, Asking(asked.q, asked.reason or "", team))
    return {"items": [case_out(one) for one in page.cases], "of": page.of, "all": page.all}


@router.post("", response={200: SheetOut, **OUT}, operation_id="offer_case", url_name="cases")
def offer(request: MemberRequest, given: OfferIn) -> dict[str, Any]:
    """Offer one's own deal to be told in the team's next meeting; offered again it is the same case."""
    _teams(request)
    rows, now = Opportunity.objects.visible_to(request.member).select_related("account"), clock.read()
    deal = get_object_or_404(rows, pk=given.opportunity)
    made = actions.offer_case(opportunity=deal, question=given.question, by=request.member, now=now)
    return sheet_of(request.member, made.pk, now=now)


@router.get("/{uuid:pk}", response={200: SheetOut, **OUT}, operation_id="case", url_name="case")
def case(request: MemberRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Return a case's sheet: how the deal went, who decides, what was understood and who tries it."""
    return sheet_of(request.member, pk, now=clock.read())


@router.post("/{uuid:pk}/questions", response={200: SheetOut, **OUT}, operation_id="ask_case", url_name="case_question")
def question(request: MemberRequest, pk: uuid.UUID, given: QuestionIn) -> dict[str, Any]:
    """Put another question to a case: its teller, and whoever leads the team."""
    actions.put_question(case=_case(request, pk), question=given.question, by=request.member)
    return sheet_of(request.member, pk, now=clock.read())


@router.post(
    "/{uuid:pk}/insights", response={200: InsightOut, **OUT}, operation_id="write_insight", url_name="case_insights"
)
def insight(request: MemberRequest, pk: uuid.UUID, given: InsightIn) -> Insight:
    """Write down a line that was understood; the first one says that the case has been told."""
    return actions.write_insight(case=_case(request, pk), text=given.text, by=request.member, now=clock.read())


@router.post(
    "/{uuid:pk}/insights/{uuid:line}/strike",
    response={200: SheetOut, **OUT},
    operation_id="strike_insight",
    url_name="strike_insight",
)
def strike(request: MemberRequest, pk: uuid.UUID, line: uuid.UUID) -> dict[str, Any]:
    """Strike a line: who wrote it, and whoever leads the team."""
    rows = Insight.objects.filter(case=_case(request, pk)).select_related("case__team", "case__opportunity__account")
    actions.strike_insight(insight=get_object_or_404(rows, pk=line), by=request.member)
    return sheet_of(request.member, pk, now=clock.read())


@router.post("/{uuid:pk}/tries", response={200: PromiseOut, **OUT}, operation_id="try_insight", url_name="case_tries")
def attempt(request: MemberRequest, pk: uuid.UUID, given: TryIn) -> dict[str, Any]:
    """Write down who tries what, on which deal: a promise that names the case."""
    row, now = _case(request, pk), clock.read()
    about = About(opportunity=_own_deal(request, given.opportunity), case=row)
    meeting = row.meeting if row.told_at is None else None
    made = give(given.text, team=row.team, by=request.member, now=now, meeting=meeting, about=about, origin=Origin.API)
    return promise_out(lines_of([made], reader=request.member, now=now)[0])


@router.post("/{uuid:pk}/told", response={200: SheetOut, **OUT}, operation_id="tell_case", url_name="case_told")
def tell(request: MemberRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Note that a case has been told; it comes up again on deals like it."""
    now = clock.read()
    actions.tell_case(case=_case(request, pk), by=request.member, now=now)
    return sheet_of(request.member, pk, now=now)


@router.post(
    "/{uuid:pk}/back", response={200: TakenBackOut, **OUT}, operation_id="take_case_back", url_name="case_back"
)
def back(request: MemberRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Take an offered case back: its teller, and whoever leads the team; 409 with `told_already` for one told."""
    actions.take_back(case=_case(request, pk), by=request.member, now=clock.read())
    return {"id": pk}


def _teams(request: MemberRequest) -> QuerySet[Team]:
    """Return the teams whose cases the caller reads; whoever meets nobody is told of nothing."""
    teams = teams_to_meet(request.member)
    if not teams.exists():
        raise Http404
    return teams


def _case(request: MemberRequest, pk: uuid.UUID) -> Case:
    return get_object_or_404(case_to_show(request.member), pk=pk)


def _own_deal(request: MemberRequest, pk: uuid.UUID | None) -> Opportunity | None:
    if pk is None:
        return None
    rows = Opportunity.objects.filter(organization_id=request.member.organization_id, owner=request.member)
    return get_object_or_404(rows, pk=pk, state=State.OPEN)
