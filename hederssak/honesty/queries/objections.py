"""Objections: which flags they silence, and which wait for an answer."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from hederssak.honesty.models import Objection
from hederssak.lib.prepared import prepared
from hederssak.org.access import may_configure
from hederssak.org.models import Member
from hederssak.pipeline.queries.as_of import chunks

SHOWN = ("why", "opportunity__name", "opportunity__account__name", "by__name")
"""What a list shows of an objection."""


def silenced_codes(ids: Iterable[uuid.UUID], *, as_of: dt.datetime) -> dict[uuid.UUID, set[str]]:
    """Return, for each opportunity, the codes that somebody had objected to by then and nobody had let stand."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    for some in chunks(ids):
        rows = Objection.objects.filter(opportunity_id__in=some, at__lte=as_of)
        standing = rows.exclude(upheld=False, answered_at__lte=as_of)
        for opportunity_id, code in standing.values_list("opportunity_id", "code"):
            found[opportunity_id].add(code)
    return found


@prepared
def _open(organization: uuid.UUID, managers: list[uuid.UUID]) -> QuerySet[Objection]:
    rows = Objection.objects.filter(organization_id=organization, answered_at=None)
    if managers:
        rows = rows.filter(opportunity__team__manager__in=managers)
    return rows.select_related("opportunity__account", "by").only(*SHOWN).order_by("at")


def open_objections(member: Member) -> list[Objection]:
    """Return what this member may answer: a manager their teams', an admin all of the organization."""
    return _open(member.organization_id, [] if may_configure(member) else [member.pk])
