"""What a rep believes of a deal, kept beside the computed chance and never overwritten (R17)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hederssak.forecast.models import RepCall
from hederssak.org.access import require_write
from hederssak.org.models import Member
from hederssak.pipeline.models import Opportunity

TENTHS = range(11)


class NotTenthsError(ValueError):
    """A call that is not a whole number of tenths from 0 to 10."""

    code = "not_tenths"


class DealEndedError(ValueError):
    """A call on a deal that has ended."""

    code = "deal_ended"


@dataclass(frozen=True)
class CallDraft:
    """What somebody says of a deal at an instant: won in so many cases of ten."""

    opportunity: Opportunity
    tenths: int
    by: Member
    at: dt.datetime


def call_deals(drafts: Sequence[CallDraft]) -> list[RepCall]:
    """Write down calls. Raises `PermissionDenied`, `NotTenthsError` or `DealEndedError` and then writes none."""
    for draft in drafts:
        require_write(draft.by, owner=draft.opportunity.owner)
        if draft.tenths not in TENTHS:
            raise NotTenthsError(f"{draft.tenths} of ten")
        if not draft.opportunity.is_open:
            raise DealEndedError(f"{draft.opportunity.pk} is {draft.opportunity.state}")
    return RepCall.objects.bulk_create(
        RepCall(
            organization_id=draft.opportunity.organization_id,
            opportunity=draft.opportunity,
            by=draft.by,
            tenths=draft.tenths,
            at=draft.at,
        )
        for draft in drafts
    )
