"""A meeting that is held, on its three screens; and one at a customer."""

from hederssak.cadence.models import SalesMeeting
from hederssak.lib import clock
from hederssak.meetings.models import CustomerMeeting
from hederssak.salesmeetings.actions import begin_run, write_note
from hederssak.salesmeetings.models import Note, Run
from tests.cast import Cast
from tests.routes import Any_, House, Route
from tests.salesmeetings.meeting_held import MINUTE
from tests.salesmeetings.mondays import make_meeting

READERS = "anna mikko eva vera"


def meeting_today(cast: Cast) -> SalesMeeting:
    """Make a meeting of Anna's team that began a moment ago."""
    return make_meeting(cast.norr, clock.read() - MINUTE)


def run_today(cast: Cast) -> Run:
    """Begin it, by Eva."""
    return begin_run(meeting=meeting_today(cast), by=cast.eva, now=clock.read())


def note_today(cast: Cast) -> Note:
    """Write a line down in it."""
    return write_note(run=run_today(cast), text="Kemi först", by=cast.eva, now=clock.read())


def annas_visit(cast: Cast) -> CustomerMeeting:
    """Book a meeting of Anna's at a customer."""
    now = clock.read()
    return CustomerMeeting.objects.create(
        organization=cast.nordvik,
        owner=cast.anna,
        title=cast.nordvik.name,
        starts_at=now,
        ends_at=now + 40 * MINUTE,
        logged_at=now,
    )


def _of_run(house: House) -> dict[str, object]:
    return {"pk": house.of(run_today).pk}


def _a_step(house: House) -> dict[str, str]:
    return {"step": "pause", "version": str(house.of(run_today).version)}


ROUTES: dict[str, Any_] = {
    "salesmeetings:run": Route(
        get="eva anna mikko vera",
        hidden="otto maj ada",
        fill=lambda house: {"pk": house.of(run_today).meeting_id},
    ),
    "salesmeetings:begin": Route(
        post=READERS, hidden="otto maj ada", fill=lambda house: {"pk": house.of(meeting_today).pk}
    ),
    "salesmeetings:here": Route(
        get=READERS, post=READERS, hidden="otto maj ada", fill=lambda house: {"pk": house.of(meeting_today).pk}
    ),
    "salesmeetings:here_now": Route(
        get=READERS, hidden="otto maj ada", fill=lambda house: {"pk": house.of(run_today).meeting_id}
    ),
    "salesmeetings:mark": Route(
        post="eva",
        hidden="otto maj ada",
        fill=lambda house: {"pk": house.of(run_today).meeting_id, "member_id": house.cast.mikko.pk},
    ),
    "salesmeetings:run_now": Route(get="eva", hidden="otto maj ada", fill=_of_run),
    "salesmeetings:step": Route(post="eva", hidden="otto maj ada", fill=_of_run, give=_a_step),
    "salesmeetings:notes": Route(
        post="eva", hidden="otto maj ada", fill=_of_run, give=lambda _house: {"text": "Kemi först"}
    ),
    "salesmeetings:strike": Route(
        post="eva",
        hidden="otto maj ada",
        fill=lambda house: {"pk": house.of(note_today).run_id, "note": house.of(note_today).pk},
    ),
    "salesmeetings:visit": Route(
        get="anna", hidden="mikko eva otto maj vera ada", fill=lambda house: {"pk": house.of(annas_visit).pk}
    ),
    "salesmeetings:begin_visit": Route(
        post="anna", hidden="mikko eva otto maj vera ada", fill=lambda house: {"pk": house.of(annas_visit).pk}
    ),
}
