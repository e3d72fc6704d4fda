"""The checks that the demo company's held meetings would have been kept with: what was known of each when it began."""

from __future__ import annotations

import datetime as dt
from zlib import crc32

from hederssak.demo.founding import House
from hederssak.meetings.actions import InvestmentDraft, keep_many, note_investments
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.pipeline.models import Opportunity
from hederssak.rules.meeting_checks import Investment

BACK = dt.timedelta(days=190)
WHEN = ("våren", "efter semestern", "nästa år", "budgeten för hösten")
HOW = ("Sagt i mötet", "Anbudsförfrågan till tre", "Mejl från inköp", "")
"""Every fourth answer rests on nothing that anybody wrote down."""


def judge_meetings(house: House, *, now: dt.datetime) -> None:
    """Let reps have asked about the investment where something was qualified, and keep the checks of what was held."""
    qualified = Opportunity.objects.filter(
        organization=house.organization, qualified_at__isnull=False, account__isnull=False
    )
    first = {deal.account: deal for deal in qualified.select_related("account", "owner").order_by("-opened_on", "-pk")}
    note_investments(
        [
            InvestmentDraft(account, _learned(account.name), deal.owner, deal.created_at)
            for account, deal in first.items()
            if account is not None
        ]
    )
    held = CustomerMeeting.objects.filter(
        organization=house.organization, state=MeetingState.HELD, starts_at__gt=now - BACK
    )
    keep_many(list(held.select_related("opportunity__stage").order_by("starts_at", "pk")))


def _learned(name: str) -> Investment:
    seed = crc32(name.encode())
    return Investment(in_sight=True, when=WHEN[seed % 4], how_known=HOW[seed // 4 % 4])
