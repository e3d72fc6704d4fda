"""What some owners of meetings said in private: whether they would have taken them if nobody counted."""

from __future__ import annotations

import datetime as dt
import random

from hederssak.demo.founding import House
from hederssak.lib import bulk
from hederssak.meetings.models import Conscience, CustomerMeeting, MeetingState

BACK = dt.timedelta(days=120)
ANSWERED = 0.12
LIKES_COFFEE = 0.25


def answer_in_private(house: House, *, seed: int, now: dt.datetime) -> None:
    """Let every eighth meeting of the last months have an answer; those about nothing are mostly a no."""
    rng = random.Random(f"private answers {seed}")
    held = CustomerMeeting.objects.filter(
        organization=house.organization, state=MeetingState.HELD, starts_at__gt=now - BACK, owner__isnull=False
    )
    rows = held.order_by("starts_at", "pk").values_list("pk", "opportunity_id", "starts_at")
    bulk.insert(
        [
            Conscience(
                organization=house.organization,
                meeting_id=meeting,
                would=deal is not None or rng.random() < LIKES_COFFEE,
                at=starts - dt.timedelta(hours=20),
            )
            for meeting, deal, starts in rows
            if rng.random() < ANSWERED
        ]
    )
