"""Members' own calendars: each their own, and nobody's manager."""

from hederssak.calendars.actions import feed_key
from hederssak.calendars.models import Connection, Happening, Question
from tests.calendars.made import make_block, make_connection
from tests.cast import NOW, Cast
from tests.routes import ALL, EVERYONE, Any_, Open, Route

OTHERS = ALL.replace("anna ", "")


def annas_calendar(cast: Cast) -> Connection:
    """Connect a calendar of Anna's."""
    return make_connection(cast.anna)


def annas_question(cast: Cast) -> Question:
    """Make a question about a block of Anna's."""
    entry = make_block(cast.anna)
    return Question.objects.create(
        organization=cast.nordvik, member=cast.anna, entry=entry, happening=Happening.DELETED, asked_at=NOW
    )


ROUTES: dict[str, Any_] = {
    "calendars:address": Route(get=EVERYONE, post=EVERYONE),
    "calendars:answer": Route(
        post="anna",
        hidden=OTHERS,
        fill=lambda house: {"pk": house.of(annas_question).pk},
        give=lambda _house: {"answer": "keep"},
    ),
    "calendars:back": Route(get=EVERYONE, fill=lambda _house: {"service": "google"}),
    "calendars:choose": Route(post=EVERYONE),
    **{
        f"calendars:{name}": Route(post="anna", hidden=OTHERS, fill=lambda house: {"pk": house.of(annas_calendar).pk})
        for name in ("disconnect", "read_now")
    },
    "calendars:feed": Open(get=(200,), fill=lambda house: {"key": feed_key(by=house.cast.anna, now=NOW)}),
    "calendars:google_hook": Open(post=(404,)),
    "calendars:index": Route(get=EVERYONE),
    "calendars:microsoft_hook": Open(post=(400,)),
    "calendars:renew": Route(post=EVERYONE),
    "calendars:server": Route(get=EVERYONE, post=EVERYONE),
    "calendars:sign_in": Route(post=EVERYONE, fill=lambda _house: {"service": "google"}),
}
