"""The history behind a team's outlook: a year of blocks, closed deals with their meetings, and collapses (R3)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Count, Q

from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.org.models import Member, Organization, Team
from hederssak.org.queries import zone_of
from hederssak.org.queries.calendars import calendars_of, years_around
from hederssak.pipeline.models import Opportunity, State
from hederssak.prospecting.models import Assumption
from hederssak.prospecting.queries.marks import blocks_of, marks_until
from hederssak.prospecting.queries.people import reps_of
from hederssak.rules.collapse import Assumed, Bookings, Deal
from hederssak.rules.erosion import SHORT, Mark, breaks_of, standing_of, stretch_start
from hederssak.rules.erosion import State as Erosion
from hederssak.rules.money import Money
from hederssak.rules.weeks import local_day
from hederssak.rules.worktime import WorkCalendar

YEAR = dt.timedelta(weeks=52)
BEFORE, AFTER = 8, 26
"""Weeks of bookings that are read before a collapse and at most after it."""

MARGINS = {"SEK": 10_000, "NOK": 10_000, "DKK": 7_500}
"""The source's 10 000 per meeting where money is counted so, elsewhere `ELSEWHERE`."""
ELSEWHERE = 1_000
MOST_DEALS = 400


def assumed_of(organization: Organization) -> Assumed:
    """Return what an organization assumes of a collapse: its own figures, or else the source's."""
    row = Assumption.objects.filter(organization=organization).first()
    currency = organization.currency
    if row is None:
        return Assumed(Money.of(MARGINS.get(currency, ELSEWHERE), currency))
    return Assumed(Money(row.margin_per_meeting, currency), row.drop, row.weeks)


def marks_of_year(team: Team, *, now: dt.datetime) -> dict[Member, list[Mark]]:
    """Return a year of ended blocks of each rep of a team."""
    zone = zone_of(team)
    today = local_day(now, zone)
    people = reps_of(team)
    blocks = blocks_of(people, zone=zone, since=today - YEAR, until=today)
    return {member: marks_until(blocks[member.pk], since=None, now=now) for member in people}


def deals_with_meetings(organization: Organization, *, today: dt.date) -> list[Deal]:
    """Return the last closed deals of two years on which meetings were held: what each left, 0 where lost (R8).

    A won deal without a margin is unknown, not zero, and left out; so is one in another currency.
    """
    closed = Opportunity.objects.filter(
        organization=organization,
        state__in=[State.WON, State.LOST, State.LET_GO],
        closed_on__gt=today - 2 * YEAR,
        closed_on__lte=today,
        currency=organization.currency,
    ).exclude(state=State.WON, margin=None)
    held = Count("meetings", filter=Q(meetings__state=MeetingState.HELD))
    rows = closed.annotate(held=held).filter(held__gt=0).order_by("-closed_on", "pk")
    return [
        Deal(float(margin or 0) if state == State.WON else 0.0, held)
        for state, margin, held in rows.values_list("state", "margin", "held")[:MOST_DEALS]
    ]


def bookings_around_collapses(
    marks: Mapping[Member, Sequence[Mark]], *, now: dt.datetime
) -> tuple[list[Bookings], list[Bookings]]:
    """Return what was booked before and after each collapse of the year, as far as the weeks have passed."""
    people = list(marks)
    if not people:
        return [], []
    today = now.date()
    calendars = calendars_of(people, years_around(today))
    found = {member: first_collapse(marks[member], calendars[member.pk], today) for member in people}
    collapsed = {member: day for member, day in found.items() if day is not None}
    booked = _bookings(list(collapsed), since=today - 2 * YEAR)
    before, after = [], []
    for member, day in collapsed.items():
        calendar, days = calendars[member.pk], booked[member.pk]
        week = len(calendar.weekdays)
        start = stretch_start(calendar, day, BEFORE)
        end = min(calendar.add_working_days(day, AFTER * week), today)
        before.append(Bookings(sum(start <= one < day for one in days), BEFORE))
        weeks_after = calendar.working_days(day, end) / week
        after.append(Bookings(sum(day <= one <= end for one in days), weeks_after))
    return before, after


def first_collapse(marks: Sequence[Mark], calendar: WorkCalendar, today: dt.date) -> dt.date | None:
    """Return the first break of the four weeks in which somebody's promise collapsed first, if it ever did."""
    for day in breaks_of(marks, calendar):
        if day <= today and standing_of(marks, calendar, day).state == Erosion.COLLAPSING:
            start = stretch_start(calendar, day, SHORT)
            return next(one for one in breaks_of(marks, calendar) if one >= start)
    return None


def _bookings(people: Sequence[Member], *, since: dt.date) -> dict[uuid.UUID, list[dt.date]]:
    rows = CustomerMeeting.objects.filter(owner__in=people, logged_at__date__gte=since)
    found: dict[uuid.UUID, list[dt.date]] = defaultdict(list)
    for owner_id, logged_at in rows.values_list("owner_id", "logged_at"):
        if owner_id is not None:
            found[owner_id].append(logged_at.date())
    return found
