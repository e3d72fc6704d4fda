"""Customer meetings: everybody reads, who owns one (and their manager) prepares it and says what came of it."""

from hederssak.meetings.models import CustomerMeeting
from tests.cast import Cast
from tests.meetings.visits import book
from tests.routes import ALL, EVERYONE, Any_, House, Route


def annas_visit(cast: Cast) -> CustomerMeeting:
    """Make a meeting of Anna's that is ahead."""
    return book(cast, days=400)


def annas_past_visit(cast: Cast) -> CustomerMeeting:
    """Make a meeting of Anna's that is over."""
    return book(cast, days=-400)


def visit(house: House) -> dict[str, object]:
    """Name Anna's meeting in the address."""
    return {"pk": house.of(annas_visit).pk}


ROUTES: dict[str, Any_] = {
    "meetings:ask_along": Route(post="anna eva", fill=visit),
    "meetings:conscience": Route(post="anna", fill=visit, give=lambda _house: {"yes": ""}),
    "meetings:debrief": Route(
        get="anna eva",
        post="anna eva",
        fill=lambda house: {"pk": house.of(annas_past_visit).pk},
        give=lambda _house: {"took_place": "yes"},
    ),
    "meetings:index": Route(get=EVERYONE),
    "meetings:invite": Route(post="anna eva", fill=visit),
    "meetings:meeting": Route(get=ALL, post="anna eva", fill=visit, give=lambda _house: {"purpose": "Veta mer"}),
}
