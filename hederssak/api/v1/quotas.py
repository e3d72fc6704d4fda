"""What the company asks for: read by whom it is about, set by the director and the administrator (R14)."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field, model_validator

from hederssak.api.v1.opportunities import NamedOut
from hederssak.api.v1.problems import REFUSALS
from hederssak.goals.actions.quotas import QuotaDraft, set_quotas
from hederssak.goals.queries.quotas import quotas_of_year
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Team
from hederssak.rules.goals.periods import Unit
from hederssak.rules.goals.quotas import Span

router = Router(tags=["quotas"])
OUT: dict[int, Any] = REFUSALS
MOST = 500


class QuotaOut(Schema):
    """What is asked of one member or one team in a month, a quarter or a year."""

    id: uuid.UUID
    member: NamedOut | None
    team: NamedOut | None
    span: str
    first_day: dt.date
    unit: str
    amount: Decimal


class QuotasOut(Schema):
    """The quotas that begin in a year, teams' and members', as far as the caller may read them."""

    year: int
    items: list[QuotaOut]


class QuotaIn(Schema):
    """A quota for the period that `day` lies in, of a member or of a team; an amount of 0 takes one away."""

    member: uuid.UUID | None = None
    team: uuid.UUID | None = None
    span: Span
    day: dt.date
    amount: Decimal = Field(ge=0, lt=10**12)
    unit: Unit = Unit.MARGIN

    @model_validator(mode="after")
    def of_one(self) -> QuotaIn:
        """Refuse a quota of nobody, or of two."""
        if (self.member is None) == (self.team is None):
            raise ValueError("give a member or a team")
        return self


class QuotasIn(Schema):
    """Quotas that are set together: all of them, or none."""

    items: list[QuotaIn] = Field(min_length=1, max_length=MOST)


class SetOut(Schema):
    """How many were set."""

    count: int


class Asked(Schema):
    """Which year; this one unless said."""

    year: int | None = Field(None, ge=2000, le=2200)


@router.get("", response={200: QuotasOut, **OUT}, operation_id="quotas", url_name="quotas")
def quotas(request: MemberRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Return the caller's own quotas; a manager's answer has the team's, the director's and administrator's all."""
    today = clock.day_in(request.member.organization.time_zone, clock.read())
    found = quotas_of_year(request.member, asked.year or today.year)
    return {"year": found.year, "items": found.rows}


@router.post("", response={200: SetOut, **OUT}, operation_id="set_quotas", url_name="quotas")
def make(request: MemberRequest, given: QuotasIn) -> dict[str, int]:
    """Set quotas in place of those that stood for the same period and unit; 403 for whoever may not."""
    drafts = [
        QuotaDraft(whose=_whose(request, one), span=one.span, day=one.day, amount=one.amount, unit=one.unit)
        for one in given.items
    ]
    return {"count": set_quotas(drafts, by=request.member, now=clock.read())}


def _whose(request: MemberRequest, given: QuotaIn) -> Member | Team:
    if given.team:
        return get_object_or_404(Team, organization_id=request.member.organization_id, pk=given.team)
    return get_object_or_404(Member.objects.visible_to(request.member), pk=given.member)
