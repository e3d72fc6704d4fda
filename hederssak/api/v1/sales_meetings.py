"""Sales meetings: those to come and those that were held, what they tell of, and what they left behind (R16)."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from hederssak.api.v1.cadence import BoxOut, boxes
from hederssak.api.v1.case_sheets import SheetOut, sheet_of
from hederssak.api.v1.minutes import MinutesOut, minutes_out
from hederssak.api.v1.opportunities import NamedOut
from hederssak.api.v1.packs import FrozenOut
from hederssak.api.v1.problems import REFUSALS
from hederssak.cadence.models import SalesMeeting
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.pipeline.models import Opportunity
from hederssak.rules.honesty.windows import FROZEN_BEFORE
from hederssak.salesmeetings.actions.cases import take_up
from hederssak.salesmeetings.actions.running import agenda_of
from hederssak.salesmeetings.models import Run
from hederssak.salesmeetings.queries import teams_to_meet
from hederssak.salesmeetings.queries.chosen import Chosen, chosen_cases
from hederssak.salesmeetings.queries.minutes import minutes_of
from hederssak.salesmeetings.queries.overview import Prepared, overview_of
from hederssak.salesmeetings.queries.runs import OF_A_RUN
from hederssak.salesmeetings.queries.states import run_beside, state_of
from hederssak.salesmeetings.texts import cases as texts

router = Router(tags=["sales meetings"])
OUT: dict[int, Any] = REFUSALS


class MeetingOut(Schema):
    """A sales meeting: `state` is `coming`, `on`, `held`, or `not_run` where its time passed and nobody began it here.

    The pack of the day before is frozen at `freezes_at`. A meeting that nobody ended `closed_by_itself`.
    """

    id: uuid.UUID
    kind: str
    starts_at: dt.datetime
    minutes: int
    state: str
    freezes_at: dt.datetime
    began_at: dt.datetime | None
    ended_at: dt.datetime | None
    closed_by_itself: bool


class PreparedOut(MeetingOut):
    """A sales meeting with the packs that are frozen for it, without their contents (`/packs/{id}`)."""

    packs: list[FrozenOut]


class MeetingsOut(Schema):
    """A team's next meetings, the next one first, and the last that were prepared, the latest first."""

    team: NamedOut
    coming: list[PreparedOut]
    held: list[PreparedOut]


class ChosenOut(Schema):
    """A deal from which the meeting could learn, and why that one: `volunteered`, `won`, `lost` or `stuck`.

    `one_in` are the odds against which it ended and `basis` who had told them. `case` is there once somebody offered
    it or took it up.
    """

    opportunity: NamedOut
    account: NamedOut | None
    owner: NamedOut | None
    reason: str
    one_in: int | None
    basis: str
    sentence: str
    case: uuid.UUID | None


class OneMeetingOut(MeetingOut):
    """A sales meeting with its agenda, as it was begun or as it is meant, and the cases that its pack has chosen."""

    team: NamedOut
    agenda: list[BoxOut]
    cases: list[ChosenOut]


class Whose(Schema):
    """Of which team; the member's first unless named."""

    team: uuid.UUID | None = None


class TakenUpIn(Schema):
    """Which of the deals that the pack has chosen."""

    opportunity: uuid.UUID


@router.get("", response={200: MeetingsOut, **OUT}, operation_id="sales_meetings", url_name="sales_meetings")
def sales_meetings(request: MemberRequest, whose: Query[Whose]) -> dict[str, Any]:
    """Return a team's next four meetings and its last eight that were prepared."""
    teams, now = teams_to_meet(request.member), clock.read()
    team = get_object_or_404(teams, pk=whose.team) if whose.team else get_object_or_404(teams[:1])
    found = overview_of(team, now=now)
    return {
        "team": team,
        "coming": [_prepared(one, now=now) for one in found.coming],
        "held": [_prepared(one, now=now) for one in found.held],
    }


@router.get("/{uuid:pk}", response={200: OneMeetingOut, **OUT}, operation_id="sales_meeting", url_name="sales_meeting")
def sales_meeting(request: MemberRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Return one meeting with its agenda and its cases."""
    meeting, now = _meeting(request, pk), clock.read()
    chosen = chosen_cases(meeting, reader=request.member, now=now)
    return _meeting_out(meeting, now=now) | {
        "team": meeting.team,
        "agenda": _agenda(meeting),
        "cases": [_chosen(one) for one in chosen],
    }


@router.get("/{uuid:pk}/minutes", response={200: MinutesOut, **OUT}, operation_id="minutes", url_name="minutes")
def minutes(request: MemberRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Return the minutes of a meeting that has ended, and where its time went; 404 before."""
    rows = Run.objects.visible_to(request.member).filter(meeting_id=pk, meeting__isnull=False, ended_at__isnull=False)
    run = get_object_or_404(rows.select_related(*OF_A_RUN))
    return minutes_out(minutes_of(run, _meeting_of(run)), reader=request.member)


@router.post(
    "/{uuid:pk}/cases", response={200: SheetOut, **OUT}, operation_id="take_case_up", url_name="case_of_meeting"
)
def take(request: MemberRequest, pk: uuid.UUID, given: TakenUpIn) -> dict[str, Any]:
    """Take up a deal that the pack has chosen, and return its sheet; 404 with `not_offered` for another."""
    meeting, now = _meeting(request, pk), clock.read()
    deal = get_object_or_404(Opportunity, pk=given.opportunity, organization_id=request.member.organization_id)
    case = take_up(meeting=meeting, opportunity=deal, by=request.member, now=now)
    return sheet_of(request.member, case.pk, now=now)


def _meeting(request: MemberRequest, pk: uuid.UUID) -> SalesMeeting:
    rows = SalesMeeting.objects.visible_to(request.member).filter(called_off_at=None)
    return get_object_or_404(rows.select_related("team__organization", "team__manager", "run"), pk=pk)


def _meeting_of(run: Run) -> SalesMeeting:
    assert run.meeting is not None  # noqa: S101 (the rows were read with `meeting__isnull=False`)
    return run.meeting


def _prepared(one: Prepared, *, now: dt.datetime) -> dict[str, Any]:
    return _meeting_out(one.meeting, now=now) | {"packs": list(one.packs.values())}


def _meeting_out(meeting: SalesMeeting, *, now: dt.datetime) -> dict[str, Any]:
    run = run_beside(meeting)
    return {
        "id": meeting.pk,
        "kind": meeting.kind,
        "starts_at": meeting.starts_at,
        "minutes": meeting.minutes,
        "state": state_of(meeting, now=now).value,
        "freezes_at": meeting.starts_at - FROZEN_BEFORE,
        "began_at": run.started_at if run else None,
        "ended_at": run.ended_at if run else None,
        "closed_by_itself": bool(run and run.closed_by_itself),
    }


def _agenda(meeting: SalesMeeting) -> list[dict[str, Any]]:
    """Return the agenda as the meeting was begun with it, else as it is meant."""
    run = run_beside(meeting)
    if run is not None:
        return [{"item": one.item, "title": one.title, "minutes": one.minutes} for one in run.items.all()]
    return boxes(agenda_of(meeting))


def _chosen(one: Chosen) -> dict[str, Any]:
    deal = one.opportunity
    said = {"reason": one.reason, "one_in": one.one_in, "basis": one.basis}
    teller = deal.owner.first_name if deal.owner else ""
    return said | {
        "opportunity": deal,
        "account": deal.account,
        "owner": deal.owner,
        "sentence": texts.case(said, teller=teller, question=one.case.question if one.case else ""),
        "case": one.case.pk if one.case else None,
    }
