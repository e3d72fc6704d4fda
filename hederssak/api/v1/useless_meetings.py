"""What useless meetings cost: sums by month, team, source and criterion, and the meetings behind each (R10)."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any, Literal

from django.http import Http404
from ninja import Field, Query, Router, Schema

from hederssak.api.v1.opportunities import NamedOut
from hederssak.api.v1.problems import REFUSALS
from hederssak.lib import clock
from hederssak.lib.keyset import BY_DAY, Order, page_of
from hederssak.org.actions import look_at_person
from hederssak.org.middleware import MemberRequest
from hederssak.rules.useless import Became
from hederssak.targets import texts
from hederssak.targets.models import MeetingCost
from hederssak.targets.queries.cost_pages import CostPage, Part, cost_page, has_costs, people_of, today_of, total_of
from hederssak.targets.queries.cost_scopes import Filter, NoSuchScopeError, Scope, filter_in, scope_of

PAGE = "cost"
NEWEST = Order("on", BY_DAY, descending=True)
router = Router(tags=["right meetings"])
OUT: dict[int, Any] = REFUSALS


class SumOut(Schema):
    """So many meetings: their own hours, of those in later meetings that they dragged along, of proposals, and money.

    `polite` of them were followed by a proposal to somebody unqualified.
    """

    meetings: int
    hours: Decimal
    later_hours: Decimal
    proposal_hours: Decimal
    money: Decimal
    polite: int


class MonthOut(SumOut):
    """The useless meetings of a month, and the money from the first of the twelve up to and with it."""

    first_day: dt.date
    money_so_far: Decimal


class TeamOut(SumOut):
    """The useless meetings of a team."""

    team: NamedOut


class CodeOut(SumOut):
    """The useless meetings of a source, or with a criterion that they lacked; `name` is how the page calls it."""

    code: str
    name: str


class OutcomeOut(SumOut):
    """The meetings that became the same (`right`, `qualified_out`, `useless`, ...) and whose deals ended alike."""

    became: str
    end: str


class TotalsOut(Schema):
    """Twelve months of costs; every sum opens to its meetings by the same names."""

    team: NamedOut | None
    member: NamedOut | None
    first_day: dt.date
    currency: str
    counted: bool
    useless: SumOut
    held: SumOut
    outcomes: list[OutcomeOut]
    months: list[MonthOut]
    teams: list[TeamOut]
    sources: list[CodeOut]
    criteria: list[CodeOut]
    people: list[NamedOut]


class MeetingOut(Schema):
    """A meeting behind a sum, and why it counts as it does."""

    id: uuid.UUID
    on: dt.date
    title: str
    account: NamedOut | None
    became: str
    end: str
    criterion: str
    source: str
    is_later: bool
    is_polite: bool
    hours: Decimal
    proposal_hours: Decimal
    money: Decimal
    why: str


class MeetingsOut(Schema):
    """A page of meetings, the newest first, and what all of them come to; `next_after` is empty on the last page."""

    total: SumOut
    items: list[MeetingOut]
    next_after: str


class Whose(Schema):
    """Of which team, or of which of its reps; one's own where one sells, else all teams that one may read."""

    team: uuid.UUID | None = None
    member: uuid.UUID | None = None


class Narrowed(Whose):
    """Which meetings: what they became (empty for all), in which month ("2026-03"), from where, lacking what."""

    became: Became | Literal[""] = Became.USELESS
    month: str = Field("", pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")
    source: str | None = Field(None, max_length=120)
    criterion: str = Field("", max_length=16)
    end: str = Field("", max_length=6)
    later: bool = False
    polite: bool = False
    after: str = ""


@router.get("", response={200: TotalsOut, **OUT}, operation_id="useless_meetings", url_name="useless_meetings")
def totals(request: MemberRequest, whose: Query[Whose]) -> dict[str, Any]:
    """Return what useless meetings have cost in twelve months: one's own, one's teams', for a director everybody's."""
    now = clock.read()
    scope = _scope(request, whose, now=now)
    found = cost_page(scope, now=now)
    return {
        "team": scope.team,
        "member": scope.member,
        "first_day": scope.first,
        "currency": request.member.organization.currency,
        "counted": has_costs(scope),
        "useless": _sum(found.all_of(Became.USELESS)),
        "held": _sum(found.held),
        "people": people_of(scope),
    } | _groups(found)


@router.get(
    "/meetings",
    response={200: MeetingsOut, **OUT},
    operation_id="meetings_behind_a_sum",
    url_name="meetings_behind_a_sum",
)
def meetings(request: MemberRequest, asked: Query[Narrowed]) -> dict[str, Any]:
    """Return a page of the meetings behind a sum."""
    scope, wanted = _scope(request, asked, now=clock.read()), _filter(asked)
    rows = wanted.narrow(scope.meetings()).select_related("meeting__account")
    page = page_of(rows, NEWEST, after=asked.after)
    return {
        "total": _sum(total_of(scope, wanted)),
        "items": [_meeting(row) for row in page.rows],
        "next_after": page.next_after,
    }


def _scope(request: MemberRequest, whose: Whose, *, now: dt.datetime) -> Scope:
    """Return whose costs are asked for; who looks at a rep's is written where the rep reads it."""
    today = today_of(request.member, now)
    try:
        scope = scope_of(request.member, today=today, team=str(whose.team or ""), member=whose.member)
    except NoSuchScopeError as error:
        raise Http404 from error
    if scope.member is not None:
        look_at_person(viewer=request.member, subject=scope.member, page=PAGE, now=now)
    return scope


def _filter(asked: Narrowed) -> Filter:
    given = {"became": str(asked.became), "month": asked.month, "criterion": asked.criterion, "end": asked.end}
    given |= {"later": "1" if asked.later else "", "polite": "1" if asked.polite else ""}
    try:
        return filter_in(given if asked.source is None else given | {"source": asked.source})
    except NoSuchScopeError as error:
        raise Http404 from error


def _groups(found: CostPage) -> dict[str, Any]:
    so_far, months = Decimal(0), []
    for part in found.months:
        so_far += part.money
        months.append(_sum(part) | {"first_day": part.key, "money_so_far": so_far})
    return {
        "outcomes": [
            _sum(part) | {"became": became, "end": end} for (became, end), part in sorted(found.outcomes.items())
        ],
        "months": months,
        "teams": [_sum(part) | {"team": part.key} for part in found.teams],
        "sources": [_sum(part) | {"code": part.key, "name": texts.source(part.key)} for part in found.sources],
        "criteria": [_sum(part) | {"code": part.key, "name": texts.criterion(part.key)} for part in found.criteria],
    }


def _sum(part: Part) -> dict[str, Any]:
    return {
        "meetings": part.meetings,
        "hours": part.own,
        "later_hours": part.later,
        "proposal_hours": part.proposals,
        "money": part.money,
        "polite": part.polite,
    }


def _meeting(row: MeetingCost) -> dict[str, Any]:
    kept = ("on", "became", "end", "criterion", "source", "is_later", "is_polite", "hours", "proposal_hours", "money")
    return {name: getattr(row, name) for name in kept} | {
        "id": row.meeting_id,
        "title": row.meeting.title,
        "account": row.meeting.account,
        "why": texts.why(row),
    }
