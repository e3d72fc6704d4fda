"""Questions to the pipeline, and the word back to them."""

import datetime as dt

from hederssak.honesty.actions import judge_organization, object_to
from hederssak.honesty.models import Objection
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal
from tests.routes import Any_, Route
from tests.routes.pipeline import annas_deal, first_stage


def annas_objection(cast: Cast) -> Objection:
    """Make a word back of Anna's to a flag on her deal."""
    deal = make_deal(cast.anna, first_stage(cast), close_date=dt.date(2026, 11, 2))
    judge_organization(organization=cast.nordvik, now=NOW)
    return object_to(opportunity=deal, code="close_date_past", why="Ramavtal", by=cast.anna, now=NOW)


ROUTES: dict[str, Any_] = {
    "honesty:answer": Route(
        post="eva ada",
        fill=lambda house: {"pk": house.of(annas_objection).pk},
        give=lambda _house: {"upheld": "yes", "answer": "Så är det"},
    ),
    "honesty:index": Route(get="anna mikko eva otto maj vera", hidden="ada stig"),
    "honesty:objection": Route(
        get="anna eva",
        post="anna eva",
        fill=lambda house: {"pk": house.of(annas_deal).pk, "code": "close_date_past"},
    ),
}
