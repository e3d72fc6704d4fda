"""What an organization decides about itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from decimal import Decimal

from hederssak.history.models import RecordKind
from hederssak.org.access import require_configure
from hederssak.org.actions.changes import change_fields
from hederssak.org.models import Country, Member, Reach


@dataclass(frozen=True, kw_only=True)
class OrganizationDraft:
    """The settings of an organization; `margin_rate` is the share of revenue taken where a margin is not known."""

    name: str
    country: Country
    currency: str
    time_zone: str
    language: str
    reach: Reach
    margin_rate: Decimal


def change_organization(draft: OrganizationDraft, *, by: Member, now: dt.datetime) -> list[str]:
    """Change the member's organization, and return the names of what changed."""
    require_configure(by)
    return change_fields(RecordKind.ORGANIZATION, by.organization, asdict(draft), by=by, now=now)
