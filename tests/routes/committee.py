"""The buying committee of a deal of Anna's: everybody reads it, she and her manager write."""

from collections.abc import Mapping
from typing import Any

from hederssak.crm.models import Contact
from hederssak.pipeline.actions import add_steps, seat_contact
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, DecisionStep
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal
from tests.routes import Any_, House, Route
from tests.routes.pipeline import first_stage

READERS = "anna mikko eva otto maj vera ada"


def seated(cast: Cast) -> CommitteeSeat:
    """Make a deal of Anna's in whose decision Maja has a seat."""
    account = make_account(cast.nordvik, "Falu Verkstad", owner=cast.anna)
    deal = make_deal(cast.anna, first_stage(cast), account=account)
    maja = Contact.objects.create(
        organization=cast.nordvik, account=account, name="Maja Hed", search_key="maja hed",
        created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    return seat_contact(opportunity=deal, contact=maja, role=BuyingRole.DECIDES, by=cast.anna, now=NOW)


def stepped(cast: Cast) -> DecisionStep:
    """Make a deal of Anna's whose decision has one step."""
    deal = make_deal(cast.anna, first_stage(cast))
    return add_steps(opportunity=deal, names=["Behovet"], by=cast.anna, now=NOW)[0]


def seat(house: House) -> Mapping[str, Any]:
    """Name the seat in the address."""
    found = house.of(seated)
    return {"pk": found.opportunity_id, "seat": found.pk}


def deal(house: House) -> Mapping[str, Any]:
    """Name the deal in the address."""
    return {"pk": house.of(seated).opportunity_id}


def step(house: House) -> Mapping[str, Any]:
    """Name the step in the address."""
    found = house.of(stepped)
    return {"pk": found.opportunity_id, "step": found.pk}


def _named(_house: House) -> Mapping[str, str]:
    return {"name": "Behovet och målet"}


SEAT = Route(post="anna eva", fill=seat)
STEP = Route(post="anna eva", fill=step)
ROUTES: dict[str, Any_] = {
    "web:committee": Route(get=READERS, fill=deal),
    "web:committee_add": Route(post="anna eva", fill=deal, give=lambda _house: {"name": "Bo Ek"}),
    "web:committee_earlier": SEAT,
    "web:committee_later": SEAT,
    "web:committee_remove": SEAT,
    "web:committee_restore": SEAT,
    "web:committee_save": Route(
        post="anna eva",
        fill=seat,
        give=lambda _house: {"role": "decides", "stance": "for", "influence": "high", "person": "teacher"},
    ),
    "web:committee_step_add": Route(post="anna eva", fill=deal, give=_named),
    "web:committee_step_earlier": STEP,
    "web:committee_step_later": STEP,
    "web:committee_step_name": Route(post="anna eva", fill=step, give=_named),
    "web:committee_step_remove": STEP,
    "web:committee_step_restore": STEP,
}
