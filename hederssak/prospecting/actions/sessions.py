"""Being in a block: entering it, and saying every half minute that one is still there (R1)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from hederssak.live.telling import tell
from hederssak.org.models import Member, Team
from hederssak.prospecting.models import Block, BlockSession

BEAT_COUNTS = dt.timedelta(seconds=60)
"""What a sign of life vouches for: the page gives one every 30 seconds."""
OUTCOME_COUNTS = dt.timedelta(minutes=10)
"""What an outcome vouches for: whoever has called was there, with or without a network."""
PRESENCE = "presence"


def be_here(*, block: Block, by: Member, at: dt.datetime, vouches: dt.timedelta = BEAT_COUNTS) -> BlockSession | None:
    """Count the time since the last sign of life into the block, as far as this one vouches for it.

    Before the block's start nothing counts. The first sign tells the team who has come.
    """
    if block.member_id != by.pk:
        return None
    at = max(at, block.starts_at)
    with transaction.atomic():
        session, is_first = BlockSession.objects.select_for_update().get_or_create(
            block=block,
            defaults={"organization_id": block.organization_id, "member": by, "entered_at": at, "last_seen_at": at},
        )
        ahead = at - session.last_seen_at
        if ahead > dt.timedelta():
            session.seconds += int(min(ahead, vouches).total_seconds())
            session.last_seen_at = at
            session.save(update_fields=["seconds", "last_seen_at"])
        if is_first or ahead > 2 * BEAT_COUNTS:
            tell_team(by.team)
    return session


def tell_team(team: Team | None) -> None:
    """Tell open pages of a team that somebody came, or booked."""
    if team is not None:
        tell(channel_of(team), PRESENCE)


def channel_of(team: Team) -> str:
    """Return the channel on which a team's pages listen."""
    return f"team.{team.pk}"
