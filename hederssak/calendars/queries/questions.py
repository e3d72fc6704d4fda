"""Questions that calendars have raised."""

import uuid

from django.db.models import QuerySet

from hederssak.calendars.models import Connection, Question, State
from hederssak.lib.prepared import prepared
from hederssak.org.models import Member


@prepared
def _open(member: uuid.UUID) -> QuerySet[Question]:
    rows = Question.objects.filter(member=member, answered_at=None, entry__dropped_at=None)
    return rows.select_related("entry", "connection").order_by("entry__starts_at", "pk")


def open_questions(member: Member) -> list[Question]:
    """Return what a member has not answered yet about events of ours, the nearest event first."""
    return _open(member.pk)


@prepared
def _revoked(organization: uuid.UUID, member: uuid.UUID) -> QuerySet[Connection, uuid.UUID]:
    rows = Connection.objects.filter(organization_id=organization, member=member, ended_at=None, state=State.REVOKED)
    return rows.values_list("pk", flat=True)


def to_mend(member: Member) -> int:
    """Return how many of their calendars a member has to connect again."""
    return len(_revoked(member.organization_id, member.pk))
