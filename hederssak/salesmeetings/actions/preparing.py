"""Preparing the packs of large teams, so that nobody waits while thousands of deals are read."""

from __future__ import annotations

import datetime as dt

from hederssak.cadence.models import SalesMeeting
from hederssak.org.models import Team
from hederssak.pipeline.models import Opportunity
from hederssak.salesmeetings.models import PreparedPack
from hederssak.salesmeetings.queries.choosing import shorten
from hederssak.salesmeetings.queries.composing import pack_as_of
from hederssak.salesmeetings.queries.live import is_large

AHEAD = dt.timedelta(days=8)
ANEW = dt.timedelta(minutes=30)
"""After so long a pack is prepared anew though no deal was changed: minutes and dates pass too."""


def prepare_packs(*, now: dt.datetime) -> int:
    """Prepare the pack of each large team's next meeting where it has fallen behind; return how many that were."""
    PreparedPack.objects.filter(meeting__starts_at__lt=now).delete()
    done = 0
    for team in Team.objects.select_related("organization").order_by("pk"):
        meeting = _next(team, now)
        if meeting is not None and is_large(team) and _is_behind(meeting, now):
            prepare(meeting=meeting, now=now)
            done += 1
    return done


def prepare(*, meeting: SalesMeeting, now: dt.datetime) -> PreparedPack:
    """Compose the pack of a coming meeting as of now and keep it in place of the one before."""
    contents = pack_as_of(meeting, as_of=now)
    prepared, _ = PreparedPack.objects.update_or_create(
        meeting=meeting,
        defaults={
            "organization_id": meeting.organization_id,
            "as_of": now,
            "contents": contents,
            "short": shorten(contents),
        },
    )
    return prepared


def _next(team: Team, now: dt.datetime) -> SalesMeeting | None:
    coming = SalesMeeting.objects.filter(
        organization_id=team.organization_id,
        team=team,
        called_off_at=None,
        starts_at__gt=now,
        starts_at__lt=now + AHEAD,
    )
    return coming.select_related("team__organization").order_by("starts_at").first()


def _is_behind(meeting: SalesMeeting, now: dt.datetime) -> bool:
    prepared = PreparedPack.objects.filter(meeting=meeting).only("as_of").first()
    if prepared is None or prepared.as_of < now - ANEW:
        return True
    changed = Opportunity.objects.filter(organization_id=meeting.organization_id, changed_at__gt=prepared.as_of)
    return changed.filter(team_id=meeting.team_id).exists()
