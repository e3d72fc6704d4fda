"""Companies and the people there: everybody reads, who owns the company (and their manager) writes."""

from hederssak.crm.actions.fit import ask_override, preview_profile
from hederssak.crm.models import Account, Contact, FitOverride, FitProfile
from tests.cast import NOW, Cast
from tests.crm.fits import INVESTS, in_force, propose
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


def profile(cast: Cast) -> FitProfile:
    """Put a profile in force."""
    return in_force(cast.vera)


def proposal(cast: Cast) -> FitProfile:
    """Let Vera propose a profile, counted already."""
    proposed = propose(cast.vera)
    preview_profile(proposed)
    return proposed


def asked(cast: Cast) -> FitOverride:
    """Let Anna ask for a company that does not fit."""
    return ask_override(account=annas_account(cast), why="Bygger nytt", by=cast.anna, now=NOW)


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
    "crm:fit": Route(get=EVERYONE),
    "crm:fit_answer": Route(
        get="anna eva",
        post="anna eva",
        fill=lambda house: {**account(house), "key": house.of(profile) and INVESTS},
        give=lambda _house: {"key": INVESTS, "answer": "yes", "evidence": "Styrelsen i mars"},
    ),
    "crm:fit_ask": Route(get="anna eva", post="anna eva", fill=account, give=lambda _house: {"why": "Bygger nytt"}),
    "crm:fit_decide": Route(post="vera ada", fill=lambda house: {"pk": house.of(proposal).pk}),
    "crm:fit_override": Route(
        get="eva",
        post="eva",
        fill=lambda house: {"pk": house.of(asked).pk},
        give=lambda _house: {"grant": "", "until": "2099-12-24", "reason": "Ett försök"},
    ),
    "crm:fit_proposal": Route(get="eva maj vera ada", fill=lambda house: {"pk": house.of(proposal).pk}),
    "crm:fit_propose": Route(
        get="eva maj vera ada stig",
        post="eva maj vera ada stig",
        give=lambda _house: {
            "enough": "60",
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "0",
            "form-0-what": "employees",
            "form-0-operator": "at_least",
            "form-0-text": "50",
            "form-0-weight": "1",
        },
    ),
    "web:account": Route(get=ALL, fill=account),
}
