"""Who has read the pack before the meeting; shown to themselves (R16)."""

import datetime as dt

from hederssak.cadence.models import SalesMeeting
from hederssak.org.models import Member
from hederssak.salesmeetings.models import PackLook


def look_at_pack(*, meeting: SalesMeeting, by: Member, now: dt.datetime) -> PackLook:
    """Write down a member's first look at the pack of a meeting, and return it."""
    look, _ = PackLook.objects.get_or_create(
        meeting=meeting, member=by, defaults={"organization_id": meeting.organization_id, "at": now}
    )
    return look
