"""What a call is worth to a member: their own rates, shrunk to what is usual, and the margin of a meeting (R5, R8)."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

from django.core.cache import cache
from django.db.models import Count, Q, Sum

from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.org.models import Member, Organization
from hederssak.pipeline.models import Opportunity, State
from hederssak.prospecting.models import CallAttempt
from hederssak.rules.attempts import REACHED, Outcome
from hederssak.rules.hitlist import Rates

LOOK_BACK = dt.timedelta(days=90)
YEAR = dt.timedelta(days=365)
USUAL = Rates()
PRIOR_ATTEMPTS, PRIOR_CONVERSATIONS = 40, 20
"""How many attempts and conversations the usual rates count for beside a member's own."""
FEW_MEETINGS = 20
"""With fewer held meetings in a year the margin of one is a guess, and the usual one is taken."""
USUAL_MARGIN = 10_000.0
SIZES = ((20, 0.5), (100, 1.0), (500, 1.5))
"""Up to so many employees a meeting is worth so many times the usual; above the last twice, unknown once."""
KEPT_SECONDS = 6 * 3600


def rates_of(member: Member, *, now: dt.datetime) -> Rates:
    """Return what a member's calls of the last 90 days have given, pulled towards what is usual while they are few."""
    rows = CallAttempt.objects.filter(organization_id=member.organization_id, member=member, at__gt=now - LOOK_BACK)
    found = rows.filter(undone_at=None).aggregate(
        attempts=Count("pk"),
        reached=Count("pk", filter=Q(outcome__in=[one.value for one in REACHED])),
        meetings=Count("pk", filter=Q(outcome=Outcome.MEETING)),
    )
    return Rates(
        reach=(found["reached"] + USUAL.reach * PRIOR_ATTEMPTS) / (found["attempts"] + PRIOR_ATTEMPTS),
        meeting=(found["meetings"] + USUAL.meeting * PRIOR_CONVERSATIONS) / (found["reached"] + PRIOR_CONVERSATIONS),
    )


def margin_of_meeting(organization: Organization, *, now: dt.datetime) -> float:
    """Return margin won in a year for each meeting held in it, kept for some hours; the usual while there are few."""
    key = f"margin-of-meeting:{organization.pk}"
    kept: float | None = cache.get(key)
    if kept is None:
        kept = _margin_of_meeting(organization.pk, now)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _margin_of_meeting(organization_id: uuid.UUID, now: dt.datetime) -> float:
    since = now - YEAR
    held = CustomerMeeting.objects.filter(
        organization_id=organization_id, state=MeetingState.HELD, starts_at__gt=since, starts_at__lte=now
    ).count()
    if held < FEW_MEETINGS:
        return USUAL_MARGIN
    won = Opportunity.objects.filter(
        organization_id=organization_id, state=State.WON, closed_on__gt=since.date(), margin__isnull=False
    ).aggregate(margin=Sum("margin"))["margin"]
    return float(won or Decimal(0)) / held or USUAL_MARGIN


def size_factor(employees: int | None) -> float:
    """Return how many times the usual a meeting with a company of this size is worth."""
    if employees is None:
        return 1.0
    return next((factor for most, factor in SIZES if employees < most), 2.0)
