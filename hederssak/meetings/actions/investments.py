"""Whether an investment is in sight at companies, as people have learned it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hederssak.crm.models import Account
from hederssak.lib import bulk
from hederssak.meetings.models import Investment
from hederssak.org.models import Member
from hederssak.rules import meeting_checks


@dataclass(frozen=True)
class InvestmentDraft:
    """What was learned about an investment at a company, by whom and when."""

    account: Account
    said: meeting_checks.Investment
    by: Member | None
    at: dt.datetime


def note_investments(drafts: Sequence[InvestmentDraft]) -> None:
    """Write what was learned about many companies. Who may write is the caller's to ask."""
    bulk.insert(
        [
            Investment(
                organization_id=draft.account.organization_id,
                account=draft.account,
                in_sight=draft.said.in_sight,
                when=draft.said.when,
                how_known=draft.said.how_known,
                by=draft.by,
                at=draft.at,
            )
            for draft in drafts
        ]
    )
