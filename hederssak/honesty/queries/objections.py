"""Objections: which flags they silence, and which wait for an answer."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from hederssak.honesty.models import Objection
from hederssak.org.access import may_configure
from hederssak.org.models import Member
from hederssak.pipeline.queries.as_of import chunks


def silenced_codes(ids: Iterable[uuid.UUID], *, as_of: dt.datetime) -> dict[uuid.UUID, set[str]]:
    """Return, for each opportunity, the codes that somebody had objected to by then and nobody had let stand."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    for some in chunks(ids):
        rows = Objection.objects.filter(opportunity_id__in=some, at__lte=as_of)
        standing = rows.exclude(upheld=False, answered_at__lte=as_of)
        for opportunity_id, code in standing.values_list("opportunity_id", "code"):
            found[opportunity_id].add(code)
    return found


def open_objections(member: Member) -> QuerySet[Objection]:
    """Return what this member may answer: a manager their teams', an admin all of the organization."""
    rows = Objection.objects.filter(organization_id=member.organization_id, answered_at=None)
    mine = Q() if may_configure(member) else Q(opportunity__team__manager=member)
    return rows.filter(mine).select_related("opportunity__account", "by").order_by("at")
