"""Setting what meetings take in hours and money."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.org.models import Member
from hederssak.rules.meeting_hours import (
    Distance,
    Kind,
    Norms,
    NotANorm,
    one_of_each,
    require_expenses,
    require_hourly,
    require_hours,
)
from hederssak.targets.models import CostNorms, MemberNorm, TownNorm
from hederssak.targets.queries.cost_norms import may_set_norms, sellers_of

__all__ = ["NotANorm", "set_norms"]


def set_norms(norms: Norms, *, by: Member, now: dt.datetime) -> CostNorms:
    """Put other hours and costs in the place of those that held; zero is allowed, and every meeting counts by them.

    `hourly_of` names members by key, `towns` as they are written. Raises `PermissionDenied`, or NotANorm for a value
    that no meeting can have.
    """
    if not may_set_norms(by):
        raise PermissionDenied
    _require(norms)
    organization = by.organization
    known = set(sellers_of(organization).values_list("pk", flat=True))
    with transaction.atomic():
        row, _made = CostNorms.objects.update_or_create(
            organization=organization, defaults=_columns(norms) | {"by": by, "at": now}
        )
        TownNorm.objects.filter(organization=organization).delete()
        TownNorm.objects.bulk_create(
            TownNorm(organization=organization, town=town[:120], hours=one.hours, expenses=one.expenses)
            for town, one in norms.towns.items()
        )
        MemberNorm.objects.filter(organization=organization).delete()
        MemberNorm.objects.bulk_create(
            MemberNorm(organization=organization, member_id=key, hourly=hourly)
            for key, hourly in norms.hourly_of.items()
            if isinstance(key, uuid.UUID) and key in known
        )
    return row


def _columns(norms: Norms) -> dict[str, Decimal | str]:
    return {
        "hourly": norms.hourly,
        **{f"prepare_{kind}": norms.prepare[kind] for kind in Kind},
        **{f"after_{kind}": norms.after[kind] for kind in Kind},
        "travel_hours": norms.usual.hours,
        "travel_expenses": norms.usual.expenses,
        "proposal_hours": norms.proposal_hours,
        "remote_words": ", ".join(norms.remote_words)[:300],
    }


def _require(norms: Norms) -> None:
    require_hourly("hourly", norms.hourly)
    for place, part in (("prepare", norms.prepare), ("after", norms.after)):
        _require_kinds(place, part)
    _require_distance("travel", norms.usual)
    require_hours("proposal_hours", norms.proposal_hours)
    one_of_each(norms.towns)
    for town, one in norms.towns.items():
        _require_distance(town, one)
    for hourly in norms.hourly_of.values():
        require_hourly("hourly_of", hourly)


def _require_kinds(place: str, part: Mapping[Kind, Decimal]) -> None:
    for kind in Kind:
        require_hours(f"{place}_{kind}", part[kind])


def _require_distance(what: str, distance: Distance) -> None:
    require_hours(what, distance.hours)
    require_expenses(what, distance.expenses)
