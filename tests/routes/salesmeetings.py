"""When a team meets, and what is prepared for it."""

from collections.abc import Mapping, Sequence
from typing import Any

from hederssak.cadence.models import SalesMeeting
from hederssak.lib import clock
from hederssak.rules.agenda import TimeBox, propose
from hederssak.salesmeetings.actions.cases import offer_case, write_insight
from hederssak.salesmeetings.models import Case, Insight
from tests.cast import NOW, Cast
from tests.routes import Any_, House, Route
from tests.routes.pipeline import annas_deal
from tests.salesmeetings.mondays import DAY, make_meeting
from tests.salesmeetings.promising import annas_old_promise, annas_promise

READERS = "anna mikko eva vera"


def agenda_form(boxes: Sequence[TimeBox]) -> dict[str, str]:
    """Return the rows of an agenda as the page posts them."""
    given = {"box-TOTAL_FORMS": str(len(boxes)), "box-INITIAL_FORMS": str(len(boxes))}
    for n, box in enumerate(boxes):
        given |= {f"box-{n}-item": box.item.value, f"box-{n}-place": str(n + 1), f"box-{n}-minutes": str(box.minutes)}
        given[f"box-{n}-title"] = box.title
    return given


def norrs_meeting(cast: Cast) -> SalesMeeting:
    """Make a meeting of Anna's team."""
    return make_meeting(cast.norr)


def coming_meeting(cast: Cast) -> SalesMeeting:
    """Make a meeting of Anna's team that lies ahead on whatever day the tests are run."""
    return make_meeting(cast.norr, clock.read() + DAY)


def annas_case(cast: Cast) -> Case:
    """Offer a deal of Anna's for the coming meeting."""
    norrs_meeting(cast)
    return offer_case(opportunity=annas_deal(cast), question="", by=cast.anna, now=NOW)


def annas_insight(cast: Cast) -> Insight:
    """Write down what was understood from it."""
    return write_insight(case=annas_case(cast), text="Fråga tidigare", by=cast.anna, now=NOW)


def chosen_deal(house: House) -> Mapping[str, Any]:
    """Name the meeting and a deal that its pack has chosen, in the address."""
    return {"pk": house.of(coming_meeting).pk, "deal": house.of(annas_deal).pk}


def case(house: House) -> Mapping[str, Any]:
    """Name Anna's case in the address."""
    return {"pk": house.of(annas_case).pk}


ROUTES: dict[str, Any_] = {
    "cadence:index": Route(get="eva ada", fill=lambda house: {"pk": house.cast.norr.pk}),
    "cadence:rhythm": Route(
        get="eva ada",
        post="eva ada",
        fill=lambda house: {"pk": house.cast.norr.pk, "kind": "monthly"},
        give=lambda _house: {"nth": "1", "weekday": "0", "starts": "09:15", "minutes": "90"},
    ),
    "cadence:plan": Route(
        get="eva ada",
        post="eva ada",
        fill=lambda house: {"pk": house.cast.norr.pk, "kind": "weekly"},
        give=lambda _house: agenda_form(propose(60)),
    ),
    "cadence:end": Route(post="eva ada", fill=lambda house: {"pk": house.cast.norr.pk, "kind": "monthly"}),
    "cadence:weekly": Route(
        get="eva ada",
        post="eva ada",
        fill=lambda house: {"pk": house.cast.norr.pk},
        give=lambda _house: {"weekday": "1", "starts": "09:15", "minutes": "45"},
    ),
    "salesmeetings:index": Route(get="anna mikko eva otto maj vera", hidden="ada stig"),
    "salesmeetings:learned": Route(get="anna mikko eva otto maj vera", hidden="ada stig"),
    "salesmeetings:offer": Route(
        get="anna",
        post="anna",
        fill=lambda house: {"pk": house.of(annas_deal).pk},
        give=lambda _house: {"question": "Vem kan stoppa den?"},
    ),
    "salesmeetings:case": Route(get=READERS, hidden="otto maj ada", fill=case),
    "salesmeetings:case_wall": Route(get=READERS, hidden="otto maj ada", fill=case),
    "salesmeetings:case_question": Route(
        post="anna eva", hidden="otto maj ada", fill=case, give=lambda _house: {"question": "Varför?"}
    ),
    "salesmeetings:case_insights": Route(
        post="anna mikko eva", hidden="otto maj ada", fill=case, give=lambda _house: {"text": "Fråga tidigare"}
    ),
    "salesmeetings:case_tries": Route(
        post="anna mikko eva", hidden="otto maj ada", fill=case, give=lambda _house: {"words": "@Anna ringa Kemi"}
    ),
    "salesmeetings:case_told": Route(post="anna mikko eva", hidden="otto maj ada", fill=case),
    "salesmeetings:take_case_back": Route(post="anna eva", hidden="otto maj ada", fill=case),
    "salesmeetings:strike_insight": Route(
        post="anna eva", hidden="otto maj ada", fill=lambda house: {"pk": house.of(annas_insight).pk}
    ),
    "salesmeetings:take_case_up": Route(post="anna mikko eva", hidden="otto maj ada", fill=chosen_deal),
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
    "salesmeetings:lay_promise_aside": Route(
        post="anna eva",
        hidden="otto maj ada",
        fill=lambda house: {"pk": house.of(annas_old_promise).pk},
        give=lambda _house: {"reason": "De har bestämt sig ändå"},
    ),
    "salesmeetings:undo_promise": Route(
        post="anna mikko eva vera",
        hidden="otto maj ada",
        fill=lambda house: {"pk": house.of(annas_promise).pk},
    ),
}
