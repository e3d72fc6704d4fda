"""The ideal customer's profile, and whom it lets in (R6)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from hederssak.crm.models import Account, CustomField, FitCriterion, FitJudgment, FitOverride, FitProfile
from hederssak.lib import keyset
from hederssak.org.models import Member, Organization
from hederssak.rules import fit

FACTS = ("industry", "employees", "revenue", "country", "city", "relationship")
"""The plain facts that a criterion can look at."""
CUSTOM = "custom:"
BY_NAME = keyset.Order("order_key")


@dataclass(frozen=True)
class Standing:
    """How the companies of an organization stand: how many fit, do not, are not known enough, were never judged."""

    fits: int
    out: int
    unknown: int
    unjudged: int

    @property
    def all(self) -> int:
        """Return how many there are."""
        return self.fits + self.out + self.unknown + self.unjudged


def profile_in_force(organization: Organization) -> FitProfile | None:
    """Return the version that counts now, or None where nobody has written one."""
    rows = FitProfile.objects.filter(organization=organization, in_force_at__isnull=False)
    return rows.order_by("-in_force_at").first()


def proposal_of(organization: Organization) -> FitProfile | None:
    """Return the version that is proposed and neither in force nor withdrawn."""
    return FitProfile.objects.filter(organization=organization, in_force_at=None, withdrawn_at=None).first()


def criteria_of(profile: FitProfile | None) -> list[FitCriterion]:
    """Return a version's criteria in their order."""
    return list(profile.criteria.order_by("position")) if profile else []


def rule_of(profile: FitProfile, criteria: Iterable[FitCriterion]) -> fit.Profile:
    """Return a version as the rule takes it."""
    return fit.Profile(tuple(_criterion(one) for one in criteria), Decimal(profile.enough))


def values_of(account: Account) -> dict[str, Any]:
    """Return what is known of a company, by the names that criteria use."""
    custom = {f"{CUSTOM}{key}": value for key, value in account.custom.items()}
    return {name: getattr(account, name) for name in FACTS} | custom


def judgments_of(accounts: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[str, fit.Judgment]]:
    """Return the latest answer to each question, by company and criterion."""
    found: dict[uuid.UUID, dict[str, fit.Judgment]] = defaultdict(dict)
    rows = FitJudgment.objects.filter(account_id__in=accounts).order_by("at", "pk")
    for account, key, answer, evidence in rows.values_list("account_id", "key", "answer", "evidence"):
        found[account][str(key)] = fit.Judgment(fit.Answer(answer), evidence)
    return found


def override_of(account: Account, today: dt.date) -> FitOverride | None:
    """Return the override that lets a company in today, if there is one."""
    return FitOverride.objects.filter(account=account, until__gte=today).order_by("-until").first()


def overrides_on(accounts: Collection[uuid.UUID], today: dt.date) -> Mapping[uuid.UUID, fit.Override]:
    """Return the overrides that hold today, by company."""
    rows = FitOverride.objects.filter(account_id__in=accounts, until__gte=today).order_by("until")
    found = rows.values_list("account_id", "until")
    return {account: fit.Override(until) for account, until in found if until is not None}


def overrides_asked(member: Member) -> QuerySet[FitOverride]:
    """Return the overrides that are asked for and that this member decides: those of the teams they lead."""
    asked = FitOverride.objects.filter(organization_id=member.organization_id, decided_at=None)
    theirs = asked.filter(Q(asked_by__team__manager=member))
    return theirs.select_related("account", "asked_by").order_by("asked_at")


def standing(member: Member) -> Standing:
    """Return how the companies that a member may read stand."""
    rows = Account.objects.visible_to(member)
    counted = dict(rows.values_list("fit__verdict").annotate(n=Count("pk")).order_by())
    return Standing(
        fits=counted.get(fit.Verdict.IN, 0),
        out=counted.get(fit.Verdict.OUT, 0),
        unknown=counted.get(fit.Verdict.UNKNOWN, 0),
        unjudged=counted.get(None, 0),
    )


def listed_by_verdict(member: Member, verdict: fit.Verdict, *, after: str = "") -> keyset.Page[Account]:
    """Return a page of the companies with a verdict, by name."""
    rows = Account.objects.visible_to(member).filter(fit__verdict=verdict)
    return keyset.page_of(rows.select_related("fit", "owner"), BY_NAME, after=after)


def fields_to_ask(organization: Organization) -> list[tuple[str, str]]:
    """Return what a criterion may look at beside the plain facts: the fields that imports brought, by label."""
    rows = CustomField.objects.filter(organization=organization, kind="account").order_by("label")
    return [(f"{CUSTOM}{key}", label) for key, label in rows.values_list("key", "label")]


def _criterion(one: FitCriterion) -> fit.Criterion:
    fact = fit.Fact(one.field, fit.Operator(one.operator), tuple(one.values)) if one.field else None
    return fit.Criterion(str(one.key), fact, one.weight, one.is_mandatory)
