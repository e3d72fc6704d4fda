"""The API: each member for themselves, by key."""

from collections.abc import Mapping
from typing import Any

from tests.routes import ALL, EVERYONE, Any_, Gone, House, Open, Route
from tests.routes.afterwards import norrs_run
from tests.routes.committee import READERS as COMMITTEE_READERS
from tests.routes.committee import deal as committee
from tests.routes.committee import seat, step
from tests.routes.crm import account
from tests.routes.forecast import chance, forecasts
from tests.routes.goals import this_month
from tests.routes.imports import ADMINS, READERS, UNAWARE, done, files, waiting
from tests.routes.pipeline import annas_deal, deal
from tests.routes.prospecting import annas_entry, annas_free_contact, hour, two_times
from tests.routes.salesmeetings import READERS as PACK_READERS
from tests.routes.salesmeetings import annas_case, annas_insight, case, norrs_meeting
from tests.routes.targets import SELLERS, counted, measured
from tests.salesmeetings.promising import annas_old_promise, annas_promise

CALLERS = "anna mikko eva otto maj"
KEY = "0192f0c1-0000-7000-8000-000000000002"


def ready(house: House) -> Mapping[str, Any]:
    """Name a file that can be tried and run."""
    return {"pk": house.of(waiting).pk}


ROUTES: dict[str, Any_] = {
    "api:account": Route(get=ALL, fill=account),
    "api:accounts": Route(get=EVERYONE),
    "api:api-root": Gone(),
    "api:block": Route(get="anna eva", hidden="mikko otto maj vera ada stig", fill=hour),
    "api:blocks": Route(get=EVERYONE),
    "api:close_dates": Route(post="anna eva", fill=deal, give=lambda _house: {"close_date": "2026-12-24"}),
    "api:calls": Route(post="anna eva", fill=chance, give=lambda _house: {"tenths": 4}),
    "api:chance": Route(get=ALL, fill=chance),
    "api:debt": Route(get=EVERYONE),
    "api:erosion": Route(get="eva maj vera", hidden="anna mikko otto ada stig"),
    "api:flags": Route(get="anna mikko eva otto maj vera", hidden="ada stig"),
    "api:goals": Route(
        get="anna mikko otto",
        post="anna mikko otto",
        give=lambda _house: {"span": "month", "day": this_month(), "amount": "200000"},
    ),
    "api:goals_board": Route(get="eva maj vera"),
    "api:quotas": Route(
        get=EVERYONE,
        post="vera ada",
        hidden="stig",
        give=lambda house: {
            "items": [{"member": str(house.cast.anna.pk), "span": "month", "day": this_month(), "amount": "180000"}]
        },
    ),
    "api:cadence": Route(get="eva maj ada"),
    "api:case": Route(get=PACK_READERS, hidden="otto maj ada", fill=case),
    "api:case_back": Route(post="anna eva", hidden="otto maj ada", fill=case),
    "api:case_insights": Route(
        post="anna mikko eva", hidden="otto maj ada", fill=case, give=lambda _house: {"text": "Fråga tidigare"}
    ),
    "api:case_of_meeting": Route(
        post="anna mikko eva",
        hidden="otto maj ada",
        fill=lambda house: {"pk": house.of(annas_case).meeting_id},
        give=lambda house: {"opportunity": str(house.of(annas_case).opportunity_id)},
    ),
    "api:case_question": Route(
        post="anna eva", hidden="otto maj ada", fill=case, give=lambda _house: {"question": "Varför?"}
    ),
    "api:case_told": Route(post="anna mikko eva", hidden="otto maj ada", fill=case),
    "api:case_tries": Route(
        post="anna mikko eva", hidden="otto maj ada", fill=case, give=lambda _house: {"text": "@Anna ringa Kemi"}
    ),
    "api:cases": Route(
        get="anna mikko eva otto maj vera",
        post="anna",
        hidden="ada stig",
        give=lambda house: {"opportunity": str(house.of(annas_deal).pk), "question": "Vem kan stoppa den?"},
    ),
    "api:committee": Route(get=COMMITTEE_READERS, fill=committee),
    "api:committee_people": Route(post="anna eva", fill=committee, give=lambda _house: {"name": "Bo Ek"}),
    "api:committee_person": Route(post="anna eva", fill=seat, give=lambda _house: {"stance": "for"}),
    "api:committee_remove": Route(post="anna eva", fill=seat),
    "api:committee_restore": Route(post="anna eva", fill=seat),
    "api:decision_step": Route(post="anna eva", fill=step, give=lambda _house: {"name": "Behovet och målet"}),
    "api:decision_step_remove": Route(post="anna eva", fill=step),
    "api:decision_step_restore": Route(post="anna eva", fill=step),
    "api:decision_steps": Route(post="anna eva", fill=committee, give=lambda _house: {"names": ["Behovet"]}),
    "api:checks": Route(post="ada", hidden=UNAWARE, fill=ready),
    "api:one_import": Route(get="vera ada", hidden=UNAWARE, fill=ready),
    "api:imports": Route(get=READERS, post=ADMINS, hidden=UNAWARE, give=files),
    "api:meetings_behind_a_sum": Route(get=SELLERS, hidden="ada stig", fill=counted),
    "api:quality": Route(get=SELLERS, hidden="ada stig", fill=measured),
    "api:useless_meetings": Route(get=SELLERS, hidden="ada stig", fill=counted),
    "api:refused_rows": Route(get="vera ada", hidden=UNAWARE, fill=lambda house: {"pk": house.of(done).pk}),
    "api:runs": Route(post="ada", hidden=UNAWARE, fill=ready),
    "api:undoings": Route(post="ada", hidden=UNAWARE, fill=lambda house: {"pk": house.of(done).pk}),
    "api:forecasts": Route(get="anna mikko eva otto maj vera", hidden="ada stig", fill=forecasts),
    "api:attempts": Route(get=CALLERS),
    "api:hit_list": Route(
        get=CALLERS,
        post=CALLERS,
        fill=lambda house: dict.fromkeys((), house.of(annas_free_contact)),
        give=lambda house: {"contact": str(house.of(annas_free_contact).pk)},
    ),
    "api:press": Route(
        post="anna",
        hidden="mikko eva otto maj vera ada stig",
        fill=lambda house: {"pk": house.of(annas_entry).pk},
        give=lambda _house: {"key": KEY, "outcome": "no_answer"},
    ),
    "api:lettings_go": Route(post="anna eva", fill=deal, give=lambda _house: {"reason": "timing"}),
    "api:looks": Route(get=EVERYONE),
    "api:me": Route(get=EVERYONE),
    "api:next_steps": Route(post="anna eva", fill=deal, give=lambda _house: {"what": "Ring", "due_on": "2026-12-24"}),
    "api:openapi-json": Open(get=(200,), post=(200,)),
    "api:openapi-view": Open(get=(200,), post=(200,)),
    "api:offers": Route(get="anna eva", hidden="mikko otto maj vera ada stig", fill=hour),
    "api:opportunities": Route(get=EVERYONE),
    "api:opportunity": Route(get=ALL, fill=deal),
    "api:own_erosion": Route(get="anna mikko otto", hidden="eva maj vera ada stig"),
    "api:pack": Route(get=PACK_READERS, hidden="otto maj ada", fill=lambda house: {"pk": house.of(norrs_meeting).pk}),
    "api:packs": Route(get="anna mikko eva otto maj vera", hidden="ada stig"),
    "api:promises": Route(
        get="anna mikko eva otto maj vera",
        post="anna mikko eva otto maj",
        hidden="ada stig",
        give=lambda _house: {"text": "offert till Kemi imorgon"},
    ),
    "api:instead": Route(
        post="anna eva",
        hidden="otto maj ada stig",
        fill=lambda house: {"pk": house.of(annas_promise).pk},
        give=lambda _house: {"text": "Ring Kemi imorgon"},
    ),
    "api:aside": Route(
        post="anna eva",
        hidden="otto maj ada stig",
        fill=lambda house: {"pk": house.of(annas_old_promise).pk},
        give=lambda _house: {"reason": "De har bestämt sig ändå"},
    ),
    "api:words": Route(
        post="anna eva",
        hidden="otto maj ada stig",
        fill=lambda house: {"pk": house.of(annas_promise).pk},
        give=lambda _house: {"state": "kept"},
    ),
    "api:parkings": Route(
        post="anna eva", fill=deal, give=lambda _house: {"reason": "Budget", "wake_on": "2090-01-11"}
    ),
    "api:reasons": Route(get=EVERYONE),
    "api:ride_alongs": Route(get=EVERYONE),
    "api:sales_meeting": Route(
        get=PACK_READERS, hidden="otto maj ada", fill=lambda house: {"pk": house.of(norrs_meeting).pk}
    ),
    "api:sales_meetings": Route(get="anna mikko eva otto maj vera", hidden="ada stig"),
    "api:minutes": Route(
        get=PACK_READERS, hidden="otto maj ada", fill=lambda house: {"pk": house.of(norrs_run).meeting_id}
    ),
    "api:strike_insight": Route(
        post="anna eva",
        hidden="otto maj ada",
        fill=lambda house: {"pk": house.of(annas_insight).case_id, "line": house.of(annas_insight).pk},
    ),
    "api:swaps": Route(post="anna", hidden="mikko otto maj vera ada stig", fill=hour, give=two_times),
}
