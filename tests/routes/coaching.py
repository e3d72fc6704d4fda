"""Coaching: between a rep and the manager of their team; plays are everybody's who sells."""

from hederssak.coaching.models import Play, RideAlong
from hederssak.prospecting.models import Block
from tests.cast import Cast
from tests.coaching.rides import hour, planned, play, shared
from tests.routes import Any_, House, Route
from tests.routes.meetings import visit

OTHERS = "mikko otto maj vera ada stig"


def annas_ride(cast: Cast) -> RideAlong:
    """Make a ride-along that is planned."""
    return planned(cast, days=-1)


def annas_shared_ride(cast: Cast) -> RideAlong:
    """Make a ride-along that was shared."""
    return shared(cast, days=-1)


def annas_hour(cast: Cast) -> Block:
    """Make an hour ahead of Anna's."""
    return hour(cast, days=400)


def evas_play(cast: Cast) -> Play:
    """Make a play."""
    return play(cast)


def play_of(house: House) -> dict[str, object]:
    """Name a play in the address."""
    return {"pk": house.of(evas_play).pk}


ROUTES: dict[str, Any_] = {
    "coaching:index": Route(get="anna mikko eva otto maj vera"),
    "coaching:focus": Route(
        post="anna mikko otto", give=lambda _house: {"words": "Fråga efter nästa steg", "aspect": "", "stage": ""}
    ),
    "coaching:hour": Route(post="anna eva", hidden=OTHERS, fill=lambda house: {"pk": house.of(annas_hour).pk}),
    "coaching:meeting": Route(get="anna eva", post="eva", hidden=OTHERS, fill=visit),
    "coaching:decline": Route(post="eva", hidden=OTHERS, fill=visit),
    "coaching:person": Route(
        get="eva", hidden="anna mikko otto maj vera ada stig", fill=lambda house: {"pk": house.cast.anna.pk}
    ),
    "coaching:plays": Route(get="anna mikko eva otto maj vera"),
    "coaching:new_play": Route(
        get="eva maj",
        post="eva maj",
        give=lambda _house: {"name": "Nej", "situation": "De säger nej", "criteria": "Frågar varför", "aspect": ""},
    ),
    "coaching:play": Route(
        get="anna mikko eva otto maj vera",
        post="anna mikko eva otto",
        hidden="ada stig",
        fill=play_of,
        give=lambda house: {"member": str(house.cast.anna.pk), "on_day": "2026-11-17", "partner": "", "note": ""},
    ),
    "coaching:edit_play": Route(
        get="eva maj",
        post="eva maj",
        hidden="ada stig",
        fill=play_of,
        give=lambda _house: {"name": "Nej", "situation": "De säger nej", "criteria": "Frågar varför", "aspect": ""},
    ),
    "coaching:retire_play": Route(post="eva maj", hidden="ada stig", fill=play_of),
    "coaching:ride": Route(
        get="anna eva",
        post="eva",
        hidden=OTHERS,
        fill=lambda house: {"pk": house.of(annas_ride).pk},
        give=lambda _house: {"level-purpose": "yes", "practise": ""},
    ),
    "coaching:answer": Route(
        post="anna",
        hidden=OTHERS,
        fill=lambda house: {"pk": house.of(annas_shared_ride).pk},
        give=lambda _house: {"words": "Håller med"},
    ),
    "coaching:call_off": Route(post="anna eva", hidden=OTHERS, fill=lambda house: {"pk": house.of(annas_ride).pk}),
    "coaching:pace": Route(
        post="eva", hidden="stig", fill=lambda house: {"pk": house.cast.norr.pk}, give=lambda _house: {"weeks": "4"}
    ),
}
