"""Meetings as lists show them: those ahead, those nobody has told about yet, and a share that names nobody."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from hederssak.meetings.models import Conscience, CustomerMeeting, MeetingState
from hederssak.org.models import Member, Team

FEWEST = 5
"""A share of fewer answers would say who gave them."""
AHEAD = dt.timedelta(days=21)
BACK = dt.timedelta(days=14)


def coming(member: Member, *, now: dt.datetime) -> QuerySet[CustomerMeeting]:
    """Return a member's own meetings of the next three weeks, the next one first."""
    mine = CustomerMeeting.objects.filter(organization_id=member.organization_id, owner=member)
    ahead = mine.filter(state=MeetingState.BOOKED, starts_at__gte=now, starts_at__lt=now + AHEAD)
    return ahead.select_related("account", "opportunity__stage", "owner").order_by("starts_at")


def untold(member: Member, *, now: dt.datetime) -> QuerySet[CustomerMeeting]:
    """Return a member's own meetings of the last two weeks of which nobody has said what came of them."""
    mine = CustomerMeeting.objects.filter(organization_id=member.organization_id, owner=member, debrief=None)
    past = mine.filter(ends_at__lt=now, starts_at__gte=now - BACK, state=MeetingState.BOOKED)
    return past.select_related("account", "opportunity__stage", "owner").order_by("-starts_at")


def share_if_nobody_counted(team: Team, *, since: dt.datetime) -> tuple[Fraction, int] | None:
    """Return the share of a team's meetings that would be taken if nobody counted, and of how many.

    None where there are fewer than five answers, or all are one person's: a share of those would name who answered.
    """
    rows = Conscience.objects.filter(meeting__owner__team=team, at__gte=since)
    found = rows.aggregate(
        n=Count("pk"), yes=Count("pk", filter=Q(would=True)), people=Count("meeting__owner", distinct=True)
    )
    if found["n"] < FEWEST or found["people"] < 2:
        return None
    return Fraction(found["yes"], found["n"]), found["n"]
