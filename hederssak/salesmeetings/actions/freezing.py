"""Freezing a pack, 24 hours before the meeting and again at its start (R16)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hederssak.cadence.models import SalesMeeting
from hederssak.rules.honesty.windows import FROZEN_BEFORE
from hederssak.rules.pack import summarize
from hederssak.salesmeetings.models import Freezing, Pack
from hederssak.salesmeetings.queries.choosing import shorten
from hederssak.salesmeetings.queries.composing import pack_as_of

LOOK_BACK = dt.timedelta(days=8)
"""How late a pack may still be frozen: a pack is a function of an instant, so a worker that was away loses nothing."""

BEFORE_START = {Freezing.DAY_BEFORE: FROZEN_BEFORE, Freezing.AT_START: dt.timedelta(0)}


class NotYetError(Exception):
    """The instant of the freezing has not come."""

    code = "not_yet"


def freeze(*, meeting: SalesMeeting, freezing: Freezing, now: dt.datetime) -> Pack:
    """Keep the pack as of its instant; a second freezing of the same returns the first."""
    as_of = meeting.starts_at - BEFORE_START[freezing]
    if now < as_of:
        raise NotYetError
    kept = Pack.objects.filter(meeting=meeting, freezing=freezing).first()
    if kept is not None:
        return kept
    contents = pack_as_of(meeting, as_of=as_of)
    pack, _ = Pack.objects.get_or_create(
        meeting=meeting,
        freezing=freezing,
        defaults={
            "organization_id": meeting.organization_id,
            "team_id": meeting.team_id,
            "as_of": as_of,
            "frozen_at": now,
            "contents": contents,
            "short": shorten(contents, _day_before(meeting) if freezing == Freezing.AT_START else None),
            "summary": summarize(contents),
        },
    )
    return pack


def _day_before(meeting: SalesMeeting) -> dict[str, Any] | None:
    return Pack.objects.filter(meeting=meeting, freezing=Freezing.DAY_BEFORE).values_list("contents", flat=True).first()


def freeze_due(*, now: dt.datetime) -> int:
    """Freeze what is due in any organization, and return how many packs were made."""
    made = 0
    for freezing, before in BEFORE_START.items():
        due = SalesMeeting.objects.filter(
            called_off_at=None, starts_at__lte=now + before, starts_at__gt=now + before - LOOK_BACK
        ).exclude(packs__freezing=freezing)
        for meeting in due.select_related("team__organization").order_by("starts_at"):
            freeze(meeting=meeting, freezing=freezing, now=now)
            made += 1
    return made
