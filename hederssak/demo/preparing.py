"""Meetings of the demo company as people prepare them: some whole, some by half, some not at all."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hederssak.crm.models import FitVerdict
from hederssak.demo.founding import House
from hederssak.meetings.actions import Guest, Preparation, prepare
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.rules.fit import Verdict
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
    """Prepare the meetings ahead: whole with a company that fits, half every second time, the others not yet."""
    booked = CustomerMeeting.objects.filter(
        organization=house.organization, state=MeetingState.BOOKED, starts_at__gt=now, starts_at__lt=now + AHEAD
    )
    judged = FitVerdict.objects.filter(organization=house.organization, verdict=Verdict.IN)
    fits = set(judged.values_list("account", flat=True))
    ahead = booked.select_related("owner__team", "account").prefetch_related("attendees")
    for place, meeting in enumerate(ahead.order_by("starts_at", "pk")):
        whole = meeting.account_id in fits
        if meeting.owner is None or (not whole and place % 2):
            continue
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
