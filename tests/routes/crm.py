"""Companies and the people there: everybody reads, who owns the company (and their manager) writes."""

from hederssak.crm.models import Account, Contact
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account
from tests.routes import ALL, EVERYONE, Any_, House, Route


def annas_account(cast: Cast) -> Account:
    """Make a company of Anna's."""
    return make_account(cast.nordvik, "Falu Verkstad", owner=cast.anna)


def contact_of(house: House) -> Contact:
    """Make a person at Anna's company."""
    account = house.of(annas_account)
    return Contact.objects.create(
        organization=house.cast.nordvik, account=account, name="Maja", search_key="maja", created_at=NOW, changed_at=NOW
    )


def account(house: House) -> dict[str, object]:
    """Name Anna's company in the address."""
    return {"pk": house.of(annas_account).pk}


ROUTES: dict[str, Any_] = {
    "crm:account_edit": Route(
        get="anna eva",
        post="anna eva",
        fill=account,
        give=lambda _house: {"name": "Falu Verkstad AB", "relationship": "customer"},
    ),
    "crm:accounts": Route(get=EVERYONE),
    "crm:contact_edit": Route(
        get="anna eva",
        post="anna eva",
        fill=lambda house: {"account_pk": house.of(annas_account).pk, "pk": contact_of(house).pk},
        give=lambda _house: {"name": "Maja Hed"},
    ),
    "crm:contact_new": Route(
        get="anna eva",
        post="anna eva",
        fill=lambda house: {"account_pk": house.of(annas_account).pk},
        give=lambda _house: {"name": "Pia Ström"},
    ),
    "web:account": Route(get=ALL, fill=account),
}
