"""Questions that calendars have raised."""

from django.db.models import QuerySet

from hederssak.calendars.models import Question
from hederssak.org.models import Member


def open_questions(member: Member) -> QuerySet[Question]:
    """Return what a member has not answered yet about events of ours, the nearest event first."""
    rows = Question.objects.filter(member=member, answered_at=None, entry__dropped_at=None)
    return rows.select_related("entry", "connection").order_by("entry__starts_at", "pk")
