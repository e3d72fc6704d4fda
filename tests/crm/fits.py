"""A profile for tests: at least 50 employees (mandatory), sawmills and paper mills, and a question to judge."""

import uuid
from decimal import Decimal

from hederssak.crm.actions.fit import CriterionDraft, judge_changed, propose_profile, put_in_force
from hederssak.crm.models import Account, FitProfile
from hederssak.lib.rows import save_only
from hederssak.org.models import Member
from tests.cast import NOW

INVESTS = uuid.UUID("0198a000-0000-7000-8000-000000000001")
CRITERIA = (
    CriterionDraft(field="employees", operator="at_least", values=("50",), weight=2, is_mandatory=True),
    CriterionDraft(field="industry", operator="one_of", values=("Sågverk", "Pappersbruk"), weight=2),
    CriterionDraft(key=INVESTS, question="Investerar de inom ett år?", weight=1),
)


def propose(by: Member) -> FitProfile:
    """Propose the profile."""
    return propose_profile(CRITERIA, enough=Decimal("0.8"), by=by, now=NOW)


def in_force(by: Member) -> FitProfile:
    """Put the profile in force, and judge by it whoever is there."""
    profile = propose(by)
    put_in_force(profile, by=by, now=NOW)
    judge_changed(organization=by.organization, now=NOW)
    return profile


def with_facts(account: Account, **facts: object) -> Account:
    """Give a company facts, as if it had been brought in with them."""
    save_only(account, **facts)
    return account
