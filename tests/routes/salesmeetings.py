"""When a team meets, and what is prepared for it."""

from hederssak.cadence.models import SalesMeeting
from tests.cast import Cast
from tests.routes import Any_, Route
from tests.salesmeetings.mondays import make_meeting

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
        for page in ("document", "pack", "room")
    },
}
