"""The packs of sales meetings: codes and figures; sentences are said where they are shown."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from hederssak.api.v1.opportunities import NamedOut
from hederssak.api.v1.problems import REFUSALS
from hederssak.cadence.models import SalesMeeting
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.salesmeetings.queries import NothingFrozenError, meetings_with_packs, shown_pack, teams_to_meet

router = Router(tags=["packs"])
OUT: dict[int, Any] = REFUSALS


class FrozenOut(Schema):
    """A frozen pack: of the day before or of the start, as of when, and what a list says of it."""

    freezing: str
    as_of: dt.datetime
    summary: dict[str, Any]


class MeetingOut(Schema):
    """A sales meeting with the packs that are frozen for it."""

    id: uuid.UUID
    team: NamedOut
    starts_at: dt.datetime
    minutes: int
    packs: list[FrozenOut]


class PackOut(Schema):
    """A pack: which one it is, and all that it holds (`docs/method/R16-sales-meeting.md`)."""

    meeting: uuid.UUID
    which: str
    pack: dict[str, Any]


class Whose(Schema):
    """Of which team; the member's first unless named."""

    team: uuid.UUID | None = None


class Which(Schema):
    """Which pack: of the day before, of the start, or as it stands; the last frozen one unless named."""

    which: Literal["", "day_before", "at_start", "now"] = ""


@router.get("", response={200: list[MeetingOut], **OUT}, operation_id="packs")
def packs(request: MemberRequest, whose: Query[Whose]) -> list[dict[str, Any]]:
    """Return the meetings of a team that are next and those that were held last, the latest first."""
    teams = teams_to_meet(request.member)
    team = get_object_or_404(teams, pk=whose.team) if whose.team else get_object_or_404(teams[:1])
    return [
        {
            "id": one.meeting.pk,
            "team": team,
            "starts_at": one.meeting.starts_at,
            "minutes": one.meeting.minutes,
            "packs": list(one.packs.values()),
        }
        for one in meetings_with_packs(team, now=clock.read())
    ]


@router.get("/{uuid:pk}", response={200: PackOut, **OUT}, operation_id="pack")
def pack(request: MemberRequest, pk: uuid.UUID, asked: Query[Which]) -> dict[str, Any]:
    """Return the pack of a meeting; 404 with `nothing_frozen` for one that has not been frozen."""
    rows = SalesMeeting.objects.visible_to(request.member).filter(called_off_at=None)
    meeting = get_object_or_404(rows.select_related("team__organization"), pk=pk)
    try:
        shown = shown_pack(meeting, which=asked.which, now=clock.read())
    except NothingFrozenError as error:
        raise HttpError(404, error.code) from error
    return {"meeting": meeting.pk, "which": shown.which, "pack": shown.contents}
