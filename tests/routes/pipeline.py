"""What can be done to a deal of Anna's: she does it, and her manager."""

from collections.abc import Mapping
from typing import Any

from hederssak.pipeline.models import Opportunity, Stage
from tests.cast import Cast
from tests.pipeline.deals import make_deal, make_stages
from tests.routes import Any_, House, Route


def first_stage(cast: Cast) -> Stage:
    """Return the first stage of the sales process, which is made if there is none yet."""
    found = Stage.objects.filter(organization=cast.nordvik, name="Behov").first()
    return found or make_stages(cast.nordvik)["Behov"]


def annas_deal(cast: Cast) -> Opportunity:
    """Make a deal of Anna's."""
    return make_deal(cast.anna, first_stage(cast))


def deal(house: House) -> Mapping[str, Any]:
    """Name Anna's deal in the address."""
    return {"pk": house.of(annas_deal).pk}


FORM = Route(get="anna eva", post="anna eva", fill=deal)
PRESS = Route(post="anna eva", fill=deal)
ROUTES: dict[str, Any_] = {
    "pipeline:buyer_events": FORM,
    "pipeline:close_dates": FORM,
    "pipeline:evidence": FORM,
    "pipeline:finish_step": PRESS,
    "pipeline:lettings_go": FORM,
    "pipeline:next_steps": FORM,
    "pipeline:parkings": FORM,
    "pipeline:seats": FORM,
    "pipeline:stages": FORM,
    "pipeline:take_back": PRESS,
    "pipeline:undo_close_dates": PRESS,
    "pipeline:undo_lettings_go": PRESS,
    "pipeline:undo_next_steps": PRESS,
    "pipeline:undo_parkings": PRESS,
    "pipeline:undo_stages": PRESS,
    "pipeline:undo_values": PRESS,
    "pipeline:values": FORM,
    "pipeline:wake": PRESS,
}
