"""The wall while a meeting is held: it follows whoever drives; before the beginning it lets people in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.qr import qr_code
from hederssak.live.addresses import page_address
from hederssak.org.middleware import MemberRequest
from hederssak.rules.agenda import Item
from hederssak.salesmeetings import actions
from hederssak.salesmeetings.actions.screens import channel_of
from hederssak.salesmeetings.models import Run
from hederssak.salesmeetings.queries.driving import may_begin, may_drive
from hederssak.salesmeetings.queries.runs import Standing, people_of
from hederssak.salesmeetings.texts import running as texts
from hederssak.salesmeetings.views.face import face_of
from hederssak.salesmeetings.views.promises import panel

STAYS = dt.timedelta(hours=1)
"""So long after its end the wall still says how the meeting ended; after that it shows the pack again."""
NAMED = 8


def shows_run(run: Run | None, *, now: dt.datetime) -> bool:
    """Say whether the wall follows the meeting."""
    return run is not None and (run.ended_at is None or now < run.ended_at + STAYS)


def item_now(standing: Standing) -> Item | None:
    """Return the item that the wall has to show, None once the meeting is over."""
    return None if standing.at is None else Item(standing.at.item)


def held(request: MemberRequest, standing: Standing, context: dict[str, Any], *, now: dt.datetime) -> HttpResponse:
    """Show the item that the meeting is at, with its clock; `context` holds what the pack says of it."""
    run = standing.run
    meeting: SalesMeeting = context["meeting"]
    zone = meeting.team.time_zone
    context |= panel(meeting, reader=request.member, now=now) | _people(meeting, run)
    context |= {
        "run": run,
        "zone": zone,
        "face": face_of(standing, zone),
        "drives": may_drive(request.member, run),
        "live": page_address(request, [channel_of(meeting.pk)], now=now),
    }
    return render(request, "salesmeetings/wall.html", context)


def door(request: MemberRequest, context: dict[str, Any], *, now: dt.datetime) -> HttpResponse:
    """Show the code by which people say that they are there, and who has."""
    meeting: SalesMeeting = context["meeting"]
    address = settings.PUBLIC_URL + reverse("salesmeetings:here", args=[meeting.pk])
    context |= _people(meeting, None) | {
        "zone": meeting.team.time_zone,
        "code": qr_code(address),
        "may_begin": may_begin(request.member, meeting, now=now),
        "has_begun": meeting.starts_at <= now,
        "live": page_address(request, [channel_of(meeting.pk)], now=now),
    }
    return render(request, "salesmeetings/door.html", context)


def is_door(meeting: SalesMeeting, run: Run | None, *, now: dt.datetime) -> bool:
    """Say whether people come in just now."""
    return run is None and actions.is_open(meeting, run, now=now)


def _people(meeting: SalesMeeting, run: Run | None) -> dict[str, Any]:
    """Return who is there, by first name; nobody is named on the wall for not being there."""
    came = [one.member.first_name for one in people_of(meeting, run) if one.arrived_at]
    more = len(came) - NAMED
    return {"names": texts.names(came) if more <= 0 else ", ".join(came[:NAMED]), "more_here": max(0, more)}
