"""When a team meets, and what is prepared for it."""

from hederssak.cadence.models import SalesMeeting
from tests.cast import Cast
from tests.routes import Any_, Route
from tests.salesmeetings.mondays import make_meeting
from tests.salesmeetings.promising import annas_promise

READERS = "anna mikko eva vera"


def norrs_meeting(cast: Cast) -> SalesMeeting:
    """Make a meeting of Anna's team."""
    return make_meeting(cast.norr)


ROUTES: dict[str, Any_] = {
    "cadence:weekly": Route(
        get="eva ada",
        post="eva ada",
        fill=lambda house: {"pk": house.cast.norr.pk},
        give=lambda _house: {"weekday": "1", "starts": "09:15", "minutes": "45"},
    ),
    "salesmeetings:index": Route(get="anna mikko eva otto maj vera", hidden="ada stig"),
    **{
        f"salesmeetings:{page}": Route(
            get=READERS, hidden="otto maj ada", fill=lambda house: {"pk": house.of(norrs_meeting).pk}
        )
        for page in ("document", "pack", "promises_on_wall", "room")
    },
    "salesmeetings:promises": Route(
        get="anna mikko eva otto maj vera",
        post="anna mikko eva",
        hidden="ada stig otto maj",
        give=lambda house: {"team": str(house.cast.norr.pk), "text": "@Anna offert till Kemi imorgon"},
    ),
    "salesmeetings:promises_of_run": Route(
        get=READERS,
        post="anna mikko eva",
        hidden="otto maj ada",
        fill=lambda house: {"pk": house.of(norrs_meeting).pk},
        give=lambda _house: {"text": "@Anna offert till Kemi imorgon"},
    ),
    "salesmeetings:settle_promise": Route(
        post="anna eva",
        hidden="otto maj ada",
        fill=lambda house: {"pk": house.of(annas_promise).pk},
        give=lambda _house: {"state": "kept"},
    ),
    "salesmeetings:smaller_promise": Route(
        post="anna eva",
        hidden="otto maj ada",
        fill=lambda house: {"pk": house.of(annas_promise).pk},
        give=lambda _house: {"text": "Ring Kemi imorgon"},
    ),
    "salesmeetings:undo_promise": Route(
        post="anna mikko eva vera",
        hidden="otto maj ada",
        fill=lambda house: {"pk": house.of(annas_promise).pk},
    ),
}
