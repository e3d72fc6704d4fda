"""What remains of a meeting: its minutes, the tap at the end, and the chat in which the minutes are posted."""

import datetime as dt

from hederssak.lib import clock
from hederssak.salesmeetings.models import Presence, Run
from tests.cast import Cast
from tests.routes import Any_, Route
from tests.salesmeetings.mondays import make_meeting

MINUTE = dt.timedelta(minutes=1)


def norrs_run(cast: Cast) -> Run:
    """Make a meeting of Norr that has ended a minute ago; Anna and Eva were there."""
    now = clock.read()
    meeting = make_meeting(cast.norr, now - 61 * MINUTE)
    run = Run.objects.create(
        organization=cast.nordvik,
        team=cast.norr,
        meeting=meeting,
        started_at=meeting.starts_at,
        started_by=cast.eva,
        ended_at=now - MINUTE,
        ended_by=cast.eva,
    )
    Presence.objects.bulk_create(
        Presence(run=run, member=member, arrived_at=meeting.starts_at, marked_by=member)
        for member in (cast.anna, cast.eva)
    )
    return run


ROUTES: dict[str, Any_] = {
    "salesmeetings:chat": Route(
        get="eva ada",
        post="eva ada",
        fill=lambda house: {"pk": house.cast.norr.pk},
        give=lambda _house: {"address": "https://hooks.slack.com/services/T0/B0/XyZ"},
    ),
    "salesmeetings:how_they_go": Route(get="anna mikko eva otto maj vera", hidden="ada stig"),
    "salesmeetings:minutes": Route(
        get="anna mikko eva vera",
        hidden="otto maj ada",
        fill=lambda house: {"pk": house.of(norrs_run).meeting_id},
    ),
    "salesmeetings:pulse": Route(
        get="anna mikko eva vera",
        post="anna eva",
        hidden="otto maj ada",
        fill=lambda house: {"pk": house.of(norrs_run).meeting_id},
        give=lambda _house: {"energy": "4"},
    ),
}
