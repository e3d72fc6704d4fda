"""Meetings of the demo company as people prepare them: some whole, some by half, some not at all."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hederssak.demo.founding import House
from hederssak.meetings.actions import Guest, Preparation, prepare
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.rules.meeting_checks import Investment

AHEAD = dt.timedelta(days=21)
CHARTER: dict[str, Any] = {
    "purpose": "Veta om de bygger ut, och när",
    "goal": "Avtal om linjen före sommaren",
    "minutes": 40,
    "why_so_long": "Visningen tar tio minuter, frågorna resten",
    "after": "Besök på verket med driften",
}
SHEET: dict[str, Any] = {
    "expectations": "Ett pris och en leveranstid",
    "insight": "Stilleståndet om natten kostar mer än linjen",
    "picture": "Kurvan från ett verk av samma storlek",
    "tactic": "Låt driften räkna själva",
    "competitor": "Den de har, och att vänta ett år",
    "plan_b": "Boka teknikchefen i stället",
    "next_step": "Mätning på plats i två veckor",
    "is_important": False,
}


def prepare_meetings(house: House, *, now: dt.datetime) -> None:
    """Prepare the meetings ahead: every third whole, every third half, the others not yet."""
    booked = CustomerMeeting.objects.filter(
        organization=house.organization, state=MeetingState.BOOKED, starts_at__gt=now, starts_at__lt=now + AHEAD
    )
    for place, meeting in enumerate(booked.select_related("owner__team", "account").order_by("starts_at", "pk")):
        if meeting.owner is None or place % 3 == 2:
            continue
        whole = place % 3 == 0
        guests = [Guest(contact=one, why="Äger frågan hos dem", can_name=True) for one in meeting.attendees.all()]
        preparation = Preparation(
            charter=CHARTER,
            sheet=SHEET if whole else {**SHEET, "insight": "", "picture": "", "plan_b": ""},
            investment=Investment(in_sight=True, when="nästa år", how_known="Sagt i telefon")
            if whole
            else Investment(),
            guests=guests,
        )
        prepare(meeting, preparation, by=meeting.owner, now=now)
