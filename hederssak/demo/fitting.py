"""Whom the demo company sells to: a profile in force, answers, one company asked for, and a change that is proposed."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

from hederssak.crm.actions.fit import (
    CriterionDraft,
    answer_question,
    ask_override,
    judge_changed,
    preview_profile,
    propose_profile,
    put_in_force,
)
from hederssak.crm.models import Account, FitCriterion, FitVerdict
from hederssak.demo.company_names import INDUSTRIES
from hederssak.demo.founding import House
from hederssak.lib.ids import new_id
from hederssak.pipeline.models import Opportunity, State
from hederssak.rules.fit import Answer, Verdict

QUESTION = "Har de en investering i sikte inom ett år?"
LEFT_OUT = 3
ENOUGH = Decimal("0.6")
ANSWERED = 40


def write_profile(house: House, *, now: dt.datetime) -> None:
    """Let the managing director put the profile in force, before there is anybody to judge."""
    vera = house.members["vera"]
    profile = propose_profile(_criteria("20", new_id()), enough=ENOUGH, by=vera, now=now)
    put_in_force(profile, by=vera, now=now)


def live_with_it(house: House, *, now: dt.datetime) -> None:
    """Judge everyone, and let people answer, ask and propose as they would in a week."""
    organization = house.organization
    judge_changed(organization=organization, now=now)
    question = FitCriterion.objects.get(
        organization=organization, question=QUESTION, profile__in_force_at__isnull=False
    )
    for deal in _qualified(house):
        if deal.account and deal.owner:
            answer_question(
                account=deal.account,
                key=question.key,
                answer=Answer.YES,
                evidence=f"Sagt i mötet om {deal.name.lower()}",
                by=deal.owner,
                now=now,
            )
    anna = house.members["anna"]
    out = FitVerdict.objects.filter(organization=organization, verdict=Verdict.OUT, account__owner=anna)
    if wanted := out.select_related("account").order_by("account__name").first():
        account = Account.objects.select_related("owner__team").get(pk=wanted.account_id)
        ask_override(account=account, why="Bygger ny hall och växer fort.", by=anna, now=now)
    proposal = propose_profile(
        _criteria("35", question.key),
        enough=ENOUGH,
        why="Under 35 anställda blev inget av.",
        by=house.members["eva"],
        now=now,
    )
    preview_profile(proposal)


def _criteria(employees: str, key: uuid.UUID) -> list[CriterionDraft]:
    return [
        CriterionDraft(field="employees", operator="at_least", values=(employees,), weight=2, is_mandatory=True),
        CriterionDraft(field="industry", operator="one_of", values=INDUSTRIES[:-LEFT_OUT], weight=2),
        CriterionDraft(key=key, question=QUESTION, weight=1),
    ]


def _qualified(house: House) -> list[Opportunity]:
    rows = Opportunity.objects.filter(organization=house.organization, state=State.OPEN, qualified_at__isnull=False)
    return list(
        rows.select_related("account__owner__team", "account__organization", "owner").order_by("name")[:ANSWERED]
    )
