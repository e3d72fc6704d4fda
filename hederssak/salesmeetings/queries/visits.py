"""What was written for a meeting at a customer, by the part of the talk that it belongs to."""

from __future__ import annotations

from hederssak.meetings.models import Charter, CustomerMeeting, Sheet
from hederssak.rules.runner import Part
from hederssak.salesmeetings.models import RunItem

PARTS = tuple(Part)


def charter_lines(meeting: CustomerMeeting, *, at: RunItem | None) -> list[str]:
    """Return what the charter and the Wembley sheet say for the part that the talk is at; nothing after its end."""
    if at is None or at.place >= len(PARTS):
        return []
    charter = Charter.objects.filter(meeting=meeting).first() or Charter()
    sheet = Sheet.objects.filter(meeting=meeting).first() or Sheet()
    lines = {
        Part.PURPOSE: (charter.purpose, charter.goal),
        Part.EXPECTATIONS: (sheet.expectations,),
        Part.INSIGHT: (sheet.insight, sheet.picture),
        Part.NEXT_STEP: (sheet.next_step, charter.after),
    }[PARTS[at.place]]
    return [line for line in lines if line]
