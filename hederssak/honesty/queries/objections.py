"""Objections that wait for an answer."""

from django.db.models import Q, QuerySet

from hederssak.honesty.models import Objection
from hederssak.org.access import may_configure
from hederssak.org.models import Member


def open_objections(member: Member) -> QuerySet[Objection]:
    """Return what this member may answer: a manager their teams', an admin all of the organization."""
    rows = Objection.objects.filter(organization_id=member.organization_id, answered_at=None)
    mine = Q() if may_configure(member) else Q(opportunity__team__manager=member)
    return rows.filter(mine).select_related("opportunity__account", "by").order_by("at")
