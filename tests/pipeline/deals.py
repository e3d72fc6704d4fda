"""Stages and opportunities for tests, made through the real actions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hederssak.crm.models import Account
from hederssak.history.actions import Source
from hederssak.org.models import Member, Organization
from hederssak.pipeline.actions import OpportunityDraft, make_opportunities
from hederssak.pipeline.models import Criterion, Opportunity, Stage, StageKind
from hederssak.rules.names import normalized_name, order_key, search_key
from tests.cast import NOW

STAGES = (
    ("Behov", StageKind.OPEN, False),
    ("Lösning", StageKind.OPEN, False),
    ("Offert", StageKind.OPEN, True),
    ("Förhandling", StageKind.OPEN, True),
    ("Vunnen", StageKind.WON, False),
    ("Förlorad", StageKind.LOST, False),
)


def make_stages(organization: Organization) -> dict[str, Stage]:
    """Make a sales process of four open stages, won and lost, with one mandatory criterion on the first two."""
    stages = {
        name: Stage.objects.create(
            organization=organization, name=name, position=place, kind=kind, is_proposal=is_proposal
        )
        for place, (name, kind, is_proposal) in enumerate(STAGES, start=1)
    }
    for name, text in (("Behov", "Behovet är sagt av kunden"), ("Lösning", "Beslutaren är träffad")):
        Criterion.objects.create(organization=organization, stage=stages[name], text=text)
    return stages


def make_account(organization: Organization, name: str, *, owner: Member | None = None) -> Account:
    """Make a company."""
    return Account.objects.create(
        organization=organization,
        name=name,
        name_key=normalized_name(name),
        search_key=search_key(name),
        order_key=order_key(name),
        owner=owner,
        created_at=NOW,
        changed_at=NOW,
    )


def make_deal(owner: Member, stage: Stage, *, now: dt.datetime = NOW, **values: Any) -> Opportunity:
    """Make one opportunity of a member; what is not named is plain."""
    plain: dict[str, Any] = {
        "name": "Linje 2",
        "opened_on": dt.date(2026, 9, 1),
        "currency": "SEK",
        "amount": Decimal(1_000_000),
        "margin": Decimal(300_000),
        "close_date": dt.date(2026, 12, 18),
    }
    draft = OpportunityDraft(stage=stage, owner=owner, **(plain | values))
    source = Source.page(by=owner, now=now)
    (row,) = make_opportunities([draft], organization=owner.organization, source=source, now=now)
    return row
