"""Agreeing on a target for a month (R9): with its chance, its hours, and what it assumes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied

from hederssak.org.access import leads
from hederssak.org.models import Member, Team
from hederssak.rules.periods import Span
from hederssak.targets.models import AgreedTarget


class OutOfReachError(ValueError):
    """A target that takes more hours than there are: it can't be agreed on, only changed."""

    code = "out_of_reach"


@dataclass(frozen=True)
class Agreement:
    """What is agreed on for each rep of a team in a month; hours are those it takes and those there are."""

    team: Team
    month: Span
    goal: Decimal
    wins: int
    first_meetings: int
    chance: float
    hours: float
    net_hours: float
    assumptions: dict[str, Any]


def agree(wanted: Agreement, *, by: Member, now: dt.datetime) -> AgreedTarget:
    """Write an agreed target beside earlier ones. Raises `PermissionDenied` or `OutOfReachError`."""
    if not leads(by, wanted.team):
        raise PermissionDenied
    if wanted.hours > wanted.net_hours:
        raise OutOfReachError(f"{wanted.hours:.0f} hours of {wanted.net_hours:.0f}")
    return AgreedTarget.objects.create(
        organization_id=wanted.team.organization_id,
        team=wanted.team,
        first_day=wanted.month.first,
        last_day=wanted.month.last,
        goal=wanted.goal,
        wins=wanted.wins,
        first_meetings=wanted.first_meetings,
        chance=min(max(wanted.chance, 0.0), 1.0),
        hours=wanted.hours,
        net_hours=wanted.net_hours,
        assumptions=wanted.assumptions,
        by=by,
        at=now,
    )
